"""What can be seen when the whole picture is on one screen: the larger the graph, the larger its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    Position = tuple[int, int]

_SCREEN = (1000, 700)
_LABEL = (110, 44)
_FONT = 12
"""Pixels on the screen: of the picture, of a label with its node, of a label's characters."""


def scale_of_whole(positions: Collection[Position]) -> float:
    """At most 1: how much smaller everything gets when all of it is shown."""
    scale = 1.0
    for room, line in zip(_SCREEN, zip(*positions, strict=True), strict=False):
        scale = min(scale, room / max(1, max(line) - min(line)))
    return scale


def readable_labels(positions: Mapping[int, Position], scale: float) -> dict[int, int]:
    """The nodes that can be named at `scale` without two labels touching, each with its font size.

    The order of `positions` says who comes first.
    """
    named: dict[int, Position] = {}
    for node, (x, y) in positions.items():
        spot = (round(x * scale), round(y * scale))
        if all(abs(spot[0] - x) >= _LABEL[0] or abs(spot[1] - y) >= _LABEL[1] for x, y in named.values()):
            named[node] = spot
    return dict.fromkeys(named, round(_FONT / scale))
