"""Periods of an implementation plan and what is planned for each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.cleaning import Value, clean
from extractors.forms.milestones import nodes


def read(text: str) -> list[tuple[str, str]]:
    plan: Value = clean(text)
    return [(plan.text[slice(*node.period)], plan.text[slice(*node.text)]) for node in nodes(plan)]


@pytest.mark.parametrize(
    "period",
    [
        "第一季度", "一季度", "1季度", "第1季度", "2019年第一季度", "上半年", "2019年下半年",
        "第三、四季度", "三、四季度", "第一、二、三季度", "第三季度至第四季度", "第三季度-第四季度", "3-4季度", "一至三季度", "第一到三季度",
        "第一季度、第二季度", "第一和第二季度", "2019年第三、四季度",
        "全年", "2019年全年", "全年度", "年内", "年初", "年底前", "年底之前", "2019年底前", "2019年末",
        "1—6月", "1-6月", "1月-6月", "1月至6月", "1～6月份", "2019年1月至2019年6月", "2019年1-6月", "3月、4月",
        "3月", "3月份", "3月底前", "6月底", "9月中旬", "10月初", "12月以前", "2018年12月",
        "3月15日前", "6月30日", "3月1日-5月31日", "3月1日至15日", "2019年3月1日—2019年5月31日",
        "三月底前", "九至十月", "十二月",
        "2019.03-2019.06", "2019.3", "2019/3-2019/6",
    ],
)  # fmt: skip
def test_periods(period: str) -> None:
    assert read(f"{period}：落实场地；") == [(period, "落实场地")]
    assert read(f"{period}落实场地，采购展品。") == [(period, "落实场地，采购展品。")]
    assert read(f"筹备。{period} 落实场地") == [(period, "落实场地")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一季度 落实场地；第三、四季度 举办讲座；年底前 总结", [("第一季度", "落实场地"), ("第三、四季度", "举办讲座"), ("年底前", "总结")]),
        ("1、1—6月：筹备；2、7-12月：实施", [("1—6月", "筹备"), ("7-12月", "实施")]),
        ("1.第一季度筹备；2.第二季度实施。", [("第一季度", "筹备"), ("第二季度", "实施。")]),
        ("①3月筹备②4月实施", [("3月", "筹备"), ("4月", "实施")]),
        ("在第三季度完成布展，于12月底前验收", [("第三季度", "完成布展"), ("12月底前", "验收")]),
        ("第一阶段（2019年1月-3月）：筹备；第二阶段(4-6月)：实施", [("2019年1月-3月", "筹备"), ("4-6月", "实施")]),
        ("2019年：一期；2020年：二期", [("2019年", "一期"), ("2020年", "二期")]),
        ("2019年上半年筹备，下半年实施", [("2019年上半年", "筹备"), ("下半年", "实施")]),
        # no periods
        ("每季度召开一次例会", []),
        ("每月1次例会，一月一次小结", []),
        ("全年龄段科普，年内部审计", []),
        ("按第三季度计划执行", []),
        ("2019年计划开展讲座四场", []),
        ("共12月龄婴儿，3月龄儿童", []),
        ("", []),
    ],
)  # fmt: skip
def test_plans(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@given(st.text(alphabet="第一二三四季度全年上半底前1369月日-—至、，；：（） 2019阶段讲座", max_size=60))
def test_nodes_are_in_order_and_never_empty(text: str) -> None:
    end = 0
    for node in nodes(clean(text)):
        assert end <= node.period[0] < node.period[1] <= node.text[0] < node.text[1]
        end = node.text[1]
