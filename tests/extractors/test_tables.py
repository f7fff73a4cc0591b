"""Indicator rows whose cells were lost or have slipped, and frameworks told by their names."""

import pytest

from extractors.cleaning import places
from extractors.document import Document
from extractors.forms.layout import lay_out
from extractors.indicators import category, framework_of
from extractors.read.text import blocks
from extractors.rows import rows
from extractors.tables.indicators import IndicatorRow, indicator_rows

THREE = "一级指标\t二级指标\t三级指标\t指标目标值\n"
TWO = "分解目标内容\t绩效指标\t指标目标值\n"


def read(text: str) -> list[IndicatorRow]:
    document = Document(path="form.txt", sha256="0" * 64, text=text, blocks=blocks(text))
    (grid,) = lay_out(rows(document), text).grids
    return list(indicator_rows([grid]))


def plain(text: str) -> list[tuple[str | None, ...]]:
    return [
        tuple(value.text if value else None for value in (row.level1, row.level2, row.name, row.target))
        for row in read(text)
    ]


OUTPUT = "产出目标\t数量目标\t讲座场次\t≥4场\n"
REGULAR = ("产出目标", "数量目标", "讲座场次", "≥4场")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # regular rows under merged cells
        ("\t\t听众人数\t≥200人\n", ("产出目标", "数量目标", "听众人数", "≥200人")),
        ("\t质量目标\t听众反馈合格率\t≥90%\n", ("产出目标", "质量目标", "听众反馈合格率", "≥90%")),
        ("效果目标\t满意度目标\t听众满意度\t≥85%\n", ("效果目标", "满意度目标", "听众满意度", "≥85%")),
        # a name in the first column
        ("听众人数\t\t\t≥200人\n", ("产出目标", "数量目标", "听众人数", "≥200人")),
        ("听众人数\t\t≥200人\t\n", ("产出目标", "数量目标", "听众人数", "≥200人")),
        ("海报设计及时性\t\t年内按计划分批完成\t\n", ("产出目标", "数量目标", "海报设计及时性", "年内按计划分批完成")),
        ("志愿者培训的合理性\t\t根据志愿者情况安排合理的培训\t\n", ("产出目标", "数量目标", "志愿者培训的合理性", "根据志愿者情况安排合理的培训")),
        # level 2 one to the left
        ("质量目标\t\t讲座内容符合率\t内容全部符合要求\n", ("产出目标", "质量目标", "讲座内容符合率", "内容全部符合要求")),
        ("时效目标\t开讲及时性\t按月开讲\t\n", ("产出目标", "时效目标", "开讲及时性", "按月开讲")),
        ("时效目标\t开讲及时性\t每次讲座均在公布的时间准时开始，不延误\t\n", ("产出目标", "时效目标", "开讲及时性", "每次讲座均在公布的时间准时开始，不延误")),
        # everything one to the right, the value lost
        ("\t效果目标\t满意度目标\t听众满意度\n", ("效果目标", "满意度目标", "听众满意度", None)),
        ("\t\t质量目标\t讲座合格率\n", ("产出目标", "质量目标", "讲座合格率", None)),
        # no value
        ("\t\t听众人数\t\n", ("产出目标", "数量目标", "听众人数", None)),
        # a synonym of a category that is a name in its own column
        ("效果目标\t满意度目标\t服务对象满意度\t≥85%\n", ("效果目标", "满意度目标", "服务对象满意度", "≥85%")),
        # a category that no vocabulary knows
        ("产出目标\t传播目标\t推文篇数\t≥12篇\n", ("产出目标", "传播目标", "推文篇数", "≥12篇")),
        ("社会贡献目标\t传播目标\t推文篇数\t≥12篇\n", ("社会贡献目标", "传播目标", "推文篇数", "≥12篇")),
    ],
)  # fmt: skip
def test_rows(row: str, expected: tuple[str | None, ...]) -> None:
    assert plain(THREE + OUTPUT + row + "备注\t\t\t\n") == [REGULAR, expected]


