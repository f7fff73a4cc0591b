"""Text with marks in it: nothing lost, nothing of it markup."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from extractors.policies import annotate, annotate_citations, find_citations, resolve_citations


def plain(fragment: str) -> str:
    """What a fragment says without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", fragment))


def test_marks_stand_around_their_spans() -> None:
    assert annotate("甲乙丙", [((1, 2), "[", "]")]) == "甲[乙]丙"
    assert annotate("甲乙丙", [((0, 3), "<", ">"), ((1, 2), "[", "]")]) == "<甲[乙]丙>"
    assert annotate("a&b", [((0, 3), "<b>", "</b>")], escape=html.escape) == "<b>a&amp;b</b>"
    assert annotate("甲", []) == "甲"


def test_crossing_marks_are_closed_and_opened_again() -> None:
    assert (
        annotate("甲乙丙丁", [((0, 3), "<a>", "</a>"), ((2, 4), "<b>", "</b>")])
        == "<a>甲乙<b>丙</b></a><b>丁</b>"
    )


@pytest.mark.parametrize("span", [(0, 0), (2, 1), (-1, 1), (0, 4)])
def test_a_span_that_is_none_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not in the text"):
        annotate("甲乙丙", [(span, "[", "]")])


SPANS = st.tuples(st.integers(0, 9), st.integers(1, 10)).filter(lambda span: span[0] < span[1])


@given(st.lists(SPANS, max_size=8))
@settings(max_examples=300)
def test_marks_are_always_well_formed(spans: list[tuple[int, int]]) -> None:
    text = "0123456789"
    marked = annotate(text, [(span, f"<m{n}>", f"</m{n}>") for n, span in enumerate(spans)])
    assert re.sub(r"</?m\d+>", "", marked) == text
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)(m\d+)>", marked):
        if closing:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert opened == []
    for n, (start, end) in enumerate(spans):
        pieces = re.findall(rf"<m{n}>(.*?)</m{n}>", marked)
        assert "".join(re.sub(r"<[^>]*>", "", piece) for piece in pieces) == text[start:end]


def test_a_citation_says_what_it_is() -> None:
    text = "按《甲<x>办法》（国发〔2015〕3号），该办法"
    root = lxml_html.fragment_fromstring(
        annotate_citations(text, resolve_citations(text)), create_parent="div"
    )
    first, second = root.findall(".//mark")
    assert (first.get("id"), first.text, first.get("data-number")) == (
        "citation-1",
        "国发〔2015〕3号",
        "国发〔2015〕3号",
    )
    assert (first.get("data-title"), first.get("data-issuer")) == ("甲<x>办法", "国务院")
    assert (second.text, second.get("data-status")) == ("该办法", "inherited")
    assert text[int(second.get("data-start")) : int(second.get("data-end"))] == "该办法"
    (title,) = root.findall(".//span")
    assert (title.get("data-citation"), title.text_content()) == ("1", "甲<x>办法")


HOSTILE = '<script>alert(1)</script>"\'&amp;\r\n《甲"onmouseover=x<办法》（国发〔2015〕3号）<!--'


def test_hostile_text_stays_text() -> None:
    fragment = annotate_citations(HOSTILE, find_citations(HOSTILE))
    assert plain(fragment) == HOSTILE
    assert set(re.findall(r"<(/?\w+)", fragment)) == {"mark", "/mark", "span", "/span"}
    root = lxml_html.fragment_fromstring(fragment, create_parent="div")
    assert root.text_content() == HOSTILE
    assert all(
        name in ("id", "class", "title") or name.startswith("data-") for e in root.iter() for name in e.attrib
    )


@given(st.text(alphabet="<>&\"'\r\n《》〔〕（）国发2015〕3号甲办法，该以下简称", max_size=60))
@settings(max_examples=300, deadline=None)
def test_every_character_is_kept(text: str) -> None:
    assert plain(annotate_citations(text, resolve_citations(text))) == text
