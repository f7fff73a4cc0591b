"""References that lead back to a document: resolved only where one candidate remains."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.policies import find_citations, resolve_citations, resolve_titles
from extractors.records import Citation

Found = tuple[str, str | None, str]


def referring(text: str) -> list[Found]:
    """The references of a text, with number (else title) and status."""
    found = {(c.start, c.end, c.status) for c in find_citations(text)}
    added = [c for c in resolve_citations(text) if (c.start, c.end, c.status) not in found]
    return [(c.surface, c.number or c.title, c.status) for c in added]


NOTICE = "《关于甲工作的通知》（国发〔2015〕3号）"
RULES = "《甲资金管理办法》（财教〔2018〕7号）"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{NOTICE}要求，按照该通知执行", [("该通知", "国发〔2015〕3号", "inherited")]),
        (f"{NOTICE}。该办法", []),
        (f"{NOTICE}和{RULES}，该办法", [("该办法", "财教〔2018〕7号", "inherited")]),
        (f"{NOTICE}和{RULES}，上述文件", [("上述文件", None, "ambiguous")]),
        (f"{NOTICE}。{RULES}，上述文件", [("上述文件", "财教〔2018〕7号", "inherited")]),
        (f"{NOTICE}，国发〔2016〕4号《乙通知》。该通知", [("该通知", None, "ambiguous")]),
        ("按国发〔2015〕3号，该文件", [("该文件", "国发〔2015〕3号", "inherited")]),
        ("按国发〔2015〕3号，该通知", [("该通知", "国发〔2015〕3号", "inherited")]),
        ("按国发〔2015〕3号。甲。乙。丙。该通知", [("该通知", None, "unresolved")]),
        ("按该文件执行，见国发〔2015〕3号", [("该文件", None, "unresolved")]),
        ("按该计划完成", []),
        ("按本通知执行", []),
        (f"{NOTICE}，该通知书", []),
        (f"{NOTICE}\n依据：同上", [("同上", "国发〔2015〕3号", "inherited")]),
        (f"{NOTICE}\n同上\n", [("同上", "国发〔2015〕3号", "inherited")]),
        (f"{NOTICE}，联系人：同上", []),
        (f"{NOTICE}、{RULES}\n依据：同上", [("同上", None, "ambiguous")]),
        ("国务院令第591号，第591号令", [("第591号令", "国务院令第591号", "inherited")]),
        ("国发〔2015〕3号。3号文要求", [("3号文", "国发〔2015〕3号", "inherited")]),
        ("国发〔2015〕3号、财教〔2018〕3号。3号文要求", [("3号文", None, "ambiguous")]),
        ("按36号文", [("36号文", None, "unresolved")]),
        ("馆藏36号文物", []),
        (
            "国发〔2015〕003号。按〔2015〕3号规定",
            [("〔2015〕3号", "国发〔2015〕003号", "inherited")],
        ),
        (f"{RULES}第三条。《管理办法》第四条", [("《管理办法》", "财教〔2018〕7号", "inherited")]),
        (f"{RULES}第三条。《办法》第四条", [("《办法》", "财教〔2018〕7号", "inherited")]),
        (f"{RULES}、《乙管理办法》。《办法》第四条", [("《办法》", "办法", "ambiguous")]),
        ("《甲资金管理办法》。《管理办法》", [("《管理办法》", "甲资金管理办法", "inherited")]),
        ("《劳动合同法》和《合同法》", []),
        (
            "《关于印发〈甲人才办法〉的通知》（沪人社〔2020〕3号）。《甲人才办法》",
            [("《甲人才办法》", "沪人社〔2020〕3号", "inherited")],
        ),
        (
            "《甲设计奖评选办法》（中设协字〔2015〕第23号，以下简称《评选规则》）。《评选规则》和“评选规则”",
            [
                ("《评选规则》", "中设协字〔2015〕23号", "inherited"),
                ("评选规则", "中设协字〔2015〕23号", "inherited"),
            ],
        ),
        (
            "《甲办法》（以下简称《办法》）（国发〔2015〕3号）。《办法》",
            [("《办法》", "国发〔2015〕3号", "inherited")],
        ),
        (
            "《甲意见》（国发〔2015〕3号，简称“科创22条”），依据科创22条",
            [("科创22条", "国发〔2015〕3号", "inherited")],
        ),
        ("上海市甲委员会（以下简称市甲委）按国发〔2015〕3号，市甲委负责", []),
    ],
)
def test_references(text: str, expected: list[Found]) -> None:
    assert referring(text) == expected


def test_a_reference_carries_the_document_but_not_the_place_of_its_title() -> None:
    text = f"{RULES}，该办法"
    meant, reference = resolve_citations(text, role="basis")
    assert (reference.surface, reference.start, reference.end) == ("该办法", len(text) - 3, len(text))
    for name in ("number", "number_standard", "agency_code", "year", "serial", "issuer", "nature", "title"):
        assert getattr(reference, name) == getattr(meant, name)
    assert (reference.title_start, reference.title_end, reference.role) == (None, None, "basis")


def test_short_titles_are_led_back_without_further_citations() -> None:
    text = f"{RULES}，《管理办法》，该办法"
    assert [c.surface for c in resolve_titles(text, find_citations(text))] == [
        "财教〔2018〕7号",
        "《管理办法》",
    ]


def test_citations_may_come_from_elsewhere() -> None:
    text = "按甲号文件，该文件"
    given_ = Citation(surface="甲号文件", number="甲", number_standard="甲", agency_code="甲", start=1, end=5)
    assert [c.number for c in resolve_citations(text, [given_])] == ["甲", "甲"]


PARTS = [
    NOTICE,
    RULES,
    "，以下简称《办法》）",
    "《办法》",
    "该通知",
    "上述文件",
    "同上",
    "3号文",
    "。",
    "\n",
    "（",
]


@given(st.lists(st.sampled_from(PARTS), max_size=12))
@settings(max_examples=300, deadline=None)
def test_what_was_found_stays_and_spans_hold(parts: list[str]) -> None:
    text = "".join(parts)
    resolved = resolve_citations(text)
    places = [(c.start, c.end) for c in resolved]
    assert places == sorted(set(places))
    assert {(c.start, c.end) for c in find_citations(text)} <= set(places)
    for citation in resolved:
        assert citation.surface == text[citation.start : citation.end]
        if citation.title_start is not None:
            assert text[citation.title_start : citation.title_end] == citation.title
        if citation.status == "inherited":
            assert citation.number or citation.title


@pytest.mark.parametrize(
    "unit",
    [
        "该通知",
        "《办法》",
        "3号文",
        "依据同上\n",
        "以下简称《甲》",
        "国发〔2015〕3号，以下简称《甲》。《甲》",
        NOTICE,
    ],
)
def test_many_references_are_read_through(unit: str) -> None:
    assert resolve_citations(unit * (100_000 // len(unit))) is not None
