"""What the finders of names hand on, and how overlapping finds are settled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Found(NamedTuple):
    """A name where it stands; `kind` tells which parts may follow it."""

    start: int
    end: int
    label: str
    kind: str


class Room:
    """The characters of a text, each free or taken: whoever comes first keeps its place."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing stands in `[start, end)`."""
        return self._taken.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Keep `[start, end)` from later names."""
        self._taken[start:end] = b"\1" * (end - start)

    def settle(self, found: Iterable[Found]) -> list[Found]:
        """Those of `found` that still find room, in their order; they take it."""
        settled = []
        for each in found:
            if self.free(each.start, each.end):
                self.take(each.start, each.end)
                settled.append(each)
        return settled
