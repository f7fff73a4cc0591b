"""On which page the characters of a document stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from extractors.document import Block, Document, Table

PageStarts = tuple[tuple[int, int], ...]
"""Where in a text another page begins or goes on: (offset, page), in the order of the text; none without pages."""


def page_starts(document: Document) -> PageStarts:
    """Where each page of a document begins or goes on, as its blocks tell."""
    starts: list[tuple[int, int]] = []
    for start, page in sorted(placed for block in document.blocks for placed in _pages(block)):
        if not starts or page != starts[-1][1]:
            starts.append((start, page))
    return tuple(starts)


def _pages(block: Block) -> Iterator[tuple[int, int]]:
    if block.page is not None:
        yield block.start, block.page
    if isinstance(block, Table):
        yield from block.turns


def page_at(starts: PageStarts, offset: int) -> int | None:
    """The page of the character at `offset`; None before the first page, and where there are none."""
    index = bisect_right(starts, offset, key=itemgetter(0))
    return starts[index - 1][1] if index else None
