"""Places on a page as it is read: x to the right, y downwards, in points; the origin does not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray


class Char(NamedTuple):
    """A character and the box that its font gives it: as wide as it advances, as high as a line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Ruling(NamedTuple):
    """A straight line: its y (or x, when upright) and where it starts and ends on the other axis."""

    at: float
    start: float
    end: float


class Turn(NamedTuple):
    """How the coordinates of a file become those of reading: the rows of a matrix of 0, 1 and -1."""

    x_of_x: int
    x_of_y: int
    y_of_x: int
    y_of_y: int

    def boxes(self, boxes: NDArray[float64]) -> NDArray[float64]:
        """Left, top, right and bottom, a row a box, of boxes given by two opposite corners (x, y, x, y)."""
        corners = boxes.reshape(-1, 2, 2) @ numpy.array(self, float).reshape(2, 2).T
        return numpy.hstack((corners.min(axis=1), corners.max(axis=1)))


AS_SEEN = Turn(1, 0, 0, 1)
"""For pictures, which have their coordinates from the upper left corner as reading has."""

TURNS = (Turn(1, 0, 0, -1), Turn(0, -1, -1, 0), Turn(-1, 0, 0, 1), Turn(0, 1, 1, 0))
"""By the quarters of a circle, clockwise, that text stands turned."""
