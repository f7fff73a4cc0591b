"""The lines of a text, and how runs of them become tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from extractors.document import Cell, Table

_LINE = re.compile(r"[^\r\n\f]+")
_LINE_END = re.compile(r"\r\n?|\n|\f")

Span = tuple[int, int]
"""Start and end in the text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it, be it tabs: its extent in the text, and whether an empty line or a new
    page stands between it and the one before.
    """

    text: str
    start: int
    end: int
    apart: bool = False

    def strip(self, start: int, end: int) -> Span:
        """The part of the line between two of its positions, without white space around it, in the text.

        Where there is nothing else, it is empty and stands at the first position.
        """
        part = self.text[start:end]
        lead = len(part) - len(part.lstrip())
        if lead == len(part):
            return self.start + start, self.start + start
        return self.start + start + lead, self.start + start + len(part.rstrip())


Run = list[Line]
Layout = Callable[[Run], Iterator["Run | Table"]]


def lines_of(text: str) -> Run:
    """The lines of a text, those of nothing but spaces left out."""
    found: Run = []
    last = 0
    for match in _LINE.finditer(text):
        if match[0].strip() or "\t" in match[0]:
            between = text[last : match.start()]
            apart = "\f" in between or sum(1 for _ in _LINE_END.finditer(between)) > 1
            found.append(Line(match[0], *match.span(), apart=bool(found) and apart))
            last = match.end()
    return found


def layers(lines: Run, layouts: Iterable[Layout]) -> list[Run | Table]:
    """The lines after each layout in turn has made its tables out of those left by the ones before."""
    found: list[Run | Table] = [lines]
    for layout in layouts:
        found = list(_joined(piece for left in found for piece in _applied(layout, left)))
    return found


def _applied(layout: Layout, piece: Run | Table) -> Iterator[Run | Table]:
    return iter([piece]) if isinstance(piece, Table) else layout(piece)


def _joined(pieces: Iterable[Run | Table]) -> Iterator[Run | Table]:
    run: Run = []
    for piece in pieces:
        if not isinstance(piece, Table):
            run.extend(piece)
            continue
        if run:
            yield run
            run = []
        yield piece
    if run:
        yield run


def table(rows: Iterable[Iterable[Span]], start: int, end: int) -> Table:
    """A table of rows of cells side by side."""
    cells = (
        Cell(number, column, *span) for number, row in enumerate(rows) for column, span in enumerate(row)
    )
    return Table(tuple(cells), start, end)


def runs(lines: Run, belongs: Callable[[Line], bool]) -> Iterator[tuple[bool, Run]]:
    """The lines cut where they begin or cease to belong to a layout."""
    run: Run = []
    inside = False
    for line in lines:
        if run and belongs(line) != inside:
            yield inside, run
            run = []
        if not run:
            inside = belongs(line)
        run.append(line)
    if run:
        yield inside, run
