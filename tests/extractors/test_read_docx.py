"""DOCX: what Word prints, in reading order; nothing of what it hides."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Paragraph, ReadError
from extractors.read import archive
from extractors.read.docx import read_docx
from extractors.read.sheet import Content

SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
HIDING_STYLES = (
    '<w:style w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Below"><w:basedOn w:val="Hidden"/></w:style>'
    '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
    "</Relationships>"
)


def docx(body: str, **parts: str) -> bytes:
    """A DOCX file with this body; `parts` replace members (`document`, `styles`)."""
    document = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    members = {
        "_rels/.rels": RELATIONS.format("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": RELATIONS.format("styles", "styles.xml"),
        "word/document.xml": parts.get("document", document),
        "word/styles.xml": parts.get("styles", f"<w:styles {SPACES}>{HIDING_STYLES}</w:styles>"),
    }
    return zipped(members)


def zipped(members: dict[str, str]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for path, text in members.items():
            file.writestr(path, text)
    return data.getvalue()


def blocks(content: Content) -> list[object]:
    """Paragraphs as their text, tables as (row, column, row span, column span, text) of each cell."""
    text, found = content
    return [
        text[block.start : block.end]
        if isinstance(block, Paragraph)
        else [(c.row, c.column, c.row_span, c.column_span, text[c.start : c.end]) for c in block.cells]
        for block in found
    ]


def read(body: str) -> list[object]:
    return blocks(read_docx(docx(body), "a.docx"))


def p(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def tc(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return tc(p(r(text)), properties)


def field(instruction: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
    return mark.format("begin") + code + mark.format("separate") + result + mark.format("end")


def control(properties: str, inside: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def tick(state: str) -> str:
    return f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>'


def form_tick(*states: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{"".join(states)}</w:checkBox></w:ffData>'
        '</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


WINGDINGS = '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'
CHOICE = (
    '<w:r><w:ffData/><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
    '<w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList></w:ffData></w:fldChar>'
    '<w:instrText>FORMDROPDOWN</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        (r("项目") + r("名称"), "项目名称"),
        (r("项目") + "<w:r><w:tab/></w:r>" + r("名称"), "项目\t名称"),
        ("<w:r><w:t>一\n  行\t文字</w:t></w:r>", "一   行 文字"),
        (r("甲\xad乙") + "<w:r><w:softHyphen/></w:r>" + r("丙"), "甲乙丙"),
        ("<w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>6</w:t></w:r>", "5-6"),
        # tracked changes
        (f"<w:ins>{r('120')}</w:ins><w:del><w:r><w:delText>100</w:delText></w:r></w:del>{r('人')}", "120人"),
        (f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo>", "新"),
        # hidden text, by itself and by its style
        (r("看") + r("不见", "<w:vanish/>") + r("见", '<w:vanish w:val="0"/>'), "看见"),
        (r("看") + r("不见", '<w:rStyle w:val="Below"/>') + r("见", '<w:rStyle w:val="Loop"/>'), "看见"),
        (
            '<w:pPr><w:pStyle w:val="Hidden"/></w:pPr>'
            + r("窗体顶端")
            + r("见", '<w:vanish w:val="false"/>'),
            "见",
        ),
        # fields
        (r("第") + field("PAGE", r("3")) + r("页"), "第页"),
        (f'<w:fldSimple w:instr=" NUMPAGES ">{r("9")}</w:fldSimple>{r("页")}', "页"),
        (field("DATE \\@ yyyy", r("2024")) + r("年"), "2024年"),
        (field(f"IF {field('MERGEFIELD x', r('隐'))} = 1", r("显")), "显"),
        ('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("接上段"), "接上段"),
        (CHOICE, "乙"),
        (f"<w:hyperlink>{r('链接')}</w:hyperlink><w:r><w:footnoteReference w:id='1'/></w:r>", "链接"),
        # tick boxes
        (control(tick("1"), r("☒")) + r("新增"), "☒新增"),
        (control(tick("0"), r("☐")) + r("新增"), "☐新增"),
        (control(tick("1"), r("是")) + r("新增"), "☑新增"),
        (control(tick("0"), "") + r("新增"), "□新增"),
        (form_tick('<w:default w:val="1"/>') + r("甲"), "☑甲"),
        (form_tick('<w:default w:val="1"/>', '<w:checked w:val="0"/>') + r("甲"), "□甲"),
        (form_tick("<w:checked/>") + r("甲"), "☑甲"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r("甲"), "☑甲"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>' + r("甲"), "□甲"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>' + r("5"), "≤5"),
        ('<w:r><w:sym w:font="宋体" w:char="2611"/><w:sym w:font="宋体" w:char="nonsense"/></w:r>', "☑"),
        (r("R", WINGDINGS) + r("R"), "☑R"),
        (r("\uf052甲\uf0ee"), "☑甲\uf0ee"),
        # content controls
        (control("<w:text/>", r("填写")), "填写"),
        (control("<w:showingPlcHdr/>", r("单击此处输入文字")) + r("无"), "无"),
        ("<w:ruby><w:rt>" + r("jī") + "</w:rt><w:rubyBase>" + r("绩") + "</w:rubyBase></w:ruby>", "绩"),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            "1/2",
        ),
    ],
)
def test_what_a_paragraph_prints(inside: str, printed: str) -> None:
    assert read(p(inside)) == [printed]


def test_lines_of_a_paragraph_are_paragraphs() -> None:
    assert read(p("<w:r><w:t>一</w:t><w:br/><w:t> </w:t><w:cr/><w:t>二</w:t></w:r>") + p("")) == ["一", "二"]


def test_a_cell_keeps_its_lines_but_no_tab() -> None:
    inside = p("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r>") + p("") + p(r("四"))
    assert read(tbl(tr(tc(inside), cell("五")))) == [[(0, 0, 1, 1, "一\n二 三\n四"), (0, 1, 1, 1, "五")]]


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (
            [tr(cell("甲", WIDE), cell("乙")), tr(cell("丙"), cell("丁"), cell("戊"))],
            [
                (0, 0, 1, 2, "甲"),
                (0, 2, 1, 1, "乙"),
                (1, 0, 1, 1, "丙"),
                (1, 1, 1, 1, "丁"),
                (1, 2, 1, 1, "戊"),
            ],
        ),
        (
            [
                tr(cell("甲", RESTART), cell("1")),
                tr(cell("不见", CONTINUE), cell("2")),
                tr(cell("", CONTINUE), cell("3")),
            ],
            [(0, 0, 3, 1, "甲"), (0, 1, 1, 1, "1"), (1, 1, 1, 1, "2"), (2, 1, 1, 1, "3")],
        ),
        (  # two merged cells below one another
            [
                tr(cell("甲", RESTART)),
                tr(cell("", CONTINUE)),
                tr(cell("乙", RESTART)),
                tr(cell("", CONTINUE)),
            ],
            [(0, 0, 2, 1, "甲"), (2, 0, 2, 1, "乙")],
        ),
        (  # nothing above to go on with, or not of the same width
            [tr(cell("甲", CONTINUE), cell("乙")), tr(cell("丙", WIDE + CONTINUE))],
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 2, "丙")],
        ),
        (
            [tr(cell("甲"), properties='<w:gridBefore w:val="2"/>'), tr(cell("乙"), cell("丙"), cell("丁"))],
            [(0, 2, 1, 1, "甲"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "丁")],
        ),
        (  # content controls around rows and cells, deleted and hidden rows
            [
                control("", tr(control("", cell("甲")), cell("乙"))),
                tr(cell("删"), properties="<w:del/>"),
                tr(cell("藏"), properties="<w:hidden/>"),
                f"<w:customXml>{tr(cell('丙'), cell('丁'))}</w:customXml>",
            ],
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "丁")],
        ),
        (
            [tr(cell("甲", '<w:gridSpan w:val="99999999"/>'), cell("乙", '<w:gridSpan w:val="x"/>'))],
            [(0, 0, 1, 1000, "甲"), (0, 1000, 1, 1, "乙")],
        ),
    ],
)
def test_cells_of_a_table(rows: list[str], cells: list[object]) -> None:
    assert read(tbl(*rows)) == [cells]


INNER = tbl(tr(cell("内一"), cell("内二")))
INNER_CELLS = [(0, 0, 1, 1, "内一"), (0, 1, 1, 1, "内二")]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        # a frame around a form is no table
        (tbl(tr(tc(p(r("表名")) + INNER + p(r("注"))))), ["表名", INNER_CELLS, "注"]),
        (
            tbl(tr(cell("上")), tr(tc(INNER)), tr(cell("下"))),
            [[(0, 0, 1, 1, "上")], INNER_CELLS, [(0, 0, 1, 1, "下")]],
        ),
        # a table inside a row follows the row
        (
            tbl(tr(cell("指标"), tc(p(r("见内")) + INNER)), tr(cell("备注"), cell("无"))),
            [
                [(0, 0, 1, 1, "指标"), (0, 1, 1, 1, "见内")],
                INNER_CELLS,
                [(0, 0, 1, 1, "备注"), (0, 1, 1, 1, "无")],
            ],
        ),
        # … or the rows merged with it
        (
            tbl(
                tr(cell("指标", RESTART), tc(INNER)),
                tr(cell("", CONTINUE), cell("续")),
                tr(cell("末"), cell("无")),
            ),
            [
                [(0, 0, 2, 1, "指标"), (0, 1, 1, 1, ""), (1, 1, 1, 1, "续")],
                INNER_CELLS,
                [(0, 0, 1, 1, "末"), (0, 1, 1, 1, "无")],
            ],
        ),
        (tbl(tr(tc(tbl(tr(tc(INNER)))))), [INNER_CELLS]),
    ],
)
def test_tables_inside_tables(body: str, found: list[object]) -> None:
    assert read(body) == found


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{p(r('框内'))}{INNER}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(p(r("前") + shape + r("后"))) == ["前后", "框内", INNER_CELLS]
    old = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert read(p(r("前") + old)) == ["前", "框内", INNER_CELLS]


def test_the_strict_standard_reads_alike() -> None:
    document = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
        + tbl(tr(cell("甲", WIDE)))
        + "</w:body></w:document>"
    )
    assert blocks(read_docx(docx("", document=document), "a.docx")) == [[(0, 0, 1, 2, "甲")]]


def test_headers_and_footers_are_left_out() -> None:
    document = WordDocument()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    document.add_paragraph("正文")
    data = BytesIO()
    document.save(data)
    assert blocks(read_docx(data.getvalue(), "a.docx")) == ["正文"]


@st.composite
def merged_grids(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """Height and width of a grid, and areas (row, column, row span, column span) that do not overlap."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    areas = []
    for _ in range(draw(st.integers(0, 4))):
        row, column = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        down, across = draw(st.integers(1, height - row)), draw(st.integers(1, width - column))
        places = {(row + i, column + j) for i in range(down) for j in range(across)}
        if not places & taken:
            taken |= places
            areas.append((row, column, down, across))
    return height, width, areas


