"""PDF: which tables of two pages are one, and which rows and cells a break cuts."""

from collections.abc import Callable, Sequence

import pytest
from pdfs import LEFT, Box, pdf, ruled, written
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Table
from extractors.read.pdf import read_pdf

FIRST = [Box(0, 0, "指标"), Box(0, 1, "目标值"), Box(1, 0, "户数"), Box(1, 1, "≥120户")]
SECOND = [Box(0, 0, "满意度"), Box(0, 1, "≥90%")]
WIDTHS = [60.0, 90.0]


def tables(data: bytes) -> list[list[list[str]]]:
    """Each table as the texts of its rows."""
    text, blocks = read_pdf(data, "form.pdf")
    return [
        [
            [text[cell.start : cell.end] for cell in block.cells if cell.row == row]
            for row in range(max(cell.row + cell.row_span for cell in block.cells))
        ]
        for block in blocks
        if isinstance(block, Table)
    ]


def page(
    boxes: Sequence[Box], widths: Sequence[float] = WIDTHS, height: float = 24, head: str = "", foot: str = ""
) -> Callable[[Canvas], None]:
    """A page with a table, a line above and a line below it."""

    def draw(canvas: Canvas) -> None:
        if head:
            written(canvas, LEFT, 40, head)
        ruled(canvas, boxes, widths, [height] * (max(box.row + box.row_span for box in boxes)))
        if foot:
            written(canvas, 280, 800, foot)

    return draw


WHOLE = [["指标", "目标值"], ["户数", "≥120户"], ["满意度", "≥90%"]]


@pytest.mark.parametrize(
    ("head", "foot", "above", "below"),
    [
        ("", "", "", ""),
        ("", "- 1 -", "", "- 2 -"),
        ("", "第 1 页 共 2 页", "", "第 2 页 共 2 页"),
        ("某局2024年度预算", "1/2", "某局2024年度预算", "2/2"),
        ("绩效目标表", "", "绩效目标表（续）", ""),
        ("绩效目标表", "接下页", "续表", ""),
    ],
)
def test_what_is_printed_on_every_page_does_not_part_a_table(
    head: str, foot: str, above: str, below: str
) -> None:
    data = pdf(page(FIRST, head=head, foot=foot), page(SECOND, head=above, foot=below))
    assert tables(data) == [WHOLE]


@pytest.mark.parametrize(
    ("second", "head"),
    [
        (page(SECOND, head="注：以下为上年"), "一行文字之下"),
        (page(SECOND, widths=[60, 60]), "另一宽度"),
        (page([Box(0, 0, "指标"), Box(0, 1, "实际值")]), "同样开头"),
        (page(FIRST), "同一张表"),
    ],
    ids=["behind text", "of another width", "with the same beginning", "the same again"],
)
def test_other_tables_stay_apart(second: Callable[[Canvas], None], head: str) -> None:
    assert len(tables(pdf(page(FIRST, head=head), second))) == 2


def test_a_line_below_the_table_is_furniture_only_where_every_page_has_it() -> None:
    """The year of the next form is not, though the form above has the same."""

    def first(canvas: Canvas) -> None:
        page(FIRST, head="（2022年度）", foot="某局")(canvas)

    def second(canvas: Canvas) -> None:
        page(SECOND, foot="某局")(canvas)
        written(canvas, LEFT, 200, "（2022年度）")

    text, blocks = read_pdf(pdf(first, second), "form.pdf")
    lines = [text[block.start : block.end] for block in blocks if not isinstance(block, Table)]
    assert lines == ["（2022年度）", "（2022年度）"]
    assert text.count("某局") == 2


def test_headings_that_are_printed_again_stand_once() -> None:
    again = [*FIRST[:2], *(Box(1, box.column, box.text) for box in SECOND)]
    top = [Box(0, 0, "项目名称"), Box(0, 1, "甲")]
    first = [*top, *(Box(box.row + 1, box.column, box.text) for box in FIRST)]
    assert tables(pdf(page(first), page(again))) == [[["项目名称", "甲"], *WHOLE]]


