"""Text with marks around its citations: any markers at any spans, or HTML that is safe whatever the text holds."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator

from extractors.records import Citation, Span

Annotation = tuple[Span, str, str]
"""A span of the text, what to put before it, what to put behind it."""


def annotate(text: str, annotations: Iterable[Annotation], *, escape: Callable[[str], str] = str) -> str:
    """`text` with the markers in it; `escape` is applied to the text, never to the markers.

    Spans may nest. One that crosses the end of another is closed there and opened again, so that what was
    opened last is always closed first. Raises ValueError for a span that is empty or not in the text.
    """
    waiting = sorted(annotations, key=lambda each: (each[0][0], -each[0][1]))
    if any(not 0 <= start < end <= len(text) for (start, end), _, _ in waiting):
        raise ValueError("a span is empty or not in the text")
    edges = sorted({edge for span, _, _ in waiting for edge in span})
    written, position, next_up = [], 0, 0
    opened: list[Annotation] = []
    for edge in edges:
        written.append(escape(text[position:edge]))
        position = edge
        written += _close(opened, edge)
        while next_up < len(waiting) and waiting[next_up][0][0] == edge:
            opened.append(waiting[next_up])
            written.append(waiting[next_up][1])
            next_up += 1
    return "".join((*written, escape(text[position:])))


def annotate_citations(text: str, citations: Iterable[Citation]) -> str:
    """`text` as an HTML fragment, each citation a `mark` that says what it is; the text is escaped.

    Without the tags and with its entities resolved, the fragment is `text` again, character by character
    (show it with `white-space: pre-wrap`). Citation n (from 1) is `#citation-n`; a title beside its number is
    a `span` with `data-citation="n"`.
    """
    return annotate(text, _marks(citations), escape=_escape)


def _close(opened: list[Annotation], edge: int) -> Iterator[str]:
    """What closes the marks that end at `edge`; those opened inside them that go on are opened again."""
    ending = next((i for i, (span, _, _) in enumerate(opened) if span[1] == edge), len(opened))
    going_on = [each for each in opened[ending:] if each[0][1] > edge]
    yield from (after for _, _, after in reversed(opened[ending:]))
    del opened[ending:]
    for each in going_on:
        opened.append(each)
        yield each[1]


def _marks(citations: Iterable[Citation]) -> Iterator[Annotation]:
    for n, citation in enumerate(citations, 1):
        said = {
            "id": f"citation-{n}",
            "class": "citation",
            "title": _tooltip(citation),
            "data-number": citation.number_standard,
            "data-title": citation.title,
            "data-issuer": citation.issuer,
            "data-nature": citation.nature,
            "data-role": citation.role,
            "data-status": citation.status,
            "data-start": str(citation.start),
            "data-end": str(citation.end),
        }
        attributes = "".join(f' {name}="{_escape(value)}"' for name, value in said.items() if value)
        yield (citation.start, citation.end), f"<mark{attributes}>", "</mark>"
        start, end = citation.title_start, citation.title_end
        if start is not None and end is not None and not citation.start <= start < end <= citation.end:
            yield (start, end), f'<span class="cited-title" data-citation="{n}">', "</span>"


def _tooltip(citation: Citation) -> str:
    title = f"《{citation.title}》" if citation.title else None
    return " · ".join(filter(None, (citation.number_standard, title, citation.issuer, citation.status)))


def _escape(text: str) -> str:
    # A parser would turn a carriage return into a line feed, and two characters into one.
    return html.escape(text).replace("\r", "&#13;")
