"""PDF: tables with their true spans, the text of cells and lines, damaged and hostile files."""

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import FONT, LEFT, SIZE, Box, Style, coded, pdf, ruled, written
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph, ReadError, Table
from extractors.read.pdf import read_pdf

Found = list[str | list[tuple[object, ...]]]


def found(data: bytes) -> Found:
    """Paragraphs as they are; tables as rows of (row, column, text), with the spans where a cell has any."""
    text, blocks = read_pdf(data, "form.pdf")
    result: Found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            result.append(text[block.start : block.end])
            continue
        cells: list[tuple[object, ...]] = []
        for cell in block.cells:
            spans = (cell.row_span, cell.column_span)
            place = (cell.row, cell.column, text[cell.start : cell.end])
            cells.append(place if spans == (1, 1) else (*place, *spans))
        result.append(cells)
    return result


def one_cell(text: str, width: float, align: str = "left", height: float = 60) -> str:
    """What is read from a cell of that width; each line of `text` is set as a line."""
    boxes = [Box(0, 0, "名"), Box(0, 1, text, align=align)]  # type: ignore[arg-type]
    (table,) = found(pdf(lambda canvas: ruled(canvas, boxes, [40, width], [height])))
    return table[1][2]  # type: ignore[return-value]


GROUPS = [
    Box(0, 0, "一级指标"),
    Box(0, 1, "指标名称"),
    Box(0, 2, "目标值"),
    Box(1, 0, "产出\n指标", row_span=3),
    Box(1, 1, "完成户数"),
    Box(1, 2, "≥120.00(户)"),
    Box(2, 1, "验收合格率"),
    Box(2, 2, "=100.00(%)"),
    Box(3, 1, "按月完成", column_span=2),
]
READ = [
    (0, 0, "一级指标"),
    (0, 1, "指标名称"),
    (0, 2, "目标值"),
    (1, 0, "产出\n指标", 3, 1),
    (1, 1, "完成户数"),
    (1, 2, "≥120.00(户)"),
    (2, 1, "验收合格率"),
    (2, 2, "=100.00(%)"),
    (3, 1, "按月完成", 1, 2),
]
WIDTHS, HEIGHTS = [70, 120, 100], [24, 24, 24, 24]


@pytest.mark.parametrize("style", ["lines", "boxes", "filled", "dashed", "doubled"])
def test_a_ruled_table_has_its_true_spans_however_it_is_drawn(style: Style) -> None:
    data = pdf(lambda canvas: ruled(canvas, GROUPS, WIDTHS, HEIGHTS, style))
    assert found(data) == [READ]
    assert isinstance(table := read_pdf(data, "")[1][0], Table)
    assert (table.page, table.grid) == (1, "ruled")


@pytest.mark.parametrize("side", ["top", "bottom", "left", "right"])
def test_a_table_that_is_open_at_a_side_is_whole(side: str) -> None:
    assert found(pdf(lambda canvas: ruled(canvas, GROUPS, WIDTHS, HEIGHTS, without=[side]))) == [READ]


def test_a_table_cut_by_the_end_of_the_page_goes_on_in_the_same_columns() -> None:
    first = [Box(0, 0, "产出", row_span=2), Box(0, 1, "数量"), Box(1, 1, "质量")]
    second = [
        Box(0, 0, "", row_span=2),
        Box(0, 1, "时效"),
        Box(1, 1, "成本"),
        Box(2, 0, "效益"),
        Box(2, 1, "社会"),
    ]
    data = pdf(
        lambda canvas: ruled(canvas, first, [60, 90], [24, 24], without=["bottom"]),
        lambda canvas: ruled(canvas, second, [60, 90], [24, 24, 24], without=["top"]),
    )
    assert found(data) == [
        [
            (0, 0, "产出", 4, 1),
            (0, 1, "数量"),
            (1, 1, "质量"),
            (2, 1, "时效"),
            (3, 1, "成本"),
            (4, 0, "效益"),
            (4, 1, "社会"),
        ],
    ]
    text, (table,) = read_pdf(data, "")
    assert isinstance(table, Table)
    assert (table.page, table.turns) == (1, ((text.index("时效"), 2),))