@given(merged_grids())
def test_what_another_library_wrote_reads_back(
    grid: tuple[int, int, list[tuple[int, int, int, int]]],
) -> None:
    height, width, areas = grid
    document = WordDocument()
    written = document.add_table(height, width)
    covered = {(a + i, b + j) for a, b, down, across in areas for i in range(down) for j in range(across)}
    single = [(i, j, 1, 1) for i in range(height) for j in range(width) if (i, j) not in covered]
    expected = sorted((*area, f"甲{area[0]}-{area[1]}") for area in [*areas, *single])
    for row, column, down, across, text in expected:
        place = written.cell(row, column).merge(written.cell(row + down - 1, column + across - 1))
        place.text = text
    data = BytesIO()
    document.save(data)
    assert blocks(read_docx(data.getvalue(), "a.docx")) == [expected]


ENTITIES = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document {SPACES}><w:body>{p(r("&x;"))}</w:body></w:document>'
LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>' + ENTITIES.partition("]>")[2]
)
DEEP = 10_000


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (docx(p(r("正文")))[:-40], "damaged"),
        (docx(p(r("正文")))[:60], "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"", "damaged"),
        (docx(p(r("正文"))).replace(b"word/document.xml", b"word/elsewhere.xm"), "is missing"),
        (docx("", document="<w:document"), "no sound XML"),
        (docx("", document=ENTITIES), "declares entities"),
        (docx("", document=LAUGHS.replace("&x;", "&c;")), "declares entities"),
        (docx("", document="<workbook/>"), "is no Word document"),
        (docx("<w:tbl><w:tr><w:tc>" * DEEP + "</w:tc></w:tr></w:tbl>" * DEEP), "no sound XML"),
        (docx("<w:sdt>" * DEEP + "</w:sdt>" * DEEP), "no sound XML"),
        (docx(p("")), "holds no text"),
    ],
)
def test_bad_files_give_one_line(data: bytes, line: str) -> None:
    with pytest.raises(ReadError, match=rf"^a\.docx: [^\n]*{line}[^\n]*$"):
        read_docx(data, "a.docx")


