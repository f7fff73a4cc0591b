"""A document as one stream of rows, whatever its blocks were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.cleaning import Value, clean, joined, visible
from extractors.document import Cell, Document, Grid, Paragraph, Table
from extractors.pages import PageStarts, page_at, page_starts

_PAGE_NUMBER = re.compile(r"第?\s?\d+\s?页(?:[\s，,/]*共\s?\d+\s?页)?|共\s?\d+\s?页|[-—–]\s?\d+\s?[-—–]")
_COUNTED = ("栏次", "行次", "列次")
_FEWEST_NUMBERS = 4

_MOST_REACHING = (
    256  # cells that may reach into a row; more are no form, and would cost a square of the input
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell that holds something: its grid column, its extent with all tags, its cleaned value.

    `column_span`, `row_span`: how many columns and rows of the grid it covers.
    """

    column: int
    start: int
    end: int
    value: Value
    column_span: int = 1
    row_span: int = 1

    @property
    def text(self) -> str:
        """The cleaned value's text."""
        return self.value.text

    def covers(self, column: int) -> bool:
        """Whether a column of the grid is under the cell."""
        return self.column <= column < self.column + self.column_span

    def raw(self, text: str) -> str:
        """What stands in the document's text here, its white space kept, at equal length.

        Tags are blanked, and so are the cells beside it where it was read from several lines.
        """
        if isinstance(self.value.offsets, range):
            return visible(text[self.start : self.end])
        own = set(self.value.offsets)
        return "".join(text[i] if i in own or text[i].isspace() else " " for i in range(self.start, self.end))


@dataclass(frozen=True, slots=True)
class Row:
    """The filled cells of one table row, or a paragraph as a single piece in column 0.

    `closed`: empty cells follow the last filled one, so that a line below cannot be its continuation.
    `grid`: how far its columns can be trusted; None for a paragraph. `width`: how many columns its table has.
    `hanging`: the filled cells of rows above that reach down into it. `over`: those right above it that are
    drawn over several columns.
    """

    pieces: tuple[Piece, ...]
    closed: bool
    page: int | None
    grid: Grid | None
    width: int = 1
    hanging: tuple[Piece, ...] = ()
    over: tuple[Piece, ...] = ()

    @property
    def tabular(self) -> bool:
        """Whether the row stands in a table."""
        return self.grid is not None

    def continued(self, value: Value) -> Row:
        """The row with a further line of its last cell."""
        *pieces, last = self.pieces
        return replace(self, pieces=(*pieces, replace(last, value=joined((last.value, value)))))

    @property
    def start(self) -> int:
        """Where the first cell's value begins."""
        return self.pieces[0].value.span[0]

    @property
    def end(self) -> int:
        """Where the last cell's value ends."""
        return self.pieces[-1].value.span[1]


def rows(document: Document) -> tuple[Row, ...]:
    """Every row of the document that holds anything but a page number or the numbers of columns, in reading order."""
    starts = page_starts(document)
    return tuple(
        row
        for row in _rows(document, starts)
        if not (_numbers_columns(row) if row.tabular else _PAGE_NUMBER.fullmatch(row.pieces[0].text))
    )


def _numbers_columns(row: Row) -> bool:
    """Whether a row of a table counts its columns (栏次 | 1 | 2 | 3 …)."""
    texts = [piece.text for piece in row.pieces]
    numbers = texts[1:] if texts[0] in _COUNTED else texts
    return len(numbers) >= _FEWEST_NUMBERS and numbers == [str(n + 1) for n in range(len(numbers))]


def _rows(document: Document, starts: PageStarts) -> Iterator[Row]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            piece = _piece(Cell(0, 0, block.start, block.end), document.text)
            if piece.text:
                yield Row((piece,), closed=False, page=page_at(starts, piece.start), grid=None)
        else:
            yield from _rows_of(block, document.text, starts)


def _rows_of(table: Table, text: str, starts: PageStarts) -> Iterator[Row]:
    width = max(cell.column + cell.column_span for cell in table.cells)
    over: tuple[Piece, ...] = ()
    reaching: list[tuple[int, Piece]] = []  # with the first row that the cell no longer covers
    for number, cells in groupby(table.cells, key=lambda cell: cell.row):
        reaching = [(end, piece) for end, piece in reaching if end > number]
        found = [_piece(cell, text) for cell in cells]
        pieces = tuple(piece for piece in found if piece.text)
        if pieces:
            hanging = tuple(piece for _, piece in reaching)
            closed = not found[-1].text
            page = page_at(
                starts, pieces[-1].start
            )  # the first may be a label that is printed on a later page
            yield Row(pieces, closed, page, table.grid, width, hanging, over)
        over = tuple(piece for piece in pieces if piece.column_span > 1)
        reaching += [(number + piece.row_span, piece) for piece in pieces if piece.row_span > 1]
        del reaching[_MOST_REACHING:]


def _piece(cell: Cell, text: str) -> Piece:
    value = clean(text, cell.start, cell.end)
    return Piece(cell.column, cell.start, cell.end, value, cell.column_span, cell.row_span)
