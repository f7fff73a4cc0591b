"""The rows of a table of indicators printed as lines: which lines of each column make one cell, and which cells a row.

Programs set the lines of cells side by side on whatever line of the page is near, so that a value may stand beside
the name below its own. No line belongs to one row alone; what holds is the order within each column. So names and
values are divided together, each row a cell of both whose middles (or tops) lie near; then each other column is
shared out among these rows. All ways are weighed: what kind of thing a cell would hold, and whether its lines were
full before they broke.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractors.tables.columns import Columns
from extractors.tables.line_cells import Block
from extractors.tables.line_pieces import Line
from extractors.tables.line_texts import ColumnText
from extractors.tables.placement import LEVELS

_SLACK = 0.5  # of a line, by which a cell stands off the middle of a row with an even number of lines
_FARTHEST = 4.0
_BEHIND = 12  # lines: nothing that stands so far above a row is one of its cells
_MISSING = {"name": -8.0, "target": -2.0}
_EMPTY = -2.0  # in a column of which every row has a cell
_PER_ROW = -0.5
_LABELS_IN_ONE = -4.0
_VALUES = ("target", "target_whole_period", "actual")

Place = Callable[[Block], float]
"""The line by which a cell is set beside others."""

_PLACES: tuple[Place, ...] = (lambda cell: cell.middle, lambda cell: float(cell.top))


@dataclass(slots=True)
class Cells:
    """The cells of one row by the index of their column."""

    by_column: dict[int, Block]

    @property
    def top(self) -> int:
        """The number of its first line."""
        return min(cell.top for cell in self.by_column.values())

    @property
    def bottom(self) -> int:
        """The number of its last line."""
        return max(cell.bottom for cell in self.by_column.values())


@dataclass(frozen=True, slots=True)
class _Step:
    """The best way to a state: its weight, and the state before."""

    weight: float
    before: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Table:
    """The two columns that are divided together, where the labels of each column of levels are, how cells are set."""

    names: ColumnText
    values: ColumnText
    labels: Sequence[Sequence[float]]
    place: Place

    def weight(self, name: tuple[int, int], value: tuple[int, int]) -> float:
        """How well a stretch of names and one of values make a row, either of which may be empty."""
        weight, cells = _PER_ROW, []
        for column, at in ((self.names, name), (self.values, value)):
            if at[0] < at[1]:
                cells.append(column.cell(*at))
                weight += column.weight(*at)
            else:
                weight += _MISSING.get(column.role, 0.0)
        if len(cells) == 2:
            weight -= self.off(*cells)
        top, bottom = min(cell.top for cell in cells), max(cell.bottom for cell in cells)
        inside = (bisect_right(places, bottom) - bisect_left(places, top) for places in self.labels)
        return weight + _LABELS_IN_ONE * sum(max(0, count - 1) for count in inside)

    def ends(self, i: int, j: int) -> Iterator[tuple[int, int]]:
        """Where a row may end that begins at these lines: its cells lie near one another."""
        for value_end in self.values.ends(j):
            yield i, value_end
        for name_end in self.names.ends(i):
            yield name_end, j
            name = self.names.cell(i, name_end)
            for value_end in self.values.ends(j):
                value = self.values.cell(j, value_end)
                if self.off(name, value) <= _FARTHEST:
                    yield name_end, value_end
                elif value.middle > name.middle:
                    break

    def off(self, one: Block, other: Block) -> float:
        """By how many lines two cells miss one another."""
        return max(0.0, abs(self.place(one) - self.place(other)) - _SLACK)

    def is_behind(self, i: int, j: int) -> bool:
        """Whether a name or value was left behind, far above what has been taken already."""
        names, values = self.names.numbers, self.values.numbers
        return (i < len(names) and j > 0 and names[i] < values[j - 1] - _BEHIND) or (
            j < len(values) and i > 0 and values[j] < names[i - 1] - _BEHIND
        )


def rows_of(
    lines: Sequence[Line], columns: Columns, framework: str | None, labels: Sequence[Sequence[Block]]
) -> list[Cells]:
    """The rows that lines make in the columns of one list, levels aside, whose `labels` are given by column."""
    leaves = [column for column in columns.columns if column.role not in LEVELS]
    texts = [ColumnText.of(lines, column, framework) for column in leaves]
    by_role = {text.role: text for text in texts if text.parts}
    values = [by_role[role] for role in _VALUES if role in by_role]
    names = by_role.get("name") or (values.pop(0) if values else None)
    if names is None:
        return []
    main = values[0] if values else ColumnText.empty(names)
    ways = [(_best(table), table) for table in _tables(names, main, labels)]
    (_, rows), table = max(ways, key=lambda way: way[0][0])
    for text in texts:
        if text.parts and text is not names and text is not main:
            _share_out(text, rows, table)
    return rows


def _tables(names: ColumnText, main: ColumnText, labels: Sequence[Sequence[Block]]) -> Iterator[_Table]:
    """The two ways that a table may be set."""
    for place in _PLACES:
        yield _Table(names, main, [[place(label) for label in column] for column in labels], place)


def _best(table: _Table) -> tuple[float, list[Cells]]:
    """The best way to divide names and values into rows, and its weight."""
    best: list[dict[int, _Step]] = [{} for _ in range(len(table.names.parts) + 1)]
    best[0][0] = _Step(0.0, None)
    last = len(table.names.parts), len(table.values.parts)
    for i in range(len(best)):
        for j in range(min(best[i], default=0), last[1] + 1):
            step = best[i].get(j)
            if step is None or ((i, j) != last and table.is_behind(i, j)):
                continue
            for name_end, value_end in table.ends(i, j):
                weight = step.weight + table.weight((i, name_end), (j, value_end))
                known = best[name_end].get(value_end)
                if known is None or known.weight < weight:
                    best[name_end][value_end] = _Step(weight, (i, j))
    return best[last[0]][last[1]].weight, _traced(table, best, last)


def _traced(table: _Table, best: Sequence[dict[int, _Step]], state: tuple[int, int]) -> list[Cells]:
    rows: list[Cells] = []
    while (before := best[state[0]][state[1]].before) is not None:
        row = Cells({})
        for column, start, end in zip((table.names, table.values), before, state, strict=True):
            if start < end:
                row.by_column[column.index] = column.cell(start, end)
        rows.append(row)
        state = before
    return rows[::-1]


def _share_out(text: ColumnText, rows: Sequence[Cells], table: _Table) -> None:
    """Give the lines of a further column to the rows, in order; where rows cannot hold them all, to the nearest."""
    middles = [next(iter(row.by_column.values())) for row in rows]
    missing = _EMPTY * min(1.0, len(text.parts) / len(rows))
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for middle in middles:
        there: dict[int, tuple[float, int]] = {}
        for start, (weight, _) in best[-1].items():
            if start < len(text.parts) and text.numbers[start] < middle.top - _BEHIND:
                continue
            for end in (start, *text.ends(start)):
                fit = missing
                if end > start:
                    cell = text.cell(start, end)
                    if cell.top > middle.bottom + _BEHIND:
                        break
                    fit = text.weight(start, end) - table.off(cell, middle)
                if end not in there or there[end][0] < weight + fit:
                    there[end] = weight + fit, start
        best.append(there)
    end = len(text.parts)
    if end not in best[-1]:
        _to_nearest(text, rows, middles)
        return
    for row, ways in zip(reversed(rows), reversed(best[1:]), strict=True):
        start = ways[end][1]
        if start < end:
            row.by_column[text.index] = text.cell(start, end)
        end = start


def _to_nearest(text: ColumnText, rows: Sequence[Cells], middles: Sequence[Block]) -> None:
    places = [cell.middle for cell in middles]
    held: dict[int, list[int]] = {}
    for i, number in enumerate(text.numbers):
        right = min(bisect_left(places, number), len(places) - 1)
        nearest = min((max(right - 1, 0), right), key=lambda n: abs(places[n] - number))
        held.setdefault(nearest, []).append(i)
    for row, parts in held.items():
        rows[row].by_column[text.index] = text.cell(parts[0], parts[-1] + 1)
