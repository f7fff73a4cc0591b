"""Which lines of text set in columns make one row: bands of lines that tile the table from top to bottom.

Cells wrap over lines, and are centred beside one another, so that a row may begin with any of its cells.
Every way to cut the lines into bands is weighed: what kind of thing each cell would hold, whether its
lines were full before they broke, and whether the cells of a band lie on one line, by their tops or middles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractors.labels import Label, label_of, openings
from extractors.tables.line_cells import Block, slants, upwards, width_of
from extractors.tables.line_pieces import Line
from extractors.wrapping import ONE_CHARACTER

_MOST_LINES = 40
_NEAR = 2  # lines: those of cells side by side take turns
_SLANT = -1.0
_EMPTY_LINE = -0.7
_TORN = -3.0

_RUNNING_KINDS = frozenset({"narrative", "boxes"})
_LABEL = 4.0
_LETTER = 0.1  # 年度资金申请 | 总额 is one long label rather than a short one in a row of its own
_MOST_LABEL_LINES = 6
_ORPHAN = -2.5
_COMPLETE = re.compile(
    r"-?[\d,，]*\d(?:\.\d+)?(?:万?元)?|\d{4}[-年.]\d{1,2}[-月.]\d{1,2}日?|[—-]|\d+(?:\.\d+)?%"
)
_TWO_NUMBERS = -6.0

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
        return weight + sum(_weight(cell) for cell in cells)

    return weigh


def _weight(cell: Block) -> float:
    return _LABEL + _LETTER * len(cell.text) if _label_of(cell) else _text_weight(cell)


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


def _empty_lines(lines: Sequence[Line]) -> float:
    return _EMPTY_LINE * (lines[-1].number - lines[0].number + 1 - len(lines))
