"""`ontology/rules.ttl` finds in a graph, by any SHACL processor, what the rules of the same names find in the forms."""

from __future__ import annotations

from hashlib import sha256

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import SH

import ontology
from extractors.document import Document
from extractors.extract import extract
from extractors.read.text import blocks
from kg.check.compiler import compile_shapes
from kg.check.shapes import violations
from kg.graph import document_quads, form_quads, run_quads
from kg.link.rulebook import rulebook
from ontology.iris import Namespace, expand, term

NS = Namespace()
RULES = ontology.path("rules.ttl")
BOX, TICK = '<input type="checkbox"/>', '<input checked="" type="checkbox"/>'
LINES = {
    "unit": "申报单位名称：{unit}（盖章）",
    "note": "",
    "name": "项目名称\t社区科普活动\t\t",
    "types": f"项目类型\t其他一次性项目 {BOX} 其他经常性项目 {TICK}\t\t",
    "period": "开始时间\t2019-01-01\t结束时间\t2019-12-31",
    "overview": "项目概况\t面向社区居民举办科普讲座。\t\t",
    "basis": "立项依据\t《某区科普工作管理办法》（某科〔2018〕5号）\t\t",
    "money": "项目总预算（元）\t300\t项目当年预算（元）\t300",
    "prior": "同名项目上年预算额（元）\t0\t同名项目上年预算执行数（元）\t0",
    "parts": "\t子项目名称\t预算金额（元）\t\n项目当年投入资金构成\t讲座\t100\t\n\t展览\t200\t",
    "goal": "项目总目标\t提升居民科学素养。\t\t",
    "annual": "年度绩效目标\t举办讲座四场。\t\t",
    "head": "一级指标\t二级指标\t三级指标\t指标目标值",
    "rows": "产出目标\t数量目标\t讲座场次\t≥4场\n效果目标\t满意度目标\t居民满意度\t≥85%",
}
GRID = {"prior": "", "parts": ""}
UNIT = "（金额单位：万元）"
JUDGED = GRID | {
    "title": "项目支出绩效自评表\n（2019年度）",
    "money": "项目资金（元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\n\t年度资金总额\t300\t300\t300\t10\n",
    "head": "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分",
}
POINTS = "产出指标\t数量指标\t讲座场次\t≥4场\t4场\t{}\t45\n效益指标\t社会效益指标\t居民知晓率\t≥85%\t90%\t45\t45\n总分\t\t\t\t\t100\t90"

CASES: list[tuple[dict[str, str], set[str]]] = [
    ({}, set()),
    ({"money": "项目总预算（元）\t400\t项目当年预算（元）\t400"}, {"sum-subprojects"}),
    ({"parts": "\t子项目名称\t预算金额（元）\t\n\t讲座\t100\t\n\t展览\t\t"}, set()),
    ({"parts": "\t子项目名称\t预算金额（元）\t\n\t讲座\t150\t\n\t展览\t150\t"}, set()),
    (
        {
            "money": "项目总预算（万元）\t0.04\t项目当年预算（万元）\t0.04",
            "parts": "\t子项目名称\t预算金额（万元）\t\n\t讲座\t0.014\t\n\t展览\t0.021\t",
        },
        set(),
    ),
    (
        GRID | {"money": "年度资金总额（元）\t300\n其中：当年财政拨款\t200\n上年结转资金\t0\n其他资金\t50"},
        {"sum-sources"},
    ),
    (
        GRID | {"money": "年度资金总额（元）\t300\n其中：当年财政拨款\t200\n上年结转资金\t50\n其他资金\t50"},
        set(),
    ),
    (
        GRID | {"money": "年度资金总额（元）\t300\n其中：当年财政拨款\t3000\n其他资金\t0"},
        {"source-exceeds-total"},
    ),
    (GRID | {"money": "年度资金总额（元）\t300\n其中：财政拨款\t200"}, set()),
    (GRID | {"money": "年度资金总额（元）\t300\n其中：财政拨款\t200\n上级资金\t50\n其他资金\t100"}, set()),
    (GRID | {"money": "年度资金总额（元）\t300\n上级资金\t50\n本级财政资金\t200\n其他资金\t50"}, set()),
    (GRID | {"money": "年度资金总额（元）\t300\n其中：财政拨款\t100\n其他资金\t100\n其他资金\t100"}, set()),
    (GRID | {"note": UNIT, "money": "年度资金总额\t100.00\n其中：财政拨款\t33.33\n其他资金\t66.66"}, set()),
    (
        GRID | {"note": UNIT, "money": "年度资金总额\t100.00\n其中：财政拨款\t33.33\n其他资金\t66.60"},
        {"sum-sources"},
    ),
    ({"prior": "同名项目上年预算额（元）\t500\t同名项目上年预算执行数（元）\t0"}, {"prior-executed-zero"}),
    ({"prior": "同名项目上年预算额（元）\t500\t同名项目上年预算执行数（元）\t480"}, set()),
    (
        {
            "types": f"项目类型\t其他一次性项目 {TICK}\t",
            "prior": "同名项目上年预算额（元）\t500\t同名项目上年预算执行数（元）\t500",
        },
        {"one-off-with-prior-budget"},
    ),
    ({"period": "开始时间\t2018-02-01\t结束时间\t2018-12-20"}, {"period-outside-year"}),
    ({"period": "开始时间\t2018-07-01\t结束时间\t2019-06-30"}, set()),
    ({"annual": "年度绩效目标\t提升居民科学素养。\t"}, {"goal-equals-annual"}),
    (JUDGED | {"rows": POINTS.format("45")}, set()),
    (JUDGED | {"rows": POINTS.format("40")}, {"weights-sum"}),
]