def test_level_two_opened_by_a_slipped_row() -> None:
    text = (
        THREE
        + OUTPUT
        + "影响力目标\t长效管理\t制度健全性\t健全\n部门协助\t建立合作机制\t与合作方达成共识\t\n"
    )
    assert plain(text)[-1] == ("影响力目标", "部门协助", "建立合作机制", "与合作方达成共识")


def test_unknown_category_known_from_a_regular_row() -> None:
    text = (
        THREE
        + "产出目标\t传播目标\t推文篇数\t≥12篇\n\t质量目标\t合格率\t≥90%\n传播目标\t阅读规模\t广泛传播\t\n"
    )
    assert plain(text)[-1] == ("产出目标", "传播目标", "阅读规模", "广泛传播")


def test_a_lost_level_one_is_inferred_and_doubted() -> None:
    text = THREE + OUTPUT + "社会效益目标\t\t受益居民覆盖面\t覆盖全部街镇\n\t\t知晓率\t≥60%\n"
    *_, second, third = read(text)
    assert (second.level1 and second.level1.text, second.doubtful) == ("效果目标", True)
    assert second.inherited == ("level1",)
    assert (third.level1 and third.level1.text, third.level2 and third.level2.text) == (
        "效果目标",
        "社会效益目标",
    )


def test_a_level_one_lost_in_its_place_is_inferred_too() -> None:
    text = THREE + OUTPUT + "\t社会效益目标\t受益居民\t覆盖全部街镇\n影响力目标\t长效管理\t制度健全性\t健全\n"
    assert [row[0] for row in plain(text)] == ["产出目标", "效果目标", "影响力目标"]
    assert [row.doubtful for row in read(text)] == [False, True, False]


def test_a_category_under_an_unusual_heading_stays_where_it_is_printed() -> None:
    text = (
        THREE + OUTPUT + "效果目标\t社会效益目标\t受益居民\t覆盖全部街镇\n"
        "影响力目标\t长效管理\t制度健全性\t健全\n\t满意度目标\t居民满意度\t≥85%\n"
    )
    assert plain(text)[-1] == ("影响力目标", "满意度目标", "居民满意度", "≥85%")


def test_rows_of_categories_only_open_groups() -> None:
    text = THREE + "产出目标\t\t\t\n\t数量目标\t\t\n\t\t讲座场次\t≥4场\n"
    assert plain(text) == [("产出目标", "数量目标", "讲座场次", "≥4场")]


def test_what_is_inherited_is_said() -> None:
    first, second, third = read(THREE + OUTPUT + "\t\t听众人数\t≥9人\n\t质量目标\t合格率\t≥90%\n")
    assert (first.inherited, second.inherited, third.inherited) == ((), ("level1", "level2"), ("level1",))


def test_two_levels() -> None:
    text = (
        TWO
        + "产出目标\t讲座场次\t≥4场\t\n\t听众人数\t≥200人\t\n\n\t合同管理规范\t规范（符合制度）\n效果目标\t听众满意度\t≥85%\n"
    )
    assert plain(text) == [
        ("产出目标", None, "讲座场次", "≥4场"),
        ("产出目标", None, "听众人数", "≥200人"),
        ("产出目标", None, "合同管理规范", "规范（符合制度）"),
        ("效果目标", None, "听众满意度", "≥85%"),
    ]


def test_columns_that_nobody_knows_hold_what_stands_in_them() -> None:
    head = THREE.replace("\n", "\t权重\t责任科室\n")
    text = (
        head
        + "产出目标\t数量目标\t讲座场次\t≥4场\t10\t科普科\n听众人数\t\t\t≥9人\t5\t\n\t\t推文篇数\t≥2篇\t\t宣传科\n"
    )
    found = read(text)
    assert [row.target.text if row.target else None for row in found] == ["≥4场", "≥9人", "≥2篇"]
    assert [row.weight.text if row.weight else None for row in found] == ["10", "5", None]
    assert [[value.text for value in row.unread] for row in found] == [["责任科室"], [], ["责任科室"]]
    assert [row.doubtful for row in found] == [False, False, False]


