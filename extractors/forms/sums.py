"""Sums of money on a form: behind money labels, and in the table of sub-projects."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, pairwise, product
from typing import NamedTuple

from extractors.cleaning import Value, joined
from extractors.forms.layout import Layout
from extractors.labels import amount_of, label_of, money_unit, without_money_unit
from extractors.records import Amount
from extractors.rows import Piece, Row
from extractors.tables.columns import OTHER, Column, Columns
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
            for row, part in product(grid.rows, _lists(grid.columns)):
                yield from _part(row, part, year, unit)


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


class _List(NamedTuple):
    """One list of sub-projects: its columns, and the stretch of the grid [left, right) that is its own."""

    columns: tuple[Column, ...]
    left: int
    right: int


def _lists(columns: Columns) -> Iterator[_List]:
    """The lists of a table; forms print two side by side to save space."""
    starts = [i for i, column in enumerate(columns.columns) if column.role == "name"]
    edges = [0, *starts[1:], len(columns.columns)]
    bounds = [0, *(columns.columns[i].index for i in starts[1:]), sys.maxsize]
    for (start, end), (left, right) in zip(pairwise(edges), pairwise(bounds), strict=True):
        yield _List(columns.columns[start:end], left, right)


def _part(row: Row, part: _List, year: int | None, unit: str | None) -> Iterator[Sum]:
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


def _pieces(row: Row, part: _List) -> list[Piece]:
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
