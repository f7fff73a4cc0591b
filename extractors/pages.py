"""On which page the characters of a document stand."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

from extractors.document import Document

PageStarts = tuple[tuple[int, int], ...]
"""Where in a text each page begins: (offset, page), in the order of the text; none where nothing has pages."""


def page_starts(document: Document) -> PageStarts:
    """Where each page of a document begins, as its blocks tell."""
    starts: list[tuple[int, int]] = []
    placed = ((block.start, block.page) for block in document.blocks if block.page is not None)
    for start, page in sorted(placed):
        if not starts or page != starts[-1][1]:
            starts.append((start, page))
    return tuple(starts)


def page_at(starts: PageStarts, offset: int) -> int | None:
    """The page of the character at `offset`; None before the first page, and where there are none."""
    index = bisect_right(starts, offset, key=itemgetter(0))
    return starts[index - 1][1] if index else None
