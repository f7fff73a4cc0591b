"""Workbooks: what their cells show, where they show it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Paragraph, ReadError
from extractors.read import archive, grid
from extractors.read.numberformat import shown
from extractors.read.sheet import Content
from extractors.read.workbook import read_workbook

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
Cell = tuple[int, int, int, int, str]


def blocks(content: Content) -> list[Any]:
    """Paragraphs as their text, tables as (row, column, row span, column span, text) of each cell."""
    text, found = content
    return [
        text[block.start : block.end]
        if isinstance(block, Paragraph)
        else [(c.row, c.column, c.row_span, c.column_span, text[c.start : c.end]) for c in block.cells]
        for block in found
    ]


def xlsx(fill: Callable[[Any], None], name: str = "Sheet1") -> bytes:
    """A workbook with one sheet that `fill` fills, as openpyxl writes it."""
    book = openpyxl.Workbook()
    book.active.title = name
    fill(book.active)
    return saved(book)


def xls(fill: Callable[[Any], None], name: str = "Sheet1") -> bytes:
    """The same as xlwt writes it."""
    book = xlwt.Workbook()
    fill(book.add_sheet(name))
    return saved(book)


def saved(book: Any) -> bytes:
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def edited(data: bytes, path: str, change: Callable[[str], str]) -> bytes:
    """An XLSX file with one of its members changed (or added)."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        members = {name: old.read(name).decode() for name in old.namelist()}
        members[path] = change(members.get(path, ""))
        for name, text in members.items():
            new.writestr(name, text)
    return result.getvalue()


def with_rows(rows: str) -> bytes:
    """A workbook whose sheet holds these rows, as XML."""
    return edited(xlsx(lambda _: None), SHEET, lambda text: text.replace("<sheetData>", f"<sheetData>{rows}"))


