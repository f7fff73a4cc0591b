"""The one shape every reader gives: a text, and blocks that address it.

A block's `start` and `end` are code points in `Document.text`, half open. Readers only arrange;
nothing here knows what a form is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

MASK = "█"

Grid = Literal["ruled", "tabs", "aligned", "lines"]
"""How far a table's columns can be trusted: `ruled` as drawn or marked up; `tabs` copied as text, where cells
get lost and slip; `aligned` visual lines of text set in columns; `lines` every cell on a line of its own."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: position in the grid and extent in the text (empty cells have start == end)."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text outside a table (one line of a text file)."""

    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells in reading order.

    `page` is where it begins. Where it runs over page breaks, `turns` says where in the text (offset) another page
    goes on; text of two pages alternates where a row is cut, so that pages come again. `doubts` are the cells (start
    and end) of which it is uncertain whether their row begins with them or above a page break.
    """

    cells: tuple[Cell, ...]
    start: int
    end: int
    page: int | None = None
    grid: Grid = "tabs"
    turns: tuple[tuple[int, int], ...] = ()
    doubts: tuple[tuple[int, int], ...] = ()


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as read: its path as given, the sha256 of its bytes, its text and blocks."""

    path: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]

    def masked(self, spans: Iterable[tuple[int, int]]) -> Document:
        """The same document with each span covered by █ at equal length, so that offsets hold."""
        parts, position = [], 0
        for start, end in sorted(spans):
            start = max(start, position)
            if start < end:
                parts += [self.text[position:start], MASK * (end - start)]
                position = end
        return replace(self, text="".join([*parts, self.text[position:]]))


class ReadError(Exception):
    """An input that cannot be read: one line that says which file, what is wrong, what to do."""

    def __init__(self, path: str, what: str, remedy: str) -> None:
        super().__init__(f"{path}: {what}; {remedy}")
        self.path, self.what, self.remedy = path, what, remedy
