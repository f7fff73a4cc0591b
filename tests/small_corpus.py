"""Three made-up forms as records, their graph, and the ontology beside it: small enough to know by heart."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import ontology
from extractors.records import (
    Amount,
    Budget,
    Citation,
    Finding,
    Indicator,
    Milestone,
    Project,
    Record,
    Source,
    SubProject,
    Target,
    Unit,
)
from kg.graph import document_quads, form_quads, run_quads
from ontology.iris import Namespace

if TYPE_CHECKING:
    from pyoxigraph import Store

NS = Namespace()
ONTOLOGY = ontology.LOADED


class Sheet:
    """A text under construction, and the span of everything that was put on it."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: dict[str, tuple[tuple[int, int], ...]] = {}
        self._marked: set[int] = set()

    def put(self, pointer: str, value: str) -> str:
        """Append a value and file its span under `pointer`."""
        self.spans[pointer] = ((len(self.text), len(self.text) + len(value)),)
        self.text += value + "\t"
        return value

    def mark(self, surface: str, field: str) -> tuple[int, int]:
        """The span of `surface` inside the field under that pointer: asked again, of the next one."""
        start, end = self.spans[field][0]
        found = self.text.index(surface, start, end)
        while found in self._marked:
            found = self.text.index(surface, found + 1, end)
        self._marked.add(found)
        return found, found + len(surface)


def number(text: str, sign: str, value: int, unit: str) -> Target:
    """A target with one number."""
    high = Decimal(value) if sign == "=" else None
    return Target(
        text=text,
        comparator=sign,
        low=Decimal(value),
        high=high,
        unit=unit,
        kind="percent" if unit == "%" else "quantity",
    )


def words(text: str) -> Target:
    """A qualitative target."""
    return Target(text=text, comparator="qualitative", kind="qualitative")


def numbered(number_: str, title: str | None, nature: str) -> dict[str, Any]:
    """What a citation says of a numbered document."""
    code, _, rest = number_.partition("〔")
    year, _, serial = rest.removesuffix("号").partition("〕")
    return {
        "surface": number_,
        "number": number_,
        "number_standard": number_,
        "agency_code": code,
        "year": int(year),
        "serial": serial,
        "jurisdiction": "中央" if code == "国发" else "上海市",
        "title": title,
        "issuer": "国务院" if code == "国发" else "上海市科学技术委员会",
        "series": "gov",
        "nature": nature,
    }


STATE = numbered("国发〔2016〕23号", None, "normative")
CITY = numbered("沪科〔2018〕12号", "科普规划", "plan")
LAW = {"surface": "《政府采购法》", "title": "政府采购法", "nature": "law"}

