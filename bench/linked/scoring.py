"""How well a clustering agrees with the truth: pairs of mentions, and B-cubed, both linear in the mentions.

A pair is found rightly where both clusterings put its two mentions together (precision: of the pairs found, recall: of
the true pairs). B-cubed (Bagga and Baldwin 1998) asks for each mention which share of its found cluster truly belongs
with it, and which share of its true cluster was found: no cluster counts more for its size.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping


class Rate(NamedTuple):
    """`right` of `found` are right, and of `wanted` are found; a share of nothing is whole."""

    right: float
    found: float
    wanted: float

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing in one place: what it truly is, what was found, as it is printed, and in which way that is unusual.

    `impossible`: nothing in the corpus tells what is meant.
    """

    truth: Hashable
    found: Hashable
    printed: str = ""
    way: str = "plain"
    impossible: bool = False


def pairs(mentions: Iterable[Mention]) -> Rate:
    """Precision and recall over pairs of mentions."""
    both, truth, found = _counts(mentions)
    return Rate(*(sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, found, truth)))


def b_cubed(mentions: Iterable[Mention]) -> tuple[float, float]:
    """B-cubed precision and recall."""
    both, truth, found = _counts(mentions)
    total = sum(both.values())
    if not total:
        return 1.0, 1.0
    precision = sum(n * n / found[key] for (_, key), n in both.items()) / total
    return precision, sum(n * n / truth[key] for (key, _), n in both.items()) / total


def links(truth: set[tuple[Hashable, Hashable]], found: set[tuple[Hashable, Hashable]]) -> Rate:
    """Precision and recall of directed links between forms."""
    return Rate(len(truth & found), len(found), len(truth))


def spellings(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without those that print the same of the same and are found as the same: common ones count once."""
    return list({(m.truth, m.found, m.printed): m for m in mentions}.values())


def by_way(mentions: Iterable[Mention]) -> Mapping[str, tuple[int, int, int]]:
    """Of each way of printing: how many mentions, how many are apart from most of their kind, how many among strangers.

    Apart: the mention is not in the cluster that holds most of what it truly is. Among strangers: most of its
    cluster is another thing.
    """
    listed = list(mentions)
    both, _, _ = _counts(listed)
    home, owner = (
        _largest((t, f, n) for (t, f), n in both.items()),
        _largest((f, t, n) for (t, f), n in both.items()),
    )
    told: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for mention in listed:
        row = told[mention.way]
        row[0] += 1
        row[1] += home[mention.truth] != mention.found
        row[2] += owner[mention.found] != mention.truth
    return {way: (row[0], row[1], row[2]) for way, row in told.items()}


def growth(seconds: Iterable[tuple[int, float]]) -> float:
    """The exponent of growth between the smallest and the largest size: 1 is linear, 2 quadratic."""
    from math import log

    (least, quick), *_, (most, slow) = sorted(seconds)
    return log(slow / quick) / log(most / least)


def _counts(
    mentions: Iterable[Mention],
) -> tuple[Counter[tuple[Hashable, Hashable]], Counter[Hashable], Counter[Hashable]]:
    both: Counter[tuple[Hashable, Hashable]] = Counter((m.truth, m.found) for m in mentions)
    truth: Counter[Hashable] = Counter()
    found: Counter[Hashable] = Counter()
    for (true_key, found_key), n in both.items():
        truth[true_key] += n
        found[found_key] += n
    return both, truth, found


def _largest(counts: Iterable[tuple[Hashable, Hashable, int]]) -> dict[Hashable, Hashable]:
    """Of each first the second with the highest count (the first of those that come)."""
    best: dict[Hashable, tuple[int, Hashable]] = {}
    for one, other, n in counts:
        if one not in best or n > best[one][0]:
            best[one] = (n, other)
    return {one: other for one, (_, other) in best.items()}
