"""What a sum of money belongs to: the total it stands under 资金总额, the phase of the budget 预算阶段."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.cleaning import Value
from extractors.forms.parts import Field
from extractors.labels import Amount, amount_of, label_of, without_money_unit
from extractors.rows import Piece, Row
from extractors.tables.columns import Columns, Grid
from extractors.vocabulary import settings

PHASES = {
    "requested": ("requested", 0),
    "approved": ("approved", 0),
    "revised": ("revised", 0),
    "executed": ("executed", 0),
    "prior_approved": ("approved", -1),
    "prior_executed": ("executed", -1),
}
"""The phase, and the year counted from the form's, of each column of such a grid."""
_TOTAL = Amount(scope=None, year_offset=0, phase="requested", source="total", budget="current_year")


@dataclass(frozen=True, slots=True)
class Phased:
    """A cell of the grid of budget phases: whose source of funds it is, in which phase and year, its value or a gap."""

    label: Value
    meaning: Amount
    phase: str
    year_offset: int
    printed: Value | None
    unit: str | None


def scopes(fields: Sequence[Field]) -> Iterator[str]:
    """Of each field of money, in order, what it is an amount of: `project` or `annual`.

    其他资金 and 财政资金 mean the total they stand under: that of their column where totals stand side by
    side, else the last one before them. A total that does not say is the year's, or the project's beside one
    of the year.
    """
    totals = [entry for entry in fields if _is_total(amount_of(entry.label))]
    of_year = any(amount_of(total.label).scope == "annual" for total in totals)
    side_by_side = len({entry.column for entry in totals}) > 1
    scope_of: dict[int | None, str] = {}  # by column; None: of the last total
    for entry in fields:
        scope = amount_of(entry.label).scope
        if scope is None and _is_total(amount_of(entry.label)):
            scope = "project" if of_year else "annual"
        elif scope is None:
            column = entry.column if side_by_side and entry.column in scope_of else None
            scope = scope_of.get(column, "annual")
        if _is_total(amount_of(entry.label)):
            scope_of[entry.column] = scope_of[None] = scope
        yield scope


def _is_total(meaning: Amount) -> bool:
    return meaning.source == "total" and meaning.phase == "requested"


def phased(grid: Grid) -> Iterator[Phased]:
    """The sums of a grid of phases 年初预算数 | 全年预算数 | 全年执行数 by source of funds, row by row."""
    for row in grid.rows:
        if found := _money_of(row, grid.columns):
            label, meaning = found
            cells = _cells(row, grid.columns, label)
            for column in grid.columns.columns:
                if column.role in PHASES:
                    piece = cells.get(column.index)
                    phase, year_offset = PHASES[column.role]
                    value = piece.value if piece else None
                    yield Phased(label.value, meaning, phase, year_offset, value, column.unit)


def without_source(grid: Grid) -> Iterator[Value]:
    """What stands in rows of such a grid of which nothing says what money theirs is."""
    for row in grid.rows:
        if not _money_of(row, grid.columns):
            yield from (piece.value for piece in row.pieces)


def _money_of(row: Row, columns: Columns) -> tuple[Piece, Amount] | None:
    """What says of which money the sums of a row are, and what it means."""
    return _source(row) or _sums_alone(row, columns)


def _source(row: Row) -> tuple[Piece, Amount] | None:
    """The source of funds that a row is about, the last label of money in it, and what its money is; 合计 is all."""
    labels = [(piece, label) for piece in row.pieces if (label := label_of(piece.text))]
    money = [(piece, amount_of(label)) for piece, label in labels if label.kind == "amount"]
    first = row.pieces[0]
    if not money and without_money_unit(first.text) in settings("tables")["totals"]:
        return first, _TOTAL
    return money[-1] if money else None


def _sums_alone(row: Row, columns: Columns) -> tuple[Piece, Amount] | None:
    """A row of nothing but sums, below headings that say of what phase they are: those of all money."""
    first = next(column for column in columns.columns if column.role in PHASES)
    if row.pieces[0].column < first.index:
        return None
    return replace(row.pieces[0], column=first.index - 1, value=first.heading), _TOTAL


def _cells(row: Row, columns: Columns, label: Piece) -> dict[int, Piece]:
    """The pieces behind the label by column: where they stand, or in their order if none is missing."""
    pieces = [piece for piece in row.pieces if piece.column > label.column]
    known = [column for column in columns.columns if column.index > label.column]
    if len(pieces) == len(known):
        return {column.index: piece for column, piece in zip(known, pieces, strict=True)}
    return {piece.column: piece for piece in pieces}
