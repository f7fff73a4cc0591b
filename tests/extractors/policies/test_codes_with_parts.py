"""Codes that are easily cut short or taken too long, numbers over broken lines, joint announcements, party series."""

import pytest

from extractors.policies import find_citations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Brackets inside the code.
        ("湘财(农)指标〔2019〕12号", "湘财(农)指标〔2019〕12号"),
        ("《甲办法》（黔财（社）指〔2019〕12号）", "黔财（社）指〔2019〕12号"),
        ("根据冀财(社)办发[2019]12号文件", "冀财(社)办发〔2019〕12号"),
        ("宁财（企）发〔2018〕33号", "宁财（企）发〔2018〕33号"),
        ("甲办法（试行）湘财预〔2019〕5号", "湘财预〔2019〕5号"),
        # A place before a code that is one by itself.
        ("项目经费赣财税〔2019〕5号", "赣财税〔2019〕5号"),
        ("江西省人民政府办公厅赣府厅字〔2015〕90号", "赣府厅字〔2015〕90号"),
        ("根据江西省委办公厅赣办发〔2019〕5号", "赣办发〔2019〕5号"),
        ("经费由湘财税〔2019〕5号安排", "湘财税〔2019〕5号"),
        # Words of the sentence.
        ("对照财税〔2019〕5号", "财税〔2019〕5号"),
        ("援引国发〔2019〕5号", "国发〔2019〕5号"),
        ("凭湘财教〔2019〕5号", "湘财教〔2019〕5号"),
        ("专项资金采用国办发〔2019〕5号", "国办发〔2019〕5号"),
        # Broken and indented lines.
        ("沪府发〔2019〕\n\t\t 5\n\t号", "沪府发〔2019〕5号"),
        ("沪府发\n\t〔2019〕5号", "沪府发〔2019〕5号"),
        ("沪府发\r\n\t〔2019〕\r\n\t5号", "沪府发〔2019〕5号"),
        # Joint announcements.
        ("联合公告2020年第3号", "联合公告2020年第3号"),
        ("（教育部 财政部联合公告2019年第12号）", "教育部财政部联合公告2019年第12号"),
        ("三部门联合公告2020年第3号", "联合公告2020年第3号"),
        ("财政部、海关总署2019年第12号联合公告", "财政部、海关总署联合公告2019年第12号"),
        ("工业和信息化部 公安部公告2019年第12号", "工业和信息化部公安部公告2019年第12号"),
    ],
)
def test_the_whole_number_is_found(text: str, expected: str) -> None:
    assert [citation.number for citation in find_citations(text) if citation.number] == [expected]


@pytest.mark.parametrize("text", ["沪府发\t〔2019〕5号", "沪府发〔2019〕\t5号"])
def test_a_tab_without_a_line_break_parts_cells(text: str) -> None:
    assert find_citations(text) == []


@pytest.mark.parametrize(
    ("code", "series"),
    [
        *(
            (code, "party")
            for code in ("川委发", "某县委办", "云委宣", "宁党发", "组通字", "皖宣发", "闽委组通")
        ),
        *(
            (code, "gov")
            for code in ("普科委发", "沪教委办", "沪卫健委办", "甲管委发", "甲国资委办", "湘教发")
        ),
    ],
)
def test_party_committees_and_departments_have_their_own_series(code: str, series: str) -> None:
    assert [citation.series for citation in find_citations(f"（{code}〔2019〕3号）")] == [series]
