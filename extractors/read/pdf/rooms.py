"""The places of a grid that no wall parts, as the rectangles that they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Place = tuple[int, int]
"""Row and column of a grid."""

Rectangle = tuple[int, int, int, int]
"""First row and column, and one beyond the last of each."""


@dataclass(frozen=True, slots=True)
class Walls:
    """What parts places of a grid: `left[row][column]` is set if a ruling stands at its left, `top` if above it.

    Columns and rows are counted one beyond the last for the right and bottom end of the table.
    """

    left: Sequence[Sequence[bool]]
    top: Sequence[Sequence[bool]]


def rectangles(height: int, width: int, walls: Walls) -> Iterator[Rectangle]:
    """What fills the grid: each room with closed walls, in reading order; several where its walls have gaps."""
    seen = [bytearray(width) for _ in range(height)]
    for row, column in ((row, column) for row in range(height) for column in range(width)):
        if seen[row][column]:
            continue
        room = _closed(row, column, height, width, walls)
        found = [room] if room else list(_cut(_places(row, column, height, width, walls)))
        for top, left, bottom, right in found:
            for line in seen[top:bottom]:
                line[left:right] = b"\x01" * (right - left)
        yield from found


def _closed(row: int, column: int, height: int, width: int, walls: Walls) -> Rectangle | None:
    """The room that begins at a place, if it is a rectangle that walls (or the ends of the grid) close all around."""
    left, top = walls.left, walls.top
    right, bottom = column + 1, row + 1
    while right < width and not left[row][right]:
        right += 1
    while bottom < height and not any(top[bottom][column:right]):
        bottom += 1
    is_closed = (
        (row == 0 or all(top[row][column:right]))
        and (bottom == height or all(top[bottom][column:right]))
        and (column == 0 or all(line[column] for line in left[row:bottom]))
        and (right == width or all(line[right] for line in left[row:bottom]))
    )
    return (row, column, bottom, right) if is_closed else None


def _places(row: int, column: int, height: int, width: int, walls: Walls) -> list[Place]:
    """All places that no wall parts from one."""
    room = [(row, column)]
    seen = set(room)
    for r, c in room:  # grows as it is walked
        for place, wall in (
            ((r, c + 1), c + 1 == width or walls.left[r][c + 1]),
            ((r, c - 1), c == 0 or walls.left[r][c]),
            ((r + 1, c), r + 1 == height or walls.top[r + 1][c]),
            ((r - 1, c), r == 0 or walls.top[r][c]),
        ):
            if not wall and place not in seen:
                seen.add(place)
                room.append(place)
    return room


def _cut(room: list[Place]) -> Iterator[Rectangle]:
    """The rectangles that the rows of a room make."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(room):
        rows[row].append(column)
    growing: dict[tuple[int, int], int] = {}
    for row in range(min(rows), max(rows) + 2):
        runs = set(_runs(rows[row]))
        ended = sorted(growing.keys() - runs)
        yield from ((growing.pop(run), run[0], row, run[1]) for run in ended)
        growing.update((run, row) for run in runs - growing.keys())


def _runs(columns: list[int]) -> Iterator[tuple[int, int]]:
    starts = [c for i, c in enumerate(columns) if i == 0 or columns[i - 1] != c - 1]
    ends = [c + 1 for i, c in enumerate(columns) if i == len(columns) - 1 or columns[i + 1] != c + 1]
    yield from zip(starts, ends, strict=True)
