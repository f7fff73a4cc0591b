"""Text that lost its grid, as the smallest pieces it can be put together from again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractors.cleaning import Value, glued, joined, part_of
from extractors.rows import Piece
from extractors.wrapping import is_one_number, width

_MOST_JOINED = 5
_PAGE, _NEARLY = 100, 4  # half characters


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of text without white space or, where the text marks the end of each cell, a whole cell.

    `line` counts the lines of the text or, where they are known, the rows. Only cells can be empty: then
    `start` == `end` and the value is "".
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

    def cut(self, place: int) -> Iterator[Fragment]:
        """Two fragments: what stands before a place in the cleaned text, and behind."""
        for start, end in ((0, place), (place, len(self.text))):
            raw = self.text[start:end]
            left, right = start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())
            value = part_of(self.value, left, right)
            yield Fragment(value, *value.span, self.line, self.page)


@dataclass(frozen=True)
class Stream:
    """The fragments of a text in order, which ends at `stop`.

    `exact`: each is a cell, the empty ones included. `rowed`: their lines are rows of a table.
    `gap`: how many lines further down a line stands than the one before it, as a rule.
    """

    fragments: tuple[Fragment, ...]
    stop: int
    text: str
    exact: bool = False
    rowed: bool = False
    gap: int = 1

    def __len__(self) -> int:
        return len(self.fragments)

    def __getitem__(self, index: int) -> Fragment:
        return self.fragments[index]

    @property
    def whole(self) -> bool:
        """Whether a fragment is hardly less than a cell: bars or blank lines stand between cells."""
        return self.exact or self.gap > 1

    @cached_property
    def unbroken(self) -> bool:
        """Whether lines end where their paragraphs do: one is longer than a page is wide, and all others are not.

        On a page, full lines are as long as one another.
        """
        lines = {self.value(*line).text for line in self.lines(0, len(self))}
        longest, *others = sorted(map(width, lines), reverse=True) or [0]
        return longest > _PAGE and all(longest - other > _NEARLY for other in others[:1])

    def begins_line(self, index: int) -> bool:
        """Whether a fragment is the first of its line."""
        return index == 0 or self.fragments[index - 1].line != self.fragments[index].line

    def is_apart(self, index: int) -> bool:
        """Whether more than the usual distance lies between a fragment and the line above it."""
        return not self.exact and index > 0 and self[index].line > self[index - 1].line + self.gap

    def ends_line(self, end: int) -> bool:
        """Whether a line ends before the fragment `end`."""
        return end == len(self.fragments) or self.begins_line(end)

    def line_start(self, index: int) -> int:
        """Where the line of a fragment begins."""
        return self._edges[bisect_right(self._edges, index) - 1]

    def line_end(self, index: int) -> int:
        """Where the line of a fragment ends."""
        return self._edges[bisect_right(self._edges, index)]

    @cached_property
    def _edges(self) -> list[int]:
        return [*(i for i in range(len(self)) if self.begins_line(i)), len(self)]

    def value(self, start: int, end: int) -> Value:
        """The fragments `start` to `end` as one cell; a number broken over two lines is whole again."""
        if end == start + 1:
            return self.fragments[start].value
        values: list[Value] = []
        for index in range(start, end):
            here = self.fragments[index].value
            broken = not self.exact and bool(values) and self.begins_line(index)
            broken = broken and is_one_number(values[-1].text, here.text)
            values[-1:] = [glued([*values[-1:], here])] if broken else [*values[-1:], here]
        return joined(values)

    def words(self, start: int) -> Iterator[tuple[int, str]]:
        """What begins at a fragment, the longest first, with its end: cells of few words may be broken anywhere."""
        return iter(self._words[start])

    @cached_property
    def _words(self) -> list[list[tuple[int, str]]]:
        return [list(self._words_at(start)) for start in range(len(self.fragments))]

    def _words_at(self, start: int) -> Iterator[tuple[int, str]]:
        longest = 1 if self.exact else _MOST_JOINED
        stop = min(start + longest, len(self.fragments))
        stop = next((i for i in range(start + 1, stop) if not self.fragments[i].text), stop)
        for end in range(stop, start, -1):
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
