"""Column headings 表头: which printed words head which column of which kind of table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractors.cleaning import Value
from extractors.labels import label_of, money_unit, without_money_unit
from extractors.rows import Piece, Row
from extractors.vocabulary import table

OTHER = "other"
"""The role of a column whose heading the vocabulary does not know."""

_FEWEST_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place in the grid, the role of what it holds, its printed heading and money unit."""

    index: int
    role: str
    heading: Value
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
        found = {roles.get(without_money_unit(piece.text), OTHER) for piece in row.pieces}
        if len(found - {OTHER}) >= _FEWEST_HEADINGS:
            columns = (_column(piece, roles) for piece in row.pieces if not _is_heading(piece))
            return Columns(kind, tuple(columns))
    return None


def _is_heading(piece: Piece) -> bool:
    """Whether the words head the whole table (项目当年投入资金构成), not one of its columns."""
    label = label_of(piece.text)
    return label is not None and label.kind == "heading"


def _column(piece: Piece, roles: dict[str, str]) -> Column:
    role = roles.get(without_money_unit(piece.text), OTHER)
    return Column(piece.column, role, piece.value, money_unit(piece.text))


@cache
def _headings() -> dict[str, dict[str, str]]:
    headings: dict[str, dict[str, str]] = {}
    for row in table("columns"):
        for words in row["labels"].split("|"):
            headings.setdefault(row["table"], {})[words] = row["role"]
    return headings
