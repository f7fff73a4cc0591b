"""The distinct documents of one text and of several."""

from extractors.policies import aggregate_citations, find_citations, resolve_citations
from extractors.policies.identity import core_title, plain_title


def documents(*texts: str) -> list[tuple[str | None, str | None, int]]:
    found = aggregate_citations(*map(resolve_citations, texts))
    return [(each.number, each.title, len(each.citations)) for each in found]


def test_citations_of_one_document_are_together() -> None:
    text = "《甲办法》（国发〔2015〕003号）。按国发[2015]3号，该办法，《甲办法》"
    (document,) = aggregate_citations(resolve_citations(text))
    assert (document.key, document.number, document.title) == (
        "中央|国发|2015|3",
        "国发〔2015〕3号",
        "甲办法",
    )
    assert document.numbers == ("国发〔2015〕003号", "国发〔2015〕3号")
    assert [each.citation.surface for each in document.citations] == [
        "国发〔2015〕003号",
        "国发[2015]3号",
        "该办法",
        "《甲办法》",
    ]
    assert (document.issuer, document.jurisdiction, document.series) == ("国务院", "中央", "gov")


def test_several_texts_share_their_documents() -> None:
    texts = ("按国发〔2015〕3号", "按财教〔2018〕7号", "按国发〔2015〕3号和《甲规划》")
    found = aggregate_citations(*map(find_citations, texts))
    assert [(each.number or each.title, [c.text for c in each.citations]) for each in found] == [
        ("国发〔2015〕3号", [0, 2]),
        ("财教〔2018〕7号", [1]),
        ("甲规划", [2]),
    ]


def test_a_title_is_united_with_a_number_only_where_nothing_contradicts() -> None:
    assert documents("《甲办法》（国发〔2015〕3号）", "《甲办法》") == [("国发〔2015〕3号", "甲办法", 2)]
    assert documents("《甲办法》（国发〔2015〕3号）、《甲办法》（国发〔2016〕4号）", "《甲办法》") == [
        ("国发〔2015〕3号", "甲办法", 1),
        ("国发〔2016〕4号", "甲办法", 1),
        (None, "甲办法", 1),
    ]


def test_a_notice_and_what_it_issues_are_one_document() -> None:
    assert documents("《关于印发〈甲办法（试行）〉的通知》（国发〔2015〕3号）", "《甲办法（试行）》") == [
        ("国发〔2015〕3号", "关于印发〈甲办法（试行）〉的通知", 2)
    ]
    assert plain_title("财政部关于印发《甲办法（试行）》的通知") == "甲办法（试行）"
    assert core_title("财政部关于印发《甲办法》的通知") == "甲办法"
    assert core_title("关于贯彻〈甲法〉的通知") == "关于贯彻〈甲法〉的通知"


def test_what_is_on_trial_and_what_is_final_are_two() -> None:
    assert documents("《关于印发〈甲办法〉的通知》（国发〔2015〕3号）", "《甲办法（试行）》") == [
        ("国发〔2015〕3号", "关于印发〈甲办法〉的通知", 1),
        (None, "甲办法（试行）", 1),
    ]


def test_laws_are_known_by_any_name() -> None:
    (law,) = aggregate_citations(find_citations("按照合同法和《中华人民共和国合同法》"))
    assert (law.key, law.titles) == ("中华人民共和国合同法", ("合同法", "中华人民共和国合同法"))


def test_an_announcement_without_a_body_is_one_document_within_its_text() -> None:
    text = "公告 2020年 第54号；公告2020年第54号"
    assert documents(text, text) == [("公告2020年第54号", None, 2)] * 2


def test_what_names_no_document_is_left_out() -> None:
    assert documents("按该文件和《办法》") == []