def with_strings(strings: str, rows: str, head: str = "") -> bytes:
    """The same with a table of shared strings."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="s" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    data = edited(with_rows(rows), RELATIONS, lambda text: text.replace("</Relationships>", relation))
    return edited(data, STRINGS, lambda _: f'{head}<sst xmlns="{space}">{strings}</sst>')


def read(data: bytes) -> list[Any]:
    return blocks(read_workbook(data, "a.xlsx"))


def texts(data: bytes) -> list[str]:
    return [cell[4] for block in read(data) if not isinstance(block, str) for cell in block]


ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        (95, "", "95"),
        (95.5, "General", "95.5"),
        (0.1 + 0.2, "", "0.3"),
        (1e21, "", "1000000000000000000000"),
        (1e-7, "", "0.0000001"),
        (-0.0, "", "0"),
        (13459, "G/通用格式", "13459"),
        (0.95, "0%", "95%"),
        (0.9512, "0%", "95%"),
        (0.955, "0.0%", "95.5%"),
        (0.95, "0.00%", "95.00%"),
        (0.95, "0%;[Red]-0%", "95%"),
        (1, "0%", "100%"),
        (0.125, "0.0#%", "12.5%"),
        (0.5, "# ?/?%", "50%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (0.125, "0.00", "0.13"),
        (5, "0.00_ ", "5.00"),
        (5, "#.##", "5"),
        (1234.5, ACCOUNTING, "1,234.50"),
        (0, ACCOUNTING, "0.00"),
        (-5, "#,##0.00_);[Red](#,##0.00)", "-5.00"),
        (-0.001, "0.00", "0.00"),
        (0, "0;-0;;@", ""),
        (7, ";;;", ""),
        (-7, "0;", ""),
        (100, 'General"元"', "100元"),
        (12.5, '"≥"0.0"分"', "≥12.5分"),
        (1200, "¥#,##0", "¥1,200"),
        (1200, "[$¥-804]#,##0.00", "¥1,200.00"),
        (123456, '0!.0,"万元"', "12.3万元"),
        (123456, "0!.0000", "12.3456"),
        (123456, "0\\.0,", "12.3"),
        (1234567, "#,##0,", "1,235"),
        (7, "[DBNum1][$-804]General", "7"),
        (12, "0.00E+00", "12"),  # what is not understood is printed in full
        (0.5, "# ?/?", "0.5"),
        (123456.789, "[>=10000]0!.0,;0", "123456.789"),
        (5, "@", "5"),
        (1e30, "0.00", "1" + "0" * 30),
        (5, "0." + "0" * 300, "5"),
        (45352, "yyyy-mm-dd", "2024-03-01"),
        (45352, "YYYY/M/D", "2024/3/1"),
        (45352, "m/d/yy", "2024-03-01"),
        (45352, 'yyyy"年"m"月"d"日";@', "2024年3月1日"),
        (45352, "[DBNum1][$-804]yyyy年m月d日", "2024年3月1日"),
        (45352, 'yyyy"年"m"月"', "2024年3月"),
        (45352, 'm"月"d"日"', "3月1日"),
        (45352, "dddd, mmmm dd, yyyy", "2024-03-01"),
        (45352, "yyyy", "2024"),
        (45352.354167, "yyyy/m/d h:mm", "2024/3/1 8:30"),
        (45352.99999999, "yyyy-mm-dd hh:mm:ss", "2024-03-02 00:00:00"),
        (0.354167, "h:mm", "8:30"),
        (1.104166667, "[h]:mm", "26:30"),
        (1, "yyyy-m-d", "1900-1-1"),
        (-1, "yyyy-m-d", "-1"),
        (1e15, "yyyy-m-d", "1000000000000000"),
    ],
)
def test_numbers_as_they_are_shown(value: float, code: str, printed: str) -> None:
    assert shown(value, code) == printed


def test_dates_from_1904() -> None:
    assert shown(0, "yyyy-m-d", from_1904=True) == "1904-1-1"


@given(
    st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,%;@[]"\\!_*GyYmdhs年万-', max_size=300)
)
def test_no_format_breaks(value: float, code: str) -> None:
    assert isinstance(shown(value, code), str)


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
def test_plain_numbers_keep_their_value(digits: int, decimals: int) -> None:
    value = digits / 10**decimals
    assert float(shown(value)) == value


def test_cells_of_every_kind_in_xlsx() -> None:
    def fill(sheet: Any) -> None:
        values = [
            "字\r\n行\t列",
            12.0,
            0.95,
            True,
            "#DIV/0!",
            date(2024, 3, 1),
            datetime(2024, 3, 1, 8, 30),
            "_x000D_",
        ]
        sheet.append(values)
        sheet["C1"].number_format = "0%"
        sheet["G1"].number_format = "yyyy-mm-dd hh:mm"

    assert texts(xlsx(fill)) == [
        "字\n行 列",
        "12",
        "95%",
        "TRUE",
        "#DIV/0!",
        "2024-03-01",
        "2024-03-01 08:30",
    ]


def test_cells_of_every_kind_in_xls() -> None:
    def fill(sheet: Any) -> None:
        percent, day = (xlwt.easyxf(num_format_str=code) for code in ("0%", "yyyy-mm-dd"))
        for column, (value, style) in enumerate(
            [("字\n行", None), (12.0, None), (0.95, percent), (True, None), (date(2024, 3, 1), day)]
        ):
            sheet.write(0, column, value, *([style] if style else []))

    assert texts(xls(fill)) == ["字\n行", "12", "95%", "TRUE", "2024-03-01"]


@pytest.mark.parametrize(
    ("cells", "printed"),
    [
        ('<c r="A1"><f>1/3</f><v>0.3333333333333333</v></c>', ["0.333333333333333"]),
        ('<c r="A1" t="str"><f>A2</f><v>字</v></c>', ["字"]),
        ('<c t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r><rPh><t>fu</t></rPh></is></c>', ["富文本"]),
        (
            '<c r="A1" t="d"><v>2024-03-01T00:00:00</v></c><c t="d"><v>2024-03-01T08:30:00</v></c>',
            ["2024-03-01", "2024-03-01 08:30:00"],
        ),
        ('<c r="B1"><v>1</v></c><c><v>2</v></c>', ["1", "2"]),
        (
            '<c r="A1" t="inlineStr"><is><r><rPr><rFont val="Wingdings 2"/></rPr><t>R£</t></r></is></c>',
            ["☑□"],
        ),
        ('<c r="A1" t="s"><v>99</v></c><c r="B1" s="99"><v>5</v></c><c r="C1"><v>NaN</v></c>', ["5", "NaN"]),
        ('<c r="AAAA1"><v>1</v></c><c r="XFE1"><v>2</v></c><c r="A0"><v>3</v></c>', ["1", "2", "3"]),
    ],
)
def test_cells_as_other_programs_write_them(cells: str, printed: list[str]) -> None:
    assert texts(with_rows(f'<row r="1">{cells}</row>')) == printed


def test_shared_strings() -> None:
    strings = "<si><t>甲_x000D_\n乙</t></si><si><r><t>富</t></r><r><t xml:space='preserve'> 文</t></r><rPh><t>fu</t></rPh></si>"
    row = '<row r="2"><c r="B2" t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>2</v></c></row>'
    assert texts(with_strings(strings, row)) == ["富 文", "甲\n乙"]


def test_a_cell_in_a_symbol_font() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"] = "R", "R"
        sheet["A1"].font = openpyxl.styles.Font(name="Wingdings 2")

    assert texts(xlsx(fill)) == ["☑", "R"]
    boxes = xlwt.easyxf("font: name Wingdings 2")
    assert texts(xls(lambda sheet: sheet.write(0, 0, "R", boxes))) == ["☑"]
    rich = [("£", boxes.font), ("新增 R", xlwt.easyxf("font: name 宋体").font)]
    assert texts(xls(lambda sheet: sheet.write_rich_text(0, 0, rich))) == ["□新增 R"]


def test_empty_rows_and_columns_are_left_out() -> None:
    def fill(sheet: Any) -> None:
        sheet["B2"], sheet["D2"], sheet["B9"], sheet["C5"] = "甲", "乙", "丙", "  "

    assert read(xlsx(fill)) == [
        [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "")]
    ]


def test_what_is_hidden_is_left_out() -> None:
    def fill(sheet: Any) -> None:
        for row in range(4):
            sheet.append([f"{row}{column}" for column in "甲乙丙丁"])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.merge_cells("A3:C3")  # its second column is hidden
        sheet.merge_cells("B4:D4")  # its first column is hidden

    expected = [
        [
            *[(0, 0, 1, 1, "0甲"), (0, 1, 1, 1, "0丙"), (0, 2, 1, 1, "0丁")],
            *[(1, 0, 1, 2, "2甲"), (1, 2, 1, 1, "2丁")],
            *[(2, 0, 1, 1, "3甲"), (2, 1, 1, 2, "3乙")],
        ]
    ]
    assert read(xlsx(fill)) == expected


def test_what_is_hidden_in_xls_is_left_out() -> None:
    def fill(sheet: Any) -> None:
        for row in range(3):
            for column in range(3):
                sheet.write(row, column, f"{row}{column}")
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True

    assert texts(xls(fill)) == ["00", "02", "20", "22"]


def test_rows_behind_a_filter_are_kept() -> None:
    def fill(sheet: Any) -> None:
        for row in range(3):
            sheet.append([f"第{row}行"])
        sheet.row_dimensions[2].hidden = True
        sheet.auto_filter.ref = "A1:A3"
        sheet.auto_filter.add_filter_column(0, ["第0行"])

    assert texts(xlsx(fill)) == ["第0行", "第1行", "第2行"]


def test_text_below_a_merged_cell_is_not_seen() -> None:
    data = edited(
        xlsx(lambda sheet: sheet.append(["甲", "乙", "丙"])),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(
            "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        ),
    )
    assert read(data) == [[(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "丙")]]


def sheets(*named: tuple[str, str, str]) -> bytes:
    """A workbook of sheets: name, state, what its first cell says."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, state, text in named:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet["A1"] = text
    return saved(book)


