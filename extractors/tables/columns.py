"""Column headings 表头: which printed words head which column of which kind of table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractors.labels import money_unit, without_money_unit
from extractors.rows import Row
from extractors.vocabulary import table

_FEWEST_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place in the grid, the role of what it holds, its printed heading and money unit."""

    index: int
    role: str
    heading: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, from left to right, and the kind of table they make."""

    kind: str
    columns: tuple[Column, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles from left to right."""
        return tuple(column.role for column in self.columns)

    def column(self, role: str) -> Column | None:
        """The column of a role, if the table has one."""
        return next((column for column in self.columns if column.role == role), None)


def columns_of(row: Row) -> Columns | None:
    """The columns that a row heads; None if it is not a row of headings."""
    for kind, roles in _headings().items():
        found = [
            Column(piece.column, roles[key], piece.text, money_unit(piece.text))
            for piece in row.pieces
            if (key := without_money_unit(piece.text)) in roles
        ]
        if len({column.role for column in found}) >= _FEWEST_HEADINGS:
            return Columns(kind, tuple(found))
    return None


@cache
def _headings() -> dict[str, dict[str, str]]:
    headings: dict[str, dict[str, str]] = {}
    for row in table("columns"):
        for words in row["labels"].split("|"):
            headings.setdefault(row["table"], {})[words] = row["role"]
    return headings
