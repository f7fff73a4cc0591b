"""What linking keeps of a form: its names, its sums with their places, and marks of its indicator rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from kg.graph.projects import FormPlace, ProjectKey, place_of, project_key
from kg.link.sums import Sum, sums
from ontology.iris import normalise_name

if TYPE_CHECKING:
    from extractors.records import Record, Target

_BUDGET_PHASES = ("requested", "approved", "unstated")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A form as far as linking goes; `name` and `unit` are normalised.

    `rows` has two numbers for each indicator row: a hash of its name, and one of what its target demands (0 where it
    has no number), so that rows of two forms are compared without their texts.
    """

    place: FormPlace
    project: ProjectKey
    kind: str
    name: str | None
    unit: str | None
    year: int | None
    period: tuple[str | None, str | None]
    sums: tuple[Sum, ...]
    rows: tuple[tuple[int, int], ...]

    @property
    def is_narrative(self) -> bool:
        return self.kind == "narrative"

    @property
    def annual(self) -> tuple[Sum, ...]:
        """The sums of the form's year, as they were asked for or granted."""
        return tuple(
            one for one in self.sums if self._is_annual(one, 0) and one.amount.phase in _BUDGET_PHASES
        )

    @property
    def quarters(self) -> tuple[Sum, ...]:
        return tuple(one for one in self.sums if one.amount.scope == "quarter")

    @property
    def prior(self) -> tuple[Sum, ...]:
        """What the form says was granted in all the year before (同名项目上年预算额)."""
        return tuple(
            one
            for one in self.sums
            if self._is_annual(one, 1) and one.amount.phase == "approved" and one.amount.source == "total"
        )

    def _is_annual(self, one: Sum, back: int) -> bool:
        year = None if self.year is None else self.year - back
        return one.amount.scope == "annual" and one.amount.fiscal_year == year


def sketch(record: Record) -> Sketch:
    """A record as far as linking goes."""
    project = record.project
    return Sketch(
        place=place_of(record),
        project=project_key(record),
        kind=record.form_kind,
        name=normalise_name(project.name) if project.name else None,
        unit=normalise_name(record.unit.name) if record.unit.name else None,
        year=record.year,
        period=(project.start, project.end),
        sums=sums(record),
        rows=tuple((_name_hash(row.name), _demand(row.target)) for row in record.indicators),
    )


@lru_cache(maxsize=1 << 16)  # most names come again and again
def _name_hash(name: str) -> int:
    return _hash(normalise_name(name))


def _demand(target: Target | None) -> int:
    """What a target with a number demands, however it is worded."""
    if target is None or target.kind in (None, "qualitative") or target.more:
        return 0
    low, high = (None if bound is None else f"{bound}" for bound in (target.low, target.high))
    return _hash(repr((target.comparator, low, high, target.unit, target.change)))


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=7).digest())
