"""A page put in reading order: tables, and the lines above, between and below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

import numpy

from extractors.read.pdf.aligned import tables_among
from extractors.read.pdf.geometry import Chars, Ruling
from extractors.read.pdf.lattice import Lattice, lattices
from extractors.read.pdf.lines import Line, lines_of
from extractors.read.pdf.pieces import Held, Lines, Piece, Ruled
from extractors.read.pdf.wraps import joined
from extractors.read.sheet import Sheet

if TYPE_CHECKING:
    from numpy import float64, intp
    from numpy.typing import NDArray

_NEXT_LINE = 2.0  # times the height of a line: a line farther below is not the same paragraph
_OUTSIDE = -1  # the number of no cell


def lay_out(chars: Chars, level: Sequence[Ruling], upright: Sequence[Ruling], page: int) -> Iterator[Piece]:
    """What stands on a page (numbered from 1), in reading order."""
    tables = lattices(level, upright, chars.boxes)
    firsts = [0, *accumulate(len(table.areas) for table in tables)]
    lines_in = lines_of(chars, _cells(tables, firsts, chars.boxes))
    lines = lines_in.get(_OUTSIDE, [])
    filled = [
        (table, inside)
        for table, first in zip(tables, firsts, strict=False)
        if (inside := [lines_in.get(first + index, []) for index in range(len(table.areas))]) and any(inside)
    ]
    filled.sort(key=lambda pair: (pair[0].ys[0], pair[0].xs[0]))
    edges = min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)
    for table, inside in filled:
        above = [line for line in lines if line.top + line.height / 2 < table.ys[0]]
        if above:
            yield Lines(page, above, *edges)
        lines = lines[len(above) :]
        yield _ruled(table, inside, page)
    if lines:
        yield Lines(page, lines, *edges)


def _cells(tables: Sequence[Lattice], firsts: Sequence[int], boxes: NDArray[float64]) -> NDArray[intp]:
    """The number of the cell of each character, counted through all tables; the smallest table has it."""
    found = numpy.full(len(boxes), _OUTSIDE)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    for table, first in zip(tables, firsts, strict=False):
        cells = table.at(middles)
        found = numpy.where((found == _OUTSIDE) & (cells >= 0), cells + first, found)
    return found


def _ruled(table: Lattice, inside: Sequence[list[Line]], page: int) -> Ruled:
    """The table with the lines in its cells; places beside an uneven table are none."""
    ruled = Ruled(page, table.xs, len(table.ys) - 1, table.ys[-1])
    for index in sorted(range(len(table.areas)), key=lambda i: (table.areas[i].row, table.areas[i].column)):
        area, lines = table.areas[index], inside[index]
        if lines or area.open_sides < 2:
            ruled.cells.append(
                Held(
                    row=area.row,
                    row_span=area.row_span,
                    left=table.xs[area.column],
                    right=table.xs[area.column + area.column_span],
                    top=table.ys[area.row],
                    bottom=table.ys[area.row + area.row_span],
                    open_above=area.open_above,
                    open_below=area.open_below,
                    lines=[(page, line) for line in lines],
                )
            )
    return ruled


def write_lines(piece: Lines, sheet: Sheet) -> None:
    """Add lines to a sheet: tables that are set in columns, and paragraphs."""
    for is_table, group in groupby(tables_among(piece.lines), key=lambda found: bool(found[1])):
        if is_table:
            for _, cells in group:
                sheet.table(cells, piece.page, "aligned")
        else:
            run = [line for lines, _ in group for line in lines]
            for text in _paragraphs(run, (piece.left, piece.right)):
                sheet.paragraph(text, piece.page)


def _paragraphs(lines: Sequence[Line], edges: tuple[float, float]) -> Iterator[str]:
    """The lines as they stand, but those that go on in the middle of a number or word."""
    run: list[Line] = []
    for line in lines:
        if run and line.top - run[-1].top > _NEXT_LINE * run[-1].height:
            yield from joined(run, *edges).split("\n")
            run = []
        run.append(line)
    if run:
        yield from joined(run, *edges).split("\n")
