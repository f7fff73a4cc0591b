"""Which project a narrative is joined to, why, and when it is left alone."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS
from specimen import Page

from extractors.extract import extract
from extractors.read import read
from extractors.records import Amount, Budget, Project, Record, Source, Unit
from kg.graph import form_quads
from kg.graph.projects import project_iri, project_key
from kg.link import Corpus, link, link_quads
from kg.link.sums import Sum, make_up
from ontology.iris import Namespace, concept, term

NS = Namespace()
DOCUMENT, ELSEWHERE = "a" * 64, "b" * 64
UNIT = "某街道办事处"
WIDENING, PLANTING = "道路拓宽工程", "行道树补种"
QUARTERS = ("25.88万元", "180.74万元", "186.60万元", "16.78万元")


class Book:
    """A document under construction: its forms, and its text."""

    def __init__(self, sha256: str = DOCUMENT) -> None:
        self.sha256, self.records, self._page = sha256, [], Page()

    @property
    def text(self) -> str:
        return self._page.text

    def form(self, name: str | None, annual: str = "100元", **changes: Any) -> Book:
        return self._add("target", name, [("annual", annual, None)], {"unit": UNIT, "year": 2023} | changes)

    def narrative(self, name: str | None = None, quarters: tuple[str, ...] = (), **changes: Any) -> Book:
        sums = [("quarter", sum_, f"第{'一二三四'[number]}季度") for number, sum_ in enumerate(quarters)]
        return self._add("narrative", name, sums, {"unit": None, "year": None} | changes)

    def _add(
        self, kind: Any, name: str | None, sums: list[tuple[Any, str, str | None]], said: dict[str, Any]
    ) -> Book:
        start, self._page.spans = len(self.text), {}
        if name:
            self._page.put("/project/name", name)
        amounts = tuple(self._amount(index, *one, said) for index, one in enumerate(sums))
        record = Record(
            source=Source(path="book.pdf", sha256=self.sha256, page=None, start=start, end=len(self.text)),
            form_kind=kind,
            form_title=None,
            year=said["year"],
            framework=None,
            unit=Unit(name=said["unit"]),
            department=None,
            project=Project(name=name, code=said.get("code")),
            amounts=amounts,
            budget=Budget(),
            subprojects=(),
            narratives={"项目概况": f"概况{start}"},
            milestones=(),
            citations=(),
            indicators=(),
            mentions=(),
            absent={},
            findings=(),
            spans=self._page.spans | {"/narratives/项目概况": ((start, start + 1),)},
        )
        self.records.append(record)
        return self

    def _amount(self, index: int, scope: Any, printed: str, name: str | None, said: dict[str, Any]) -> Amount:
        self._page.put(f"/amounts/{index}/value", printed)
        number = Decimal(printed.removesuffix("元").removesuffix("万"))
        return Amount(
            scope=scope,
            fiscal_year=said["year"],
            phase=said.get("phase", "requested"),
            source=said.get("source", "total"),
            value=number * 10_000 if "万" in printed else number,
            name=name,
            label="年度资金申请总额" if scope == "annual" else "用款计划",
        )


def texts(*books: Book) -> Any:
    return {book.sha256: book.text for book in books}.__getitem__


def linked(*books: Book) -> Corpus:
    return link([record for book in books for record in book.records], texts(*books))


def joined(book: Book) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Number of each joined narrative → number of its form, and the reasons."""
    numbers = {record.source.start: number for number, record in enumerate(book.records)}
    return {
        numbers[match.narrative.place.start]: (numbers[match.forms[0].place.start], match.reasons)
        for match in linked(book).joined
    }


def doubts(book: Book) -> list[tuple[str, str]]:
    return [(each.finding.code, each.finding.printed) for each in linked(book).findings]


NAME, SUM, PAIR = "project-name", "quarters-sum", "only-pair"


