"""The pieces that gaps divide a line into, and where they stand on the page.

Programs disagree about how wide a Chinese character is: a terminal and a line printer give it two
columns, `pdftotext -layout` counts characters. A ruler is one such opinion.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from extractors.read.layouts.lines import Line

Ruler = Callable[[str], int]
"""The number of columns that a text takes."""

_PIECE = re.compile(r"\S+(?:[ \xa0]\S+)*")  # an ideographic space parts pieces by itself, others in twos
_GAP = re.compile(r"\S(?:[ \xa0]{2}|[ \xa0]?\u3000)\s*\S")
# `1.` and `（二）` belong to what they number, a bullet or box to what stands behind it.
_NUMBERING = re.compile(
    r"[(（]?(?:\d{1,3}(?:[.．]\d{1,3}){0,3}|[一二三四五六七八九十]{1,3})[.、．)）]"
    r"|第[一二三四五六七八九十百\d]{1,4}[条章节]|[-*•·●○◆■□☑]"
)
_LETTER_SPACING = 4  # columns between characters that are set apart and one word (备　注)
_MOST_PIECES = 200  # of a line that can be the row of a table


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: its extent in the text, the columns of the page it takes, and how many columns
    stand between its characters, if they are set apart.
    """

    start: int
    end: int
    left: int
    right: int
    spacing: int = 0


def terminal(text: str) -> int:
    """Two columns for a wide character."""
    return len(text) if text.isascii() else sum(map(_width, text))


def printer(text: str) -> int:
    """Two columns also for “ and ÷ and whatever else fonts for Chinese draw wide."""
    return terminal(text) + sum(unicodedata.east_asian_width(char) == "A" for char in text)


RULERS: tuple[Ruler, ...] = (terminal, len, printer)


@cache
def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def has_gap(line: Line) -> bool:
    """Whether a line can have more than one piece."""
    return _GAP.search(line.text) is not None


def pieces_of(line: Line, ruler: Ruler) -> list[Piece]:
    """The pieces of a line, from left to right; the whole line where they are too many for a table."""
    found: list[Piece] = []
    at = column = 0
    for match in _PIECE.finditer(line.text):
        left = column + ruler(line.text[at : match.start()])
        at, column = match.end(), left + ruler(match[0])
        piece = Piece(line.start + match.start(), line.start + match.end(), left, column)
        if found and _is_numbered(line, found):
            found[-1] = replace(found[-1], end=piece.end, right=piece.right)
        elif found and _is_next_letter(line, found[-1], piece):
            spacing = piece.left - found[-1].right
            found[-1] = replace(found[-1], end=piece.end, right=piece.right, spacing=spacing)
        else:
            found.append(piece)
    if len(found) > _MOST_PIECES:
        return [Piece(found[0].start, found[-1].end, found[0].left, found[-1].right)]
    return found


def _is_numbered(line: Line, before: list[Piece]) -> bool:
    return len(before) == 1 and _NUMBERING.fullmatch(_text(line, before[0])) is not None


def _is_next_letter(line: Line, before: Piece, piece: Piece) -> bool:
    """Whether a character goes on a word whose characters are set apart evenly."""
    apart = before.spacing > 0 or _is_letter(_text(line, before))
    most = before.spacing + 1 if before.spacing else _LETTER_SPACING
    letter = _text(line, piece)
    # 标　标　标 are the ends of labels side by side.
    return (
        apart
        and piece.left - before.right <= most
        and _is_letter(letter)
        and letter != line.text[before.end - line.start - 1]
    )


def _is_letter(text: str) -> bool:
    return len(text) == 1 and _width(text) == 2


def _text(line: Line, piece: Piece) -> str:
    return line.text[piece.start - line.start : piece.end - line.start]
