"""What a generated form says: the facts that a careful reader must find in its text again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

BASIS = "立项依据"
PLAN = "项目实施计划"

Layout = Literal["two-level", "three-level", "lines"]
"""Two or three levels of indicators in one table from the first field on, or labels on lines of their own."""


@dataclass(frozen=True, slots=True)
class Value:
    """A target as printed, and what it means (`low` and `high` as in the record)."""

    text: str
    comparator: str
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator row with its true levels; without value where that was lost. `law` is cited in the value."""

    level1: str
    level2: str | None
    name: str
    value: Value | None
    law: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """An official document: title, number and issuer ("" where none is ever printed)."""

    title: str
    code: str
    year: int
    serial: int
    issuer: str


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation prints: a number in display form, a title, or both."""

    number: str | None
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form.

    `place` and `topic` are what its texts are about. `types` and `fund_uses` are None where no tick box is
    printed. `narratives` are paragraphs by heading. `cited` stands in 立项依据; `periods` are those of the plan.
    `findings` are the codes of all there is to be checked, sorted. `damage` names what happened to indicator
    rows, by index.
    """

    layout: Layout
    year: int
    place: str
    topic: str
    unit: str
    second_name: str | None
    project: str
    start: date
    end: date
    types: tuple[str, ...] | None
    fund_uses: tuple[str, ...] | None
    total: Decimal
    current: Decimal
    prior: Decimal
    executed: Decimal
    parts: tuple[tuple[str, Decimal], ...]
    narratives: Mapping[str, tuple[str, ...]]
    cited: tuple[Citation, ...]
    periods: tuple[str, ...]
    rows: tuple[Row, ...]
    findings: tuple[str, ...]
    damage: Mapping[int, str]
