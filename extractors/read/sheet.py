"""Laying out what a reader found as one text with blocks that address it.

Formats other than text have no text of their own: paragraphs become lines, a table's cells stand
behind one another with a tab between them, its rows below one another. A cell keeps its line breaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.document import Block, Cell, Grid, Paragraph, Table

Content = tuple[str, tuple[Block, ...]]
"""A document's text and its blocks, as each reader gives them."""


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell as found in a file: its place in the grid, how much of the grid it covers, what it holds.

    `turns`: where in its text (offset) a page begins, for tables that run over page breaks; `is_doubted`: whether
    its row begins with it or above a page break is uncertain.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    turns: tuple[tuple[int, int], ...] = ()
    is_doubted: bool = False


@dataclass(slots=True)
class Sheet:
    """A text in the making and the blocks that address it."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)

    def paragraph(self, text: str, page: int | None = None) -> None:
        """Add a line of running text; one of white space only is left out."""
        if text.strip():
            start = self._write(text)
            self._write("\n")
            self._blocks.append(Paragraph(start, start + len(text), page))

    def furniture(self, text: str) -> None:
        """Add what a page repeats from the one before: it stands in the text, and no block addresses it."""
        self._write(text)
        self._write("\n")

    def table(self, cells: Iterable[CellText], page: int | None = None, grid: Grid = "ruled") -> None:
        """Add a table; its cells must come in reading order (by row, then by column)."""
        placed: list[Cell] = []
        turns: list[tuple[int, int]] = []
        doubts: list[tuple[int, int]] = []
        start, row, here = self._length, None, page
        for cell in cells:
            if row is not None:
                self._write("\n" if cell.row != row else "\t")
            row = cell.row
            at = self._write(cell.text)
            for offset, of_page in cell.turns:
                if of_page != here:
                    turns.append((at + offset, of_page))
                    here = of_page
            if cell.is_doubted:
                doubts.append((at, at + len(cell.text)))
            placed.append(
                Cell(cell.row, cell.column, at, at + len(cell.text), cell.row_span, cell.column_span)
            )
        if placed:
            self._blocks.append(
                Table(tuple(placed), start, self._length, page, grid, tuple(turns), tuple(doubts))
            )
            self._write("\n")

    def content(self) -> Content:
        """What has been laid out."""
        return "".join(self._parts), tuple(self._blocks)

    def _write(self, text: str) -> int:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start
