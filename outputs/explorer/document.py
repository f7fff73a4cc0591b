"""A document as it was read, with the characters of one place marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.cleaning import visible
from ontology.iris import expand

if TYPE_CHECKING:
    from outputs.explorer.reading import Reading

_WINDOW = 50_000
"""Characters shown before and after a place; of a book, more would only be slow."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A document's text from `first` to `last`, in three pieces: before, in and after the place."""

    name: str
    sha256: str
    before: str
    marked: str
    after: str
    first: int
    last: int
    length: int


def excerpt(reading: Reading, iri: str, start: int, end: int) -> Excerpt | None:
    """The text of a document around `text[start:end]`; None where there is no such document.

    Places beyond the text are moved to its end.
    """
    graph = reading.graph()
    sha256 = graph.text(iri, expand("jx:sha256"))
    if not sha256:
        return None
    text = visible(reading.build.layout.document_text(sha256))
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    first, last = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
    return Excerpt(
        name=graph.text(iri, expand("jx:fileName")),
        sha256=sha256,
        before=text[first:start],
        marked=text[start:end],
        after=text[end:last],
        first=first,
        last=last,
        length=len(text),
    )