def test_a_very_wide_table_is_read_in_time() -> None:
    head = "一级指标\t三级指标\t" + "\t".join(f"列{i}" for i in range(400)) + "\n"
    row = "产出目标\t讲座场次\t" + "\t".join(str(i) for i in range(300)) + "\n"
    assert [r.name.text for r in read(head + row * 3)] == ["讲座场次"] * 3


def test_a_row_with_more_cells_than_columns_is_doubted_and_nothing_is_lost() -> None:
    row = read(THREE + OUTPUT.replace("≥4场", "≥4场\t另见附件"))[0]
    assert row.doubtful
    assert [value.text for value in row.rest] == ["另见附件"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["投入和管理目标", "产出目标", "影响力目标"], "shanghai-2019"),
        (["产出指标", "数量指标", "效益指标", "经济成本指标", "成本指标"], "shanghai-district-2023"),
        (["甲", "乙"], None),
        (["产出目标"], None),
        ([], None),
    ],
)
def test_framework(names: list[str], expected: str | None) -> None:
    assert framework_of(names) == expected


def test_category_of_printed_words() -> None:
    found = category("数量指标", "shanghai-2019", 2, "产出目标")
    assert found is not None
    assert (found.name, found.kind, found.proper) == ("数量目标", "quantity", False)
    assert category("数量目标", "shanghai-2019", 2, "效果目标") is None
    assert category("数量目标", None, 2) is None


def test_a_column_of_remarks_keeps_its_place() -> None:
    head = THREE.replace("\n", "\t备注\n")
    found = read(head + OUTPUT.replace("\n", "\t\n") + "\t质量目标\t讲座合格率\t≥90%\t首次\n")
    row = found[-1]
    assert (row.level2 and row.level2.text, row.name.text, row.target and row.target.text) == (
        "质量目标",
        "讲座合格率",
        "≥90%",
    )


@pytest.mark.parametrize(
    ("row", "expected", "doubtful"),
    [
        # a level 2 that no vocabulary knows, in rows that have slipped
        ("舆论宣传\t\t主流媒体关注\t良好\n", ("效果目标", "舆论宣传", "主流媒体关注", "良好"), False),
        ("\t影响力目标\t舆论宣传\t社会认同\n", ("影响力目标", None, "舆论宣传", "社会认同"), True),
        ("\t舆论宣传\t社会认同\t\n", ("效果目标", "社会效益目标", "舆论宣传", "社会认同"), True),
        # a row one to the right, its value lost, under a level 2 that nobody knows, its name numbered
        ("\t影响力目标\t宣传推广\t15.媒体报道数\n", ("影响力目标", "宣传推广", "15.媒体报道数", None), True),
        # a name without its value
        ("\t\t受益居民\t\n", ("效果目标", "社会效益目标", "受益居民", None), False),
    ],
)
def test_rows_that_may_be_read_in_two_ways_are_doubted(
    row: str, expected: tuple[str | None, ...], doubtful: bool
) -> None:
    text = THREE + OUTPUT + "效果目标\t社会效益目标\t惠及面\t覆盖全部街镇\n" + row
    assert plain(text)[-1] == expected
    assert read(text)[-1].doubtful is doubtful


def test_a_level_one_printed_in_the_middle_of_its_rows_holds_from_their_beginning() -> None:
    text = THREE + OUTPUT + "\t社会效益目标\t惠及面\t覆盖全部街镇\n效果目标\t满意度目标\t居民满意度\t≥85%\n"
    first, second, third = read(text)
    assert second.level1 == third.level1
    assert (first.doubtful, second.doubtful, third.doubtful) == (False, True, False)


