"""Sums of money on a form: behind money labels, and in the table of sub-projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, product

from msgspec import UNSET

from extractors.cleaning import Value, joined
from extractors.forms.funds import funds_of
from extractors.forms.parts import Layout
from extractors.forms.totals import contexts
from extractors.labels import amount_of, label_of, money_unit, without_money_unit
from extractors.records import Amount
from extractors.rows import Piece, Row
from extractors.tables.columns import OTHER, Column, Columns, Grid
from extractors.values import parse_money
from extractors.vocabulary import settings


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum as printed: `budget` is its key in the flat view.

    `yuan` is None where the sum cannot be read: no number, no unit of money, or no name to belong to. `part`: what its
    source may be a part of (amounts.tsv). `part_of`: the pointer of the amount that it is a part of.
    """

    label: str
    scope: str
    fiscal_year: int | None
    phase: str
    source: str
    budget: str | None
    name: Value | None
    printed: Value | None
    label_place: Value | None
    yuan: Decimal | None
    part: str = ""
    part_of: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed, or only a sign that there is nothing (—, 无)."""
        return self.printed is None or self.printed.text in settings("tables")["nothing"]

    def amount(self) -> Amount | None:
        """The record's amount; None where the sum cannot be read."""
        if self.yuan is None:
            return None
        return Amount(
            scope=self.scope,  # type: ignore[arg-type]
            fiscal_year=self.fiscal_year,
            phase=self.phase,  # type: ignore[arg-type]
            source=None if self.part_of else self.source,
            value=self.yuan,
            name=self.name.text if self.name else None,
            label=self.label,
            part_of=self.part_of or UNSET,
        )


def sums(layout: Layout, year: int | None) -> Iterator[Sum]:
    """Every sum of a form of a fiscal year: those with labels of their own, then those in tables.

    A label without a unit of money takes the one that the form declares, or else the only one it prints.
    """
    unit = layout.money_unit or _only_unit(layout)
    yield from _labelled(layout, year, unit)
    for grid in layout.grids:
        if grid.columns.kind == "money":
            yield from _of_table(grid, year, unit)
        elif grid.columns.kind == "subprojects":
            for row, part in product(grid.rows, grid.columns.lists()):
                yield from _part(row, part, year, unit)


def _only_unit(layout: Layout) -> str | None:
    labels = (money_unit(entry.words.text) for entry in layout.fields)
    columns = [grid.columns for grid in layout.grids]
    headings = (column.unit for part in columns for column in part.columns)
    groups = (part.unit for part in columns)
    units = {unit for unit in chain(labels, headings, groups) if unit}
    return units.pop() if len(units) == 1 else None


def _labelled(layout: Layout, year: int | None, unit: str | None) -> Iterator[Sum]:
    fields = [entry for entry in layout.fields if entry.label.kind == "amount"]
    for entry, (scope, phase) in zip(fields, contexts(fields), strict=True):
        meaning = amount_of(entry.label)
        printed = joined(entry.values) if entry.values else None
        offset = meaning.year_offset if meaning.scope == scope else 0 if scope == "annual" else None
        yield Sum(
            label=entry.words.text,
            scope=scope,
            fiscal_year=None if year is None or offset is None else year + offset,
            phase=phase,
            source=meaning.source,
            budget=_in_view(meaning.budget, scope, offset, phase, meaning.source),
            name=None,
            printed=printed,
            label_place=entry.words,
            yuan=parse_money(printed.text, money_unit(entry.words.text) or unit) if printed else None,
            part=meaning.part,
        )


def _in_view(budget: str | None, scope: str, offset: int | None, phase: str, source: str) -> str | None:
    """Where the flat view shows a sum: the total of a project, what the year before had, and what a year is to have."""
    if scope == "project":
        return "total" if source == "total" else None
    if offset:
        before = {"approved": "prior_year", "executed": "prior_year_executed"}
        return before.get(phase) if offset == -1 and source == "total" else None
    is_planned = scope == "annual" and phase not in ("executed", "unstated") and budget != "total"
    return budget if is_planned else None


def _of_table(grid: Grid, year: int | None, unit: str | None) -> Iterator[Sum]:
    for cell in funds_of(grid).cells:
        facet = cell.facet
        scope, phase = facet.scope or "annual", facet.phase or "requested"
        of_year = facet.year or (None if year is None else year + (facet.year_offset or 0))
        offset = facet.year - year if facet.year and year else facet.year_offset or 0
        source = facet.source or "total"
        budget = "current_year" if source == "total" else facet.budget
        yield Sum(
            label=" ".join(words.text for words in cell.label),
            scope=scope,
            fiscal_year=None if scope == "project" else of_year,
            phase=phase,
            source=source,
            budget=_in_view(budget, scope, offset, phase, source),
            name=cell.quarter,
            printed=cell.printed,
            label_place=joined(cell.label),
            yuan=parse_money(cell.printed.text, cell.unit or unit) if cell.printed else None,
            part=facet.part,
        )


def _part(row: Row, part: Columns, year: int | None, unit: str | None) -> Iterator[Sum]:
    """The sub-project of a row: what reads as money is its amount, the words before it are its name."""
    heading = next((column for column in part.columns if column.role == "amount"), None)
    unit = (heading.unit if heading else None) or unit
    pieces = _pieces(row, part)
    money = _money(pieces, heading, unit)
    others = [piece for piece in pieces if piece is not money]
    names = [piece for piece in others if parse_money(piece.text, "元") is None] or others
    if not pieces or (names and _is_no_part(names[0].text)):
        return
    printed = money or next(iter(names[1:]), None)
    yield Sum(
        label=heading.heading.text if heading else "",
        scope="sub-project",
        fiscal_year=year,
        phase="requested",
        source="total",
        budget=None,
        name=names[0].value if names else None,
        printed=printed.value if printed else None,
        label_place=heading.heading if heading else None,
        yuan=parse_money(printed.text, unit) if printed and names else None,
    )


def _pieces(row: Row, part: Columns) -> list[Piece]:
    """What a row holds of one list, without columns that nobody knows and the words that head the list."""
    unknown = {column.index for column in part.columns if column.role == OTHER}
    own = (p for p in row.pieces if part.left <= p.column < part.right and p.column not in unknown)
    return [piece for piece in own if not label_of(piece.text)]


def _money(pieces: Sequence[Piece], heading: Column | None, unit: str | None) -> Piece | None:
    """The piece below the heading of the amounts if it reads as money, else the last one that does."""
    readable = [piece for piece in pieces if parse_money(piece.text, unit or "元") is not None]
    below = (piece for piece in readable if heading and piece.column == heading.index)
    return next(below, readable[-1] if readable else None)


def _is_no_part(name: str) -> bool:
    """合计, 合计：, 子项目合计（元） sum up the rows above; 其中： names parts of one."""
    words, table = without_money_unit(name), settings("tables")
    return words.endswith(tuple(table["totals"])) or words.startswith(tuple(table["parts_of"]))
