"""What a form is taken apart into: labels with their values, tables, and the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.cleaning import Value
from extractors.labels import Label
from extractors.tables.columns import Grid


@dataclass(slots=True)
class Field:
    """A label as printed, the column it stands in, and the pieces that hold its value (none: the cell is blank).

    `beside`: the value stands in a cell to the right of the label's. `doubted`: several sums stand behind a label of
    money, so that none is its value.
    """

    label: Label
    words: Value
    values: list[Value]
    column: int = 0
    beside: bool = False
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What stands beside sums of money and is none: a rate, points, or words, with the row and the heading it is of.

    `role`: as in columns.tsv, or that of a heading nobody knows. `of_all`: it is one of all money, not of a source.
    """

    role: str
    label: Value | None
    heading: Value
    printed: Value
    of_all: bool


@dataclass(slots=True)
class Layout:
    """A form taken apart: fields, tables, rates and points beside sums, and the pieces that no label explains.

    `money_unit` is what the form says all its sums are in (单位：万元); `waiting` the labels of a row
    that holds nothing else, by column: the row below may hold their values.
    """

    fields: list[Field] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    strays: list[Value] = field(default_factory=list)
    money_unit: str | None = None
    waiting: list[tuple[int, Field]] = field(default_factory=list)
