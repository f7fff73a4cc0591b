"""Lines as drawn, put together to the rulings they make: dashes joined, doubled and displaced ones made one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy

from extractors.read.pdf.geometry import Ruling, Turn

NEAR = 3.0
"""Points: lines that are no farther apart are one, ends that are no farther apart meet."""


def rulings(
    lines: Sequence[tuple[float, float, float, float]], turn: Turn
) -> tuple[list[Ruling], list[Ruling]]:
    """The level and the upright rulings that lines (boxes as in the file) make, each in order."""
    level: list[Ruling] = []
    upright: list[Ruling] = []
    for left, top, right, bottom in turn.boxes(numpy.array(lines).reshape(-1, 4)).tolist():
        if right - left > bottom - top:
            level.append(Ruling((top + bottom) / 2, left, right))
        else:
            upright.append(Ruling((left + right) / 2, top, bottom))
    return list(_joined(level)), list(_joined(upright))


def _joined(pieces: list[Ruling]) -> Iterator[Ruling]:
    for near in _neighbours(sorted(pieces)):
        at = sum(piece.at for piece in near) / len(near)
        first, *others = sorted(near, key=lambda piece: piece.start)
        start, end = first.start, first.end
        for piece in others:
            if piece.start > end + NEAR:
                yield Ruling(at, start, end)
                start, end = piece.start, piece.end
            end = max(end, piece.end)
        yield Ruling(at, start, end)


def _neighbours(pieces: list[Ruling]) -> Iterator[list[Ruling]]:
    """Runs of pieces in order of which each is near to the one before."""
    run: list[Ruling] = []
    for piece in pieces:
        if run and piece.at - run[-1].at > NEAR:
            yield run
            run = []
        run.append(piece)
    if run:
        yield run
