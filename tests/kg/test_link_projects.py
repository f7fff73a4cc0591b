"""Which forms describe one project, which project continues which, and what two forms say of one."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from link_forms import form
from pyoxigraph import RdfFormat, Store
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

import ontology
from extractors.records import Record
from kg.graph import document_quads, form_quads
from kg.graph.projects import project_iri, project_key
from kg.link import Corpus, link, link_quads
from kg.link.merges import order
from ontology.iris import Namespace, term
from outputs.examples import examples
from outputs.properties import text
from outputs.query import run

NS = Namespace()
UNIT = "上海市甲乙丙中心"
TOTAL = ("requested", 2019, 500_000)


def projects(records: list[Record]) -> int:
    """How many projects the records are about."""
    known = link(records).links.same_project
    keys = (project_key(record) for record in records)
    return len({known[key].key if key in known else key for key in keys})


@pytest.mark.parametrize(
    ("records", "count"),
    [
        pytest.param([form(UNIT), form(UNIT, "文化活动")], 2, id="two names"),
        pytest.param([form(UNIT), form(UNIT, year=2020)], 2, id="two years"),
        pytest.param([form(UNIT), form(UNIT, project_code="51R1")], 1, id="once with its code"),
        pytest.param(
            [form(UNIT), form(UNIT, project_code="51R1"), form(UNIT, project_code="51R2")], 3, id="two codes"
        ),
        pytest.param(
            [form(UNIT, project_code="51R1"), form(UNIT, project_code="51R2")], 2, id="each with its code"
        ),
        pytest.param([form(UNIT, "科普（一期）"), form(UNIT, "科普一期")], 1, id="signs"),
        pytest.param([form(UNIT, "科普（一期）"), form(UNIT, "科普（二期）")], 2, id="phases"),
        pytest.param([form(UNIT, "第二十一届科博会"), form(UNIT, "第21届科博会")], 1, id="numerals"),
        pytest.param([form(UNIT, "科普活动"), form(UNIT, "科普活动项目")], 2, id="a word more"),
        pytest.param(
            [form(UNIT, "科普活动", amounts=(TOTAL,)), form(UNIT, "科普活动项目", amounts=(TOTAL,))],
            1,
            id="a word more, and equal sums",
        ),
        pytest.param(
            [
                form(UNIT, "科普活动", amounts=(TOTAL,), document="x"),
                form(UNIT, "科普活动项目", amounts=(TOTAL,), document="x", start=5),
            ],
            2,
            id="listed apart in one document",
        ),
        pytest.param(
            [form(UNIT, "2019年科普活动", amounts=(TOTAL,)), form(UNIT, "科普活动", amounts=(TOTAL,))],
            1,
            id="its own year, and equal sums",
        ),
        pytest.param(
            [form(UNIT, "2018年科普活动", amounts=(TOTAL,)), form(UNIT, "科普活动", amounts=(TOTAL,))],
            2,
            id="another year",
        ),
        pytest.param(
            [
                form(UNIT, "科学普及推广活动", amounts=(TOTAL,)),
                form(UNIT, "科学普及推产活动", amounts=(TOTAL,)),
            ],
            1,
            id="a slip, and equal sums",
        ),
        pytest.param([form(UNIT), form("上海市甲乙丙 中心", "科普活动 ")], 1, id="units in two spellings"),
        pytest.param(
            [form(UNIT, title="上海市表"), form("甲乙丙中心", title="上海市表")], 1, id="merged units"
        ),
        pytest.param([form(None), form(None, start=5)], 2, id="without a unit"),
    ],
)
def test_of_a_year(records: list[Record], count: int) -> None:
    assert {projects(list(shuffled)) for shuffled in permutations(records)} == {count}


def declared(value: int, **said: Any) -> Record:
    return form(UNIT, year=2020, amounts=(("approved", 2019, value),), **said)


@pytest.mark.parametrize(
    ("later", "earlier", "how"),
    [
        (form(UNIT, year=2020), [form(UNIT)], (False, "same-name", False)),
        (declared(9), [form(UNIT)], (True, "same-name", False)),
        (declared(0), [form(UNIT)], (False, "same-name", False)),
        (declared(500_000), [form(UNIT, amounts=(TOTAL,))], (True, "same-name", True)),
        (form(UNIT, "2020年科普", 2020), [form(UNIT, "2019年科普")], (False, "year-in-name", False)),
        (
            form(UNIT, "第22届科博会", 2020),
            [form(UNIT, "第二十一届科博会")],
            (False, "edition-in-name", False),
        ),
        (form(UNIT, "第23届科博会", 2020), [form(UNIT, "第21届科博会")], None),
        (form(UNIT, "科普二期", 2020), [form(UNIT, "科普一期")], None),
        (form(UNIT, year=2021), [form(UNIT)], None),
        (form("他处", year=2020), [form(UNIT)], None),
        (form(UNIT, year=2020), [form(UNIT, project_code="1A"), form(UNIT, project_code="2A")], None),
        (
            form("甲乙丙中心", year=2020, title="上海市表"),
            [form(UNIT, title="上海市表")],
            (False, "same-name", False),
        ),
    ],
)
def test_years(later: Record, earlier: list[Record], how: tuple[bool, str, bool] | None) -> None:
    found = link([later, *earlier]).continued
    assert [(bool(each.said.declared), each.said.how, each.agrees) for each in found] == (
        [how] if how else []
    )


@pytest.mark.parametrize(
    ("records", "codes"),
    [
        ([declared(500_000), form(UNIT, amounts=(TOTAL,))], []),
        ([declared(400_000), form(UNIT, amounts=(TOTAL,))], ["prior-year-request-differs"]),
        ([declared(400_000), form(UNIT, amounts=(("approved", 2019, 500_000),))], ["prior-year-differs"]),
        ([declared(500_000), form(UNIT, amounts=(TOTAL, ("approved", 2019, 500_000)))], []),
        ([declared(0), form(UNIT, amounts=(TOTAL,))], []),
        ([declared(400_000), form(UNIT)], []),
        ([form(UNIT, amounts=(TOTAL,)), form(UNIT, amounts=(("requested", 2019, 7),))], ["forms-differ"]),
        ([form(UNIT, amounts=(TOTAL,)), form(UNIT, amounts=(("approved", 2019, 7),))], []),
        ([form(UNIT, amounts=(TOTAL,)), form(UNIT, amounts=(TOTAL,), kind="self-evaluation")], []),
    ],
)
def test_what_two_forms_say(records: list[Record], codes: list[str]) -> None:
    for shuffled in permutations(records):
        assert [each.finding.code for each in link(shuffled).findings] == codes


class TestWritten:
    FORMS = (
        form(UNIT, amounts=(TOTAL, ("requested", 2019, 300_000, "fiscal"))),
        form(UNIT, amounts=(TOTAL, ("requested", 2019, 200_000, "fiscal")), title="二"),
        form("上海市·甲乙丙中心", year=2020, amounts=(("approved", 2019, 500_000),)),
    )

    @pytest.fixture
    def facts(self) -> Graph:
        return Graph().parse(data="".join(lines(list(self.FORMS))), format="nt")

    def test_equal_facts_stand_once_with_two_evidences(self, facts: Graph) -> None:
        totals = [
            node
            for node in facts.subjects(jx("value"), None)
            if str(facts.value(node, jx("value"))) == "500000"
        ]
        of_both = [node for node in totals if len(list(facts.objects(node, jx("evidence")))) == 2]
        assert len(of_both) == 1

    def test_unequal_ones_are_both_kept_and_marked(self, facts: Graph) -> None:
        marked = {str(facts.value(node, jx("value"))) for node in facts.objects(None, jx("unequalAmount"))}
        assert marked == {"300000", "200000"}
        (finding,) = facts.subjects(jx("code"), None)
        assert len(list(facts.objects(finding, jx("evidence")))) == 1

    def test_the_merged_unit_keeps_all_names(self, facts: Graph) -> None:
        (unit,) = facts.subjects(RDF.type, jx("BudgetUnit"))
        assert {str(name) for name in facts.objects(unit, SKOS.altLabel)} == {"上海市·甲乙丙中心"}
        assert [str(name) for name in facts.objects(unit, SKOS.prefLabel)] == [UNIT]
        (member,) = facts.subjects(DCTERMS.isReplacedBy, unit)
        assert str(facts.value(member, SKOS.altLabel)) == UNIT  # the smaller key stands for both
        for evidence in facts.objects(member, jx("evidence")):
            assert (evidence, RDF.type, jx("Evidence")) in facts

    def test_a_project_continues_that_of_the_year_before(self, facts: Graph) -> None:
        ((later, earlier),) = facts.subject_objects(jx("continues"))
        assert [str(facts.value(each, jx("fiscalYear"))) for each in (later, earlier)] == ["2020", "2019"]
        words = {str(word).rpartition("/")[2] for word in facts.objects(later, jx("continuation"))}
        assert words == {"declared", "same-name", "sums-agree"}

    def test_a_unit_has_its_region(self, facts: Graph) -> None:
        ((_, region),) = facts.subject_objects(jx("region"))
        assert str(facts.value(region, SKOS.notation)) == "310000"

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            (
                "projects-over-years",
                [
                    (
                        UNIT,
                        "科普活动",
                        "2020",
                        "科普活动",
                        "2019",
                        {"表中填有同名项目上年预算", "名称相同", "上年预算额与上年的表一致"},
                    )
                ],
            ),
            ("unequal-amounts", [("200000", "文"), ("300000", "文")]),
        ],
    )
    def test_queries(self, query: str, expected: list[tuple[object, ...]]) -> None:
        store = Store()
        found: list[str] = lines(list(self.FORMS))
        for record in self.FORMS:
            found += document_quads(record.source.sha256, record.source.path, NS)
        store.load("".join(found).encode(), RdfFormat.N_QUADS)
        store.load(path=str(ontology.path("schemes.ttl")), format=RdfFormat.TURTLE)
        rows = [
            ["" if cell is None else text(cell) for cell in row]
            for row in run(store, examples()[query].sparql).answer
        ]
        if query == "unequal-amounts":
            assert sorted((row[4], row[7]) for row in rows) == expected
        else:
            assert [(*row[:5], set(row[5].split("；"))) for row in rows] == expected
            assert [row[6:] for row in rows] == [["", "500000"]]

    def test_the_order_of_records_has_no_part_in_it(self) -> None:
        first, *others = (sorted(lines(list(shuffled))) for shuffled in permutations(self.FORMS))
        assert all(other == first for other in others)


def lines(records: list[Record]) -> list[str]:
    corpus: Corpus = link(records)
    written = list(link_quads(corpus, NS))
    for record in records:
        written += form_quads(record, "文本", NS, links=corpus.links)
    return written


def test_the_smallest_key_stands_for_the_rest() -> None:
    coded = form(UNIT, project_code="51R1")
    (merge,) = link([form(UNIT), coded]).merges
    assert merge.into == project_key(coded)
    assert order(merge.into) < order(merge.member)
    assert project_iri(project_key(coded), NS) != ""


def jx(name: str) -> URIRef:
    return URIRef(term(name))
