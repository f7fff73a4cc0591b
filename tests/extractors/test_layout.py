"""Forms found in documents, labels paired with values, whatever the layout."""

from collections.abc import Iterator

import pytest

from extractors.document import Document
from extractors.extract import extract
from extractors.forms.layout import lay_out
from extractors.forms.parts import Layout
from extractors.forms.segments import segments
from extractors.read.sheet import CellText, Sheet
from extractors.read.text import blocks
from extractors.rows import rows

TITLE = "上海市某区财政支出项目绩效目标申报表"


def document(text: str) -> Document:
    return Document(path="form.txt", sha256="0" * 64, text=text, blocks=blocks(text))


def layout(text: str) -> Layout:
    doc = document(text)
    return lay_out(rows(doc), text)


def values(text: str) -> dict[str, list[str]]:
    return {field.label.field: [value.text for value in field.values] for field in layout(text).fields}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目名称\t科普活动\t\t\n", {"/project/name": ["科普活动"]}),
        ("项目名称：科普活动\n", {"/project/name": ["科普活动"]}),
        ("项目名称 科普活动 二期\n", {"/project/name": ["科普活动二期"]}),
        ("项目名称\n科普活动\n", {"/project/name": ["科普活动"]}),
        ("一、项目名称：科普活动\n", {"/project/name": ["科普活动"]}),
        ("（二） 项目名称：科普活动\n", {"/project/name": ["科普活动"]}),
        ("2019项目名称：科普活动\n", {}),
        ("一、项目概述\n面向居民。\n", {"/narratives/项目概况": ["面向居民。"]}),
        ("项 目 名 称\t科普活动", {"/project/name": ["科普活动"]}),
        ("申报单位名称：某区图书馆（盖章）", {"/unit/name": ["某区图书馆（盖章）"]}),
        ("申报单位名称（盖章）：某区图书馆", {"/unit/name": ["某区图书馆"]}),
        ("填报单位(公章)\t某区图书馆\t", {"/unit/name": ["某区图书馆"]}),
        ("项目\u200b名称\t\ufeff科普活动\t", {"/project/name": ["\ufeff科普活动"]}),
        ("开始时间\t2019-01-01\t\t结束时间\t2019-12-31\t", {"/project/start": ["2019-01-01"], "/project/end": ["2019-12-31"]}),
        ("开始时间 2018/2/1 结束时间 2018/12/20", {"/project/start": ["2018/2/1"], "/project/end": ["2018/12/20"]}),
        ("开始时间：2019年1月1日\t结束时间：2019年6月", {"/project/start": ["2019年1月1日"], "/project/end": ["2019年6月"]}),
        ("开始时间\t\t结束时间\t2019-12-31", {"/project/start": [], "/project/end": ["2019-12-31"]}),
        ("项目总预算（元）\t970\t项目当年预算(万元)\t97", {"amount/项目总预算": ["970"], "amount/项目当年预算": ["97"]}),
        ("立项依据\n\n第一段。\n\n第二段。\n\n项目概况\n\n概况。", {
            "/narratives/立项依据": ["第一段。", "第二段。"],
            "/narratives/项目概况": ["概况。"],
        }),
        ("项目概况\t本项目名称 与往年相同\t", {"/narratives/项目概况": ["本项目名称与往年相同"]}),
        ("项目概况\n备注里写明的内容不在此列\n", {"/narratives/项目概况": ["备注里写明的内容不在此列"]}),
    ],
)  # fmt: skip
def test_values_beside_and_below_their_labels(text: str, expected: dict[str, list[str]]) -> None:
    assert values(text) == expected


def test_boxes_run_over_rows_with_their_tags() -> None:
    text = '项目类型\t结转项目 <input type="checkbox"/>\t\t\n\t经常性项目 <input checked="" type="checkbox"/>\t\n'
    (field,) = layout(text).fields
    assert [value.text for value in field.values] == [
        '结转项目 <input type="checkbox"/>',
        '经常性项目 <input checked="" type="checkbox"/>',
    ]


