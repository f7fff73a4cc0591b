"""Visual lines: characters that stand on one line, from left to right, with the gaps between them as spaces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

from extractors.read.pdf.geometry import Char

# Parts of the height of a line.
_SAME_LINE = 0.5
_SAME_PLACE = 0.35  # of the width of a character
_SPACE_IN_LATIN = 0.25
_SPACE = 0.4  # Word moves Latin a quarter off Chinese; that is no space
WIDE = 1.5
"""Of the height of a line: white space that wide parts columns; a text shows it as three spaces or more."""
_ONE_OF_WIDE = 0.5
_MOST_SPACES = 20
_LEFT, _TOP = attrgetter("left"), attrgetter("top")


@dataclass(frozen=True, slots=True)
class Line:
    """The ink of a line, its text, and where it stands.

    `height` is that of its highest character; `spaced` tells that the file has a space behind the last one.
    """

    chars: Sequence[Char]
    text: str
    spaced: bool
    left: float
    right: float
    top: float
    height: float


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """The lines from top to bottom; those of white space only are left out."""
    rows: list[list[Char]] = []
    middle = height = 0.0
    for char in sorted(chars, key=_twice_middle):
        _, _, top, _, bottom = char
        here, high = (top + bottom) / 2, bottom - top
        highest = height if height > high else high
        if rows and here - middle <= _SAME_LINE * highest:
            row = rows[-1]
            row.append(char)
            middle += (here - middle) / len(row)
            height = highest
        else:
            rows.append([char])
            middle, height = here, high
    return [line for row in rows if (line := line_of(row)) is not None]


def moved(line: Line, by: float) -> Line:
    """The line, moved to the right."""
    if not by:
        return line
    chars = [char._replace(left=char.left + by, right=char.right + by) for char in line.chars]
    return replace(line, chars=chars, left=line.left + by, right=line.right + by)


def _twice_middle(char: Char) -> float:
    return char.top + char.bottom


def line_of(row: list[Char]) -> Line | None:
    """A line of characters that stand on one; None where all of it is white space.

    A character that is drawn again at its place makes the first one bold, and counts once.
    """
    row.sort(key=_LEFT)
    ink: list[Char] = []
    parts: list[str] = []
    typed: Char | None = None
    last, last_left, last_right = "", 0.0, 0.0
    for char in row:
        text, left, _, right, _ = char
        if text.isspace():
            typed = typed or char
        elif text != last or left - last_left >= _SAME_PLACE * (right - left):
            if ink and (typed or left > last_right):
                parts.append(_between(ink[-1], char, typed))
            parts.append(text)
            ink.append(char)
            typed, last, last_left, last_right = None, text, left, right
    if not ink:
        return None
    top, height = min(map(_TOP, ink)), max([bottom - top for _, _, top, _, bottom in ink])
    return Line(ink, "".join(parts), typed is not None, ink[0].left, ink[-1].right, top, height)


def _between(before: Char, after: Char, typed: Char | None) -> str:
    """The spaces between two characters; `typed` is one that the file has there, if it has any."""
    gap = after.left - before.right
    height = min(before.bottom - before.top, after.bottom - after.top)
    if gap > WIDE * height:
        return " " * min(_MOST_SPACES, round(gap / (_ONE_OF_WIDE * height)))
    if typed is not None:  # unless it has no room
        return " " if after.left > (typed.left + typed.right) / 2 else ""
    limit = _SPACE if is_cjk(before.text) or is_cjk(after.text) else _SPACE_IN_LATIN
    return " " if gap > limit * height else ""


@cache
def is_cjk(char: str) -> bool:
    """Whether a character is as wide as a Chinese one."""
    return unicodedata.east_asian_width(char[0]) in "WF"
