"""Sums of money on a form: behind money labels, and in the table of sub-projects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from extractors.cleaning import Value, joined
from extractors.forms.layout import Layout
from extractors.labels import amount_of, label_of, money_unit
from extractors.records import Amount
from extractors.rows import Row
from extractors.tables.columns import OTHER, Columns
from extractors.values import parse_money
from extractors.vocabulary import settings


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum as printed: `budget` is its key in the flat view.

    `yuan` is None where the sum cannot be read: no number, no unit of money, or no name to belong to.
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

    def amount(self) -> Amount | None:
        """The record's amount; None where the sum cannot be read."""
        if self.yuan is None:
            return None
        return Amount(
            scope=self.scope,  # type: ignore[arg-type]
            fiscal_year=self.fiscal_year,
            phase=self.phase,  # type: ignore[arg-type]
            source=self.source,
            value=self.yuan,
            name=self.name.text if self.name else None,
            label=self.label,
        )


def sums(layout: Layout, year: int | None) -> Iterator[Sum]:
    """Every sum of a form of a fiscal year: those with labels of their own, then the sub-projects'.

    A label without a unit of money takes the one that the form declares, or else the only one it prints.
    """
    unit = layout.money_unit or _only_unit(layout)
    yield from _labelled(layout, year, unit)
    for grid in layout.grids:
        if grid.columns.kind == "subprojects":
            for row in grid.rows:
                yield from _part(row, grid.columns, year, unit)


def _only_unit(layout: Layout) -> str | None:
    labels = (money_unit(entry.words.text) for entry in layout.fields if entry.label.kind == "amount")
    headings = (column.unit for grid in layout.grids for column in grid.columns.columns)
    units = {unit for unit in chain(labels, headings) if unit}
    return units.pop() if len(units) == 1 else None


def _labelled(layout: Layout, year: int | None, unit: str | None) -> Iterator[Sum]:
    for entry in layout.fields:
        if entry.label.kind != "amount":
            continue
        meaning = amount_of(entry.label)
        printed = joined(entry.values) if entry.values else None
        offset = meaning.year_offset
        yield Sum(
            label=entry.words.text,
            scope=meaning.scope,
            fiscal_year=None if year is None or offset is None else year + offset,
            phase=meaning.phase,
            source=meaning.source,
            budget=meaning.budget,
            name=None,
            printed=printed,
            label_place=entry.words,
            yuan=parse_money(printed.text, money_unit(entry.words.text) or unit) if printed else None,
        )


def _part(row: Row, columns: Columns, year: int | None, unit: str | None) -> Iterator[Sum]:
    """The sub-project of a row: what reads as money is its amount, the words before it are its name."""
    unknown = {column.index for column in columns.columns if column.role == OTHER}
    pieces = [piece for piece in row.pieces if piece.column not in unknown and not label_of(piece.text)]
    heading = columns.column("amount")
    unit = (heading.unit if heading else None) or unit
    names = [piece for piece in pieces if parse_money(piece.text, unit or "元") is None]
    money = [piece for piece in pieces if piece not in names]
    if not pieces or (names and names[0].text in settings("tables")["totals"]):
        return
    printed = money[-1] if money else next(iter(names[1:]), None)
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