def test_tables_open_with_headings_and_close_with_labels() -> None:
    text = (
        "\t子项目名称\t预算金额（元）\t\n投入资金构成\t甲活动\t100\t\n\t乙活动\t200\t\n项目总目标\t目标文字\t\n"
        "一级指标\t二级指标\t三级指标\t指标目标值\n产出目标\t数量目标\t活动次数\t≥2次\n\n"
        "一级指标\t二级指标\t三级指标\t指标目标值\n\t\t培训人数\t≥9人\n备注\t无\t\n"
    )
    found = layout(text)
    assert [(grid.columns.kind, grid.columns.roles, len(grid.rows)) for grid in found.grids] == [
        ("subprojects", ("name", "amount"), 2),
        ("indicators", ("level1", "level2", "name", "target"), 2),
    ]
    assert [field.label.field for field in found.fields] == ["/narratives/项目总目标", "/narratives/备注"]
    assert found.strays == []


def test_what_no_label_explains_is_kept() -> None:
    found = layout("区财政局制\n项目名称\t科普活动\t又一格\n")
    assert [stray.text for stray in found.strays] == ["区财政局制", "又一格"]


@pytest.mark.parametrize("furniture", ["第3页", "第 3 页 共 5 页", "第3页/共5页", "- 3 -", "—12—", "共 5 页"])
def test_page_numbers_belong_to_nothing(furniture: str) -> None:
    found = layout(f"项目概况\n第一段。\n{furniture}\n第二段。\n")
    assert [value.text for value in found.fields[0].values] == ["第一段。", "第二段。"]
    assert found.strays == []


def test_a_line_continues_an_open_cell_and_no_closed_row() -> None:
    found = layout("项目概况\t第一行\n第二行\t\t\n备注\t\t\n某区制表\n")
    assert {f.label.field: [v.text for v in f.values] for f in found.fields} == {
        "/narratives/项目概况": ["第一行", "第二行"],
        "/narratives/备注": [],
    }
    assert [stray.text for stray in found.strays] == ["某区制表"]


@pytest.mark.parametrize(
    ("line", "unit"),
    [("单位：万元", "万元"), ("（金额单位：元）", "元"), ("单位:人民币千元", "千元"), ("单位：个", None)],
)
def test_a_unit_of_money_declared_for_the_form(line: str, unit: str | None) -> None:
    assert layout(f"{line}\n项目总预算\t97\n").money_unit == unit


def test_a_form_is_found_whose_labels_are_all_broken_over_lines() -> None:
    text = (
        f"{TITLE}\n（2024年度）\n项目名   社区食堂运营\n称\n主管部   某区民政局        实施单   某街道社区事务中心\n"
        "门                        位\n开始时   2024-01-01        结束时   2024-12-31\n间                        间\n"
    )
    doc = document(text)
    (segment,) = segments(rows(doc), text)
    assert [[piece.text for piece in row.pieces] for row in segment.rows] == [
        ["项目名称", "社区食堂运营"],
        ["主管部门", "某区民政局", "实施单位", "某街道社区事务中心"],
        ["开始时间", "2024-01-01", "结束时间", "2024-12-31"],
    ]


FORM = f"{TITLE}\n(2019年)\n申报单位名称：某区图书馆\n项目名称\t甲\n开始时间\t2019-01-01\n"


