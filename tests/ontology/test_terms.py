"""The Turtle files: complete, bilingual, and in agreement with one another."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH

import ontology
from ontology.iris import PREFIXES

JX = PREFIXES["jx"]
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


def load(name: str) -> Graph:
    return Graph().parse(ontology.path(name))


def own_terms(*kinds: URIRef) -> list[URIRef]:
    g = load("jixiao.ttl")
    return sorted(s for kind in kinds for s in g.subjects(RDF.type, kind))


@pytest.mark.parametrize("name", ontology.TURTLE)
def test_every_file_is_turtle_and_says_something(name: str) -> None:
    assert len(load(name)) > 10


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError, match=r"no file nothing\.ttl"):
        ontology.path("nothing.ttl")


@pytest.mark.parametrize("says", [RDFS.label, RDFS.comment])
@pytest.mark.parametrize("one", own_terms(*KINDS), ids=lambda iri: iri.removeprefix(JX))
def test_every_term_is_explained_in_both_languages(one: URIRef, says: URIRef) -> None:
    assert sorted(str(literal.language) for literal in load("jixiao.ttl").objects(one, says)) == ["en", "zh"]


def test_every_subject_is_one_of_our_terms_or_the_ontology() -> None:
    named = {URIRef(JX.rstrip("#")), *own_terms(*KINDS)}
    assert set(load("jixiao.ttl").subjects()) == named


@pytest.mark.parametrize("one", own_terms(OWL.ObjectProperty, OWL.DatatypeProperty))
def test_a_property_has_at_most_one_domain(one: URIRef) -> None:
    assert len(list(load("jixiao.ttl").objects(one, RDFS.domain))) <= 1


@pytest.mark.parametrize("side", [RDFS.domain, RDFS.range])
def test_domains_and_ranges_are_declared(side: URIRef) -> None:
    named = {iri for iri in load("jixiao.ttl").objects(None, side) if iri.startswith(JX)}
    assert named <= set(own_terms(OWL.Class))


def test_every_class_has_one_shape() -> None:
    assert sorted(load("shapes.ttl").objects(None, SH.targetClass)) == own_terms(OWL.Class)


def test_shapes_speak_of_declared_terms() -> None:
    g = load("shapes.ttl")
    used = {*g.objects(None, SH.path), *g.objects(None, SH["class"]), *g.objects(None, SH.lessThan)}
    assert {iri for iri in used if iri.startswith(JX)} <= set(own_terms(*KINDS))


def test_no_shape_names_a_path_twice() -> None:
    g = load("shapes.ttl")
    for shape in g.subjects(RDF.type, SH.NodeShape):
        paths = [g.value(node, SH.path) for node in g.objects(shape, SH.property)]
        assert len(paths) == len(set(paths)), shape


def test_alignments_are_of_our_classes() -> None:
    assert set(load("alignments.ttl").subjects()) <= set(own_terms(OWL.Class))


def test_prefixes_are_those_of_the_files() -> None:
    for name in ontology.TURTLE:
        declared = dict(load(name).namespaces())
        for prefix, iri in PREFIXES.items():
            assert str(declared.get(prefix, iri)) == iri, (name, prefix)
