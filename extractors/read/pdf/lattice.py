"""Tables as rulings draw them: a grid, walls between its places, and the cells that the walls leave."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.read.pdf.geometry import Char, Ruling
from extractors.read.pdf.rulings import NEAR

_MOST_CROSSINGS = 4_000_000
_MOST_PLACES = 250_000
"""Beyond these it is a drawing and no table."""

Place = tuple[int, int]
"""Row and column of a grid."""


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
    owners: dict[Place, int]

    def at(self, x: float, y: float) -> int | None:
        """The cell (an index of `areas`) at a point of the page."""
        return self.owners.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))

    @property
    def size(self) -> float:
        """The surface it covers."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def lattices(level: Sequence[Ruling], upright: Sequence[Ruling], chars: Sequence[Char]) -> list[Lattice]:
    """The tables of a page, from the smallest to the largest; a mere box is none."""
    found = []
    if len(level) * len(upright) <= _MOST_CROSSINGS:
        for rows, columns in _connected(level, upright):
            lattice = _lattice(rows, columns, chars)
            if lattice is not None:
                found.append(lattice)
    return sorted(found, key=lambda lattice: lattice.size)


def _connected(
    level: Sequence[Ruling], upright: Sequence[Ruling]
) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Rulings that touch one another, directly or through others."""
    crossings: list[list[int]] = [[] for _ in range(len(level) + len(upright))]
    starts = [ruling.at for ruling in upright]
    for i, row in enumerate(level):
        first, last = bisect_left(starts, row.start - NEAR), bisect_right(starts, row.end + NEAR)
        for j in range(first, last):
            if upright[j].start - NEAR <= row.at <= upright[j].end + NEAR:
                crossings[i].append(len(level) + j)
                crossings[len(level) + j].append(i)
    seen: set[int] = set()
    for first in range(len(level)):
        if first in seen or not crossings[first]:
            continue
        group, waiting = {first}, [first]
        while waiting:
            new = [other for other in crossings[waiting.pop()] if other not in group]
            group.update(new)
            waiting.extend(new)
        seen |= group
        members = sorted(group)
        cut = bisect_left(members, len(level))
        yield [level[i] for i in members[:cut]], [upright[i - len(level)] for i in members[cut:]]


def _lattice(rows: list[Ruling], columns: list[Ruling], chars: Sequence[Char]) -> Lattice | None:
    ys, xs = sorted({row.at for row in rows}), sorted({column.at for column in columns})
    top, bottom = min(column.start for column in columns), max(column.end for column in columns)
    left, right = min(row.start for row in rows), max(row.end for row in rows)
    frame = min(left, xs[0]), min(top, ys[0]), max(right, xs[-1]), max(bottom, ys[-1])
    if xs[0] - left > NEAR or right - xs[-1] > NEAR:
        _add_ends(xs, left, right, [x for x, _ in _middles(chars, frame)])
    if ys[0] - top > NEAR or bottom - ys[-1] > NEAR:
        _add_ends(ys, top, bottom, [y for _, y in _middles(chars, frame)])
    height, width = len(ys) - 1, len(xs) - 1
    if height * width < 2 or height * width > _MOST_PLACES:
        return None
    walls = Walls(_crossed(columns, xs, ys), {(i, j) for j, i in _crossed(rows, ys, xs)})
    owners: dict[Place, int] = {}
    areas: list[Area] = []
    for places in _rooms(height, width, walls):
        for part in _rectangles(places):
            owners.update(dict.fromkeys(_places(part), len(areas)))
            areas.append(_area(part, height, width, walls))
    closed = sum(area.open_sides < 2 for area in areas)
    return Lattice(xs, ys, areas, owners) if closed >= 2 and closed * 2 >= len(areas) else None


def _middles(
    chars: Sequence[Char], frame: tuple[float, float, float, float]
) -> Iterator[tuple[float, float]]:
    """The middles of the characters inside a frame."""
    left, top, right, bottom = frame
    for char in chars:
        x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
        if left <= x <= right and top <= y <= bottom:
            yield x, y


def _add_ends(edges: list[float], first: float, last: float, middles: Sequence[float]) -> None:
    """Where rulings run on beyond the last one across them and text stands there, the table is open: end it there."""
    if any(middle < edges[0] for middle in middles):
        edges.insert(0, first)
    if any(middle > edges[-1] for middle in middles):
        edges.append(last)


@dataclass(frozen=True, slots=True)
class Walls:
    """What parts places of a grid: (row, column) is in `left` if a ruling stands at its left, in `top` if above it.

    Columns and rows are counted one beyond the last for the right and bottom end of the table.
    """

    left: set[Place]
    top: set[Place]


def _crossed(rulings: list[Ruling], edges: list[float], across: list[float]) -> set[Place]:
    """For each ruling the intervals of the other axis that it runs through, each with the ruling's own edge."""
    found: set[Place] = set()
    for ruling in rulings:
        edge = bisect_left(edges, ruling.at)
        first, last = bisect_left(across, ruling.start - NEAR), bisect_right(across, ruling.end + NEAR) - 1
        found.update((interval, edge) for interval in range(first, last))
    return found


