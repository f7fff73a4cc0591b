"""When forms print the same output and effect rows, and when that is by design."""

from __future__ import annotations

from itertools import permutations

import msgspec
import pytest
from rdflib import Graph, Literal, URIRef
from specimen import specimen

from extractors import parse_target
from extractors.records import Indicator, Record
from kg.graph import document_quads, form_quads
from kg.link import link, link_quads
from ontology.iris import Namespace, term

NS = Namespace()
ROWS = (
    ("产出目标", "数量目标", "讲座场次", "≥4场"),
    ("产出目标", "质量目标", "讲座完成率", "100%"),
    ("效果目标", "满意度目标", "听众满意度", "≥90%"),
)
OTHERS = tuple((*row[:3], f"{row[3]}以上") for row in ROWS)
MANAGED = tuple(("投入和管理目标", "财务管理", f"制度{n}", "健全") for n in range(4))


def form(
    name: str | None,
    *rows: tuple[str, str, str, str],
    unit: str = "某区科普中心",
    year: int | None = 2023,
    kind: str = "target",
    at: int = 0,
) -> Record:
    one = specimen(1)[0]
    indicators = tuple(
        Indicator(level1=a, level2=b, name=c, target=parse_target(d)) for a, b, c, d in rows or ROWS
    )
    sha256 = f"{len(name or ''):02x}{year or 0:04x}{at:02x}".ljust(64, "0")
    return msgspec.structs.replace(
        one,
        source=msgspec.structs.replace(one.source, sha256=sha256),
        form_kind=kind,
        project=msgspec.structs.replace(one.project, name=name, code=None),
        unit=msgspec.structs.replace(one.unit, name=unit),
        year=year,
        indicators=indicators,
        citations=(),
        findings=(),
    )


def told(*records: Record) -> list[tuple[str, str]]:
    return [(each.finding.code, each.finding.printed) for each in link(records).findings]


COPIED = ("copied-indicators", "产出和效果类的3项指标及其目标值与“讲座”等1个其他项目的完全相同。")
UNCHANGED = ("unchanged-indicators", "2024年产出和效果类的3项指标及其目标值与2023年的完全相同。")


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([form("讲座"), form("展览活动")], [COPIED]),
        ([form("讲座"), form("展览活动", unit="另一单位")], [COPIED]),
        ([form("讲座"), form("展览活动", *reversed(ROWS))], [COPIED]),
        ([form("讲座"), form("展览活动", *ROWS, *MANAGED)], [COPIED]),
        ([form("讲座", year=2023), form("展览活动", year=2024)], [COPIED]),
        ([form("讲座", year=2023), form("讲座", year=2024)], [UNCHANGED]),
        ([form("2023年讲座", year=2023), form("2024年讲座", year=2024)], [UNCHANGED]),
        ([form("第十届讲座", year=2023), form("第十一届讲座", year=2024)], [UNCHANGED]),
    ],
)  # fmt: skip
def test_equal_rows_are_told(records: list[Record], expected: list[tuple[str, str]]) -> None:
    assert told(*records) == expected


@pytest.mark.parametrize(
    "records",
    [
        [form("讲座"), form("展览活动", *OTHERS)],
        [form("讲座", *MANAGED), form("展览活动", *MANAGED)],
        [form("讲座", *ROWS[:2]), form("展览活动", *ROWS[:2])],
        [form("讲座"), form("展览活动", *ROWS[:2], ("效果目标", "满意度目标", "听众满意度", "≥91%"))],
        [form("讲座"), form("讲座", at=1)],
        [form("讲座"), form("讲座", unit="另一单位", at=1)],
        [form("讲座"), form("展览活动", kind="self-evaluation")],
        [form("讲座", year=2021), form("讲座", year=2023)],
        [form(None), form("讲座")],
        [form("讲座")],
    ],
    ids=["values", "management", "two rows", "one value", "printed twice", "one project of two units", "evaluated", "years apart", "no name", "alone"],
)  # fmt: skip
def test_rows_that_are_shared_by_design_are_not(records: list[Record]) -> None:
    assert told(*records) == []


def test_one_finding_a_form_and_the_order_has_no_part_in_it() -> None:
    records = [form("讲座"), form("展览活动"), form("科普竞赛活动")]
    (first, *others) = ([*link_quads(link(order), NS)] for order in permutations(records))
    assert all(other == first for other in others)
    assert [printed.partition("与")[2] for _, printed in told(*records)] == [
        "“讲座”等1个其他项目的完全相同。",
        "“讲座”、“展览活动”等2个其他项目的完全相同。",
    ]


def test_a_finding_leads_to_the_rows() -> None:
    one, text = specimen(8)
    copy = msgspec.structs.replace(
        one,
        source=msgspec.structs.replace(one.source, sha256="f" * 64),
        project=msgspec.structs.replace(one.project, name="另一项目", code=None),
    )
    lines = [
        *document_quads("f" * 64, "b.txt", NS),
        *form_quads(copy, text, NS),
        *link_quads(link([copy, one]), NS),
    ]
    facts = Graph().parse(data="".join(lines), format="nt")
    (finding,) = facts.subjects(URIRef(term("code")), Literal("copied-indicators"))
    exact = URIRef("http://www.w3.org/ns/oa#exact")
    places = [facts.value(each, exact) for each in facts.objects(finding, URIRef(term("evidence")))]
    printed = [
        row.target.text for row in one.indicators if row.target and str(row.level1)[:2] in ("产出", "效果")
    ]
    assert sorted(map(str, places)) == sorted(map(str, printed))
