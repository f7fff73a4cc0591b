"""A page put in reading order: tables, and the lines above, between and below them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractors.read.pdf.aligned import tables_among
from extractors.read.pdf.geometry import Char, Ruling
from extractors.read.pdf.lattice import Lattice, lattices
from extractors.read.pdf.lines import Line, lines_of
from extractors.read.pdf.pieces import Held, Lines, Piece, Ruled
from extractors.read.pdf.wraps import joined
from extractors.read.sheet import Sheet

_NEXT_LINE = 2.0  # times the height of a line: a line farther below is not the same paragraph

Cells = dict[int, list[Char]]


def lay_out(
    chars: Sequence[Char], level: Sequence[Ruling], upright: Sequence[Ruling], page: int
) -> Iterator[Piece]:
    """What stands on a page (numbered from 1), in reading order."""
    tables = lattices(level, upright, chars)
    inside, outside = _sorted_into(tables, chars)
    lines = lines_of(outside)
    filled = [number for number in range(len(tables)) if inside[number]]
    filled.sort(key=lambda number: (tables[number].ys[0], tables[number].xs[0]))
    edges = min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)
    for number in filled:
        above = [line for line in lines if line.top + line.height / 2 < tables[number].ys[0]]
        if above:
            yield Lines(page, above, *edges)
        lines = lines[len(above) :]
        yield _ruled(tables[number], inside[number], page)
    if lines:
        yield Lines(page, lines, *edges)


def _sorted_into(
    tables: Sequence[Lattice], chars: Iterable[Char]
) -> tuple[defaultdict[int, Cells], list[Char]]:
    """Characters by table and cell, each in the smallest table that has a cell there; and the others."""
    inside: defaultdict[int, Cells] = defaultdict(lambda: defaultdict(list))
    outside: list[Char] = []
    for char in chars:
        _, left, top, right, bottom = char
        for number, table in enumerate(tables):
            cell = table.at((left + right) / 2, (top + bottom) / 2)
            if cell is not None:
                inside[number][cell].append(char)
                break
        else:
            outside.append(char)
    return inside, outside


def _ruled(table: Lattice, texts: Cells, page: int) -> Ruled:
    """The table with what stands in its cells; places beside an uneven table are none."""
    ruled = Ruled(page, table.xs, len(table.ys) - 1, table.ys[-1])
    for index in sorted(range(len(table.areas)), key=lambda i: (table.areas[i].row, table.areas[i].column)):
        area = table.areas[index]
        lines = lines_of(texts[index]) if index in texts else []
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
