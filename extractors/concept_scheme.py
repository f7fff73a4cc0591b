"""Indicator concepts as a SKOS scheme in Turtle: `python -m extractors.concept_scheme > ontology/indicators.ttl`."""

from __future__ import annotations

import sys

from extractors.concepts import Concept, indicator_concepts
from ontology.iris import PREFIXES, SCHEMES

_HEAD = f"""\
# Indicator concepts 指标概念, written from extractors/vocabulary/indicators.tsv (edit that)
# by extractors/concept_scheme.py. The scheme itself and the polarities stand in schemes.ttl.

@prefix jx: <{PREFIXES["jx"]}> .
@prefix dcterms: <{PREFIXES["dcterms"]}> .
@prefix skos: <{PREFIXES["skos"]}> .
@base <{SCHEMES}> .
"""


def turtle() -> str:
    """The whole file."""
    return "\n".join([_HEAD, *map(_concept, indicator_concepts())]) + "\n"


def _concept(concept: Concept) -> str:
    synonyms = ", ".join(f'"{synonym}"@zh' for synonym in concept.synonyms)
    lines = [
        f"<common-indicator/{concept.slug}> a jx:IndicatorConcept ; skos:inScheme <common-indicator>",
        f"skos:broader <common-indicator/{concept.broader}>"
        if concept.broader
        else "skos:topConceptOf <common-indicator>",
        f'skos:prefLabel "{concept.name}"@zh, "{concept.name_en}"@en',
        f"skos:altLabel {synonyms}" if synonyms else "",
        f"jx:polarity <polarity/{concept.polarity}> ; jx:reviewStatus <review-status/reviewed>",
        f'dcterms:source "{concept.source}"',
    ]
    return " ;\n    ".join(line for line in lines if line) + " ."


if __name__ == "__main__":
    sys.stdout.write(turtle())