def test_lines_stand_before_between_and_behind_tables() -> None:
    def draw(canvas: Canvas) -> None:
        written(canvas, 200, 40, "某项目支出绩效目标表")
        ruled(canvas, [Box(0, 0, "甲"), Box(0, 1, "乙")], [60, 60], [24])
        written(canvas, LEFT, 110, "填报日期：2023年3月")
        ruled(canvas, [Box(0, 0, "丙"), Box(0, 1, "丁")], [60, 60], [24], top=130)
        written(canvas, 290, 800, "— 12 —")

    assert found(pdf(draw)) == [
        "某项目支出绩效目标表",
        [(0, 0, "甲"), (0, 1, "乙")],
        "填报日期：2023年3月",
        [(0, 0, "丙"), (0, 1, "丁")],
        "— 12 —",
    ]


def test_a_table_inside_a_frame_is_a_table_and_the_frame_none() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(20, 20, 550, 800)
        ruled(canvas, GROUPS, WIDTHS, HEIGHTS)
        written(canvas, LEFT, 300, "注：以上为全年")

    assert found(pdf(draw)) == [READ, "注：以上为全年"]


def test_rulings_inside_a_form_xobject_are_found_where_they_are_shown() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("table")
        canvas.setFont(FONT, SIZE)
        ruled(canvas, GROUPS, WIDTHS, HEIGHTS)
        canvas.endForm()
        canvas.scale(0.8, 0.8)
        canvas.translate(10, 30)
        canvas.doForm("table")

    assert found(pdf(draw)) == [READ]


SQUARE = (900, 900)


@pytest.mark.parametrize("by", [90, 180, 270])
def test_a_page_that_says_it_is_turned_reads_the_same(by: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(by)
        ruled(canvas, GROUPS, WIDTHS, HEIGHTS)

    assert found(pdf(draw, size=SQUARE)) == [READ]


@pytest.mark.parametrize(("by", "move"), [(90, (0, -900)), (180, (-900, -900)), (270, (-900, 0))])
def test_a_table_printed_sideways_reads_the_same(by: int, move: tuple[int, int]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(by)
        canvas.translate(*move)
        ruled(canvas, GROUPS, WIDTHS, HEIGHTS)

    assert found(pdf(draw, size=SQUARE)) == [READ]


WRAPS = [
    ("≥13459.0\n0(平方米)", 44, "left", "≥13459.00(平方米)"),
    ("1,245,0\n00.00", 40, "right", "1,245,000.00"),
    ("≥13459.\n00(个)", 45, "center", "≥13459.00(个)"),
    ("沪府办〔2023\n〕15号", 66, "left", "沪府办〔2023〕15号"),
    ("培训人数增加20\n人次以上", 74, "left", "培训人数增加20人次以上"),
    ("完成率不低于\n98.5%的要求", 68, "left", "完成率不低于98.5%的要求"),
    ("服务对象满意\n度指标", 64, "center", "服务对象满意\n度指标"),
    ("第一季度\n100.00", 200, "center", "第一季度\n100.00"),
    ("90%\n100%", 120, "left", "90%\n100%"),
    ("1.完成改造三处\n2.验收合格", 74, "left", "1.完成改造三处\n2.验收合格"),
    ("全部完成。\n100户受益", 52, "left", "全部完成。\n100户受益"),
    ("Open data plan\nand budget", 76, "left", "Open data plan\nand budget"),
    ("绩\n效\n指\n标", 16, "center", "绩效指标"),
]


@pytest.mark.parametrize(("text", "width", "align", "expected"), WRAPS)
def test_only_lines_that_were_meant_are_kept_where_they_would_part_words(
    text: str, width: float, align: str, expected: str
) -> None:
    assert one_cell(text, width, align) == expected


def test_words_of_running_text_are_whole() -> None:
    lines = [
        "根据有关文件的要求，本项目全年预算资金125",
        "6.80万元，分四个季度支付，第一季度为其中20",
        "万元。",
    ]

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            written(canvas, LEFT, 200 + 14 * number, line)

    assert found(pdf(draw)) == ["".join(lines)]


@pytest.mark.parametrize(
    ("printed", "font", "expected"),
    [
        ("⼦⽴⽂⼾⼝", "Helvetica", "子立文户口"),
        ("⻋⻔⻚", "Helvetica", "车门页"),
        ("\uf0fe是\uf0a8否", "Helvetica", "☑是□否"),
        ("\uf052是\uf0a3否", "ABCDEF+Wingdings2", "☑是□否"),
        ("þ是¨否", "Wingdings-Regular", "☑是□否"),
        ("R是", "Wingdings2", "☑是"),
        ("R是", "Helvetica", "R是"),
        ("甲\U00020000乙", "Helvetica", "甲𠀀乙"),
    ],
)
def test_characters_are_what_they_look_like(printed: str, font: str, expected: str) -> None:
    assert found(coded(printed, font)) == [expected]


def test_text_drawn_twice_is_bold_and_not_double() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3, 0.6):
            written(canvas, LEFT + shift, 100 + shift, "一一合计 1100.00")
            ruled(canvas, [Box(0, 0, "总额"), Box(0, 1, "11")], [60, 60], [24], top=200 + shift)

    assert found(pdf(draw)) == ["一一合计 1100.00", [(0, 0, "总额"), (0, 1, "11")]]


def test_text_that_nobody_sees_is_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        written(canvas, LEFT, 100, "看得见")
        text = canvas.beginText(LEFT, 600)
        text.setTextRenderMode(3)
        text.textOut("看不见")
        canvas.drawText(text)
        canvas.setFont(FONT, 0.2)
        written(canvas, LEFT, 300, "太小")
        canvas.setFont(FONT, SIZE)
        written(canvas, -200, 400, "在纸外")

    assert found(pdf(draw)) == ["看得见"]


def picture() -> ImageReader:
    from PIL import Image

    return ImageReader(Image.new("RGB", (60, 80), (250, 250, 240)))


def test_the_text_behind_a_scan_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture(), 0, 0, 595, 842)
        text = canvas.beginText(LEFT, 600)
        text.setFont(FONT, SIZE)
        text.setTextRenderMode(3)
        text.textLines(["本项目由某中心实施"] * 8)
        canvas.drawText(text)

    assert found(pdf(draw)) == ["本项目由某中心实施"] * 8


