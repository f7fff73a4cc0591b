"""Which lines of text set in columns make one row: bands of lines that tile the table from top to bottom.

Cells wrap over lines, and are centred beside one another, so that a row may begin with any of its cells.
Every way to cut the lines into bands is weighed: what kind of thing each cell would hold, whether its
lines were full before they broke, and whether the cells of a band lie on one line, by their tops or middles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.labels import Label, label_of, openings
from extractors.rows import Piece
from extractors.tables.columns import OTHER, Columns
from extractors.tables.line_cells import Block, is_full, slants, upwards, width_of
from extractors.tables.line_pieces import Line
from extractors.tables.placement import LEVELS, looks_like
from extractors.wrapping import ONE_CHARACTER

_MOST_LINES = 40
_NEAR = 2  # lines: those of cells side by side take turns
_SLANT = -1.0
_EMPTY_LINE = -0.7
_TORN = -3.0
_CUT = -1.0

_RUNNING_KINDS = frozenset({"narrative", "boxes"})
_LABEL = 4.0
_MOST_LABEL_LINES = 6
_ORPHAN = -2.5
_COMPLETE = re.compile(
    r"-?[\d,，]*\d(?:\.\d+)?(?:万?元)?|\d{4}[-年.]\d{1,2}[-月.]\d{1,2}日?|[—-]|\d+(?:\.\d+)?%"
)
_TWO_NUMBERS = -6.0

_KIND, _SUREST = 0.5, 2.0
_MISSING = {"name": -8.0, "target": -2.0}
_PER_ROW = -0.5
_LABELS_IN_ONE = -4.0
_PERHAPS = 0.75
_WHOLE = re.compile(r"(?:[率数量度额]|面积|人次|时间|成本)$|^[≥≤＞＜><=＝≧≦]?[\d.,]+\S{0,4}$|[。；]$")
_OPEN_END = re.compile(r"[，、：:；;（(《“—/]$")

Weigh = Callable[[Sequence[Line], Sequence[Block], Sequence[Line]], float]
"""How well lines, which make cells, are one row, below the lines right above them."""


def bands(lines: Sequence[Line], weigh: Weigh) -> list[Sequence[Line]]:
    """The lines cut into bands, each one row, such that their weights add up to the most."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(lines) + 1):
        ways: list[tuple[float, int]] = []
        for count, cells in enumerate(upwards(lines[max(0, end - _MOST_LINES) : end]), 1):
            start = end - count
            weight = weigh(lines[start:end], cells, lines[max(0, start - _NEAR) : start])
            ways.append((best[start][0] + weight, start))
        best.append(max(ways))
    found: list[Sequence[Line]] = []
    end = len(lines)
    while end:
        start = best[end][1]
        found.append(lines[start:end])
        end = start
    return found[::-1]


def as_fields(text: str) -> Weigh:
    """How well lines make one row of labels and values; `text` is that of their document."""

    def weigh(lines: Sequence[Line], held: Sequence[Block], _: Sequence[Line]) -> float:
        cells = field_cells(held)
        labels = [_is_label(cell, text) for cell in cells]
        if len(cells) == 1 and not labels[0]:
            return _ORPHAN * len(lines)  # lines outside of all cells: nothing says that they are one
        first = labels.index(True) if True in labels else len(cells)
        weight = _empty_lines(lines) + _SLANT * slants(cells) + _ORPHAN * first
        return weight + sum(_LABEL if _label_of(cell) else _text_weight(cell) for cell in cells)

    return weigh


def _is_label(cell: Block, text: str) -> bool:
    return _label_of(cell) is not None or bool(openings(cell.parts[0].piece.raw(text)))


def _text_weight(cell: Block) -> float:
    """How well lines make one value: they were full before they broke, and are not sums or dates of their own."""
    if len(cell.parts) > 1 and all(map(_COMPLETE.fullmatch, cell.texts)):
        return _TWO_NUMBERS
    widths = [width_of(line) for line in cell.texts]
    return 0.0 if max(widths) - min(widths[:-1], default=max(widths)) <= 2 * ONE_CHARACTER else _TORN


