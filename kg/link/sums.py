"""Sums of money that stand in different forms, compared at the precision they are printed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from extractors.values import half_place

if TYPE_CHECKING:
    from extractors.records import Amount, Record, Span

Texts = Callable[[str], str]
"""Gives the text of the document with a sha256."""


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of a record: `pointer` is the address of its evidence, `span` where it is printed.

    `number` is its place among the amounts of the record.
    """

    amount: Amount
    pointer: str | None
    span: Span | None
    number: int = 0

    @property
    def value(self) -> Decimal:
        return self.amount.value


def sums(record: Record) -> tuple[Sum, ...]:
    """The amounts of a record with their places."""
    found = []
    for index, amount in enumerate(record.amounts):
        addresses = (f"/amounts/{index}/value", f"/amounts/{index}")
        pointer = next((each for each in addresses if record.spans.get(each)), None)
        found.append(Sum(amount, pointer, record.spans[pointer][0] if pointer else None, index))
    return tuple(found)


def addresses(sums: Iterable[Sum]) -> tuple[str, ...]:
    """Where their evidence is found in their form."""
    return tuple(one.pointer for one in sums if one.pointer)


def make_up(parts: Iterable[Sum], whole: Sum, text: str) -> bool:
    """Whether parts and whole agree; each may be off by half a unit of its last printed place.

    `text` is that of their document.
    """
    every = list(parts)
    off = abs(sum((part.value for part in every), Decimal(0)) - whole.value)
    return off <= sum((_half_place(each, text) for each in (*every, whole)), Decimal(0))


def agree(one: Sum, text: str, other: Sum, other_text: str) -> bool:
    """Whether two sums are the same at the precision they are printed in, each in its own document's text."""
    return abs(one.value - other.value) <= _half_place(one, text) + _half_place(other, other_text)


def _half_place(one: Sum, text: str) -> Decimal:
    """Half a unit of the last printed place."""
    return half_place(one.value, text[slice(*one.span)] if one.span else "")
