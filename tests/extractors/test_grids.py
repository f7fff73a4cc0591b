"""Tables drawn in ways of many places: headings over two rows, cells that group rows, lists of projects."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from documents import html
from documents.drawing import parts_of

from extractors.coverage import coverage
from extractors.extract import Extraction, extract
from extractors.read import read_bytes
from extractors.records import Record
from extractors.rows import rows
from extractors.tables.columns import columns_of

HEAD = """# 项目支出绩效目标表
（2023年度）
"""
NAMES = "| 项目名称 | 科普巡展 | < | < |\n| 主管部门 | 某区科协 | 实施单位 | 某区科技馆 |\n"
GOALS = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 巡展场次 | ≥12场 |\n"


def drawn(drawing: str) -> Extraction:
    return extract(read_bytes(html.written(parts_of(drawing)), "form.html"))


def form(drawing: str) -> Record:
    (record,) = drawn(HEAD + drawing).records
    return record


def indicators(record: Record) -> list[tuple[str | None, ...]]:
    return [(row.level1, row.level2, row.name, row.target and row.target.text) for row in record.indicators]


def unplaced(record: Record) -> list[str]:
    return [finding.printed for finding in record.findings if finding.code == "text-unplaced"]


def roles(drawing: str) -> list[Sequence[str] | None]:
    document = read_bytes(html.written(parts_of(drawing)), "form.html")
    return [columns.roles if (columns := columns_of(row)) else None for row in rows(document)]


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        # 指标内容 is the name, unless 三级指标 is; then the value, unless 指标值 is; then a remark
        ("| 一级指标 | 二级指标 | 指标内容 | 指标值 |", ("level1", "level2", "name", "target")),
        ("| 一级指标 | 三级指标 | 运算符号 | 指标内容 | 度量单位 |", ("level1", "name", "comparator", "target", "unit")),
        ("| 一级指标 | 三级指标 | 指标值 | 指标内容 |", ("level1", "name", "target", "remark")),
        # a sign and a direction: both are signs, the cells decide
        ("| 三级指标 | 指标性质 | 指标方向 | 目标值 |", ("name", "comparator", "comparator", "target")),
        # unknown words where only one role is left
        ("| 一级指标 | 二级指标 | 考查事项 | 指标值 |", ("level1", "level2", "name", "target")),
        ("| 一级指标 | 二级指标 | 三级指标 | 绩效标准 | 预想值 |", ("level1", "level2", "name", "remark", "target")),
        ("| 一级指标 | 二级指标 | 三级指标 | 甲 | 乙 |", ("level1", "level2", "name", "other", "other")),
        # two levels
        ("| 一级指标 | 二级指标 | 指标值 |", ("level1", "name", "target")),
        # the same words again begin another list, other words for the same role do not
        ("| 三级指标 | 指标值 | 三级指标 | 指标值 |", ("name", "target", "name", "target")),
    ],
)  # fmt: skip
def test_roles_of_headings(drawing: str, expected: Sequence[str]) -> None:
    assert roles(drawing) == [expected]


def test_headings_that_reach_down_head_columns_with_those_below() -> None:
    drawing = (
        "| 绩效指标 | < | 年度指标值 | < | 实际完成值 |\n"
        "| 一级指标 | 三级指标 | 指标性质 | 指标值 | ^ |\n"
        "| 产出指标 | 场次 | ≥ | 12 | 13 |"
    )
    *_, found, data = roles(drawing)
    assert found == ("level1", "name", "comparator", "target", "actual")
    assert data is None


def test_the_sign_is_the_one_among_the_columns_of_signs() -> None:
    for signs in ("| 指标性质 | 指标方向 |\n| 正向 | ≥ |", "| 指标性质 | 指标方向 |\n| ≥ | 正向 |"):
        head, cells = (line.strip("| ") for line in signs.split("\n"))
        drawing = NAMES.replace("<", "< | < | <", 1).replace("某区科技馆", "某区科技馆 | < | <")
        drawing += (
            f"| 一级指标 | 三级指标 | {head} | 目标值 | 计量单位 |\n| 产出指标 | 场次 | {cells} | 12 | 场 |\n"
        )
        assert indicators(form(drawing)) == [("产出指标", None, "场次", "≥12场")]


def test_a_guessed_heading_is_reported() -> None:
    record = form(NAMES + GOALS.replace("指标值 |", "预想值 |"))
    assert indicators(record) == [("产出指标", "数量指标", "巡展场次", "≥12场")]
    assert any("预想值" in printed for printed in unplaced(record))


def test_a_drawn_level_1_is_believed_whatever_level_2_says() -> None:
    drawing = NAMES + GOALS.replace("产出指标 | 数量指标", "效益指标 | 社会效益指标")
    drawing += "| ^ | 服务对象满意度指标 | 观众满意度 | ≥90% |\n"
    assert [row[0] for row in indicators(form(drawing))] == ["效益指标", "效益指标"]


@pytest.mark.parametrize("points", ["（50分）", "(40-50分)", "（40-50）分", "（10）"])
def test_points_behind_a_category_do_not_hide_it(points: str) -> None:
    record = form(NAMES + GOALS.replace("产出指标", f"产出指标{points}"))
    assert (record.indicators[0].level1, record.framework) == (f"产出指标{points}", "ministry-2021")


def test_a_cell_beside_several_rows_of_labels_has_no_value_of_its_own() -> None:
    record = form(
        NAMES
        + "| 项目基本情况 | 年度目标 | 年度目标完成情况 | < |\n| ^ | 办展十二场。 | 已办十三场。 | < |\n"
        + "| ^ | 立项依据 | 三年行动方案 | < |\n"
        + GOALS
    )
    assert record.narratives == {
        "年度绩效目标": "办展十二场。",
        "实际完成情况": "已办十三场。",
        "立项依据": "三年行动方案",
    }


def test_a_heading_over_the_whole_table_is_not_glued_to_the_text_above() -> None:
    record = form(NAMES + "| 项目概况 | 流动展览。 | < | < |\n| 第二部分填报内容 | < | < | < |\n" + GOALS)
    assert record.narratives == {"项目概况": "流动展览。"}
    assert [printed for printed in unplaced(record) if "第二部分填报内容" in printed]


def test_a_table_with_unknown_headings_beside_a_label_is_reported_and_no_text_of_it() -> None:
    record = form(NAMES + "| 项目预算 | 事项 | 次数 | 单价 |\n| ^ | 布展 | 2 | 3000 |\n" + GOALS)
    assert not record.narratives
    assert sum(any(word in printed for word in ("事项", "布展", "3000")) for printed in unplaced(record)) == 3


def test_a_footnote_drawn_over_the_columns_is_no_indicator() -> None:
    record = form(
        NAMES + GOALS + "| 特别声明 | 场次以实际为准 | < | < |\n| 效益指标 | 社会效益指标 | 观众 | ≥3万人 |\n"
    )
    assert [row[2] for row in indicators(record)] == ["巡展场次", "观众"]
    assert [printed for printed in unplaced(record) if "特别声明" in printed]


def test_captions_part_tables_with_the_same_headings() -> None:
    table = "| {} | 一级指标 | 三级指标 | 指标值 |\n| ^ | 产出指标 | {} | 9场 |\n"
    record = form(NAMES + table.format("长期绩效指标", "三年场次") + table.format("年度绩效指标", "全年场次"))
    assert [(row.name, bool(row.target), bool(row.target_whole_period)) for row in record.indicators] == [
        ("三年场次", False, True),
        ("全年场次", True, False),
    ]


def test_one_of_several_boxes_is_the_nature_of_a_project() -> None:
    for boxes, expected in (
        ("新增项目□ 延续项目√", "延续项目"),
        ("新增项目□ 延续项目□", None),
        ("延续", "延续"),
    ):
        record = form(NAMES + f"| 项目属性 | {boxes} | < | < |\n" + GOALS)
        assert record.project.category == expected
        assert ("/project/category" in record.absent) == (expected is None)


LIST = """# 部门预算项目绩效目标表（2024年度）
金额单位：万元
| 单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 三级指标 | 指标值 |
| 甲馆 | 展览 | 20 | 办展。 | 产出指标 | 场次 | 2场 |
| ^ | ^ | ^ | ^ | 效益指标 | 观众 | 1万人 |
| ^ | 讲座 | 3.5 | 开讲。 | 产出指标 | 讲座 | 9场 |
"""


class TestLists:
    def test_each_project_is_a_form_with_an_extent_of_its_own(self) -> None:
        found = drawn(LIST)
        assert [(r.project.name, r.unit.name, r.year, len(r.indicators)) for r in found.records] == [
            ("展览", "甲馆", 2024, 2),
            ("讲座", "甲馆", 2024, 1),
        ]
        one, other = (record.source for record in found.records)
        assert one.start < one.end <= other.start < other.end
        assert [str(r.budget.current_year) for r in found.records] == ["200000", "35000"]

    def test_names_repeated_in_every_row_are_one_project(self) -> None:
        drawing = "\n".join(
            line.replace("| ^ | ^ | ^ | ^ |", "| 甲馆 | 展览 | 20 | 办展。 |") for line in LIST.splitlines()
        )
        assert [len(record.indicators) for record in drawn(drawing).records] == [2, 1]

    def test_every_value_stands_where_its_span_says(self) -> None:
        found = drawn(LIST)
        for record in found.records:
            ((start, end),) = record.spans["/project/name"]
            assert found.text[start:end] == record.project.name

    @pytest.mark.parametrize(
        "drawing",
        [
            "| 序号 | 项目名称 | 预算数 | 主管部门 |\n| 1 | 甲 | 10 | 乙局 |\n| 2 | 丙 | 20 | 乙局 |",
            "| 项目名称 | 项目单位 | 项目性质 | 主管部门 |\n| 甲 | 丁站 | 延续 | 乙局 |\n| 丙 | 戊站 | 新增 | 乙局 |",
        ],
    )
    def test_a_plain_list_of_projects_is_no_form(self, drawing: str) -> None:
        assert drawn(f"某县教育局项目\n{drawing}").records == ()


class TestLeftAside:
    MONITORED = (
        NAMES + "| 三级指标 | 年度指标值 | 1-7月执行情况 | 全年预计完成情况 |\n| 场次 | 12场 | 7场 | 12场 |"
    )

    @pytest.mark.parametrize("title", ["项目支出绩效目标执行监控表", "绩效运行监控表", "项目支出绩效目标表"])
    def test_monitoring_by_its_title_or_its_headings(self, title: str) -> None:
        found = drawn(f"# {title}\n{self.MONITORED}")
        assert found.records == ()
        assert [each.kind for each in found.aside] == ["monitoring"]

    def test_a_form_behind_it_is_read(self) -> None:
        found = drawn(f"# 绩效运行监控表\n{self.MONITORED}\n{HEAD}{NAMES}{GOALS}")
        assert [record.project.name for record in found.records] == ["科普巡展"]
        assert [each.kind for each in found.aside] == ["monitoring"]

    def test_a_department_as_a_whole(self) -> None:
        found = drawn("# 部门整体支出绩效目标表\n| 部门名称 | 某区科协 |\n| 年度总体目标 | 提高素质。 |")
        assert [each.kind for each in found.aside] == ["whole-department"]

    def test_cells_run_together(self) -> None:
        text = "项目名称展览主管部门某区科协实施单位某馆年度资金总额20一级指标二级指标三级指标年度指标值产出指标场次2场"
        document = read_bytes(text.encode(), "form.txt")
        found = extract(document)
        (gap,) = coverage(document, found).gaps
        assert (found.records, gap.kind, gap.start) == ((), "run-together", 0)
        assert coverage(document, found).counts.aside == 1


def test_points_of_the_budget_and_in_total() -> None:
    found = drawn(
        "# 项目支出绩效自评表\n（2022年度）\n"
        "| 项目名称 | 巡展 | < | < | < | < | < |\n| 主管部门 | 某区科协 | < | < | 实施单位 | 某馆 | < |\n"
        "| 项目资金（万元） | | 年初预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"
        "| ^ | 年度资金总额 | 20 | 19 | 10 | 95.00% | 9.5 |\n| ^ | 其中：财政拨款 | 20 | 19 | — | 95.00% | — |\n"
        "| 绩效指标 | 一级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |\n"
        "| ^ | 产出指标 | 场次 | 12场 | 13场 | 90 | 90 |\n| 总分 | < | < | < | < | 100 | 99.5 |"
    )
    (record,) = found.records
    assert record.evaluation
    keys = [key for key in record.evaluation.__struct_fields__ if key != "remarks"]
    points = {key: str(getattr(record.evaluation, key)) for key in keys}
    assert points == {
        "execution_rate": "95.00",
        "budget_weight": "10",
        "budget_score": "9.5",
        "total_weight": "100",
        "total_score": "99.5",
    }
    printed = {key: found.text[slice(*record.spans[f"/evaluation/{key}"][0])] for key in points}
    assert printed == points | {"execution_rate": "95.00%"}


def test_sums_without_a_source_are_those_of_all_money() -> None:
    record = form(
        NAMES + "| 资金情况（万元） | 年初预算数 | 实际支出 | 支出率 |\n| ^ | 20 | 19 | 95% |\n" + GOALS
    )
    assert [(a.phase, a.source, int(a.value)) for a in record.amounts] == [
        ("approved", "total", 200_000),
        ("executed", "total", 190_000),
    ]


def test_sums_of_the_year_before_stand_in_columns_of_their_own() -> None:
    record = form(
        NAMES
        + "| 项目资金（万元） | 项目 | 上年度预算安排 | 上年度实际执行 | 本年度申请金额 |\n"
        + "| ^ | 财政拨款 | 80 | 79.5 | 90 |\n"
    )
    assert [(a.fiscal_year, a.phase, a.source, int(a.value)) for a in record.amounts] == [
        (2022, "approved", "fiscal", 800_000),
        (2022, "executed", "fiscal", 795_000),
        (2023, "requested", "fiscal", 900_000),
    ]


def test_a_label_with_two_sums_behind_it_has_neither() -> None:
    record = form(NAMES + "| 财政拨款（万元） | 80 | 90 | < |\n" + GOALS)
    assert record.amounts == ()
    assert sum(f"“{number}”" in printed for printed in unplaced(record) for number in ("80", "90")) == 2


def test_a_sign_in_a_column_of_its_own_stands_before_a_value_with_its_unit() -> None:
    table = "| 一级指标 | 三级指标 | 指标值 | 指标值内容 |\n| 产出指标 | 场次 | ≥ | 12场 |\n| 效益指标 | 影响 | 定性 | 持续 |\n"
    assert [row[-1] for row in indicators(form(NAMES + table))] == ["≥12场", "持续"]


def test_labels_beside_their_numbers_head_no_table() -> None:
    assert roles("| 年初预算数 | 100 | 全年执行数 | 95 |") == [None]


def test_headings_over_two_rows_in_text_copied_with_tabs() -> None:
    text = (
        "项目支出绩效自评表\n（2022年度）\n项目名称\t巡展\t\t\t\n主管部门\t某区科协\t实施单位\t某馆\t\n"
        "绩效指标\t\t年度指标值\t\t实际完成值\n一级指标\t三级指标\t指标性质\t指标值\t\n产出指标\t场次\t≥\t12\t13\n"
    )
    (record,) = extract(read_bytes(text.encode(), "form.txt")).records
    assert indicators(record) == [("产出指标", None, "场次", "≥12")]
    assert record.indicators[0].actual
    assert record.indicators[0].actual.text == "13"


def test_the_sum_of_a_part_is_not_the_total() -> None:
    record = form(
        NAMES
        + "| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n| 产出指标 | 场次 | 12场 | 13场 | 40 | 37 |\n"
        + "| 小计 | < | < | < | 40 | 37 |\n| 效益指标 | 观众 | 1万人 | 1万人 | 60 | 58 |\n| 总分 | < | < | < | 100 | 95 |"
    )
    assert record.evaluation
    assert (record.evaluation.total_weight, record.evaluation.total_score) == (100, 95)
    assert [row.name for row in record.indicators] == ["场次", "观众"]
    assert [finding.code for finding in record.findings] == []


def test_a_row_that_counts_columns_is_no_project() -> None:
    counted = LIST.replace("| 甲馆 | 展览 |", "| 1 | 2 | 3 | 4 | 5 | 6 | 7 |\n| 甲馆 | 展览 |", 1)
    assert [record.project.name for record in drawn(counted).records] == ["展览", "讲座"]


def test_sums_of_a_source_that_nobody_knows_are_reported() -> None:
    record = form(
        NAMES + "| 项目资金（万元） | 项目 | 年初预算数 | 全年执行数 |\n| ^ | 年度资金总额 | 30 | 28 |\n"
        "| ^ | 甲类特别款项 | 10 | 9 |\n" + GOALS
    )
    assert [(a.phase, a.source, int(a.value)) for a in record.amounts] == [
        ("approved", "total", 300_000),
        ("executed", "total", 280_000),
    ]
    assert [words.split("”")[0] for words in unplaced(record)] == ["“甲类特别款项", "“10", "“9"]


def test_a_value_of_the_whole_period_alone_is_a_value() -> None:
    record = form(
        NAMES
        + "| 一级指标 | 三级指标 | 实施期指标值 | 年度指标值 |\n| 产出指标 | 巡展 | ≥30场 | |\n| 产出指标 | 讲座 | | |"
    )
    assert [(row.name, bool(row.target_whole_period)) for row in record.indicators] == [
        ("巡展", True),
        ("讲座", False),
    ]
    missing = [finding.field for finding in record.findings if finding.code == "value-missing"]
    assert missing == ["/indicators/1/target"]
