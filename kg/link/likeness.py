"""Which of many texts are alike: candidates by what they share, never all pairs.

The work grows with the number of texts: each is filed under what is left of it without one character (texts that
differ by one slip meet there) and beside its neighbours in sorted order.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from kg.link.spelling import marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_TOGETHER = 12
"""Texts that share what is left of them; more are a pattern (甲小学, 乙小学 …) and no slips."""
_NEIGHBOURS = 4
_ALIKE = 90
_SHORTEST = 4


def one_slip_apart(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs that one character tells apart: another one, one more, or two in the other order; marks are equal."""
    filed: defaultdict[str, set[str]] = defaultdict(set)
    for text in set(texts):
        if len(text) >= _SHORTEST:
            filed[text].add(text)
            for at in range(len(text)):
                filed[text[:at] + text[at + 1 :]].add(text)
    found: set[tuple[str, str]] = set()
    for together in filed.values():
        if 1 < len(together) <= _MOST_TOGETHER:
            found.update(combinations(sorted(together), 2))
    for one, other in sorted(found):
        if marks(one) == marks(other) and _is_slip(one, other):
            yield one, other


def alike(texts: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Pairs of neighbours, by their beginnings or their ends, that look alike, with how much (0–100)."""
    from rapidfuzz.fuzz import ratio

    every = sorted(set(texts))
    seen: set[tuple[str, str]] = set()
    for ordered in (every, sorted(every, key=lambda text: text[::-1])):
        for at, text in enumerate(ordered):
            for near in ordered[at + 1 : at + 1 + _NEIGHBOURS]:
                pair = (min(text, near), max(text, near))
                if pair not in seen and marks(text) == marks(near):
                    seen.add(pair)
                    if (score := ratio(*pair)) >= _ALIKE:
                        yield *pair, round(score)


def is_clear_slip(one: str, other: str) -> bool:
    """Whether two texts one slip apart differ by an order of characters, or by one written twice."""
    if len(one) == len(other):
        return sorted(one) == sorted(other)
    short, long = sorted((one, other), key=len)
    return any(long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short for at in range(1, len(long)))


def _is_slip(one: str, other: str) -> bool:
    """Not two characters that differ in two places (甲乙 and 丙甲 share 甲 when each loses one)."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other) == 1
