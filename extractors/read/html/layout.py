"""Laying out what a page shows: lines as paragraphs, tables as tables, layout tables as what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Paragraph, Table
from extractors.read.html.flow import Flow, Grid, GridCell, Item, Preformatted
from extractors.read.html.grid import Placed, place
from extractors.read.sheet import CellText, Content, Sheet
from extractors.read.text import blocks

_Piece = Item | Flow | list[CellText]


def lay_out(flow: Flow) -> Content:
    """The page as one text with its blocks."""
    sheet = Sheet()
    waiting: list[Iterator[_Piece]] = [iter(flow.items)]  # a stack, because tables nest deeper than calls may
    while waiting:
        piece = next(waiting[-1], None)
        if piece is None:
            waiting.pop()
        elif isinstance(piece, str):
            sheet.paragraph(piece)
        elif isinstance(piece, Preformatted):
            _preformatted(sheet, piece.text)
        elif isinstance(piece, Flow):
            waiting.append(iter(piece.items))
        elif isinstance(piece, Grid):
            waiting.append(_pieces(piece))
        else:
            sheet.table(piece)
    return sheet.content()


def _preformatted(sheet: Sheet, text: str) -> None:
    for block in blocks(text):
        if isinstance(block, Paragraph):
            sheet.paragraph(text[block.start : block.end])
        else:
            sheet.table(_cells(block, text))


def _cells(table: Table, text: str) -> Iterator[CellText]:
    for cell in table.cells:
        yield CellText(cell.row, cell.column, text[cell.start : cell.end], cell.row_span, cell.column_span)


def _pieces(grid: Grid) -> Iterator[_Piece]:
    """The table; or, where rows of it hold tables of their own, what it arranges.

    The rows between those stay together as tables.
    """
    rows = place(grid)
    done = 0
    for number, row in enumerate(rows):
        if _arranges(row):
            plain = [placed for placed in row if not _holds_table(placed.cell)]
            if _is_side_by_side(plain):
                yield from _together([*rows[done:number], plain], done, arranged=True)
                row = [placed for placed in row if _holds_table(placed.cell)]
            else:
                yield from _together(rows[done:number], done, arranged=True)
            yield from (placed.cell.content for placed in row)
            done = number + 1
    yield from _together(rows[done:], done, arranged=done > 0)


def _together(rows: Sequence[Sequence[Placed]], top: int, *, arranged: bool) -> Iterator[_Piece]:
    """Rows from number `top` on as a table of their own; if they are `arranged` by one that holds
    tables, only where any has cells side by side.
    """
    if arranged and not any(map(_is_side_by_side, rows)):
        yield from (placed.cell.content for row in rows for placed in row)
    elif any(placed.cell.content.items for row in rows for placed in row):
        bottom = top + len(rows)
        yield [_cell(placed, top, bottom) for row in rows for placed in row]


def _cell(placed: Placed, top: int, bottom: int) -> CellText:
    text = "\n".join(placed.cell.content.lines())
    height = min(placed.row_span, bottom - placed.row)
    return CellText(placed.row - top, placed.column, text, height, placed.column_span)


def _arranges(row: Sequence[Placed]) -> bool:
    grids = any(placed.cell.content.grids for placed in row)
    return grids and (not _is_side_by_side(row) or any(_holds_table(placed.cell) for placed in row))


def _is_side_by_side(row: Sequence[Placed]) -> bool:
    return sum(bool(placed.cell.content.items) for placed in row) > 1


def _holds_table(cell: GridCell) -> bool:
    """Whether a cell holds a table worth the name: a single one of one row only sets words side by side."""
    grids = cell.content.grids
    return len(grids) > 1 or any(len(grid.rows) > 1 or _nests(grid) for grid in grids)


def _nests(grid: Grid) -> bool:
    return any(cell.content.grids for row in grid.rows for cell in row)