def _label_of(cell: Block) -> Label | None:
    return label_of(cell.text) if len(cell.parts) <= _MOST_LABEL_LINES else None


def field_cells(cells: Sequence[Block]) -> Sequence[Block]:
    """The cells of a row; what stands beside a single label of running text or boxes is one cell, gaps and all."""
    labels = [_label_of(cell) for cell in cells]
    if len(cells) < 3 or labels[0] is None or labels[0].kind not in _RUNNING_KINDS or any(labels[1:]):
        return cells
    parts = sorted((part for cell in cells[1:] for part in cell.parts), key=lambda part: part.piece.start)
    return [cells[0], Block(tuple(parts))]


@dataclass(frozen=True)
class AsIndicators:
    """How well lines make one row of a table of indicators.

    `columns` says what each column of the pieces holds; levels are left out of the lines, `labels` are those of
    each of their columns. `widest`: the width of the widest line in each column; `known`: cells weighed before.
    """

    columns: Columns
    framework: str | None
    labels: Sequence[Sequence[Block]]
    widest: dict[int, int] = field(default_factory=dict)
    known: dict[tuple[int, int], float] = field(default_factory=dict)

    @classmethod
    def of(
        cls, lines: Sequence[Line], columns: Columns, framework: str | None, labels: Sequence[Sequence[Block]]
    ) -> AsIndicators:
        """For all the lines of a table."""
        widest: dict[int, int] = {}
        for line in lines:
            for piece in line.pieces:
                widest[piece.column] = max(widest.get(piece.column, 0), width_of(piece.text))
        return cls(columns, framework, labels, widest)

    def __call__(self, lines: Sequence[Line], held: Sequence[Block], above: Sequence[Line]) -> float:
        """The weight of lines as one row."""
        cells = {cell.parts[0].piece.column: cell for cell in held}
        weight = _PER_ROW + _empty_lines(lines) + _SLANT * slants(list(cells.values()))
        for column in self.columns.columns:
            cell = cells.get(column.index)
            if column.role not in LEVELS:
                weight += self._cell(cell, column.role) if cell else _MISSING.get(column.role, 0.0)
        return weight + self._labels(lines) + self._cut(above, list(cells.values()))

    def _labels(self, lines: Sequence[Line]) -> float:
        """What speaks against labels of one column in one row: every label has a row of its own."""
        top, bottom = lines[0].number, lines[-1].number
        inside = [sum(top <= label.middle <= bottom for label in column) for column in self.labels]
        return _LABELS_IN_ONE * sum(max(0, count - 1) for count in inside)

    def _cell(self, cell: Block, role: str) -> float:
        extent = cell.parts[0].piece.start, cell.parts[-1].piece.start
        if extent not in self.known:
            self.known[extent] = self._weight(cell, role)
        return self.known[extent]

    def _weight(self, cell: Block, role: str) -> float:
        kind = 0.0 if role == OTHER else looks_like(cell.text, self.framework, frozenset()).as_role(role)
        torn = sum(1.0 - self._goes_on(above.piece, below.piece) for above, below in pairwise(cell.parts))
        return _KIND * max(-_SUREST, min(kind, _SUREST)) + _TORN * torn

    def _cut(self, above: Sequence[Line], cells: Sequence[Block]) -> float:
        """What speaks against a row that begins with cells: that they only go on with what stands above."""
        last = {piece.column: (line.number, piece) for line in above for piece in line.pieces}
        likely = 0.0
        for cell in cells:
            first = cell.parts[0]
            number, piece = last.get(first.piece.column, (first.number - _NEAR - 1, first.piece))
            likely += self._goes_on(piece, first.piece) if first.number - number <= _NEAR else 0.0
        return _CUT * likely

    def _goes_on(self, above: Piece, below: Piece) -> float:
        """How likely a line of a cell was broken where it is: because it was full, or ends as no cell does."""
        if _OPEN_END.search(above.text):
            return 1.0
        if not is_full(above.text, below.text, self.widest[above.column]):
            return 0.0
        return _PERHAPS if _WHOLE.search(above.text) else 1.0


def _empty_lines(lines: Sequence[Line]) -> float:
    return _EMPTY_LINE * (lines[-1].number - lines[0].number + 1 - len(lines))
