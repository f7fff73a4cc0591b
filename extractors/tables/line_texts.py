"""What stands in one column of a table printed as lines, and where its cells may begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractors.cleaning import Value
from extractors.tables.columns import OTHER, Column
from extractors.tables.line_cells import Block, Part, is_full, width_of
from extractors.tables.line_pieces import Line
from extractors.tables.placement import looks_like
from extractors.wrapping import full_width

_MOST_LINES, _MOST_LINES_ELSEWHERE = {"name": 10}, 30  # of one cell
_NEAR = 2  # lines: those of cells side by side take turns
_TORN = -3.0
_HOPELESS = -7.0
_CUT = -1.0
_KIND, _SUREST = 0.5, 2.0
_PERHAPS = 0.75
_WHOLE = re.compile(r"(?:[率数量度额]|面积|人次|时间|成本)$|^[≥≤＞＜><=＝≧≦]?[\d.,]+\S{0,4}$|[。；]$")
_BEGINS_CELL = re.compile(r"[≥≤＞＜><=＝≧≦]")
_UNIT = re.compile(r"[)）(（%％元万亿]")
_OF_ANY_WIDTH = re.compile("[“”‘’…—·]")
_OPEN_END = re.compile(r"[，、：:；;（(《“—/]$")


@dataclass(frozen=True)
class ColumnText:
    """The lines of a column, in order; a cell is a stretch of them.

    `widest`: the width of the widest in half characters.
    """

    index: int
    role: str
    parts: tuple[Part, ...]
    framework: str | None
    widest: int
    _weights: dict[tuple[int, int], float] = field(default_factory=dict)
    _cells: dict[tuple[int, int], Block] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Sequence[Line], column: Column, framework: str | None) -> ColumnText:
        """What lines hold in a column."""
        parts = tuple(Part(line.number, p) for line in lines for p in line.pieces if p.column == column.index)
        widest = max(_widest([part.piece.text for part in parts]), _widest(list(_lines(column.heading))))
        return cls(column.index, column.role, parts, framework, widest)

    @classmethod
    def empty(cls, beside: ColumnText) -> ColumnText:
        """A column that holds nothing, beside another."""
        return cls(-1, OTHER, (), beside.framework, 0)

    @cached_property
    def numbers(self) -> list[int]:
        """The number of each line."""
        return [part.number for part in self.parts]

    def cell(self, start: int, end: int) -> Block:
        """A stretch of lines as a cell."""
        if (start, end) not in self._cells:
            self._cells[start, end] = Block(self.parts[start:end])
        return self._cells[start, end]

    def ends(self, start: int) -> Iterator[int]:
        """Where a cell that begins at a line may end."""
        torn = 0.0
        most = _MOST_LINES.get(self.role, _MOST_LINES_ELSEWHERE)
        for end in range(start + 1, min(start + most, len(self.parts)) + 1):
            torn += _TORN * (1.0 - self._goes_on(end - 1)) if end > start + 1 else 0.0
            if torn < _HOPELESS:
                return
            yield end

    def weight(self, start: int, end: int) -> float:
        """How well a stretch of lines makes a cell: by what it says, by how its lines and the one before it end."""
        if (start, end) not in self._weights:
            text = self.cell(start, end).text
            kind = (
                0.0
                if self.role == OTHER
                else looks_like(text, self.framework, frozenset()).as_role(self.role)
            )
            torn = sum(1.0 - self._goes_on(i) for i in range(start + 1, end))
            weight = _KIND * max(-_SUREST, min(kind, _SUREST)) + _TORN * torn
            if start and self.numbers[start] - self.numbers[start - 1] <= _NEAR:
                weight += _CUT * self._goes_on(start)
            self._weights[start, end] = weight
        return self._weights[start, end]

    def _goes_on(self, index: int) -> float:
        """How likely a line goes on with the one before it: that was full, or ends as no cell does."""
        above, below = self.parts[index - 1].piece, self.parts[index].piece
        if _OPEN_END.search(above.text):
            return 1.0
        if _BEGINS_CELL.match(below.text):
            return 0.0
        if above.text[-1].isdigit() and _UNIT.match(below.text):
            return 1.0
        if not is_full(above.text, below.text, self.widest):
            return 0.0
        return _PERHAPS if _WHOLE.search(above.text) else 1.0


def _widest(lines: Sequence[str]) -> int:
    """The width of full lines; those with signs that only some fonts draw wide (“) count where no others are."""
    sure = [line for line in lines if not _OF_ANY_WIDTH.search(line)]
    return full_width([width_of(line) for line in sure or lines])


def _lines(heading: Value) -> Iterator[str]:
    """The lines of a heading: where it is printed in one, the column is as wide."""
    start = 0
    for end in range(1, len(heading.text) + 1):
        if end == len(heading.text) or heading.offsets[end] > heading.offsets[end - 1] + 1:
            yield heading.text[start:end]
            start = end
