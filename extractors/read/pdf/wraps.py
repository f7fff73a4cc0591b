"""Lines put together again: whether the end of a line was meant, or the paper ended there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.read.pdf.lines import Line, is_cjk

_SLACK = 0.4  # of the height of a line: rounding
_SLACK_IN_CJK = 1.0  # a character goes to the next line along with the punctuation that may not begin one
_EVEN = 0.6
_PADDING = 12.0  # points; both sides of a cell in Word together are 10.8
_ENDS = frozenset("。；：！？;!?:")
_OPENS = frozenset("≥≤＞＜><=＝≧≦±~～（([【〔")
"""Nobody breaks a line behind one of these."""
_ITEM = re.compile(
    r"\(?（?\d{1,2}(?:[.．](?!\d)|[、)）])|[(（]?[一二三四五六七八九十]{1,3}[、)）]|[①-⑳●■□☑•]"
)
_LEADER = re.compile(r"[.…·]{5,}")
_WORDS = re.compile(r"[A-Za-z] +[A-Za-z]")
_WORD = re.compile(r"[A-Za-z0-9.,%]+")


def joined(lines: Sequence[Line], left: float, right: float) -> str:
    """The text of lines that stand between two edges.

    Lines are parted by "\\n". Where the edge broke a line and white space would come to mean something (not
    between two Chinese characters), they follow each other directly.
    """
    if len(lines) > 1 and all(len(line.text) == 1 for line in lines):
        return "".join(line.text for line in lines)  # set upright
    parts = [line.text for line in lines[:1]]
    for before, after in pairwise(lines):
        parts.append("" if _runs_on(before, after, left, right) else "\n")
        parts.append(after.text)
    return "".join(parts)


def _runs_on(before: Line, after: Line, left: float, right: float) -> bool:
    last, first = before.text[-1], after.text[0]
    if last in _OPENS and not before.spaced:
        return True
    if before.spaced or last in _ENDS or _ITEM.match(after.text) or _LEADER.search(before.text):
        return False
    if (is_cjk(last) and is_cjk(first)) or _is_prose(before, after):
        return False
    return is_full(before, after, left, right)


def is_full(before: Line, after: Line, left: float, right: float) -> bool:
    """Whether a line, between the edges of its cell, has no room for what the next one begins with."""
    slack = _SLACK_IN_CJK if is_cjk(before.text[-1]) or is_cjk(after.text[0]) else _SLACK
    return _room(before, after, left, right) < _width_of_next(before, after) + slack * before.height


def _is_prose(before: Line, after: Line) -> bool:
    """Whether words stand on both sides that are parted by spaces elsewhere."""
    return (
        before.text[-1].isalpha()
        and after.text[0].isalpha()
        and before.text[-1].isascii() == after.text[0].isascii()
        and bool(_WORDS.search(before.text) or _WORDS.search(after.text))
    )


def _room(before: Line, after: Line, left: float, right: float) -> float:
    """How much space a line left free within the padding of its cell."""
    at_left, at_right = before.left - left, right - before.right
    even = _EVEN * before.height
    padding = min(_PADDING / 2, max(0.0, min(before.left, after.left) - left))
    if abs(before.left - after.left) <= even:
        return at_right - padding
    if abs((before.left + before.right) - (after.left + after.right)) <= 2 * even:
        return at_left + at_right - _PADDING
    if abs(before.right - after.right) <= even:
        return at_left - min(_PADDING / 2, max(0.0, at_right))
    return at_right - padding


def _width_of_next(before: Line, after: Line) -> float:
    """The width of what could not be parted: a character, or a number or Latin word behind a Chinese character."""
    word = _WORD.match(after.text) if is_cjk(before.text[-1]) else None
    end = min(len(word[0]) if word else 1, len(after.rights)) - 1
    return after.rights[end] - after.left
