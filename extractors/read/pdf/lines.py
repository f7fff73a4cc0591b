"""Visual lines: characters that stand on one line, from left to right, with the gaps between them as spaces."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy

from extractors.read.pdf.geometry import Chars
from extractors.read.pdf.rows import first_of_each, once, rows_of

if TYPE_CHECKING:
    from numpy import float64, intp
    from numpy.typing import NDArray

# Parts of the height of a line.
_SPACE_IN_LATIN = 0.25
_SPACE = 0.4  # Word moves Latin a quarter off Chinese; that is no space
WIDE = 1.5
"""Of the height of a line: white space that wide parts columns; a text shows it as three spaces or more."""
_ONE_OF_WIDE = 0.5
_MOST_SPACES = 20


@dataclass(frozen=True, slots=True)
class Line:
    """The ink of a line, its text, and where it stands.

    `pieces`: each character with the spaces before it; `lefts` and `rights`: its sides. `spaced` tells that the file
    has a space behind the last one. `height` is that of the highest character.
    """

    pieces: Sequence[str]
    lefts: Sequence[float]
    rights: Sequence[float]
    text: str
    spaced: bool
    top: float
    height: float

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.lefts[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.rights[-1]

    def part(self, start: int, end: int) -> Line:
        """The line without the characters before `start` and from `end` on."""
        if start == 0 and end == len(self.pieces):
            return self
        pieces, lefts, rights = self.pieces[start:end], self.lefts[start:end], self.rights[start:end]
        spaced = self.spaced and end == len(self.pieces)
        return Line(pieces, lefts, rights, "".join(pieces).lstrip(), spaced, self.top, self.height)


def moved(line: Line, by: float) -> Line:
    """The line, moved to the right."""
    if not by:
        return line
    return replace(
        line, lefts=[left + by for left in line.lefts], rights=[right + by for right in line.rights]
    )


def lines_of(chars: Chars, groups: NDArray[intp]) -> dict[int, list[Line]]:
    """The lines that the characters of each group make, from top to bottom; those of white space only are left out."""
    if all(map(str.isspace, chars.texts)):
        return {}
    order, rows = rows_of(chars.boxes, groups)
    chars = chars.take(order)
    is_space = numpy.array(list(map(str.isspace, chars.texts)))
    ink = (~is_space).nonzero()[0]
    held, row = chars.take(ink), rows[ink]
    remains = once(held.texts, held.boxes, row)
    if not remains.all():
        ink, row, held = ink[remains], row[remains], held.take(remains.nonzero()[0])
    typed = numpy.append(is_space.nonzero()[0], len(rows))[is_space.cumsum()[ink]]  # the first behind each
    pieces = _pieces(held, row, _middles(chars, typed, before=ink[1:]))
    starts = first_of_each(row[1:] != row[:-1])
    ends = numpy.append(starts[1:], len(row))
    spaced = numpy.append(rows, -1)[typed[ends - 1]] == row[starts]
    tops = numpy.minimum.reduceat(held.boxes[:, 1], starts)
    heights = numpy.maximum.reduceat(held.boxes[:, 3] - held.boxes[:, 1], starts)
    of_group = groups[order][ink[starts]]
    found: defaultdict[int, list[Line]] = defaultdict(list)
    lefts, rights = held.boxes[:, 0].tolist(), held.boxes[:, 2].tolist()
    columns = (of_group, starts, ends, spaced, tops, heights)
    for group, start, end, is_spaced, top, height in zip(*(c.tolist() for c in columns), strict=True):
        inked = pieces[start:end]
        sides = lefts[start:end], rights[start:end]
        found[group].append(Line(inked, *sides, "".join(inked), is_spaced, top, height))
    return found


def _middles(chars: Chars, typed: NDArray[intp], before: NDArray[intp]) -> NDArray[float64]:
    """How far to the right white space stands that the file has `before` characters; not a number without any."""
    is_there = typed[:-1] < before
    places = chars.boxes[numpy.where(is_there, typed[:-1], 0)]
    return numpy.where(is_there, (places[:, 0] + places[:, 2]) / 2, numpy.nan)


def _pieces(ink: Chars, rows: NDArray[intp], typed: NDArray[float64]) -> list[str]:
    """Each character with the spaces before it; `typed` are the middles of those that the file has there."""
    pieces = list(ink.texts)
    lefts, tops, rights, bottoms = ink.boxes.T
    gaps, heights = lefts[1:] - rights[:-1], bottoms - tops
    heights = numpy.minimum(heights[1:], heights[:-1])
    has_room = numpy.where(numpy.isnan(typed), gaps > _SPACE_IN_LATIN * heights, lefts[1:] > typed)
    may_part = (rows[1:] == rows[:-1]) & (has_room | (gaps > WIDE * heights))
    where = may_part.nonzero()[0]
    columns = (where, gaps[where], heights[where], ~numpy.isnan(typed[where]))
    for index, gap, height, is_typed in zip(*(column.tolist() for column in columns), strict=True):
        before, after = ink.texts[index], ink.texts[index + 1]
        pieces[index + 1] = _spaces(gap / height, before, after, is_typed=is_typed) + after
    return pieces


def _spaces(gap: float, before: str, after: str, *, is_typed: bool) -> str:
    """The spaces between two characters, which stand `gap` heights apart; `is_typed`: the file has one there."""
    if gap > WIDE:
        return " " * min(_MOST_SPACES, round(gap / _ONE_OF_WIDE))
    return " " if is_typed or gap > (_SPACE if is_cjk(before) or is_cjk(after) else _SPACE_IN_LATIN) else ""


@cache
def is_cjk(char: str) -> bool:
    """Whether a character is as wide as a Chinese one."""
    return unicodedata.east_asian_width(char[0]) in "WF"
