"""Rows of a table whose cells stand one after the other in a text, without columns and without row ends.

Every way to join fragments to cells, and to give cells to the columns of rows, is weighed: what kind of
thing a cell holds, whether its lines can be lines of one cell, and what a row lacks. The best way wins;
dynamic programming over the fragments finds it in a time that grows with their number only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.document import Grid
from extractors.fragments import Stream
from extractors.rows import Piece, Row
from extractors.tables.columns import Columns
from extractors.tables.stream_cells import Evidence
from extractors.tables.stream_fit import is_group
from extractors.tables.stream_steps import FRESH, IMPOSSIBLE, START, Steps

_ROUNDS = 2


class _Cell(NamedTuple):
    """The fragments `start` to `end` in the column at `place`; None for what belongs to no column."""

    place: int | None
    start: int
    end: int


class _Way(NamedTuple):
    """The weight of the best way to a position, its last cell, and the state before that: position and last place."""

    weight: float
    cell: _Cell | None
    before: tuple[int, int]


def table_rows(
    stream: Stream, start: int, end: int, columns: Columns, *, goes_on: bool = False
) -> Iterator[Row]:
    """The rows of a table of indicators among the fragments `start` to `end`.

    `goes_on`: another table stands above, whose levels hold on. What fits nowhere comes as rows that stand
    in no table.
    """
    evidence = Evidence(stream, start, end, columns)
    steps = Steps(columns, exact=stream.exact and not stream.rowed, goes_on=goes_on)
    cells = _best_cells(evidence, steps)
    for _ in range(_ROUNDS):
        evidence.learn([(cell.place, cell.start, cell.end) for cell in cells if cell.place is not None])
        better = _best_cells(evidence, steps)
        if better == cells:
            break
        cells = better
    yield from _rows(stream, cells, columns)


def _rows(stream: Stream, cells: Sequence[_Cell], columns: Columns) -> Iterator[Row]:
    """Rows of cells in rising columns; what stands aside of them comes behind the row it interrupts."""
    held: list[_Cell] = []
    aside: list[_Cell] = []
    for cell in cells:
        if cell.place is None:
            aside.append(cell)
        elif held and _begins_row(stream, cell, held[-1]):
            yield from _row(stream, held, columns)
            held = [cell]
        else:
            held.append(cell)
        if aside and (not held or held == [cell]):
            yield from (row for stray in aside for row in _alone(stream, stray))
            aside = []
    yield from _row(stream, held, columns)
    yield from (row for stray in aside for row in _alone(stream, stray))


def _begins_row(stream: Stream, cell: _Cell, last: _Cell) -> bool:
    if stream.rowed and stream[cell.start].line > stream[last.start].line:
        return True
    return (cell.place or 0) <= (last.place or 0)


def _alone(stream: Stream, cell: _Cell) -> Iterator[Row]:
    """What stands in no column: words that group the rows stand before all columns, others in no table."""
    piece = stream.piece(0, cell.start, cell.end)
    if piece.text:
        grid: Grid | None = "lines" if is_group(piece.text) else None
        yield Row((piece,), closed=True, page=stream[cell.start].page, grid=grid)


def _row(stream: Stream, cells: Sequence[_Cell], columns: Columns) -> Iterator[Row]:
    pieces: tuple[Piece, ...] = tuple(
        stream.piece(columns.columns[cell.place or 0].index, cell.start, cell.end)
        for cell in cells
        if stream.value(cell.start, cell.end).text
    )
    if pieces:
        yield Row(pieces, closed=True, page=stream[cells[0].start].page, grid="lines")


def _best_cells(evidence: Evidence, steps: Steps) -> list[_Cell]:
    """The cells of the best way through all fragments, in order."""
    best = _search(evidence, steps)
    ends, position = best[evidence.end], evidence.end
    last = max(ends, key=lambda last: ends[last].weight + steps.closing[last])
    cells: list[_Cell] = []
    while (cell := best[position][last].cell) is not None:
        cells.append(cell)
        position, last = best[position][last].before
    return cells[::-1]


def _search(evidence: Evidence, steps: Steps) -> dict[int, dict[int, _Way]]:
    """The best way to each position, by the column that is filled last there."""
    stream, start = evidence.stream, evidence.start
    best: dict[int, dict[int, _Way]] = {position: {} for position in range(start, evidence.end + 1)}
    best[start][START] = _Way(0.0, None, (start, START))
    for position in range(start, evidence.end):
        begins = stream.begins_line(position)
        if stream.rowed and begins and position > start:
            best[position] = {FRESH: _closed(best[position], steps)}
        costs = steps.in_new_line if begins else steps.in_row if stream.rowed else steps.in_line
        here = [(last, way.weight) for last, way in best[position].items()]
        entries = [max((weight + costs[i][last], last) for last, weight in here) for i in range(len(costs))]
        for end in evidence.ends(position):
            there = best[end]
            for place, fit in enumerate(evidence.fits(position, end)):
                before, last = entries[place]
                _reach(there, place, _Way(before + fit, _Cell(place, position, end), (position, last)))
            alone = evidence.alone(position, end)
            for last, weight in here if alone > IMPOSSIBLE else ():
                _reach(there, last, _Way(weight + alone, _Cell(None, position, end), (position, last)))
    return best


def _reach(ways: dict[int, _Way], last: int, way: _Way) -> None:
    if last not in ways or ways[last].weight < way.weight:
        ways[last] = way


def _closed(ways: dict[int, _Way], steps: Steps) -> _Way:
    """The best way to where a row is known to end."""
    closed = [way._replace(weight=way.weight + steps.closing[last]) for last, way in ways.items()]
    return max(closed, key=lambda way: way.weight)
