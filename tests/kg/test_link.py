"""When a bare title is the document of a number, and when it is not."""

from __future__ import annotations

from itertools import permutations

import msgspec
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS
from specimen import specimen

from extractors.records import Citation, Mention, Record
from kg.graph import form_quads
from kg.link import Corpus, link, link_quads
from ontology.iris import Namespace, concept, term

NS = Namespace()
TITLE, OTHER_TITLE = "关于支持科普场馆发展的意见", "科普经费管理办法"


def cite(serial: int | None, title: str | None, start: int = 0) -> Citation:
    number = None if serial is None else f"沪科〔2015〕{serial}号"
    return Citation(
        surface=number or f"《{title}》",
        number=number,
        number_standard=number,
        agency_code="沪科" if number else None,
        year=2015 if number else None,
        serial=None if serial is None else str(serial),
        jurisdiction="上海市" if number else None,
        title=title,
        series="gov" if number else "none",
        nature="normative",
        role="basis",
        start=start,
        end=start + 5,
    )


def record(*citations: Citation, year: int = 2019) -> Record:
    placed = tuple(msgspec.structs.replace(c, start=10 * i, end=10 * i + 5) for i, c in enumerate(citations))
    return msgspec.structs.replace(specimen(1, year=year)[0], citations=placed, findings=())


def merged(corpus: Corpus) -> int:
    return sum(merge.kind == "policy" for merge in corpus.merges)


@pytest.mark.parametrize(
    ("citations", "count"),
    [
        ([cite(30, TITLE), cite(None, TITLE)], 1),
        ([cite(30, TITLE), cite(None, TITLE), cite(None, TITLE)], 1),
        ([cite(30, TITLE), cite(30, TITLE), cite(None, TITLE)], 1),
        ([cite(30, TITLE), cite(30, None), cite(None, TITLE)], 1),
        ([cite(30, TITLE), cite(31, OTHER_TITLE), cite(None, TITLE), cite(None, OTHER_TITLE)], 2),
        ([cite(30, TITLE)], 0),
        ([cite(None, TITLE)], 0),
        ([cite(30, None), cite(None, TITLE)], 0),
        ([cite(30, TITLE), cite(None, OTHER_TITLE)], 0),
        ([cite(30, TITLE), cite(31, TITLE), cite(None, TITLE)], 0),
        ([cite(30, TITLE), cite(30, OTHER_TITLE), cite(None, TITLE)], 0),
        ([], 0),
    ],
)
def test_a_title_unites_only_uncontradicted(citations: list[Citation], count: int) -> None:
    assert merged(link([record(*citations)])) == count


def test_claims_of_one_document_decide_for_another() -> None:
    assert merged(link([record(cite(30, TITLE)), record(cite(None, TITLE), year=2020)])) == 1
    assert merged(link([record(cite(30, TITLE)), record(cite(31, TITLE), cite(None, TITLE), year=2020)])) == 0


def test_the_order_of_records_has_no_part_in_it() -> None:
    records = [
        record(cite(30, TITLE)),
        record(cite(None, TITLE), cite(30, TITLE), year=2020),
        record(cite(31, OTHER_TITLE), cite(None, OTHER_TITLE), year=2021),
    ]
    (first, *others) = (list(link_quads(link(order), NS)) for order in permutations(records))
    assert first
    assert all(other == first for other in others)


class TestWritten:
    CITED = (cite(30, TITLE), cite(None, TITLE))

    @pytest.fixture
    def facts(self) -> Graph:
        one = record(*self.CITED)
        text = specimen(1)[1]
        corpus = link([one])
        lines = [*form_quads(one, text, NS, links=corpus.links), *link_quads(corpus, NS)]
        return Graph().parse(data="".join(lines), format="nt")

    def test_both_citations_name_one_document(self, facts: Graph) -> None:
        (policy,) = facts.subjects(RDF.type, URIRef(term("PolicyDocument")))
        assert len(list(facts.subjects(URIRef(term("policy")), policy))) == 2
        assert list(facts.objects(policy, SKOS.prefLabel)) == [Literal("沪科〔2015〕30号")]
        assert list(facts.objects(policy, DCTERMS.title)) == [Literal(TITLE)]

    def test_a_body_named_in_text_is_mentioned_once_with_its_place(self) -> None:
        one = msgspec.structs.replace(
            record(cite(30, TITLE)),
            mentions=tuple(
                Mention(text=name, label="ORG", source="rule", start=i, end=i + 2)
                for i, name in enumerate(["乙馆", "上海市测试科普馆", "乙馆", "丙馆", "甲乙馆"])
            ),
        )
        unit = msgspec.structs.replace(one.unit, name="甲乙馆", aliases=("乙馆", "丙馆"))
        other = msgspec.structs.replace(one, unit=unit)
        third = msgspec.structs.replace(
            one, unit=msgspec.structs.replace(unit, name="戊馆", aliases=("丙馆",))
        )
        corpus = link([third, other, one])
        lines = form_quads(one, specimen(1)[1], NS, links=corpus.links)
        g = Graph().parse(data="".join(lines), format="nt")
        ((form, body),) = g.subject_objects(URIRef(term("mentions")))
        assert str(body) == NS.unit("甲乙馆", "")
        (evidence,) = g.subjects(RDF.object, body)
        assert g.value(evidence, RDF.subject) == form
        assert g.value(evidence, URIRef(term("start"))) == Literal(0)

    def test_the_merged_node_leads_on_and_says_why(self, facts: Graph) -> None:
        ((member, policy),) = facts.subject_objects(DCTERMS.isReplacedBy)
        assert facts.value(policy, SKOS.prefLabel) == Literal("沪科〔2015〕30号")
        assert facts.value(member, URIRef(term("mergeReason"))) == URIRef(
            concept("merge-reason/title-beside-number")
        )
        evidence = facts.value(member, URIRef(term("evidence")))
        assert facts.value(evidence, RDF.type) == URIRef(term("Evidence"))