@pytest.mark.parametrize(
    ("name", "text", "paragraphs"),
    [
        ("Sheet1", "甲", []),
        ("sheet 12", "甲", []),
        ("工作表3", "甲", []),
        ("附件1-2", "甲", []),
        ("表（三）", "甲", []),
        ("2024", "甲", []),
        ("目标表", "甲", []),
        ("社区食堂补贴", "甲", []),
        ("社区食堂补贴自评表", "甲", ["社区食堂补贴自评表"]),
        ("社区食堂补贴自评表", "社区食堂补贴自评表项目绩效目标表", []),
    ],
)
def test_names_of_sheets_that_tell_something_are_read(name: str, text: str, paragraphs: list[str]) -> None:
    assert read(sheets((name, "visible", text))) == [*paragraphs, [(0, 0, 1, 1, text)]]


def test_visible_sheets_follow_one_another() -> None:
    data = sheets(
        ("S1", "visible", "甲"), ("S2", "hidden", "乙"), ("S3", "veryHidden", "丙"), ("S4", "visible", "丁")
    )
    assert texts(data) == ["甲", "丁"]


def test_visible_sheets_of_xls_follow_one_another() -> None:
    book = xlwt.Workbook()
    for name, state in (("S1", 0), ("S2", 1), ("S3", 2), ("S4", 0)):
        sheet = book.add_sheet(name)
        sheet.visibility = state
        sheet.write(0, 0, name)
    assert texts(saved(book)) == ["S1", "S4"]


Area = tuple[int, int, int, int]


@st.composite
def merged_grids(draw: st.DrawFn) -> tuple[int, int, list[Area]]:
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


def filled(height: int, width: int, areas: list[Area]) -> list[Cell]:
    covered = {(a + i, b + j) for a, b, down, across in areas for i in range(down) for j in range(across)}
    single = [(i, j, 1, 1) for i in range(height) for j in range(width) if (i, j) not in covered]
    return sorted((*area, f"甲{area[0]}-{area[1]}") for area in [*areas, *single])


