"""Where the cells of a marked-up table stand, by the rules browsers follow.

A cell takes the first column that no span from above covers. Spans end with the table and with
their row group, whatever they ask for, so that the work stays in proportion to the number of cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.read.html.flow import Grid, GridCell

_MAX_COLUMNS = 256  # a span that reaches so far means: to the end of the row


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell, where it stands and what it covers of the grid."""

    row: int
    column: int
    row_span: int
    column_span: int
    cell: GridCell


def place(grid: Grid) -> list[list[Placed]]:
    """The cells of each row, by column."""
    rows = list(_rows(grid))
    width = max((_needed(placed) for row in rows for placed in row), default=0)
    return [[_within(placed, width) for placed in row] for row in rows]


def _rows(grid: Grid) -> Iterator[list[Placed]]:
    covered: dict[int, int] = {}  # column → the first row below the cell that covers it
    for number, cells in enumerate(grid.rows):
        covered = {column: below for column, below in covered.items() if below > number}
        bottom = _end_of_group(grid, number)
        row: list[Placed] = []
        column = 0
        for cell in cells:
            while column in covered:
                column += 1
            end = _free_until(column, cell.column_span, covered)
            below = min(number + cell.row_span, bottom) if cell.row_span else bottom
            row.append(Placed(number, column, below - number, end - column, cell))
            column = end
        for placed in row:
            if placed.row_span > 1:
                columns = range(placed.column, min(placed.column + placed.column_span, _MAX_COLUMNS))
                covered |= dict.fromkeys(columns, number + placed.row_span)
        yield row


def _free_until(column: int, span: int, covered: dict[int, int]) -> int:
    end = min(column + span, max(column + 1, _MAX_COLUMNS))
    return next((taken for taken in range(column + 1, end) if taken in covered), end) if covered else end


def _end_of_group(grid: Grid, row: int) -> int:
    later = bisect_right(grid.group_starts, row)
    return grid.group_starts[later] if later < len(grid.group_starts) else len(grid.rows)


def _needed(placed: Placed) -> int:
    """The columns that a table must have for a cell; one that asks for all of them needs but one."""
    end = placed.column + placed.column_span
    return end if end < _MAX_COLUMNS else placed.column + 1


def _within(placed: Placed, width: int) -> Placed:
    if placed.column + placed.column_span <= width:
        return placed
    return replace(placed, column_span=width - placed.column)
