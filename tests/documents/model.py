"""What every writer writes: lines of text, and tables whose cells may span rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

LEFT, UP = "<", "^"
"""In a row of texts: this place belongs to the cell on its left, or to the one above."""

TICKED, UNTICKED = "■", "□"
"""Tick boxes; each writer draws them in its own way."""


@dataclass(frozen=True)
class Line:
    """A line, or a paragraph, outside of tables."""

    text: str
    style: Literal["title", "text"] = "text"


@dataclass(frozen=True)
class Cell:
    """A cell: its upper left place in the grid, what it covers, its text (\\n between paragraphs)."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class Table:
    """A grid of `height` × `width` places, each covered by one cell; cells in reading order.

    `heading`: a row that is printed again on each further page, where there are pages.
    """

    cells: tuple[Cell, ...]
    height: int
    width: int
    heading: int | None = None

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each row's number with the cells that begin in it."""
        begun = {row: list(cells) for row, cells in groupby(self.cells, key=lambda cell: cell.row)}
        for row in range(self.height):
            yield row, begun.get(row, [])


@dataclass(frozen=True)
class PageBreak:
    """A new page; in a workbook a new sheet of this name."""

    sheet: str = ""


Part = Line | Table | PageBreak
Parts = Sequence[Part]


def table(rows: Sequence[Sequence[str]], heading: int | None = None) -> Table:
    """The table that rows of texts draw. Short rows end in cells merged with their last one."""
    width = max(map(len, rows))
    drawn = [[*row, *[LEFT] * (width - len(row))] for row in rows]
    cells = tuple(
        Cell(i, j, text, _down(drawn, i, j), _across(row, j))
        for i, row in enumerate(drawn)
        for j, text in enumerate(row)
        if text not in (LEFT, UP)
    )
    covered = sum(cell.row_span * cell.column_span for cell in cells)
    assert covered == len(drawn) * width, f"cells cover {covered} of {len(drawn) * width} places: {rows}"
    return Table(cells, len(drawn), width, heading)


def _across(row: Sequence[str], column: int) -> int:
    end = column + 1
    while end < len(row) and row[end] == LEFT:
        end += 1
    return end - column


def _down(rows: Sequence[Sequence[str]], row: int, column: int) -> int:
    end = row + 1
    while end < len(rows) and rows[end][column] == UP:
        end += 1
    return end - row