@pytest.mark.parametrize(
    ("book", "expected"),
    [
        pytest.param(
            Book().form(WIDENING).form(PLANTING).narrative(PLANTING), {2: (1, (NAME,))}, id="by name"
        ),
        pytest.param(
            Book().form("道路拓宽工程（一期）").form(PLANTING).narrative("道路拓宽工程 (一期)"),
            {2: (0, (NAME,))},
            id="by name in another spelling",
        ),
        pytest.param(
            Book().form(WIDENING, "4100000.00元").form(PLANTING).narrative(WIDENING, QUARTERS),
            {2: (0, (NAME, SUM))},
            id="by name, confirmed by quarters",
        ),
        pytest.param(
            Book().narrative(None, QUARTERS).form(WIDENING, "4100000.00元").form(PLANTING, "6351000.00元"),
            {0: (1, (SUM,))},
            id="by quarters",
        ),
        pytest.param(
            Book()
            .form(WIDENING, "40.0万元")
            .form(PLANTING, "50万元")
            .narrative(None, ("10.1万元", "30万元")),
            {2: (0, (SUM,))},
            id="by quarters at the precision printed",
        ),
        pytest.param(
            Book().form(WIDENING, "400000元").form(PLANTING, "5元").narrative(None, ("100001元", "300000元")),
            {},
            id="yuan are exact",
        ),
        pytest.param(
            Book().form(WIDENING, "410万元").form(PLANTING).narrative("道路改造", QUARTERS),
            {2: (0, (SUM,))},
            id="by quarters where no form has the name",
        ),
        pytest.param(
            Book().form(WIDENING, "410万元").narrative(WIDENING).narrative("道路改造", QUARTERS),
            {1: (0, (NAME,))},
            id="another name for what is taken",
        ),
        pytest.param(Book().form(WIDENING).narrative(), {1: (0, (PAIR,))}, id="the only pair"),
        pytest.param(Book().form(WIDENING).form(PLANTING).narrative(), {}, id="one of two"),
        pytest.param(Book().form(WIDENING).narrative().narrative(), {}, id="two for one"),
        pytest.param(Book().form(WIDENING).narrative(PLANTING), {}, id="another name"),
        pytest.param(Book().form(WIDENING).narrative(WIDENING, year=2024), {}, id="another year"),
        pytest.param(Book().form(WIDENING).narrative(WIDENING, year=2023), {1: (0, (NAME,))}, id="same year"),
        pytest.param(Book().form(WIDENING).narrative(WIDENING, unit="他处"), {}, id="another unit"),
        pytest.param(
            Book().form(WIDENING).narrative(WIDENING, unit=UNIT, year=2023), {}, id="one by identity"
        ),
        pytest.param(
            Book().form(WIDENING).form(WIDENING, unit="他处").narrative(WIDENING), {}, id="two of one name"
        ),
        pytest.param(
            Book()
            .form(WIDENING, "4100000.00元")
            .form(WIDENING, "2元", unit="他处")
            .narrative(WIDENING, QUARTERS),
            {2: (0, (NAME, SUM))},
            id="two of one name told apart by quarters",
        ),
        pytest.param(
            Book().form(WIDENING, "410万元").narrative(None, QUARTERS).narrative(None, QUARTERS),
            {},
            id="two claim one",
        ),
        pytest.param(
            Book().form(WIDENING, "410万元").form(PLANTING, "410万元").narrative(None, QUARTERS),
            {},
            id="one fits two",
        ),
        pytest.param(
            Book()
            .form(WIDENING, "410万元")
            .form(PLANTING, "410万元")
            .narrative(PLANTING)
            .narrative(None, QUARTERS),
            {2: (1, (NAME,)), 3: (0, (SUM,))},
            id="what a name has taken is not free",
        ),
        pytest.param(
            Book().form(WIDENING).form(WIDENING, phase="approved").narrative(WIDENING),
            {2: (0, (NAME,))},
            id="form and self-evaluation are one project",
        ),
        pytest.param(Book().narrative(WIDENING).narrative(), {}, id="no form"),
        pytest.param(Book().form(WIDENING), {}, id="no narrative"),
    ],
)
def test_joins(book: Book, expected: dict[int, tuple[int, tuple[str, ...]]]) -> None:
    assert joined(book) == expected


def test_forms_of_other_documents_are_no_candidates() -> None:
    assert linked(Book().narrative(WIDENING), Book(ELSEWHERE).form(WIDENING)).joined == ()


@pytest.mark.parametrize(
    ("book", "expected"),
    [
        (
            Book().form(WIDENING, "4200000.00元").narrative(WIDENING, QUARTERS),
            [
                (
                    "sum-quarters",
                    "情况说明中四个季度的用款合计4100000元，同一项目表中“年度资金申请总额”为4200000元",
                )
            ],
        ),
        (Book().form(WIDENING, "4100000.00元").narrative(WIDENING, QUARTERS), []),
        (Book().form(WIDENING, "4100000.00元").narrative(WIDENING, QUARTERS[:3]), []),
        (Book().form(WIDENING, "4200000元").narrative(WIDENING, QUARTERS, unit=UNIT, year=2023), ["sum"]),
        (
            Book().form(WIDENING).form(WIDENING, unit="他处").narrative(WIDENING),
            [("narrative-not-joined", f"情况说明的项目名称为“{WIDENING}”，同一文件中有2个同名项目")],
        ),
        (
            Book().form(WIDENING).form(PLANTING).narrative(),
            [("narrative-not-joined", "情况说明没有项目名称，同一文件中有2个可能的项目")],
        ),
        (Book().form(WIDENING).narrative(PLANTING), []),
        (Book().narrative(WIDENING).narrative(None, QUARTERS), []),
    ],
)
def test_doubts(book: Book, expected: list[Any]) -> None:
    found = doubts(book)
    assert ([code[:3] for code, _ in found] if expected == ["sum"] else found) == expected


def test_a_sum_of_part_of_the_funds_is_no_mismatch() -> None:
    book = Book().form(WIDENING, "4200000.00元").narrative(WIDENING, QUARTERS)
    form = book.records[0]
    fiscal = msgspec.structs.replace(form.amounts[0], source="fiscal", value=Decimal(4100000))
    book.records[0] = msgspec.structs.replace(form, amounts=(*form.amounts, fiscal))
    assert doubts(book) == []


