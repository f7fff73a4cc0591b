"""Two lists in the same order, items paired so that most agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Mine = TypeVar("Mine")
Other = TypeVar("Other")


def align(
    gold: Sequence[Mine], found: Sequence[Other], agreement: Callable[[Mine, Other], int]
) -> list[tuple[Mine | None, Other | None]]:
    """Every item of both lists once, paired or alone, in order, so that the sum of `agreement` is greatest."""
    best = [[0] * (len(found) + 1) for _ in range(len(gold) + 1)]
    gain = [[agreement(mine, other) for other in found] for mine in gold]
    for i in reversed(range(len(gold))):
        for j in reversed(range(len(found))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gain[i][j])
    pairs: list[tuple[Mine | None, Other | None]] = []
    i = j = 0
    while i < len(gold) and j < len(found):
        if best[i][j] == best[i + 1][j + 1] + gain[i][j]:
            pairs.append((gold[i], found[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((gold[i], None))
            i += 1
        else:
            pairs.append((None, found[j]))
            j += 1
    return [*pairs, *((mine, None) for mine in gold[i:]), *((None, other) for other in found[j:])]