EXHIBITION = {
    "unit": "甲市科技馆",
    "department": "甲市科学技术委员会",
    "project": "科普展览",
    "types": ("其他一次性项目",),
    "amounts": [
        ("project", None, "requested", 1000000, None, "项目总预算（元）"),
        ("annual", 2019, "requested", 1000000, None, "项目当年预算（元）"),
        ("annual", 2018, "approved", 500000, None, "同名项目上年预算额（元）"),
        ("annual", 2018, "executed", 0, None, "同名项目上年预算执行数（元）"),
        ("sub-project", 2019, "requested", 700000, "展品制作", "预算金额（元）"),
        ("sub-project", 2019, "requested", 300000, "宣传推广", "预算金额（元）"),
    ],
    "narratives": {
        "立项依据": "现状良好。根据国发〔2016〕23号和《科普规划》（沪科〔2018〕12号）办展。另有要求。",
        "年度绩效目标": "=办好展览，\t迎接观众。",
    },
    "milestones": [("第一季度", "完成布展")],
    "indicators": [
        ("产出目标", "数量目标", "展览场次", number("≥12场", ">=", 12, "场")),
        ("效果目标", "满意度目标", "观众满意度", number("≥90%", ">=", 90, "%")),
        ("投入和管理目标", "项目实施管理", "采购规范性", words("规范（按照《政府采购法》）")),
        ("产出目标", "质量目标", "展品完好率", None),
    ],
    "citations": [
        (STATE, "basis", "/narratives/立项依据"),
        (CITY, "basis", "/narratives/立项依据"),
        (LAW, "compliance", "/indicators/2/target"),
    ],
    "findings": [
        ("value-missing", "warning", "filing", "/indicators/3/name"),
        ("one-off-with-prior-budget", "warning", "filing", "/amounts/2/value"),
    ],
}
SCANNING = {
    "unit": "甲市图书馆",
    "department": None,
    "project": "馆藏数字化",
    "types": None,
    "amounts": [("annual", 2019, "requested", 3000000, None, "项目当年预算（元）")],
    "narratives": {"立项依据": "国发〔2016〕23号；沪科〔2018〕12号。"},
    "milestones": [],
    "indicators": [
        ("产出目标", "数量目标", "扫描册数", number("500册", "=", 500, "册")),
        ("效果目标", "满意度目标", "读者满意度", number("≥80%", ">=", 80, "%")),
    ],
    "citations": [
        (STATE, "basis", "/narratives/立项依据"),
        (CITY, "basis", "/narratives/立项依据"),
    ],
    "findings": [("boxes-unreadable", "info", "source-damage", "/project/types")],
}
READING = {
    "unit": "甲市图书馆",
    "department": None,
    "project": "阅读推广",
    "types": ("其他经常性项目",),
    "amounts": [("annual", 2019, "requested", 200000, None, "项目当年预算（元）")],
    "narratives": {"立项依据": "按上级要求开展。"},
    "milestones": [],
    "indicators": [("效果目标", "满意度目标", "读者满意度", number("≥85%", ">=", 85, "%"))],
    "citations": [],
    "findings": [("basis-without-document", "warning", "filing", "/narratives/立项依据")],
}
JUDGED = {
    "kind": "self-evaluation",
    "unit": "甲市图书馆",
    "department": None,
    "project": "馆藏数字化",
    "types": None,
    "amounts": [
        ("annual", 2019, "approved", 3000000, None, "年初预算数"),
        ("annual", 2019, "revised", 2500000, None, "全年预算数"),
        ("annual", 2019, "executed", 2000000, None, "全年执行数"),
    ],
    "narratives": {},
    "milestones": [],
    "indicators": [
        (
            "产出目标",
            "数量目标",
            "扫描册数",
            number("500册", "=", 500, "册"),
            None,
            number("450册", "=", 450, "册"),
            10,
            9,
        ),
        (
            "效果目标",
            "满意度目标",
            "读者满意度",
            number("≥80%", ">=", 80, "%"),
            None,
            number("92%", "=", 92, "%"),
            10,
            10,
        ),
        ("产出目标", "质量目标", "图像质量", words("合格"), None, words("合格"), 5, 5),
        ("产出目标", "时效目标", "完成及时性", None, None, None, 5, 0),
    ],
    "citations": [],
    "findings": [],
}
"""The self-evaluation of what SCANNING promised; it is none of the three."""