@given(merged_grids())
def test_what_other_libraries_wrote_reads_back(drawn: tuple[int, int, list[Area]]) -> None:
    cells = filled(*drawn)

    def fill_xlsx(sheet: Any) -> None:
        for row, column, down, across, text in cells:
            sheet.cell(row + 1, column + 1, text)
            if (down, across) != (1, 1):
                sheet.merge_cells(None, row + 1, column + 1, row + down, column + across)

    def fill_xls(sheet: Any) -> None:
        for row, column, down, across, text in cells:
            sheet.write_merge(row, row + down - 1, column, column + across - 1, text)

    assert read(xlsx(fill_xlsx)) == [cells]
    assert read(xls(fill_xls)) == [cells]


CORNERS = ("A1", "XFD1048576")


def test_far_corners_cost_nothing() -> None:
    def fill(sheet: Any) -> None:
        for corner in CORNERS:
            sheet[corner] = corner

    assert read(xlsx(fill)) == [
        [(0, 0, 1, 1, "A1"), (0, 1, 1, 1, ""), (1, 0, 1, 1, ""), (1, 1, 1, 1, "XFD1048576")]
    ]


def test_a_sparse_sheet_is_written_without_its_empty_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "_DENSE_LIMIT", 3)

    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B2"] = "甲", "乙"

    assert read(xlsx(fill)) == [[(0, 0, 1, 1, "甲"), (1, 1, 1, 1, "乙")]]


def merging(*areas: str) -> bytes:
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return edited(
        xlsx(lambda sheet: sheet.append(["甲", "乙"])),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace("</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>"),
    )


def test_merged_cells_of_any_size_and_place_are_harmless() -> None:
    assert read(merging("A1:XFD1048576")) == [[(0, 0, 1 << 20, 1 << 14, "甲")]]
    assert read(merging("B1:B2", "A1:B2", "A1", "B2:A1", "A1:ZZZZ9", "nonsense")) == [
        [(0, 0, 1, 1, "甲"), (0, 1, 2, 1, "乙"), (1, 0, 1, 1, "")]
    ]


def test_a_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "FILLED_LIMIT", 3)
    with pytest.raises(ReadError, match=r"^a\.xlsx: has more than 3 filled cells in sheet Sheet1; "):
        read(xlsx(lambda sheet: sheet.append([1, 2, 3, 4])))


SOUND = xlsx(lambda sheet: sheet.append(["甲", 1]))
SOUND_XLS = xls(lambda sheet: sheet.write(0, 0, "甲"))
INTERFACE, FILEPASS = b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00"  # heads of records
ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (SOUND[:-30], "damaged"),
        (b"PK\x03\x04", "damaged"),
        (SOUND_XLS[:700], "damaged"),
        (SOUND_XLS[:8], "damaged"),
        (SOUND_XLS.replace(INTERFACE, FILEPASS), "is protected by a password"),
        (b"", "damaged"),
        (edited(SOUND, SHEET, lambda text: text[:-20]), "no sound XML"),
        (edited(SOUND, SHEET, lambda text: text.replace("<row", "<x>" * 10_000 + "<row")), "no sound XML"),
        (edited(SOUND, SHEET, lambda text: ENTITY + text.replace("&#30002;", "&x;")), "declares entities"),
        (with_strings("<si><t>&x;</t></si>", "<row/>", ENTITY), "declares entities"),
        (
            edited(SOUND, "xl/workbook.xml", lambda text: text.replace("workbook", "document")),
            "is no workbook",
        ),
        (xlsx(lambda _: None), "holds no visible cells"),
    ],
)
def test_bad_files_give_one_line(data: bytes, line: str) -> None:
    with pytest.raises(ReadError, match=rf"^a\.xlsx: [^\n]*{line}[^\n]*$"):
        read_workbook(data, "a.xlsx")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MEMBER_LIMIT", 100_000)
    data = edited(SOUND, SHEET, lambda text: text + " " * 200_000)
    assert len(data) < 20_000
    with pytest.raises(ReadError, match=r"^a\.xlsx: unpacks to more than"):
        read_workbook(data, "a.xlsx")


def test_all_members_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "TOTAL_LIMIT", 100)
    with pytest.raises(ReadError, match=r"^a\.xlsx: unpacks to more than"):
        read_workbook(SOUND, "a.xlsx")


@given(st.sampled_from([SOUND, SOUND_XLS]), st.binary(max_size=60), st.integers(0, 6000))
def test_damage_anywhere_is_a_line_or_a_text(data: bytes, junk: bytes, at: int) -> None:
    try:
        read_workbook(data[:at] + junk + data[at + len(junk) :], "a.xlsx")
    except ReadError as error:
        line = str(error)
    else:
        line = "a.xlsx: read"
    assert line.startswith("a.xlsx: ")
    assert "\n" not in line
