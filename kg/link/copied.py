"""Which forms print the same output and effect rows: copied from another project, or unchanged since the year before.

Rows of inputs, management and influence are shared by design and do not count. A set of rows is known by a hash, so
that a sketch of a form stays small however many rows it has.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import islice
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
            if len(forms) > 1:
                yield from _of_alike(sorted(forms, key=lambda form: (form.year or 0, form.place)))


def _of_alike(forms: list[_Form]) -> Iterator[CorpusFinding]:
    """What forms with the same rows make of those before them, year by year."""
    years: defaultdict[object, set[int | None]] = defaultdict(set)
    names: dict[str, str] = {}
    for form in forms:
        before = years[form.project] | years[form.bare, form.unit]
        others = list(islice((name for bare, name in names.items() if bare != form.bare), _MOST_NAMED))
        if form.year in before:
            pass  # another print of a form that was looked at
        elif before - {None}:
            if form.year and form.year - 1 in before:
                yield _told(form, UNCHANGED, rows=form.rows, year=form.year, before=form.year - 1)
        elif others:
            named = "、".join(f"“{name}”" for name in others)
            count = len(names) - (form.bare in names)
            yield _told(form, COPIED, rows=form.rows, named=named, count=count)
        years[form.project].add(form.year)
        years[form.bare, form.unit].add(form.year)
        names.setdefault(form.bare, form.name)


def _told(form: _Form, code: str, **words: object) -> CorpusFinding:
    finding = corpus_finding(code, "printed", "/indicators", **words)
    return CorpusFinding(form.place, form.project, finding, form.places)


def _counts(row: Indicator) -> bool:
    return bool(row.target and row.target.text) and bool(kinds_of(row.level1 or "") & _kinds())


@cache
def _kinds() -> frozenset[str]:
    return frozenset(corpus_rules()[COPIED]["kinds"])


def _hash(rows: list[Indicator]) -> bytes:
    """A hash of what rows print, in any order; width and white space do not count."""
    printed = sorted(f"{row.level2 or ''}\0{row.name}\0{row.target.text}" for row in rows if row.target)
    plain = "".join(unicodedata.normalize("NFKC", "\n".join(printed)).replace("\n", "\1").split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest()
