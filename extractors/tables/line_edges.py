"""Where the columns of a page of text begin: the edges between them, chosen together.

Between two columns lies an edge that few runs reach across; two cells of a line stand on two sides of one; what
a run holds tells in which column it may stand. All ways to set the edges are weighed by these three.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Protocol

from extractors.rows import Piece

_SLACK = 1  # columns of the page, by which programs are out
_REACHES = 3.0


class Beside(Protocol):
    """What speaks against two neighbours of a line in one column (`same`), or in two."""

    def __call__(self, left: Piece | None, right: Piece, *, same: bool) -> float: ...


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a line, by its number, and how well it fits each column by what it holds."""

    line: int
    piece: Piece
    fits: Sequence[float]

    @property
    def middle(self) -> float:
        """Its middle, in columns of the page."""
        return self.piece.column + self.piece.column_span / 2


def edges_of(runs: Sequence[Run], count: int, beside: Beside) -> list[float]:
    """Where so many columns begin, and where the last ends, in columns of the page; a column may be empty."""
    places = sorted(
        {at for run in runs for at in (run.piece.column, run.piece.column + run.piece.column_span)}
    )
    crossed = _crossed(runs, places)
    held = [_held(runs, places, place) for place in range(count)]
    shared = _shared(runs, places, beside)
    last = len(places) - 1
    best: list[float] = [0.0] + [float("-inf")] * last
    steps: list[list[int]] = []
    for place in range(count):
        reached, step = [float("-inf")] * (last + 1), [0] * (last + 1)
        prefix = held[place]
        for end in range(last + 1) if place < count - 1 else (last,):
            row, cost = shared[end], crossed[end] if place < count - 1 else 0.0
            weight, start = max((best[start] - prefix[start] - row[start], start) for start in range(end + 1))
            reached[end], step[end] = weight + prefix[end] - cost, start
        best = reached
        steps.append(step)
    chosen = [last]
    for step in reversed(steps):
        chosen.append(step[chosen[-1]])
    return [float(places[at]) for at in reversed(chosen)]


def _crossed(runs: Sequence[Run], places: Sequence[int]) -> list[float]:
    """By how much runs reach across each place."""
    found = [0.0] * len(places)
    for run in runs:
        left, right = run.piece.column, run.piece.column + run.piece.column_span
        for i in range(bisect_right(places, left), bisect_left(places, right)):
            found[i] += _REACHES * max(0, min(places[i] - left, right - places[i]) - _SLACK)
    return found


def _held(runs: Sequence[Run], places: Sequence[int], column: int) -> list[float]:
    """How well all runs whose middle stands left of each place fit a column."""
    found = [0.0] * (len(places) + 1)
    for run in runs:
        found[bisect_right(places, run.middle)] += run.fits[column]
    return list(accumulate(found))[: len(places)]


def _shared(runs: Sequence[Run], places: Sequence[int], beside: Beside) -> list[list[float]]:
    """By end and start of a column: what speaks against the neighbours it would hold, less what against parting."""
    pairs: list[list[tuple[int, float]]] = [[] for _ in range(len(places) + 1)]
    for left, right in pairwise(runs):
        if left.line == right.line and left.line >= 0:
            cost = beside(left.piece, right.piece, same=True) - beside(left.piece, right.piece, same=False)
            # both stand in a column from `start` to `end` if it begins before the one and ends behind the other
            pairs[bisect_right(places, right.middle)].append((bisect_right(places, left.middle), cost))
    found: list[list[float]] = []
    against = [0.0] * (len(places) + 1)
    for end in range(len(places)):
        for start, cost in pairs[end]:
            against[start - 1] += cost
        found.append(list(accumulate(reversed(against[: len(places)])))[::-1])
    return found
