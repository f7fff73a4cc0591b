"""The records that extraction yields: frozen values, one `Record` a form.

Field names, words and JSON shape are a public contract (`docs/records.md`): scripts, gold files and
the graph rely on them. Offsets are code points in the text of the source document, half open.
"""

from __future__ import annotations

from abc import ABCMeta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import msgspec

SCHEMA = 1

Comparator = Literal[">=", ">", "<=", "<", "=", "~", "range", "baseline", "qualitative"]
TargetKind = Literal["quantity", "percent", "money", "date", "qualitative"]
Severity = Literal["error", "warning", "info"]
Cause = Literal["source-damage", "filing", "extraction-doubt"]
Absence = Literal["not-in-layout", "blank", "unreadable", "not-found"]
FormKind = Literal["target", "self-evaluation", "narrative"]
Span = tuple[int, int]

if TYPE_CHECKING:
    Bound = Decimal | str
else:
    # A number or an ISO date. msgspec has no union of the two, so that `_read_bound` reads them.
    Bound = ABCMeta("Bound", (), {})
    Bound.register(Decimal)
    Bound.register(str)


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a form stands: the file, and the form's own extent in its text."""

    path: str
    sha256: str
    page: int | None
    start: int
    end: int


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """预算单位 (申报单位, 填报单位)."""

    name: str | None = None
    aliases: tuple[str, ...] = ()
    role: str | None = None
    code: str | None = None


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """项目. Dates are ISO 8601; `types` and `fund_uses` are None when no tick box is readable."""

    name: str | None = None
    code: str | None = None
    start: str | None = None
    end: str | None = None
    types: tuple[str, ...] | None = None
    fund_uses: tuple[str, ...] | None = None
    nature: str | None = None
    category: str | None = None
    function_code: str | None = None


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """预算金额 in yuan, with what it is an amount of (scope × year × phase × source of funds).

    A part of another amount (一般公共预算 of 财政拨款小计) has no `source` of its own, but in `part_of` the pointer of
    that.
    """

    scope: Literal["project", "annual", "sub-project", "quarter"]
    fiscal_year: int | None
    phase: Literal["requested", "approved", "revised", "executed", "unstated"]
    source: str | None
    value: Decimal
    name: str | None = None
    label: str
    part_of: str | msgspec.UnsetType = msgspec.UNSET


class Budget(msgspec.Struct, frozen=True, kw_only=True):
    """A flat view of the form's amounts; None where the form states none."""

    total: Decimal | None = None
    current_year: Decimal | None = None
    prior_year: Decimal | None = None
    prior_year_executed: Decimal | None = None
    current_year_fiscal: Decimal | None = None
    carry_over: Decimal | None = None
    other: Decimal | None = None
    currency: str = "CNY"


class SubProject(msgspec.Struct, frozen=True, kw_only=True):
    """子项目, with its amount in yuan."""

    name: str
    amount: Decimal | None


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """实施计划节点: a period as printed and what is planned for it."""

    period: str
    text: str
    amount: Decimal | None = None


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One citation of an official document.

    `surface` is the number as it stands, or 《title》 with its brackets where there is no number.
    `number` is the display form (〔〕, half-width digits, no 第, leading zeros kept);
    `number_standard` the form of GB/T 9704-2012 (no leading zeros, brackets in codes full-width).
    """

    surface: str
    number: str | None = None
    number_standard: str | None = None
    agency_code: str | None = None
    year: int | None = None
    serial: str | None = None
    jurisdiction: str | None = None
    title: str | None = None
    title_start: int | None = None
    title_end: int | None = None
    issuer: str | None = None
    series: str = "none"
    nature: str = "other"
    role: str = "background"
    status: Literal["resolved", "inherited", "ambiguous", "unresolved"] = "resolved"
    field: str | None = None
    start: int
    end: int


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """目标值 parsed: `text` as printed, numbers with 万, 亿, 千 expanded, dates as ISO strings.

    `=` and `~` have low = high, `>=`/`>` only low, `<=`/`<` only high. 90% is 90 with unit %.
    """

    text: str | None
    comparator: Comparator | None = None
    low: Bound | None = None
    high: Bound | None = None
    unit: str | None = None
    baseline_year: int | None = None
    change: Literal["increase", "decrease"] | None = None
    kind: TargetKind | None = None
    more: tuple[Target, ...] = ()


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """An indicator row: levels and name as printed, what was inherited from rows above, its target.

    `remarks`: what its further columns hold (评分标准, 备注), by their printed headings.
    """

    level1: str | None
    level2: str | None
    name: str
    inherited: tuple[str, ...] = ()
    target: Target | None
    target_whole_period: Target | None = None
    actual: Target | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    deviation: str | None = None
    remarks: dict[str, str] | msgspec.UnsetType = msgspec.UNSET


class FundRemark(msgspec.Struct, frozen=True, kw_only=True):
    """What a table of money prints beside its sums, and is no point of the whole budget: row, heading and text."""

    label: str | None
    heading: str
    text: str


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """What a self-evaluation prints beside its indicators: points 分值 and score 得分 of the budget and in total.

    `execution_rate` is the share of the year's budget that was executed, in percent. `remarks`: what else its table of
    money prints beside the sums, such as rates of single sources.
    """

    execution_rate: Decimal | None = None
    budget_weight: Decimal | None = None
    budget_score: Decimal | None = None
    total_weight: Decimal | None = None
    total_score: Decimal | None = None
    remarks: tuple[FundRemark, ...] | msgspec.UnsetType = msgspec.UNSET


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A named entity in running text (ORG, GPE, LOC, PROGRAM, EVENT …)."""

    text: str
    label: str
    source: str
    field: str | None = None
    start: int
    end: int


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """待核事项: something a person should look at, with four short sentences and a place."""

    code: str
    severity: Severity
    cause: Cause
    field: str
    printed: str
    expected: str
    benign: str
    check: str
    start: int | None
    end: int | None


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """A contact person or telephone number; present only on request."""

    label: str
    text: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One form. `spans` maps JSON Pointers into this record to the characters they were read from."""

    schema: int = SCHEMA
    source: Source
    form_kind: FormKind
    form_title: str | None
    year: int | None
    framework: str | None
    unit: Unit
    department: str | None
    project: Project
    amounts: tuple[Amount, ...]
    budget: Budget
    subprojects: tuple[SubProject, ...]
    narratives: dict[str, str]
    milestones: tuple[Milestone, ...]
    citations: tuple[Citation, ...]
    indicators: tuple[Indicator, ...]
    mentions: tuple[Mention, ...]
    absent: dict[str, Absence]
    findings: tuple[Finding, ...]
    spans: dict[str, tuple[Span, ...]]
    evaluation: Evaluation | msgspec.UnsetType = msgspec.UNSET
    contacts: tuple[Contact, ...] | msgspec.UnsetType = msgspec.UNSET


def _read_bound(_: type, value: Any) -> Any:
    return value if isinstance(value, str) else Decimal(str(value))


_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(Record, dec_hook=_read_bound)


def to_json(value: object) -> bytes:
    """UTF-8 JSON of a record or part of one; decimals become JSON numbers, exactly."""
    return _encoder.encode(value)


def from_json(data: bytes | str) -> Record:
    """The record that `to_json` wrote. Raises `msgspec.ValidationError` where the shape is wrong."""
    return _decoder.decode(data)
