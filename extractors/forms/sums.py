"""Sums of money on a form: behind money labels, and in the table of sub-projects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.cleaning import Value, joined
from extractors.forms.layout import Layout
from extractors.labels import amount_of, label_of, money_unit
from extractors.records import Amount
from extractors.rows import Row
from extractors.tables.columns import Columns
from extractors.values import parse_money
from extractors.vocabulary import settings


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum as printed. `yuan` is None where it cannot be read; `budget` its key in the flat view."""

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
    """Every sum of a form of a fiscal year: those with labels of their own, then the sub-projects'."""
    yield from _labelled(layout, year)
    for grid in layout.grids:
        if grid.columns.kind == "subprojects":
            for row in grid.rows:
                yield from _part(row, grid.columns, year)


def _labelled(layout: Layout, year: int | None) -> Iterator[Sum]:
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
            yuan=parse_money(printed.text, money_unit(entry.words.text)) if printed else None,
        )


def _part(row: Row, columns: Columns, year: int | None) -> Iterator[Sum]:
    """The sub-project of a row: what reads as money is its amount, the words before it are its name."""
    pieces = [piece for piece in row.pieces if not label_of(piece.text)]
    heading = columns.column("amount")
    unit = heading.unit if heading else None
    money = next((piece for piece in reversed(pieces) if parse_money(piece.text, unit) is not None), None)
    names = [piece for piece in pieces if piece is not money]
    if not names or names[0].text in settings("tables")["totals"]:
        return
    yield Sum(
        label=heading.heading if heading else "",
        scope="sub-project",
        fiscal_year=year,
        phase="requested",
        source="total",
        budget=None,
        name=names[0].value,
        printed=money.value if money else None,
        label_place=None,
        yuan=parse_money(money.text, unit) if money else None,
    )
