"""Units with equal codes. A short code is one only within a region: every district has its 101001."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from kg.link.merges import Claim, NearMiss
from kg.link.spelling import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.link.seen_units import Seen, SeenUnits

_EVERYWHERE = 15
"""Codes of so many characters (统一社会信用代码) are one in the whole country."""
_MOST_NAMES = 6
_ALIKE_ENOUGH = 60
_SCORE = 94


def by_code(units: SeenUnits) -> Iterator[Claim[str] | NearMiss[str]]:
    """What equal codes say."""
    coded: defaultdict[str, list[Seen]] = defaultdict(list)
    for seen in units.every():
        for code in seen.codes:
            coded[code].append(seen)
    for code, together in sorted(coded.items()):
        if len(together) <= _MOST_NAMES:
            for one, other in combinations(together, 2):
                if not one.is_elsewhere(other):
                    yield _judged(code, one, other)


def _judged(code: str, one: Seen, other: Seen) -> Claim[str] | NearMiss[str]:
    from rapidfuzz.fuzz import ratio

    place = bool(one.regions & other.regions) or len(code) >= _EVERYWHERE
    score = ratio(one.name.core, other.name.core)
    same_marks = marks(one.name.core) == marks(other.name.core)
    renamed = place and _years(one).isdisjoint(_years(other))
    if same_marks and (score >= _ALIKE_ENOUGH or renamed):
        return Claim(one.key, other.key, ("unit-code",), (one.codes[code], other.codes[code]))
    first, second = sorted((one.key, other.key))
    return NearMiss(
        "unit", first, second, _SCORE, ("unit-code", "other-marks" if not same_marks else "other-name")
    )


def _years(seen: Seen) -> set[int]:
    return {year for years in seen.projects.values() for year in years}
