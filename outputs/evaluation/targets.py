"""Facts of annotated target values: comparator, numbers and unit of each value that a text states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outputs.evaluation.alignment import align
from outputs.evaluation.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outputs.evaluation.facts import Field
    from outputs.evaluation.objects import Node, Scalar

SECTION = "target"
KEYS = {
    "comparator": ("comparator",),
    "low": ("low",),
    "high": ("high",),
    "unit": ("unit",),
    "baseline_year": ("baseline_year",),
    "change": ("change",),
    "kind": ("value_kind", "kind"),
}
"""Field → the keys under which it may stand."""

WHOLE = ("comparator", "low", "high", "unit")
WHOLE_FIELD: Field = (SECTION, "comparator + low + high + unit")
"""The four together as one value: what a target says. It is left out of averages, for they hold its parts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a text: its fields, and what is as good for each of them."""

    fields: Mapping[str, Scalar]
    accepted: Mapping[str, tuple[Scalar, ...]]


def readings(target: Node) -> list[Reading]:
    """The values that an annotated or parsed target states, in order. Raises `Malformed`."""
    values = [target, *target.at("more").items()]
    return [reading for value in values if (reading := _reading(value)).fields]


def facts(gold: Sequence[Reading], found: Sequence[Reading]) -> tuple[list[Fact], list[Fact]]:
    """The facts of both, values paired in their order so that as many fields as can be agree.

    Only fields that are annotated are judged: those of the gold value, for a further value those of the first.
    """
    golds: list[Fact] = []
    founds: list[Fact] = []
    pairs: list[tuple[Reading | None, Reading | None]] = align(gold, found, _agreement)
    for number, (mine, other) in enumerate(pairs, 1):
        asked = frozenset((mine or gold[0]).fields)
        about = "" if number == 1 else f"value {number}"
        golds += _facts(mine, asked, about) if mine else []
        founds += _facts(other, asked, about) if other else []
    return golds, founds


def _reading(value: Node) -> Reading:
    present = {name: value.at(*keys) for name, keys in KEYS.items() if value.has(*keys)}
    accepted = {name: value.at(f"accept_{name}").items() for name in KEYS}
    return Reading(
        {name: node.scalar() for name, node in present.items()},
        {name: tuple(node.scalar() for node in nodes) for name, nodes in accepted.items() if nodes},
    )


def _agreement(gold: Reading, found: Reading) -> int:
    """How many fields agree. A pair without any is better than none; one that agrees in all outweighs two others."""
    same = sum(
        found.fields.get(name) in (value, *gold.accepted.get(name, ())) for name, value in gold.fields.items()
    )
    return 1 + same if same < len(gold.fields) else 2 * (1 + same)


def _facts(reading: Reading, asked: frozenset[str], about: str) -> list[Fact]:
    one_by_one = [_fact((SECTION, name), (name,), reading, about) for name in KEYS if name in asked]
    whole = [_fact(WHOLE_FIELD, WHOLE, reading, about)] if asked.issuperset(WHOLE) else []
    return one_by_one + whole


def _fact(field: Field, names: Sequence[str], reading: Reading, about: str) -> Fact:
    value = tuple(reading.fields.get(name) for name in names)
    return Fact(field, value, about, accepted=tuple(reading.accepted.get(name, ()) for name in names))
