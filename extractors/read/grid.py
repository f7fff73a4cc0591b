"""A worksheet as a table: what a person sees of it, without the emptiness around and between."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.document import ReadError
from extractors.read.sheet import CellText

Place = tuple[int, int]
"""A row and a column, from 0."""

FILLED_LIMIT = 1_000_000
"""Filled cells of one worksheet; beyond it is a database and no form."""
_DENSE_LIMIT = 1_000_000
"""Places of a table that is written with its empty cells; a larger one is written without."""


@dataclass(slots=True)
class Grid:
    """A visible worksheet: its texts by place, merged ranges (first and last place), what is hidden."""

    name: str
    texts: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, text: str, file: str) -> None:
        """Fill a cell, unless with white space only. Raises `ReadError` (about `file`) where there are too many."""
        if not text.strip():
            return
        self.texts[row, column] = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        if len(self.texts) > FILLED_LIMIT:
            raise ReadError(
                file,
                f"has more than {FILLED_LIMIT} filled cells in sheet {self.name}",
                "save its forms in a workbook of their own",
            )

    def cells(self) -> Iterator[CellText]:
        """The cells in reading order; rows and columns are counted without those left out.

        Left out are hidden ones and those that neither hold a text nor pass through a merged cell that
        holds one. A merged cell that is hidden in part shows its text in the rest. Texts under a merged
        cell are not seen.
        """
        merged = {first: last for first, last in self.merged if first <= last and first[1] <= last[1]}
        rows = self._kept(0, merged, self.hidden_rows)
        columns = self._kept(1, merged, self.hidden_columns)
        texts, spans = self._placed(rows, columns, merged)
        yield from _sweep(texts, spans, len(rows), len(columns))

    def _kept(self, axis: int, merged: dict[Place, Place], hidden: set[int]) -> list[int]:
        """The rows (axis 0) or columns (1) to write."""
        filled = {place[axis] for place in self.texts}
        crossed = lines((first[axis], last[axis]) for first, last in merged.items() if first in self.texts)
        return sorted((filled | crossed) - hidden)

    def _placed(
        self, rows: list[int], columns: list[int], merged: dict[Place, Place]
    ) -> tuple[dict[Place, str], dict[Place, Place]]:
        """Texts and spans (in rows and columns) by their places among the kept rows and columns."""
        spans: dict[Place, Place] = {}
        texts: dict[Place, str] = {}
        for first, last in merged.items():
            place = bisect_left(rows, first[0]), bisect_left(columns, first[1])
            span = bisect_left(rows, last[0] + 1) - place[0], bisect_left(columns, last[1] + 1) - place[1]
            if min(span) > 0:
                spans[place] = span
                texts[place] = self.texts.get(first, "")
        row_of, column_of = ({line: n for n, line in enumerate(kept)} for kept in (rows, columns))
        for (row, column), text in self.texts.items():
            if row in row_of and column in column_of and (row, column) not in merged:
                texts.setdefault((row_of[row], column_of[column]), text)
        return texts, spans


def lines(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """The rows (or columns) from first to last of each range; however many ranges hold one, it costs but once."""
    found: set[int] = set()
    reach = -1
    for first, last in sorted(ranges):
        found.update(range(max(first, reach + 1), last + 1))
        reach = max(reach, last)
    return found


def _sweep(texts: dict[Place, str], spans: dict[Place, Place], height: int, width: int) -> Iterator[CellText]:
    """Every cell that no merged cell covers, row by row; a merged cell that runs into another stays single."""
    by_row: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(texts):
        by_row[row].append(column)
    dense = height * width <= _DENSE_LIMIT
    covered_to = [-1] * width
    for row in range(height):
        for column in range(width) if dense else by_row[row]:
            if covered_to[column] >= row:
                continue
            down, across = spans.get((row, column), (1, 1))
            if covered_to[column + across - 1] >= row:
                down = across = 1
            covered_to[column : column + across] = [row + down - 1] * across
            yield CellText(row, column, texts.get((row, column), ""), down, across)
