"""Claims of rules and decisions of persons about one kind of things, settled together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple

from kg.link.clusters import Clusters
from kg.link.decisions import Decided, settled
from kg.link.merges import BY_A_PERSON, Claim, K, NearMiss, order
from kg.store import Unused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.link.decisions import Decision
    from kg.link.merges import Kind
    from ontology.iris import Namespace

_KEPT_APART = "kept-apart"
_CERTAIN = 100


class Proposed(NamedTuple, Generic[K]):
    """What rules say of things of a kind: `known` has the keys of all of them by their normalised names.

    `mark` gives what one thing has at most one of (a code), or None.
    """

    kind: Kind
    known: Mapping[str, set[K]]
    claims: Sequence[Claim[K]]
    misses: Sequence[NearMiss[K]] = ()
    mark: Callable[[K], str | None] | None = None


def proposed(
    kind: Kind,
    known: Mapping[str, set[K]],
    results: Iterable[Claim[K] | NearMiss[K]],
    mark: Callable[[K], str | None] | None = None,
) -> Proposed[K]:
    """What a rule book yields, claims and near misses apart."""
    every = list(results)
    claims = [each for each in every if isinstance(each, Claim)]
    misses = [each for each in every if isinstance(each, NearMiss)]
    return Proposed(kind, known, claims, misses, mark)


class Settled(NamedTuple, Generic[K]):
    """What came of it: the clusters, pairs for a person to look at, decisions that mean nothing here."""

    clusters: Clusters[K]
    candidates: tuple[NearMiss[K], ...]
    unused: tuple[Unused, ...]


def settle(of: Proposed[K], decisions: Sequence[Decision], ns: Namespace) -> Settled[K]:
    """Persons are believed before rules; of two persons who contradict each other, the one who says different."""
    found = list(settled(of.kind, decisions, of.known, ns))
    decided = [each for each in found if isinstance(each, Decided)]
    by_persons: list[Claim[K]] = [
        Claim(each.one, each.other, (BY_A_PERSON,), rank=0) for each in decided if each.is_same
    ]
    apart = [(each.one, each.other) for each in decided if not each.is_same]
    clusters = Clusters(of.kind, [*by_persons, *of.claims], apart, of.mark)
    contradicted = {frozenset((claim.one, claim.other)) for claim in clusters.refused if claim.rank == 0}
    unused = [each for each in found if isinstance(each, Unused)]
    unused += [_contradiction(each) for each in decided if frozenset((each.one, each.other)) in contradicted]
    return Settled(clusters, tuple(_candidates(of, clusters, apart)), tuple(unused))


def _candidates(
    of: Proposed[K], clusters: Clusters[K], apart: Iterable[tuple[K, K]]
) -> Iterable[NearMiss[K]]:
    """Near misses that nothing has decided yet, and claims that something contradicts."""
    decided = {_roots(clusters, *pair) for pair in apart}
    refused = [_refused(of.kind, claim) for claim in clusters.refused if claim.rank]
    shown: set[frozenset[K]] = set()
    for miss in (*refused, *of.misses):
        pair = _roots(clusters, miss.one, miss.other)
        if len(pair) > 1 and pair not in decided and pair not in shown:
            shown.add(pair)
            yield miss


def _roots(clusters: Clusters[K], one: K, other: K) -> frozenset[K]:
    return frozenset((clusters.root(one), clusters.root(other)))


def _refused(kind: Kind, claim: Claim[K]) -> NearMiss[K]:
    one, other = sorted((claim.one, claim.other), key=order)
    return NearMiss(kind, one, other, _CERTAIN, (*claim.reasons, _KEPT_APART))


def _contradiction(decided: Decided[K]) -> Unused:
    what = "says same of what other lines keep different"
    return Unused(path=decided.place, what=what, remedy="take one of the lines out")
