"""Example queries on forms made for them: exact rows, denominators, and what is left out of sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from small_corpus import CITY, EXHIBITION, READING, SCANNING, STATE, number, store_of

from outputs.examples import examples
from outputs.properties import text
from outputs.query import run

if TYPE_CHECKING:
    from pyoxigraph import Store


def answer(store: Store, name: str) -> list[tuple[str, ...]]:
    rows = run(store, examples()[name].sparql).answer
    return [tuple("" if cell is None else text(cell) for cell in row) for row in rows]


def bare(name: str, **others: Any) -> dict[str, Any]:
    """A form of which little is said."""
    return READING | {"project": name, "findings": [], "indicators": [], "amounts": []} | others


def annual(value: int, source: str = "total", phase: str = "approved", year: int = 2019) -> tuple[Any, ...]:
    return ("annual", year, phase, value, None, f"{source}{value}", source)


FUNDS = [
    bare("甲", amounts=[annual(1000), annual(200, "carry-over"), annual(300, "higher-level")]),
    bare("乙", amounts=[annual(500), annual(0, "carry-over")]),
    bare("丙", amounts=[annual(400)]),
    bare("丁", amounts=[annual(700), annual(800), annual(50, "carry-over")]),
    bare("戊", amounts=[annual(90, phase="executed"), annual(90, "fiscal", "executed")]),
    bare("己", amounts=[("project", None, "approved", 9999, None, "总投资"), annual(10, "carry-over")]),
]


def test_sources_are_shares_of_the_totals_of_their_projects() -> None:
    """A project with two totals is in no sum, and one without a total neither; what is not printed is not zero."""
    assert answer(store_of(*FUNDS), "sources-of-funds") == [
        ("2019", "执行", "财政资金", "1", "1", "90", "90", "100"),
        ("2019", "批复（年初预算）", "上级资金", "1", "4", "300", "1000", "30"),
        ("2019", "批复（年初预算）", "上年结转资金", "2", "4", "200", "1500", "13.3"),
    ]


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [("budget-by-function", "function_code", "2060702"), ("budget-by-category", "category", "特定目标类")],
)
def test_money_by_what_forms_print(name: str, field: str, value: str) -> None:
    forms = [FUNDS[0] | {field: value}, FUNDS[1] | {field: value}, FUNDS[2], FUNDS[3] | {field: value}]
    assert answer(store_of(*forms), name) == [
        ("2019", "批复（年初预算）", value, "2", "4", "1500"),
        ("2019", "批复（年初预算）", "（表中未列）", "1", "4", "400"),
    ]


def test_a_goal_three_years_running() -> None:
    def goal(year: int, words: str, project: str = "阅读推广") -> dict[str, Any]:
        return bare(project, year=year, narratives={"年度绩效目标": words})

    same = [goal(year, "办好阅读节。") for year in (2019, 2020, 2021)]
    expected = [("甲市图书馆", "阅读推广", "2021", "年度绩效目标", "办好阅读节。")]
    assert answer(store_of(*same), "same-goal-three-years") == expected
    assert answer(store_of(*same[:2], goal(2021, "办好读书节。")), "same-goal-three-years") == []
    assert answer(store_of(*same[:2], goal(2022, "办好阅读节。")), "same-goal-three-years") == []
    assert answer(store_of(*same[:2], goal(2021, "办好阅读节。", "读书会")), "same-goal-three-years") == []


def test_quarters_of_a_project() -> None:
    quarters = [
        ("quarter", 2019, "requested", value, name, "用款")
        for name, value in (("第一季度", 100), ("第二季度", 300))
    ]
    assert answer(store_of(bare("甲", amounts=quarters)), "spending-by-quarter") == [
        ("甲市图书馆", "甲", "2019", "申报", "第一季度", "100", "400", "25"),
        ("甲市图书馆", "甲", "2019", "申报", "第二季度", "300", "400", "75"),
    ]


@pytest.mark.parametrize(
    ("part", "wholes", "expected"),
    [
        (800, [1000], [("甲市图书馆", "甲", "2019", "申报", "讲座", "800", "1000", "80")]),
        (700, [1000], []),
        (800, [1000, 900], []),
    ],
)
def test_large_sub_projects(part: int, wholes: list[int], expected: list[tuple[str, ...]]) -> None:
    amounts = [
        *(annual(whole, phase="requested") for whole in wholes),
        ("sub-project", 2019, "requested", part, "讲座", "预算金额（元）"),
    ]
    assert answer(store_of(bare("甲", amounts=amounts)), "large-subprojects") == expected


def test_outputs_and_outcomes_by_year() -> None:
    rows = [
        ("产出目标", "数量目标", "场次", number("≥1场", ">=", 1, "场")),
        ("产出目标", "质量目标", "合格率", number("≥9%", ">=", 9, "%")),
        ("效果目标", "满意度目标", "满意度", number("≥8%", ">=", 8, "%")),
        ("投入和管理目标", "财务管理", "合规率", number("≥7%", ">=", 7, "%")),
    ]
    whole = ("效果目标", "满意度目标", "总满意度", None, number("≥6%", ">=", 6, "%"))
    forms = [bare("甲", year=2020, indicators=[*rows, whole]), bare("乙", year=2022, indicators=rows[:3])]
    assert answer(store_of(*forms), "output-and-outcome-share") == [
        ("2020", "2", "1", "1", "4", "25"),
        ("2022", "2", "1", "0", "3", "33.3"),
    ]


def test_policies_that_units_of_a_department_share() -> None:
    department = {"department": "甲市文化局"}
    forms = [EXHIBITION | department, SCANNING | department, bare("丙", unit="甲市剧院") | department]
    store = store_of(*forms)
    assert answer(store, "policies-co-cited-by-department") == [
        ("甲市文化局", "2019", STATE["number"], "2", "3"),
        ("甲市文化局", "2019", CITY["number"], "2", "3"),
    ]
    assert answer(store_of(EXHIBITION, SCANNING), "policies-co-cited-by-department") == []


@pytest.mark.parametrize(
    ("values", "told"),
    [((90, 85, 80), True), ((90, 85, 85), False), ((80, 85, 90), False), ((90, 80, 85), False)],
)
def test_targets_that_demand_less_two_years_running(values: tuple[int, ...], told: bool) -> None:
    forms = [
        bare(
            "甲",
            year=year,
            indicators=[("效果目标", "满意度目标", "读者满意度", number(f"≥{value}%", ">=", value, "%"))],
        )
        for year, value in zip((2019, 2020, 2021), values, strict=True)
    ]
    row = ("甲市图书馆", "甲", "2021", "读者满意度", *(f"≥{value}%" for value in values), "越高越好")
    assert answer(store_of(*forms), "targets-lowered-twice") == ([row] if told else [])
    assert answer(store_of(*forms[:2]), "targets-lowered-twice") == []


FOUND = {
    "bases-out-of-force": "law-out-of-force",
    "milestones-outside-period": "plan-outside-period",
    "copied-indicators": "copied-indicators",
    "declared-forms-missing": "book-count",
}


@pytest.mark.parametrize(("name", "code"), FOUND.items())
def test_findings_of_one_rule_with_their_sentence(name: str, code: str) -> None:
    finding = [
        (code, "info", "filing", "/narratives/立项依据"),
        ("value-missing", "info", "filing", "/unit/name"),
    ]
    (row,) = answer(store_of(READING | {"findings": finding}), name)
    assert row[:5] == ("甲市图书馆", "阅读推广", "2019", f"印出：{code}", "无害")
    assert (row[5], row[-1]) == ("阅读推广.txt", "按上级要求开展。")