def test_columns_of_a_self_evaluation() -> None:
    head = "绩效指标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t完成值\t权重\t得分\t未完成原因分析\n"
    text = (
        head
        + "\t产出指标\t数量指标\t培训人次\t≥\t200\t人次\t236\t10\t10\t\n"
        + "\t\t\t培训天数\t=\t3\t天\t2\t5\t3.3\t场地维修\n总分\t\t\t\t\t\t\t\t100\t97.5\t\n"
    )
    first, second = read(text)
    assert (first.target and first.target.text, first.actual and first.actual.text) == ("≥200人次", "236人次")
    assert (second.weight and second.weight.text, second.score and second.score.text) == ("5", "3.3")
    assert [value.text for value in (second.deviation,) if value] == ["场地维修"]


def test_a_value_of_several_cells_has_the_places_of_each() -> None:
    text = "一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t完成值\n产出指标\t数量指标\t管道长度\t≥\t30\t公里\t31.5\n"
    (row,) = read(text)
    assert row.target
    assert row.actual
    assert [text[slice(*place)] for place in places(row.target, text)] == ["≥\t30\t公里"]
    assert [text[slice(*place)] for place in places(row.actual, text)] == ["31.5", "公里"]


def test_goals_of_the_year_beside_those_of_the_whole_period() -> None:
    text = (
        "一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n"
        "产出指标\t数量指标\t讲座场次\t12场\t数量指标\t讲座场次\t4场\n"
        "\t质量指标\t合格率\t≥90%\t\t听众人数\t200人\n"
    )
    assert [
        tuple(v.text if v else None for v in (r.level2, r.name, r.target_whole_period, r.target))
        for r in read(text)
    ] == [
        ("数量指标", "讲座场次", "12场", "4场"),
        ("数量指标", "听众人数", None, "200人"),
        ("质量指标", "合格率", "≥90%", None),
    ]


def test_an_actual_value_beside_a_blank_target_stays_in_its_column() -> None:
    head = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    text = head + "产出指标\t数量指标\t演练场次\t≥4场\t5场\t4\t4\n\t质量指标\t受训教师数量\t\t1561人\t3\t3\n"
    row = read(text)[-1]
    assert (row.target, row.actual and row.actual.text, row.doubtful) == (None, "1561人", False)


def test_a_level_one_printed_again_does_not_close_its_level_two() -> None:
    text = (
        THREE
        + "\t财务管理\t资金使用合规性\t合规\n投入和管理目标\t\t预算执行率\t100%\n产出目标\t\t讲座场次\t≥4场\n"
    )
    assert [row[:2] for row in plain(text)] == [
        ("投入和管理目标", "财务管理"),
        ("投入和管理目标", "财务管理"),
        ("产出目标", None),
    ]


def test_a_value_cut_by_a_page_break_goes_on() -> None:
    text = (
        THREE
        + OUTPUT.replace("≥4场", "100%（逐场验收，")
        + "\n\t\t\t不合格的重办）\n\t质量目标\t合格率\t≥90%\n"
    )
    assert plain(text) == [
        ("产出目标", "数量目标", "讲座场次", "100%（逐场验收，不合格的重办）"),
        ("产出目标", "质量目标", "合格率", "≥90%"),
    ]


def test_of_two_columns_of_signs_the_one_that_compares_counts() -> None:
    head = "一级指标\t二级指标\t三级指标\t指标性质\t指标方向\t指标值\t度量单位\n"
    (row,) = read(head + "产出指标\t数量指标\t管道长度\t定量\t≥\t30\t公里\n")
    assert [value.text for value in (row.target,) if value] == ["≥30公里"]


def test_the_value_of_the_whole_period_has_its_sign_and_unit_too() -> None:
    head = "一级指标\t二级指标\t三级指标\t指标性质\t中期指标值\t年度指标值\t度量单位\n"
    (row,) = read(head + "产出指标\t数量指标\t巡护里程\t≥\t36000\t12000\t公里\n")
    values = (row.target_whole_period, row.target)
    assert [value.text for value in values if value] == ["≥36000公里", "≥12000公里"]