def record(form: dict[str, Any]) -> tuple[Record, str]:
    """A form as extraction might have read it, and its text."""
    sheet = Sheet()
    year = form.get("year", 2019)
    sheet.put("/year", str(year or ""))
    sheet.put("/unit/name", form["unit"])
    sheet.put("/project/name", form["project"])
    for index, kind in enumerate(form["types"] or ()):
        sheet.put(f"/project/types/{index}", kind)
    narratives = {
        heading: sheet.put(f"/narratives/{heading}", text) for heading, text in form["narratives"].items()
    }
    amounts = tuple(_amount(sheet, index, *row) for index, row in enumerate(form["amounts"]))
    milestones = tuple(
        Milestone(period=period, text=sheet.put(f"/milestones/{index}/text", text))
        for index, (period, text) in enumerate(form["milestones"])
    )
    indicators = tuple(_indicator(sheet, index, *row) for index, row in enumerate(form["indicators"]))
    citations = tuple(_citation(sheet, *row) for row in form["citations"])
    return Record(
        source=Source(
            path=f"{form['project']}.txt",
            sha256=sha256(sheet.text.encode()).hexdigest(),
            page=None,
            start=0,
            end=len(sheet.text),
        ),
        form_kind=form.get("kind", "target"),
        form_title="绩效目标申报表",
        year=year,
        framework="shanghai-2019",
        unit=Unit(name=form["unit"]),
        department=form["department"],
        project=Project(
            name=form["project"],
            start="2019-01-01",
            end="2019-12-31",
            types=form["types"],
            category=form.get("category"),
            function_code=form.get("function_code"),
        ),
        amounts=amounts,
        budget=Budget(),
        subprojects=tuple(
            SubProject(name=a.name, amount=a.value) for a in amounts if a.name and a.scope == "sub-project"
        ),
        narratives=narratives,
        milestones=milestones,
        citations=citations,
        indicators=indicators,
        mentions=(),
        absent={},
        findings=tuple(_finding(sheet, *row) for row in form["findings"]),
        spans=sheet.spans,
    ), sheet.text


def quads(*forms: dict[str, Any]) -> str:
    """The N-Quads of forms, as a build writes them."""
    lines = [*run_quads(NS)]
    for form in forms:
        one, text = record(form)
        lines += document_quads(one.source.sha256, one.source.path, NS)
        lines += form_quads(one, text, NS)
    return "".join(lines)


def store_of(*forms: dict[str, Any]) -> Store:
    """The graph of forms (of all three, if none is given) with the ontology, in memory."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(quads(*(forms or (EXHIBITION, SCANNING, READING))).encode(), RdfFormat.N_QUADS)
    for name in ONTOLOGY:
        store.load(path=str(ontology.path(name)), format=RdfFormat.TURTLE)
    return store


def _amount(
    sheet: Sheet,
    index: int,
    scope: Any,
    year: int | None,
    phase: Any,
    value: int,
    name: str | None,
    label: str,
    source: str = "total",
) -> Amount:
    if name and scope == "sub-project":
        parts = sum(pointer.startswith("/subprojects/") for pointer in sheet.spans)
        sheet.put(f"/subprojects/{parts}/name", name)
    sheet.put(f"/amounts/{index}/value", str(value))
    return Amount(
        scope=scope,
        fiscal_year=year,
        phase=phase,
        source=source,
        value=Decimal(value),
        name=name,
        label=label,
    )


def _indicator(
    sheet: Sheet,
    index: int,
    level1: str,
    level2: str,
    name: str,
    target: Target | None,
    whole: Target | None = None,
    actual: Target | None = None,
    weight: int | None = None,
    score: int | None = None,
) -> Indicator:
    sheet.put(f"/indicators/{index}/name", name)
    values = {"target": target, "target_whole_period": whole, "actual": actual}
    for field, value in values.items():
        if value and value.text:
            sheet.put(f"/indicators/{index}/{field}", value.text)
    numbers = {"weight": weight, "score": score}
    for field, share in numbers.items():
        if share is not None:
            sheet.put(f"/indicators/{index}/{field}", str(share))
    judged = {field: None if share is None else Decimal(share) for field, share in numbers.items()}
    return Indicator(level1=level1, level2=level2, name=name, **values, **judged)


def _citation(sheet: Sheet, document: dict[str, Any], role: str, field: str) -> Citation:
    start, end = sheet.mark(document["surface"], field)
    return Citation(**document, role=role, field=field, start=start, end=end)


def _finding(sheet: Sheet, code: str, severity: Any, cause: Any, field: str) -> Finding:
    (start, end), *_ = sheet.spans.get(field, ((None, None),))
    return Finding(
        code=code,
        severity=severity,
        cause=cause,
        field=field,
        printed=f"印出：{code}",
        expected="预期",
        benign="无害",
        check="核对",
        start=start,
        end=end,
    )
