"""A record of the usual size with the text it might have been read from; facts and wording are made up."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256

from extractors.records import (
    Amount,
    Budget,
    Citation,
    Finding,
    Indicator,
    Project,
    Record,
    Source,
    SubProject,
    Target,
    Unit,
)

_LEVELS = (
    ("投入和管理目标", "财务管理"),
    ("投入和管理目标", "资金投入管理"),
    ("产出目标", "数量目标"),
    ("产出目标", "质量目标"),
    ("产出目标", "时效目标"),
    ("效果目标", "社会效益目标"),
    ("效果目标", "满意度目标"),
    ("影响力目标", "长效管理"),
)
_NARRATIVES = (
    "项目概况",
    "立项依据",
    "项目设立的必要性",
    "保证项目实施的制度、措施",
    "项目实施计划",
    "项目总目标",
    "年度绩效目标",
    "备注",
)
_POLICIES = (
    ("沪科〔2015〕30号", "沪科", 2015, "关于支持科普场馆发展的意见", "normative", "basis"),
    ("沪府发〔2016〕5号", "沪府发", 2016, "上海市科普事业发展规划", "plan", "basis"),
    ("国发〔2006〕7号", "国发", 2006, None, "other", "basis"),
    (None, None, None, "中华人民共和国政府采购法", "law", "compliance"),
    ("沪科党〔2010〕12号", "沪科党", 2010, "关于设立科普展示馆的批复", "approval", "basis"),
)


class Page:
    """A text under construction, and the span of everything that was put on it."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: dict[str, tuple[tuple[int, int], ...]] = {}

    def put(self, pointer: str, value: str) -> tuple[int, int]:
        """Append a value; its span is filed under `pointer` and returned."""
        start = len(self.text)
        self.text += value + "\t"
        self.spans[pointer] = ((start, start + len(value)),)
        return start, start + len(value)


def specimen(rows: int = 25, *, text_of: str = "第{}行", year: int = 2019) -> tuple[Record, str]:
    """A form of `rows` indicators, 8 amounts, 8 narratives, 5 citations and 4 findings, and its text."""
    page = Page()
    page.put("/form_title", "上海市财政支出项目绩效目标申报表")
    page.put("/year", str(year))
    page.put("/unit/name", "上海市测试科普馆")
    page.put("/unit/aliases/0", "上海市测试展示中心")
    page.put("/project/name", "科普展览更新（一期）")
    page.put("/project/start", f"{year}-01-01")
    page.put("/project/end", f"{year}-12-31")
    page.put("/project/types", "其他一次性项目")
    page.put("/project/fund_uses", "其他事业专业类")
    amounts = tuple(_amount(page, index, year) for index in range(8))
    for heading in _NARRATIVES:
        page.put(f"/narratives/{heading}", text_of.format(heading))
    citations = tuple(_citation(page, index) for index in range(5))
    indicators = tuple(_row(page, index) for index in range(rows))
    record = Record(
        source=Source(
            path="somewhere/form.txt",
            sha256=sha256(page.text.encode()).hexdigest(),
            page=None,
            start=0,
            end=len(page.text),
        ),
        form_kind="target",
        form_title="上海市财政支出项目绩效目标申报表",
        year=year,
        framework="shanghai-2019",
        unit=Unit(name="上海市测试科普馆", aliases=("上海市测试展示中心",)),
        department=None,
        project=Project(
            name="科普展览更新（一期）",
            start=f"{year}-01-01",
            end=f"{year}-12-31",
            types=("其他一次性项目",),
            fund_uses=("其他事业专业类",),
        ),
        amounts=amounts,
        budget=Budget(total=amounts[0].value),
        subprojects=tuple(SubProject(name=a.name, amount=a.value) for a in amounts if a.name),
        narratives={heading: text_of.format(heading) for heading in _NARRATIVES},
        milestones=(),
        citations=citations,
        indicators=indicators,
        mentions=(),
        absent={},
        findings=tuple(_finding(page, index) for index in range(4)),
        spans=page.spans,
    )
    return record, page.text


def _amount(page: Page, index: int, year: int) -> Amount:
    value = Decimal(100000 * (index + 1))
    page.put(f"/amounts/{index}/value", str(value))
    if index < 5:
        return Amount(
            scope="project" if index == 0 else "annual",
            fiscal_year=None if index == 0 else year - index // 3,
            phase=("requested", "requested", "requested", "approved", "executed")[index],
            source="fiscal" if index == 2 else "total",
            value=value,
            label=f"项目预算{index}（元）",
        )
    name = f"子项目{index}"
    page.put(f"/subprojects/{index - 5}/name", name)
    return Amount(
        scope="sub-project",
        fiscal_year=year,
        phase="requested",
        source="total",
        value=value,
        name=name,
        label="预算金额（元）",
    )


def _citation(page: Page, index: int) -> Citation:
    number, code, year, title, nature, role = _POLICIES[index]
    surface = number or f"《{title}》"
    start, end = page.put(f"/citations/{index}", surface)
    return Citation(
        surface=surface,
        number=number,
        number_standard=number,
        agency_code=code,
        year=year,
        serial=number[-3:-1].lstrip("〕") if number else None,
        jurisdiction=None if number is None else "全国" if code == "国发" else "上海市",
        title=title,
        issuer="国务院" if code == "国发" else None,
        series="gov" if number else "none",
        nature=nature,
        role=role,
        field="/narratives/立项依据",
        start=start,
        end=end,
    )


def _row(page: Page, index: int) -> Indicator:
    level1, level2 = _LEVELS[index % len(_LEVELS)]
    name, target = f"指标{index}", _target(index)
    page.put(f"/indicators/{index}/name", name)
    page.put(f"/indicators/{index}/target", target.text or "")
    return Indicator(level1=level1, level2=level2, name=name, target=target)


def _target(index: int) -> Target:
    if index % 2:
        return Target(text=f"健全（第{index}项）", comparator="qualitative", kind="qualitative")
    if index % 4:
        return Target(text=f"≥{index}次", comparator=">=", low=Decimal(index), unit="次", kind="quantity")
    whole = Decimal(100)
    return Target(text="100%", comparator="=", low=whole, high=whole, unit="%", kind="percent")


def _finding(page: Page, index: int) -> Finding:
    field = ("/indicators/3/target", "/project/start", "/citations/0", "/narratives/立项依据")[index]
    start, end = page.put(f"/findings/{index}", f"待核{index}")
    return Finding(
        code=("value-missing", "period-outside-year", "issuer-name-differs", "basis-without-document")[index],
        severity="info",
        cause="filing",
        field=field,
        printed="印出一事",
        expected="预期另一事",
        benign="或有正常原因",
        check="请核对原表",
        start=start,
        end=end,
    )
