"""The rule book: every rule by its code, of one form and of several, and what a person chose of them."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from extractors.vocabulary import settings
from kg.link.findings import CorpusFinding, corpus_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from extractors.records import Finding

Choice = Literal["off", "info", "warning", "error"]
"""What a person may make of a rule: not heard of at all, or of that severity."""


@cache
def rulebook() -> dict[str, dict[str, Any]]:
    """Every rule by its code, with its severity, cause, titles (`title_zh`, `title_en`) and sentences.

    One that forms also decide alone is told as it is there.
    """
    return {**corpus_rules(), **settings("rules")}


def unknown(codes: Iterable[str]) -> Iterator[str]:
    """What is wrong with codes that are no rule's, one line each."""
    for code in codes:
        if code not in rulebook():
            near = get_close_matches(code, rulebook(), n=1, cutoff=0.5)
            yield f"{code!r} is no rule" + (f" (did you mean {near[0]}?)" if near else "")


def said(rules: Mapping[str, Choice]) -> str:
    """The choices as they stand in the graph, in one order."""
    return ",".join(f"{code}={rules[code]}" for code in sorted(rules))


def chosen(findings: Iterable[Finding], rules: Mapping[str, Choice]) -> tuple[Finding, ...]:
    """The findings that are heard of, with the severities that were chosen."""
    return tuple(_severe(finding, rules) for finding in findings if rules.get(finding.code) != "off")


def chosen_of_corpus(
    findings: Iterable[CorpusFinding], rules: Mapping[str, Choice]
) -> tuple[CorpusFinding, ...]:
    """The same for findings that need several forms."""
    return tuple(
        replace(each, finding=_severe(each.finding, rules))
        for each in findings
        if rules.get(each.finding.code) != "off"
    )


def _severe(finding: Finding, rules: Mapping[str, Choice]) -> Finding:
    severity = rules.get(finding.code)
    if severity is None or severity == "off":
        return finding
    return msgspec.structs.replace(finding, severity=severity)
