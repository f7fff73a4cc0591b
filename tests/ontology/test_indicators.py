"""The scheme of common indicators: the Turtle file is the table's."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

import ontology
from extractors.concept_scheme import turtle
from extractors.concepts import indicator_concepts
from ontology.iris import concept, term

SCHEME = URIRef(concept("common-indicator"))


@pytest.fixture(scope="module")
def indicators() -> Graph:
    return Graph().parse(ontology.path("indicators.ttl"))


def test_the_file_is_written_from_the_table() -> None:
    assert ontology.path("indicators.ttl").read_text(encoding="utf-8") == turtle(), (
        "run: python -m extractors.concept_scheme > ontology/indicators.ttl"
    )


def test_every_concept_is_there_and_named_in_both_languages(indicators: Graph) -> None:
    concepts = set(indicators.subjects(RDF.type, URIRef(term("IndicatorConcept"))))
    assert concepts == {URIRef(f"{SCHEME}/{each.slug}") for each in indicator_concepts()}
    for one in concepts:
        languages = sorted(str(label.language) for label in indicators.objects(one, SKOS.prefLabel))
        assert languages == ["en", "zh"], one


def test_what_is_said_of_a_concept(indicators: Graph) -> None:
    one, above = URIRef(f"{SCHEME}/satisfaction/service-users"), URIRef(f"{SCHEME}/satisfaction")
    assert set(indicators.objects(one, SKOS.prefLabel)) == {
        Literal("服务对象满意度", "zh"),
        Literal("satisfaction of those served", "en"),
    }
    assert Literal("受益对象满意度", "zh") in set(indicators.objects(one, SKOS.altLabel))
    assert (indicators.value(one, SKOS.broader), indicators.value(one, SKOS.topConceptOf)) == (above, None)
    assert (indicators.value(above, SKOS.broader), indicators.value(above, SKOS.topConceptOf)) == (
        None,
        SCHEME,
    )
    assert indicators.value(one, URIRef(term("polarity"))) == URIRef(concept("polarity/higher"))
    assert set(indicators.objects(None, SKOS.inScheme)) == {SCHEME}