def test_tables_without_rulings_are_told_by_their_columns() -> None:
    rows = [("指标", "目标值", "实际值"), ("户数", "≥120户", "125户"), ("满意度", "≥90%", "93%")]

    def draw(canvas: Canvas) -> None:
        written(canvas, 200, 80, "绩效自评情况")
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                written(canvas, LEFT + 120 * column, 100 + 16 * number, text)
        written(canvas, LEFT, 200, "单位：某中心          日期：3月")

    title, table, last = found(pdf(draw))
    assert (title, str(last).split()) == ("绩效自评情况", ["单位：某中心", "日期：3月"])
    assert table == [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]


def test_a_table_of_contents_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(5):
            written(canvas, LEFT, 100 + 16 * number, f"第{number}部分 说明")
            written(canvas, LEFT + 150, 100 + 16 * number, "." * 60)
            written(canvas, LEFT + 400, 100 + 16 * number, str(number))

    assert [block for block in found(pdf(draw)) if not isinstance(block, str)] == []


def test_white_boxes_underlines_and_drawings_are_no_tables() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(1)
        for y in (100, 120, 140):
            canvas.rect(LEFT, 842 - y, 300, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        written(canvas, LEFT, 95, "第一行")
        written(canvas, LEFT, 115, "第二行")
        canvas.line(LEFT, 842 - 117, LEFT + 30, 842 - 117)
        canvas.line(300, 300, 300, 500)
        canvas.line(300, 300, 500, 300)
        canvas.line(310, 310, 480, 490)
        written(canvas, 320, 420, "某图")

    assert found(pdf(draw)) == ["第一行", "第二行", "某图"]


TEXTS = st.text("预算绩效目标完成情况120.5%≥", max_size=5)
STYLES = st.sampled_from(["lines", "boxes", "filled", "dashed", "doubled"])


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[Box], list[float], list[float]]:
    """Cells that cover a grid without gaps, some of them several places; its widths and heights."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(2, 5))
    free = set(product(range(height), range(width)))
    boxes = []
    for row, column in product(range(height), range(width)):
        if (row, column) in free:
            down, across = draw(st.integers(1, height - row)), draw(st.integers(1, width - column))
            places = set(product(range(row, row + down), range(column, column + across)))
            if not places <= free or draw(st.booleans()):
                down = across = 1
                places = {(row, column)}
            free -= places
            boxes.append(Box(row, column, draw(TEXTS), down, across))
    sizes = st.integers(58, 90).map(float)
    return boxes, [draw(sizes) for _ in range(width)], [draw(sizes) for _ in range(height)]


def is_drawn(boxes: list[Box]) -> bool:
    """Whether there is a table to see: some text, more than one cell, and an edge at every row and column."""
    rows = {box.row for box in boxes} == set(range(max(box.row + box.row_span for box in boxes)))
    columns = {box.column for box in boxes} == set(range(max(box.column + box.column_span for box in boxes)))
    return rows and columns and len(boxes) > 1 and any(box.text for box in boxes)


@settings(max_examples=150)
@given(grids().filter(lambda grid: is_drawn(grid[0])), STYLES)
def test_any_grid_is_read_back(grid: tuple[list[Box], list[float], list[float]], style: Style) -> None:
    boxes, widths, heights = grid
    text, blocks = read_pdf(pdf(lambda canvas: ruled(canvas, boxes, widths, heights, style)), "")
    (table,) = blocks
    assert isinstance(table, Table)
    cells = [
        Box(cell.row, cell.column, text[cell.start : cell.end], cell.row_span, cell.column_span)
        for cell in table.cells
    ]
    assert cells == boxes


FORM = pdf(lambda canvas: ruled(canvas, GROUPS, WIDTHS, HEIGHTS))
BAD = [
    (b"%PDF-1.7\n" + bytes(range(256)) * 20, "is a damaged PDF file"),
    (b"", "is a damaged PDF file"),
    (FORM[:300], "is a damaged PDF file"),
    (pdf(lambda canvas: written(canvas, 50, 50, "密"), password="secret"), "is encrypted"),
    (pdf(lambda _: None), "holds no text"),
    (pdf(lambda canvas: canvas.drawImage(picture(), 0, 0, 595, 842)), "is a scan without text"),
]


@pytest.mark.parametrize(("data", "what"), BAD, ids=["garbage", "empty", "cut", "encrypted", "blank", "scan"])
def test_what_cannot_be_read_is_refused_in_one_line(
    data: bytes, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(ReadError, match=rf"\Aform.pdf: {what}; .+\Z") as refused:
        read_pdf(data, "form.pdf")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("seed", range(40))
def test_damage_gives_a_text_or_one_line(seed: int) -> None:
    random_ = random.Random(seed)
    data = bytearray(FORM)
    for _ in range(random_.choice([1, 10, 100])):
        data[random_.randrange(len(data))] = random_.randrange(256)
    try:
        text, blocks = read_pdf(bytes(data[: random_.randint(len(data) // 2, len(data))]), "")
    except ReadError:
        return
    text.encode()
    assert all(0 <= block.start <= block.end <= len(text) for block in blocks)


def many_lines(canvas: Canvas) -> None:
    written(canvas, LEFT, 30, "图")
    for number in range(3000):
        canvas.line(number / 5, 0, number / 5, 800)
        canvas.line(0, number / 4, 600, number / 4)


def spread_lines(canvas: Canvas) -> None:
    written(canvas, LEFT, 30, "图")
    for number in range(2500):
        canvas.line(number * 5, 0, number * 5, 12500)
        canvas.line(0, number * 5, 12500, number * 5)


@pytest.mark.parametrize("draw", [many_lines, spread_lines])
def test_drawings_of_thousands_of_lines_are_no_tables(draw: Callable[[Canvas], None]) -> None:
    assert found(pdf(draw, size=(14000, 14000))) == ["图"]


@pytest.fixture(scope="module")
def book(shared: Path) -> Path:
    return shared / "real" / "budget-book-2023-pages-29-32.pdf"


# Read off the printed pages: level 1, level 2, name, value.
PRINTED = {
    3: [
        ("产出指标", "数量指标", "规划建筑面积", "≥13459.00(平方米)"),
        ("产出指标", "质量指标", "完工及时率", "及时率"),
        ("产出指标", "成本指标", "预算内经费", "合规"),
        ("效益指标", "社会效益指标", "完善社区基础设施建设", "完善率"),
        ("满意度指标", "服务对象满意度\n指标", "居民满意度", "满意度"),
    ],
    4: [
        ("产出指标", "数量指标", "补贴对象申请审核完成率", "=100.00(%)"),
        ("产出指标", "质量指标", "补贴对象审核达标率", "=100.00(%)"),
        ("效益指标", "社会效益指标", "补贴对象生活改善度", "补贴对象生活改善度不低于80%"),
        ("满意度指标", "服务对象满意\n度指标", "补贴对象满意度", "≥80.00(%)"),
    ],
}


def indicators(data: bytes, page: int, first: int) -> list[tuple[str, ...]]:
    """The rows from `first` on of the only table of a page, the first column left out, spans filled."""
    text, blocks = read_pdf(data, "")
    (table,) = [block for block in blocks if isinstance(block, Table) and block.page == page]
    places = {
        (row, column): text[cell.start : cell.end]
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    last = max(row for row, _ in places)
    assert {places[row, 0] for row in range(first, last + 1)} == {"绩效指标"}
    return [tuple(places[row, column] for column in (1, 2, 3, 6)) for row in range(first, last + 1)]


@pytest.mark.parametrize("page", PRINTED)
def test_indicators_of_a_real_form(book: Path, page: int) -> None:
    assert indicators(book.read_bytes(), page, 12) == PRINTED[page]


@pytest.mark.parametrize("lean", [0, 1])
def test_indicators_of_a_scanned_form(book: Path, lean: float) -> None:
    """A page printed and scanned again, straight and leaning by a degree."""
    pytest.importorskip("rapidocr")
    import pypdfium2

    with pypdfium2.PdfDocument(book.read_bytes()) as document:
        scan = document[2].render(scale=2).to_pil().rotate(lean, fillcolor="white")
    data = pdf(lambda canvas: canvas.drawImage(ImageReader(scan), 0, 0, *A4))
    assert indicators(data, 1, 12) == PRINTED[3]


@pytest.mark.parametrize("name", ["budget-book-2023-pages-29-32.pdf", "budget-book-2024.pdf"])
def test_tables_are_those_that_pdfplumber_finds(shared: Path, name: str) -> None:
    """Row for row, headings that further pages repeat left out. White boxes behind lines are no table to us.

    A table that runs over page breaks has the columns of all its pages, so that only cells are compared.
    """
    import pdfplumber

    path = shared / "real" / name
    text, blocks = read_pdf(path.read_bytes(), name)
    ours = []
    for block in blocks:
        if isinstance(block, Table):
            height = max(cell.row + cell.row_span for cell in block.cells)
            grid: list[list[str]] = [[] for _ in range(height)]
            for cell in block.cells:
                grid[cell.row].append(text[cell.start : cell.end])
            ours += grid
    with pdfplumber.open(path) as plumbed:
        tables = [table for page in plumbed.pages for table in page.extract_tables() if len(table[0]) > 1]
    theirs = []
    for table, before in zip(tables, [[], *tables], strict=False):
        repeated = 0
        for row, above in zip(table, before, strict=False):
            if row != above or sum(map(bool, row)) < 2:
                break
            repeated += 1
        theirs += [[cell for cell in row if cell is not None] for row in table[repeated:]]
    assert ours == theirs


Placed = list[Box]


def touched(table: Table) -> set[int | None]:
    """The pages that a table stands on."""
    return {table.page, *(page for _, page in table.turns)}


def edges(cells: Sequence[tuple[float, float, float, float]], side: int) -> list[float]:
    """Where pdfplumber's cells begin and end on one axis: it sets rulings that are near each other to one place."""
    return sorted({edge for cell in cells for edge in (cell[side], cell[side + 2])})


