"""Tables as rulings draw them: a grid, walls between its places, and the cells that the walls leave."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy

from extractors.read.pdf.geometry import Ruling
from extractors.read.pdf.rooms import Rectangle, Walls, rectangles
from extractors.read.pdf.rulings import NEAR

if TYPE_CHECKING:
    from numpy import float64, intp
    from numpy.typing import NDArray

_MOST_CROSSINGS = 4_000_000
_MOST_PLACES = 250_000
"""Beyond these it is a drawing and no table."""


@dataclass(frozen=True, slots=True)
class Area:
    """A cell: the first row and column of the grid that it covers, and how many of each.

    `open_sides` counts the sides of the table at which no ruling closes it; `open_above` and `open_below` say
    whether its first and last row are such sides.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    open_sides: int
    open_above: bool
    open_below: bool


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table: where its columns and rows begin (and the last end), its cells, which cell has which place."""

    xs: Sequence[float]
    ys: Sequence[float]
    areas: Sequence[Area]
    owners: NDArray[intp]

    def at(self, points: NDArray[float64]) -> NDArray[intp]:
        """The cells (indices of `areas`) at points of the page (x and y, a row a point); -1 beside the table."""
        columns, rows = (
            numpy.searchsorted(e, p, "right") for e, p in zip((self.xs, self.ys), points.T, strict=True)
        )
        is_in = (columns > 0) & (columns < len(self.xs)) & (rows > 0) & (rows < len(self.ys))
        return numpy.where(is_in, self.owners[rows * is_in - 1, columns * is_in - 1], -1)

    @property
    def size(self) -> float:
        """The surface it covers."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def lattices(level: Sequence[Ruling], upright: Sequence[Ruling], boxes: NDArray[float64]) -> list[Lattice]:
    """The tables of a page, from the smallest to the largest; a mere box is none."""
    found = []
    if len(level) * len(upright) <= _MOST_CROSSINGS:
        for rows, columns in _connected(level, upright):
            lattice = _lattice(rows, columns, boxes)
            if lattice is not None:
                found.append(lattice)
    return sorted(found, key=lambda lattice: lattice.size)


def _connected(
    level: Sequence[Ruling], upright: Sequence[Ruling]
) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Rulings that touch one another, directly or through others."""
    edges = numpy.array(upright).reshape(-1, 3)
    places = edges[:, 0].tolist()
    starts, ends = edges[:, 1] - NEAR, edges[:, 2] + NEAR
    groups = numpy.arange(len(upright))  # of each upright ruling
    rows: list[tuple[Ruling, int]] = []
    for row in level:
        first, last = bisect_left(places, row.start - NEAR), bisect_right(places, row.end + NEAR)
        crossed = ((starts[first:last] <= row.at) & (row.at <= ends[first:last])).nonzero()[0] + first
        if len(crossed):
            rows.append((row, int(crossed[0])))
            one, *others = numpy.unique(groups[crossed]).tolist()
            if others:
                groups[numpy.isin(groups, others)] = one
    found: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    group_of = groups.tolist()
    for row, index in rows:
        found.setdefault(group_of[index], ([], []))[0].append(row)
    for column, group in zip(upright, group_of, strict=True):
        if group in found:
            found[group][1].append(column)
    yield from found.values()


def _lattice(rows: list[Ruling], columns: list[Ruling], boxes: NDArray[float64]) -> Lattice | None:
    ys, xs = sorted({row.at for row in rows}), sorted({column.at for column in columns})
    top, bottom = min(column.start for column in columns), max(column.end for column in columns)
    left, right = min(row.start for row in rows), max(row.end for row in rows)
    frame = min(left, xs[0]), min(top, ys[0]), max(right, xs[-1]), max(bottom, ys[-1])
    if xs[0] - left > NEAR or right - xs[-1] > NEAR:
        _add_ends(xs, left, right, _inside(boxes, frame)[:, 0])
    if ys[0] - top > NEAR or bottom - ys[-1] > NEAR:
        _add_ends(ys, top, bottom, _inside(boxes, frame)[:, 1])
    height, width = len(ys) - 1, len(xs) - 1
    if height * width < 2 or height * width > _MOST_PLACES:
        return None
    walls = _walls(rows, columns, xs, ys)
    owners = numpy.empty((height, width), numpy.intp)
    areas: list[Area] = []
    for top_row, first, end, last in rectangles(height, width, walls):
        owners[top_row:end, first:last] = len(areas)
        areas.append(_area((top_row, first, end, last), height, width, walls))
    closed = sum(area.open_sides < 2 for area in areas)
    return Lattice(xs, ys, areas, owners) if closed >= 2 and closed * 2 >= len(areas) else None


def _inside(boxes: NDArray[float64], frame: tuple[float, float, float, float]) -> NDArray[float64]:
    """The middles of the characters inside a frame."""
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    return middles[((frame[:2] <= middles) & (middles <= frame[2:])).all(axis=1)]


def _add_ends(edges: list[float], first: float, last: float, middles: NDArray[float64]) -> None:
    """Where rulings run on beyond the last one across them and text stands there, the table is open: end it there."""
    if (middles < edges[0]).any():
        edges.insert(0, first)
    if (middles > edges[-1]).any():
        edges.append(last)


def _walls(level: list[Ruling], upright: list[Ruling], xs: list[float], ys: list[float]) -> Walls:
    """Where rulings run along the whole side of a place."""
    left = numpy.zeros((len(xs), len(ys) - 1), bool)
    top = numpy.zeros((len(ys), len(xs) - 1), bool)
    for found, rulings, edges, across in ((left, upright, xs, ys), (top, level, ys, xs)):
        for at, start, end in rulings:
            first, last = bisect_left(across, start - NEAR), bisect_right(across, end + NEAR) - 1
            found[bisect_left(edges, at), first : max(first, last)] = True
    return Walls(left.T.tolist(), top.tolist())


def _area(part: Rectangle, height: int, width: int, walls: Walls) -> Area:
    top, left, bottom, right = part
    above = top == 0 and not all(walls.top[0][left:right])
    below = bottom == height and not all(walls.top[height][left:right])
    open_sides = (
        (left == 0 and not all(line[0] for line in walls.left[top:bottom]))
        + (right == width and not all(line[width] for line in walls.left[top:bottom]))
        + above
        + below
    )
    return Area(top, left, bottom - top, right - left, open_sides, above, below)
