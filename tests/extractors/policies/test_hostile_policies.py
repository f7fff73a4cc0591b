"""Text that was made to break a reader of citations."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.policies import find_citations, policy_key

ALPHABET = "〔〕（）()[]【】《》〈〉0129５号第年令公告字、和/ \t\n<b>国发沪府财政部关于办法通知合同法按照"


def check(text: str) -> None:
    found = find_citations(text)
    assert [c.start for c in found] == sorted(c.start for c in found)
    for citation in found:
        assert citation.surface == text[citation.start : citation.end] != ""
        assert "\t" not in citation.surface
        assert citation.number or citation.title
        if citation.title_start is not None:
            assert citation.title_end is not None
            assert text[citation.title_start : citation.title_end] != ""
        policy_key(citation)
    for one, other in pairwise(found):
        a_title_that_names_a_number = one.number is None and other.number is not None and other.end < one.end
        assert one.end <= other.start or a_title_that_names_a_number


@given(st.text(alphabet=ALPHABET, max_size=80))
@settings(max_examples=400, deadline=None)
def test_spans_hold_in_any_text_of_our_marks(text: str) -> None:
    check(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "国发",
                "〔2019〕",
                "（94）",
                "3号",
                "、",
                "《甲办法》",
                "财政部",
                "令第8号",
                "公告2020年",
                "第5号",
                "按照",
                "会计法",
                "》",
                "《",
                "\n",
            ]
        ),
        max_size=14,
    )
)
@settings(max_examples=400, deadline=None)
def test_spans_hold_in_any_order_of_our_parts(parts: list[str]) -> None:
    check("".join(parts))


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_read(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "unit",
    [
        "《",
        "》",
        "《》",
        "〔",
        "（2019）",
        "（2019" + " " * 300,
        " ",
        "\n",
        "9",
        "1号、",
        "令",
        "公告",
        "令第8号",
        "号" + " " * 150,
        "财政部、",
        "关于",
        "合同法、",
        "<b",
        "国发〔2019〕1" + "、1" * 50,
        "〔（[【0123456789】])〕号",
        "〔2 ",
        "〔二〇",
        "&lt;",
        "《甲》（甲",
        "享受" * 20 + "〔2019〕5",
    ],
)
def test_a_megabyte_of_one_thing_is_read_through(unit: str) -> None:
    text = (unit * (1_000_000 // len(unit) + 1))[:1_000_000]
    assert [c.number for c in find_citations(text) if c.number and "国发" not in text] == []


def test_a_citation_is_found_after_a_megabyte_of_brackets() -> None:
    text = "〔（[【0123456789】])〕号" * 60_000 + "按照国发〔2019〕3号"
    assert [(c.surface, c.start) for c in find_citations(text)] == [("国发〔2019〕3号", len(text) - 10)]


@pytest.mark.parametrize("text", ["", " ", "\t", "\ufeff", "\x00", "𠀀𠀀〔2019〕3号", "号", "》《"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert find_citations(text) == []
