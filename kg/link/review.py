"""The list of what a person should look at: pairs that may be one, most alike first, a column for the decision.

It is tab-separated text for a spreadsheet, and once filled in an input of the next build (`kg.link.decisions`).
"""

from __future__ import annotations

import csv
import io
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from kg.graph.projects import ProjectKey
from kg.link.merges import iri_of, order
from kg.store.sheets import as_written, neutralised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.link.merges import Key, NearMiss
    from ontology.iris import Namespace

COLUMNS = ("kind", "one", "other", "decision", "score", "reasons", "note", "one_iri", "other_iri")
BETWEEN_REASONS = "；"


class Line(NamedTuple):
    """A pair to decide on; `score` is "" where it was merged."""

    kind: str
    one: str
    other: str
    score: str
    reasons: str
    one_iri: str
    other_iri: str


def review_list(candidates: Iterable[NearMiss[str] | NearMiss[ProjectKey]], ns: Namespace) -> str:
    """The list of a build."""
    return written(
        Line(
            one.kind,
            _shown(one.one),
            _shown(one.other),
            str(one.score),
            BETWEEN_REASONS.join(words()["reasons"][reason] for reason in one.reasons),
            *(iri_of(one.kind, key, ns) for key in (one.one, one.other)),
        )
        for one in sorted(candidates, key=_order)
    )


def written(lines: Iterable[Line]) -> str:
    """A list as text, the first line with the names of the columns, those for decision and note empty."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        cells = (line.kind, line.one, line.other, "", line.score, line.reasons, "")
        writer.writerow([*map(neutralised, cells), line.one_iri, line.other_iri])
    return out.getvalue()


def read_list(text: str) -> list[Line]:
    """The lines of a list, as they were before it was written."""
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t")
    return [Line(*(as_written(row[name]) for name in Line._fields)) for row in rows]


@cache
def words() -> dict[str, dict[str, str]]:
    """What is said of pairs to look at."""
    return tomllib.loads((files(__package__ or "") / "review.toml").read_text(encoding="utf-8"))


def _order(one: NearMiss[str] | NearMiss[ProjectKey]) -> tuple[object, ...]:
    return (one.kind, -one.score, order(one.one), order(one.other))


def _shown(key: Key) -> str:
    if isinstance(key, ProjectKey):
        known = (key.code, key.unit, key.name, str(key.year or ""))
        return " · ".join(filter(None, known)) or "（无名称）"
    return key
