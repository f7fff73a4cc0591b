"""A ruled table as it grows from page to page: columns by where their edges stand, rows below one another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from statistics import median

from extractors.read.pdf.breaks import Joint, joint, repeats
from extractors.read.pdf.lines import Line, moved
from extractors.read.pdf.pieces import Held, Ruled
from extractors.read.pdf.rulings import NEAR
from extractors.read.sheet import CellText

_FEWEST_HEADINGS = 2

RowText = tuple[tuple[float, float, str], ...]
"""The cells that begin in a row: their edges and words."""


@dataclass(slots=True)
class Next:
    """The part of a table that stands on the next page: its cells in the columns of the whole.

    The first `headings` rows are printed again; `joint` is how the row below them fits to what is above the break.
    `overflow`: lines below the table of the page before, where it ends at `foot`, that belong to a cell which goes on.
    """

    part: Ruled
    headings: int
    joint: Joint
    foot: float
    overflow: list[tuple[Held, tuple[int, Line]]] = field(default_factory=list)

    def claims(self, line: Line, page: int) -> bool:
        """Whether a line outside of the table belongs to a cell that goes on behind the break.

        Excel prints the text of a merged cell on both pages, but what does not stand in the part of a page is not
        seen; browsers let it run on below the table where the next row has moved to the other page.
        """
        goes_on = [(a, b) for a, b in self.joint.pairs if a.open_below or b.open_above]
        start, parts = 0, []
        middles = [(left + right) / 2 for left, right in zip(line.lefts, line.rights, strict=True)]
        for pair, chars in groupby(middles, key=lambda middle: _pair_at(goes_on, middle)):
            if pair is None:
                return False
            end = start + len(list(chars))
            parts.append((line.part(start, end), *pair))
            start = end
        return all(self._claims(part, page, above, below) for part, above, below in parts)

    def _claims(self, line: Line, page: int, above: Held, below: Held) -> bool:
        if "".join(line.text.split()) in above.words + below.words:
            return True
        lines = [*above.lines, *(each for cell, each in self.overflow if cell is above)]
        end = lines[-1][1].top + lines[-1][1].height if lines else self.foot
        runs_on = page < self.part.page and line.top < end + line.height
        if runs_on:
            self.overflow.append((above, (page, line)))
        return runs_on


class Growing:
    """A ruled table with all that follows it on further pages."""

    def __init__(self, first: Ruled) -> None:
        self.page = first.page
        self._xs = list(first.xs)
        self._height = first.height
        self._foot = first.foot
        self._cells = list(first.cells)
        self._last = [cell for cell in first.cells if cell.end == first.height]
        self._top: list[RowText] = []
        self._rows: dict[RowText, int] = {}

    def cells(self) -> Iterator[CellText]:
        """The cells in reading order, in columns that begin wherever one does on any page."""
        for cell in sorted(self._cells, key=lambda cell: (cell.row, cell.left)):
            column = bisect_left(self._xs, cell.left)
            yield cell.cell(column, bisect_left(self._xs, cell.right) - column)

    def next(self, table: Ruled) -> Next | None:
        """How a table at the head of the next page goes on with this one; None where it is another one.

        One of another width is; and one that begins with the label that this one begins with.
        """
        if abs((table.xs[-1] - table.xs[0]) - (self._xs[-1] - self._xs[0])) > 2 * NEAR:
            return None
        if not self._top:
            self._top = _texts(self._cells, self._height)
            self._rows = {row: number for number, row in enumerate(self._top)}
        part = _in_columns(table, self._xs)
        rows = _texts(part.cells, part.height)
        headings = self._headings(rows)
        if headings == part.height:
            return None
        part = _below(headings, part)
        first = [cell for cell in part.cells if cell.row == headings]
        found = joint(self._last, first, headed=headings > 0, leading=_leading([*part.cells, *self._last]))
        is_open = any(a.open_below and b.open_above for a, b in found.pairs)
        return (
            None if self._begins(rows, headings) and not is_open else Next(part, headings, found, self._foot)
        )

    def take(self, following: Next) -> None:
        """Go on with the part of the table that stands on the next page."""
        for cell, line in following.overflow:
            cell.lines.append(line)
        part, found = following.part, following.joint
        offset = self._height - following.headings - found.cuts_row
        for row, number in _numbered(_texts(part.cells, part.height)):
            self._rows.setdefault(row, number + offset)
        self._xs = sorted({*self._xs, *part.xs})
        self._height = offset + part.height
        self._foot = part.foot
        continued = {id(b): a for a, b in found.pairs}
        last: list[Held] = []
        for cell in part.cells:
            cell.row += offset
            whole = continued.get(id(cell), cell)
            whole.is_doubted |= cell is found.doubted
            if whole is cell:
                self._cells.append(cell)
            else:
                if not repeats(whole, cell):
                    whole.lines += cell.lines
                whole.row_span, whole.open_below = cell.end - whole.row, cell.open_below
                whole.top, whole.bottom = cell.top, cell.bottom
            if whole.end == self._height:
                last.append(whole)
        self._last = last

    def _headings(self, rows: Sequence[RowText]) -> int:
        """How many rows at the head of a page only repeat rows that follow each other above."""
        count, expected = 0, None
        for row in rows:
            found = self._rows.get(row)
            filled = sum(bool(words) for _, _, words in row)
            if found is None or filled < _FEWEST_HEADINGS or expected not in (None, found):
                break
            count, expected = count + 1, found + 1
        return count

    def _begins(self, rows: Sequence[RowText], headings: int) -> bool:
        """Whether what stands below the headings begins as the table does."""
        first = _first(rows[headings])
        return any(first == _first(row) for row in (self._top[:1] + self._top[headings : headings + 1]))


def _pair_at(pairs: Sequence[tuple[Held, Held]], x: float) -> tuple[Held, Held] | None:
    """Which pair of cells has a place between its edges."""
    return next((pair for pair in pairs if pair[0].left <= x <= pair[0].right), None)


def _leading(cells: Sequence[Held]) -> float:
    """How far lines of one cell stand apart; 0 where each has but one."""
    steps = [
        after.top - before.top
        for cell in cells
        for (page, before), (of_next, after) in pairwise(cell.lines)
        if page == of_next
    ]
    return median(steps) if steps else 0.0


def _first(row: RowText) -> str:
    return next((words for _, _, words in row if words), "")


def _texts(cells: Sequence[Held], height: int) -> list[RowText]:
    rows: list[list[tuple[float, float, str]]] = [[] for _ in range(height)]
    for cell in cells:
        rows[cell.row].append((*cell.range, cell.words))
    return [tuple(sorted(row)) for row in rows]


def _numbered(rows: Sequence[RowText]) -> Iterator[tuple[RowText, int]]:
    return ((row, number) for number, row in enumerate(rows) if row)


def _in_columns(table: Ruled, xs: Sequence[float]) -> Ruled:
    """The table with its edges at those of another one where they are near; moved as a whole where its page is.

    Pages of a book have their margins left and right in turn.
    """
    shift = xs[0] - table.xs[0] if abs(xs[0] - table.xs[0]) > 2 * NEAR else 0.0
    places: dict[float, float] = {}
    for x in table.xs:
        near = [edge for edge in xs[bisect_left(xs, x + shift - NEAR) :][:2] if abs(edge - x - shift) <= NEAR]
        place = min(near, key=lambda edge: abs(edge - x - shift), default=x + shift)
        places[x] = x + shift if place in places.values() else place
    cells = [
        replace(
            cell,
            left=places[cell.left],
            right=places[cell.right],
            lines=[(page, moved(line, shift)) for page, line in cell.lines],
        )
        for cell in table.cells
    ]
    return replace(table, xs=sorted(places.values()), cells=cells)


def _below(headings: int, table: Ruled) -> Ruled:
    """The table without its first rows; what begins in them and goes on is empty below them."""
    cells = [
        cell if cell.row >= headings else replace(cell, row=headings, row_span=cell.end - headings, lines=[])
        for cell in table.cells
        if cell.end > headings
    ]
    return replace(table, cells=cells)
