"""The example queries: well described, made of declared terms, and answered as a reader of the forms would."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.plugins.sparql import prepareQuery
from small_corpus import EXHIBITION, JUDGED, READING, SCANNING, number, store_of

import ontology
from ontology.iris import DEFAULT_BASE, PREFIXES, SCHEMES, term
from outputs.examples import examples, prefixes
from outputs.guard import tokens
from outputs.properties import text
from outputs.query import run

if TYPE_CHECKING:
    from pyoxigraph import Store

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
FOLDER = ROOT / "ontology" / "queries"
QUERY = "https://w3id.org/jixiao/query/"
EACH = pytest.mark.parametrize("name", examples())
OTHERS_TERMS = {
    "dcterms:isPartOf",
    "dcterms:title",
    "oa:exact",
    "oa:hasSource",
    "rdf:object",
    "rdf:predicate",
    "rdf:subject",
    "rdfs:label",
    "skos:broadMatch",
    "skos:broader",
    "skos:exactMatch",
    "skos:notation",
    "skos:prefLabel",
}
"""Terms of other vocabularies that the graph uses."""

EXPECTED = {
    "bases-out-of-force": [],
    "bodies-mentioned": [],
    "budget-by-category": [("2019", "申报", "（表中未列）", "3", "3", "4200000")],
    "budget-by-function": [("2019", "申报", "（表中未列）", "3", "3", "4200000")],
    "copied-indicators": [],
    "declared-forms-missing": [],
    "findings-by-unit": [
        ("2019", "甲市图书馆", "2", "2", "1", "1", "0"),
        ("2019", "甲市科技馆", "1", "1", "2", "0", "0"),
    ],
    "large-subprojects": [],
    "milestones-outside-period": [],
    "output-and-outcome-share": [("2019", "3", "3", "1", "7", "42.9")],
    "policies-co-cited-by-department": [],
    "same-goal-three-years": [],
    "sources-of-funds": [],
    "spending-by-quarter": [],
    "targets-lowered-twice": [],
    "budget-phases": [],
    "full-scores-by-unit": [],
    "target-against-actual": [],
    "projects-over-years": [],  # see tests/kg/test_link_projects.py
    "unequal-amounts": [],
    "budget-by-basis-nature": [
        ("2019", "申报", "规划计划", "2", "3", "4000000"),
        ("2019", "申报", "规范性文件", "2", "3", "4000000"),
        ("2019", "申报", "未列政策文件", "1", "3", "200000"),
    ],
    "budget-by-unit": [
        ("甲市图书馆", "2019", "申报", "2", "2", "3200000"),
        ("甲市科技馆", "2019", "申报", "1", "1", "1000000"),
    ],
    "evidence-of-facts": [
        ("绩效目标申报表", "预算年度", "2019", "2019", "科普展览.txt", "0", "4"),
        ("科普展览", "申报单位", "甲市科技馆", "甲市科技馆", "科普展览.txt", "5", "10"),
        ("科普展览", PREFIXES["skos"] + "prefLabel", "科普展览", "科普展览", "科普展览.txt", "11", "15"),
        ("科普展览", "项目类型", "其他一次性项目", "其他一次性项目", "科普展览.txt", "16", "23"),
        ("绩效目标申报表", "预算年度", "2019", "2019", "阅读推广.txt", "0", "4"),
        ("阅读推广", "申报单位", "甲市图书馆", "甲市图书馆", "阅读推广.txt", "5", "10"),
        ("阅读推广", PREFIXES["skos"] + "prefLabel", "阅读推广", "阅读推广", "阅读推广.txt", "11", "15"),
        ("阅读推广", "项目类型", "其他经常性项目", "其他经常性项目", "阅读推广.txt", "16", "23"),
        ("绩效目标申报表", "预算年度", "2019", "2019", "馆藏数字化.txt", "0", "4"),
        ("馆藏数字化", "申报单位", "甲市图书馆", "甲市图书馆", "馆藏数字化.txt", "5", "10"),
        (
            "馆藏数字化",
            PREFIXES["skos"] + "prefLabel",
            "馆藏数字化",
            "馆藏数字化",
            "馆藏数字化.txt",
            "11",
            "16",
        ),
    ],
    "evidence-of-numbers": [
        ("科普展览.txt", "84", "91", "1000000", "科普展览", "项目总预算（元）", "金额", "1000000", ""),
        ("科普展览.txt", "92", "99", "1000000", "科普展览", "项目当年预算（元）", "金额", "1000000", ""),
        (
            "科普展览.txt",
            "100",
            "106",
            "500000",
            "科普展览",
            "同名项目上年预算额（元）",
            "金额",
            "500000",
            "",
        ),
        ("科普展览.txt", "107", "108", "0", "科普展览", "同名项目上年预算执行数（元）", "金额", "0", ""),
        ("科普展览.txt", "114", "120", "700000", "展品制作", "预算金额（元）", "金额", "700000", ""),
        ("科普展览.txt", "126", "132", "300000", "宣传推广", "预算金额（元）", "金额", "300000", ""),
        ("科普展览.txt", "143", "147", "≥12场", "科普展览", "展览场次", "下限", "12", "场"),
        ("科普展览.txt", "154", "158", "≥90%", "科普展览", "观众满意度", "下限", "90", "%"),
        ("阅读推广.txt", "33", "39", "200000", "阅读推广", "项目当年预算（元）", "金额", "200000", ""),
        ("阅读推广.txt", "46", "50", "≥85%", "阅读推广", "读者满意度", "下限", "85", "%"),
        ("馆藏数字化.txt", "42", "49", "3000000", "馆藏数字化", "项目当年预算（元）", "金额", "3000000", ""),
        ("馆藏数字化.txt", "55", "59", "500册", "馆藏数字化", "扫描册数", "上限", "500", "册"),
        ("馆藏数字化.txt", "55", "59", "500册", "馆藏数字化", "扫描册数", "下限", "500", "册"),
        ("馆藏数字化.txt", "66", "70", "≥80%", "馆藏数字化", "读者满意度", "下限", "80", "%"),
    ],
    "findings-by-rule": [
        ("2019", "basis-without-document", "警告", "填报", "1", "1", "3"),
        ("2019", "boxes-unreadable", "提示", "来源受损", "1", "1", "3"),
        ("2019", "one-off-with-prior-budget", "警告", "填报", "1", "1", "3"),
        ("2019", "value-missing", "警告", "填报", "1", "1", "3"),
    ],
    "findings-to-check": [
        (
            *place,
            "2019",
            code,
            severity,
            f"印出：{code}",
            "预期",
            "无害",
            "核对",
            f"{place[1]}.txt",
            start,
            exact,
        )
        for place, code, severity, start, exact in (
            (("甲市科技馆", "科普展览"), "one-off-with-prior-budget", "警告", "100", "500000"),
            (("甲市科技馆", "科普展览"), "value-missing", "警告", "179", "展品完好率"),
            (("甲市图书馆", "阅读推广"), "basis-without-document", "警告", "24", "按上级要求开展。"),
            (("甲市图书馆", "馆藏数字化"), "boxes-unreadable", "提示", "", ""),
        )
    ],
    "forms": [
        (f"{project}.txt", "绩效目标申报表", "绩效目标表", "2019", unit, project, framework, targets)
        for framework in ("上海市财政支出项目绩效目标（2019年前后）",)
        for unit, project, targets in (
            ("甲市科技馆", "科普展览", "4"),
            ("甲市图书馆", "阅读推广", "1"),
            ("甲市图书馆", "馆藏数字化", "2"),
        )
    ],
    "goals": [("甲市科技馆", "科普展览", "2019", "年度绩效目标", "=办好展览，\t迎接观众。")],
    "laws-in-targets": [
        (
            "中华人民共和国政府采购法",
            "法律",
            "甲市科技馆",
            "科普展览",
            "2019",
            "采购规范性",
            "规范（按照《政府采购法》）",
        )
    ],
    "milestones": [("甲市科技馆", "科普展览", "2019", "第一季度", "完成布展", "")],
    "most-cited-policies": [
        ("2019", "国发〔2016〕23号", "", "2", "3", "2", "2"),
        ("2019", "沪科〔2018〕12号", "科普规划", "2", "3", "2", "2"),
        ("2019", "中华人民共和国政府采购法", "政府采购法", "1", "3", "1", "1"),
    ],
    "one-off-with-prior-budget": [
        ("甲市科技馆", "科普展览", "2019", "其他一次性项目", "2018", "500000", "1000000", "申报")
    ],
    "policies-by-unit": [
        ("甲市图书馆", "2019", "国发〔2016〕23号", "", "立项依据", "馆藏数字化"),
        ("甲市图书馆", "2019", "沪科〔2018〕12号", "科普规划", "立项依据", "馆藏数字化"),
        ("甲市科技馆", "2019", "中华人民共和国政府采购法", "政府采购法", "合规", "科普展览"),
        ("甲市科技馆", "2019", "国发〔2016〕23号", "", "立项依据", "科普展览"),
        ("甲市科技馆", "2019", "沪科〔2018〕12号", "科普规划", "立项依据", "科普展览"),
    ],
    "policies-co-cited": [("2019", "国发〔2016〕23号", "沪科〔2018〕12号", "2", "2", "2")],
    "prior-year-execution": [("甲市科技馆", "科普展览", "2019", "2018", "500000", "0", "0")],
    "projects-by-policy": [
        (policy, project, unit, "2019", sentence)
        for policy in ("国发〔2016〕23号", "沪科〔2018〕12号")
        for project, unit, sentence in (
            ("馆藏数字化", "甲市图书馆", policy),
            ("科普展览", "甲市科技馆", "根据国发〔2016〕23号和《科普规划》（沪科〔2018〕12号）办展"),
        )
    ],
    "projects-without-numbered-policy": [("甲市图书馆", "阅读推广", "2019", "按上级要求开展。", "")],
    "qualitative-share": [
        ("2019", "投入", "1", "0", "1", "100"),
        ("2019", "数量", "0", "0", "2", "0"),
        ("2019", "满意度", "0", "0", "3", "0"),
        ("2019", "质量", "0", "1", "1", "0"),
    ],
    "satisfaction-by-concept": [
        ("2019", "读者满意度", "80", "82.5", "85", "2", "2"),
        ("2019", "观众满意度", "90", "90", "90", "1", "1"),
    ],
    "satisfaction-targets": [("2019", "80", "85", "90", "3", "3")],
    "shared-indicators": [("2019", "满意度目标", "读者满意度", "2", "3", "1")],
    "subproject-shares": [
        ("甲市科技馆", "科普展览", "2019", "申报", "展品制作", "700000", "1000000", "70"),
        ("甲市科技馆", "科普展览", "2019", "申报", "宣传推广", "300000", "1000000", "30"),
    ],
    "comparable-targets": [
        ("展览场次", "场", ">=", "12", "", "≥12场", "甲市科技馆", "科普展览", "2019", "年度"),
        ("扫描册数", "册", "=", "500", "500", "500册", "甲市图书馆", "馆藏数字化", "2019", "年度"),
        ("观众满意度", "%", ">=", "90", "", "≥90%", "甲市科技馆", "科普展览", "2019", "年度"),
        ("读者满意度", "%", ">=", "85", "", "≥85%", "甲市图书馆", "阅读推广", "2019", "年度"),
        ("读者满意度", "%", ">=", "80", "", "≥80%", "甲市图书馆", "馆藏数字化", "2019", "年度"),
    ],
    "targets-of-one-kind": [
        ("册", "500", "500", "=", "扫描册数", "甲市图书馆", "馆藏数字化", "2019", "年度", "500册"),
        ("场", "12", "", ">=", "展览场次", "甲市科技馆", "科普展览", "2019", "年度", "≥12场"),
    ],
    "targets-raised-or-lowered": [],
    "unreviewed-indicators": [("扫描册数", "数量", "", "1"), ("展品完好率", "质量", "完好率", "1")],
}
"""What each SELECT answers on the three forms of `small_corpus`."""

EXPECTED_OF_SELF_EVALUATION = {
    "budget-phases": [
        ("甲市图书馆", "馆藏数字化", "2019", "3000000", "2500000", "2000000", "80", "调整（全年预算）")
    ],
    "full-scores-by-unit": [("甲市图书馆", "2019", "1", "2", "4", "50")],
    "target-against-actual": [
        ("甲市图书馆", "馆藏数字化", "2019", *row, "4")
        for row in (
            ("图像质量", "合格", "合格", ""),
            ("完成及时率", "", "", ""),
            ("扫描册数", "500册", "450册", "90"),
            ("读者满意度", "≥80%", "92%", "115"),
        )
    ],
    "budget-by-unit": [
        ("甲市图书馆", "2019", phase, projects, "2", yuan)
        for phase, projects, yuan in (
            ("执行", "1", "2000000"),
            ("批复（年初预算）", "1", "3000000"),
            ("申报", "2", "3200000"),
            ("调整（全年预算）", "1", "2500000"),
        )
    ],
}
"""What some answer where a project's self-evaluation stands beside its form and another project's form."""

ELSEWHERE = {
    "bases-out-of-force",
    "copied-indicators",
    "declared-forms-missing",
    "large-subprojects",
    "milestones-outside-period",
    "policies-co-cited-by-department",
    "same-goal-three-years",
    "spending-by-quarter",
    "targets-lowered-twice",
}
"""Queries that the example forms give no row; `test_queries_of_corpora.py` has forms that do."""

EXPECTED_OF_EXAMPLES = {
    "budget-phases": [
        (
            "上海市历史博物馆",
            "馆藏文物数字化保护与展示",
            "2019",
            "5680000",
            "5500000",
            "5445000",
            "99",
            "调整（全年预算）",
        )
    ],
    "full-scores-by-unit": [("上海市历史博物馆", "2019", "1", "2", "3", "66.7")],
    "target-against-actual": [
        ("上海市历史博物馆", "馆藏文物数字化保护与展示", "2019", *row, "3")
        for row in (
            ("完成采集的文物数量", "≥1200件（套）", "1260件（套）", "105"),
            ("观众满意度", "大于85%。由第三方在展厅现场抽样", "91%", "107.1"),
            ("高清影像总量", "不少于3万幅", "2.7万幅", "90"),
        )
    ],
    "budget-by-unit": [
        ("上海市历史博物馆", "2019", "执行", "1", "1", "5445000"),
        ("上海市历史博物馆", "2019", "批复（年初预算）", "1", "1", "5680000"),
        ("上海申康医院发展中心", "2019", "申报", "1", "1", "7650000"),
        ("上海市历史博物馆", "2019", "申报", "1", "1", "5680000"),
        ("上海市质量和标准化研究院", "2019", "申报", "2", "2", "4210000"),
        ("上海市徐汇区科学技术委员会", "2019", "申报", "1", "1", "4200000"),
        ("上海市农业技术推广服务中心", "2019", "申报", "1", "1", "1800000"),
        ("上海市历史博物馆", "2019", "调整（全年预算）", "1", "1", "5500000"),
    ],
    "one-off-with-prior-budget": [
        (
            "上海市农业技术推广服务中心",
            "蔬菜绿色防控技术示范推广",
            "2019",
            "其他一次性项目",
            "2018",
            "1500000",
            "1800000",
            "申报",
        )
    ],
    "unequal-amounts": [
        (
            "上海市星桥社区学校",
            "社区夜校开办",
            "",
            "项目总预算（元）",
            "95000",
            "night-school-2017-again.txt",
            "186",
            "95000",
        ),
        (
            "上海市星桥社区学校",
            "社区夜校开办",
            "",
            "项目总预算（元）",
            "80000",
            "night-school-2017.txt",
            "177",
            "80000",
        ),
        (
            "上海市星桥社区学校",
            "社区夜校开办",
            "2017",
            "项目当年预算（元）",
            "95000",
            "night-school-2017-again.txt",
            "203",
            "95000",
        ),
        (
            "上海市星桥社区学校",
            "社区夜校开办",
            "2017",
            "项目当年预算（元）",
            "80000",
            "night-school-2017.txt",
            "194",
            "80000",
        ),
    ],
    "prior-year-execution": [
        (unit, project, "2019", "2018", *numbers)
        for unit, project, *numbers in (
            ("上海市农业技术推广服务中心", "蔬菜绿色防控技术示范推广", "1500000", "0", "0"),
            ("上海市徐汇区科学技术委员会", "徐汇区科技创新载体培育与服务", "3600000", "3512400.5", "97.6"),
            ("上海市质量和标准化研究院", "团体标准培育与推广", "1200000", "1186320", "98.9"),
            ("上海市质量和标准化研究院", "标准文献资源采购与服务", "2800000", "2800000", "100"),
        )
    ],
    "satisfaction-by-concept": [
        ("2018", "观众满意度", "80", "80", "80", "1", "1"),
        ("2019", "满意度", "85", "88.3", "90", "3", "3"),
        ("2019", "企业满意度", "92", "92", "92", "1", "1"),
        ("2019", "患者满意度", "88", "88", "88", "1", "1"),
        ("2019", "用户满意度", "85", "85", "85", "1", "1"),
        ("2019", "观众满意度", "85", "85", "85", "1", "1"),
    ],
    "satisfaction-targets": [("2018", "80", "80", "80", "1", "1"), ("2019", "85", "88", "92", "7", "7")],
    "targets-raised-or-lowered": [
        ("上海市历史博物馆", "馆藏文物数字化保护与展示", "2019", *row)
        for row in (
            ("完成采集的文物数量", "≥1500件（套）", "≥1200件（套）", "视情况而定", "有变化"),
            ("观众满意度", "大于80%", "大于85%。由第三方在展厅现场抽样", "越高越好", "要求提高"),
            ("高清影像总量", "不少于2万幅", "不少于3万幅", "视情况而定", "有变化"),
        )
    ],
}
"""What some answer on the forms of `examples/forms`, and the year before and a self-evaluation of one project."""

WHOLE_PERIOD = READING | {
    "project": "讲座",
    "indicators": [
        (
            "效果目标",
            "满意度目标",
            "听众满意度",
            number("≥85%", ">=", 85, "%"),
            number("≥99%", ">=", 99, "%"),
        ),
        ("产出目标", "数量目标", "讲座场次", None, number("≥36场", ">=", 36, "场")),
    ],
}
"""A form with targets of the whole period beside those of the year."""


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of()


@pytest.fixture(scope="module")
def examples_of_forms(tmp_path_factory: pytest.TempPathFactory) -> Store:
    from kg.build import build
    from kg.store import Build

    out = tmp_path_factory.mktemp("build") / "out"
    build([ROOT / "examples" / "forms", HERE / "forms"], out)
    return Build(out).store


def answer(store: Store, name: str) -> list[tuple[str, ...]]:
    rows = run(store, examples()[name].sparql).answer
    return [tuple("" if cell is None else text(cell) for cell in row) for row in rows]


def test_every_select_has_an_expectation() -> None:
    others = {"any-source-damage", "policy-network"}
    assert set(EXPECTED) == set(examples()) - others


@pytest.mark.parametrize("name", EXPECTED)
def test_rows(store: Store, name: str) -> None:
    assert answer(store, name) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED_OF_SELF_EVALUATION)
def test_rows_of_a_self_evaluation(name: str) -> None:
    assert answer(store_of(SCANNING, READING, JUDGED), name) == EXPECTED_OF_SELF_EVALUATION[name]


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([("approved", 200), ("executed", 150)], ("200", "", "150", "75", "批复（年初预算）")),
        ([("approved", 200), ("revised", 0), ("executed", 0)], ("200", "0", "0", "", "")),
        ([("revised", 100), ("revised", 90), ("executed", 90)], ("", "", "90", "", "")),
        ([("executed", 90), ("executed", 91), ("revised", 100)], ("", "100", "", "", "")),
        ([("executed", 90)], ("", "", "90", "", "")),
        ([("approved", 200), ("revised", 100)], None),
    ],
)
def test_phases_that_are_missing_or_twofold(
    amounts: list[tuple[str, int]], expected: tuple[str, ...] | None
) -> None:
    rows = [("annual", 2019, phase, value, None, f"{phase}{value}") for phase, value in amounts]
    found = answer(store_of(JUDGED | {"amounts": rows}), "budget-phases")
    assert [row[3:] for row in found] == ([expected] if expected else [])


def of_year(year: int, *rows: tuple[Any, ...], **others: Any) -> dict[str, Any]:
    """The form of one project in a year, with these rows of indicators."""
    return READING | {"year": year, "indicators": rows} | others


FUNDS, COST = ("投入和管理目标", "财务管理"), ("产出目标", "成本目标")
QUANTITY, USERS = ("产出目标", "数量目标"), ("效果目标", "满意度目标")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ((*USERS, "读者满意度", number("≥85%", ">=", 85, "%")), (">=", 90, "%"), ("越高越好", "要求提高")),
        ((*USERS, "读者满意度", number("≥85%", ">=", 85, "%")), (">=", 80, "%"), ("越高越好", "要求降低")),
        (
            (*USERS, "盲人读者满意度", number("≥85%", ">=", 85, "%")),
            (">=", 90, "%"),
            ("越高越好", "要求提高"),
        ),
        ((*COST, "单位成本", number("50元", "=", 50, "元")), ("=", 40, "元"), ("越低越好", "要求提高")),
        ((*COST, "单位成本", number("50元", "=", 50, "元")), ("=", 60, "元"), ("越低越好", "要求降低")),
        ((*COST, "补助标准", number("50元", "=", 50, "元")), ("=", 60, "元"), ("无所谓高低", "有变化")),
        ((*QUANTITY, "朗读亭", number("≥5个", ">=", 5, "个")), (">=", 6, "个"), ("视情况而定", "有变化")),
        ((*USERS, "读者满意度", number("≥85%", ">=", 85, "%")), (">=", 85, "%"), None),
        ((*USERS, "读者满意度", number("≥85%", ">=", 85, "%")), ("=", 90, "%"), None),
        ((*USERS, "读者满意度", number("≥85%", ">=", 85, "%")), (">=", 90, "分"), None),
        ((*QUANTITY, "读者满意度", number("≥85%", ">=", 85, "%")), (">=", 90, "%"), ("越高越好", "要求提高")),
    ],
)
def test_what_the_next_year_demands(
    before: tuple[Any, ...], after: tuple[str, int, str], told: tuple[str, str] | None
) -> None:
    sign, value, unit = after
    text_after = f"{sign}{value}{unit}"
    later = of_year(2020, (*before[:3], number(text_after, sign, value, unit)))
    expected = (
        [("甲市图书馆", "阅读推广", "2020", before[2], before[3].text, text_after, *told)] if told else []
    )
    assert answer(store_of(of_year(2019, before), later), "targets-raised-or-lowered") == expected


@pytest.mark.parametrize(
    ("later", "rows"),
    [
        # The same concept in other words
        (of_year(2020, (*FUNDS, "资金使用规范性", number("≥95%", ">=", 95, "%"))), 1),
        (of_year(2020, (*FUNDS, "资金到位率", number("≥95%", ">=", 95, "%"))), 0),
        (of_year(2021, (*FUNDS, "资金使用合规性", number("≥95%", ">=", 95, "%"))), 0),
        (of_year(2020, (*FUNDS, "资金使用合规性", number("≥95%", ">=", 95, "%")), unit="乙市图书馆"), 0),
        (of_year(2020, (*FUNDS, "资金使用合规性", None, number("≥95%", ">=", 95, "%"))), 0),
        (
            of_year(
                2020,
                (*FUNDS, "资金使用合规性", number("≥95%", ">=", 95, "%")),
                (*FUNDS, "资金使用合规性", number("≥96%", ">=", 96, "%")),
            ),
            0,
        ),
    ],
)
def test_only_targets_of_one_measure_in_successive_years_are_compared(
    later: dict[str, Any], rows: int
) -> None:
    first = of_year(2019, (*FUNDS, "资金使用合规性", number("≥90%", ">=", 90, "%")))
    assert len(answer(store_of(first, later), "targets-raised-or-lowered")) == rows


def test_a_value_with_two_scores_is_in_no_share() -> None:
    rows = list(JUDGED["indicators"])
    other = JUDGED | {"indicators": [(*rows[0][:-1], 10), *rows[1:]]}
    assert answer(store_of(JUDGED, other), "full-scores-by-unit") == [
        ("甲市图书馆", "2019", "1", "2", "3", "66.7")
    ]


def test_ask(store: Store) -> None:
    assert bool(run(store, examples()["any-source-damage"].sparql).answer)


def test_construct(store: Store) -> None:
    graph = Graph()
    for triple in run(store, examples()["policy-network"].sparql).answer:
        graph.parse(data=f"{triple} .", format="nt")
    names = {
        URIRef(term(cls)): {str(graph.value(node, URIRef(PREFIXES["skos"] + "prefLabel"))) for node in nodes}
        for cls, nodes in ((cls, graph.subjects(RDF.type, URIRef(term(cls)))) for cls in CONSTRUCTED)
    }
    assert names == {URIRef(term(cls)): expected for cls, expected in CONSTRUCTED.items()}
    assert len(list(graph.subject_objects(URIRef(term("hasPolicyBasis"))))) == 4


CONSTRUCTED = {
    "BudgetUnit": {"甲市科技馆", "甲市图书馆"},
    "Project": {"科普展览", "馆藏数字化"},
    "PolicyDocument": {"国发〔2016〕23号", "沪科〔2018〕12号"},
}


@pytest.mark.parametrize("name", sorted(set(examples()) - ELSEWHERE))
def test_the_example_forms_answer_every_query(examples_of_forms: Store, name: str) -> None:
    result = run(examples_of_forms, examples()[name].sparql)
    assert result.answer if result.kind == "truth" else list(result.answer)


@pytest.mark.parametrize("page", ["queries.md", "ontology.md"])
def test_the_queries_of_the_documentation_are_answered(examples_of_forms: Store, page: str) -> None:
    shown = re.findall(r"^```sparql\n(.*?)^```$", (ROOT / "docs" / page).read_text("utf-8"), re.M | re.S)
    assert shown
    assert [sparql for sparql in shown if not list(run(examples_of_forms, sparql).answer)] == []


@pytest.mark.parametrize("name", EXPECTED_OF_EXAMPLES)
def test_rows_of_the_example_forms(examples_of_forms: Store, name: str) -> None:
    assert answer(examples_of_forms, name) == EXPECTED_OF_EXAMPLES[name]


def test_targets_of_the_whole_period_are_not_counted_among_those_of_the_year() -> None:
    store = store_of(WHOLE_PERIOD)
    assert answer(store, "satisfaction-targets") == [("2019", "85", "85", "85", "1", "1")]
    assert answer(store, "qualitative-share") == [("2019", "满意度", "0", "0", "1", "0")]
    assert answer(store, "targets-of-one-kind") == [
        ("场", "36", "", ">=", "讲座场次", "甲市图书馆", "讲座", "2019", "项目全周期", "≥36场")
    ]


def test_a_further_value_of_a_target_has_its_evidence() -> None:
    target = msgspec.structs.replace(
        number("≥3场，500人次", ">=", 3, "场"), more=(number("500人次", "=", 500, "人次"),)
    )
    store = store_of(READING | {"amounts": [], "indicators": [("产出目标", "数量目标", "讲座场次", target)]})
    found = {
        (exact, name, value, unit)
        for *_, exact, _, _, name, value, unit in answer(store, "evidence-of-numbers")
    }
    assert found == {
        ("≥3场，500人次", "下限", "3", "场"),
        ("≥3场，500人次", "下限", "500", "人次"),
        ("≥3场，500人次", "上限", "500", "人次"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "goals",
        "laws-in-targets",
        "milestones",
        "policies-by-unit",
        "projects-by-policy",
        "targets-of-one-kind",
    ],
)
def test_a_list_keeps_a_project_that_states_no_year(name: str) -> None:
    without = [
        tuple("" if cell == "2019" else cell for cell in row) for row in answer(store_of(EXHIBITION), name)
    ]
    assert answer(store_of(EXHIBITION | {"year": None}), name) == without


def test_the_median_of_an_even_number_lies_between() -> None:
    assert answer(store_of(EXHIBITION, READING), "satisfaction-targets") == [
        ("2019", "85", "87.5", "90", "2", "2")
    ]


def test_each_citation_of_a_policy_shows_its_own_sentence() -> None:
    text = "<p>先看国发〔2016〕23号。</p>其后<b>再看</b>国发〔2016〕23号；完。"
    twice = EXHIBITION | {
        "narratives": {"立项依据": text},
        "citations": [EXHIBITION["citations"][0]] * 2,
    }
    sentences = [sentence for *_, sentence in answer(store_of(twice), "projects-by-policy")]
    assert sentences == ["先看国发〔2016〕23号", "其后再看国发〔2016〕23号"]


def test_a_project_with_two_amounts_for_a_year_is_left_out_of_sums() -> None:
    twice = ("annual", 2019, "requested", 210000, None, "项目当年预算（元）")
    unsure = READING | {"amounts": [*READING["amounts"], twice]}
    assert answer(store_of(SCANNING, unsure), "budget-by-unit") == [
        ("甲市图书馆", "2019", "申报", "1", "2", "3000000")
    ]


@EACH
def test_described_as_an_executable_query(name: str) -> None:
    graph, subject = Graph().parse(FOLDER / f"{name}.ttl"), URIRef(QUERY + name)
    form = examples()[name].query.split("\n")[0].split()[0].capitalize()
    assert set(graph.subjects()) == {subject}
    assert set(graph.objects(subject, RDF.type)) == {SH.SPARQLExecutable, SH[f"SPARQL{form}Executable"]}
    assert len(list(graph.objects(subject, SH[form.lower()]))) == 1
    assert set(graph.objects(subject, SH.prefixes)) == {URIRef(QUERY + "prefixes")}
    assert list(graph.objects(subject, URIRef(PREFIXES["schema"] + "keywords")))


@EACH
@pytest.mark.parametrize("says", [RDFS.label, RDFS.comment])
def test_explained_in_both_languages(name: str, says: URIRef) -> None:
    graph = Graph().parse(FOLDER / f"{name}.ttl")
    told = {literal.language: str(literal) for literal in graph.objects(None, says)}
    assert set(told) == {"zh", "en"}
    assert re.search("[一-鿿]", told["zh"])
    assert not re.search("[一-鿿]", re.sub("立项依据|满意", "", told["en"]))


@EACH
def test_other_engines_read_it_with_no_other_prefixes(name: str) -> None:
    assert prepareQuery(examples()[name].sparql).algebra


@EACH
def test_only_declared_terms_are_used(name: str) -> None:
    declared = {
        str(subject) for file in ontology.LOADED for subject in Graph().parse(ontology.path(file)).subjects()
    }
    used = {token.text for token in tokens(examples()[name].query) if token.kind == "name"} - OTHERS_TERMS
    expanded = {prefixes()[name.partition(":")[0]] + name.partition(":")[2] for name in used}
    assert expanded - declared == set()


@pytest.mark.parametrize("name", [name for name, each in examples().items() if "count" in each.keywords])
def test_a_count_prints_its_year_and_its_denominator(name: str) -> None:
    variables = examples()[name].query.partition("WHERE")[0]
    assert "?year" in variables
    assert "?of" in variables


def test_prefixes_are_those_of_vocabularies_schemes_and_nodes() -> None:
    schemes = {
        str(iri).removeprefix(SCHEMES): f"{iri}/"
        for iri in Graph()
        .parse(ontology.path("schemes.ttl"))
        .subjects(RDF.type, URIRef(PREFIXES["skos"] + "ConceptScheme"))
        if not re.search(r"\d", iri.removeprefix(SCHEMES))
    }
    own = {name: iri for name, iri in prefixes().items() if iri.startswith(DEFAULT_BASE)}
    assert prefixes() == PREFIXES | schemes | own
    assert all(iri == f"{DEFAULT_BASE}{name}/" for name, iri in own.items())


def test_prefixes_of_nodes_follow_the_base_of_the_build() -> None:
    assert prefixes("https://example.org/")["project"] == "https://example.org/project/"
    assert prefixes("https://example.org/")["jx"] == PREFIXES["jx"]
