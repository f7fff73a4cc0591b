"""Where the values of a record stand, and why the missing ones are missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain

from extractors.cleaning import Value, places
from extractors.records import Absence, Span


def escaped(key: str) -> str:
    """A key as a token of a JSON Pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


@dataclass(slots=True)
class Places:
    """Spans and absences by JSON Pointer, gathered while a record is made from the text of a document."""

    text: str
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    absent: dict[str, Absence] = field(default_factory=dict)

    def mark(self, pointer: str, *values: Value) -> None:
        """Note what the value at `pointer` was read from; pieces with only white space between are one."""
        spans: list[Span] = []
        for start, end in chain.from_iterable(places(value, self.text) for value in values if value.offsets):
            if spans and spans[-1][1] <= start and not self.text[spans[-1][1] : start].strip():
                start = spans.pop()[0]
            spans.append((start, end))
        if spans:
            self.spans[pointer] = tuple(spans)
