"""Titles that are told in other words, and titles of other documents that look like them."""

from __future__ import annotations

import pytest

from extractors.policies.likeness import LIKE, alike, likeness, title_key, united_titles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("关于加强科普工作的意见", "关于进一步加强科普工作的意见"),
        ("关于加快推进全民阅读工作的实施意见", "关于推进全民阅读的实施意见"),
        ("科普经费管理办法", "关于印发《科普经费管理办法》的通知"),
        ("科普经费管理办法", "上海市财政局关于印发〈科普经费管理办法〉的通知"),
        ("关于支持科普场馆发展的若干政策", "关于支持科普场馆发展的若干政策措施"),
        ("“十三五”科普发展规划", "十三五科普事业发展规划"),
        ("２０１９年科普工作要点", "2019年科普工作要点"),
    ],
)
def test_words_that_tell_nothing(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("科普经费管理办法", "科普经费管理办法（试行）"),
        ("科普经费管理办法", "科普经费管理办法实施细则"),
        ("科普场馆专项资金管理办法", "科普场馆专项经费管理办法"),
        ("关于做好2018年社区科普工作的通知", "关于做好2019年社区科普工作的通知"),
    ],
)
def test_others(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("科普场馆建设专项资金管理办法", "科普场馆建设专项经费管理办法", True),
        ("科普场馆资助管理办法（试行）", "科普场馆资助管理办法", True),
        ("关于做好2018年社区科普工作的通知", "关于做好2019年社区科普工作的通知", False),
        ("上海市科普场馆资助管理办法", "北京市科普场馆资助管理办法", False),
        ("科普场馆资助与奖励管理办法", "关于科普场馆资助与奖励管理办法的补充通知", False),
        ("科普场馆资助与奖励管理办法", "科普场馆资助与奖励管理办法实施细则", False),
        ("第三批科普基地认定管理办法", "第四批科普基地认定管理办法", False),
        ("科普经费管理办法", "政府采购代理机构管理办法", False),
    ],
)
def test_beside_one_number(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is alike(other, one) is expected


def test_what_tells_apart_weighs_more_than_all_that_is_alike() -> None:
    assert likeness("社区科普人才资助管理办法", "社区科普人才资助管理办法（试行）") == 0
    assert LIKE <= likeness("社区科普场馆设施管理办法", "社区科普场馆设备管理办法") < 100


A, A_BY_A_WORD, B = "关于加强科普工作的意见", "关于加强科普宣传工作的意见", "科普经费管理办法"


@pytest.mark.parametrize(
    ("claims", "united"),
    [
        ([(A, "1")], {A: "1"}),
        ([(A, "1"), (f"关于印发〈{A}〉的通知", "1")], {A: "1"}),
        ([(A, "1"), (A_BY_A_WORD, "1")], {A: "1", A_BY_A_WORD: "1"}),
        ([(A, "1"), (B, "2")], {A: "1", B: "2"}),
        ([(A, "1"), (A, "2")], {}),
        ([(A, "1"), (B, "1")], {}),
        ([(A, "1"), (A, "2"), (B, "3")], {B: "3"}),
        ([*[(A, "沪|科|2015|1")] * 10, (A, "沪|科|2015|7")], {}),
        ([*[(A, "沪|科|2015|1")] * 10, (A, "沪|科|2016|1")], {}),
        ([*[(A, "1")] * 10, (B, "1")], {}),
        ([], {}),
    ],
)
def test_a_title_beside_a_number_is_a_claim(claims: list[tuple[str, str]], united: dict[str, str]) -> None:
    expected = {title_key(title): number for title, number in united.items()}
    assert united_titles(claims) == united_titles(reversed(claims)) == expected


def test_hundreds_of_titles_beside_one_number_cost_little() -> None:
    assert united_titles((f"关于第{n}批科普项目的通知", "1") for n in range(20_000)) == {}
