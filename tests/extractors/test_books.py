"""A book that declares how many forms it holds: when the count is a finding, and when it is not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractors import extract_forms
from extractors.records import Record
from extractors.rules.books import declared
from extractors.values import half_place

FORM = """某区财政支出项目绩效目标申报表
（2023年）
申报单位名称：某区科普中心（盖章）
项目名称\t{name}
项目概况\t面向居民举办活动。
立项依据\t按照《某区科普工作管理办法》执行。
项目总预算（元）\t{money}\t项目当年预算（元）\t{money}
项目总目标\t提升居民科学素养。
年度绩效目标\t举办活动四场。
一级指标\t二级指标\t三级指标\t指标目标值
产出目标\t数量目标\t活动场次\t≥4场
"""
OPENING = "预算公开\n本部门2个单位开展了2023年绩效目标编报工作，"


def records(path: Path, opening: str, *sums: int) -> list[Record]:
    """The records of a book that opens so and holds a form for each of the sums."""
    forms = (FORM.format(name=f"科普活动{n}", money=money) for n, money in enumerate(sums, 1))
    (path / "book.txt").write_text("\n".join([opening, "", *forms]), encoding="utf-8")
    return extract_forms(path / "book.txt")


def told(found: list[Record]) -> list[str]:
    return [each.printed for record in found for each in record.findings if each.code == "book-count"]


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        (
            "编报绩效目标的项目5个，\n涉及项目预算资金3328.13万元。",
            "文件写明绩效目标的项目5个，读出的目标表为2个（节选：5个中的2个）。",
        ),
        ("编报绩效目标的项目 1 个。", "文件写明绩效目标的项目1个，读出的目标表为2个。"),
        (
            "编报绩效目标的项目2个，涉及预算资金50万元。",
            "文件写明2个项目、预算资金500000元，读出的2个目标表合计400000元。",
        ),
        (
            "公开了项目支出绩效目标表3张。",
            "文件写明绩效目标的项目3个，读出的目标表为2个（节选：3个中的2个）。",
        ),
        ("3个项目编制了绩效目标。", "文件写明绩效目标的项目3个，读出的目标表为2个（节选：3个中的2个）。"),
    ],
)
def test_what_a_book_declares_and_does_not_hold(tmp_path: Path, said: str, printed: str) -> None:
    assert told(records(tmp_path, OPENING + said, 100000, 300000)) == [printed]


@pytest.mark.parametrize(
    "said",
    [
        "编报绩效目标的项目2个，涉及预算资金40万元。",
        "编报绩效目标的项目2个。",
        "编报绩效目标的项目2个，涉及预算资金40.00万元。",
        "",
        "下设科室5个，绩效目标见附表。",
        "编报绩效目标的项目3个。\n所属单位编报绩效目标的项目5个。",  # of which is it the book?
    ],
)
def test_what_a_book_declares_and_holds(tmp_path: Path, said: str) -> None:
    assert told(records(tmp_path, OPENING + said, 100000, 300000)) == []


def test_a_declaration_of_another_year_is_of_other_forms(tmp_path: Path) -> None:
    assert told(records(tmp_path, "2021年编报绩效目标的项目9个。", 100000)) == []


def test_words_inside_a_form_declare_nothing(tmp_path: Path) -> None:
    (tmp_path / "form.txt").write_text(
        FORM.format(name="活动", money=1).replace("举办活动四场", "编制绩效目标的项目9个"), encoding="utf-8"
    )
    assert told(extract_forms(tmp_path / "form.txt")) == []


def test_the_finding_has_the_place_of_the_declaration(tmp_path: Path) -> None:
    opening = OPENING + "编报绩效目标的项目5个。"
    first, second = records(tmp_path, opening, 100000, 300000)
    (finding,) = (each for each in first.findings if each.code == "book-count")
    assert (finding.severity, finding.cause, finding.field) == ("info", "extraction-doubt", "/source")
    assert opening[finding.start : finding.end] == "编报绩效目标的项目5个"
    assert second.findings == ()


def test_a_long_text_without_ends_is_read_once() -> None:
    assert declared("绩效目标" * 50_000, []) is None


@pytest.mark.parametrize(
    ("value", "printed", "half"),
    [
        ("123000", "12.3", "500"),
        ("123000", "12.30万元", "50"),
        ("9700000", "9,700,000", "0"),
        ("3750000", "375万元", "5000"),
        ("1000", "１.０千元", "50"),
        ("0", "0.00", "0"),
        ("5", "", "0"),
    ],
)
def test_half_a_unit_of_the_last_printed_place(value: str, printed: str, half: str) -> None:
    assert half_place(Decimal(value), printed) == Decimal(half)
