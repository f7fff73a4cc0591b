"""Which indicator of one side is which of the other, and what is known of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ontology.iris import normalise_name
from outputs.properties import text, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Store

_BY = ("iri", "concept", "name")


class Indicator(NamedTuple):
    """An indicator on one side: its key, name, category, the concept it means, and the polarity of that."""

    iri: str
    key: str
    name: str
    category: str
    concept: str
    polarity: str


class Aligned(NamedTuple):
    """One indicator on both sides (None: it is not there), and what says so."""

    before: Indicator | None
    after: Indicator | None
    matched: str | None


def indicator(store: Store, iri: str, key: Callable[[str], str]) -> Indicator:
    """What `store` says of an indicator."""
    concepts = [
        (each, exact)
        for exact in ("skos:exactMatch", "skos:broadMatch")
        for each in values(store, iri, exact)
    ]
    concept = next((text(each) for each, exact in concepts if exact == "skos:exactMatch"), "")
    polarities = {text(p) for each, _ in concepts for p in values(store, text(each), "jx:polarity")}
    return Indicator(
        iri=iri,
        key=key(iri),
        name=_label(store, iri),
        category=" / ".join(_label(store, text(each)) for each in values(store, iri, "skos:broader")),
        concept=concept,
        polarity=polarities.pop().rpartition("/")[2] if len(polarities) == 1 else "unknown",
    )


def align(before: Iterable[Indicator], after: Iterable[Indicator]) -> list[Aligned]:
    """Indicators of one key are one; of the rest those that mean one concept, then those of one name, where
    exactly one on each side does. Sorted by name."""
    ones, others = list(before), list(after)
    found: list[Aligned] = []
    for by in _BY:
        left, right = _unique(ones, by), _unique(others, by)
        for sign in left.keys() & right.keys():
            found.append(Aligned(left[sign], right[sign], by))
            ones.remove(left[sign])
            others.remove(right[sign])
    found += [Aligned(each, None, None) for each in ones] + [Aligned(None, each, None) for each in others]
    return sorted(
        found,
        key=lambda pair: [
            (each.name, each.key) if each else ("", "") for each in (pair.after or pair.before, pair.before)
        ],
    )


def polarity_of(pair: Aligned) -> str:
    """What both sides say is better, or unknown."""
    said = {each.polarity for each in (pair.before, pair.after) if each}
    return said.pop() if len(said) == 1 else "unknown"


def _unique(indicators: Iterable[Indicator], by: str) -> dict[str, Indicator]:
    found: defaultdict[str, list[Indicator]] = defaultdict(list)
    for each in indicators:
        sign = {"iri": each.key, "concept": each.concept, "name": normalise_name(each.name)}[by]
        if sign:
            found[sign].append(each)
    return {sign: group[0] for sign, group in found.items() if len(group) == 1}


def _label(store: Store, node: str) -> str:
    names = values(store, node, "skos:prefLabel")
    return text(names[0]) if names else node.rpartition("/")[2]
