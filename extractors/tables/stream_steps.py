"""What it costs the rows of a table to lack cells, when cells are given to columns one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.tables.columns import Columns
from extractors.tables.placement import LEVELS

START, FRESH = -2, -1
"""In place of a row's last column: no row has begun yet; the row above is at its end."""

IMPOSSIBLE = float("-inf")

_MISSING = {"name": -8.0, "target": -4.0, "level1": 0.0, "level2": 0.0}
_MISSING_OTHER = -1.0
_LIST_EMPTY = -1.5
_LEVEL_GAP = -0.5
_GROUP_ALONE = -4.0
_AT_TOP = -1.0
_IN_LINE = -2.0
_NOT_PRINTED = -6.0

Costs = Sequence[Mapping[int, float]]
"""For each column what it costs to fill it next, by the column filled last."""


@dataclass(frozen=True)
class Steps:
    """What it costs to fill a column after another one.

    `exact` texts print empty cells too, and lack hardly any. `goes_on`: the levels of a table above hold on.
    """

    columns: Columns
    exact: bool
    goes_on: bool

    @cached_property
    def closing(self) -> dict[int, float]:
        """The cost of ending a row behind its last column; a row of nothing but categories may stand alone."""
        return {START: 0.0, FRESH: 0.0, **{last: self._closing(last) for last in self._places}}

    @cached_property
    def in_line(self) -> Costs:
        """Costs where nothing tells that a row begins: it may, but rather begins in a new line."""
        return self._costs(_IN_LINE)

    @cached_property
    def in_new_line(self) -> Costs:
        """Costs at the beginning of a line."""
        return self._costs(0.0)

    @cached_property
    def in_row(self) -> Costs:
        """Costs inside of a row whose end is known."""
        return self._costs(IMPOSSIBLE)

    def _costs(self, new_row: float) -> Costs:
        return [
            {
                START: self._opening(place) + self._at_top(place),
                FRESH: self._opening(place),
                **{last: self._between(last, place, new_row) for last in self._places},
            }
            for place in self._places
        ]

    @property
    def _places(self) -> range:
        return range(len(self.columns.columns))

    def _between(self, last: int, place: int, new_row: float) -> float:
        if place > last:
            levels = sum(role in LEVELS for role in self.columns.roles[last + 1 : place])
            printed = 0.0 if self.exact else _LEVEL_GAP * levels
            return self._lacking(range(last + 1, place)) + printed
        return self._closing(last) + self._opening(place) + new_row

    def _closing(self, last: int) -> float:
        if self.columns.roles[last] in LEVELS:
            return _GROUP_ALONE
        return self._lacking(range(last + 1, len(self._places)))

    def _opening(self, place: int) -> float:
        return self._lacking([i for i in range(place) if self.columns.roles[i] not in LEVELS])

    def _at_top(self, place: int) -> float:
        levels = sum(role in LEVELS for role in self.columns.roles[:place])
        return 0.0 if self.goes_on else _AT_TOP * levels

    def _lacking(self, places: Sequence[int]) -> float:
        cost = sum(_MISSING.get(self.columns.roles[i], _MISSING_OTHER) for i in places)
        for cells in self._lists:
            if cells <= set(places):
                cost += _LIST_EMPTY - sum(_MISSING.get(self.columns.roles[i], _MISSING_OTHER) for i in cells)
        return cost + (_NOT_PRINTED * len(places) if self.exact else 0.0)

    @cached_property
    def _lists(self) -> Sequence[set[int]]:
        """The places of each of several lists side by side, levels aside: one of them may hold nothing in a row."""
        parts = self.columns.lists()
        found = [
            {
                i
                for i, column in enumerate(self.columns.columns)
                if part.left <= column.index < part.right and column.role not in LEVELS
            }
            for part in parts
        ]
        return found if len(parts) > 1 else ()
