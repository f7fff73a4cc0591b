"""The stretch of text that stands beside a number and may be its title: how far it reaches and what parts the two.

A piece ends where a line, a table cell, a quotation or a sentence ends; 《》, quotation marks and brackets inside it
come in pairs. Between piece and number lies a `Gap`: blanks, brackets, bars, quotation and comment signs, a label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.policies.words import CLOSING, OPENING, words

# Characters looked at on either side: tags are blanks here, and there may be many.
_WINDOW = 400
_LONGEST = 160
_MOST_SIGNS = 12
_SIGNS = " \t\n\r\u3000\xa0|\"'“”‘’`*#—–-/：:=,，"
_ENDS_SENTENCE = "。；;，,！!？?：:*|>#=\t\n\r\"'"
_EDGES = "\n\r\t|\"'“‘《[【（(=#"
_OPENERS, _CLOSERS = OPENING + "“‘《", CLOSING + "”’》"
_WIDE_BLANK = "   "
_BULLET_ON_NEW_LINE = re.compile(r"[\n\r]\s*[-*—–](?!\s*[-—–])")
# <甲办法> in a title; anything else before > is a tag.
_ANGLED = re.compile(r"[<＜][^<>＜＞\"=/\n]{1,60}$")
_ROW_END = re.compile(r"\|\s*[\n\r]")
_QUOTED_COMMA = re.compile(r"[\"'”’]\s*[,，]\s*[\"'“‘]")


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between a piece and a number, labels taken out; `labelled` says that 文号： or 标题： stood there."""

    signs: str
    labelled: bool

    @property
    def crosses_line(self) -> bool:
        """Whether a line ends in it."""
        return "\n" in self.signs or "\r" in self.signs

    @property
    def is_cell_border(self) -> bool:
        """Whether it parts table cells or quoted values."""
        return "|" in self.signs or "\t" in self.signs or _QUOTED_COMMA.search(self.signs) is not None

    @property
    def is_bracket(self) -> bool:
        """Whether it opens the brackets around the number."""
        return any(sign in OPENING for sign in self.signs)

    @property
    def is_list_break(self) -> bool:
        """Whether the next item of a list begins in it."""
        return not self.labelled and _BULLET_ON_NEW_LINE.search(self.signs) is not None

    @property
    def may_join(self) -> bool:
        """Whether what it parts may belong together: not two rows, two items of a list or two clauses."""
        signs = "".join(self.signs.split())
        if len(signs) > _MOST_SIGNS or _ROW_END.search(self.signs) or self.is_list_break:
            return False
        commas = ("," in signs or "，" in signs) and not _QUOTED_COMMA.search(self.signs)
        slash = "/" in signs and "//" not in signs
        return not commas and not slash and signs.count("：") + signs.count(":") + signs.count("=") <= 1


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` beside a number; `edge` is whether its far end is one of line, cell, quotation or bracket."""

    start: int
    end: int
    edge: str
    gap: Gap


def piece_before(text: str, start: int) -> Piece | None:
    """The piece before the number that starts at `start`."""
    low = max(0, start - _WINDOW)
    window = text[low:start]
    rest = window.rstrip(_SIGNS + OPENING + "》")
    gap, labelled = window[len(rest) :], False
    if label := next((label for label in words("number-label") if rest.endswith(label)), None):
        shorter = rest.removesuffix(label).rstrip(_SIGNS + OPENING + "》")
        gap, labelled = rest[len(shorter) : -len(label)], True
        rest = shorter
    begin, edge = _reach_left(rest)
    if begin is None or begin == len(rest):
        return None
    if begin == 0 and low > 0:
        edge = ""
    return Piece(low + begin, low + len(rest), edge, Gap(gap, labelled))


def piece_after(text: str, end: int) -> Piece | None:
    """The piece after the number that ends at `end`."""
    window = text[end : end + _WINDOW]
    rest = window.lstrip(_SIGNS + CLOSING)
    gap, labelled = window[: len(window) - len(rest)], False
    if label := next((label for label in words("title-label") if rest.startswith(label)), None):
        shorter = rest.removeprefix(label).lstrip(_SIGNS)
        labelled = bool(set(rest[len(label) : len(rest) - len(shorter)]) & set("：:="))
        rest = shorter if labelled else rest
    start = end + len(window) - len(rest)
    length, edge = _reach_right(rest)
    if not length:
        return None
    at_end = length == len(rest) and end + _WINDOW < len(text)
    return Piece(start, start + length, "" if at_end else edge, Gap(gap, labelled))


def closes_right(text: str, end: int) -> bool:
    """Whether the number that ends at `end` also ends its line, cell or quotation."""
    after = text[end : end + _WINDOW].lstrip(" \u3000*" + CLOSING)
    return not after or after[0] in "\n\r\t|\"'”’<" or after.startswith(_WIDE_BLANK) or _is_wide(text, end)


def starts_line(text: str, start: int) -> bool:
    """Whether nothing but blanks, brackets, bullets or a label stands before `start` in its line."""
    low = (
        max(
            text.rfind("\n", max(0, start - _WINDOW), start), text.rfind("\r", max(0, start - _WINDOW), start)
        )
        + 1
    )
    before = text[low:start].strip(_SIGNS + OPENING + "•·")
    return not before or before in words("number-label")


def _is_wide(text: str, end: int) -> bool:
    after = text[end : end + 8].lstrip(CLOSING)
    return after.startswith(_WIDE_BLANK)


def _reach_left(rest: str) -> tuple[int | None, str]:
    """Where the piece at the end of `rest` begins, and the sign at its edge ("\n" at the beginning of all)."""
    depth = 0
    for i in range(len(rest) - 1, max(-1, len(rest) - _LONGEST - 1), -1):
        sign = rest[i]
        if sign in ">＞" and not _ANGLED.search(rest, 0, i):
            return (None, "") if depth else (i + 1, "")
        if sign in _CLOSERS:
            depth += 1
        elif sign in _OPENERS:
            if not depth:
                return i + 1, sign if sign in _EDGES else ""
            depth -= 1
        elif (sign in _ENDS_SENTENCE and (not depth or sign in "\n\r\t|")) or rest.endswith(
            ("//", _WIDE_BLANK), 0, i + 1
        ):
            if depth:
                return None, ""
            return i + 1, sign if sign in _EDGES else ("\t" if sign in "/ " else "")
    if len(rest) > _LONGEST or depth:
        return None, ""
    return 0, "\n"


def _reach_right(rest: str) -> tuple[int, str]:
    """How long the piece at the beginning of `rest` is, and the sign at its edge."""
    depth = 0
    for i, sign in enumerate(rest[:_LONGEST]):
        if sign in _OPENERS:
            depth += 1
        elif sign in _CLOSERS:
            if not depth:
                return i, sign
            depth -= 1
        elif (sign in _ENDS_SENTENCE and (not depth or sign in "\n\r\t|")) or rest.startswith(
            ("//", _WIDE_BLANK), i
        ):
            return i, sign
    return (len(rest), "\n") if len(rest) <= _LONGEST else (0, "")
