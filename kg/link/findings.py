"""Doubts about narratives as findings, told like those that one form alone shows."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.records import Finding
from kg.graph.ntriples import canonical
from kg.graph.projects import FormPlace, Known, ProjectKey
from kg.link.narratives import Mismatch, Unsettled
from kg.link.sums import addresses


@dataclass(frozen=True, slots=True)
class CorpusFinding:
    """A finding in a form that needs other forms to be seen; `evidence` are addresses in that form."""

    form: FormPlace
    project: ProjectKey
    finding: Finding
    evidence: tuple[str, ...]


def standing(finding: CorpusFinding, same: Mapping[ProjectKey, Known]) -> CorpusFinding:
    """The finding about the project that stands for the one it was found of."""
    known = same.get(finding.project)
    return replace(finding, project=known.key) if known else finding


def told(doubt: Unsettled | Mismatch) -> CorpusFinding:
    """The finding that a doubt makes."""
    return _mismatched(doubt) if isinstance(doubt, Mismatch) else _unsettled(doubt)


def _mismatched(doubt: Mismatch) -> CorpusFinding:
    quarters = doubt.narrative.quarters
    finding = corpus_finding(
        "sum-quarters",
        "printed",
        "/narratives/年度预算安排",
        parts=canonical(sum((quarter.value for quarter in quarters), Decimal(0))),
        label=doubt.whole.amount.label,
        whole=canonical(doubt.whole.value),
    )
    return CorpusFinding(doubt.narrative.place, doubt.project, finding, addresses(quarters))


def _unsettled(doubt: Unsettled) -> CorpusFinding:
    narrative = doubt.narrative
    printed, field, evidence = (
        ("printed_named", "/project/name", ("/project/name",))
        if narrative.name
        else ("printed_unnamed", "/form_title", addresses(narrative.quarters))
    )
    finding = corpus_finding(
        "narrative-not-joined", printed, field, name=narrative.name, count=doubt.projects
    )
    return CorpusFinding(narrative.place, narrative.project, finding, evidence)


def corpus_finding(code: str, printed: str, field: str, **words: object) -> Finding:
    """The finding of a rule of several forms, its sentence `printed` filled with `words`."""
    rule = corpus_rules()[code]
    return Finding(
        code=code,
        severity=rule["severity"],
        cause=rule["cause"],
        field=field,
        printed=rule[printed].format(**words),
        expected=rule["expected"],
        benign=rule["benign"],
        check=rule["check"],
        start=None,
        end=None,
    )


@cache
def corpus_rules() -> dict[str, dict[str, Any]]:
    """The rules that need several forms, by their codes."""
    text = (files(__package__ or "") / "rules.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
