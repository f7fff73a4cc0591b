"""Tables in text: which lines are one, and which cell stands in which column."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Paragraph, Table
from extractors.read.text import blocks

Cells = list[tuple[int, int, str]]  # row, column, text


def found(text: str) -> list[str | Cells]:
    """The paragraphs (without white space around them) and tables of a text."""
    return [
        text[block.start : block.end].strip()
        if isinstance(block, Paragraph)
        else [(cell.row, cell.column, text[cell.start : cell.end]) for cell in block.cells]
        for block in blocks(text)
    ]


def grid(*rows: str) -> Cells:
    """The cells of rows written as `a;b`."""
    return [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row.split(";"))]


def filled(*rows: str) -> Cells:
    """The same without empty cells."""
    return [cell for cell in grid(*rows) if cell[2]]


def stream(*cells: str) -> Cells:
    """Cells each in a row of its own."""
    return [(row, 0, text) for row, text in enumerate(cells)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("标题\n| 项目 | 金额 |\n|:---|---:|\n| 培训 | 3 |\n正文", ["标题", grid("项目;金额", "培训;3"), "正文"]),
        ("|项目|金额|\n|-|-|\n|培训||\n\n||3|", [grid("项目;金额", "培训;", ";3")]),
        ("| 名称 | 科普 |\n| 年度 | 2023 |", [grid("名称;科普", "年度;2023")]),
        ("| 甲\\|乙 | <br>丙 |", [grid("甲\\|乙;<br>丙")]),
        ("| 项目 | 金额\n|---|---\n| 培训 | -", [grid("项目;金额", "培训;-")]),
        ("项目 | 金额\n--- | ---\n培训 | 3\n说明", [grid("项目;金额", "培训;3"), "说明"]),
        ("| 甲 | 乙 |\n|---|---|\n| 一 | - |\n| - | - |", [grid("甲;乙", "一;-", "-;-")]),
        ("| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n\n| 丙 | 丁 |\n|---|---|\n| 三 | 四 |", [grid("甲;乙", "一;二"), grid("丙;丁", "三;四")]),
        ("甲 | 乙 | 丙\n一 | 二 | 三\n四 | 五 |", ["甲 | 乙 | 丙", "一 | 二 | 三", "四 | 五 |"]),
        ("甲 | 乙 | 丙\n一 | 二 | 三\n四 | 五 | 六", [grid("甲;乙;丙", "一;二;三", "四;五;六")]),
        ("首页 | 新闻 | 通知", ["首页 | 新闻 | 通知"]),
        ("满意度 | 90%", ["满意度 | 90%"]),
        ("P(A|B)\n|x|", ["P(A|B)", "|x|"]),
        ("|", ["|"]),
        ("-----\n| - |", ["-----", "| - |"]),
    ],
)  # fmt: skip
def test_markdown(text: str, expected: list[str | Cells]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自评表\n（2022年度）\n项目名称 |\n科普 |\n|\n 得分|\n10 |  \n完", ["自评表", "（2022年度）", stream("项目名称", "科普", "", "得分", "10"), "完"]),
        ("甲 |\n|\n\n\f\n|\n乙 |", [stream("甲", "", "", "乙")]),
        ("甲 |\n乙 | |\n丙 | 丁 |", [stream("甲", "乙", "", "丙", "丁")]),
        ("甲 |\n第一行\n第二行 |\n丙 |", [stream("甲"), "第一行", stream("第二行", "丙")]),
        ("甲 |\n乙 |", ["甲 |", "乙 |"]),
    ],
)  # fmt: skip
def test_a_bar_behind_every_cell(text: str, expected: list[str | Cells]) -> None:
    assert found(text) == expected


def test_empty_cells_have_no_extent() -> None:
    (table,) = blocks("甲 |\n|\n  |\n乙 |\n")
    assert [(c.start, c.end) for c in table.cells] == [(0, 1), (4, 4), (6, 6), (10, 11)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("名称,金额,备注\n培训,3,\n展览,4,无", [grid("名称;金额;备注", "培训;3;", "展览;4;无")]),
        ('名称,金额,备注\n"培训,展览","1,000","说""好"""\n甲,2,"一\n二"\n后', [grid("名称;金额;备注", '培训,展览;1,000;说""好""', "甲;2;一\n二"), "后"]),
        ("题\n2019,100,200\n2020,300,400\n2021,年,500", ["题", grid("2019;100;200", "2020;300;400", "2021;年;500")]),
        ("名称,金额,备注\n培训,3,", ["名称,金额,备注", "培训,3,"]),
        ("甲，乙，丙\n丁，戊，己\n庚，辛，壬", ["甲，乙，丙", "丁，戊，己", "庚，辛，壬"]),
        ("one, two, three\nfour, five, six\na, b, c", ["one, two, three", "four, five, six", "a, b, c"]),
        ("共1,990,000元\n共2,990,000元\n共3,990,000元", ["共1,990,000元", "共2,990,000元", "共3,990,000元"]),
        ("开展培训,共三期\n举办展览,面向居民,全年\n发放资料,一千份", ["开展培训,共三期", "举办展览,面向居民,全年", "发放资料,一千份"]),
        ('甲,"乙,丙\n丁,戊,己\n庚,辛,壬\n子,丑,寅', [grid('甲;"乙;丙', "丁;戊;己", "庚;辛;壬", "子;丑;寅")]),
    ],
)  # fmt: skip
def test_commas(text: str, expected: list[str | Cells]) -> None:
    assert found(text) == expected


