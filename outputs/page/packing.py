"""Discs on a floor: each where it wants to lie, or on a free spot near by; none on another."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Spot = tuple[float, float]

_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_FINENESS = 0.7
"""How far the first spot tried lies from the one that was wanted, in radii."""


def settled(wanted: Iterable[tuple[Spot, float]]) -> list[Spot]:
    """The spots of discs that want to lie at a spot and have a radius. Who comes first chooses first."""
    discs = list(wanted)
    floor = _Floor(cell=2 * max((radius for _, radius in discs), default=1.0))
    found: list[Spot] = []
    tried: dict[Spot, int] = {}
    for (x, y), radius in discs:
        step = tried.get((x, y), 0)
        while True:
            dx, dy = seed(step)
            spot = (x + _FINENESS * radius * dx, y + _FINENESS * radius * dy)
            if floor.is_free(spot, radius):
                break
            step += 1
        tried[x, y] = step
        floor.take(spot, radius)
        found.append(spot)
    return found


def seed(step: int) -> Spot:
    """The place of a seed in a sunflower: outwards from the origin, evenly in every direction."""
    distance, angle = math.sqrt(step), step * _GOLDEN_ANGLE
    return distance * math.cos(angle), distance * math.sin(angle)


class _Floor:
    """Where discs lie, by cells as wide as the largest of them."""

    def __init__(self, cell: float) -> None:
        self._cell = cell
        self._discs: defaultdict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)

    def is_free(self, spot: Spot, radius: float) -> bool:
        column, row = self._cell_of(spot)
        return all(
            math.hypot(spot[0] - x, spot[1] - y) >= radius + other - 1e-9
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for x, y, other in self._discs.get((i, j), ())
        )

    def take(self, spot: Spot, radius: float) -> None:
        self._discs[self._cell_of(spot)].append((*spot, radius))

    def _cell_of(self, spot: Spot) -> tuple[int, int]:
        return math.floor(spot[0] / self._cell), math.floor(spot[1] / self._cell)
