"""Forms whose text lost its grid: every cell on a line of its own, or cells in a line set apart by one space."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.barred import barred
from extractors.document import Document, Paragraph
from extractors.forms import stream, two_texts
from extractors.forms.layout import lay_out
from extractors.rows import Row, rows
from extractors.tables.indicators import indicator_rows


def lines_of(text: str) -> tuple[Row, ...]:
    """Every line as a paragraph of its own."""
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Paragraph(start, start + len(line.rstrip("\n"))))
        start += len(line)
    return rows(Document(path="form.txt", sha256="0" * 64, text=text, blocks=tuple(blocks)))


def reflowed(text: str) -> list[str]:
    """The rebuilt rows, each with the columns of its cells; rows outside tables begin with -."""
    found = stream.reflow(lines_of(text), text)
    return [
        ("" if row.tabular else "- ") + " ".join(f"{piece.column}:{piece.text}" for piece in row.pieces)
        for row in found
    ]


def fields(text: str) -> dict[str, list[str]]:
    layout = lay_out(stream.reflow(lines_of(text), text), text)
    return {
        entry.label.field: [value.text for value in entry.values] for entry in layout.fields if entry.values
    }


Indicator = tuple[str | None, str | None, str, str | None]


def indicators(text: str) -> list[Indicator]:
    layout = lay_out(stream.reflow(lines_of(text), text), text)
    found = indicator_rows([grid for grid in layout.grids if grid.columns.kind == "indicators"])
    return [
        tuple(value and value.text for value in (row.level1, row.level2, row.name, row.target))  # type: ignore[misc]
        for row in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目名称\n社区食堂补贴\n", ["0:项目名称 1:社区食堂补贴"]),
        ("项目名称 社区食堂补贴 项目性质 经常性项目\n", ["0:项目名称 1:社区食堂补贴", "0:项目性质 1:经常性项目"]),
        ("项目名称：社区食堂补贴\n", ["0:项目名称： 1:社区食堂补贴"]),
        ("项目\n名称\n社区食堂补贴\n", ["0:项目名称 1:社区食堂补贴"]),
        ("项 目 名 称\n社区食堂补贴\n", ["0:项目名称 1:社区食堂补贴"]),
        ("主管部门\n某某市某区民政事务与养老\n服务管理局\n实施单位\n某区养老中心\n", [
            "0:主管部门 1:某某市某区民政事务与养老服务管理局", "0:实施单位 1:某区养老中心",
        ]),
        ("项目性质\n经常\n性项\n目\n项目类别\n运转类\n", ["0:项目性质 1:经常性项目", "0:项目类别 1:运转类"]),
        ("项目名称\n主管部门\n某区民政局\n", ["0:项目名称", "0:主管部门 1:某区民政局"]),
        ("项目名称\n食堂补贴\n资金拨付方式\n按季拨付\n", ["0:项目名称 1:食堂补贴", "- 0:资金拨付方式", "- 0:按季拨付"]),
        ("计划开始日期\n2026-01-01\n某格\n计划完成日期\n2026 年 12 月 31 日\n", [
            "0:计划开始日期 1:2026-01-01", "- 0:某格", "0:计划完成日期 1:2026 年 12 月 31 日",
        ]),
        ("区财政局制\n项目名称\n食堂补贴\n", ["- 0:区财政局制", "0:项目名称 1:食堂补贴"]),
        ("主管部门\n及编码\n[031]某区民政局\n", ["0:主管部门及编码 1:[031]某区民政局"]),
        ("开始时间\n2024年\n完成时间\n2026年\n", ["0:开始时间 1:2024年", "0:完成时间 1:2026年"]),
        ("单位名称：某区养老中心 单位：万元\n项目名称 食堂补贴\n", [
            "0:单位名称： 1:某区养老中心", "- 0:单位：万元", "0:项目名称 1:食堂补贴",
        ]),
        ("实施单位 某区民政事务服务中心\n投入构成 资金来源 补助\n", [
            "0:实施单位 1:某区民政事务服务中心", "- 0:投入构成", "- 0:补助", "0:资金来源",
        ]),
        ("填报单位：（盖章） 单位：万元 |\n项目名称 |\n食堂补贴 |\n备注 |\n无 |\n", [
            "0:填报单位：（盖章）", "- 0:单位：万元", "0:项目名称 1:食堂补贴", "0:备注 1:无",
        ]),
        ("年度资金总额\n12.5万（含上年4万元）\n", ["1:年度资金总额 2:12.5万（含上年4万元）"]),
        ("项目类型\n常年项目\n资金级次\n区级\n", ["0:项目类型 1:常年项目", "- 0:资金级次", "- 0:区级"]),
    ],
)  # fmt: skip
def test_labels_and_their_values_stand_side_by_side(text: str, expected: list[str]) -> None:
    assert reflowed(text) == expected


MONEY = (
    "项目资金\n（元）\n项目资金总额\n8,000.00 年度资金申请总额\n3,000.00\n其中：财政资金\n8,000.00\n"
    "其中：当年财政拨款\n2,000.00\n     上年结转资金\n1,000.00\n     其他资金\n0.00      其他资金\n0.00\n"
)


def test_sums_of_the_project_and_of_the_year_have_columns_of_their_own() -> None:
    assert reflowed(MONEY) == [
        "0:项目资金（元） 1:项目资金总额 2:8,000.00 3:年度资金申请总额 4:3,000.00",
        "1:其中：财政资金 2:8,000.00 3:其中：当年财政拨款 4:2,000.00",
        "3:上年结转资金 4:1,000.00",
        "1:其他资金 2:0.00 3:其他资金 4:0.00",
    ]


def test_one_list_of_sums_has_one_pair_of_columns() -> None:
    assert reflowed("年度资金总额\n30\n其中：财政拨款\n20\n其他资金\n某格\n") == [
        "1:年度资金总额 2:30",
        "1:其中：财政拨款 2:20",
        "1:其他资金",
        "- 0:某格",
    ]


GOALS = "项目总目标\n年度总体目标\n"


@pytest.mark.parametrize(
    ("texts", "whole", "year"),
    [
        ("为老人提供助餐服务。 为老人提供助餐服务。", "为老人提供助餐服务。", "为老人提供助餐服务。"),
        ("为老人提供助餐\n服务\n为老人\n提供助餐服务", "为老人提供助餐服务", "为老人提供助餐服务"),
        ("完成任务。\n年内完成任务的一半，余下部分顺延。", "完成任务。", "年内完成任务的一半，余下部分顺延。"),
        ("1.建成食堂。\n2.稳定运行。\n1.完成选址。\n2.完成招标。", "1.建成食堂。2.稳定运行。", "1.完成选址。2.完成招标。"),
        ('"甲项工作，\n乙项工作"\n"丙项工作"', '"甲项工作，乙项工作"', '"丙项工作"'),
        ("为全区老人提供就近便利的\n助餐服务，全年稳定运行不\n间断。\n年内建成两家食堂\n并对外开放，服务\n居民。",
         "为全区老人提供就近便利的助餐服务，全年稳定运行不间断。", "年内建成两家食堂并对外开放，服务居民。"),
        ("为全区老人提供就近便利的助\n餐服务和照护服务", None, None),
        ("为全区老人提供就近便利的\n助餐服务和照护服务和其他\n服务等等", None, None),
        ("只有一段文字。", None, None),
    ],
)  # fmt: skip
def test_two_texts_below_two_labels_are_divided_only_where_that_is_certain(
    texts: str, whole: str | None, year: str | None
) -> None:
    found = {field: "".join(values) for field, values in fields(f"{GOALS}{texts}\n").items()}
    expected = {"/narratives/项目总目标": whole, "/narratives/年度绩效目标": year}
    assert found == {field: text for field, text in expected.items() if text}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总体目标 年度目标 年度目标完成情况\n开放食堂两家\n", {"/narratives/年度绩效目标": "开放食堂两家"}),
        ("总体\n目标\n年度目标\n开放食堂两家\n", {"/narratives/年度绩效目标": "开放食堂两家"}),
        ("总体目标\n实施期目标\n年度目标\n办好助餐。\n年内开放食堂两家，送餐入户。\n", {
            "/narratives/项目总目标": "办好助餐。", "/narratives/年度绩效目标": "年内开放食堂两家，送餐入户。",
        }),
        ("项目总目标\n\n年度目标\n\n办好助餐\n\n \n\n开放食堂两家\n\n \n\n绩效指标表\n\n一级指标\n\n二级指标\n\n三级指标\n\n指标值\n", {
            "/narratives/项目总目标": "办好助餐", "/narratives/年度绩效目标": "开放食堂两家",
        }),
    ],
)  # fmt: skip
def test_goals_and_the_words_over_them(text: str, expected: dict[str, str]) -> None:
    assert {field: "".join(values) for field, values in fields(text).items()} == expected


def test_texts_that_cannot_be_divided_are_told() -> None:
    text = f"{GOALS}只有一段文字。\n项目名称\n甲\n"
    layout = lay_out(stream.reflow(lines_of(text), text), text)
    assert [stray.text for stray in layout.strays] == ["只有一段文字。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目概况\n第一行，\n备注里写明的不在此列\n备注\n无\n", {
            "/narratives/项目概况": ["第一行，", "备注里写明的不在此列"], "/narratives/备注": ["无"],
        }),
        ("项目概况\n面向社区居民，本年的 项目名称 与往年相同。\n", {"/narratives/项目概况": ["面向社区居民，本年的项目名称与往年相同。"]}),
        ("项目概况\n（一）\n背景说明。\n", {"/narratives/项目概况": ["（一）", "背景说明。"]}),
        ("立项依据 依据有关文件\n项目概况 面向居民\n", {
            "/narratives/立项依据": ["依据有关文件"], "/narratives/项目概况": ["面向居民"],
        }),
    ],
)  # fmt: skip
def test_running_text_is_not_searched_for_labels(text: str, expected: dict[str, list[str]]) -> None:
    assert fields(text) == expected


HEAD = "一级指标\n二级指标\n三级指标\n年度指标值\n"
CELLS = (
    f"{HEAD}绩效\n指标\n成本指标\n经济成本指标\n餐费补贴标准\n≤8元/人\n产出指标\n数量指标\n全年供餐人次\n"
    "=50000(人次)\n食堂开放数量\n2家\n质量指标\n食品安全检查合\n格率\n=100.00(%)\n效益指标\n社会效益\n指标\n"
    "老人就餐便利性提升情况\n提升\n满意度指标\n服务对象满意度\n指标\n就餐老人满意度\n≥90.00(%)\n"
)
ROWS: list[Indicator] = [
    ("成本指标", "经济成本指标", "餐费补贴标准", "≤8元/人"),
    ("产出指标", "数量指标", "全年供餐人次", "=50000(人次)"),
    ("产出指标", "数量指标", "食堂开放数量", "2家"),
    ("产出指标", "质量指标", "食品安全检查合格率", "=100.00(%)"),
    ("效益指标", "社会效益指标", "老人就餐便利性提升情况", "提升"),
    ("满意度指标", "服务对象满意度指标", "就餐老人满意度", "≥90.00(%)"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CELLS, ROWS),
        (HEAD.replace("\n", " ") + "\n绩效指标\n产出指标\n数量指标 供餐人次 ≥5万人次\n质量指标 食品检查合格率 合格率\n满意度指标\n服务对象满意\n度指标\n老人满意度 满意度\n", [
            ("产出指标", "数量指标", "供餐人次", "≥5万人次"),
            ("产出指标", "质量指标", "食品检查合格率", "合格率"),
            ("满意度指标", "服务对象满意度指标", "老人满意度", "满意度"),
        ]),
        (f"{HEAD}产出指标\n时效指标\n食堂改造完成时间\n6月底前完成改造，9月（遇\n节假日顺延）开放\n", [
            ("产出指标", "时效指标", "食堂改造完成时间", "6月底前完成改造，9月（遇节假日顺延）开放"),
        ]),
        (f"{HEAD}产出指标\n服务指标\n供餐及时率\n≥95%\n配送及时率\n≥90%\n", [
            ("产出指标", "服务指标", "供餐及时率", "≥95%"), ("产出指标", "服务指标", "配送及时率", "≥90%"),
        ]),
        (f"{HEAD}产出指标\n数量指标\n供餐人次\n≥5万人次\n备注\n无\n", [("产出指标", "数量指标", "供餐人次", "≥5万人次")]),
        (f"{HEAD}产出指标\n数量指标\n供餐人次\n≥5万人次\n{HEAD}质量指标\n供餐合格率\n100%\n", [
            ("产出指标", "数量指标", "供餐人次", "≥5万人次"), ("产出指标", "质量指标", "供餐合格率", "100%"),
        ]),
    ],
    ids=["cells", "single-spaces", "brackets", "unknown-category", "label-behind", "page-break"],
)  # fmt: skip
def test_indicator_rows(text: str, expected: list[Indicator]) -> None:
    assert indicators(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"绩效\n指标\n{HEAD}产出指标\n数量指标\n供餐人次\n≥5万人次\n{HEAD}质量指标\n供餐合格率\n100%\n效益指标\n社会效益指标\n助餐知晓率\n≥80%\n", [
            ("产出指标", "数量指标", "供餐人次", "≥5万人次"), ("产出指标", "质量指标", "供餐合格率", "100%"),
            ("效益指标", "社会效益指标", "助餐知晓率", "≥80%"),
        ]),
        ("绩效指标 一级指标 二级指标 三级指标 指标值（含文字描述）\n绩效指标 项目完成\n指标\n数量指标 供餐人次 ≥5万人次\n项目效益\n指标\n社会效益\n指标\n助餐知晓率 ≥80%\n", [
            ("项目完成指标", "数量指标", "供餐人次", "≥5万人次"), ("项目效益指标", "社会效益指标", "助餐知晓率", "≥80%"),
        ]),
        (f"{HEAD}产出指标\n数量指标\n改造面积\n≥13459.0\n0(平方米)\n经费支出\n≤3.1万\n元\n完成率\n=100.00(%\n)\n", [
            ("产出指标", "数量指标", "改造面积", "≥13459.00(平方米)"), ("产出指标", "数量指标", "经费支出", "≤3.1万元"),
            ("产出指标", "数量指标", "完成率", "=100.00(%)"),
        ]),
        (f"{HEAD}产出指标\n数量指标\n供餐人次\n≥5万人次\n注：以上可以增减。\n", [("产出指标", "数量指标", "供餐人次", "≥5万人次")]),
        (f"{HEAD.replace(chr(10), ' ')}\n产出指标 数量指标 供餐人次 ≥5万人次\n区级初审意见 （盖章）\n", [
            ("产出指标", "数量指标", "供餐人次", "≥5万人次"),
        ]),
        ("一级指标\n二级指标\n三级指标\n指标值\n绩效标准\n产出指标\n数量指标\n开放食堂\n2家\n行业标准\n开放天数\n300天\n行业标准\n质量指标\n"
         "检查合格率\n100%\n行业标准\n满意度指标\n满意度指标\n满意度\n90%\n行业标准\n还需写明的问题\n", [
            ("产出指标", "数量指标", "开放食堂", "2家"), ("产出指标", "数量指标", "开放天数", "300天"),
            ("产出指标", "质量指标", "检查合格率", "100%"), ("满意度指标", "满意度指标", "满意度", "90%"),
            ("满意度指标", "满意度指标", "还需写明的问题", None),
        ]),
        ("产出指标\n\n一级指标\n\n二级指标\n\n三级指标\n\n指标值\n\n产出指标\n\n数量指标\n\n开放食堂\n\n2家\n\n效益指标\n\n生态效益指标\n\n \n\n \n\n可持续影响\n\n指标\n\n"
         " \n\n \n\n社会效益\n\n指标\n\n助餐知晓率\n\n80%\n", [
            ("产出指标", "数量指标", "开放食堂", "2家"), ("效益指标", "社会效益指标", "助餐知晓率", "80%"),
        ]),
    ],
    ids=["page-break", "wrapped-levels", "cut-numbers", "note", "sign-off", "usual-words", "blank-lines"],
)  # fmt: skip
def test_indicator_rows_of_torn_tables(text: str, expected: list[Indicator]) -> None:
    assert indicators(text) == expected


LONG = "本项目面向全区老年人，" + "逐步扩大助餐点位的覆盖范围，" * 6 + "方便就近用餐。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"项目概况\n{LONG}\n{HEAD}效益指标\n社会效益指标\n居民用餐便利程度\n明显提高\n助餐点位长效机制\n基本健全\n", [
            ("效益指标", "社会效益指标", "居民用餐便利程度", "明显提高"), ("效益指标", "社会效益指标", "助餐点位长效机制", "基本健全"),
        ]),
        (f"{HEAD}满意度指标\n服务对象满意度指标\n用餐居民满意度\n满意度\n家属满意度\n≥95%\n", [
            ("满意度指标", "服务对象满意度指标", "用餐居民满意度", "满意度"), ("满意度指标", "服务对象满意度指标", "家属满意度", "≥95%"),
        ]),
    ],
    ids=["lines-end-with-paragraphs", "a-value-that-would-name-a-category"],
)  # fmt: skip
def test_indicator_rows_of_whole_cells(text: str, expected: list[Indicator]) -> None:
    assert indicators(text) == expected


def test_a_sign_in_a_column_of_its_own_belongs_to_a_value_with_its_unit() -> None:
    text = "一级指标\n二级指标\n三级指标\n指标性质\n指标值\n度量单位\n产出指标\n数量指标\n开放食堂面积\n≥\n120.00\n(平方米)\n"
    assert indicators(text) == [("产出指标", "数量指标", "开放食堂面积", "≥120.00(平方米)")]


def test_signs_stand_in_the_columns_of_signs() -> None:
    text = (
        "一级指标 二级指标 三级指标 指标性质 指标方向 指标值 度量单位 权重\n产出指标 数量指标 开放食堂 正向 = 2 家 20\n"
        "产出指标 质量指标 检查合格率 正向 ≥ 98 % 10\n产出指标 数量指标 投诉件数 反向 ≤ 3 5\n"
    )
    assert reflowed(text)[1:] == [
        "1:产出指标 2:数量指标 3:开放食堂 4:正向 5:= 6:2 7:家 8:20",
        "1:产出指标 2:质量指标 3:检查合格率 4:正向 5:≥ 6:98 7:% 8:10",
        "1:产出指标 2:数量指标 3:投诉件数 4:反向 5:≤ 6:3 8:5",
    ]


def test_of_two_lists_side_by_side_one_may_be_empty() -> None:
    cells = (
        "一级指标|二级指标|三级指标|实施期指标值|二级指标|三级指标|年度指标值|产出指标|数量指标|开放食堂|6家|数量指标|开放食堂|2家|"
        "产出指标|质量指标| | |质量指标|检查合格率|98%"
    )
    assert reflowed(cells.replace("|", "\n\n"))[1:] == [
        "1:产出指标 2:数量指标 3:开放食堂 4:6家 5:数量指标 6:开放食堂 7:2家",
        "1:产出指标 2:质量指标 5:质量指标 6:检查合格率 7:98%",
    ]


SELF_EVALUATION = (
    "项目资金\n（万元）\n年初预算数\n全年预算数\n全年执行数\n分值\n执行率\n得分\n年度资金总额：\n90\n80\n72\n10\n90%\n9\n"
    "其中：当年财政拨款\n90\n80\n72\n其他资金\n年度总体目标\n预期目标\n实际完成情况\n建成食堂并开放。\n已建成食堂，按期对外开放。\n"
    "一级指标\n二级指标\n三级指标\n年度指标值\n实际完成值\n分值\n得分\n偏差原因分析及改进措施\n产出指标（50分）\n数量指标\n"
    "供餐人次\n≥5万人次\n5.2万人次\n25\n25\n质量指标\n食品检查合格率\n100%\n98%\n25\n24.5\n个别批次不合格，\n已整改\n合计\n100\n98.5\n"
)


def test_a_self_evaluation_keeps_its_money_and_its_scores_in_their_columns() -> None:
    assert reflowed(SELF_EVALUATION) == [
        "0:项目资金（万元） 1:年初预算数 2:全年预算数 3:全年执行数 4:分值 5:执行率 6:得分",
        "0:年度资金总额： 1:90 2:80 3:72 4:10 5:90% 6:9",
        "0:其中：当年财政拨款 1:90 2:80 3:72",
        "0:其他资金",
        "0:年度总体目标",
        "0:预期目标 1:建成食堂并开放。",
        "0:实际完成情况 1:已建成食堂，按期对外开放。",
        "1:一级指标 2:二级指标 3:三级指标 4:年度指标值 5:实际完成值 6:分值 7:得分 8:偏差原因分析及改进措施",
        "1:产出指标（50分） 2:数量指标 3:供餐人次 4:≥5万人次 5:5.2万人次 6:25 7:25",
        "2:质量指标 3:食品检查合格率 4:100% 5:98% 6:25 7:24.5 8:个别批次不合格，已整改",
        "- 0:合计 100 98.5",
    ]


def test_marked_ends_of_cells_are_believed() -> None:
    cells = (
        "项目名称|社区食堂补贴|主管部门||项目年度目标|年度目标完成情况|建成|基本建成|绩效指标（90分）|一级指标|二级指标|三级指标|"
        "指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析|产出指标|数量指标|开放食堂|=|2|家||60|||数量指标|"
        "供餐天数|≥|300|天|310|30|30||合计|90|30|"
    )
    assert reflowed(cells.replace("|", " |\n")) == [
        "0:项目名称 1:社区食堂补贴",
        "0:主管部门",
        "0:项目年度目标 1:建成",
        "0:年度目标完成情况 1:基本建成",
        "1:绩效指标（90分） 2:一级指标 3:二级指标 4:三级指标 5:指标性质 6:指标值 7:度量单位 8:完成值 9:权重 10:得分 11:未完成原因分析",
        "2:产出指标 3:数量指标 4:开放食堂 5:= 6:2 7:家 9:60",
        "3:数量指标 4:供餐天数 5:≥ 6:300 7:天 8:310 9:30 10:30",
        "- 0:合计 90 30",
    ]


def filled_up(table: list[list[str]], width: int, *, by_line: bool) -> str:
    """Rows as a page flattened to text prints them: a bar behind each cell, and bars to the full number of cells."""
    lines = []
    for cells in table:
        rest = "|" * (width - len(cells))
        if by_line:
            lines.append(" | ".join(cells) + f" | {rest}")
        else:
            lines += [f"{cell} |" for cell in cells] + ([rest] if rest else [])
    return "\n".join(line.rstrip() for line in lines) + "\n"


PADDED = [
    ["项目名称", "社区食堂补贴"],
    ["主管部门", "某区民政局", "实施单位", "某区养老中心 单位：万元"],
    ["项目资金", "年度资金总额", "90"],
    ["其中：财政拨款", "72"],
    ["其他资金"],
    ["总", "预期目标", "实际完成情况"],
    ["开放食堂两家。", "开放一家。"],
    ["绩", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重"],
    ["产出指标", "数量指标", "开放食堂", "＝", "2", "家", "20"],
    ["开放天数", "≥", "300", "天", "15"],
    ["质量指标", "助餐制度", "定性", "健全", "", "15"],
    ["改造类", "质量指标", "某类指标", "≥", "75", "%", "10"],
    ["满意度指标", "满意度指标", "就餐老人满意度", "≥", "90", "%", "10"],
]


@pytest.mark.parametrize("by_line", [False, True])
def test_bars_that_fill_rows_up_tell_where_they_end(by_line: bool) -> None:
    assert reflowed(filled_up(PADDED, 9, by_line=by_line)) == [
        "0:项目名称 1:社区食堂补贴",
        "0:主管部门 1:某区民政局",
        "0:实施单位 1:某区养老中心",
        "- 0:单位：万元",
        "0:项目资金 1:年度资金总额 2:90",
        "1:其中：财政拨款 2:72",
        "1:其他资金",
        "- 0:总",
        "0:预期目标 1:开放食堂两家。",
        "0:实际完成情况 1:开放一家。",
        "- 0:绩",
        "1:一级指标 2:二级指标 3:三级指标 4:指标性质 5:指标值 6:度量单位 7:权重",
        "1:产出指标 2:数量指标 3:开放食堂 4:＝ 5:2 6:家 7:20",
        "3:开放天数 4:≥ 5:300 6:天 7:15",
        "2:质量指标 3:助餐制度 4:定性 5:健全 7:15",
        "1:改造类 2:质量指标 3:某类指标 4:≥ 5:75 6:% 7:10",
        "1:满意度指标 2:满意度指标 3:就餐老人满意度 4:≥ 5:90 6:% 7:10",
    ]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("甲 |\n|||\n乙 |\n丙 |\n||\n丁 |\n戊 |\n己 |\n庚 |\n辛 |\n|||\n", [["甲"], ["乙", "丙"], ["丁", "戊", "己", "庚"], ["辛"]]),
        ("甲 | |||\n乙 | 丙 | ||\n丁 | | 己 | 庚 |\n辛 | |||\n", [["甲"], ["乙", "丙"], ["丁", "", "己", "庚"], ["辛"]]),
        ("甲 | 乙 |\n丙 | 丁 | 戊 |\n己 | 庚 |\n辛 | 壬 |\n", [["甲", "乙"], ["丙", "丁", "戊"], ["己", "庚"], ["辛", "壬"]]),
        ("甲 |\n乙 |\n丙 |\n丁 |\n", [["甲"], ["乙"], ["丙"], ["丁"]]),
        ("甲\n乙 |\n丙 |\n丁 |\n戊 |", [["甲\n乙"], ["丙"], ["丁"], ["戊"]]),
    ],
    ids=["cells", "lines", "uneven-lines", "no-rows", "broken-cell"],
)  # fmt: skip
def test_cells_with_bars_behind_them(text: str, cells: list[list[str]]) -> None:
    found = barred(text, 0, len(text.rstrip("| \n")))
    assert found is not None
    rows_of = {
        row: [text[c.start : c.end] for c in found.cells if c.row == row]
        for row in {c.row for c in found.cells}
    }
    assert [rows_of[row] for row in sorted(rows_of)] == cells


@pytest.mark.parametrize(
    "text", ["甲|乙\n丙|丁\n", "| 甲 | 乙 |\n| 丙 | 丁 |\n| 戊 | 己 |\n| 庚 | 辛 |\n", "甲\n乙\n", "|"]
)
def test_other_bars_end_no_cells(text: str) -> None:
    assert barred(text, 0, len(text)) is None


def test_boxes_keep_their_tags() -> None:
    text = '项目类型\n一次性项目 <input type="checkbox"/> 经常性项目 <input checked="" type="checkbox"/>\n项目名称\n甲\n'
    layout = lay_out(stream.reflow(lines_of(text), text), text)
    assert layout.fields[0].values[0].text == text.splitlines()[1]


def test_rows_with_columns_stay_as_they_are() -> None:
    document = Document(path="f", sha256="0" * 64, text="", blocks=())
    assert stream.reflow(rows(document), "") == ()
    text = "项目名称\n甲\n"
    first, *others = lines_of(text)
    both = Row((*first.pieces, *others[0].pieces), closed=False, page=None, grid="tabs")
    assert stream.reflow((both,), text) == (both,)


def test_every_character_comes_back_once() -> None:
    text = f"某页眉\n项目名称\n食堂\n{MONEY}{GOALS}只有一段文字。\n{CELLS}备注\n无\n"
    seen = sorted(
        offset
        for row in stream.reflow(lines_of(text), text)
        for piece in row.pieces
        for offset in piece.value.offsets
        if not text[offset].isspace()
    )
    assert seen == [offset for offset, char in enumerate(text) if not char.isspace()]


@pytest.mark.parametrize(
    "text",
    ["一级指标\n二级指标\n", f"{HEAD}", f"{HEAD}合计\n", "|\n|\n|\n|\n|\n", "项目资金\n（元）\n", "（（（\n" * 50, f"{HEAD}（\n" * 20, "其他\n" * 40],
)  # fmt: skip
def test_damaged_forms_lose_nothing(text: str) -> None:
    seen = {
        offset
        for row in stream.reflow(lines_of(text), text)
        for p in row.pieces
        for offset in p.value.offsets
    }
    assert {i for i, char in enumerate(text) if not char.isspace() and char != "|"} <= seen


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["甲。", "乙。"], 1),
        (["甲甲甲甲甲甲", "乙乙"], None),
        (["甲"], None),
        ([], None),
        (["一、甲", "乙", "一、丙"], 2),
    ],
)
def test_where_a_second_text_begins(lines: list[str], place: int | None) -> None:
    assert two_texts.second_text(lines) == place


NAMES = (
    "供餐",
    "送餐",
    "巡查",
    "培训",
    "走访",
    "宣传活动",
    "设备维修保养",
    "老旧小区楼道整修",
    "社区图书借阅服务",
)
MEASURES = ("数量", "次数", "合格率", "完成率", "及时率", "覆盖率", "满意度")
TARGETS = ("≥90.00(%)", "=100.00(%)", "≥300次", "≤12.5万元", "=2(家)", "≥1200人次")
TABLE = (
    ("产出指标", ("数量指标", "质量指标", "时效指标")),
    ("效益指标", ("社会效益指标", "经济效益指标", "可持续影响指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)


@st.composite
def tables(draw: st.DrawFn) -> list[Indicator]:
    found: list[Indicator] = []
    for level1, below in TABLE:
        for level2 in draw(st.lists(st.sampled_from(below), min_size=1, unique=True)):
            for _ in range(draw(st.integers(1, 3))):
                name = draw(st.sampled_from(NAMES)) + draw(st.sampled_from(MEASURES))
                found.append((level1, level2, name, draw(st.sampled_from(TARGETS))))
    return found


def printed(table: list[Indicator]) -> list[list[str]]:
    """The cells that a table with merged levels prints in each row."""
    above: tuple[str | None, str | None] = (None, None)
    found = []
    for level1, level2, name, target in table:
        levels = [] if (level1, level2) == above else [level2] if level1 == above[0] else [level1, level2]
        found.append([*levels, name, target])
        above = (level1, level2)
    return found  # type: ignore[return-value]


@given(tables(), st.integers(5, 12))
def test_tables_come_back_from_cells_broken_at_the_width_of_their_column(
    table: list[Indicator], width: int
) -> None:
    cells = [cell for row in printed(table) for cell in row]
    broken = [
        cell[i : i + width] if cell not in TARGETS else cell
        for cell in cells
        for i in (range(0, len(cell), width) if cell not in TARGETS else (0,))
    ]
    assert indicators(HEAD + "\n".join(broken) + "\n") == table


@given(tables())
def test_tables_come_back_from_lines_of_single_spaces(table: list[Indicator]) -> None:
    lines = [" ".join(row) for row in printed(table)]
    assert indicators(HEAD.replace("\n", " ") + "\n" + "\n".join(lines) + "\n") == table


@given(tables())
def test_tables_come_back_from_one_single_line(table: list[Indicator]) -> None:
    cells = [cell for row in printed(table) for cell in row]
    assert indicators(f"{HEAD}{' '.join(cells)}".replace("\n", " ")) == table


@given(tables(), st.booleans())
def test_tables_come_back_from_rows_filled_up_with_bars(table: list[Indicator], by_line: bool) -> None:
    head = [["一级指标", "二级指标", "三级指标", "年度指标值"]]
    assert indicators(filled_up([["项目名称", "甲"], *head, *printed(table)], 6, by_line=by_line)) == table


@given(tables())
def test_tables_come_back_from_cells_parted_by_blank_lines(table: list[Indicator]) -> None:
    cells = [cell for row in printed(table) for cell in row]
    assert indicators((HEAD + "\n".join(cells) + "\n").replace("\n", "\n\n")) == table
