"""Tables of money: whatever stands in rows and columns, every cell is a sum, a rate, a remark, or told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from documents import html
from documents.drawing import parts_of

from extractors.extract import extract
from extractors.read import read_bytes
from extractors.records import Record
from extractors.tables.money import Facet, facet_of

HEAD = "# 项目支出绩效目标表\n（2023年度）\n| 项目名称 | 科普巡展 | < | < |\n| 主管部门 | 某区科协 | 实施单位 | 某馆 |\n"
GOALS = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 巡展场次 | ≥12场 |\n"


def form(money: str, title: str = "项目支出绩效目标表") -> Record:
    drawing = HEAD.replace("项目支出绩效目标表", title) + money + "\n" + GOALS
    (record,) = extract(read_bytes(html.written(parts_of(drawing)), "form.html")).records
    return record


def sums(record: Record) -> list[tuple[str, int | None, str, str | None, Decimal]]:
    return [(a.scope, a.fiscal_year, a.phase, a.source, a.value / 10_000) for a in record.amounts]


def told(record: Record) -> list[str]:
    return [f.printed.split("”")[0][1:] for f in record.findings if f.code == "text-unplaced"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("年初预算数（万元）", Facet(year_offset=0, phase="approved")),
        ("2022年预算数", Facet(year=2022, phase="approved")),
        ("2024年", Facet(year=2024)),
        ("资金到位数", Facet(year_offset=0, phase="unstated")),
        ("中期", Facet(scope="project")),
        ("金额（元）", Facet()),
        ("执行率", Facet(role="rate")),
        ("备注", Facet(role="remark")),
        ("其中：中央资金", Facet(source="higher-level", part="level")),
        ("政府性基金预算", Facet(source="fiscal", part="fund", budget="current_year_fiscal")),
        ("小计", Facet(source="total", budget="current_year", sums_up=True)),
        ("项目名称", None),
        ("展陈更新", None),
    ],
)  # fmt: skip
def test_what_words_say_of_sums(words: str, expected: Facet | None) -> None:
    assert facet_of(words) == expected


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        # sources by phases, a column of funds received
        ("| 项目资金（万元） | | 资金到位数 | 全年执行数 |\n| ^ | 年度资金总额 | 20 | 18.5 |\n| ^ | 其他资金 | 5 | — |",
         [("annual", 2023, "unstated", "total", "20"), ("annual", 2023, "executed", "total", "18.5"), ("annual", 2023, "unstated", "other", "5")]),
        # phases by sources
        ("| 资金情况（万元） | 资金来源 | 合计 | 财政拨款 |\n| ^ | 年初预算数 | 20 | 15 |\n| ^ | 全年执行数 | 18 | 14 |",
         [("annual", 2023, "approved", "total", "20"), ("annual", 2023, "approved", "fiscal", "15"), ("annual", 2023, "executed", "total", "18"), ("annual", 2023, "executed", "fiscal", "14")]),
        # the whole period and the year
        ("| 资金情况（万元） | 资金来源 | 中期 | 年度 |\n| ^ | 财政拨款 | 60 | 20 |\n| ^ | 合计 | 60 | 20 |",
         [("project", None, "requested", "fiscal", "60"), ("annual", 2023, "requested", "fiscal", "20"), ("project", None, "requested", "total", "60"), ("annual", 2023, "requested", "total", "20")]),
        # single years, and all of them
        ("| 资金情况（万元） | 合计 | 2023年 | 2024年 |\n| 资金总额 | 50 | 20 | 30 |\n| 自筹资金 | 5 | 2 | 3 |",
         [("project", None, "requested", "total", "50"), ("annual", 2023, "requested", "total", "20"), ("annual", 2024, "requested", "total", "30"),
          ("project", None, "requested", "unit-own", "5"), ("annual", 2023, "requested", "unit-own", "2"), ("annual", 2024, "requested", "unit-own", "3")]),
        # years that the rows name
        ("| 资金来源 | 合计（万元） | 一般公共预算 | 其他资金 |\n| 2022年预算数 | 18 | 17 | 1 |\n| 2023年申请数 | 20 | 18 | 2 |",
         [("annual", 2022, "approved", "total", "18"), ("annual", 2022, "approved", "fiscal", "17"), ("annual", 2022, "approved", "other", "1"),
          ("annual", 2023, "requested", "total", "20"), ("annual", 2023, "requested", "fiscal", "18"), ("annual", 2023, "requested", "other", "2")]),
        # headings in two rows
        ("| 资金（万元） | | 年初预算数 | < | 执行数 | < |\n| ^ | ^ | 合计 | 其中：财政拨款 | 合计 | 其中：财政拨款 |\n| ^ | 年度资金总额 | 9 | 8 | 7 | 6 |",
         [("annual", 2023, "approved", "total", "9"), ("annual", 2023, "approved", "fiscal", "8"), ("annual", 2023, "executed", "total", "7"), ("annual", 2023, "executed", "fiscal", "6")]),
        # budget and execution side by side, each with its parts
        ("| 预算执行情况（万元） | 预算数： | 45 | 执行数： | 44.2 |\n| ^ | 其中：财政拨款 | 40 | 其中：财政拨款 | 39.2 |",
         [("annual", 2023, "approved", "total", "45"), ("annual", 2023, "executed", "total", "44.2"), ("annual", 2023, "approved", "fiscal", "40"), ("annual", 2023, "executed", "fiscal", "39.2")]),
        # what is carried over stands below both totals
        ("| 项目资金（万元） | 中期资金总额 | 60 | 年度资金总额 | 20 |\n| ^ | 上年结转资金 | 0 | 上年结转资金 | 2 |",
         [("project", None, "requested", "total", "60"), ("annual", 2023, "requested", "total", "20"), ("project", None, "requested", "carry-over", "0"), ("annual", 2023, "requested", "carry-over", "2")]),
    ],
)  # fmt: skip
def test_sums_by_rows_and_columns(money: str, expected: list[tuple[object, ...]]) -> None:
    record = form(money)
    assert sums(record) == [(*said, Decimal(str(value))) for *said, value in expected]
    assert told(record) == []


PARTS = (
    "| 项目资金（万元） | 年度资金总额 | < | 260 |\n"
    "| ^ | 财政拨款 | 小计 | 240 |\n| ^ | ^ | 一般公共预算 | 200 |\n| ^ | ^ | 政府性基金预算 | 40 |\n"
    "| ^ | 上级补助资金 | 小计 | 15 |\n| ^ | ^ | 中央资金 | 10 |\n| ^ | ^ | 省级资金 | 5 |\n| ^ | 其他资金 | < | 5 |"
)


def test_parts_of_a_source_have_none_of_their_own() -> None:
    record = form(PARTS)
    assert [(a.label, a.source, a.part_of or None) for a in record.amounts] == [
        ("年度资金总额", "total", None),
        ("财政拨款", "fiscal", None),
        ("一般公共预算", None, "/amounts/1"),
        ("政府性基金预算", None, "/amounts/1"),
        ("上级补助资金", "higher-level", None),
        ("中央资金", None, "/amounts/4"),
        ("省级资金", None, "/amounts/4"),
        ("其他资金", "other", None),
    ]
    assert record.budget.current_year_fiscal == 2_400_000
    assert not [finding.code for finding in record.findings]


def test_sums_of_one_source_without_their_sum_are_equal_and_not_added() -> None:
    record = form(
        "| 项目资金（万元） | 年度资金总额 | 30 |\n| ^ | 一般公共预算 | 20 |\n| ^ | 政府性基金预算 | 10 |"
    )
    assert [(a.label, a.source) for a in record.amounts][1:] == [
        ("一般公共预算", "fiscal"),
        ("政府性基金预算", "fiscal"),
    ]
    assert record.budget.current_year_fiscal is None
    assert record.absent["/budget/current_year_fiscal"] == "not-in-layout"


def test_what_makes_up_the_total_beside_a_source_is_no_part_of_it() -> None:
    record = form(
        "| 项目资金（万元） | 年度资金总额 | 30 |\n| ^ | 财政拨款 | 20 |\n| ^ | 政府性基金预算 | 10 |"
    )
    assert [a.source for a in record.amounts] == ["total", "fiscal", "fiscal"]


def test_a_sum_of_a_part_is_no_second_total() -> None:
    record = form(
        "| 项目资金（万元） | | 年初预算数 | 执行数 |\n| ^ | 年度资金总额 | 30 | 29 |\n| ^ | 小计 | 12 | 11 |"
    )
    assert [a.source for a in record.amounts] == ["total", "total"]
    assert told(record) == ["小计", "12", "11"]


def test_every_cell_of_a_table_of_money_is_kept_or_told() -> None:
    record = form(
        "| 项目资金（万元） | | 年初预算数 | 特种列支数 | 执行数 | 执行率 | 到位率 | 未执行原因 |\n"
        "| ^ | 年度资金总额 | 30 | 31 | 29 | 96.67% | 100% | 结算较晚 |\n"
        "| ^ | 其中：财政拨款 | 30 | 31 | 29 | 96.67% | 100% | — |",
        title="项目支出绩效自评表",
    )
    assert [(a.phase, a.value) for a in record.amounts] == [
        ("approved", 300_000),
        ("executed", 290_000),
        ("approved", 300_000),
        ("executed", 290_000),
    ]
    assert record.evaluation
    assert record.evaluation.execution_rate == Decimal("96.67")
    assert [(r.label, r.heading, r.text) for r in record.evaluation.remarks or ()] == [
        ("年度资金总额", "特种列支数", "31"),
        ("年度资金总额", "到位率", "100%"),
        ("年度资金总额", "未执行原因", "结算较晚"),
        ("其中：财政拨款", "特种列支数", "31"),
        ("其中：财政拨款", "执行率", "96.67%"),
        ("其中：财政拨款", "到位率", "100%"),
    ]
    assert told(record) == ["特种列支数"]


def test_money_under_a_heading_nobody_knows_is_unreadable_and_not_missing() -> None:
    record = form(
        "| 项目资金（万元） | | 特种列支数 | 执行数 | 执行率 | 年末数 |\n| ^ | 年度资金总额 | 31 | 29 | 96% | 2 |"
    )
    assert record.budget.current_year is None
    assert record.absent["/budget/current_year"] == "unreadable"


def test_the_view_shows_one_phase_of_the_year() -> None:
    record = form(
        "| 项目资金（万元） | | 年初预算数 | 全年预算数 | 执行数 |\n| ^ | 年度资金总额 | 30 | 32 | 29 |\n"
        "| ^ | 其中：财政拨款 | 28 | 30 | 27 |\n| ^ | 上年结转资金 | 2 | 2 | 2 |\n| ^ | 其他资金 | | | |"
    )
    budget = record.budget
    assert (budget.current_year, budget.current_year_fiscal, budget.carry_over) == (320_000, 300_000, 20_000)
    assert record.absent["/budget/other"] == "blank"
    assert record.absent["/budget/total"] == "not-in-layout"


def test_rates_and_points_behind_sums_with_labels_of_their_own() -> None:
    record = form(
        "| 预算执行情况（万元） | 预算数 | 45 | 执行数 | 44.2 | 执行率 | 98.22% | 得分 | 9.8 |",
        title="项目支出绩效自评表",
    )
    assert record.evaluation
    assert (str(record.evaluation.execution_rate), str(record.evaluation.budget_score)) == ("98.22", "9.8")
    assert told(record) == []


def test_every_sum_stands_where_its_span_says() -> None:
    document = read_bytes(html.written(parts_of(HEAD + PARTS + "\n" + GOALS)), "form.html")
    (record,) = extract(document).records
    for i, amount in enumerate(record.amounts):
        ((start, end),) = record.spans[f"/amounts/{i}/value"]
        assert Decimal(document.text[start:end]) * 10_000 == amount.value
        ((start, end),) = record.spans[f"/amounts/{i}/label"]
        assert document.text[start:end] == amount.label