@pytest.mark.parametrize(
    ("name", "least"), [("budget-book-2023-pages-29-32.pdf", 2), ("budget-book-2024.pdf", 4)]
)
def test_grids_are_those_that_pdfplumber_draws(shared: Path, name: str, least: int) -> None:
    """Place, spans and text of every cell of the tables on pages from and to which no table goes on."""
    import pdfplumber

    path = shared / "real" / name
    text, blocks = read_pdf(path.read_bytes(), name)
    tables = [block for block in blocks if isinstance(block, Table)]
    joined = {page for table in tables if table.turns for page in touched(table)}
    ours: dict[int | None, list[Placed]] = defaultdict(list)
    for table in tables:
        if table.grid == "ruled" and table.page not in joined:
            ours[table.page].append(
                [
                    Box(cell.row, cell.column, text[cell.start : cell.end], cell.row_span, cell.column_span)
                    for cell in table.cells
                ]
            )
    theirs: dict[int | None, list[Placed]] = defaultdict(list)
    with pdfplumber.open(path) as plumbed:
        for page in plumbed.pages:
            for found_table in page.find_tables() if page.page_number not in joined else ():
                xs, ys = edges(found_table.cells, 0), edges(found_table.cells, 1)
                if len(xs) > 2:
                    theirs[page.page_number].append(
                        [
                            Box(
                                ys.index(cell[1]),
                                xs.index(cell[0]),
                                string,
                                ys.index(cell[3]) - ys.index(cell[1]),
                                xs.index(cell[2]) - xs.index(cell[0]),
                            )
                            for row, strings in zip(found_table.rows, found_table.extract(), strict=True)
                            for cell, string in zip(row.cells, strings, strict=True)
                            if cell is not None
                        ]
                    )
    assert ours == theirs
    assert len(ours) >= least
