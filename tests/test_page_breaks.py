"""A form that a page break cuts anywhere gives the record of the whole one, however a program breaks pages."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

import pytest
from documents.breaking import Manner, breaks, written
from documents.drawing import FORMS, parts_of
from documents.model import Parts
from documents.reading import misplaced, read_back, without_places

from extractors.extract import extract
from extractors.pages import page_at
from extractors.read import read_bytes

LONGER = {
    "self-evaluation-2022": (
        "分钟级数据到报率达到九成九。",
        "更换七十二套传感器并完成标定，十月底前全部通过验收；单站升级成本控制在18万元以内，预警信息提前三十分钟以上。",
    ),
    "shanghai-district-2024": (
        "老年人用餐价格保持不变。",
        "设备验收合格率达到100%，建立维护制度，日均用餐人次比上年增长10%，全部更新在2025年6月底前完成。",
    ),
    "ministry-2021": (
        "为台风预警提供实测资料。",
        "全年出海巡检十八个航次，故障在15天以内修复，数据有效率不低于93.5%，减少渔业灾害损失约2000万元。",
    ),
}
"""Texts, and what makes them so long that a break may cut them."""


def drawn(name: str) -> Parts:
    """The form of that name, with a long text."""
    text, more = LONGER[name]
    return parts_of((FORMS / f"{name}.txt").read_text(encoding="utf-8").replace(text, text + more))


DOUBT = "row-at-page-break"
SELDOM = {"Word": 2, "Excel": 0, "browser": 0}
"""How often a form that is read rightly is doubted."""


@cache
def whole(name: str) -> dict[str, Any]:
    """Its record, read from one page."""
    (record,) = read_back(drawn(name), "docx").records
    return told(without_places(record))


def told(record: dict[str, Any]) -> dict[str, Any]:
    """What a record tells of the form; names found in running text depend on line breaks."""
    findings = [finding for finding in record["findings"] if finding["code"] != DOUBT]
    return {key: value for key, value in record.items() if key != "mentions"} | {"findings": findings}


@pytest.mark.parametrize("manner", get_args(Manner))
@pytest.mark.parametrize("name", LONGER)
def test_a_break_anywhere_changes_nothing(name: str, manner: Manner) -> None:
    parts = drawn(name)
    wrong, doubted = [], []
    for at in breaks(parts, manner):
        found = extract(read_bytes(written(parts, at, manner), "form.pdf"))
        if [told(without_places(record)) for record in found.records] != [whole(name)]:
            wrong.append(at)
        if any(finding.code == DOUBT for record in found.records for finding in record.findings):
            doubted.append(at)
        assert [misplaced(record, found.text) for record in found.records] == [[]]
    assert wrong == []
    assert len(doubted) <= SELDOM[manner]


def test_a_doubt_has_its_place_and_field() -> None:
    """All cells of the row go on below the break, as those of two rows might."""
    parts = drawn("self-evaluation-2022")
    at = next(at for at in breaks(parts, "Word") if _doubts(written(parts, at, "Word")))
    (doubt,) = _doubts(written(parts, at, "Word"))
    assert doubt[0] == "/narratives/年度绩效目标"
    assert LONGER["self-evaluation-2022"][1] in "".join(doubt[1].split())


def _doubts(data: bytes) -> list[tuple[str, str]]:
    """The field and the text of each doubt."""
    found = extract(read_bytes(data, "form.pdf"))
    return [
        (finding.field, found.text[finding.start : finding.end])
        for record in found.records
        for finding in record.findings
        if finding.code == DOUBT
    ]


def test_every_character_has_the_page_that_it_is_printed_on() -> None:
    """The first row of indicators stands on the first page, what is left of its long cell on the second."""
    parts = drawn("ministry-2021")
    for at in breaks(parts, "browser"):
        found = extract(read_bytes(written(parts, at, "browser"), "form.pdf"))
        (record,) = found.records
        pages = {page_at(found.pages, start) for spans in record.spans.values() for start, _ in spans}
        assert pages == {1, 2}
