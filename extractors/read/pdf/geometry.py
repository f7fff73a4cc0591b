"""Places on a page as it is read: x to the right, y downwards, in points; the origin does not matter."""

from __future__ import annotations

from typing import NamedTuple


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

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a box given by two opposite corners."""
        x0, x1 = self.x_of_x * left + self.x_of_y * bottom, self.x_of_x * right + self.x_of_y * top
        y0, y1 = self.y_of_x * left + self.y_of_y * bottom, self.y_of_x * right + self.y_of_y * top
        return (x0 if x0 < x1 else x1, y0 if y0 < y1 else y1, x1 if x0 < x1 else x0, y1 if y0 < y1 else y0)


AS_SEEN = Turn(1, 0, 0, 1)
"""For pictures, which have their coordinates from the upper left corner as reading has."""

TURNS = (Turn(1, 0, 0, -1), Turn(0, -1, -1, 0), Turn(-1, 0, 0, 1), Turn(0, 1, 1, 0))
"""By the quarters of a circle, clockwise, that text stands turned."""