def found(text: str) -> list[tuple[str | None, int | None, str]]:
    doc = document(text)
    return [
        (s.title.text if s.title else None, s.year, text[s.start : s.end].split("\n")[-1])
        for s in segments(rows(doc), text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FORM, [(TITLE, 2019, "开始时间\t2019-01-01")]),
        (FORM + "\n" + FORM.replace("2019", "2020"), [(TITLE, 2019, "开始时间\t2019-01-01"), (TITLE, 2020, "开始时间\t2020-01-01")]),
        ("说明文字\n" + FORM, [(TITLE, 2019, "开始时间\t2019-01-01")]),
        (FORM + TITLE + "\n结束时间\t2019-12-31\n", [(TITLE, 2019, "结束时间\t2019-12-31")]),
        (FORM.replace(TITLE + "\n(2019年)", "2019年度" + TITLE), [("2019年度" + TITLE, 2019, "开始时间\t2019-01-01")]),
        (FORM.replace(TITLE + "\n(2019年)\n", ""), [(None, None, "开始时间\t2019-01-01")]),
        (FORM + FORM.replace("财政支出项目", "财政支出项目\n"), [(TITLE, 2019, "开始时间\t2019-01-01")] * 2),
        (FORM.replace("(2019年)", "（２０１９年）"), [(TITLE, 2019, "开始时间\t2019-01-01")]),
        (FORM.replace("(2019年)", "二〇一九年度"), [(TITLE, 2019, "开始时间\t2019-01-01")]),
        (FORM.replace(TITLE, TITLE + "（新增项目）"), [(TITLE + "（新增项目）", 2019, "开始时间\t2019-01-01")]),
        (FORM.replace("(2019年)", "（2019年度）"), [(TITLE, 2019, "开始时间\t2019-01-01")]),
        # the head of a form again on its next page; a second form without a title; another table behind a form
        (FORM + FORM.replace("开始时间\t2019-01-01", "结束时间\t2019-12-31"), [(TITLE, 2019, "结束时间\t2019-12-31")]),
        (FORM + "申报单位名称：某区体育馆\n项目名称\t乙\n结束时间\t2020-12-31\n", [(TITLE, 2019, "开始时间\t2019-01-01"), (None, None, "结束时间\t2020-12-31")]),
        (FORM + "2019年部门收入预算总表\n项目\t金额\n", [(TITLE, 2019, "开始时间\t2019-01-01")]),
        # narratives
        ("乙工程项目经费情况说明\n一、项目概况\n建设。\n二、立项依据\n某文。\n三、实施主体\n某馆\n", [("乙工程项目经费情况说明", None, "某馆")]),
        ("七、项目经费情况说明……12\n一、部门主要职能\n", []),
        ("会议纪要\n与预算无关的文字。\n", []),
        (TITLE + "\n", []),
        (TITLE.replace("\n", "") + "应于九月底前报送，项目名称填写全称。", []),
        ("", []),
    ],
)  # fmt: skip
def test_forms_in_a_document(text: str, expected: list[tuple[str | None, int | None, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # labels above their values
        ("项目总预算（元）\t项目当年预算（元）\n400\t300\n", {"amount/项目总预算": ["400"], "amount/项目当年预算": ["300"]}),
        ("联系人\t联系电话\n张某某\t62340000\n", {"contact/person": ["张某某"], "contact/telephone": ["62340000"]}),
        ("开始时间\n2019-01-01\n联系人\n张某某\n", {"/project/start": ["2019-01-01"], "contact/person": ["张某某"]}),
        # a label alone in a row of a table, its value below it
        ("项目起止时间\t\n2024年1月1日至2025年6月30日\t\n年度预算安排\t\n100万元\t\n", {"/project/period": ["2024年1月1日至2025年6月30日"], "/narratives/年度预算安排": ["100万元"]}),
        # words of a narrative that are labels elsewhere
        ("项目名称\t甲\n项目概况\t项目名称：乙。面向居民。\t", {"/project/name": ["甲"], "/narratives/项目概况": ["项目名称：乙。面向居民。"]}),
        ("项目名称\t甲\n项目概况\n第一段。\n2、项目名称：乙。\n", {"/project/name": ["甲"], "/narratives/项目概况": ["第一段。", "2、项目名称：乙。"]}),
        ("项目概况\t负责人：由馆长担任，统筹全部工作\t", {"/narratives/项目概况": ["负责人：由馆长担任，统筹全部工作"]}),
    ],
)  # fmt: skip
def test_values_below_labels_and_labels_in_text(text: str, expected: dict[str, list[str]]) -> None:
    assert values(text) == expected


def test_a_label_nobody_knows_is_no_part_of_the_text_above() -> None:
    found = layout("项目概况\t面向居民。\t\n项目特色说明\t讲座与展览\t\n")
    assert [value.text for value in found.fields[0].values] == ["面向居民。"]
    assert [stray.text for stray in found.strays] == ["项目特色说明", "讲座与展览"]


HEAD = "一级指标\t二级指标\t三级指标\t指标目标值\n产出目标\t数量目标\t讲座场次\t≥4场\n"


def test_an_indicator_may_be_called_like_a_field() -> None:
    found = layout(HEAD + "\t质量目标\t立项依据\t充分\n\t\t备注\t齐全\n备注\t\t\t\n")
    assert [len(grid.rows) for grid in found.grids] == [3]


def test_a_line_goes_on_with_an_open_bracket_and_is_no_indicator_otherwise() -> None:
    found = layout(HEAD + "\t\t听众人数\t≥200人（含线\n上听众）\n注：以决算为准\n\t\t推文篇数\t≥2篇\n")
    assert [row.pieces[-1].text for row in found.grids[0].rows] == ["≥4场", "≥200人（含线上听众）", "≥2篇"]
    assert not found.strays
    assert found.fields[-1].label.kind == "note"


def test_a_unit_of_money_declared_behind_a_name_is_no_part_of_it() -> None:
    found = layout("申报单位名称：某中心　　　　单位：万元\n项目总预算\t97\n")
    assert found.money_unit == "万元"
    assert [value.text for value in found.fields[0].values] == ["某中心"]


def ruled(*tables: list[str]) -> Document:
    """Tables as drawn: cells between bars; a cell of spaces is covered by the one before it, an empty one is empty."""
    sheet = Sheet()
    for rows_ in tables:
        sheet.table(_cells(rows_))
    text, found = sheet.content()
    return Document(path="form.pdf", sha256="0" * 64, text=text, blocks=found)


def _cells(lines: list[str]) -> Iterator[CellText]:
    for row, line in enumerate(lines):
        cells = line.split("|")
        for column, cell in enumerate(cells):
            if cell != " ":
                covered = next(
                    (i for i, c in enumerate(cells[column + 1 :]) if c != " "), len(cells) - column - 1
                )
                yield CellText(row, column, cell, column_span=1 + covered)


@pytest.mark.parametrize(
    "behind",
    [
        # a grid of its own behind the page break, the headings printed again or not
        ["|质量指标|验收合格率|100%"],
        ["一级指标|二级指标|三级指标|指标值", "|质量指标|验收合格率|100%"],
        ["一级指标|二级指标|三级指标| |指标值| ", "|质量指标|验收合格率| |100%| "],
    ],
)
def test_a_table_goes_on_behind_a_page_break_in_another_grid(behind: list[str]) -> None:
    first = [
        "项目名称|甲| | | | ",
        "开始时间|2023-01-01| |结束时间|2023-12-31| ",
        "一级指标|二级指标|三级指标| |指标值| ",
        "产出指标|数量指标|站点个数| |18个| ",
    ]
    (record,) = extract(ruled(first, behind)).records
    assert [
        (i.level1, i.level2, i.name, i.target and i.target.text, i.inherited) for i in record.indicators
    ] == [
        ("产出指标", "数量指标", "站点个数", "18个", ()),
        ("产出指标", "质量指标", "验收合格率", "100%", ("level1",)),
    ]
    assert not record.findings


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # two totals side by side, each with sources of its own
        (["项目资金（元）|项目资金总额|90|年度资金申请总额|40", "|其中：财政资金|80|其中：当年财政拨款|30", "|其他资金|10|其他资金|10"],
         [("project", "total", 90), ("annual", "total", 40), ("project", "fiscal", 80), ("annual", "fiscal-current", 30), ("project", "other", 10), ("annual", "other", 10)]),
        # a total without scope: the year's, or the project's beside one of the year
        (["资金总额（元）|90", "其中：财政拨款|80"], [("annual", "total", 90), ("annual", "fiscal", 80)]),
        (["资金总额（元）|90", "当年资金总额|40", "其中：财政拨款|30"], [("project", "total", 90), ("annual", "total", 40), ("annual", "fiscal", 30)]),
        # by phases
        (["项目资金（元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分", "|年度资金总额|90|80|72|10|90%|9"],
         [("annual", "total", 90), ("annual", "total", 80), ("annual", "total", 72)]),
    ],
)  # fmt: skip
def test_sums_belong_to_the_total_they_stand_under(
    lines: list[str], expected: list[tuple[str, str, int]]
) -> None:
    head = ["项目名称|甲", "实施单位|某站", "项目总目标|好。"]
    records = extract(ruled(head, lines)).records
    assert [(a.scope, a.source, int(a.value)) for record in records for a in record.amounts] == expected
