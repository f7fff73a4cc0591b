"""Cleaning of values: the public rule, and that every character leads back to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.cleaning import clean, joined, places, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \t\n", ""),
        ("<p></p>", ""),
        ("科学 研究", "科学研究"),
        ("科学\r\n  研究", "科学研究"),
        ("符合规定） 2、适用", "符合规定） 2、适用"),
        ("10 Pflops 智能", "10 Pflops 智能"),
        ("a \t\n b", "a b"),
        ("<p>第一段。</p> <p>第二段</p>", "第一段。第二段"),
        ("<p>甲</p>\n<p>B</p>", "甲 B"),
        ('<ol style="list-style-type: none"> 1. 人才 ', "1. 人才"),
        ("≥3<5", "≥3<5"),
        ("若 a<b 且 c>d", "若 a<b 且 c>d"),
        ("甲<!-- 注 -->乙", "甲乙"),
        ("全角　空格", "全角空格"),
    ],
)
def test_rule(text: str, expected: str) -> None:
    assert clean(text).text == expected


@given(st.text(alphabet="科研a1。（ \t\n<>p/", max_size=60))
def test_characters_lead_back(text: str) -> None:
    value = clean(text)
    assert len(value.text) == len(value.offsets)
    assert list(value.offsets) == sorted(set(value.offsets))
    for character, offset in zip(value.text, value.offsets, strict=True):
        assert character == text[offset] or (character == " " and text[offset].isspace())


@given(st.text(alphabet="科研a1 \t", max_size=40))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text).text).text == clean(text).text


def test_part_of_a_text() -> None:
    text = "标签\t <p>科 学</p> \t尾"
    value = clean(text, 3, 15)
    assert value.text == "科学"
    assert text[slice(*value.span)] == "科 学"
    assert value.span_of(1, 2) == (9, 10)


def test_joined_pieces_follow_the_same_rule() -> None:
    text = "上海科\n技 2019\n年 Pflops"
    pieces = [clean(text, 0, 3), clean(text, 4, 10), clean(text, 11)]
    assert joined(pieces).text == "上海科技 2019 年 Pflops"


def test_visible_keeps_offsets() -> None:
    text = "甲<b>乙</b>"
    assert visible(text) == "甲   乙    "


@pytest.mark.parametrize(
    ("text", "value", "spans"),
    [
        ("&nbsp;项目&nbsp;&emsp;名称&nbsp;", "项目名称", [(6, 22)]),
        ("&lt;=5&nbsp;%", "<=5 %", [(0, 13)]),
        ("甲&amp;乙&#65289;", "甲&乙）", [(0, 8)]),
        ("5 &bogus; &#0; & 6", "5 &bogus; &#0; & 6", [(0, 18)]),
    ],
)
def test_entities_are_the_characters_they_stand_for(
    text: str, value: str, spans: list[tuple[int, int]]
) -> None:
    found = clean(text)
    assert found.text == value
    assert list(places(found, text)) == spans
    assert len(visible(text)) == len(text)
