"""Text as scraped: lines, of which those with tabs are table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import Block, Cell, Paragraph, Table

_LINE = re.compile(r"[^\r\n\f]+")


def blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs and tables of a text, in order.

    A run of lines with tabs is one table; blank lines inside it are page breaks and do not end it.
    """
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    rows: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if "\t" in line[0]:
            rows.append((start, end))
        elif line[0].strip():
            if rows:
                yield _table(text, rows)
                rows = []
            yield Paragraph(start, end)
    if rows:
        yield _table(text, rows)


def _table(text: str, rows: list[tuple[int, int]]) -> Table:
    cells = tuple(cell for number, row in enumerate(rows) for cell in _cells(text, number, *row))
    return Table(cells, rows[0][0], rows[-1][1])


def _cells(text: str, row: int, start: int, end: int) -> Iterator[Cell]:
    for column, content in enumerate(text[start:end].split("\t")):
        yield Cell(row, column, start, start + len(content))
        start += len(content) + 1
