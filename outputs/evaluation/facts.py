"""Facts side by side: what is annotated against what was found, one verdict a pair.

A fact is one value of one field. Two facts are about the same thing where their places overlap (both have
one) or else where `about` is equal: that is how a value that is wrong is told from one that is missing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from outputs.evaluation.objects import Scalar

Span = tuple[int, int]
Field = tuple[str, str]
"""Section and name of a field: `("citations", "number")`."""

Outcome = Literal["correct", "wrong", "missed", "spurious"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a field (several parts count as one value), `about` what, and where it stands.

    A value whose parts are all None says that there is none. `accepted` lists, part by part, what is as good;
    an `optional` fact counts neither way.
    """

    field: Field
    value: tuple[Scalar, ...]
    about: str = ""
    span: Span | None = None
    optional: bool = False
    accepted: tuple[tuple[Scalar, ...], ...] = ()

    @property
    def is_null(self) -> bool:
        return all(part is None for part in self.value)

    def shown(self) -> str | None:
        """The value for people to read; None where there is none."""
        return (
            None if self.is_null else " ".join("–" if part is None else _plain(part) for part in self.value)
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a fact that is annotated, found, or both."""

    gold: Fact | None
    found: Fact | None
    outcome: Outcome

    @property
    def field(self) -> Field:
        fact = self.gold or self.found
        assert fact is not None
        return fact.field


def compare(gold: Iterable[Fact], found: Iterable[Fact]) -> list[Verdict]:
    """A verdict on every fact that counts, field by field in the order of the gold.

    Equal values are paired before accepted ones, these before different ones, and at each step facts that
    count before optional ones, so that no order of the input changes a count.
    """
    by_field: dict[Field, tuple[list[Fact], list[Fact]]] = defaultdict(lambda: ([], []))
    for fact in gold:
        by_field[fact.field][0].append(fact)
    for fact in found:
        by_field[fact.field][1].append(fact)
    return [verdict for golds, founds in by_field.values() for verdict in _verdicts(golds, founds)]


def _verdicts(gold: Sequence[Fact], found: Sequence[Fact]) -> Iterator[Verdict]:
    partner = _partners(gold, found)
    taken = set(partner.values())
    for index, fact in enumerate(gold):
        other = found[partner[index]] if index in partner else None
        if not fact.optional and (outcome := _outcome(fact, other)):
            yield Verdict(fact, other, outcome)
    for index, fact in enumerate(found):
        if index not in taken and not fact.is_null:
            yield Verdict(None, fact, "spurious")


def _outcome(gold: Fact, found: Fact | None) -> Outcome | None:
    """What came of an annotated fact; None where there was nothing to find, and nothing wrong was found."""
    if found is None or found.is_null:
        allowed = found is not None and accepts(gold, found)
        return None if gold.is_null or allowed else "missed"
    if gold.is_null:
        return None if accepts(gold, found) else "spurious"
    return "correct" if accepts(gold, found) else "wrong"


def accepts(gold: Fact, found: Fact) -> bool:
    """Whether the value found is the annotated one, or in each part one that is as good."""
    if gold.value == found.value:
        return True
    accepted = gold.accepted or ((),) * len(gold.value)
    parts = zip(gold.value, found.value, accepted, strict=True)
    return all(mine == other or other in further for mine, other, further in parts)


def _partners(gold: Sequence[Fact], found: Sequence[Fact]) -> dict[int, int]:
    """Index in `gold` → index in `found`, one to one."""
    partner: dict[int, int] = {}
    free = dict.fromkeys(range(len(found)))
    by_value: dict[tuple[Scalar, ...], list[int]] = defaultdict(list)
    for index, fact in enumerate(found):
        by_value[fact.value].append(index)
    order = sorted(range(len(gold)), key=lambda index: gold[index].optional)

    def pair(index: int, candidates: Iterable[int]) -> None:
        same = (i for i in candidates if i in free and _same_place(gold[index], found[i]))
        if (best := next(same, None)) is not None:
            partner[index] = best
            del free[best]

    for index in order:
        pair(index, by_value[gold[index].value])
    for index in order:
        if index not in partner and gold[index].accepted:
            pair(index, [i for i in free if accepts(gold[index], found[i])])
    for index in order:
        if index not in partner:
            pair(index, list(free))
    return partner


def _same_place(one: Fact, other: Fact) -> bool:
    if one.span and other.span:
        return one.span[0] < other.span[1] and other.span[0] < one.span[1]
    return one.about == other.about


def _plain(part: Scalar) -> str:
    return format(part.normalize(), "f") if isinstance(part, Decimal) else str(part)
