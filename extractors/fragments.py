"""Text that lost its grid, as the smallest pieces it can be put together from again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.cleaning import Value, clean, joined
from extractors.labels import label_of
from extractors.rows import Piece, Row

_RUN = re.compile(r"\S+")
_CELL_END = re.compile(r"[^\S\n]*\|[^\S\n]*(?:\r?\n|\Z)")
_COLON = re.compile(r"[：:]")
_MOST_JOINED = 5
_FEWEST_CELLS = 4


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of text without white space or, where the text marks the end of each cell, a whole cell.

    `line` counts the lines of the text. Only cells can be empty: then `start` == `end` and the value is "".
    """

    value: Value
    start: int
    end: int
    line: int
    page: int | None

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.value.text


@dataclass(frozen=True, slots=True)
class Stream:
    """The fragments of a text in order; `exact` tells that each is a cell, the empty ones included."""

    fragments: tuple[Fragment, ...]
    exact: bool
    text: str
    stop: int

    def __len__(self) -> int:
        return len(self.fragments)

    def __getitem__(self, index: int) -> Fragment:
        return self.fragments[index]

    def begins_line(self, index: int) -> bool:
        """Whether a fragment is the first of its line."""
        return index == 0 or self.fragments[index - 1].line != self.fragments[index].line

    def is_apart(self, index: int) -> bool:
        """Whether a blank line stands before a fragment."""
        return not self.exact and index > 0 and self[index].line > self[index - 1].line + 1

    def ends_line(self, end: int) -> bool:
        """Whether a line ends before the fragment `end`."""
        return end == len(self.fragments) or self.begins_line(end)

    def value(self, start: int, end: int) -> Value:
        """The fragments `start` to `end` as one cell."""
        return joined([fragment.value for fragment in self.fragments[start:end]])

    def words(self, start: int) -> Iterator[tuple[int, str]]:
        """What begins at a fragment, the longest first, with its end: cells of few words may be broken anywhere."""
        longest = 1 if self.exact else _MOST_JOINED
        for end in range(min(start + longest, len(self.fragments)), start, -1):
            yield end, "".join(fragment.text for fragment in self.fragments[start:end])

    def lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """The extents of the lines among the fragments `start` to `end`."""
        edges = [start, *(i for i in range(start + 1, end) if self.begins_line(i)), end]
        return [(left, right) for left, right in pairwise(edges) if left < right]

    def page(self, offset: int) -> int | None:
        """The page of the fragment that begins at an offset in the document's text."""
        found = bisect_left(self.fragments, offset, key=lambda fragment: fragment.start)
        return self.fragments[min(found, len(self.fragments) - 1)].page

    def piece(self, column: int, start: int, end: int) -> Piece:
        """The fragments `start` to `end` as a cell of a column."""
        first, last = self.fragments[start], self.fragments[end - 1]
        return Piece(column, first.start, last.end, self.value(start, end))

    def with_tags(self, column: int, start: int, end: int) -> Piece:
        """The fragments `start` to `end` as a cell of a column, the tags around them included."""
        left = self.fragments[start - 1].end if start else self.fragments[start].start
        right = self.fragments[end].start if end < len(self.fragments) else self.stop
        raw = self.text[left:right]
        left, right = left + len(raw) - len(raw.lstrip()), right - len(raw) + len(raw.rstrip())
        return Piece(column, left, right, self.value(start, end))


def stream_of(rows: Sequence[Row], text: str) -> Stream:
    """The fragments of rows that have no columns; `text` is that of their document."""
    cells = list(_cells(rows, text))
    found = cells or list(_runs(rows, text))
    fragments = tuple(part for fragment in found for part in _at_colon(fragment))
    return Stream(fragments, bool(cells), text, rows[-1].pieces[-1].end if rows else 0)


def _runs(rows: Sequence[Row], text: str) -> Iterator[Fragment]:
    line, previous = 0, None
    for row in rows:
        for piece in row.pieces:
            for run in _RUN.finditer(piece.raw(text)):
                start, end = piece.start + run.start(), piece.start + run.end()
                if previous is not None:
                    line += max(text.count("\n", previous, start), run.start() == 0)
                previous = end
                yield Fragment(clean(text, start, end), start, end, line, row.page)


def _cells(rows: Sequence[Row], text: str) -> Iterator[Fragment]:
    """The cells of a flattened web page, which ends each with a bar; nothing where the text has no such habit.

    What no row holds (page numbers, heads of pages) belongs to no cell.
    """
    if not rows:
        return
    begin, stop = rows[0].pieces[0].start, rows[-1].pieces[-1].end
    ends = list(_CELL_END.finditer(text, begin))
    inside = [end for end in ends if end.start() <= stop]
    if len(inside) < max(_FEWEST_CELLS, len(rows) // 2):
        return
    held = [(piece.start, piece.end, row.page) for row in rows for piece in row.pieces]
    position, at = begin, 0
    for line, mark in enumerate(_with_trailing(ends, stop, text)):
        edge = mark.start()
        while at < len(held) - 1 and held[at][1] <= position:
            at += 1
        value = clean(text, position, edge)
        if not value.text or held[at][0] < edge:
            start, end = value.span if value.text else (edge, edge)
            yield Fragment(value, start, end, line, held[at][2])
        position = mark.end()


def _with_trailing(ends: Sequence[re.Match[str]], stop: int, text: str) -> Iterator[re.Match[str]]:
    """The ends of cells up to the last row, and of the empty cells right behind it."""
    position = stop
    for mark in ends:
        if mark.start() > stop and text[position : mark.start()].strip():
            return
        position = mark.end()
        yield mark


def _at_colon(fragment: Fragment) -> Iterator[Fragment]:
    """The fragment, or a label with its colon and what follows that (项目名称：某项目)."""
    text = fragment.text
    for colon in () if label_of(text) else _COLON.finditer(text):
        if label_of(text[: colon.end()]) and text[colon.end() :].strip():
            for start, end in ((0, colon.end()), (colon.end(), len(text))):
                value = Value(text[start:end], fragment.value.offsets[start:end])
                yield Fragment(value, *value.span, fragment.line, fragment.page)
            return
    yield fragment