@pytest.mark.parametrize("level", ["<w:tbl><w:tr><w:tc>", "<w:ins>", "<w:smartTag>"])
def test_nesting_that_the_parser_lets_pass_is_harmless(level: str) -> None:
    names = level.strip("<>").split("><")
    depth = 240 // len(names)
    closing = "".join(f"</{name}>" for name in reversed(names))
    assert read(level * depth + p(r("底")) + closing * depth) == [
        "底" if "tbl" not in level else [(0, 0, 1, 1, "底")]
    ]


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MEMBER_LIMIT", 100_000)
    assert len(docx(p(r("零" * 200_000)))) < 10_000
    with pytest.raises(ReadError, match=r"^a\.docx: unpacks to more than"):
        read_docx(docx(p(r("零" * 200_000))), "a.docx")


@given(st.binary(max_size=60), st.integers(0, 400))
def test_damage_anywhere_is_a_line_or_a_text(junk: bytes, at: int) -> None:
    data = docx(p(r("正文")) + tbl(tr(cell("甲", WIDE), cell("乙"))))
    try:
        read_docx(data[:at] + junk + data[at + len(junk) :], "a.docx")
    except ReadError as error:
        line = str(error)
    else:
        line = "a.docx: read"
    assert line.startswith("a.docx: ")
    assert "\n" not in line
