"""Units of measure as concepts: those of `units.ttl`, and composites (元/人·月) as concepts of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.targets import conversion, unit_concept
from extractors.targets.scheme import decimal as rounded
from kg.graph.ntriples import chinese, decimal, iri, node, string
from ontology.iris import concept

if TYPE_CHECKING:
    from collections.abc import Iterator


def unit_of_measure(unit: str | None) -> str | None:
    """The IRI of the concept of a unit as `Target.unit` gives it."""
    if unit is None:
        return None
    known = unit_concept(unit)
    return concept(f"unit/{known.slug if known and known.slug else unit}")


def composite_lines(unit: str | None) -> Iterator[str]:
    """A unit that `units.ttl` does not hold, and the one it converts to, if that is another."""
    known = unit_concept(unit) if unit else None
    if unit is None or (known and known.slug):
        return
    converted = conversion(unit)
    yield from node(
        concept(f"unit/{unit}"),
        "skos:Concept",
        ("skos:inScheme", iri(concept("unit"))),
        ("skos:notation", string(unit)),
        ("skos:prefLabel", chinese(unit)),
        ("jx:dimension", iri(concept("dimension/composite"))),
        ("jx:baseUnit", iri(unit_of_measure(converted.base))),
        ("jx:conversionMultiplier", decimal(rounded(converted.multiplier))),
    )
    if converted.base != unit:
        yield from composite_lines(converted.base)
