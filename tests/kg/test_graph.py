"""What `kg.graph` states of a record: values, identity, evidence, size, and safety."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import chain
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD
from specimen import specimen

import ontology
from extractors import extract_forms
from extractors.indicators import category_concept
from extractors.read import read
from extractors.records import (
    Amount,
    Evaluation,
    Indicator,
    Mention,
    Milestone,
    Project,
    Record,
    Source,
    SubProject,
    Target,
    Unit,
)
from kg.graph import document_quads, form_quads, run_quads
from kg.graph.links import Body, Links
from kg.graph.ntriples import bound, canonical, coded, string
from kg.graph.projects import place_of
from ontology.iris import PREFIXES, Namespace, concept, expand, term

NS = Namespace()
JX = PREFIXES["jx"]
NETWORK_TERMS = ("measureOf", "projectCount", "degree", "strength", "betweenness", "pageRank", "community")
BUDGET = 900
BUDGET_OF_SELF_EVALUATION = 1700
"""Of as many rows: each has an actual value beside its target, and a weight and a score with their evidence."""


def lines(record: Record, text: str, ns: Namespace = NS) -> list[str]:
    source = record.source
    return [*document_quads(source.sha256, source.path, ns), *run_quads(ns), *form_quads(record, text, ns)]


def graph(record: Record, text: str) -> Graph:
    return Graph().parse(data="".join(lines(record, text)), format="nt")


def with_(record: Record, **changes: object) -> Record:
    return msgspec.structs.replace(record, **changes)


def with_schemes(g: Graph) -> Graph:
    """The graph beside the ontology and the schemes, as a build has it."""
    for name in ontology.LOADED:
        g.parse(ontology.path(name))
    return g


def jx(name: str) -> URIRef:
    return URIRef(term(name))


@pytest.fixture(scope="module")
def record_and_text() -> tuple[Record, str]:
    return specimen()


@pytest.fixture(scope="module")
def facts(record_and_text: tuple[Record, str]) -> Graph:
    return graph(*record_and_text)


JUDGED = ("weight", "score", "deviation")


def text_of(g: Graph, node: URIRef, name: str) -> str | None:
    found = g.value(node, jx(name))
    return None if found is None else str(found)


def moved(record: Record) -> Source:
    """The source of a form further on in another document."""
    return msgspec.structs.replace(record.source, sha256="1" * 64, start=7)


def only(g: Graph, cls: str) -> URIRef:
    (found,) = g.subjects(RDF.type, jx(cls))
    return found


@pytest.mark.parametrize(
    ("cls", "count"),
    [
        ("Document", 1),
        ("PerformanceForm", 1),
        ("BudgetUnit", 1),
        ("Project", 1),
        ("SubProject", 3),
        ("BudgetAmount", 8),
        ("Goal", 2),
        ("Section", 6),
        ("Indicator", 25),
        ("Target", 25),
        ("ActualValue", 0),
        ("PolicyCitation", 5),
        ("PolicyDocument", 4),  # an approval is cited and is no policy
        ("IssuingBody", 1),
        ("Finding", 4),
        ("ExtractionRun", 1),
    ],
)
def test_every_part_of_the_record_has_its_nodes(facts: Graph, cls: str, count: int) -> None:
    assert len(set(facts.subjects(RDF.type, jx(cls)))) == count


def test_a_form_of_25_rows_stays_within_the_budget(record_and_text: tuple[Record, str]) -> None:
    assert len(lines(*record_and_text)) <= BUDGET


def test_a_self_evaluation_of_25_rows_stays_within_its_budget() -> None:
    record, text = specimen()
    whole = ((0, 2),)
    spans = {f"/indicators/{i}/{part}": whole for i in range(25) for part in ("actual", "weight", "score")}
    rows = tuple(
        msgspec.structs.replace(row, actual=row.target, weight=Decimal(4), score=Decimal(4))
        for row in record.indicators
    )
    judged = with_(record, form_kind="self-evaluation", indicators=rows, spans=record.spans | spans)
    assert len(lines(judged, text)) <= BUDGET_OF_SELF_EVALUATION


def test_no_line_comes_twice(record_and_text: tuple[Record, str]) -> None:
    assert max(Counter(lines(*record_and_text)).values()) == 1


def test_the_same_record_gives_the_same_lines(record_and_text: tuple[Record, str]) -> None:
    record, text = record_and_text
    moved = with_(record, source=msgspec.structs.replace(record.source, path="/elsewhere/form.txt"))
    assert lines(moved, text) == lines(record, text)


def test_another_base_changes_nothing_but_the_base(record_and_text: tuple[Record, str]) -> None:
    other = Namespace("http://example.org/x/")
    shifted = "".join(lines(*record_and_text, ns=other)).replace(other.base, NS.base)
    assert shifted == "".join(lines(*record_and_text))


@pytest.mark.parametrize(
    ("cls", "prefix_and_name", "value"),
    [
        ("Document", "jx:fileName", Literal("form.txt")),
        ("PerformanceForm", "jx:fiscalYear", Literal(2019)),
        ("PerformanceForm", "dcterms:title", Literal("上海市财政支出项目绩效目标申报表")),
        ("PerformanceForm", "jx:framework", URIRef(concept("shanghai-2019"))),
        ("PerformanceForm", "jx:formKind", URIRef(concept("form-kind/target"))),
        ("BudgetUnit", "skos:prefLabel", Literal("上海市测试科普馆")),
        ("BudgetUnit", "skos:altLabel", Literal("上海市测试展示中心")),
        ("Project", "skos:prefLabel", Literal("科普展览更新（一期）")),
        ("Project", "schema:startDate", Literal("2019-01-01", datatype=XSD.date)),
        ("Project", "jx:projectType", Literal("其他一次性项目")),
        ("Project", "jx:fundUse", Literal("其他事业专业类")),
    ],
)
def test_facts_of_the_header(facts: Graph, cls: str, prefix_and_name: str, value: object) -> None:
    assert list(facts.objects(only(facts, cls), URIRef(expand(prefix_and_name)))) == [value]


def test_an_amount_says_what_it_is_an_amount_of(facts: Graph) -> None:
    (amount,) = facts.subjects(jx("value"), Literal(Decimal(300000)))
    stated = {p: o for p, o in facts.predicate_objects(amount) if p != jx("evidence")}
    assert stated == {
        RDF.type: jx("BudgetAmount"),
        jx("project"): only(facts, "Project"),
        jx("scope"): URIRef(concept("scope/annual")),
        jx("fiscalYear"): Literal(2019),
        jx("phase"): URIRef(concept("phase/requested")),
        jx("fundSource"): URIRef(concept("fund-source/fiscal")),
        jx("value"): Literal(Decimal(300000)),
        jx("printedLabel"): Literal("项目预算2（元）"),
    }


def test_the_amount_of_a_sub_project_is_not_the_projects_own(facts: Graph) -> None:
    parts = set(facts.subjects(RDF.type, jx("SubProject")))
    owners = Counter(
        facts.value(a, jx("project")) in parts for a in facts.subjects(RDF.type, jx("BudgetAmount"))
    )
    assert owners == {False: 5, True: 3}


def test_a_target_is_comparable_by_number(facts: Graph) -> None:
    (target,) = facts.subjects(jx("text"), Literal("≥6次"))
    stated = {p: o for p, o in facts.predicate_objects(target) if p not in (jx("evidence"), jx("indicator"))}
    assert stated == {
        RDF.type: jx("Target"),
        jx("project"): only(facts, "Project"),
        jx("text"): Literal("≥6次"),
        jx("comparator"): URIRef(concept("comparator/ge")),
        jx("low"): Literal(Decimal(6)),
        jx("unitOfMeasure"): URIRef(concept("unit/time")),
    }


def test_only_citations_of_role_basis_make_a_policy_basis(facts: Graph) -> None:
    bases = facts.objects(only(facts, "Project"), jx("hasPolicyBasis"))
    labels = {str(facts.value(policy, SKOS.prefLabel)) for policy in bases}
    assert labels == {"沪科〔2015〕30号", "沪府发〔2016〕5号", "国发〔2006〕7号"}


def test_an_approval_keeps_its_number_and_title_on_the_citation(facts: Graph) -> None:
    (citation,) = facts.subjects(jx("number"), Literal("沪科党〔2010〕12号"))
    assert facts.value(citation, RDF.type) == jx("PolicyCitation")
    assert facts.value(citation, DCTERMS.title) == Literal("关于设立科普展示馆的批复")
    assert facts.value(citation, jx("policy")) is None


@pytest.mark.parametrize(
    ("code", "about"),
    [
        ("value-missing", "Target"),
        ("period-outside-year", "Project"),
        ("issuer-name-differs", "PolicyCitation"),
        ("basis-without-document", "Project"),
    ],
)
def test_a_finding_points_to_what_it_is_about(facts: Graph, code: str, about: str) -> None:
    (finding,) = facts.subjects(jx("code"), Literal(code))
    assert facts.value(facts.value(finding, jx("subject")), RDF.type) == jx(about)


class TestEvidence:
    def test_holds_the_characters_of_its_span(
        self, facts: Graph, record_and_text: tuple[Record, str]
    ) -> None:
        text = record_and_text[1]
        for evidence in facts.subjects(RDF.type, jx("Evidence")):
            start, end = (int(facts.value(evidence, jx(p))) for p in ("start", "end"))
            assert str(facts.value(evidence, URIRef(expand("oa:exact")))) == text[start:end]

    def test_of_a_plain_fact_names_a_fact_that_is_in_the_graph(self, facts: Graph) -> None:
        stated = [
            (s, facts.value(e, RDF.predicate), facts.value(e, RDF.object))
            for e, s in facts.subject_objects(RDF.subject)
        ]
        assert set(stated) <= set(facts)
        assert {p for _, p, _ in stated} == {
            URIRef(expand(name))
            for name in (
                "skos:prefLabel",
                "skos:altLabel",
                "jx:unit",
                "jx:fiscalYear",
                "schema:startDate",
                "schema:endDate",
                "jx:projectType",
                "jx:fundUse",
            )
        }

    def test_stands_at_the_pointer_of_the_fact(self, facts: Graph) -> None:
        form = only(facts, "PerformanceForm")
        (target,) = facts.subjects(jx("text"), Literal("≥6次"))
        assert facts.value(target, jx("evidence")) == URIRef(f"{form}#/indicators/6/target")

    @pytest.mark.parametrize(
        "cls", ["SubProject", "BudgetAmount", "Target", "PolicyCitation", "Finding", "Goal", "Section"]
    )
    def test_stands_behind_every_node(self, facts: Graph, cls: str) -> None:
        assert all((node, jx("evidence"), None) in facts for node in facts.subjects(RDF.type, jx(cls)))

    def test_of_values_in_one_field_is_told_apart(self, record_and_text: tuple[Record, str]) -> None:
        record, text = record_and_text
        two = msgspec.structs.replace(record.project, types=("结转项目", "其他一次性项目"))
        g = graph(with_(record, project=two), text)
        found = {
            (str(e).partition("#")[2].partition(";")[0], str(g.value(e, RDF.object)))
            for e in g.subjects(RDF.predicate, jx("projectType"))
        }
        assert found == {("/project/types", "结转项目"), ("/project/types", "其他一次性项目")}

    @pytest.mark.parametrize(("narrower", "pointer"), [(0, "/indicators/6/target"), (1, "/findings/0")])
    def test_of_a_finding_is_that_of_the_field_it_is_about(
        self, record_and_text: tuple[Record, str], narrower: int, pointer: str
    ) -> None:
        record, text = record_and_text
        ((start, end),) = record.spans["/indicators/6/target"]
        finding = msgspec.structs.replace(
            record.findings[0], field="/indicators/6/target", start=start + narrower, end=end
        )
        g = graph(with_(record, findings=(finding,)), text)
        evidence = g.value(only(g, "Finding"), jx("evidence"))
        assert evidence == URIRef(f"{only(g, 'PerformanceForm')}#{pointer}")

    def test_of_a_value_in_two_places_stands_twice(self, record_and_text: tuple[Record, str]) -> None:
        record, text = record_and_text
        spans = record.spans | {"/indicators/6/target": ((3, 4), (8, 10))}
        g = graph(with_(record, spans=spans), text)
        (target,) = g.subjects(jx("text"), Literal("≥6次"))
        places = {int(g.value(e, jx("start"))) for e in g.objects(target, jx("evidence"))}
        assert places == {3, 8}


class TestPages:
    STARTS = ((0, 3), (40, 4), (90, 6))

    def test_evidence_stands_on_the_page_of_its_first_character(
        self, record_and_text: tuple[Record, str]
    ) -> None:
        record, text = record_and_text
        g = Graph().parse(data="".join(form_quads(record, text, NS, pages=self.STARTS)), format="nt")
        found = {
            int(g.value(e, jx("start"))): int(g.value(e, jx("page")))
            for e in g.subjects(RDF.type, jx("Evidence"))
        }
        assert found == {start: 3 if start < 40 else 4 if start < 90 else 6 for start in found}
        assert set(found.values()) == {3, 4, 6}

    def test_a_document_without_pages_has_none(self, record_and_text: tuple[Record, str]) -> None:
        assert (None, jx("page"), None) not in graph(*record_and_text)


class TestRows:
    @staticmethod
    def graph_of(record: Record, text: str, *rows: Indicator, **changes: object) -> Graph:
        return graph(with_(record, indicators=rows, findings=(), **changes), text)

    def test_a_row_without_a_value_is_kept(self, record_and_text: tuple[Record, str]) -> None:
        row = Indicator(level1="产出目标", level2="数量目标", name="场次", target=None)
        g = self.graph_of(*record_and_text, row)
        target = only(g, "Target")
        assert (target, jx("text"), None) not in g
        assert g.value(g.value(target, jx("indicator")), SKOS.prefLabel) == Literal("场次")
        assert str(g.value(target, jx("evidence"))).endswith("#/indicators/0/name")

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (
                {"target": "≥3场", "actual": "4场", "weight": 10, "score": "9.50", "deviation": "因雨"},
                {
                    ("Target", "≥3场"): {},
                    ("ActualValue", "4场"): {"weight": "10", "score": "9.5", "deviation": "因雨"},
                },
            ),
            (
                {"target": "≥3场", "weight": 10, "score": 0},
                {("Target", "≥3场"): {}, ("ActualValue", None): {"weight": "10", "score": "0"}},
            ),
            (
                {"target": "≥3场", "deviation": "未开展"},
                {("Target", "≥3场"): {}, ("ActualValue", None): {"deviation": "未开展"}},
            ),
            ({"actual": "4场", "score": 5}, {("ActualValue", "4场"): {"score": "5"}}),
            ({"weight": 5}, {("Target", None): {"weight": "5"}}),
            (
                {"target": "≥3场", "target_whole_period": "≥9场", "weight": 5},
                {("Target", "≥3场"): {"weight": "5"}, ("Target", "≥9场"): {}},
            ),
            ({"target_whole_period": "≥9场", "weight": 5}, {("Target", "≥9场"): {"weight": "5"}}),
            ({}, {("Target", None): {}}),
        ],
    )
    def test_values_of_a_row_and_what_is_said_of_them(self, row: dict, expected: dict) -> None:
        g = self.judged(row)
        values = {
            (cls, text_of(g, value, "text")): value
            for cls in ("Target", "ActualValue")
            for value in g.subjects(RDF.type, jx(cls))
        }
        said = {
            of: {name: told for name in JUDGED if (told := text_of(g, value, name)) is not None}
            for of, value in values.items()
        }
        assert said == expected
        assert all((value, jx("evidence"), None) in g for value in values.values())

    def test_weight_score_and_deviation_have_their_places(self) -> None:
        row = {"target": "≥3场", "actual": "4场", "weight": 10, "score": "9.50", "deviation": "因雨"}
        g = self.judged(row)
        actual, exact = only(g, "ActualValue"), URIRef(expand("oa:exact"))
        found = {
            (
                str(e).partition("#")[2],
                str(g.value(e, exact)),
                g.value(e, RDF.predicate),
                g.value(e, RDF.object),
            )
            for e in g.subjects(RDF.subject, actual)
        }
        assert found == {
            ("/indicators/0/weight", "10", jx("weight"), Literal(Decimal(10))),
            ("/indicators/0/score", "9.50", jx("score"), Literal(Decimal("9.5"))),
            ("/indicators/0/deviation", "因雨", jx("deviation"), Literal("因雨")),
        }

    def test_a_target_of_the_whole_period_has_a_scope_and_its_own_place(self) -> None:
        g = self.judged({"target": "≥3场", "target_whole_period": "≥3场"})
        scopes = {
            g.value(target, jx("scope")): str(g.value(target, jx("evidence"))).rpartition("/")[2]
            for target in g.subjects(RDF.type, jx("Target"))
        }
        assert scopes == {None: "target", URIRef(concept("scope/project")): "target_whole_period"}

    def test_form_and_self_evaluation_share_a_target_and_the_actual_value_stands_beside_it(self) -> None:
        row = {"target": "≥3场", "weight": 8}
        asked, judged = (self.page(row), self.page(row | {"actual": "4场", "score": 8}))
        later = with_(judged[0], form_kind="self-evaluation", source=moved(judged[0]))
        g = graph(*asked) + graph(later, judged[1])
        target, actual = only(g, "Target"), only(g, "ActualValue")
        assert {str(e).partition("#")[0] for e in g.objects(target, jx("evidence"))} == {
            str(form) for form in g.subjects(RDF.type, jx("PerformanceForm"))
        }
        for shared in ("project", "indicator"):
            assert set(g.objects(target, jx(shared))) == set(g.objects(actual, jx(shared)))

    @classmethod
    def judged(cls, row: dict[str, object]) -> Graph:
        return graph(*cls.page(row))

    @staticmethod
    def page(row: dict[str, object]) -> tuple[Record, str]:
        """The specimen with one row, whose cells are printed and have their spans."""
        record, text = specimen(0)
        spans = {p: s for p, s in record.spans.items() if not p.startswith("/indicators/")}
        for name, printed in {"name": "场次", **row}.items():
            spans[f"/indicators/0/{name}"] = ((len(text), len(text) + len(str(printed))),)
            text += f"{printed}\t"
        targets = {
            name: Target(text=str(row[name])) if name in row else None
            for name in ("target", "target_whole_period", "actual")
        }
        numbers = {name: Decimal(str(row[name])) for name in ("weight", "score") if name in row}
        one = Indicator(
            level1="产出目标",
            level2="数量目标",
            name="场次",
            deviation=row.get("deviation"),
            **targets,
            **numbers,
        )
        return with_(record, indicators=(one,), findings=(), spans=spans), text

    def test_further_values_of_one_text(self, record_and_text: tuple[Record, str]) -> None:
        more = (Target(text=None, comparator=">=", low=Decimal(20000), unit="份", kind="quantity"),)
        target = Target(text="≥100人，≥20000份", comparator=">=", low=Decimal(100), unit="人", more=more)
        g = self.graph_of(*record_and_text, Indicator(level1=None, level2=None, name="x", target=target))
        (further,) = g.objects(only(g, "Target"), jx("furtherValue"))
        assert g.value(further, jx("low")) == Literal(Decimal(20000))

    def test_an_unknown_category_is_a_concept_of_the_data(self, record_and_text: tuple[Record, str]) -> None:
        row = Indicator(level1="产出目标", level2="声望目标", name="x", target=None)
        g = self.graph_of(*record_and_text, row)
        local = only(g, "IndicatorCategory")
        assert g.value(local, SKOS.prefLabel) == Literal("声望目标")
        assert g.value(local, SKOS.broader) == URIRef(concept("shanghai-2019/output"))
        assert g.value(local, jx("reviewStatus")) == URIRef(concept("review-status/unreviewed"))
        assert g.value(only(g, "Indicator"), SKOS.broader) == local

    @pytest.mark.parametrize(
        ("row", "match", "slug"),
        [
            (("产出目标", "数量目标", "培训人数"), "exactMatch", "persons/training"),
            (("产出目标", "数量目标", "参训人数（人）"), "exactMatch", "persons/training"),
            (("产出目标", None, "培训人数"), "exactMatch", "persons/training"),
            (("投入和管理目标", "财务管理", "管理制度健全性"), "exactMatch", "financial-system"),
            (("投入和管理目标", "项目实施管理", "管理制度健全性"), "exactMatch", "management-system"),
            # A category that the framework does not have: the one above counts.
            (("产出目标", "声望目标", "人数"), "exactMatch", "persons"),
            ((None, None, "预算执行率"), "exactMatch", "budget-execution-rate"),
            (("产出目标", "数量目标", "线上培训人数"), "broadMatch", "persons/training"),
            (("效果目标", "社会效益目标", "提升城市形象"), None, None),
            ((None, None, "成本"), None, None),
        ],
    )
    def test_an_indicator_leads_to_one_concept_at_most(
        self,
        record_and_text: tuple[Record, str],
        row: tuple[str | None, str | None, str],
        match: str | None,
        slug: str | None,
    ) -> None:
        level1, level2, name = row
        one = Indicator(level1=level1, level2=level2, name=name, target=Target(text="1"))
        g = self.graph_of(*record_and_text, one)
        indicator = only(g, "Indicator")
        found = [(p, o) for p in (SKOS.exactMatch, SKOS.broadMatch) for o in g.objects(indicator, p)]
        assert found == ([(SKOS[match], URIRef(concept(f"common-indicator/{slug}")))] if match else [])
        assert all((to, RDF.type, jx("IndicatorConcept")) in with_schemes(g) for _, to in found)

    def test_one_indicator_under_two_spellings(self, record_and_text: tuple[Record, str]) -> None:
        rows = [
            Indicator(level1="产出目标", level2="数量目标", name=name, target=Target(text="1"))
            for name in ("人数（人）", "人数 (人)", "1.人数")
        ]
        g = self.graph_of(*record_and_text, *rows)
        indicator = only(g, "Indicator")
        assert list(g.objects(indicator, SKOS.prefLabel)) == [Literal("人数")]
        printed = {str(label) for label in g.objects(indicator, SKOS.altLabel)}
        assert printed == {"人数（人）", "人数 (人)", "1.人数"}


@pytest.mark.parametrize(
    ("framework", "level1", "level2", "slug"),
    [
        ("shanghai-2019", "产出目标", "数量目标", "shanghai-2019/output/quantity"),
        ("shanghai-2019", "产出指标", "数量指标", "shanghai-2019/output/quantity"),
        ("shanghai-2019", "产出目标", None, "shanghai-2019/output"),
        ("shanghai-2019", None, "部门协助", "shanghai-2019/influence/cooperation"),
        ("shanghai-2019", "效果目标", "环境(生态)效益目标", "shanghai-2019/effect/ecological"),
        ("shanghai-district-2023", "成本指标", None, "shanghai-district-2023/cost"),
        ("shanghai-district-2023", "产出指标", "成本指标", "shanghai-district-2023/output/cost"),
        ("ministry-2015", "满意度 指标", "服务对象\n满意度指标", "ministry-2015/satisfaction/service-users"),
        ("shanghai-2019", "产出目标", "满意度目标", None),
        ("shanghai-2019", None, None, None),
        (None, "产出目标", "数量目标", None),
        ("no-such-framework", "产出目标", "数量目标", None),
    ],
)
def test_categories(framework: str | None, level1: str | None, level2: str | None, slug: str | None) -> None:
    assert category_concept(framework, level1, level2) == slug


class TestMissing:
    """What a form does not say is not stated."""

    def test_a_form_without_unit_and_project_name(self, record_and_text: tuple[Record, str]) -> None:
        record, text = record_and_text
        g = graph(with_(record, unit=Unit(), project=Project(), year=None), text)
        assert (None, RDF.type, jx("BudgetUnit")) not in g
        project = only(g, "Project")
        assert g.value(project, SKOS.prefLabel) is None
        assert str(project) == NS.project(
            code=None, unit=None, name=None, year=None, form=str(only(g, "PerformanceForm"))
        )

    def test_a_unit_does_not_supervise_itself(self, record_and_text: tuple[Record, str]) -> None:
        record, text = record_and_text
        assert (None, jx("supervisedBy"), None) not in graph(with_(record, department=record.unit.name), text)
        g = graph(with_(record, department="上海市测试委员会"), text)
        (department,) = g.objects(None, jx("supervisedBy"))
        assert g.value(department, SKOS.prefLabel) == Literal("上海市测试委员会")

    def test_two_quarters_of_one_sum_stay_two(self, record_and_text: tuple[Record, str]) -> None:
        record, text = record_and_text
        quarters = [
            Amount(
                scope="quarter",
                fiscal_year=2019,
                phase="requested",
                source="total",
                value=Decimal("1.50"),
                name=name,
                label=name,
            )
            for name in ("第一季度", "第二季度")
        ]
        g = graph(with_(record, amounts=tuple(quarters), subprojects=()), text)
        assert {str(p) for p in g.objects(None, jx("period"))} == {"第一季度", "第二季度"}

    def test_a_part_of_an_amount_leads_to_it_and_has_no_source(
        self, record_and_text: tuple[Record, str]
    ) -> None:
        import pyshacl

        record, text = record_and_text
        whole = Amount(
            scope="annual",
            fiscal_year=2019,
            phase="requested",
            source="fiscal",
            value=Decimal(30),
            label="财政拨款",
        )
        halves = [
            msgspec.structs.replace(whole, source=None, value=Decimal(15), label=label, part_of="/amounts/0")
            for label in ("一般公共预算", "政府性基金预算")
        ]
        spans = {**record.spans, "/amounts/1/value": ((0, 1),), "/amounts/2/value": ((0, 1),)}
        g = graph(with_(record, amounts=(whole, *halves), subprojects=(), spans=spans), text)
        (fiscal,) = g.subjects(jx("value"), Literal(Decimal(30)))
        parts = set(g.subjects(jx("value"), Literal(Decimal(15))))
        assert set(g.subjects(DCTERMS.isPartOf, fiscal)) == parts
        assert len(parts) == 2
        assert not any(g.value(part, jx("fundSource")) for part in parts)
        shapes = Graph().parse(ontology.path("shapes.ttl"))
        _, _, report = pyshacl.validate(with_schemes(g), shacl_graph=shapes)
        assert "BudgetAmount" not in report, report


@pytest.mark.parametrize(
    ("value", "spelling"),
    [
        ("1.50", "1.5"),
        ("1.5", "1.5"),
        ("100", "100"),
        ("100.00", "100"),
        ("9.7E+6", "9700000"),
        ("1E-7", "0.0000001"),
        ("-0.00", "0"),
        ("-0", "0"),
        ("0.10", "0.1"),
        ("12345678901234567890123456789012.50", "12345678901234567890123456789012.5"),
    ],
)
def test_equal_numbers_have_one_spelling(value: str, spelling: str) -> None:
    assert canonical(Decimal(value)) == spelling


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1.50"), f'"1.5"^^<{XSD.decimal}>'),
        ("2019-02-28", f'"2019-02-28"^^<{XSD.date}>'),
        ("2019-02-30", '"2019-02-30"'),
        ("2019-06", f'"2019-06"^^<{XSD.gYearMonth}>'),
        ("2019", f'"2019"^^<{XSD.gYear}>'),
        (None, None),
    ],
)
def test_bounds(value: Decimal | str | None, written: str | None) -> None:
    assert bound(value) == written


@pytest.mark.parametrize("symbol", [">=", ">", "<=", "<", "=", "~", "range", "baseline", "qualitative"])
def test_comparators_are_concepts_of_the_scheme(symbol: str) -> None:
    schemes = Graph().parse(ontology.path("schemes.ttl"))
    slug = URIRef((coded("comparator", symbol) or "").strip("<>"))
    assert list(schemes.objects(slug, SKOS.notation)) == [Literal(symbol)]


HOSTILE = [
    'say "no"',
    "back\\slash",
    "line\nfeed\r\nand\ttab",
    "\x00\x01\x08\x0b\x0c\x1f\x7f\x85\u2028\u2029",
    "\ufffe\uffff",
    "<script>alert('x')</script> . <s> <p> <o> .",
    '" . <http://evil> <http://evil> "',
    "𠮷𝔘😀",
    "\\u0041 \\n",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_it_was(text: str) -> None:
    line = f"<http://x/s> <http://x/p> {string(text)} .\n"
    for parsed in (Graph().parse(data=line, format="nt"), Dataset().parse(data=line, format="nquads")):
        assert [str(statement[2]) for statement in parsed] == [text]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    line = f"<http://x/s> <http://x/p> {string(text)} .\n"
    assert [str(o) for o in Graph().parse(data=line, format="nt").objects()] == [text]
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_leave_the_graph_whole(record_and_text: tuple[Record, str], text: str) -> None:
    record, document = record_and_text
    record = with_(
        record,
        form_title=text,
        unit=Unit(name=text, aliases=(text,), role=text, code=text),
        department=f"{text}局",
        project=Project(name=text, code=text, start=text, end=text, types=(text,), nature=text),
        subprojects=(SubProject(name=text, amount=None),),
        narratives={text: text},
        milestones=(Milestone(period=text, text=text),),
        indicators=(Indicator(level1=text, level2=text, name=text, target=Target(text=text, unit=text)),),
        framework=text,
    )
    g = graph(record, document)
    assert (None, jx("text"), Literal(text)) in g
    assert all(" " not in node and "<" not in node for node in g.all_nodes() if isinstance(node, URIRef))


class TestDeclared:
    """Everything that is written is declared, in our own ontology or by those we borrow from."""

    BORROWED = frozenset(
        map(
            expand,
            [
                "rdf:type",
                "rdf:subject",
                "rdf:predicate",
                "rdf:object",
                "skos:prefLabel",
                "skos:altLabel",
                "skos:broader",
                "skos:inScheme",
                "skos:exactMatch",
                "skos:broadMatch",
                "dcterms:isPartOf",
                "dcterms:title",
                "schema:startDate",
                "schema:endDate",
                "schema:QuantitativeValue",
                "oa:hasSource",
                "oa:exact",
                "prov:wasGeneratedBy",
            ],
        )
    )

    @pytest.fixture
    def everything(self) -> Graph:
        record, text = specimen()
        full = with_(
            record,
            department="上海市测试委员会",
            source=msgspec.structs.replace(record.source, page=3),
            unit=msgspec.structs.replace(record.unit, role="所属单位", code="123"),
            project=Project(
                name="x",
                code="51",
                types=("a",),
                fund_uses=("b",),
                nature="c",
                category="d",
                function_code="e",
            ),
            milestones=(Milestone(period="第一季度", text="x", amount=Decimal(1)),),
            indicators=(
                Indicator(
                    level1="产出目标",
                    level2="声望目标",
                    name="x",
                    target=Target(
                        text="1",
                        comparator="range",
                        low=Decimal(1),
                        high=Decimal(2),
                        baseline_year=2018,
                        change="increase",
                        kind="quantity",
                        unit="次",
                        more=(Target(text=None, comparator="=", low=Decimal(1), high=Decimal(1)),),
                    ),
                    target_whole_period=Target(text="2"),
                    actual=Target(text="3"),
                    weight=Decimal(1),
                    score=Decimal(1),
                    deviation="y",
                ),
            ),
            findings=record.findings[1:],
            mentions=(Mention(text="科技部", label="ORG", source="rule", start=0, end=3),),
            evaluation=Evaluation(**dict.fromkeys(Evaluation.__struct_fields__, Decimal(9))),
            spans=record.spans
            | dict.fromkeys(
                (
                    "/milestones/0/text",
                    "/indicators/0/target_whole_period",
                    "/indicators/0/actual",
                    "/project/code",
                    "/project/name",
                ),
                ((0, 3),),
            ),
        )
        links = Links(
            bodies={("", "科技部"): Body("issuing-body", "科技部")}, unequal={place_of(full): frozenset({0})}
        )
        data = "".join(
            [
                *lines(full, text),
                *form_quads(full, text, NS, links=links, pages=((0, 3),)),
                *run_quads(NS, "personal-data"),
            ]
        )
        other, other_text = specimen(year=2017)
        data += "".join(lines(with_(other, unit=Unit(), department="上海市测试委员会"), other_text))
        return Graph().parse(data=data + "".join(lines(*specimen(year=2018))), format="nt")

    @pytest.fixture
    def declared(self) -> set[str]:
        g = Graph().parse(ontology.path("jixiao.ttl"))
        kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        return {str(s) for kind in kinds for s in g.subjects(RDF.type, kind)}

    def test_every_class_and_predicate_is_declared(self, everything: Graph, declared: set[str]) -> None:
        used = set(map(str, everything.predicates())) | set(map(str, everything.objects(None, RDF.type)))
        assert used - declared - self.BORROWED == set()

    def test_every_own_property_is_written_somewhere(self, everything: Graph, declared: set[str]) -> None:
        used = set(map(str, everything.predicates())) | set(map(str, everything.objects(None, RDF.type)))
        elsewhere = {term("categoryKind"), term("mergeReason")}  # schemes.ttl, kg.link
        elsewhere |= {term(name) for name in ("continues", "continuation", "region")}  # kg.link
        elsewhere |= {term(name) for name in ("dimension", "baseUnit", "conversionMultiplier")}  # units.ttl
        elsewhere |= {term("IndicatorConcept"), term("polarity")}  # indicators.ttl
        elsewhere |= {term(name) for name in NETWORK_TERMS}  # outputs.network
        assert declared - used - elsewhere == set()

    def test_domains_and_ranges_hold(self, everything: Graph) -> None:
        terms = Graph().parse(ontology.path("jixiao.ttl"))
        schemes = Graph().parse(ontology.path("schemes.ttl"))
        subclasses = {s: o for s, o in terms.subject_objects(RDFS.subClassOf) if str(o).startswith(JX)}
        types = {s: {o, subclasses.get(o)} for s, o in (everything + schemes).subject_objects(RDF.type)}
        for side, index in ((RDFS.domain, 0), (RDFS.range, 2)):
            for prop, cls in terms.subject_objects(side):
                if not str(cls).startswith(JX):
                    continue
                for statement in everything.triples((None, prop, None)):
                    assert cls in types[statement[index]], statement

    def test_the_graph_conforms_to_the_shapes(self, everything: Graph) -> None:
        import pyshacl

        data = with_schemes(Graph() + everything)
        conforms, _, report = pyshacl.validate(data, shacl_graph=Graph().parse(ontology.path("shapes.ttl")))
        assert conforms, report


def test_the_shapes_notice_what_is_wrong(record_and_text: tuple[Record, str]) -> None:
    import pyshacl

    g = graph(*record_and_text)
    target = next(g.subjects(RDF.type, jx("Target")))
    g.remove((target, jx("evidence"), None))
    g.add((target, jx("comparator"), URIRef(concept("phase/requested"))))
    with_schemes(g)
    conforms, report, _ = pyshacl.validate(g, shacl_graph=Graph().parse(ontology.path("shapes.ttl")))
    sh = PREFIXES["sh"]
    paths = {str(o).removeprefix(JX) for o in report.objects(None, URIRef(sh + "resultPath"))}
    assert not conforms
    assert paths == {"evidence", "comparator"}


def test_real_forms_conform(shared: Path) -> None:
    import pyshacl

    source = shared / "seeds" / "forms-2019.txt"
    document = read(source)
    records = extract_forms(source)
    g = Graph().parse(
        data="".join(chain.from_iterable(lines(r, document.text) for r in records)), format="nt"
    )
    with_schemes(g)
    conforms, _, report = pyshacl.validate(g, shacl_graph=Graph().parse(ontology.path("shapes.ttl")))
    assert conforms, report
