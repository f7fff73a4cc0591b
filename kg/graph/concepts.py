"""Indicator concepts 指标概念 as N-Triples lines: the SKOS scheme `common-indicator`, made of the vocabulary.

The scheme itself stands in `schemes.ttl`; its concepts are written with each build, so that a line in
`indicators.tsv` is all it takes to change one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.concepts import indicator_concepts
from kg.graph.ntriples import coded, iri, label, node, string
from ontology.iris import concept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.concepts import Concept

_SCHEME = "common-indicator"


def concept_iri(found: Concept | None) -> str:
    """The IRI of an indicator concept; of the one that says that there is none, without."""
    return _iri(found.slug if found else "unclassed")


def concept_lines() -> Iterator[str]:
    """Every indicator concept: its names, the concept above it, what is better, and where it is from."""
    for each in indicator_concepts():
        yield from node(
            concept_iri(each),
            "jx:IndicatorConcept",
            ("skos:inScheme", iri(concept(_SCHEME))),
            ("skos:topConceptOf", None if each.broader else iri(concept(_SCHEME))),
            ("skos:broader", iri(_iri(each.broader)) if each.broader else None),
            ("skos:prefLabel", label(each.name, "zh")),
            ("skos:prefLabel", label(each.name_en, "en")),
            *(("skos:altLabel", label(synonym, "zh")) for synonym in each.synonyms),
            ("jx:polarity", coded("polarity", each.polarity)),
            ("jx:reviewStatus", coded("review-status", "reviewed")),
            ("dcterms:source", string(each.source)),
        )


def _iri(slug: str) -> str:
    return concept(f"{_SCHEME}/{slug}")
