"""Labels that span rows, in text: which rows each covers.

A label set in the middle of its rows is printed beside or between any of them, one set at their top beside the
first. The labels of a column tile its rows, all set in one way, and a category stands within the one it is known
to belong to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extractors.indicators import categories
from extractors.labels import variants
from extractors.tables.line_cells import Block, Part, is_full, width_of
from extractors.tables.line_pieces import Line

_MOST_PARTS = 5
_FOREIGN = -6.0
_ABOVE, _BELOW = 0.1, 0.6
_MOST_WAYS = 80
_FAR = 25.0

Extent = tuple[float, float]
"""The numbers of the first and last line of a row."""

Fit = Callable[[Block, int, int], float]
"""How well the rows from one to another (not included) go together under a label."""


def labels_in(lines: Sequence[Line], column: int) -> list[Block]:
    """The labels of a column, put together again where they are broken over lines."""
    parts = [Part(line.number, piece) for line in lines for piece in line.pieces if piece.column == column]
    widest = max((width_of(part.piece.text) for part in parts), default=0)
    found: list[Block] = []
    while parts:
        count = _known_parts(parts) or _adjacent_parts(parts, widest)
        found.append(Block(tuple(parts[:count])))
        parts = parts[count:]
    return found


def _known_parts(parts: Sequence[Part]) -> int:
    """How many of the first parts make a category, the most possible; 0 if none do."""
    for count in range(min(_MOST_PARTS, len(parts)), 0, -1):
        if is_category(Block(tuple(parts[:count])).text):
            return count
    return 0


def _adjacent_parts(parts: Sequence[Part], widest: int) -> int:
    """How many of the first parts are lines of one label nobody knows."""
    count = 1
    while (
        count < len(parts)
        and parts[count].number == parts[count - 1].number + 1
        and is_full(parts[count - 1].piece.text, parts[count].piece.text, widest)
        and not _known_parts(parts[count:])
    ):
        count += 1
    return count


def is_category(text: str) -> bool:
    """Whether a text names a category, with its share of the points or without (产出指标（50分）)."""
    return any(categories(words) for words in variants(text))


def starts(
    rows: Sequence[Extent], outer: Sequence[Block], inner: Sequence[Block], fit: Fit
) -> dict[int, list[Block]]:
    """The labels of two columns by the row at which their rows begin; `inner` stand within those of `outer`.

    `fit` judges the rows of each inner label.
    """
    found: dict[int, list[Block]] = {}
    if not rows:
        return found
    if not inner:
        outer, inner = (), outer
    tilings = (_Tiling(rows, outer, inner, fit, at_top=at_top) for at_top in (False, True))
    way = max((way for tiling in tilings if (way := _best_way(tiling))), default=None, key=_weight)
    for labels, begins in ((outer, way and way.outer), (inner, way and way.inner)):
        for label, row in zip(labels, begins or [_nearest(rows, label) for label in labels], strict=True):
            found.setdefault(row, []).append(label)
    return found


def _nearest(rows: Sequence[Extent], label: Block) -> int:
    return min(range(len(rows)), key=lambda n: abs(sum(rows[n]) / 2 - label.middle))


class _Way(NamedTuple):
    """A way to give the first rows to labels: its weight, the row after the last, where each label begins."""

    weight: float
    end: int
    inner: tuple[int, ...]
    outer: tuple[int, ...]

    @property
    def state(self) -> tuple[int, int, int]:
        """All that decides how the way can go on."""
        return self.end, len(self.outer), self.outer[-1] if self.outer else 0


@dataclass(frozen=True, slots=True)
class _Tiling:
    """Rows to be tiled by the labels of two columns, which are set at the top of their rows, or in the middle."""

    rows: Sequence[Extent]
    outer: Sequence[Block]
    inner: Sequence[Block]
    fit: Fit
    at_top: bool

    def off(self, start: int, end: int, label: Block) -> float:
        """How far a label stands off its place, in lines; half a line above the middle is where printers put it."""
        if self.at_top:
            return -abs(self.rows[start][0] - label.top)
        off = (self.rows[start][0] + self.rows[end - 1][1]) / 2 - label.middle
        return -max(0.0, abs(off) - 0.5) - (_BELOW if off < 0 else _ABOVE) * min(abs(off), 0.5)

    def closed(self, way: _Way) -> float:
        """The weight of the way with its last outer label ended."""
        return way.weight + (
            self.off(way.outer[-1], way.end, self.outer[len(way.outer) - 1]) if way.outer else 0.0
        )

    def steps(self, way: _Way) -> Iterator[_Way]:
        """The ways to go on with one more inner label, in the outer label in force or in the next."""
        label = self.inner[len(way.inner)]
        left = len(self.inner) - len(way.inner) - 1
        for opens in (False, True):
            outers = (*way.outer, way.end) if opens else way.outer
            if not 0 <= len(self.outer) - len(outers) <= left or (self.outer and not outers):
                continue
            weight = self.closed(way) if opens else way.weight
            weight += (
                _FOREIGN if outers and not _may_hold(self.outer[len(outers) - 1].text, label.text) else 0.0
            )
            for end in self.ends(way.end, label, left):
                tile = self.off(way.end, end, label) + self.fit(label, way.end, end)
                yield _Way(weight + tile, end, (*way.inner, way.end), outers)

    def ends(self, start: int, label: Block, left: int) -> Iterator[int]:
        """Where the rows of a label may end, with as many rows to come as there are labels `left`.

        Ends that set it, or the label below, far off its place are not worth a look.
        """
        last = len(self.rows) - left
        below = self.inner[len(self.inner) - left].top if left else None
        for end in range(start + 1, last + 1):
            off = (self.rows[start][0] + self.rows[end - 1][1]) / 2 - label.middle
            if self.at_top and below is not None and end < len(self.rows):
                off = self.rows[end][0] - below
            if end > start + 1 and off > _FAR and (left or not self.at_top):
                return
            if off > -_FAR or end in (start + 1, len(self.rows)):
                yield end


def _best_way(tiling: _Tiling) -> _Way | None:
    """The best way for the labels of each column to tile the rows, each outer label whole inner ones."""
    ways = [_Way(0.0, 0, (), ())]
    for _ in tiling.inner:
        best: dict[tuple[int, int, int], _Way] = {}
        for further in (step for way in ways for step in tiling.steps(way)):
            if further.state not in best or best[further.state].weight < further.weight:
                best[further.state] = further
        ways = sorted(best.values(), key=lambda way: -way.weight)[:_MOST_WAYS]
    done = [
        way._replace(weight=tiling.closed(way))
        for way in ways
        if way.end == len(tiling.rows) and len(way.outer) == len(tiling.outer)
    ]
    return max(done, default=None, key=_weight)


def _weight(way: _Way) -> float:
    return way.weight


@lru_cache(maxsize=1 << 10)
def _may_hold(outer: str, inner: str) -> bool:
    """Whether a category may stand within another: nothing known says that it belongs to others only."""
    tops = {c.name for words in variants(outer) for c in categories(words) if c.level == 1}
    found = [c for words in variants(inner) for c in categories(words) if c.level == 2]
    return not tops or not found or any(c.parent in tops for c in found)
