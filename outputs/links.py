"""What a build merged, why and because of what; and the pairs that it leaves for a person to look at.

Both can be written in the columns of a file of decisions (`docs/linking.md`), so that a person answers in place.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from kg.link.review import BETWEEN_REASONS, Line, read_list, written
from outputs.properties import select, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.store import Build

KINDS = {"unit": "jx:BudgetUnit", "project": "jx:Project", "policy": "jx:PolicyDocument"}

_MERGED = """SELECT ?kind ?member ?into ?name ?label ?year ?reason ?exact ?file WHERE {{
  VALUES (?kind ?class) {{ {classes} }}
  ?member dcterms:isReplacedBy ?into . ?into a ?class .
  OPTIONAL {{ ?member skos:altLabel ?name }}
  OPTIONAL {{ ?into skos:prefLabel ?label }}
  OPTIONAL {{ ?into jx:fiscalYear ?year }}
  OPTIONAL {{ ?member jx:mergeReason/skos:prefLabel ?reason FILTER(LANG(?reason) = "zh") }}
  OPTIONAL {{ ?member jx:evidence ?evidence . ?evidence oa:exact ?exact ; oa:hasSource/jx:fileName ?file }}
}}"""


class Proof(NamedTuple):
    """What is printed where."""

    file: str
    exact: str


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two names of a kind: merged (`score` is None), or alike to that degree (0–100) and left for a person."""

    kind: str
    one: str
    other: str
    one_iri: str
    other_iri: str
    score: int | None
    reasons: tuple[str, ...]
    evidence: tuple[Proof, ...] = ()


def merged(build: Build, kinds: Iterable[str] = ()) -> list[Pair]:
    """Every merge of the build: `one` is what was merged, `other` what stands for it."""
    wanted = list(kinds) or list(KINDS)
    classes = " ".join(f'("{kind}" {KINDS[kind]})' for kind in KINDS if kind in wanted)
    rows: defaultdict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for solution in select(build.store, _MERGED.format(classes=classes)):
        row = {
            name: text(solution[name])
            for name in ("kind", "member", "into", "name", "label", "year", "reason", "exact", "file")
            if solution[name] is not None
        }
        rows[row["kind"], row["into"], row["member"]].append(row)
    return [_pair(*key, rows[key]) for key in sorted(rows)]


def _pair(kind: str, into: str, member: str, rows: list[dict[str, str]]) -> Pair:
    proofs = {Proof(row["file"], row["exact"]) for row in rows if "file" in row and "exact" in row}
    return Pair(
        kind=kind,
        one=_least(rows, "name") or member,
        other=" · ".join(filter(None, (_least(rows, "label") or into, _least(rows, "year")))),
        one_iri=member,
        other_iri=into,
        score=None,
        reasons=tuple(sorted({row["reason"] for row in rows if "reason" in row})),
        evidence=tuple(sorted(proofs)),
    )


def _least(rows: Iterable[Mapping[str, str]], name: str) -> str:
    return min((row[name] for row in rows if name in row), default="")


def to_review(build: Build, kinds: Iterable[str] = ()) -> list[Pair]:
    """The pairs of the build's review list, most alike first."""
    file, wanted = build.layout.review, set(kinds) or set(KINDS)
    lines = read_list(file.read_text(encoding="utf-8-sig")) if file.exists() else []
    return [
        Pair(
            kind=line.kind,
            one=line.one,
            other=line.other,
            one_iri=line.one_iri,
            other_iri=line.other_iri,
            score=int(line.score),
            reasons=tuple(line.reasons.split(BETWEEN_REASONS)),
        )
        for line in lines
        if line.kind in wanted
    ]


def as_decisions(pairs: Iterable[Pair]) -> str:
    """The pairs as a file of decisions that is still to be filled in."""
    return written(
        Line(
            kind=pair.kind,
            one=pair.one,
            other=pair.other,
            score="" if pair.score is None else str(pair.score),
            reasons=BETWEEN_REASONS.join(pair.reasons),
            one_iri=pair.one_iri,
            other_iri=pair.other_iri,
        )
        for pair in pairs
    )


def as_json(pairs: Iterable[Pair]) -> str:
    """The pairs as a JSON array."""
    rows = [
        msgspec.structs.asdict(pair) | {"evidence": [proof._asdict() for proof in pair.evidence]}
        for pair in pairs
    ]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"
