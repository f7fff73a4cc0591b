"""Plans of a project drawn as a table 项目实施进度计划: steps, each with its period."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.cleaning import Value
from extractors.forms.parts import Layout
from extractors.rows import Row
from extractors.tables.columns import Columns

_PERIOD = ("period", "start", "end")


@dataclass(frozen=True, slots=True)
class Step:
    """What is planned, and the period for it: as one value, or its beginning and its end."""

    period: tuple[Value, ...]
    text: Value


@dataclass(slots=True)
class Schedule:
    """The steps of a form's plans; `strays`: cells of rows without a period or a text, or under unknown headings."""

    steps: list[Step] = field(default_factory=list)
    strays: list[Value] = field(default_factory=list)


def schedule_of(layout: Layout) -> Schedule:
    """The steps in the tables of a form that plan its project."""
    found = Schedule()
    for grid in layout.grids:
        if grid.columns.kind == "schedule":
            for row in grid.rows:
                _read(row, grid.columns, found)
    return found


def _read(row: Row, columns: Columns, found: Schedule) -> None:
    roles = {column.index: column.role for column in columns.columns}
    cells: dict[str, Value] = {}
    rest: list[Value] = []
    for piece in row.pieces:
        role = roles.get(piece.column, "")
        if role in (*_PERIOD, "name") and role not in cells:
            cells[role] = piece.value
        elif piece.column >= columns.columns[0].index:
            rest.append(piece.value)
    period = tuple(cells[role] for role in _PERIOD if role in cells)
    if period and "name" in cells:
        found.steps.append(Step(period, cells["name"]))
        found.strays.extend(rest)
    else:
        found.strays.extend((*cells.values(), *rest))