FORM = """\
                 项目支出绩效目标申报表
                    （2023年度）

  项目名称      科普活动经费            项目编码      12345
  主管部门      某某区科委              实施单位      区科技馆
                举办讲座、展览等活动，提高居民的科学素质；
  项目概况      面向全区开展科普服务，
                覆盖全部街道。

\f  备　注        无                      金　额        3.50

    本表由单位填写，并于三月前报送。
"""


def test_columns_set_with_spaces() -> None:
    title, year, table, note = found(FORM)
    assert [title, year, note] == [
        "项目支出绩效目标申报表",
        "（2023年度）",
        "本表由单位填写，并于三月前报送。",
    ]
    assert table == [
        (0, 0, "项目名称"), (0, 1, "科普活动经费"), (0, 2, "项目编码"), (0, 3, "12345"),
        (1, 0, "主管部门"), (1, 1, "某某区科委"), (1, 2, "实施单位"), (1, 3, "区科技馆"),
        (2, 1, "举办讲座、展览等活动，提高居民的科学素质；"),
        (3, 0, "项目概况"), (3, 1, "面向全区开展科普服务，"),
        (4, 1, "覆盖全部街道。"),
        (5, 0, "备　注"), (5, 1, "无"), (5, 2, "金　额"), (5, 3, "3.50"),
    ]  # fmt: skip


def test_a_cell_over_several_columns_has_a_span() -> None:
    table = blocks(FORM)[2]
    assert not isinstance(table, Paragraph)
    assert [cell.column_span for cell in table.cells if cell.row == 2] == [3]


INDICATORS = """\
        一级指标    二级指标      三级指标        指标值
                    数量指标      举办讲座        ≥12场
        产出指标
                    质量指标      合格率          100%
绩效
        满意度      服务对象      居民对活动      ≥90%
指标
        指标        满意度指标    的满意度
"""


def test_labels_in_the_middle_of_their_group_keep_their_row_and_column() -> None:
    assert found(INDICATORS) == [
        [
            (0, 1, "一级指标"), (0, 2, "二级指标"), (0, 3, "三级指标"), (0, 4, "指标值"),
            (1, 2, "数量指标"), (1, 3, "举办讲座"), (1, 4, "≥12场"),
            (2, 1, "产出指标"),
            (3, 2, "质量指标"), (3, 3, "合格率"), (3, 4, "100%"),
            (4, 0, "绩效"),
            (5, 1, "满意度"), (5, 2, "服务对象"), (5, 3, "居民对活动"), (5, 4, "≥90%"),
            (6, 0, "指标"),
            (7, 1, "指标"), (7, 2, "满意度指标"), (7, 3, "的满意度"),
        ]
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "　　为提高居民科学素质，  开展科普活动。\n全年举办讲座十二场，覆盖全部街道，  居民满意。\n资金由财政安排，按季度支付。",
        "1.  举办讲座十二场\n2.  制作展板三十块\n3.  发放资料一千份",
        "（一）  举办讲座\n（二）  制作展板\n第三条  发放资料",
        "    本项目于年初启动。\n    全年分四个阶段。\n    年底验收。",
        "单位：某某馆        日期：2023年",
        "绩  效  目  标\n申  报  表",
        "首行没有空隙\n第二行  有一处\n第三行也没有",
    ],
)
def test_running_text_with_spaces_stays_text(text: str) -> None:
    assert found(text) == [line.strip() for line in text.split("\n")]


def test_ideographic_spaces_part_columns() -> None:
    text = "名称　　　金额\n培训费　　三\n展览费用　四百"
    assert found(text) == [grid("名称;金额", "培训费;三", "展览费用;四百")]


def test_tabs_and_columns_do_not_mix() -> None:
    text = "名称\t科普\n甲单位    乙单位\n丙单位    丁单位"
    assert found(text) == [grid("名称;科普"), "甲单位    乙单位", "丙单位    丁单位"]


WORDS = st.text(alphabet="项目绩效指标金额", min_size=2, max_size=8)


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=3, max_size=8)
    )
)
def test_padded_cells_come_back(rows: list[list[str]]) -> None:
    column = max(2 * len(cell) for row in rows for cell in row) + 2
    text = "\n".join("".join(cell + " " * (column - 2 * len(cell)) for cell in row).rstrip() for row in rows)
    assert found(text) == [filled(*(";".join(row) for row in rows))]


