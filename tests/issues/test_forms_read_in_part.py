"""What forms printed and records lost, or what was doubted though it was plain: a test for each."""

from __future__ import annotations

import pytest
from documents import html
from documents.drawing import parts_of

from extractors.extract import extract
from extractors.read import read_bytes
from extractors.records import Record
from extractors.values import parse_period

TITLE = "# 项目支出绩效目标表\n（2024年度）\n"
NAMES = "| 项目名称 | 河道保洁 | < | < |\n| 主管部门 | 某市水务局 | 实施单位 | 某河道所 |\n"
HEAD = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
ROW = "| 产出指标 | 数量指标 | 保洁里程 | ≥80公里 |\n"


def records(drawing: str) -> tuple[Record, ...]:
    return extract(read_bytes(html.written(parts_of(drawing)), "form.html")).records


def form(drawing: str) -> Record:
    (record,) = records(TITLE + drawing)
    return record


def codes(record: Record) -> list[str]:
    return [finding.code for finding in record.findings]


def test_a_plan_drawn_as_a_table_is_read() -> None:
    plan = (
        "| 项目实施进度计划 | 项目实施内容 | 开始时间 | 完成时间 |\n| ^ | 清理水面漂浮物 | 2024年1月 | 2024年6月 |\n"
        "| ^ | 修剪岸坡 | 2024年7月 | |\n"
    )
    record = form(NAMES + plan + HEAD + ROW)
    assert [(m.period, m.text) for m in record.milestones] == [
        ("2024年1月至2024年6月", "清理水面漂浮物"),
        ("2024年7月", "修剪岸坡"),
    ]
    assert record.spans.keys() >= {"/milestones/1/period", "/milestones/1/text"}
    assert codes(record) == []


def test_columns_of_remarks_are_kept_with_their_rows() -> None:
    record = form(
        NAMES.replace("| < |", "| < | < | < |").replace("某河道所 |", "某河道所 | < | < |")
        + HEAD.replace("指标值 |", "绩效标准 | 指标值 | 评分细则/依据 |").replace("评分细则/依据", "评分细则")
        + ROW.replace("≥80公里 |", "历史标准 | ≥80公里 | 少1公里扣1分 |")
        + "| 产出指标 | 质量指标 | 水面清洁率 | — | ≥95% | |\n"
    )
    assert [row.remarks or None for row in record.indicators] == [
        {"绩效标准": "历史标准", "评分细则": "少1公里扣1分"},
        None,
    ]
    assert "/indicators/0/remarks/评分细则" in record.spans


@pytest.mark.parametrize("label", ["单位职能概述", "项目前两年预算变动情况"])
def test_running_text_beside_other_labels_is_a_narrative_under_the_words_printed(label: str) -> None:
    record = form(NAMES + f"| {label} | 负责城区二十条河道的日常保洁。 | < | < |\n" + HEAD + ROW)
    assert record.narratives == {label: "负责城区二十条河道的日常保洁。"}
    assert codes(record) == []


def test_text_below_a_drawn_table_is_not_its_last_cell() -> None:
    record = form(NAMES + HEAD + ROW + "| 备注 | 无 | < | < |\n某市财政局主办　网站地图")
    assert record.narratives == {"备注": "无"}
    assert codes(record) == ["text-unplaced"]


def test_a_second_form_without_a_title_is_of_the_kind_its_columns_tell() -> None:
    table = "| 一级指标 | 三级指标 | 指标值 | 实际完成值 |\n| 产出指标 | 保洁里程 | ≥80公里 | 82公里 |\n"
    found = records(
        "# 项目支出绩效自评表\n（2024年度）\n" + NAMES + table + NAMES.replace("河道保洁", "堤岸养护") + table
    )
    assert [(record.project.name, record.form_kind) for record in found] == [
        ("河道保洁", "self-evaluation"),
        ("堤岸养护", "self-evaluation"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-2025年", ("2022", "2025")),
        ("2026年—2028年", ("2026", "2028")),
        ("2024年度", ("2024", "2024")),
        ("2025-2022年", None),
        ("3年", None),
    ],
)
def test_periods_of_whole_years(text: str, expected: tuple[str, str] | None) -> None:
    period = parse_period(text)
    assert (period and (period.start, period.end)) == expected


