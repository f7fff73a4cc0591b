"""Which forms print the same output and effect rows: copied from another project, or unchanged since the year before.

Rows of inputs, management and influence are shared by design and do not count. A set of rows is known by a hash, so
that a sketch of a form stays small however many rows it has.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extractors.indicators import kinds_of
from kg.graph.projects import FormPlace, ProjectKey, place_of, project_key
from kg.link.findings import CorpusFinding, corpus_finding, corpus_rules
from ontology.iris import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Indicator, Record

COPIED, UNCHANGED = "copied-indicators", "unchanged-indicators"
_MOST_NAMED = 3
_EDITION = re.compile(r"第[一二三四五六七八九十百\d]+[届期批次轮]|(?:19|20)\d\d年?(?:度|—|-)?|[（(]\s*[)）]")


@dataclass(frozen=True, slots=True)
class _Form:
    """What counts of a form: how many rows, and the addresses of their evidence; `bare` is the name of its project
    without year and edition."""

    place: FormPlace
    project: ProjectKey
    unit: str | None
    name: str
    bare: str
    year: int | None
    rows: int
    places: tuple[str, ...]


class Copied:
    """The forms of a corpus by their sets of rows."""

    def __init__(self) -> None:
        self._alike: defaultdict[bytes, list[_Form]] = defaultdict(list)

    def add(self, record: Record) -> None:
        """Take note of a form; one that names no project or prints few rows that count is left out."""
        name = record.project.name
        rows = [(i, row) for i, row in enumerate(record.indicators) if _counts(row)]
        if record.form_kind != "target" or not name or len(rows) < corpus_rules()[COPIED]["fewest"]:
            return
        normal, unit = normalise_name(name), record.unit.name
        form = _Form(
            place=place_of(record),
            project=project_key(record),
            unit=normalise_name(unit) if unit else None,
            name=normal,
            bare=_EDITION.sub("", normal) or normal,
            year=record.year,
            rows=len(rows),
            places=tuple(place for i, _ in rows if (place := f"/indicators/{i}/target") in record.spans),
        )
        self._alike[_hash([row for _, row in rows])].append(form)

    def findings(self) -> Iterator[CorpusFinding]:
        """One finding a form but the first of those with equal rows; the order of the forms has no part in it."""
        for forms in sorted(self._alike.values(), key=lambda each: min(form.place for form in each)):
            ordered = sorted(forms, key=lambda form: (form.year or 0, form.place))
            for at, form in enumerate(ordered):
                yield from _of_others(form, ordered[:at])


def _of_others(form: _Form, before: list[_Form]) -> Iterator[CorpusFinding]:
    """What the forms before this one, with the same rows, make of it."""
    if any(_same_project(form, other) and other.year == form.year for other in before):
        return  # another print of a form that was looked at
    years = [other.year for other in before if _same_project(form, other) and other.year and form.year]
    others = list(dict.fromkeys(other.name for other in before if other.bare != form.bare))
    if years:
        last = max(year for year in years if year)
        if form.year == last + 1:
            yield _told(form, UNCHANGED, rows=form.rows, year=form.year, before=last)
    elif others:
        named = "、".join(f"“{name}”" for name in others[:_MOST_NAMED])
        yield _told(form, COPIED, rows=form.rows, named=named, count=len(others))


def _same_project(one: _Form, other: _Form) -> bool:
    return one.project == other.project or (one.bare, one.unit) == (other.bare, other.unit)


def _told(form: _Form, code: str, **words: object) -> CorpusFinding:
    finding = corpus_finding(code, "printed", "/indicators", **words)
    return CorpusFinding(form.place, form.project, finding, form.places)


def _counts(row: Indicator) -> bool:
    return bool(row.target and row.target.text) and bool(kinds_of(row.level1 or "") & _kinds())


@cache
def _kinds() -> frozenset[str]:
    return frozenset(corpus_rules()[COPIED]["kinds"])


def _hash(rows: list[Indicator]) -> bytes:
    """A hash of what rows print, in any order."""
    printed = sorted(
        "\0".join(normalise_name(text) for text in (row.level2 or "", row.name, row.target.text or ""))
        for row in rows
        if row.target
    )
    return hashlib.sha256("\n".join(printed).encode()).digest()