def test_the_order_of_records_has_no_part_in_it() -> None:
    book = Book().form(WIDENING, "410万元").narrative(None, QUARTERS).form(PLANTING).narrative(PLANTING)
    first, *others = (list(link_quads(link(order, texts(book)), NS)) for order in permutations(book.records))
    assert first
    assert all(other == first for other in others)


@pytest.mark.parametrize(
    ("parts", "whole", "agree"),
    [
        (("25.88万元", "180.74万元"), "2066200元", True),
        (("25.88万元", "180.74万元"), "2066300元", True),  # two halves of 0.01万元
        (("25.88万元", "180.74万元"), "2066301元", False),
        (("25.8万元", "180.7万元"), "2066000元", True),
        (("100元", "200元"), "300元", True),
        (("100元", "200元"), "301元", False),
        (("100.5元", "200元"), "300.50元", True),
        (("1,000元", "2,000.00元"), "0.3万元", True),
        (("0万元", "10万元"), "10万元", True),
        (("1万元",), "2万元", True),
        (("1万元",), "2.1万元", False),
    ],
)
def test_sums_agree_at_the_precision_printed(parts: tuple[str, ...], whole: str, agree: bool) -> None:
    text = "".join(f"{each}\n" for each in (*parts, whole))
    *addends, total = (printed(each, text.index(each)) for each in (*parts, whole))
    assert make_up(addends, total, text) is agree


def printed(sum_: str, start: int) -> Sum:
    number = Decimal(sum_.removesuffix("元").removesuffix("万").replace(",", ""))
    amount = Amount(
        scope="annual",
        fiscal_year=2023,
        phase="requested",
        source="total",
        value=number * (10_000 if "万" in sum_ else 1),
        label="x",
    )
    return Sum(amount, "/amounts/0/value", (start, start + len(sum_)))


def test_of_a_real_book(shared: Path) -> None:
    book = read(shared / "real" / "budget-book-2023-pages-29-32.pdf")
    (match,) = link(extract(book).records, lambda _: book.text).joined
    (form,) = match.forms
    (total,) = (whole.value for whole in form.annual if whole.amount.source == "total")
    assert (match.reasons, form.year, total) == ((SUM,), 2023, 4_100_000)


class TestWritten:
    BOOK = Book().form(WIDENING, "4300000.00元").narrative(WIDENING, QUARTERS).form(PLANTING)

    @pytest.fixture
    def facts(self) -> Graph:
        corpus = linked(self.BOOK)
        lines = [*link_quads(corpus, NS)]
        for record in self.BOOK.records:
            lines += form_quads(record, self.BOOK.text, NS, links=corpus.links)
        return Graph().parse(data="".join(lines), format="nt")

    def test_the_project_is_one_node(self, facts: Graph) -> None:
        projects = set(facts.subjects(RDF.type, jx("Project")))
        assert {str(facts.value(project, SKOS.prefLabel)) for project in projects} == {WIDENING, PLANTING}
        (project,) = facts.subjects(SKOS.prefLabel, Literal(WIDENING))
        assert len(list(facts.subjects(jx("describes"), project))) == 2
        assert len(list(facts.subject_objects(jx("heading")))) == 3
        assert {str(facts.value(each, jx("text"))) for each in facts.subjects(jx("project"), project)} >= {
            f"概况{record.source.start}" for record in self.BOOK.records[:2]
        }

    def test_the_narratives_own_node_leads_on_and_says_why(self, facts: Graph) -> None:
        ((member, project),) = facts.subject_objects(DCTERMS.isReplacedBy)
        form, narrative, _ = self.BOOK.records
        assert str(project) == project_iri(project_key(form), NS)
        assert str(member) == project_iri(project_key(narrative), NS)
        assert set(facts.objects(member, jx("mergeReason"))) == {URIRef(concept("merge-reason/project-name"))}
        (evidence,) = facts.objects(member, jx("evidence"))
        assert str(facts.value(evidence, URIRef("http://www.w3.org/ns/oa#exact"))) == WIDENING

    def test_another_name_of_the_project_is_one_more_label(self) -> None:
        book = Book().form(WIDENING, "410万元").narrative("道路改造", QUARTERS)
        corpus = linked(book)
        lines = [
            line for record in book.records for line in form_quads(record, book.text, NS, links=corpus.links)
        ]
        facts = Graph().parse(data="".join(lines), format="nt")
        (project,) = facts.subjects(RDF.type, jx("Project"))
        assert list(facts.objects(project, SKOS.prefLabel)) == [Literal(WIDENING)]
        assert list(facts.objects(project, SKOS.altLabel)) == [Literal("道路改造")]

    def test_a_finding_leads_to_the_quarters(self, facts: Graph) -> None:
        (finding,) = facts.subjects(jx("code"), Literal("sum-quarters"))
        exact = URIRef("http://www.w3.org/ns/oa#exact")
        assert {str(facts.value(e, exact)) for e in facts.objects(finding, jx("evidence"))} == set(QUARTERS)
        assert facts.value(finding, jx("subject")) == facts.value(
            predicate=SKOS.prefLabel, object=Literal(WIDENING)
        )


def jx(name: str) -> URIRef:
    return URIRef(term(name))
