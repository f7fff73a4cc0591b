"""The rows of a form whose table was printed as lines of text, its columns set with spaces.

A row of the table takes several lines, and labels that span rows are printed in the middle of them.
Here lines become rows again, as a table with drawn cells would give them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, chain, pairwise
from operator import itemgetter

from extractors.indicators import framework_of, kinds_of
from extractors.labels import label_of, openings, variants, without_money_unit
from extractors.rows import Piece, Row
from extractors.tables.columns import OTHER, Columns, columns_of
from extractors.tables.line_bands import as_fields, bands, field_cells
from extractors.tables.line_captions import captions_in, with_captions
from extractors.tables.line_cells import Band, Block, band, blocks
from extractors.tables.line_columns import in_columns
from extractors.tables.line_groups import Fit, labels_in, starts
from extractors.tables.line_pieces import Line, lines_of
from extractors.tables.line_rows import Cells, rows_of
from extractors.tables.placement import LEVELS
from extractors.vocabulary import settings

_MOST_HEADING_LINES = 4
_AKIN = 0.3
_OF_ALL = frozenset({"指标", "目标"})


@dataclass(frozen=True, slots=True)
class _Heading:
    """Column headings: the lines from `start` to `end`, the row they make, its columns, its page."""

    start: int
    end: int
    row: Row
    columns: Columns
    page: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """More columns that the vocabulary knows are better, then fewer pieces, then all lines that fit."""
        known = sum(role != OTHER for role in self.columns.roles)
        return known, -len(self.row.pieces), self.end - self.start


def logical_rows(rows: Sequence[Row], text: str) -> tuple[Row, ...]:
    """The rows of a form each of whose `rows` is a line of text; `text` is that of their document.

    Lines of one cell become one piece, and a label that spans rows goes to the first of them. Columns are
    those of the page.
    """
    captions, lines = captions_in(lines_of(rows, text))
    return with_captions(list(_bands(lines, text)), captions)


def _bands(lines: Sequence[Line], text: str) -> Iterator[Band]:
    """The rows of all parts of a form: fields, column headings, indicators."""
    at = 0
    for heading in _headings(lines):
        if heading.start < at:
            continue
        yield from _fields(lines[at : heading.start], text)
        yield band(lines[heading.start : heading.end], heading.row.pieces)
        at = heading.end
        if heading.columns.kind == "indicators":
            while at < len(lines) and not _closes(lines[at], heading.columns, text):
                at += 1
            yield from _indicators([line.in_runs() for line in lines[heading.end : at]], heading)
    yield from _fields(lines[at:], text)


def _fields(lines: Sequence[Line], text: str) -> Iterator[Band]:
    for part in bands(lines, as_fields(text)):
        yield band(part, [cell.piece() for cell in field_cells(blocks(part))])


def _headings(lines: Sequence[Line]) -> Iterator[_Heading]:
    """The column headings, each with as many lines as make the most of its words known."""
    found = [heading for start in range(len(lines)) if (heading := _heading(lines, start))]
    for heading in found:
        if not any(
            other.start < heading.end and heading.start < other.end and other.rank > heading.rank
            for other in found
        ):
            yield heading


def _heading(lines: Sequence[Line], start: int) -> _Heading | None:
    ways = []
    for end in range(start + 1, min(start + _MOST_HEADING_LINES, len(lines)) + 1):
        row = band(lines[start:end], [cell.piece() for cell in blocks(lines[start:end])]).row
        columns = columns_of(row)
        if columns:
            ways.append(_Heading(start, end, row, columns, lines[start].page))
    return max(ways, key=lambda way: way.rank, default=None)


def _closes(line: Line, columns: Columns, text: str) -> bool:
    """Whether a line opens a field in the first column, and so ends a table of indicators."""
    first, column = line.pieces[0], columns.columns[0]
    label = label_of(first.text)
    if label is None and not openings(first.raw(text)):
        return False
    return first.column < column.index + len(column.heading.text) and (
        label is None or label.kind != "heading"
    )


def _indicators(lines: Sequence[Line], heading: _Heading) -> Iterator[Band]:
    """The rows of a table of indicators; a line that sums it up is a row."""
    lines = in_columns(lines, heading.row, heading.columns, heading.page)
    start = 0
    for number, line in enumerate(lines):
        if without_money_unit(line.pieces[0].text) in settings("tables")["table_totals"]:
            yield from _grouped(lines[start:number], heading.columns)
            yield band([line], [cell.piece() for cell in blocks([line])])
            start = number + 1
    yield from _grouped(lines[start:], heading.columns)


def _grouped(lines: Sequence[Line], columns: Columns) -> Iterator[Band]:
    """The rows of indicators with the levels they stand under, each level at the first of its rows.

    Lists that stand side by side have rows of their own.
    """
    by_number = {line.number: line for line in lines}
    found = [made for part in columns.lists() for made in _of_list(lines, part, columns)]
    for number, (top, bottom, pieces) in enumerate(sorted(found, key=itemgetter(0))):
        end = lines[-1].number if number == len(found) - 1 else bottom
        yield replace(band([by_number[top]], pieces), bottom=end)
    if not found:
        yield from (band([line], line.pieces) for line in lines)


def _of_list(
    lines: Sequence[Line], part: Columns, columns: Columns
) -> Iterator[tuple[int, int, Sequence[Piece]]]:
    """The rows of one list: the numbers of their first and last line, and their cells."""
    first = part.columns[0].index == columns.columns[0].index
    levels = {c.role: c.index for c in part.columns if c.role in LEVELS and (first or part.left <= c.index)}
    labels = {role: labels_in(lines, index) for role, index in levels.items()}
    framework = framework_of(label.text for found in labels.values() for label in found)
    rows = rows_of(lines, part, framework, list(labels.values()))
    extents = [(row.top, row.bottom) for row in rows]
    heads = starts(extents, labels.get("level1", []), labels.get("level2", []), _akin_to(rows))
    for number, row in enumerate(rows):
        cells = (*heads.get(number, ()), *row.by_column.values())
        yield *extents[number], [cell.piece() for cell in cells]


def _akin_to(rows: Sequence[Cells]) -> Fit:
    """How many rows name what a category is called after (满意度指标: 居民满意度) or what it measures, as a weight."""
    names = [next(iter(row.by_column.values())).text for row in rows]
    measures: dict[str, list[str]] = settings("tables")["measures_of"]

    @cache
    def up_to(category: str) -> list[int]:
        words = {a + b for a, b in pairwise(category)} - _OF_ALL
        kinds = chain.from_iterable(map(kinds_of, variants(category)))
        words.update(*(measures.get(kind, ()) for kind in kinds))
        return [0, *accumulate(any(word in name for word in words) for name in names)]

    def fit(label: Block, start: int, end: int) -> float:
        return _AKIN * (up_to(label.text)[end] - up_to(label.text)[start])

    return fit
