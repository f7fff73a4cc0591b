"""Which citations mean one document."""

import pytest

from extractors.policies import find_citations, normalise_title, policy_key, standard_number


def key(text: str) -> str | None:
    return policy_key(find_citations(text)[0])


@pytest.mark.parametrize(
    ("number", "standard"),
    [
        ("沪科党组合〔2007〕011号", "沪科党组合〔2007〕11号"),
        ("财税字〔1994〕020号", "财税字〔1994〕20号"),
        ("国发〔2016〕23号", "国发〔2016〕23号"),
        ("财政部令第081号", "财政部令第81号"),
        ("国家税务总局公告2020年第05号", "国家税务总局公告2020年第5号"),
        ("海达申字〔2020〕12-1号", "海达申字〔2020〕12-1号"),
        ("国发〔2016〕100号", "国发〔2016〕100号"),
        ("宁发改价格(管理)〔2023〕07号", "宁发改价格（管理）〔2023〕7号"),
    ],
)
def test_the_standard_form_has_no_leading_zeros(number: str, standard: str) -> None:
    assert standard_number(number) == standard


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沪科党组合（2007）第011号", "上海市|沪科党组合|2007|11"),
        ("沪科\n党组合〔2007〕11号", "上海市|沪科党组合|2007|11"),
        ("财政部令第81号", "中央|财政部令||81"),
        ("海达申字（2020）第12-1号", "|海达申字|2020|12-1"),
        ("符合合同法", "中华人民共和国合同法"),
        ("《中华人民共和国合同法》", "中华人民共和国合同法"),
        ("《关于深化改革的实施意见》", "关于深化改革的实施意见"),
        ("公告2020年第54号", None),
        ("按照《办法》", None),
    ],
)
def test_keys(text: str, expected: str | None) -> None:
    assert key(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("国发〔2015〕3号", "国发【2015】第003号"),
        ("（94）财税字第12号", "财税字〔1994〕012号"),
        ("财政部第87号令", "财政部令第87号"),
        ("财政部 税务总局公告2020年第5号", "财政部、税务总局公告2020年第5号"),
        ("冀财(社)〔2019〕3号", "冀财（社）〔2019〕3号"),
        ("《会计法》", "《中华人民共和国会计法》（2017年修正）"),
        ("《关于印发〈甲办法〉的通知》", "《关于印发《甲办法》的通知》"),
    ],
)
def test_notation_does_not_change_the_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("国科发火字〔1994〕304号", "国科发火〔1994〕304号"),
        ("宁政办发〔2019〕5号，南京市印发", "粤办发〔2019〕5号"),
        ("财政部令第81号", "财政部公告2019年第81号"),
        ("海达申字〔2020〕12-1号", "海达申字〔2020〕12号"),
    ],
)
def test_different_documents_differ(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("title", "normal"),
    [
        ("《 甲 办法 》", "甲办法"),
        ("甲办法(试行)", "甲办法（试行）"),
        ("政府采购法", "中华人民共和国政府采购法"),
        ("中华人民共和国预算法(2018年修正)", "中华人民共和国预算法"),
        ("关于〈甲〉的通知", "关于《甲》的通知"),
    ],
)
def test_titles_are_compared_in_one_form(title: str, normal: str) -> None:
    assert normalise_title(title) == normal