def document(number: int, lines: dict[str, str]) -> Document:
    title = lines.get("title", "某区财政支出项目绩效目标申报表\n(2019年)")
    shown = [line for name, line in ({**LINES, **lines}).items() if line and name != "title"]
    text = "\n".join([title, *shown]).format(unit=f"第{number}科普中心") + "\n"
    return Document(
        path=f"{number}.txt", sha256=sha256(text.encode()).hexdigest(), text=text, blocks=blocks(text)
    )


@pytest.fixture(scope="module")
def forms() -> list[tuple[str, set[str]]]:
    """The IRI of each form of `CASES`, and the codes of its findings that the file has a shape for."""
    return [
        (NS.form(NS.document(one.source.sha256), one.source.start), codes) for one, codes, _ in extracted()
    ]


def extracted() -> list[tuple[object, set[str], str]]:
    found = []
    known = set(shapes())
    for number, (lines, _) in enumerate(CASES):
        extraction = extract(document(number, lines))
        (record,) = extraction.records
        found.append((record, {finding.code for finding in record.findings} & known, extraction.text))
    return found


def shapes() -> list[str]:
    graph = rdflib.Graph().parse(RULES)
    return [str(shape).rpartition("/")[2] for shape in graph.subjects(rdflib.RDF.type, SH.NodeShape)]


@pytest.fixture(scope="module")
def lines() -> str:
    written = [*run_quads(NS)]
    for record, _, text in extracted():
        written += document_quads(record.source.sha256, record.source.path, NS)
        written += form_quads(record, text, NS)
    return "".join(written)


def test_the_cases_are_what_they_say(forms: list[tuple[str, set[str]]]) -> None:
    assert [codes for _, codes in forms] == [codes for _, codes in CASES]
    assert set().union(*(codes for _, codes in CASES)) == set(shapes())


def test_compiled_to_sparql_they_find_the_same(forms: list[tuple[str, set[str]]], lines: str) -> None:
    store = ox.Store()
    store.load(lines.encode(), ox.RdfFormat.N_TRIPLES)
    store.load(path=str(ontology.path("jixiao.ttl")), format=ox.RdfFormat.TURTLE)
    found: dict[str, set[str]] = {}
    for violation in violations(store, compile_shapes(RULES)):
        found.setdefault(violation.focus.value, set()).add(violation.constraint.shape.rpartition("/")[2])
        assert "{?" not in violation.message
    assert found == {form: codes for form, codes in forms if codes}


def test_another_shacl_processor_finds_the_same(forms: list[tuple[str, set[str]]], lines: str) -> None:
    data = rdflib.Graph().parse(data=lines, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(RULES))
    assert isinstance(report, rdflib.Graph)
    found: dict[str, set[str]] = {}
    for result in report.objects(None, SH.result):
        code = str(report.value(result, SH.sourceShape)).rpartition("/")[2]
        found.setdefault(str(report.value(result, SH.focusNode)), set()).add(code)
    assert found == {form: codes for form, codes in forms if codes}


def test_shapes_say_what_the_rule_book_says() -> None:
    graph = rdflib.Graph().parse(RULES)
    severities = {"Violation": "error", "Warning": "warning", "Info": "info"}
    for shape in graph.subjects(rdflib.RDF.type, SH.NodeShape):
        rule = rulebook()[str(shape).rpartition("/")[2]]
        labels = {label.language: str(label) for label in graph.objects(shape, rdflib.RDFS.label)}
        assert labels == {"zh": rule["title_zh"], "en": rule["title_en"]}
        assert severities[str(graph.value(shape, SH.severity)).rpartition("#")[2]] == rule["severity"]
        assert graph.value(shape, SH.targetClass) == rdflib.URIRef(term("PerformanceForm"))
    assert expand("sh:select") == str(SH.select)
