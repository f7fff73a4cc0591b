"""The rows of a form whose text lost its grid: labels and values side by side again, tables in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.barred import is_padded
from extractors.forms.stream_marks import Mark, Stray, Table, marks
from extractors.forms.stream_values import side_by_side, texts_of, value_end
from extractors.fragments import Stream
from extractors.labels import amount_of
from extractors.rows import Piece, Row
from extractors.streams import stream_of
from extractors.tables.columns import Columns
from extractors.tables.stream_headings import headings_at
from extractors.tables.stream_rows import table_rows
from extractors.tables.stream_sums import sum_rows

_LEFT, _RIGHT = 1, 3


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label and the extent of its value, which is empty where the label stands alone."""

    mark: Mark
    value: int
    stop: int

    @property
    def start(self) -> int:
        """Where the label begins."""
        return self.mark.start


def reflow(rows: Sequence[Row], text: str) -> tuple[Row, ...]:
    """The rows of a form as a table again, where every one of them is a line or a cell by itself.

    Rows that have columns are returned as they are. `text` is that of their document. Labels come with
    their values beside them, sums under two totals in two pairs of columns, tables with a row of headings;
    what no label explains, or would be a guess, comes as rows outside all tables.
    """
    if not rows or (any(map(_has_columns, rows)) and not _are_padded(rows, text)):
        return tuple(rows)
    stream = stream_of(rows, text)
    return tuple(row for row in _rows(stream) if row.pieces)


def _has_columns(row: Row) -> bool:
    return len(row.pieces) > 1 or row.pieces[0].column > 0


def _are_padded(rows: Sequence[Row], text: str) -> bool:
    """Whether the rows come from a page whose cells a bar ends: then their columns are not those of the page."""
    return rows[0].grid == "tabs" and is_padded(text, rows[0].pieces[0].start, rows[-1].pieces[-1].end)


def _rows(stream: Stream) -> Iterator[Row]:
    """The rows in order; words that only head others (项目资金) stand before the first cell of the row they head.

    A sum on the left begins a row, and one on the right goes on with it where there is room.
    """
    parts = list(_parts(stream))
    sides = _sides([part.mark for part in parts if isinstance(part, _Pair)])
    heads: list[Piece] = []
    sums: list[Piece] = []
    above: Columns | None = None
    for part in parts:
        column = sides.get(part.start) if isinstance(part, _Pair) else None
        if sums and (column is None or column <= sums[-1].column):
            yield _row(sums, stream)
            sums = []
        if isinstance(part, Stray):
            yield from _strays(stream, part)
        elif isinstance(part, _Pair) and part.mark.label.kind == "heading":
            heads.append(stream.piece(0, part.start, part.mark.end))
        elif isinstance(part, _Pair) and column is not None:
            sums += [*heads, *_cells(stream, part, column)]
            heads = []
        elif isinstance(part, Table):
            table, goes_on = _below(stream, part, above)
            yield from _table(stream, table, heads, goes_on=goes_on)
            above, heads = table.headings.columns, []
        else:
            yield _pair(stream, part, heads)
            heads = []
    yield from (_row(rest, stream) for rest in (sums, heads) if rest)


def _parts(stream: Stream) -> Iterator[_Pair | Table | Stray]:
    """Labels with their values, tables, and what belongs to neither, in order."""
    waiting: list[Mark] = []
    for part in marks(stream):
        if isinstance(part, Mark):
            waiting.append(part)
            if part.end < part.stop:
                yield from _paired(stream, waiting)
                waiting = []
        else:
            yield from _paired(stream, waiting)
            waiting = []
            yield part
    yield from _paired(stream, waiting)


def _paired(stream: Stream, labels: Sequence[Mark]) -> Iterator[_Pair | Stray]:
    """Labels in a row and what follows the last of them: its value, or a value for each that waits side by side."""
    if not labels:
        return
    side = side_by_side(stream, labels)
    for mark in labels[: len(labels) - max(len(side), 1)]:
        yield _Pair(mark, mark.end, mark.end)
    last = labels[-1]
    if not side:
        end = value_end(stream, last)
        yield _Pair(last, last.end, end)
        if end < last.stop:
            yield Stray(end, last.stop)
        return
    texts = texts_of(stream, side)
    for i, mark in enumerate(side):
        yield _Pair(mark, *(texts[i] if texts else (mark.end, mark.end)))
    yield Stray(texts[-1][1] if texts else last.end, last.stop)


def _pair(stream: Stream, pair: _Pair, heads: Sequence[Piece]) -> Row:
    return _row([*heads, *_cells(stream, pair, 1 if heads else 0)], stream)


def _cells(stream: Stream, pair: _Pair, column: int) -> Iterator[Piece]:
    """A label and its value beside it; running text line by line, so that what stood between lines is not in it."""
    kind = pair.mark.label.kind
    yield stream.piece(column, pair.start, pair.mark.end)
    lines = stream.lines(pair.value, pair.stop) if kind == "narrative" else [(pair.value, pair.stop)]
    cell = stream.with_tags if kind == "boxes" else stream.piece
    yield from (cell(column + 1, *line) for line in lines if line[0] < line[1])


def _table(stream: Stream, table: Table, groups: Sequence[Piece], *, goes_on: bool) -> Iterator[Row]:
    row, columns = table.headings.row, table.headings.columns
    for group in groups[:-1]:
        yield _row([group], stream)
    yield Row((*groups[-1:], *row.pieces), closed=True, page=row.page, grid="lines")
    if columns.kind == "indicators":
        yield from table_rows(stream, table.headings.end, table.stop, columns, goes_on=goes_on)
    else:
        yield from sum_rows(stream, table.headings.end, table.stop, columns)


def _below(stream: Stream, table: Table, above: Columns | None) -> tuple[Table, bool]:
    """A table, and whether it goes on with the one `above`: then it stands in the same columns, its caption aside."""
    columns = table.headings.columns
    if above is None or above.roles != columns.roles:
        return table, False
    first = 1 + above.columns[0].index - columns.columns[0].index
    headings = headings_at(stream, table.start, first)
    return replace(table, headings=headings or table.headings), True


def _strays(stream: Stream, stray: Stray) -> Iterator[Row]:
    each = stream.exact
    lines = (
        [(i, i + 1) for i in range(stray.start, stray.stop)]
        if each
        else stream.lines(stray.start, stray.stop)
    )
    for line in lines:
        piece = stream.piece(0, *line)
        if piece.text:
            yield Row((piece,), closed=True, page=stream[line[0]].page, grid=None)


def _row(pieces: Sequence[Piece], stream: Stream) -> Row:
    filled = tuple(piece for piece in pieces if piece.text)
    return Row(filled, closed=True, page=stream.page(pieces[0].start), grid="lines")


def _sides(labels: Sequence[Mark]) -> dict[int, int]:
    """The column of each money label by where it stands: sums of the year stand beside those of the whole project.

    A form with one total has one list of sums. A source that is printed twice stands first below the project's.
    """
    sums = [mark for mark in labels if mark.label.kind == "amount"]
    scopes = [amount_of(mark.label).scope for mark in sums]
    two = {"project", "annual"} <= set(scopes)
    printed = Counter(mark.label.field for mark in sums if amount_of(mark.label).source != "total")
    sides: dict[int, int] = {}
    left: set[str] = set()
    for mark, scope in zip(sums, scopes, strict=True):
        may_be_left = scope is None or printed[mark.label.field] > 1
        right = two and (mark.label.field in left if may_be_left else scope == "annual")
        sides[mark.start] = _RIGHT if right else _LEFT
        if not right:
            left.add(mark.label.field)
    return sides