CELLS = st.text(alphabet="项目a b-3\\<", max_size=6).map(str.strip).filter(lambda text: text.count("-") < 3)


@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=2, max_size=6)
    )
)
def test_markdown_comes_back(rows: list[list[str]]) -> None:
    rows[0] = [cell.replace("-", "").strip() or "头" for cell in rows[0]]
    heading, *others = [[cell.replace("\\", "\\|") for cell in row] for row in rows]
    lines = [heading, ["---"] * len(heading), *others]
    text = "\n".join("| " + " | ".join(row) + " |" for row in lines)
    assert found(text) == [
        [(r, c, cell) for r, row in enumerate([heading, *others]) for c, cell in enumerate(row)]
    ]


@given(
    st.integers(3, 5).flatmap(
        lambda n: st.lists(
            st.lists(st.text(alphabet='甲乙a,"\n', max_size=5).map(str.strip), min_size=n, max_size=n),
            min_size=3,
            max_size=6,
        )
    )
)
def test_csv_comes_back(rows: list[list[str]]) -> None:
    rows = [[f"第{number}行", *row[1:]] for number, row in enumerate(rows)]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    (table,) = found(written.getvalue())
    assert [(r, c, text.replace('""', '"')) for r, c, text in table] == [  # type: ignore[misc]
        (r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)
    ]


@given(st.text(alphabet='甲a|-,"\t\n\r\f 　\\1.', max_size=120))
def test_any_text(text: str) -> None:
    visible = {i for i, char in enumerate(text) if not (char.isspace() or char in '|-,":')}
    covered = set()
    position = 0
    for block in blocks(text):
        assert position <= block.start <= block.end <= len(text)
        position = block.end
        parts = [block] if isinstance(block, Paragraph) else block.cells
        for part in parts:
            assert block.start <= part.start <= part.end <= block.end
            covered.update(range(part.start, part.end))
    assert visible <= covered


@pytest.mark.parametrize(
    "text",
    [
        "a  b\n" * 20_000,
        "甲  乙   丙\n" + "  丁\n" * 20_000,
        "甲" + "  乙" * 20_000,
        "|" * 50_000 + "\n" + "| a " * 20_000,
        "甲 |\n" * 20_000,
        ",,," * 20_000 + "\n" + 'a,b,"c\n' * 5_000,
        '"' * 50_001 + ",a,b",
        " " * 200_000 + "甲\n" + "　" * 100_000 + "乙",
        "-" * 100_000 + "|\n" + ":-" * 50_000 + "|x",
        "\n\f" * 100_000 + "甲",
    ],
    ids=range(10),
)
def test_long_texts_are_read(text: str) -> None:
    cells = sum(1 if isinstance(block, Paragraph) else len(block.cells) for block in blocks(text))
    assert cells > 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # cells in quotation marks, as spreadsheets copy them
        ('项目名称\t"甲\n乙"\t\t\n项目类型\t丙\t\t\n', [["项目名称", "甲\n乙", "", ""], ["项目类型", "丙", "", ""]]),
        ('"甲"\t"乙 ""丙"" 丁"\t\n', [["甲", '乙 ""丙"" 丁', ""]]),
        ('甲\t"乙\t丙\n丁\t戊\t己\n', [["甲", '"乙', "丙"], ["丁", "戊", "己"]]),
        # rows broken inside a cell: their tabs sum to those of the rows around them
        ("甲\t乙\t\t\n丙\t第一段\n第二段\t\t\n丁\t戊\t\t\n", [["甲", "乙", "", ""], ["丙", "第一段\n第二段", "", ""], ["丁", "戊", "", ""]]),
        ("甲\t乙\t丙\n丁\t戊\n己\t庚\n辛\t壬\t癸\n", [["甲", "乙", "丙"], ["丁", "戊\n己", "庚"], ["辛", "壬", "癸"]]),
        # a page break after which the table is narrower
        ("甲\t乙\t丙\t丁\n\n戊\t己\n庚\t辛\n", [["甲", "乙", "丙", "丁"], ["戊", "己"], ["庚", "辛"]]),
        ("甲\t乙\t丙\t丁\n戊\t己\n庚\t辛\n", [["甲", "乙", "丙", "丁"], ["戊", "己"], ["庚", "辛"]]),
    ],
)  # fmt: skip
def test_rows_of_several_lines(text: str, expected: list[list[str]]) -> None:
    (table,) = blocks(text)
    assert isinstance(table, Table)
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(text[cell.start : cell.end])
    assert list(rows.values()) == expected


def test_the_signs_of_a_heading_are_no_text() -> None:
    text = "## 某表\n#1号楼\n"
    assert [text[block.start : block.end] for block in blocks(text)] == ["某表", "#1号楼"]
