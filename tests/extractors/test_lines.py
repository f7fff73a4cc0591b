"""Rows of tables printed as aligned text: several lines a row, labels in the middle of the rows they span."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Cell, Document, Paragraph, Table
from extractors.rows import rows
from extractors.tables.lines import logical_rows

Ruler = Callable[[str], int]


def terminal(text: str) -> int:
    """Two columns for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def document(text: str) -> Document:
    """A document whose lines are rows of one cell, as of a reader that finds lines but no columns."""
    cells, start = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            cells.append(Cell(number, 0, start, start + len(line)))
        start += len(line) + 1
    return Document("form.txt", "", text, (Table(tuple(cells), 0, len(text), grid="aligned"),))


def read(text: str) -> list[list[str]]:
    return [[piece.text for piece in row.pieces] for row in logical_rows(rows(document(text)), text)]


# --- tables of text -> rows -------------------------------------------------------------------------

CASES = {
    "a label in the middle of the rows it spans, the first of them above it": (
        """
        一级指标      二级指标      三级指标        指标值
                      数量指标      绿化养护面积    ≥12公顷
        产出指标                    补种树木数量    300株
                      质量指标      苗木成活率      ≥95%
        满意度指标    服务对象满意  游客满意度      ≥90%
                      度指标
        """,
        [
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "绿化养护面积", "≥12公顷"],
            ["补种树木数量", "300株"],
            ["质量指标", "苗木成活率", "≥95%"],
            ["满意度指标", "服务对象满意度指标", "游客满意度", "≥90%"],
        ],
    ),
    "sums and labels broken over lines, one space apart": (
        """
        项目资金总    6,351,000. 年度资金申    6,351,000.00
        额            00         请总额
        其他资金      0.00       其他资金      0.00
        """,
        [
            ["项目资金总额", "6,351,000.00", "年度资金申请总额", "6,351,000.00"],
            ["其他资金", "0.00", "其他资金", "0.00"],
        ],
    ),
    "a label whose rest is a label too": (
        """
        项目资金总额    6,351,000.00    年度资金申请    6,351,000.00
                                            总额
        其他资金        0.00            其他资金        0.00
        """,
        [
            ["项目资金总额", "6,351,000.00", "年度资金申请总额", "6,351,000.00"],
            ["其他资金", "0.00", "其他资金", "0.00"],
        ],
    ),
    "labels set at the top of the rows they span": (
        """
        一级指标      二级指标      三级指标        指标值
        产出指标      数量指标      绿化养护面积    ≥12公顷
                                    补种树木数量    300株
                                    修剪乔木数量    40株
                      质量指标      苗木成活率      ≥95%
                                    验收合格率      100%
        满意度指标    服务对象满意  游客满意度      ≥90%
                      度指标
        """,
        [
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "绿化养护面积", "≥12公顷"],
            ["补种树木数量", "300株"],
            ["修剪乔木数量", "40株"],
            ["质量指标", "苗木成活率", "≥95%"],
            ["验收合格率", "100%"],
            ["满意度指标", "服务对象满意度指标", "游客满意度", "≥90%"],
        ],
    ),
    "a target beside the first line of the name below its own": (
        """
        一级指标      二级指标      三级指标        指标值
        产出指标      质量指标      苗木抽检合格
                                    率              ≥95%
                                    绿地养护档案    符合档案管理要
                                    完整率          求
                                                    100%
                                    验收合格率
        """,
        [
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "质量指标", "苗木抽检合格率", "≥95%"],
            ["绿地养护档案完整率", "符合档案管理要求"],
            ["验收合格率", "100%"],
        ],
    ),
    "a column that is wider than all that stands in it": (
        """
        一级指标        绩效指标                    指标目标值
        投入和管理目标  资金到位率                  100%
                        财务制度健全性              健全
        效果目标        居住环境改善情况            ≥90%
        """,
        [
            ["一级指标", "绩效指标", "指标目标值"],
            ["投入和管理目标", "资金到位率", "100%"],
            ["财务制度健全性", "健全"],
            ["效果目标", "居住环境改善情况", "≥90%"],
        ],
    ),
    "which rows a label stands for, where all else leaves it open, is told by what it measures": (
        """
        一级指标      二级指标      三级指标        指标值
                      数量指标      绿化养护面积    ≥12公顷
        产出指标      质量指标      苗木成活率      ≥95%
                                    验收合格率      100%
                      时效指标      养护及时率      100%
                                    工程按期完成率  100%
        """,
        [
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "绿化养护面积", "≥12公顷"],
            ["质量指标", "苗木成活率", "≥95%"],
            ["验收合格率", "100%"],
            ["时效指标", "养护及时率", "100%"],
            ["工程按期完成率", "100%"],
        ],
    ),
    "a name beside the middle line of its target": (
        """
        一级指标      二级指标      三级指标        指标值
                      数量指标      开放天数        ≥300天
        产出指标                                    全年无重大责任事
                      质量指标      安全运行        故，设备完好率保
                                                    持在98%以上
        效益指标      社会效益指标  接待人次        20万人次
        """,
        [
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "开放天数", "≥300天"],
            ["质量指标", "安全运行", "全年无重大责任事故，设备完好率保持在98%以上"],
            ["效益指标", "社会效益指标", "接待人次", "20万人次"],
        ],
    ),
    "name and target of two lines each are one row": (
        """
        一级指标      二级指标      三级指标        指标值
        产出指标      数量指标      更新改造后投入  不少于十二台，其
                                    使用的设备台数  中节能设备过半
                      时效指标      完工及时率      100%
        """,
        [
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "更新改造后投入使用的设备台数", "不少于十二台，其中节能设备过半"],
            ["时效指标", "完工及时率", "100%"],
        ],
    ),
    "two texts side by side below their labels, the caption between": (
        """
                    项目总目标                  年度总体目标
        项目
        绩效                                    更新照明灯具六十盏，
        目标        改善公园夜间照明，让    维修步道两公里，游
                    居民散步更安全。            客满意。
                    一级指标    二级指标        三级指标        年度指标值
        绩效指标    产出指标    数量指标        更新灯具        =60盏
                    效益指标    社会效益指标    夜间客流        增加
        """,
        [
            ["项目绩效目标", "项目总目标", "年度总体目标"],
            ["改善公园夜间照明，让居民散步更安全。", "更新照明灯具六十盏，维修步道两公里，游客满意。"],
            ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"],
            ["产出指标", "数量指标", "更新灯具", "=60盏"],
            ["效益指标", "社会效益指标", "夜间客流", "增加"],
        ],
    ),
    "labels and values of fields broken over lines": (
        """
        项目名称          公园夜间照明改造      项目性质          一次性项目
        同名项目上年预算  120000                同名项目上年预算  118000
        额（元）                                执行数（元）
        保证项目实施的制  《公园设施养护办法》，由养护单位每周巡查一次，
        度、措施          街道每月抽查。
        """,
        [
            ["项目名称", "公园夜间照明改造", "项目性质", "一次性项目"],
            ["同名项目上年预算额（元）", "120000", "同名项目上年预算执行数（元）", "118000"],
            ["保证项目实施的制度、措施", "《公园设施养护办法》，由养护单位每周巡查一次，街道每月抽查。"],
        ],
    ),
    "a caption with the unit of money beside the rows of sums": (
        """
        项目名称    公园夜间照明改造
                    年度资金总额      80.00
        项目资金    其中：财政拨款    60.00
        （万元）    上年结转资金      15.00
                    其他资金          5.00
        年度目标    更新照明灯具六十盏。
        """,
        [
            ["项目名称", "公园夜间照明改造"],
            ["项目资金（万元）", "年度资金总额", "80.00"],
            ["其中：财政拨款", "60.00"],
            ["上年结转资金", "15.00"],
            ["其他资金", "5.00"],
            ["年度目标", "更新照明灯具六十盏。"],
        ],
    ),
    "headings over two lines, a number behind one space, a sum below": (
        """
        一级指标  二级指标  三级指标    年度指  实际完    分值  得分  偏差原因分
                                        标值    成值                  析
        产出指标  数量指标  培训人次    200人次 210人次   20    20
                  质量指标  考核通过率  ≥90%    88%       30    28    两人因病未参
                                                                      加补考
        总分                                              50    48
        """,
        [
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"],
            ["产出指标", "数量指标", "培训人次", "200人次", "210人次", "20", "20"],
            ["质量指标", "考核通过率", "≥90%", "88%", "30", "28", "两人因病未参加补考"],
            ["总分", "50", "48"],
        ],
    ),
    "tick boxes stand in the order of the text": (
        """
        项目类型    新增项目□  结转项目□    一次性项目□
                    经常性专项业务费□  其他经常性项目■
        开始时间    2019-01-01    结束时间    2019-12-31
        """,
        [
            ["项目类型", "新增项目□ 结转项目□ 一次性项目□ 经常性专项业务费□ 其他经常性项目■"],
            ["开始时间", "2019-01-01", "结束时间", "2019-12-31"],
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_lines_become_rows(text: str, expected: list[list[str]]) -> None:
    assert read(text) == expected


def test_a_page_without_headings_has_the_columns_of_the_page_before_in_their_order() -> None:
    text = (
        "一级指标      二级指标      三级指标          指标值\n"
        "产出指标      数量指标      修缮房屋面积      ≥5.4万平方米\n"
        "\f"
        "         质量指标  验收合格率  100%\n"
        "效益指标 社会效益  受益居民    300户\n"
        "           指标\n"
    )
    assert read(text) == [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "修缮房屋面积", "≥5.4万平方米"],
        ["质量指标", "验收合格率", "100%"],
        ["效益指标", "社会效益指标", "受益居民", "300户"],
    ]


def test_every_character_is_traced_to_its_place() -> None:
    text = CASES["a name beside the middle line of its target"][0]
    for row in logical_rows(rows(document(text)), text):
        for piece in row.pieces:
            assert "".join(text[at] for at in piece.value.offsets) == piece.text
            assert piece.start <= piece.value.span[0] < piece.value.span[1] <= piece.end


@pytest.mark.parametrize(
    "text",
    [
        "三级指标  三级指标\n\n 标   的\n一级指标  三级指标  指标值\n度\n  总分 5 5\n（    ）",
        "一级指标  二级指标  三级指标  指标值\n产出指标  数量指标\n效益指标\n",
        "绩效指标\n\n\n绩效指标\n项目资金  （万元）\n指标\n",
    ],
)
def test_nothing_is_lost_of_lines_that_make_no_sense(text: str) -> None:
    found = sorted("".join(cell for row in read(text) for cell in row).replace(" ", ""))
    assert found == sorted("".join(text.split()))


def test_a_text_of_many_lines_has_its_label_in_the_middle() -> None:
    lines = [f"第{number}项工作按计划推进，由责任科室每月汇总进度并报" for number in range(10, 40)]
    text = "项目名称    公园夜间照明改造\n"
    text += "\n".join(("项目概况" if n == 14 else "        ") + "    " + line for n, line in enumerate(lines))
    text += "\n立项依据    《公园管理条例》\n"
    assert read(text) == [
        ["项目名称", "公园夜间照明改造"],
        ["项目概况", "".join(lines)],
        ["立项依据", "《公园管理条例》"],
    ]


def test_lines_of_endless_pieces_and_columns_are_read_in_bounded_steps() -> None:
    heading = "  ".join(["一级指标", "三级指标", *["指标值"] * 40])
    text = f"{heading}\n{'甲 ' * 20_000}\n\f{'  '.join('≥1米' for _ in range(40))}\n"
    assert "".join(cell for row in read(text) for cell in row).count("甲") == 20_000


def test_no_rows_make_none_and_lines_outside_tables_stay() -> None:
    assert logical_rows((), "") == ()
    text = "本表一式三份。"
    outside = rows(Document("a.txt", "", text, (Paragraph(0, len(text)),)))
    assert [[piece.text for piece in row.pieces] for row in logical_rows(outside, text)] == [[text]]


# --- random forms, printed and read back ------------------------------------------------------------

CATEGORIES = {
    "成本指标": ("经济成本指标", "社会成本指标"),
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
WIDTHS = (12, 20, 16, 18)
GAP = 3
WORDS = "建设管网水渠道路桥梁养护巡查修缮更新"


@dataclass(frozen=True)
class Printed:
    """A cell of the table: where it begins, how many rows it spans, the lines it takes."""

    row: int
    column: int
    span: int
    text: str

    @property
    def lines(self) -> list[str]:
        """The text wrapped to the width of its column."""
        step = WIDTHS[self.column] // 2
        return [self.text[i : i + step] for i in range(0, len(self.text), step)]


def printed(cells: Sequence[Printed], ruler: Ruler) -> str:
    """The table as text: an empty line between rows, every cell in the middle of the rows it spans.

    One line or three in each row: so every middle is a line.
    """
    count = max(cell.row for cell in cells) + 1
    heights = [max(len(c.lines) for c in cells if c.row == row and c.span == 1) for row in range(count)]
    tops = [sum(heights[:row]) + row for row in range(count)]
    canvas: dict[int, dict[int, str]] = {}
    for cell in cells:
        last = cell.row + cell.span - 1
        room = tops[last] + heights[last] - tops[cell.row]
        first = tops[cell.row] + (room - len(cell.lines)) // 2
        for number, line in enumerate(cell.lines):
            canvas.setdefault(first + number, {})[cell.column] = line
    return "\n".join(_line(canvas.get(number, {}), ruler) for number in range(max(canvas) + 1))


def _line(pieces: dict[int, str], ruler: Ruler) -> str:
    text = ""
    for column, piece in sorted(pieces.items()):
        left = sum(WIDTHS[:column]) + GAP * column
        text += " " * (left - ruler(text)) + piece
    return text


def _words(shortest: int, longest: int) -> st.SearchStrategy[str]:
    return st.text(WORDS, min_size=shortest, max_size=longest)


NAMES = st.one_of(_words(3, 7), _words(18, 24)).map(lambda words: words + "量")
TARGETS = st.one_of(st.integers(1, 9999).map("≥{}米".format), _words(19, 26))


@st.composite
def forms(draw: st.DrawFn) -> list[tuple[str, str, str, str]]:
    """The indicators of a form: level 1, level 2, name, target."""
    found = []
    for level1, below in CATEGORIES.items():
        chosen = draw(st.lists(st.sampled_from(below), unique=True, max_size=len(below)))
        for level2 in sorted(chosen, key=below.index):
            for _ in range(draw(st.integers(1, 3))):
                found.append((level1, level2, draw(NAMES), draw(TARGETS)))
    return found or [("产出指标", "数量指标", "道路量", "≥1米")]


def _cells(form: Sequence[tuple[str, ...]]) -> list[Printed]:
    heads = [Printed(0, column, 1, text) for column, text in enumerate(HEADINGS)]
    cells = []
    for number, row in enumerate(form, 1):
        for column, text in enumerate(row):
            same = (
                [other for other in form if other[: column + 1] == row[: column + 1]] if column < 2 else [row]
            )
            if column >= 2 or same[0] is row:
                cells.append(Printed(number, column, len(same), text))
    return heads + cells


HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")


@given(forms(), st.sampled_from([terminal, len]))
def test_a_printed_form_is_read_back(form: list[tuple[str, str, str, str]], ruler: Ruler) -> None:
    cells = _cells(form)
    expected = [[cell.text for cell in cells if cell.row == row] for row in range(len(form) + 1)]
    assert read(printed(cells, ruler)) == expected