@pytest.mark.parametrize("text", ["3年", "长期", "三年", "经常性"])
def test_a_duration_is_no_date_that_cannot_be_read(text: str) -> None:
    record = form(NAMES + f"| 项目期限 | {text} | < | < |\n" + HEAD + ROW)
    assert (record.project.start, record.absent["/project/start"]) == (None, "not-found")
    assert record.narratives == {"实施周期": text}
    assert codes(record) == []


def test_rows_of_an_empty_form_are_no_indicators() -> None:
    record = form(
        NAMES + HEAD + ROW + "| ^ | ^ | 指标2： | |\n| ^ | 质量指标 | 指标1：…… | |\n| ^ | ^ | …… | |\n"
    )
    assert [row.name for row in record.indicators] == ["保洁里程"]
    assert codes(record) == []


def test_a_single_type_without_any_box_is_what_was_filled_in() -> None:
    record = form(NAMES + "| 项目类型 | 延续项目 | < | < |\n" + HEAD + ROW)
    assert record.project.types == ("延续项目",)
    assert codes(record) == []


def test_several_types_without_any_box_are_unreadable() -> None:
    record = form(NAMES + "| 项目类型 | 延续项目 新增项目 | < | < |\n" + HEAD + ROW)
    assert (record.project.types, codes(record)) == (None, ["boxes-unreadable"])


def test_the_unit_that_files_and_the_one_that_carries_out_stand_apart() -> None:
    record = form(NAMES + "| 填报单位 | 某河道处 | < | < |\n" + HEAD + ROW)
    assert (record.unit.name, record.narratives) == ("某河道处", {"实施主体": "某河道所"})
    assert codes(record) == []


def test_a_sum_that_cannot_be_read_is_no_sub_project() -> None:
    record = form(
        NAMES
        + "| 项目资金（万元） | | 年初预算数 | 执行数 |\n| ^ | 年度资金总额 | 20 | 约19 |\n"
        + HEAD
        + ROW
    )
    assert [(f.code, f.field) for f in record.findings] == [("amount-unreadable", "/amounts")]


def test_a_unit_of_money_declared_behind_a_date_holds_for_the_form() -> None:
    record = form(
        "填报日期：2023年9月　　单位：万元\n" + NAMES + "| 项目总预算 | 90 | < | < |\n" + HEAD + ROW
    )
    assert record.budget.total == 900_000


def test_further_matters_to_be_told_are_remarks() -> None:
    text = (
        "项目支出绩效目标表\n（2024年度）\n项目名称：河道保洁\n主管部门：某市水务局\n1.项目概况\n水面清理。\n"
        "2.立项依据\n《河道条例》\n3.其他需说明事项\n暂无。\n"
    )
    (record,) = extract(read_bytes(text.encode(), "form.txt")).records
    assert record.narratives == {"项目概况": "水面清理。", "立项依据": "《河道条例》", "备注": "暂无。"}


def test_a_printed_level_1_is_not_guessed_away() -> None:
    text = (
        "项目支出绩效目标表\n（2024年度）\n项目名称\t河道保洁\t\t\n主管部门\t某市水务局\t实施单位\t某河道所\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t保洁里程\t≥80公里\n"
        "效益指标\t社会效益指标\t居民投诉\t≤5件\n\t社会公众或服务对象满意度指标\t居民满意度\t≥90%\n"
    )
    (record,) = extract(read_bytes(text.encode(), "form.txt")).records
    assert [row.level1 for row in record.indicators] == ["产出指标", "效益指标", "效益指标"]
