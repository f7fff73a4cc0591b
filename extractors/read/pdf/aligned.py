"""Tables without rulings: lines of text whose parts stand below one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, starmap

from extractors.read.pdf.lines import WIDE, Line
from extractors.read.sheet import CellText

_FEWEST_LINES = 3
_NEXT = 2.5  # of the height of a line: how far below the line before a line of the same table stands
_LEADER = re.compile(r"[.…·]{5,}")

Edges = list[tuple[float, float]]


def tables_among(lines: Sequence[Line]) -> Iterator[tuple[list[Line], list[CellText]]]:
    """Lines in order with the cells they make; no cells where they are running text."""
    start = 0
    while start < len(lines):
        end, columns = _run(lines, start)
        if end - start >= _FEWEST_LINES:
            run = list(lines[start:end])
            yield run, list(_cells(run, columns))
        else:
            end = start + 1
            yield [lines[start]], []
        start = end


def _run(lines: Sequence[Line], start: int) -> tuple[int, Edges]:
    """The end of the lines from `start` on that stand in the same columns, and these columns."""
    columns: Edges = []
    end = start
    while end < len(lines) and (end == start or _follows(lines[end - 1], lines[end])):
        parts = [(part.left, part.right) for part in parts_of(lines[end])]
        if len(parts) < 2 or _LEADER.search(lines[end].text):
            break
        merged = _merged([*columns, *parts], WIDE * lines[end].height / 2)
        if len(merged) < 2 or _clash(parts, merged) or (columns and len(merged) < len(columns)):
            break
        columns = merged
        end += 1
    return end, columns


def _follows(before: Line, line: Line) -> bool:
    return line.top - before.top <= _NEXT * max(before.height, line.height)


def parts_of(line: Line) -> list[Line]:
    """The line, cut where wide gaps are."""
    if "   " not in line.text:
        return [line]
    gap = WIDE * line.height
    sides = enumerate(zip(line.rights, line.lefts[1:], strict=False), start=1)
    starts = [0, *(index for index, (right, left) in sides if left - right > gap)]
    return list(starmap(line.part, pairwise([*starts, len(line.lefts)])))


def _merged(edges: Edges, gap: float) -> Edges:
    """The columns that parts of lines make: those that stand above one another, or with too little between them."""
    columns: Edges = []
    for left, right in sorted(edges):
        if columns and left - columns[-1][1] <= gap:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns


def _clash(parts: Edges, columns: Edges) -> bool:
    """Whether two parts of one line came into the same column."""
    found = [_column(left, columns) for left, _ in parts]
    return len(set(found)) < len(found)


def _column(left: float, columns: Edges) -> int:
    return sum(start <= left for start, _ in columns) - 1


def _cells(run: Sequence[Line], columns: Edges) -> Iterator[CellText]:
    for row, line in enumerate(run):
        for part in parts_of(line):
            yield CellText(row, _column(part.left, columns), part.text)
