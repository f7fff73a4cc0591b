"""HTML: what a page shows, line by line and cell by cell, whatever its markup is like."""

from dataclasses import dataclass
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Paragraph, ReadError
from extractors.read.html import read_html

Line = str
Cells = list[tuple[int, int, int, int, str]]  # row, column, row span, column span, text


def shown(markup: str | bytes) -> list[Line | Cells]:
    """A page's paragraphs and tables."""
    text, blocks = read_html(markup if isinstance(markup, bytes) else markup.encode(), "page.html")
    return [
        text[block.start : block.end]
        if isinstance(block, Paragraph)
        else [(c.row, c.column, c.row_span, c.column_span, text[c.start : c.end]) for c in block.cells]
        for block in blocks
    ]


def plain(*rows: str) -> Cells:
    """The cells of a table without spans, its rows written as `a|b`."""
    return [(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row.split("|"))]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>甲</p>乙<div>丙<span>丁</span></div>戊", ["甲", "乙", "丙丁", "戊"]),
        ("项目\n   名称<br>甲<br/><br>乙", ["项目 名称", "甲", "乙"]),
        ("联系人：&nbsp;&nbsp;\n&nbsp;电话&nbsp;", ["联系人：    电话"]),
        ("绩\u200b效&shy;目\ufeff标", ["绩效目标"]),
        ("<ul><li>一</li><li>二</ul>三", ["一", "二", "三"]),
        ("&lt;5 &amp; 《甲》&#39033;&#x76EE;", ["<5 & 《甲》项目"]),
        ("<h1>标题</h1><img src=x alt=图><a href=y>附件</a>", ["标题", "附件"]),
    ],
)
def test_running_text(markup: str, expected: list[Line]) -> None:
    assert shown(markup) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("甲<br>乙", "甲\n乙"),
        ("<p>甲</p><p>&nbsp;</p><p>乙</p>", "甲\n乙"),
        ("<div>甲<div>乙</div>丙</div>丁", "甲\n乙\n丙\n丁"),
        (" 甲\n <b>乙</b> ", "甲 乙"),
        ("&nbsp;", ""),
        ("<input type=checkbox checked>新增 <INPUT TYPE='CHECKBOX'>延续", "☑新增 □延续"),
        ("是<input type=radio checked=checked> 否<input type=radio>", "是☑ 否□"),
        ("共<input value=12>项<input type=hidden value=9><input type=button value=打印>", "共12项"),
        ("<input type=text><input type=number value=3.50>", "3.50"),
        ("<select><option>请选择<option selected>经常性</select>", "经常性"),
        ("<select multiple><option selected>甲</option><option selected>乙</option></select>", "甲 乙"),
        ("<textarea>一\n  <b>二</textarea>", "一\n<b>二"),
        ("<pre>一\n\n 二\t三</pre>四", "一\n二\t三\n四"),
        ("<table><tr><td>框内</td></tr><tr><td>文字</td></tr></table>", "框内\n文字"),
        ("<table><tr><td>☑是</td><td>□否</td></tr></table>", "☑是 □否"),
        ("甲<script>document.write('<td>x')</script>乙<style>td{}</style>", "甲乙"),
        ("甲<span style='color:red;display: none'>旧</span><p hidden>旧</p>", "甲"),
        ("甲<!-- 注释 --><![if !IE]>乙<![endif]>", "甲乙"),
    ],
)
def test_text_of_a_cell(cell: str, expected: str) -> None:
    assert shown(f"<table><tr><td>内容</td><td>{cell}</td></tr></table>") == [plain(f"内容|{expected}")]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", [plain("a|b", "c|d")]),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>后", [plain("a|b", "c|d"), "后"]),
        ("<TABLE><TBODY><TR><TD>a<TH>b</TBODY></TABLE>", [plain("a|b")]),
        ("<table><td>a<td>b</table>", [plain("a|b")]),
        ("<table><form><tr><td>a<td>b</tr><tr><td>c<td>d</tr></form></table>", [plain("a|b", "c|d")]),
        ("<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>后", [plain("a|b", "c|d"), "后"]),
        ("前<td>a</td><td>b</td>后", ["前", plain("a|b"), "后"]),
        ("<tbody><tr><td>a<td>b</tbody>", [plain("a|b")]),
        ("<table><tr><td>a</div></td><td>b</span></td></tr></table>", [plain("a|b")]),
        ("<table><tr><td rowspan=2 <td>a<td>b<tr><td>c</table>", [[(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")]]),
        ("<table>题外<caption>表名</caption><tr>话<td>a<td>b</table>", ["题外", "表名", "话", plain("a|b")]),
        ("<table><tr><td>a<td>b</table><table><tr><td>c<td>d</table>", [plain("a|b"), plain("c|d")]),
        ("<table><tr><td>a<td></table>", [plain("a|")]),
        ("<table><tr><td><td>&nbsp;</table>空", ["空"]),
        ("<table><tr><td>a<td style='display:none'>x<td>b</table>", [plain("a|b")]),
    ],
)  # fmt: skip
def test_tables_in_any_markup(markup: str, expected: list[Line | Cells]) -> None:
    assert shown(markup) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e", [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d"), (1, 2, 1, 1, "e")]),
        ("<tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e", [(0, 0, 1, 1, "a"), (0, 1, 2, 1, "b"), (0, 2, 1, 1, "c"), (1, 0, 1, 1, "d"), (1, 2, 1, 1, "e")]),
        ("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", [(0, 0, 3, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c"), (2, 1, 1, 1, "d")]),
        ("<tr><td colspan=999999>a<tr><td>b<td>c", [(0, 0, 1, 2, "a"), (1, 0, 1, 1, "b"), (1, 1, 1, 1, "c")]),
        ("<tr><td rowspan=65534>a<td>b<tr><td>c", [(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")]),
        ("<tr><td rowspan=-1 colspan=x>a<td colspan=0>b", [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]),
        ("<tr><td>a<td rowspan=2>b<tr><td colspan=3>c", [(0, 0, 1, 1, "a"), (0, 1, 2, 1, "b"), (1, 0, 1, 1, "c")]),
        ("<thead><tr><td rowspan=9>a<td>b<tbody><tr><td>c<td>d", [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")]),
        ("<tr><td rowspan=2>a<td rowspan=2>b<tr></tr><tr><td>c<td>d", [(0, 0, 2, 1, "a"), (0, 1, 2, 1, "b"), (2, 0, 1, 1, "c"), (2, 1, 1, 1, "d")]),
    ],
)  # fmt: skip
def test_spans(rows: str, expected: Cells) -> None:
    assert shown(f"<table>{rows}</table>") == [expected]


INNER = "<table><tr><td>子项目<td>金额<tr><td>培训<td>3</table>"
INNER_CELLS = plain("子项目|金额", "培训|3")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<table><tr><td>{INNER}</table>", [INNER_CELLS]),
        (f"<table><tr><td>站名<tr><td>栏目<td><p>标题</p>{INNER}<p>说明</p></table>", ["站名", "栏目", "标题", INNER_CELLS, "说明"]),
        (f"<table><tr><td>左<td>{INNER}<td>右</table>", [[(0, 0, 1, 1, "左"), (0, 2, 1, 1, "右")], INNER_CELLS]),
        (
            f"<table><tr><td>名称<td>科普<tr><td>构成<td>{INNER}<tr><td>目标<td>办好</table>",
            [plain("名称|科普"), "构成", INNER_CELLS, plain("目标|办好")],
        ),
        (
            f"<table><tr><td rowspan=3>组<td>名称<td>科普<tr><td>构成<td>{INNER}<tr><td>目标<td>办好</table>",
            [[(0, 0, 1, 1, "组"), (0, 1, 1, 1, "名称"), (0, 2, 1, 1, "科普")], "构成", INNER_CELLS, [(0, 1, 1, 1, "目标"), (0, 2, 1, 1, "办好")]],
        ),
        ("<table><tr><td><table><tr><td>名称<td>科普</table><tr><td><table><tr><td>年度<td>2023</table></table>", [plain("名称|科普"), plain("年度|2023")]),
        ("<table><tr><td>仅有<tr><td>一列</table>", ["仅有", "一列"]),
    ],
)  # fmt: skip
def test_tables_within_tables(markup: str, expected: list[Line | Cells]) -> None:
    assert shown(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<html><head><title>网站</title></head><body><nav>首页</nav><p>正文</p></body></html>", ["正文"]),
        ("<header>某市财政局</header>正文<footer>版权所有</footer>", ["正文"]),
        ("<article><header><h1>标题</h1></header>正文<nav>上一篇</nav></article>", ["标题", "正文"]),
        ("<header><table><tr><td>a<td>b</table></header>正文", [plain("a|b"), "正文"]),
        ("<body style='display:none'>正文<button>打印</button></body>", ["正文"]),
        ("<noscript>请启用脚本</noscript>正文<template>模板</template>", ["正文"]),
    ],
)
def test_page_furniture(markup: str, expected: list[Line | Cells]) -> None:
    assert shown(markup) == expected


def test_preformatted_text_goes_through_the_layouts_of_text() -> None:
    assert shown("前<pre>\n申报表\n名称\t科普\n年度\t2023\n</pre>后") == [
        "前",
        "申报表",
        plain("名称|科普", "年度|2023"),
        "后",
    ]


CHINESE = "<p>区级财政项目绩效目标申报表</p><p>项目名称：社区科普活动</p>"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=gb2312>", "gb18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset=GBK'>", "gb18030"),
        ("<?xml version='1.0' encoding='gb2312'?>", "gb18030"),
        ("<script>" + "x = 1;" * 4000 + "</script><meta charset='gb2312'>", "gb18030"),
        ("<meta charset=utf-8>", "gb18030"),
        ("<meta charset=gb2312>", "utf-8"),
        ("<meta charset=iso-8859-1>", "gb18030"),
        ("<meta charset=no-such-thing>", "gb18030"),
        ("<script>" + "x = 1;" * 4000 + "</script>", "gb18030"),
        ("", "gb18030"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<meta charset=utf-8>", "utf-16-le"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    assert shown((head + CHINESE).encode(encoding)) == [
        "区级财政项目绩效目标申报表",
        "项目名称：社区科普活动",
    ]


def test_rare_characters_of_a_page_that_calls_itself_gb2312() -> None:
    assert shown("<meta charset=gb2312><p>镕喆㐂𠮷</p>".encode("gb18030")) == ["镕喆㐂𠮷"]


def test_big5_as_declared() -> None:
    assert shown("<meta charset=big5><p>項目名稱</p>".encode("big5")) == ["項目名稱"]


@pytest.mark.parametrize("markup", ["", "  \n", "<!-- 空 -->", "<html><head><title>题</title></head></html>", "<script>1</script>", "<table><tr><td></table>", "<frameset><frame src=x></frameset>"])  # fmt: skip
def test_a_page_without_text(markup: str) -> None:
    with pytest.raises(ReadError, match=r"^page\.html: is a page that shows no text; "):
        shown(markup)


@pytest.mark.parametrize("tag", ["div", "table", "table><tr><td", "pre", "span"])
def test_elements_nested_without_end(tag: str) -> None:
    with pytest.raises(ReadError, match="thousands deep") as error:
        shown(f"<{tag}>" * 10_000 + "正文")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<div>" * 900 + "甲" + "</div>" * 900 + "乙", ["甲", "乙"]),
        ("<table><tr><td>" * 500 + "甲", ["甲"]),
        ("<table><tr><td>甲<td>" * 500 + "乙", ["甲"] * 498 + [plain("甲|甲 乙")]),
        ("<p>甲\0乙</p>", ["甲乙"]),
        (f"<p title='{'x' * 1_000_000}'>甲</p>", ["甲"]),
        ("<p>" + "甲" * 1_000_000, ["甲" * 1_000_000]),
        ("</td></tr></table>甲</p></div>", ["甲"]),
        ("<p>甲&nosuch;乙&#0;&#xD800;", ["甲&nosuch;乙\ufffd\ufffd"]),
        ("甲<a href='", ["甲"]),
        ("<!DOCTYPE x [<!ENTITY a '甲甲'><!ENTITY b '&a;&a;'>]><p>&b;", ["]>", "&b;"]),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><p>甲', ["甲"]),
    ],
    ids=range(11),
)
def test_strange_markup(markup: str, expected: list[Line | Cells]) -> None:
    assert shown(markup) == expected


TAGS = [
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<p>",
    "<br>",
    "<pre>",
    "</pre>",
    "<td/rowspan=0>",
]
MORE = [
    "<tbody>",
    "<form>",
    "甲",
    " 乙\n",
    "\t",
    "<nav>",
    "</nav>",
    "<select>",
    "<option/selected>",
    "<div hidden>",
]


@given(
    st.text(alphabet="<>/=\"' \n甲ab&;!-", max_size=80)
    | st.lists(st.sampled_from(TAGS + MORE), max_size=40).map("".join)
)
def test_no_markup_is_too_strange(markup: str) -> None:
    try:
        text, blocks = read_html(markup.encode(), "page.html")
    except ReadError:
        return
    covered = {i for block in blocks for i in range(block.start, block.end)}
    assert all(text[i].isspace() for i in set(range(len(text))) - covered)
    assert [block.start for block in blocks] == sorted(block.start for block in blocks)


@dataclass(frozen=True)
class Box:
    """A cell of a generated grid."""

    row: int
    column: int
    height: int
    width: int


@st.composite
def tilings(draw: st.DrawFn) -> list[Box]:
    """A grid of at least two cells side by side, cut into rectangles, in reading order."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(2, 5))
    free = {(r, c) for r in range(rows) for c in range(columns)}
    boxes = []
    while free:
        row, column = min(free)
        width = draw(st.integers(1, columns))
        width = next((w for w in range(1, width) if (row, column + w) not in free), width)
        width = min(width, columns - column)
        height = min(draw(st.integers(1, rows)), rows - row)
        boxes.append(Box(row, column, height, width))
        free -= {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
    return boxes if any(box.column for box in boxes) else [Box(0, 0, 1, 1), Box(0, 1, 1, 1)]


@given(tilings(), st.data())
def test_a_grid_comes_back_with_its_spans(boxes: list[Box], data: st.DataObject) -> None:
    texts = data.draw(
        st.lists(st.text(alphabet="甲乙ab<&\n ", max_size=4), min_size=len(boxes), max_size=len(boxes))
    )
    texts = [
        "首",
        *(
            "\n".join(line for part in text.split("\n") if (line := " ".join(part.split())))
            for text in texts[1:]
        ),
    ]
    closing = data.draw(st.sampled_from(["</td>", ""]))
    markup = "<table>"
    for row in range(max(box.row + box.height for box in boxes)):
        markup += "<tr>"
        for box, text in zip(boxes, texts, strict=True):
            if box.row == row:
                content = escape(text).replace("\n", "<br>")
                markup += f"<td rowspan={box.height} colspan='{box.width}'>{content}{closing}"
    assert shown(markup) == [
        [(box.row, box.column, box.height, box.width, text) for box, text in zip(boxes, texts, strict=True)]
    ]
