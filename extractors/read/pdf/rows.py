"""Which characters stand on one line: found for all cells of a page at once, since most hold but a few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from numpy import bool_, float64, intp
    from numpy.typing import NDArray

_SAME_LINE = 0.5  # of the height of a line
_SAME_PLACE = 0.35  # of the width of a character


def rows_of(boxes: NDArray[float64], groups: NDArray[intp]) -> tuple[NDArray[intp], NDArray[intp]]:
    """The indices of characters line by line, from left to right, and the number of the line of each.

    No line holds characters of two groups; those of a group follow one another from top to bottom.
    """
    twice_middles, heights = boxes[:, 1] + boxes[:, 3], boxes[:, 3] - boxes[:, 1]
    order = numpy.lexsort((twice_middles, groups))
    middles, group, height = twice_middles[order] / 2, groups[order], heights[order]
    starts = first_of_each((middles[1:] != middles[:-1]) | (group[1:] != group[:-1]))
    counts = numpy.diff(starts, append=len(order))
    highest = numpy.maximum.reduceat(height, starts)
    levels = (group[starts], middles[starts], height[starts], highest, counts)
    numbers = list(_numbered(zip(*(level.tolist() for level in levels), strict=True)))
    rows = numpy.repeat(numpy.array(numbers), counts)
    return order[numpy.lexsort((boxes[order, 0], rows))], rows


def _numbered(levels: Iterator[tuple[int, float, float, float, int]]) -> Iterator[int]:
    """The number of the line to which characters at one level belong.

    For each level its group, the middle, how high the first of its characters is and the highest, how many they are.
    """
    number, last = -1, -1
    middle = height = 0.0
    size = 0
    for group, here, first, high, count in levels:
        if number >= 0 and group == last and here - middle <= _SAME_LINE * max(height, first):
            size += count
            middle += (here - middle) * count / size
            height = max(height, high)
        else:
            number += 1
            middle, height, size, last = here, high, count, group
        yield number


def first_of_each(differs: NDArray[bool_]) -> NDArray[intp]:
    """Where each run of likes begins; `differs` says of each but the first whether it is unlike the one before."""
    return numpy.append(0, differs.nonzero()[0] + 1)


def once(texts: Sequence[str], boxes: NDArray[float64], rows: NDArray[intp]) -> NDArray[bool_]:
    """Which characters remain where one that is drawn again at its place, to make it bold, counts once."""
    near = boxes[1:, 0] - boxes[:-1, 0] < _SAME_PLACE * (boxes[1:, 2] - boxes[1:, 0])
    again = (near & (rows[1:] == rows[:-1])).nonzero()[0] + 1
    remains = numpy.ones(len(texts), bool)
    for index in again.tolist():
        before = index - 1
        while not remains[before]:
            before -= 1
        left, _, right, _ = boxes[index]
        is_same = texts[index] == texts[before] and left - boxes[before, 0] < _SAME_PLACE * (right - left)
        remains[index] = not is_same
    return remains