def _rooms(height: int, width: int, walls: Walls) -> Iterator[list[Place]]:
    """Places with no wall between them, in reading order of the first of each."""
    seen: set[Place] = set()
    for first in ((row, column) for row in range(height) for column in range(width)):
        if first in seen:
            continue
        seen.add(first)
        room = [first]
        for row, column in room:  # grows as it is walked
            for place, wall, side in (
                ((row, column + 1), (row, column + 1), walls.left),
                ((row, column - 1), (row, column), walls.left),
                ((row + 1, column), (row + 1, column), walls.top),
                ((row - 1, column), (row, column), walls.top),
            ):
                if (
                    wall not in side
                    and place not in seen
                    and 0 <= place[0] < height
                    and 0 <= place[1] < width
                ):
                    seen.add(place)
                    room.append(place)
        yield room


Rectangle = tuple[int, int, int, int]
"""First row and column, and one beyond the last of each."""


def _rectangles(room: list[Place]) -> list[Rectangle]:
    """A room as one rectangle or, where its walls have gaps, as the rectangles that its rows make."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(room):
        rows[row].append(column)
    top, bottom = min(rows), max(rows) + 1
    left, right = (
        min(columns[0] for columns in rows.values()),
        max(columns[-1] for columns in rows.values()) + 1,
    )
    if (bottom - top) * (right - left) == len(room):
        return [(top, left, bottom, right)]
    found: list[Rectangle] = []
    growing: dict[tuple[int, int], int] = {}
    for row in range(top, bottom + 1):
        runs = set(_runs(rows[row]))
        found.extend((growing.pop(run), run[0], row, run[1]) for run in sorted(growing.keys() - runs))
        growing.update((run, row) for run in runs - growing.keys())
    return found


def _runs(columns: list[int]) -> Iterator[tuple[int, int]]:
    starts = [c for i, c in enumerate(columns) if i == 0 or columns[i - 1] != c - 1]
    ends = [c + 1 for i, c in enumerate(columns) if i == len(columns) - 1 or columns[i + 1] != c + 1]
    yield from zip(starts, ends, strict=True)


def _places(part: Rectangle) -> Iterator[Place]:
    top, left, bottom, right = part
    return ((row, column) for row in range(top, bottom) for column in range(left, right))


def _area(part: Rectangle, height: int, width: int, walls: Walls) -> Area:
    top, left, bottom, right = part
    rows, columns = range(top, bottom), range(left, right)
    above = top == 0 and any((0, column) not in walls.top for column in columns)
    below = bottom == height and any((height, column) not in walls.top for column in columns)
    open_sides = (
        (left == 0 and any((row, 0) not in walls.left for row in rows))
        + (right == width and any((row, width) not in walls.left for row in rows))
        + above
        + below
    )
    return Area(top, left, bottom - top, right - left, open_sides, above, below)
