"""The coded words of records and the categories of the vocabulary have their concepts."""

from __future__ import annotations

from collections import defaultdict
from typing import get_args, get_type_hints

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

import ontology
from extractors import records
from extractors.concepts import Polarity
from extractors.records import Amount, Citation, Target
from extractors.vocabulary import table
from ontology.iris import SCHEMES, concept, normalise_name, term

CATEGORIES = table("categories")
FRAMEWORKS = table("frameworks")


@pytest.fixture(scope="module")
def schemes() -> Graph:
    return Graph().parse(ontology.path("schemes.ttl"))


def choices(owner: type, field: str) -> set[str]:
    """The words that a field of a record may hold."""
    hint = get_type_hints(owner)[field]
    words = [arg for part in (hint, *get_args(hint)) for arg in get_args(part)]
    return {word for word in words if isinstance(word, str)}


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        ("form-kind", set(get_args(records.FormKind))),
        ("scope", choices(Amount, "scope")),
        ("phase", choices(Amount, "phase")),
        (
            "fund-source",
            {
                "total",
                "fiscal",
                "fiscal-current",
                "carry-over",
                "higher-level",
                "special-account",
                "unit-own",
                "other",
            },
        ),
        ("comparator", set(get_args(records.Comparator))),
        ("change", choices(Target, "change")),
        ("citation-role", {"basis", "compliance", "background", "deliverable"}),
        ("citation-status", choices(Citation, "status")),
        (
            "series",
            {"gov", "party", "order", "announcement", "enterprise", "institution", "association", "none"},
        ),
        (
            "nature",
            {
                "law",
                "administrative-regulation",
                "local-regulation",
                "rule",
                "normative",
                "plan",
                "approval",
                "mandate",
                "meeting-or-speech",
                "standard",
                "other",
            },
        ),
        ("severity", set(get_args(records.Severity))),
        ("cause", set(get_args(records.Cause))),
        ("category-kind", {row["kind"] for row in CATEGORIES}),
        ("polarity", set(get_args(Polarity))),
    ],
)
def test_a_scheme_holds_exactly_the_words_of_records(schemes: Graph, scheme: str, words: set[str]) -> None:
    concepts = schemes.subjects(SKOS.inScheme, URIRef(concept(scheme)))
    assert {str(schemes.value(one, SKOS.notation)) for one in concepts} == words


def test_every_concept_and_scheme_is_named_in_both_languages(schemes: Graph) -> None:
    for one in set(schemes.subjects(SKOS.prefLabel)):
        assert sorted(str(label.language) for label in schemes.objects(one, SKOS.prefLabel)) == [
            "en",
            "zh",
        ], one


def test_everything_in_the_file_is_a_scheme_or_in_one(schemes: Graph) -> None:
    kept = {*schemes.subjects(SKOS.inScheme), *schemes.subjects(RDF.type, SKOS.ConceptScheme)}
    assert set(schemes.subjects()) == kept


@pytest.mark.parametrize("row", FRAMEWORKS, ids=lambda row: row["id"])
def test_frameworks_agree_with_their_schemes(schemes: Graph, row: dict[str, str]) -> None:
    scheme = URIRef(concept(row["id"]))
    assert set(schemes.objects(scheme, SKOS.prefLabel)) == {
        Literal(row["title"], "zh"),
        Literal(row["title_en"], "en"),
    }
    assert str(schemes.value(scheme, DCTERMS.temporal)) == row["years"]
    assert str(schemes.value(scheme, DCTERMS.source)) == row["source"]
    tops = {
        str(label)
        for top in schemes.subjects(SKOS.topConceptOf, scheme)
        for label in schemes.objects(top, SKOS.prefLabel)
        if label.language == "zh"
    }
    assert tops == set(row["level1"].split("|"))


@pytest.mark.parametrize("row", CATEGORIES, ids=lambda row: row["concept"])
def test_categories_agree_with_their_concepts(schemes: Graph, row: dict[str, str]) -> None:
    one = URIRef(concept(row["concept"]))
    assert row["concept"].startswith(f"{row['framework']}/")
    assert schemes.value(one, RDF.type) == URIRef(term("IndicatorCategory"))
    assert Literal(row["name"], "zh") in set(schemes.objects(one, SKOS.prefLabel))
    assert schemes.value(one, SKOS.inScheme) == URIRef(concept(row["framework"]))
    assert schemes.value(one, URIRef(term("categoryKind"))) == URIRef(concept(f"category-kind/{row['kind']}"))
    parent = next(
        (
            other["concept"]
            for other in CATEGORIES
            if other["framework"] == row["framework"]
            and other["name"] == row["parent"]
            and other["level"] == "1"
        ),
        None,
    )
    assert (row["level"] == "2") == (parent is not None)
    assert schemes.value(one, SKOS.broader) == (URIRef(concept(parent)) if parent else None)


def test_no_category_is_in_the_schemes_alone(schemes: Graph) -> None:
    concepts = schemes.subjects(RDF.type, URIRef(term("IndicatorCategory")))
    slugs = [str(one).removeprefix(SCHEMES) for one in concepts]
    assert sorted(slugs) == sorted(row["concept"] for row in CATEGORIES)


def test_a_wording_means_one_category_under_one_heading() -> None:
    meanings = defaultdict(set)
    for row in CATEGORIES:
        for word in (row["name"], *filter(None, row["synonyms"].split("|"))):
            meanings[row["framework"], row["parent"], normalise_name(word)].add(row["concept"])
    assert [wording for wording, concepts in meanings.items() if len(concepts) > 1] == []


def test_matches_go_both_ways_and_never_stay_in_one_framework(schemes: Graph) -> None:
    matches = set(schemes.subject_objects(SKOS.closeMatch))
    assert matches == {(b, a) for a, b in matches}
    assert all(schemes.value(a, SKOS.inScheme) != schemes.value(b, SKOS.inScheme) for a, b in matches)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("shanghai-2019/output/quantity", "ministry-2021/output/quantity"),
        ("shanghai-2019/effect/satisfaction", "ministry-2015/satisfaction/service-users"),
        ("ministry-2015/output/cost", "ministry-2021/cost"),
        ("shanghai-2019/effect", "common-2020/benefit"),
    ],
)
def test_some_matches(schemes: Graph, a: str, b: str) -> None:
    assert (URIRef(concept(a)), SKOS.closeMatch, URIRef(concept(b))) in schemes
