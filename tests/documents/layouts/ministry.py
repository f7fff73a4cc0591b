"""The Ministry of Finance: 项目支出绩效目标表 of one year, and with the values of a mid-term period beside them."""

from __future__ import annotations

from ..facts import Form, Sum
from ..model import Parts, table
from .layout import LEVELS_2015, LEVELS_2021, Layout, head, in_wan, listed, under, wide

_ANNUAL: tuple[Sum, ...] = tuple(
    ("annual", 0, "requested", source) for source in ("total", "fiscal", "other")
)
_PROJECT: tuple[Sum, ...] = tuple(
    ("project", None, "requested", source) for source in ("total", "fiscal", "other")
)


def _draw_one_year(form: Form) -> Parts:
    labels = ("年度资金总额：", "其中：财政拨款", "其他资金")
    money = [
        wide([label, in_wan(form.sums.get(key))], 2, 2) for label, key in zip(labels, _ANNUAL, strict=True)
    ]
    goals = [["一级指标", "二级指标", "三级指标", "指标值"], *listed(form.rows, "target")]
    grid = [
        wide(["项目名称", form.project], 1, 4),
        wide(["主管部门", form.department or "", "实施单位", form.unit], 1, 2, 1, 1),
        *under("项目资金（万元）", money),
        wide(["年度总体目标", form.narratives.get("年度绩效目标", "")], 1, 4),
        *under("绩效指标", goals),
    ]
    return [*head(form), table(grid, heading=len(grid) - len(goals))]


def _draw_two_periods(form: Form) -> Parts:
    goals = [
        ["一级指标", "二级指标", "三级指标", "中期指标值", "年度指标值"],
        *listed(form.rows, "whole", "target"),
    ]
    grid = [
        wide(["项目名称", form.project], 1, 5),
        wide(["主管部门", form.department or "", "实施单位", form.unit], 1, 2, 1, 2),
        *under("项目资金（万元）", [wide(row, 2, 1, 1, 1) for row in _two_totals(form, "中期资金总额：")]),
        *under("总体目标", [wide(row, 3, 2) for row in _two_goals(form)]),
        *under("绩效指标", goals),
    ]
    return [*head(form), table(grid, heading=len(grid) - len(goals))]


def _draw_two_lists(form: Form) -> Parts:
    """A list for the mid-term period and one for the year, side by side; both share the level 1."""
    one = [["一级指标", "二级指标", "三级指标", "中期指标值"], *listed(form.rows, "whole")]
    other = [["", "二级指标", "三级指标", "年度指标值"], *listed(form.rows, "target")]
    goals = [[*left, *right[1:]] for left, right in zip(one, other, strict=True)]
    grid = [
        wide(["项目名称", form.project], 1, 6),
        wide(["主管部门", form.department or "", "实施单位", form.unit], 1, 3, 1, 2),
        *under("项目资金（万元）", [wide(row, 2, 1, 1, 2) for row in _two_totals(form, "项目资金总额")]),
        *under("总体目标", [wide(row, 3, 3) for row in _two_goals(form)]),
        *goals,
    ]
    return [*head(form), table(grid, heading=len(grid) - len(goals))]


def _two_totals(form: Form, total: str) -> list[list[str]]:
    labels = (total, "年度资金总额"), ("其中：财政拨款", "其中：财政拨款"), ("其他资金", "其他资金")
    return [
        [left, in_wan(form.sums.get(project)), right, in_wan(form.sums.get(annual))]
        for (left, right), project, annual in zip(labels, _PROJECT, _ANNUAL, strict=True)
    ]


def _two_goals(form: Form) -> list[list[str]]:
    texts = form.narratives
    return [["中期目标", "年度目标"], [texts.get("项目总目标", ""), texts.get("年度绩效目标", "")]]


ONE_YEAR = Layout(
    name="ministry-one-year",
    title="项目支出绩效目标表",
    kind="target",
    draw=_draw_one_year,
    levels=LEVELS_2021,
    sums=_ANNUAL,
    narratives=("年度绩效目标",),
    fields=frozenset({"department"}),
)
TWO_PERIODS = Layout(
    name="ministry-two-periods",
    title="项目支出绩效目标申报表",
    kind="target",
    draw=_draw_two_periods,
    levels=LEVELS_2015,
    sums=(*_PROJECT, *_ANNUAL),
    narratives=("项目总目标", "年度绩效目标"),
    fields=frozenset({"department"}),
    columns=frozenset({"whole"}),
)
TWO_LISTS = Layout(
    name="ministry-two-lists",
    title="项目支出绩效目标表",
    kind="target",
    draw=_draw_two_lists,
    levels=LEVELS_2015,
    sums=TWO_PERIODS.sums,
    narratives=TWO_PERIODS.narratives,
    fields=TWO_PERIODS.fields,
    columns=TWO_PERIODS.columns,
)
