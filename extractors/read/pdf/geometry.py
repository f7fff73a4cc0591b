"""Places on a page as it is read: x to the right, y downwards, in points; the origin does not matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy

if TYPE_CHECKING:
    from numpy import float64, intp
    from numpy.typing import NDArray


class Char(NamedTuple):
    """A character and the box that its font gives it: as wide as it advances, as high as a line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Chars:
    """Characters of a page and their boxes: left, top, right and bottom, a row a character."""

    texts: Sequence[str]
    boxes: NDArray[float64]

    @staticmethod
    def of(chars: Sequence[Char]) -> Chars:
        """Characters that are given one by one."""
        return Chars([char.text for char in chars], numpy.array([char[1:] for char in chars]).reshape(-1, 4))

    def take(self, which: NDArray[intp]) -> Chars:
        """Some of them, by their indices, in the order of these."""
        return Chars(list(map(self.texts.__getitem__, which.tolist())), self.boxes[which])


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
        turn = numpy.array(self, float).reshape(2, 2).T
        one, other = boxes[:, :2] @ turn, boxes[:, 2:] @ turn
        return numpy.hstack((numpy.minimum(one, other), numpy.maximum(one, other)))


AS_SEEN = Turn(1, 0, 0, 1)
"""For pictures, which have their coordinates from the upper left corner as reading has."""

TURNS = (Turn(1, 0, 0, -1), Turn(0, -1, -1, 0), Turn(-1, 0, 0, 1), Turn(0, 1, 1, 0))
"""By the quarters of a circle, clockwise, that text stands turned."""
