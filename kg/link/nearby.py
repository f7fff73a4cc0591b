"""Names that look alike, found without comparing each with every other.

Names are compared that share one of their rarest pairs of characters. A pair that many names share (管理) tells
nothing and is passed over, so that time grows with the number of names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_RAREST, _MOST_NAMES = 4, 30


def nearby(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of different names that may be alike, each once and sorted; the order of `names` has no part in it."""
    listed = sorted(set(names))
    often = Counter(gram for name in listed for gram in _grams(name))
    sharing: defaultdict[str, list[str]] = defaultdict(list)
    for name in listed:
        shared = (gram for gram in _grams(name) if 1 < often[gram] <= _MOST_NAMES)
        for gram in sorted(shared, key=lambda gram: (often[gram], gram))[:_RAREST]:
            sharing[gram].append(name)
    yield from sorted({pair for group in sharing.values() for pair in combinations(group, 2)})


def _grams(name: str) -> set[str]:
    return {name[start : start + 2] for start in range(len(name) - 1)}
