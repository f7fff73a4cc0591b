"""Shanghai: forms of the city around 2019, with two or three levels of indicators, and of its districts from 2023."""

from __future__ import annotations

from ..facts import Form, Sum
from ..model import TICKED, UNTICKED, Line, Parts, table
from .layout import LEVELS_2015, Layout, head, in_yuan, listed, under, wide

TYPES = ("结转项目", "其他一次性项目", "经常性专项业务费", "其他经常性项目")
"""The tick boxes of 项目类型."""

_LEVELS_2019 = {
    "投入和管理目标": ("投入管理", "财务管理"),
    "产出目标": ("数量目标", "质量目标", "时效目标"),
    "效果目标": ("社会效益目标", "满意度目标"),
    "影响力目标": ("长效管理", "部门协助"),
}
_SUMS_2019: dict[str, Sum] = {
    "项目总预算（元）": ("project", None, "requested", "total"),
    "项目当年预算（元）": ("annual", 0, "requested", "total"),
    "同名项目上年预算额（元）": ("annual", -1, "approved", "total"),
    "同名项目上年预算执行数（元）": ("annual", -1, "executed", "total"),
}
_TEXTS_2019 = ("项目概况", "立项依据", "项目设立的必要性", "项目总目标", "年度绩效目标")


def _draw_2019(form: Form) -> Parts:
    money = [text for label, key in _SUMS_2019.items() for text in (label, _plain(form.sums.get(key)))]
    boxes = [f"{words} {TICKED if words in (form.types or ()) else UNTICKED}" for words in TYPES]
    goals = _goals_2019(form)
    grid = [
        wide(["项目名称", form.project], 1, 5),
        wide(["项目类型", " ".join(boxes)], 1, 5),
        wide(["开始时间", form.start or "", "结束时间", form.end or ""], 1, 2, 1, 2),
        *(wide([label, form.narratives.get(label, "")], 1, 5) for label in _TEXTS_2019[:3]),
        wide(money[:4], 1, 2, 1, 2),
        wide(money[4:], 1, 2, 1, 2),
        *under("项目当年投入资金构成", _parts(form)),
        *(wide([label, form.narratives.get(label, "")], 1, 5) for label in _TEXTS_2019[3:]),
        wide(["分解目标"], 6),
        *goals,
    ]
    unit = Line(f"申报单位名称：{form.unit}（盖章）")
    return [*head(form), unit, table(grid, heading=len(grid) - len(goals))]


def _plain(value: int | None) -> str:
    return "" if value is None else str(value)


def _parts(form: Form) -> list[list[str]]:
    rows = [("子项目名称", "预算金额（元）"), *((name, str(value)) for name, value in form.parts)]
    return [wide(row, 3, 2) for row in rows]


def _goals_2019(form: Form) -> list[list[str]]:
    rows = listed(form.rows, "target")
    if form.rows[0].level2 is None:
        return [wide(row, 2, 2, 2) for row in [["分解目标内容", "绩效指标", "指标目标值"], *rows]]
    return [wide(row, 1, 1, 2, 2) for row in [["一级指标", "二级指标", "三级指标", "指标目标值"], *rows]]


_SUMS_DISTRICT: tuple[Sum, ...] = (
    ("project", None, "requested", "total"),
    ("annual", 0, "requested", "total"),
    ("project", None, "requested", "fiscal"),
    ("annual", 0, "requested", "fiscal-current"),
    ("annual", 0, "requested", "carry-over"),
    ("project", None, "requested", "other"),
    ("annual", 0, "requested", "other"),
)


def _draw_district(form: Form) -> Parts:
    rows = listed(form.rows, "target")
    goals = [["一级指标", "二级指标", "三级指标", "年度(/项目)指标值"], *rows]
    grid = [
        ["项目名称", form.project, "项目性质", form.nature or "", "项目类别", form.category or ""],
        wide(["主管部门", form.department or "", "实施单位", form.unit], 1, 2, 1, 2),
        wide(["计划开始日期", form.start or "", "计划完成日期", form.end or ""], 1, 2, 1, 2),
        *under("项目资金（元）", _money_grid(*(in_yuan(form.sums.get(key)) for key in _SUMS_DISTRICT))),
        *under(
            "项目绩效目标",
            [
                wide(["项目总目标", "年度总体目标"], 2, 3),
                wide([form.narratives.get("项目总目标", ""), form.narratives.get("年度绩效目标", "")], 2, 3),
            ],
        ),
        *under("绩效指标", [wide(row, 1, 1, 1, 2) for row in goals]),
    ]
    return [*head(form), table(grid, heading=len(grid) - len(goals))]


def _money_grid(*sums: str) -> list[list[str]]:
    """Project and year side by side; the fiscal funds of the project span two rows of the year's."""
    project, annual, fiscal, current, carried, project_other, other = sums
    rows = [
        ["项目资金总额", project, "年度资金申请总额", annual],
        ["其中：财政资金", fiscal, "其中：当年财政拨款", current],
        ["^", "^", "上年结转资金", carried],
        ["其他资金", project_other, "其他资金", other],
    ]
    return [wide(row, 1, 1, 1, 2) for row in rows]


THREE_LEVELS = Layout(
    name="shanghai-2019-three-levels",
    title="上海市财政支出项目绩效目标申报表",
    kind="target",
    draw=_draw_2019,
    levels=_LEVELS_2019,
    sums=tuple(_SUMS_2019.values()),
    narratives=_TEXTS_2019,
    fields=frozenset({"start", "end", "types", "parts"}),
)
TWO_LEVELS = Layout(
    name="shanghai-2019-two-levels",
    title=THREE_LEVELS.title,
    kind="target",
    draw=_draw_2019,
    levels=dict.fromkeys(_LEVELS_2019, (None,)),
    sums=THREE_LEVELS.sums,
    narratives=_TEXTS_2019,
    fields=THREE_LEVELS.fields,
)
DISTRICT = Layout(
    name="shanghai-district",
    title="财政项目支出绩效目标申报表",
    kind="target",
    draw=_draw_district,
    levels=LEVELS_2015,
    sums=_SUMS_DISTRICT,
    narratives=("项目总目标", "年度绩效目标"),
    fields=frozenset({"department", "start", "end", "nature", "category"}),
)
