"""The list of what a person should look at: pairs that may be one, most alike first, a column for the decision.

It is tab-separated text for a spreadsheet, and once filled in an input of the next build (`kg.link.decisions`).
"""

from __future__ import annotations

import csv
import io
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.graph.projects import ProjectKey
from kg.link.merges import iri_of, order
from kg.store.sheets import neutralised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.link.merges import Key, NearMiss
    from ontology.iris import Namespace

COLUMNS = ("kind", "one", "other", "decision", "score", "reasons", "note", "one_iri", "other_iri")


def review_list(candidates: Iterable[NearMiss[str] | NearMiss[ProjectKey]], ns: Namespace) -> str:
    """The lines of the list, the first with the names of the columns."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in sorted(candidates, key=_order):
        reasons = "；".join(words()["reasons"][reason] for reason in one.reasons)
        texts = (one.kind, _shown(one.one), _shown(one.other), "", str(one.score), reasons, "")
        iris = (iri_of(one.kind, key, ns) for key in (one.one, one.other))
        writer.writerow([*map(neutralised, texts), *iris])
    return out.getvalue()


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
