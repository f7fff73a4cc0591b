"""Web pages flattened to text with a bar behind every cell: the cells they had, and the rows those stood in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_BAR = re.compile(r"(?<!\\)\|")
_DRAWN_LINE = re.compile(r"^[^\S\n]*\|[^\S\n]*[^|\s][^|\n]*\|", re.MULTILINE)
_LINE_END = re.compile(r"[^\S\n]*(?:\n|\Z)")
_FEWEST_ENDS = 4
_FEWEST_IN_LINE = 2


@dataclass(frozen=True, slots=True)
class BarredCell:
    """A cell's extent without white space (`start` == `end` where it is empty), and the row it stands in."""

    start: int
    end: int
    row: int


@dataclass(frozen=True, slots=True)
class Barred:
    """Cells in order; `rowed` tells that their rows are known, else each counts as a row of its own."""

    cells: tuple[BarredCell, ...]
    rowed: bool


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar and the extent of what stands in front of it; whether it ends its line, and a row filled up with bars."""

    start: int
    end: int
    ends_line: bool
    ends_row: bool


def barred(text: str, begin: int, stop: int) -> Barred | None:
    """The cells of `text[begin:stop]` and the empty ones right behind; None where bars do not end its cells.

    Rows are filled up with bars to the same number of cells (某局 | 12 | ||||). That tells where they end, and
    how many cells those have that are full.
    """
    bars = list(_bars(text, begin, stop))
    if sum(bar.ends_line for bar in bars) < _FEWEST_ENDS or _DRAWN_LINE.search(text, begin, stop):
        return None
    ends = _row_ends(bars)
    rowed = ends is not None
    cells = [
        BarredCell(bar.start, bar.end, row)
        for row, (left, right) in enumerate(pairwise([0, *(ends or range(1, len(bars) + 1))]))
        for bar in (_filled(bars[left:right]) if rowed else bars[left:right])
    ]
    return Barred(tuple(cells), rowed)


def is_padded(text: str, begin: int, stop: int) -> bool:
    """Whether rows are filled up with bars, so that what stands in a line has no columns by its place."""
    found = barred(text, begin, stop)
    return found is not None and found.rowed and sum(bar.ends_row for bar in _bars(text, begin, stop)) > 1


def _bars(text: str, begin: int, stop: int) -> Iterator[_Bar]:
    position, first = begin, True
    for bar in _BAR.finditer(text, begin):
        raw = text[position : bar.start()]
        if text[max(position, stop) : bar.start()].strip():
            return
        start = position + len(raw) - len(raw.lstrip())
        ends_line = _LINE_END.match(text, bar.end()) is not None
        filled_up = ends_line and not first and not raw.strip() and "\n" not in raw
        yield _Bar(start, max(start, position + len(raw.rstrip())), ends_line, filled_up)
        position, first = bar.end(), False


def _row_ends(bars: Sequence[_Bar]) -> list[int] | None:
    """How many bars there are up to the end of each row; None where that is not certain."""
    padded = [number for number, bar in enumerate(bars, 1) if bar.ends_row]
    widths = Counter(right - left for left, right in pairwise(padded))
    width = widths.most_common(1)[0][0] if widths else None
    ends: list[int] = []
    for left, right in pairwise([0, *padded, len(bars)]):
        found = _between(bars, left, right, width)
        if found is None:
            return None
        ends += found
    return ends


def _between(bars: Sequence[_Bar], left: int, right: int, width: int | None) -> list[int] | None:
    """The row ends up to one that is known: those of lines that hold several cells, else of full rows."""
    count, is_cut = right - left, right == len(bars)
    if count == width:
        return [right]
    lines = [number for number in range(left + 1, right + 1) if bars[number - 1].ends_line]
    widest = max((end - start for start, end in pairwise([left, *lines])), default=0)
    if count >= _FEWEST_IN_LINE * len(lines) and widest <= (width or widest):
        return sorted({*lines, right})
    if width is None:
        return None
    if count < width or count % width == 0 or is_cut:
        return [*range(left + width, right, width), right]
    return None


def _filled(row: Sequence[_Bar]) -> Sequence[_Bar]:
    """A row without the empty cells at its end."""
    last = max((number for number, bar in enumerate(row, 1) if bar.start < bar.end), default=0)
    return row[:last]
