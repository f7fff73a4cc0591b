"""What a generated form says, and the same facts as a record tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extractors.records import Indicator, Record, Target

Sum = tuple[str, int | None, str, str]
"""What a sum of money is one of: scope, fiscal year minus the form's year (None: of no single year), phase, source."""


@dataclass(frozen=True)
class Row:
    """An indicator as printed; None for what the layout has no column for, or an empty cell."""

    level1: str
    level2: str | None
    name: str
    target: str
    whole: str | None = None
    actual: str | None = None
    weight: str | None = None
    score: str | None = None
    deviation: str | None = None


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form of any layout; fields that the layout does not print are None or empty. Sums are in yuan."""

    title: str
    kind: str
    year: int
    unit: str
    department: str | None = None
    project: str
    start: str | None = None
    end: str | None = None
    nature: str | None = None
    category: str | None = None
    types: tuple[str, ...] | None = None
    sums: Mapping[Sum, int] = field(default_factory=dict)
    parts: Sequence[tuple[str, int]] = ()
    narratives: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[Row] = ()


def put_in(form: Form) -> dict[str, Any]:
    """What a reader must find in the form, however it is written."""
    return {
        "head": (form.title, form.kind, form.year, form.unit, form.department),
        "project": (form.project, form.start, form.end, form.nature, form.category, form.types),
        "sums": {_at(key, form.year): Decimal(value) for key, value in form.sums.items()},
        "parts": [(name, Decimal(value)) for name, value in form.parts],
        "narratives": dict(form.narratives),
        "rows": [
            (row, _inherited(row, above)) for row, above in zip(form.rows, [None, *form.rows], strict=False)
        ],
    }


def read_from(record: Record) -> dict[str, Any]:
    """The same of a record."""
    project = record.project
    amounts = [amount for amount in record.amounts if amount.scope != "sub-project"]
    return {
        "head": (record.form_title, record.form_kind, record.year, record.unit.name, record.department),
        "project": (
            project.name,
            project.start,
            project.end,
            project.nature,
            project.category,
            project.types,
        ),
        "sums": {(a.scope, a.fiscal_year, a.phase, a.source): a.value for a in amounts},
        "parts": [(part.name, part.amount) for part in record.subprojects],
        "narratives": record.narratives,
        "rows": [(_row(indicator), indicator.inherited) for indicator in record.indicators],
    }


def _at(key: Sum, year: int) -> tuple[str, int | None, str, str]:
    scope, offset, phase, source = key
    return scope, None if offset is None else year + offset, phase, source


def _inherited(row: Row, above: Row | None) -> tuple[str, ...]:
    """The levels that are printed for several rows at once, and stand in one above this row."""
    if above is None or row.level1 != above.level1:
        return ()
    return ("level1", "level2") if row.level2 and row.level2 == above.level2 else ("level1",)


def _row(indicator: Indicator) -> Row:
    return Row(
        level1=indicator.level1 or "",
        level2=indicator.level2,
        name=indicator.name,
        target=_text(indicator.target) or "",
        whole=_text(indicator.target_whole_period),
        actual=_text(indicator.actual),
        weight=_printed(indicator.weight),
        score=_printed(indicator.score),
        deviation=indicator.deviation,
    )


def _text(target: Target | None) -> str | None:
    return target.text if target else None


def _printed(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
