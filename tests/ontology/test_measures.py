"""Units of measure: the Turtle file is the table's, and targets in different units are compared by number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS
from small_corpus import READING, SCANNING, store_of

import ontology
from extractors.targets import conversion, parse_target, unit_concepts
from extractors.targets.scheme import turtle
from extractors.vocabulary import table
from kg.graph.units import composite_lines, unit_of_measure
from ontology.iris import concept, term
from outputs.examples import examples
from outputs.properties import text
from outputs.query import run

WORDS = [word for unit in unit_concepts() for word in (unit.name, *unit.synonyms)]
"""Every name that a simple unit may have."""


@pytest.fixture(scope="module")
def units() -> Graph:
    return Graph().parse(ontology.path("units.ttl"))


def test_the_file_is_written_from_the_table() -> None:
    assert ontology.path("units.ttl").read_text(encoding="utf-8") == turtle(), (
        "run: python -m extractors.targets.scheme > ontology/units.ttl"
    )


def test_every_unit_has_its_own_concept() -> None:
    slugs = [unit.slug for unit in unit_concepts()]
    assert all(slugs)
    assert len(set(slugs)) == len(slugs)
    assert {unit.dimension for unit in unit_concepts()} < {row["dimension"] for row in table("dimensions")}


def test_every_concept_is_named_in_both_languages(units: Graph) -> None:
    for one in set(units.subjects(RDF.type, SKOS.Concept)):
        assert sorted(str(label.language) for label in units.objects(one, SKOS.prefLabel)) == ["en", "zh"], (
            one
        )


def test_base_units_are_their_own_base(units: Graph) -> None:
    for unit, base in units.subject_objects(URIRef(term("baseUnit"))):
        assert units.value(base, URIRef(term("baseUnit"))) == base
        multiplier = units.value(unit, URIRef(term("conversionMultiplier")))
        assert isinstance(multiplier, Literal)
        assert multiplier.toPython() > 0
        assert (unit != base) or multiplier.toPython() == 1


@pytest.mark.parametrize(
    ("unit", "slug"), [("公里", "unit/kilometre"), ("名", "unit/person"), ("㎡", "unit/square-metre")]
)
def test_synonyms_have_one_concept(unit: str, slug: str) -> None:
    assert unit_of_measure(unit) == concept(slug)
    assert list(composite_lines(unit)) == []


def test_a_composite_is_a_concept_of_the_data_and_so_is_its_base() -> None:
    written = Graph().parse(data="".join(composite_lines("元/人·月")), format="nt")
    month, year = (URIRef(concept(f"unit/元/人·{each}")) for each in "月年")
    assert set(written.subjects(RDF.type, SKOS.Concept)) == {month, year}
    assert written.value(month, URIRef(term("baseUnit"))) == year
    assert str(written.value(month, URIRef(term("conversionMultiplier")))) == "12"


@given(st.sampled_from(WORDS), st.sampled_from(["", "2", "10万"]), st.sampled_from(WORDS))
def test_every_unit_has_one_label_in_chinese(units: Graph, unit: str, count: str, divisor: str) -> None:
    for each in (unit, f"{unit}/{divisor}", f"{unit}/{count}{divisor}·年", f"/{count}{divisor}"):
        one = URIRef(str(unit_of_measure(each)))
        written = Graph().parse(data="".join(composite_lines(each)), format="nt")
        labels = {*units.objects(one, SKOS.prefLabel), *written.objects(one, SKOS.prefLabel)}
        assert [str(label.language) for label in labels if label.language != "en"] == ["zh"], each


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("≥800平米", "平方米"),
        ("≥60名", "人"),
        ("≥90﹪", "%"),
        ("300元/人·月", "元/人·月"),
        ("≥1次/半年", "次/半年"),
        ("≥12", ""),
    ],
)
def test_queries_show_the_label_of_a_unit_beside_what_is_printed(printed: str, label: str) -> None:
    one = ("产出目标", "数量目标", "同一指标", parse_target(printed))
    store = store_of(READING | {"amounts": [], "indicators": [one]})
    for name in ("targets-of-one-kind", "evidence-of-numbers"):
        answer = run(store, examples()[name].sparql).answer
        found = {tuple("" if cell is None else text(cell) for cell in row) for row in answer}
        assert {row[0 if name == "targets-of-one-kind" else -1] for row in found} == {label}
        assert all(printed in row for row in found)


PAIRS = [
    # two targets of one indicator · their numbers in the base unit
    ("1.2公里", "≥800米", "米", ("1200", "1200"), ("800", "")),
    ("≥2小时", "90分钟", "秒", ("7200", ""), ("5400", "5400")),
    ("≤5万元", "48000元", "元", ("", "50000"), ("48000", "48000")),
    ("≥3万人次", "25000人次", "人次", ("30000", ""), ("25000", "25000")),
    ("每月1次", "≥6次/年", "次/年", ("12", "12"), ("6", "")),
    ("≤3‰", "≤0.2%", "%", ("", "0.3"), ("", "0.2")),
    ("≤30/10万", "≤0.02%", "%", ("", "0.03"), ("", "0.02")),
    ("≥2年", "18个月", "个月", ("24", ""), ("18", "18")),
    ("≥1公顷", "10亩", "平方米", ("10000", ""), ("6666.66666666666667", "6666.66666666666667")),
    ("300元/人·月", "每人每年3000元", "元/人·年", ("3600", "3600"), ("3000", "3000")),
    ("500千克", "≤0.3吨", "克", ("500000", "500000"), ("", "300000")),
    ("2Pflops", "800 Tflops", "万亿次每秒浮点运算", ("2000", "2000"), ("800", "800")),
]


@pytest.mark.parametrize(("larger", "smaller", "base", "one", "two"), PAIRS)
def test_targets_of_one_indicator_are_compared_by_number(
    larger: str, smaller: str, base: str, one: tuple[str, str], two: tuple[str, str]
) -> None:
    forms = [
        form | {"amounts": [], "indicators": [("产出目标", "数量目标", "同一指标", parse_target(value))]}
        for form, value in ((READING, smaller), (SCANNING, larger))
    ]
    rows = run(store_of(*forms), examples()["comparable-targets"].sparql).answer
    found = [tuple("" if cell is None else text(cell) for cell in row) for row in rows]
    assert [(row[0], row[1], row[3:5], row[5]) for row in found] == [
        ("同一指标", base, one, larger),
        ("同一指标", base, two, smaller),
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("30天", "1个月"), ("5户", "20人"), ("10台", "10台次"), ("5M", "5MB")]
)
def test_what_does_not_convert_exactly_has_another_base(one: str, other: str) -> None:
    bases = [conversion(str(parse_target(value).unit)).base for value in (one, other)]
    assert bases[0] != bases[1]


@pytest.mark.parametrize("unit", ["元/0人", "次/0", "元/0年·人"])
def test_what_is_counted_for_none_converts_to_nothing(unit: str) -> None:
    assert (conversion(unit).base, conversion(unit).multiplier) == (unit, 1)
