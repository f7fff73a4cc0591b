"""A rule's result, and how it becomes a finding with its four sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractors.forms.assemble import Form
from extractors.records import Cause, Finding, Span
from extractors.vocabulary import settings

_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a rule found: its code, the field in question (JSON Pointer), the words for its sentences.

    `span` is the place where the field's own will not do; `cause` overrides the rule's.
    """

    code: str
    pointer: str
    words: Mapping[str, object] = field(default_factory=dict)
    span: Span | None = None
    cause: Cause | None = None


Rule = Callable[[Form], Iterator[Doubt]]


def words_of(code: str) -> dict[str, Any]:
    """The entry of a rule in the rule book: sentences and word lists."""
    entry: dict[str, Any] = settings("rules")[code]
    return entry


def finding(doubt: Doubt, form: Form) -> Finding:
    """The finding that a doubt about a form makes."""
    rule = words_of(doubt.code)
    words = {key: _quoted(value) for key, value in doubt.words.items()}
    start, end = doubt.span or _extent(doubt.pointer, form)
    return Finding(
        code=doubt.code,
        severity=rule["severity"],
        cause=doubt.cause or rule["cause"],
        field=doubt.pointer,
        printed=rule["printed"].format(**words),
        expected=rule["expected"].format(**words),
        benign=rule["benign"].format(**words),
        check=rule["check"].format(**words),
        start=start,
        end=end,
    )


def _extent(pointer: str, form: Form) -> tuple[int | None, int | None]:
    spans = form.record.spans.get(pointer)
    return (spans[0][0], spans[-1][1]) if spans else (None, None)


def _quoted(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
