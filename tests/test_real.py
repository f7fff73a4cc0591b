"""The published budget books beside the repository, where they exist: facts checked by eye against the pages."""

from decimal import Decimal
from pathlib import Path

import pytest

from extractors import extract_forms
from extractors.records import Record

REAL = Path(__file__).parents[2] / "shared" / "real"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the published books are not on this machine")

UNIT = "上海市普陀区人民政府万里街道办事处"
PAGE_31 = [
    ("产出指标", "数量指标", "规划建筑面积", "≥13459.00(平方米)", ()),
    ("产出指标", "质量指标", "完工及时率", "及时率", ("level1",)),
    ("产出指标", "成本指标", "预算内经费", "合规", ("level1",)),
    ("效益指标", "社会效益指标", "完善社区基础设施建设", "完善率", ()),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "满意度", ()),
]
PAGE_32 = [
    ("产出指标", "数量指标", "补贴对象申请审核完成率", "=100.00(%)", ()),
    ("产出指标", "质量指标", "补贴对象审核达标率", "=100.00(%)", ("level1",)),
    ("效益指标", "社会效益指标", "补贴对象生活改善度", "补贴对象生活改善度不低于80%", ()),
    ("满意度指标", "服务对象满意度指标", "补贴对象满意度", "≥80.00(%)", ()),
]


@pytest.fixture(scope="module")
def excerpt() -> list[Record]:
    return extract_forms(REAL / "budget-book-2023-pages-29-32.pdf")


def test_forms_of_the_excerpt(excerpt: list[Record]) -> None:
    assert [(r.form_kind, r.form_title, r.year, r.source.page) for r in excerpt] == [
        ("narrative", "项目经费情况说明", 2023, 2),
        ("target", "财政项目支出绩效目标填报表", 2023, 3),
        ("target", "财政项目支出绩效目标填报表", 2023, 4),
    ]
    assert [r.project.name for r in excerpt] == [None, "新建万里街道社区公共服务中心", "就业援助基地补贴"]
    for record in excerpt[1:]:
        assert (record.unit.name, record.department, record.framework) == (
            UNIT,
            UNIT,
            "shanghai-district-2023",
        )
        assert (record.project.start, record.project.end) == ("2023-01-01", "2023-12-31")
    assert [r.project.nature for r in excerpt[1:]] == ["阶段性项目", "经常性项目"]


@pytest.mark.parametrize(("number", "rows", "total"), [(1, PAGE_31, 4_100_000), (2, PAGE_32, 6_351_000)])
def test_rows_and_sums_of_the_excerpt(
    excerpt: list[Record], number: int, rows: list[tuple[str, ...]], total: int
) -> None:
    record = excerpt[number]
    assert [
        (i.level1, i.level2, i.name, i.target and i.target.text, i.inherited) for i in record.indicators
    ] == rows
    assert [(a.scope, a.source, a.phase, a.value) for a in record.amounts] == [
        ("project", "total", "approved", total),
        ("annual", "total", "approved", total),
        ("project", "fiscal", "approved", total),
        ("annual", "fiscal-current", "approved", total),
        ("annual", "carry-over", "approved", 0),
        ("project", "other", "approved", 0),
        ("annual", "other", "approved", 0),
    ]


def test_the_narrative_of_the_excerpt(excerpt: list[Record]) -> None:
    record = excerpt[0]
    assert [(a.scope, a.name, a.value) for a in record.amounts] == [
        ("quarter", "第一季度", Decimal("258800")),
        ("quarter", "第二季度", Decimal("1807400")),
        ("quarter", "第三季度", Decimal("1866000")),
        ("quarter", "第四季度", Decimal("167800")),
    ]
    assert [c.number for c in record.citations if c.number] == ["沪府规〔2016〕168号", "普发改投〔2017〕89号"]
    assert list(record.narratives) == ["项目概况", "立项依据", "实施主体", "实施方案", "年度预算安排", "绩效目标", "实施周期"]  # fmt: skip


def test_a_whole_book_without_forms_holds_its_narrative() -> None:
    (record,) = extract_forms(REAL / "budget-book-2024.pdf")
    assert (record.form_kind, record.year, record.source.page, record.project.name) == (
        "narrative",
        2024,
        33,
        None,
    )
    assert sum(amount.value for amount in record.amounts) == 6_322_000
    assert [m.period for m in record.milestones] == ["第一季度", "第二季度", "第三季度", "第四季度"]
