"""Rows of a table whose cells stand one after the other in a text, without columns and without row ends.

Every way to join fragments to cells, and to give cells to the columns of rows, is weighed: what kind of
thing a cell holds, whether its lines can be lines of one cell, and what a row lacks. The best way wins;
dynamic programming over the fragments finds it in a time that grows with their number only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.fragments import Stream
from extractors.rows import Piece, Row
from extractors.tables.columns import Columns
from extractors.tables.placement import LEVELS
from extractors.tables.stream_cells import Evidence

_MISSING = {"name": -8.0, "target": -4.0, "level1": 0.0, "level2": 0.0}
_MISSING_OTHER = -1.0
_LEVEL_GAP = -0.5
_GROUP_ALONE = -4.0
_AT_TOP = -1.0
_IN_LINE = -2.0
_ROUNDS = 2
_NOT_PRINTED = -6.0
_IMPOSSIBLE = float("-inf")


_State = tuple[int, int | None]
"""The fragments used so far, and the place of the row's last filled column."""


class _Cell(NamedTuple):
    """The fragments `start` to `end` in the column at `place`; None for what belongs to no column."""

    place: int | None
    start: int
    end: int


class _Way(NamedTuple):
    """The weight of the best way to a state, its last cell, and the state before that."""

    weight: float
    cell: _Cell | None
    before: _State


def table_rows(stream: Stream, start: int, end: int, columns: Columns) -> Iterator[Row]:
    """The rows of a table of indicators among the fragments `start` to `end`.

    What fits nowhere comes as rows that stand in no table.
    """
    evidence = Evidence(stream, start, end, columns)
    cells = _best_cells(evidence, {})
    for _ in range(0 if stream.exact else _ROUNDS):
        cells = _best_cells(evidence, _widest(evidence, cells))
    yield from _rows(stream, cells, columns)


def _rows(stream: Stream, cells: Sequence[_Cell], columns: Columns) -> Iterator[Row]:
    """Rows of cells in rising columns; what stands aside of them comes behind the row it interrupts."""
    held: list[_Cell] = []
    aside: list[_Cell] = []
    for cell in (*cells, None):
        if cell is None or (cell.place is not None and held and cell.place <= (held[-1].place or 0)):
            yield from _row(stream, held, columns)
            yield from (_alone(stream, stray) for stray in aside if stream.value(stray.start, stray.end).text)
            held, aside = [], []
        if cell is not None:
            (aside if cell.place is None else held).append(cell)


def _alone(stream: Stream, cell: _Cell) -> Row:
    piece = stream.piece(0, cell.start, cell.end)
    return Row((piece,), closed=True, page=stream[cell.start].page, grid=None)


def _row(stream: Stream, cells: Sequence[_Cell], columns: Columns) -> Iterator[Row]:
    pieces: tuple[Piece, ...] = tuple(
        stream.piece(columns.columns[cell.place or 0].index, cell.start, cell.end)
        for cell in cells
        if stream.value(cell.start, cell.end).text
    )
    if pieces:
        yield Row(pieces, closed=True, page=stream[cells[0].start].page, grid="lines")


def _widest(evidence: Evidence, cells: Sequence[_Cell]) -> dict[int, int]:
    """The width of the widest line in each column."""
    widest: dict[int, int] = {}
    for cell in cells:
        if cell.place is not None:
            for line in evidence.stream.lines(cell.start, cell.end):
                widest[cell.place] = max(widest.get(cell.place, 0), evidence.width(*line))
    return widest


def _best_cells(evidence: Evidence, widest: Mapping[int, int]) -> list[_Cell]:
    """The cells of the best way through all fragments, in order, given the widths of columns that are known."""
    steps = _Steps(evidence.columns, exact=evidence.stream.exact)
    best = _search(evidence, steps, widest)
    ends = [(evidence.end, last) for last in (None, *range(len(evidence.columns.columns)))]
    state = max((s for s in ends if s in best), key=lambda s: best[s].weight + steps.closing(s[1]))
    cells: list[_Cell] = []
    while (cell := best[state].cell) is not None:
        cells.append(cell)
        state = best[state].before
    return cells[::-1]


def _search(evidence: Evidence, steps: _Steps, widest: Mapping[int, int]) -> dict[_State, _Way]:
    """The best way to each state that can be reached."""
    places = range(len(evidence.columns.columns))
    best: dict[_State, _Way] = {(evidence.start, None): _Way(0.0, None, (evidence.start, None))}

    def reach(state: _State, way: _Way) -> None:
        if state not in best or best[state].weight < way.weight:
            best[state] = way

    for position in range(evidence.start, evidence.end):
        here = [(last, best[position, last].weight) for last in (None, *places) if (position, last) in best]
        broken = evidence.stream.begins_line(position)
        entry = {
            place: max(
                (weight + steps.between(last, place, broken=broken), i)
                for i, (last, weight) in enumerate(here)
            )
            for place in places
        }
        for end in evidence.ends(position):
            fits = evidence.fits(position, end, widest)
            for place, (weight, i) in entry.items():
                reach(
                    (end, place),
                    _Way(weight + fits[place], _Cell(place, position, end), (position, here[i][0])),
                )
            alone = evidence.alone(position, end)
            for last, weight in here if alone > _IMPOSSIBLE else ():
                reach((end, last), _Way(weight + alone, _Cell(None, position, end), (position, last)))
    return best


@dataclass(frozen=True, slots=True)
class _Steps:
    """What it costs a row to lack columns; `exact` texts print empty cells too and lack hardly any."""

    columns: Columns
    exact: bool

    def between(self, last: int | None, place: int, *, broken: bool) -> float:
        """The cost of filling `place` next after `last`: in the same row, else in a new one (best in a new line)."""
        if last is None:
            return self._opening(place) + _AT_TOP * sum(role in LEVELS for role in self.columns.roles[:place])
        if place > last:
            return self._lacking(last + 1, place, gap=True)
        return self.closing(last) + self._opening(place) + (0.0 if broken else _IN_LINE)

    def closing(self, last: int | None) -> float:
        """The cost of ending a row behind `last`; a row of nothing but categories may stand alone."""
        if last is None:
            return 0.0
        if self.columns.roles[last] in LEVELS:
            return _GROUP_ALONE
        return self._lacking(last + 1, len(self.columns.columns), gap=False)

    def _opening(self, place: int) -> float:
        levels = sum(role in LEVELS for role in self.columns.roles[:place])
        return self._lacking(levels, place, gap=False)

    def _lacking(self, start: int, end: int, *, gap: bool) -> float:
        roles = self.columns.roles[start:end]
        cost = sum(_MISSING.get(role, _MISSING_OTHER) for role in roles)
        levels = sum(role in LEVELS for role in roles)
        return cost + (_NOT_PRINTED * len(roles) if self.exact else _LEVEL_GAP * levels * gap)
