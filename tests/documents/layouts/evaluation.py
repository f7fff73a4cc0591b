"""Self-evaluations 自评表: values of the year beside those achieved, and values split into sign, number and unit."""

from __future__ import annotations

import re

from ..facts import Form, Row, Sum
from ..model import Parts, table
from .layout import LEVELS_2021, Layout, head, in_wan, listed, under, wide

_PHASES = ("approved", "revised", "executed")
_SOURCES = {"年度资金总额": "total", "其中：财政拨款": "fiscal", "其他资金": "other"}
_SUMS: tuple[Sum, ...] = tuple(
    ("annual", 0, phase, source) for source in _SOURCES.values() for phase in _PHASES
)
_SPLIT = re.compile(r"([≥≤=]?)(\d[\d.]*)(\D+)")


def _draw_self_evaluation(form: Form) -> Parts:
    texts = form.narratives
    headings = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ]
    goals = [headings, *listed(form.rows, "target", "actual", "weight", "score", "deviation")]
    grid = [
        *_names(form),
        *under("项目资金（万元）", _money_grid(form)),
        *under(
            "年度总体目标",
            [
                wide(["预期目标", "实际完成情况"], 4, 4),
                wide([texts.get("年度绩效目标", ""), texts.get("实际完成情况", "")], 4, 4),
            ],
        ),
        *under("绩效指标", goals),
    ]
    return [*head(form), table(grid, heading=len(grid) - len(goals))]


def _draw_split_values(form: Form) -> Parts:
    headings = [
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "完成值",
        "权重",
        "得分",
    ]
    rows = [_split(row, cells) for row, cells in zip(form.rows, listed(form.rows), strict=True)]
    grid = [
        *_names(form),
        *under("项目资金（万元）", _money_grid(form)),
        wide(["年度目标", form.narratives.get("年度绩效目标", "")], 1, 8),
        headings,
        *rows,
    ]
    return [*head(form), table(grid, heading=len(grid) - len(rows) - 1)]


def _names(form: Form) -> list[list[str]]:
    return [
        wide(["项目名称", form.project], 1, 8),
        wide(["主管部门", form.department or "", "实施单位", form.unit], 1, 3, 1, 4),
    ]


def _money_grid(form: Form) -> list[list[str]]:
    rows = [["", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]]
    for label, source in _SOURCES.items():
        sums = [form.sums.get(("annual", 0, phase, source)) for phase in _PHASES]
        rate = f"{100 * (sums[2] or 0) / sums[1]:.2f}%" if sums[1] else ""
        marks = ["10", rate, "9.50"] if source == "total" else ["—", rate, "—"]
        rows.append([label, *map(in_wan, sums), *marks])
    return [wide(row, 2, 1, 1, 1, 1, 1, 1) for row in rows]


def _split(row: Row, cells: list[str]) -> list[str]:
    """Sign, number and unit in cells of their own; what is no number has the sign 定性."""
    found = _SPLIT.fullmatch(row.target)
    sign, value, unit = found.groups() if found else ("定性", row.target, "")
    actual = (row.actual or "").removesuffix(unit)
    return [*cells, sign, value, unit, actual, row.weight or "", row.score or ""]


SELF_EVALUATION = Layout(
    name="self-evaluation",
    title="项目支出绩效自评表",
    kind="self-evaluation",
    draw=_draw_self_evaluation,
    levels=LEVELS_2021,
    sums=_SUMS,
    narratives=("年度绩效目标", "实际完成情况"),
    fields=frozenset({"department"}),
    columns=frozenset({"actual", "weight", "score", "deviation"}),
)
SPLIT_VALUES = Layout(
    name="split-values",
    title="部门预算项目支出绩效自评表",
    kind="self-evaluation",
    draw=_draw_split_values,
    levels=LEVELS_2021,
    sums=_SUMS,
    narratives=("年度绩效目标",),
    fields=frozenset({"department"}),
    columns=frozenset({"actual", "weight", "score"}),
)