def test_pages_with_margins_that_change_sides() -> None:
    def moved(canvas: Canvas) -> None:
        canvas.translate(25, 0)
        page(SECOND)(canvas)

    assert tables(pdf(page(FIRST), moved)) == [WHOLE]


def test_columns_are_those_of_both_pages() -> None:
    first = [Box(0, 0, "总额"), Box(0, 1, "100.00", column_span=2)]
    second = [Box(0, 0, "其中", column_span=2), Box(0, 2, "80.00")]
    data = pdf(page(first, [60, 40, 50]), page(second, [60, 40, 50]))
    _, (table,) = read_pdf(data, "")
    assert isinstance(table, Table)
    assert [(c.row, c.column, c.column_span) for c in table.cells] == [
        (0, 0, 1),
        (0, 1, 2),
        (1, 0, 2),
        (1, 2, 1),
    ]


LINES = "山洪冲毁进站\n道路，已列入\n次年计划和预"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # a long cell goes on, and what stands beside it, at the upper edge, is complete
        (["户数\n\n", LINES], ["", "算"], [["户数", f"{LINES}\n算"]]),
        # in the middle it would say that the row is whole
        (["户数", LINES], ["", "算"], [["户数", LINES], ["", "算"]]),
        # it goes on where punctuation says so
        (["户数", "山洪冲毁，"], ["", "已列入"], [["户数", "山洪冲毁，\n已列入"]]),
        # the next row is filled anew
        (["户数", LINES], ["满意度", "满意"], [["户数", LINES], ["满意度", "满意"]]),
        # two complete numbers are none of one
        (["当年财政拨款", "1,300,000.00"], ["", "195,500.00"], [["当年财政拨款", "1,300,000.00"], ["", "195,500.00"]]),
        # a cell that is blank above and filled below belongs to another row
        (["户数", ""], ["满意度", "≥90%"], [["户数", ""], ["满意度", "≥90%"]]),
    ],
)  # fmt: skip
def test_rows_are_one_only_where_their_texts_go_on(
    first: list[str], second: list[str], expected: list[list[str]]
) -> None:
    data = broken(first, second)
    assert [row for table in tables(data) for row in table] == expected
    assert doubted(data) == []


ENDLESS = "山洪冲毁进站\n道路，已列入\n次年计划、"


@pytest.mark.parametrize(
    ("first", "second", "expected", "told"),
    [
        # nothing is empty below, so that only the texts say that the row goes on
        ([ENDLESS, ENDLESS], ["预算", "经费"], [[f"{ENDLESS}\n预算", f"{ENDLESS}\n经费"]], [f"{ENDLESS}\n预算"]),
        # one text goes on and two are empty, but another one begins
        (["甲", "乙", "山洪冲毁，", "完成"], ["", "", "已列入", "十分满意"],
         [["甲", "乙", "山洪冲毁，", "完成"], ["", "", "已列入", "十分满意"]], ["已列入"]),
    ],
)  # fmt: skip
def test_rows_that_may_be_read_wrongly_are_doubted(
    first: list[str], second: list[str], expected: list[list[str]], told: list[str]
) -> None:
    data = broken(first, second)
    assert tables(data) == [expected]
    assert doubted(data) == told


def doubted(data: bytes) -> list[str]:
    """The texts of which it is uncertain whether a row begins with them."""
    text, blocks = read_pdf(data, "form.pdf")
    found = (doubt for block in blocks if isinstance(block, Table) for doubt in block.doubts)
    return [text[start:end] for start, end in found]


def broken(first: list[str], second: list[str]) -> bytes:
    """A row on each of two pages, both closed by rulings."""

    def draw(texts: list[str]) -> Callable[[Canvas], None]:
        height = max(text.count("\n") + 1 for text in texts) * 12.0

        def drawn(canvas: Canvas) -> None:
            boxes = [Box(0, column, text) for column, text in enumerate(texts)]
            ruled(canvas, boxes, [70, *[64.0] * (len(texts) - 1)], [height])

        return drawn

    return pdf(draw(first), draw(second))
