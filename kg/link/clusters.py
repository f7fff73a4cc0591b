"""What claims unite: clusters of keys, of which some must stay apart.

Claims are taken in an order of their own (rank, then keys), so that the order of the records has no part in
it. One that would unite what must stay apart is refused and kept for a person to see.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic

from kg.link.merges import Claim, K, Merge, order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.link.merges import Address, Kind


class Clusters(Generic[K]):
    """The clusters that `claims` make of a kind of things.

    `apart` are pairs that never come into one. `mark` gives what a cluster has at most one of (a project's
    code), or None; only a person's claim goes over that.
    """

    def __init__(
        self,
        kind: Kind,
        claims: Iterable[Claim[K]],
        apart: Iterable[tuple[K, K]] = (),
        mark: Callable[[K], str | None] | None = None,
    ) -> None:
        self.refused: list[Claim[K]] = []
        """The claims that others or `apart` contradict, in their order."""
        self._kind: Kind = kind
        self._mark: Callable[[K], str | None] | None = mark
        self._up: dict[K, K] = {}
        self._members: dict[K, list[K]] = {}
        self._enemies: defaultdict[K, set[K]] = defaultdict(set)
        self._believed: defaultdict[K, list[Claim[K]]] = defaultdict(list)
        for one, other in apart:
            self._enemies[one].add(other)
            self._enemies[other].add(one)
        for claim in sorted(claims, key=_order):
            self._take(claim)

    def root(self, key: K) -> K:
        """The smallest key of the cluster that holds `key`: it stands for all of them."""
        top = key
        while (above := self._up.get(top, top)) != top:
            top = above
        while (above := self._up.get(key, key)) != top:
            self._up[key], key = top, above
        return top

    def members(self, root: K) -> list[K]:
        """All keys of the cluster that `root` stands for, sorted."""
        return sorted(self._members.get(root, [root]), key=order)

    def merges(self) -> Iterator[Merge[K]]:
        """Every key but the smallest of each cluster: what it leads to, and all that speaks for it, by key."""
        for key in sorted(self._believed, key=order):
            root = self.root(key)
            if key != root:
                believed = self._believed[key]
                reasons = dict.fromkeys(reason for claim in believed for reason in claim.reasons)
                yield Merge(self._kind, key, root, tuple(reasons), _first_places(believed))

    def _take(self, claim: Claim[K]) -> None:
        one, other = sorted((self.root(claim.one), self.root(claim.other)), key=order)
        if one != other:
            if self._are_apart(one, other) or (claim.rank and len(self._marks(one, other)) > 1):
                self.refused.append(claim)
                return
            self._unite(one, other)
        for key in (claim.one, claim.other):
            self._believed[key].append(claim)

    def _are_apart(self, one: K, other: K) -> bool:
        return any(self.root(enemy) == other for enemy in self._enemies.get(one, ()))

    def _marks(self, *roots: K) -> set[str]:
        if self._mark is None:
            return set()
        marks = (self._mark(key) for root in roots for key in self._members.get(root, [root]))
        return {mark for mark in marks if mark is not None}

    def _unite(self, root: K, other: K) -> None:
        self._up[other] = root
        self._members.setdefault(root, [root]).extend(self._members.pop(other, [other]))
        if other in self._enemies:
            self._enemies[root] |= self._enemies.pop(other)


def _order(claim: Claim[K]) -> tuple[object, ...]:
    one, other = sorted((claim.one, claim.other), key=order)
    return (claim.rank, order(one), order(other), claim.reasons, claim.places)


def _first_places(claims: Iterable[Claim[K]]) -> tuple[Address, ...]:
    """Of each kind of claim the first that has places: many forms may say the same."""
    found: dict[tuple[str, ...], tuple[Address, ...]] = {}
    for claim in claims:
        if claim.places:
            found.setdefault(claim.reasons, claim.places)
    return tuple(dict.fromkeys(place for places in found.values() for place in places))
