"""Columns set with spaces, as `pdftotext -layout` and line printers write them.

A line with gaps is a row of a table where its gaps stand above those of the next such line. A line
without gaps goes with the rows around it where it stands in one of their columns: it is a further
line of a cell, or a label set in the middle of its group. Any other line ends the table.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, takewhile
from operator import and_

from extractors.document import Cell, Table
from extractors.read.layouts.lines import Line, Run
from extractors.read.layouts.pieces import RULERS, Piece, has_gap, pieces_of

_ALIGNED_SHARE = 0.5  # of the rows of a table, each against the next
_MOST_SLACK = 4  # columns of the page by which a wide piece may reach into the column beside its own


@dataclass(frozen=True, slots=True)
class _Row:
    """A line and its pieces."""

    line: Line
    pieces: Sequence[Piece]

    @property
    def has_gaps(self) -> bool:
        return len(self.pieces) > 1

    @property
    def gaps(self) -> list[tuple[int, int]]:
        """The columns between its pieces, each from and up to."""
        return [(before.right, piece.left) for before, piece in pairwise(self.pieces)]


def aligned(lines: Run) -> Iterator[Run | Table]:
    """Runs of lines whose gaps stand above one another."""
    with_gaps = [line for line in lines if has_gap(line)]
    if len(with_gaps) < 2:
        yield lines
        return
    ruler = max(
        RULERS, key=lambda ruler: _agreement([_Row(line, pieces_of(line, ruler)) for line in with_gaps])
    )
    for rows in _regions([_Row(line, pieces_of(line, ruler)) for line in lines]):
        first, last = _extent(rows)
        yield [row.line for row in rows[:first]]
        if first < last:
            yield _table(rows[first:last])
        yield [row.line for row in rows[last:]]


def _agreement(rows: Sequence[_Row]) -> int:
    """How many pieces begin or end in the very column where one of the row above does."""
    edges = [({p.left for p in row.pieces[1:]}, {p.right for p in row.pieces[1:]}) for row in rows]
    return sum(len(a[0] & b[0]) + len(a[1] & b[1]) for a, b in pairwise(edges))


def _regions(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """The rows cut where lines between two rows with gaps stand in no column of theirs."""
    begin = 0
    for above, below in pairwise(number for number, row in enumerate(rows) if row.has_gaps):
        if not _all_belong(rows[above], rows[above + 1 : below], rows[below]):
            cut = above + 1 + _continued(rows[above], rows[above + 1 : below])
            yield rows[begin:cut]
            begin = cut
    yield rows[begin:]


def _all_belong(above: _Row, between: Sequence[_Row], below: _Row) -> bool:
    follows_above = list(accumulate((not row.line.apart for row in between), and_))
    precedes_below = list(accumulate((not row.line.apart for row in [*between, below][:0:-1]), and_))[::-1]
    first_column = max(above.pieces[1].left, below.pieces[1].left)
    for row, is_below, is_above in zip(between, follows_above, precedes_below, strict=True):
        piece = row.pieces[0]
        if not (
            piece.right <= first_column
            or _begins_like_one_of(above, piece, is_below or is_above)
            or _begins_like_one_of(below, piece, is_below or is_above)
            or (is_below and _is_in_column(above, piece))
            or (is_above and _is_in_column(below, piece))
        ):
            return False
    return True


def _begins_like_one_of(row: _Row, piece: Piece, is_near: bool) -> bool:
    """Whether a piece begins where another than the first of a row does (or nearly, if the row is near)."""
    return any(abs(piece.left - other.left) <= is_near for other in row.pieces[1:])


def _is_in_column(row: _Row, piece: Piece) -> bool:
    """Whether a piece stands below or above one piece of a row only."""
    lefts, rights = [0, *(p.right for p in row.pieces[:-1])], [*(p.left for p in row.pieces[1:]), None]
    return any(
        left <= piece.left and (right is None or piece.right <= right)
        for left, right in zip(lefts, rights, strict=True)
    )


def _continued(row: _Row, lines: Iterable[_Row]) -> int:
    """How many of the lines next to a row (below, or upwards above it) are further lines of its cells."""
    return sum(1 for _ in takewhile(lambda line: _continues(row, line.pieces[0]), lines))


def _continues(row: _Row, piece: Piece) -> bool:
    in_gap = any(start <= piece.left and piece.right <= end for start, end in row.gaps)
    return in_gap or _begins_like_one_of(row, piece, True)


def _extent(rows: Sequence[_Row]) -> tuple[int, int]:
    """From where to where the rows are a table; from 0 to 0 if they are none."""
    numbers = [number for number, row in enumerate(rows) if row.has_gaps]
    agree = [_stand_above(rows[above].gaps, rows[below].gaps) for above, below in pairwise(numbers)]
    if True not in agree:
        return 0, 0
    begin, end = agree.index(True), len(agree) - agree[::-1].index(True)
    first, last = numbers[begin], numbers[end]
    if sum(agree[begin:end]) < _ALIGNED_SHARE * (end - begin):
        return 0, 0
    if end - begin == 1 and not _agreement([rows[first], rows[last]]):
        return 0, 0
    near_above = takewhile(lambda number: not rows[number + 1].line.apart, range(first - 1, -1, -1))
    near_below = takewhile(lambda number: not rows[number].line.apart, range(last + 1, len(rows)))
    head = _continued(rows[first], (rows[number] for number in near_above))
    tail = _continued(rows[last], (rows[number] for number in near_below))
    return first - head, last + 1 + tail


def _stand_above(gaps: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """Whether at least half of the gaps of one row, the one with fewer, meet gaps of the other."""
    fewer, more = sorted((gaps, others), key=len)
    ends = [end for _, end in more]
    met = 0
    for start, end in fewer:
        next_one = bisect_right(ends, start)
        met += next_one < len(more) and more[next_one][0] < end
    return 2 * met >= len(fewer)


def _table(rows: Sequence[_Row]) -> Table:
    edges = _edges([*(gap for row in rows for gap in row.gaps), *_offsets(rows)])
    cells = tuple(_cell(number, piece, edges) for number, row in enumerate(rows) for piece in row.pieces)
    return Table(cells, rows[0].line.start, rows[-1].line.end, grid="aligned")


def _offsets(rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """What lies between the first pieces of two rows that stand apart: neither begins the column of the other."""
    for row, next_row in pairwise(rows):
        left, right = sorted((row.pieces[0], next_row.pieces[0]), key=lambda piece: piece.left)
        if left.right < right.left:
            yield left.right, right.left


def _edges(gaps: Iterable[tuple[int, int]]) -> list[int]:
    """The fewest columns of the page such that one lies in each gap: where the columns of the table begin.

    Each is in the middle of what the gaps it parts have in common.
    """
    common: list[tuple[int, int]] = []
    for start, end in sorted(gaps, key=lambda gap: gap[1]):
        if not common or common[-1][1] < start:
            common.append((start, end))
        else:
            common[-1] = max(common[-1][0], start), common[-1][1]
    return [(start + end + 1) // 2 for start, end in common]


def _cell(row: int, piece: Piece, edges: Sequence[int]) -> Cell:
    slack = min((piece.right - piece.left) // 3, _MOST_SLACK)
    column = bisect_right(edges, piece.left + slack)
    last = bisect_left(edges, piece.right - slack)
    return Cell(row, column, piece.start, piece.end, column_span=max(last - column, 0) + 1)
