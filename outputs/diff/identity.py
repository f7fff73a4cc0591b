"""When nodes of two stores are the same: their IRIs without the base, merged nodes by what stands for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outputs.properties import by_subject, last_of_each, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Store


def identity(stores: Iterable[tuple[Store, str]]) -> Callable[[str], str]:
    """From an IRI of any of `stores`, each with the base of its data, to a key that is equal for equal nodes.

    A merge that one store knows counts in all: who was merged in the second is no newcomer to the first.
    """
    found = list(stores)
    bases = sorted({base for _, base in found}, key=len, reverse=True)

    def local(iri: str) -> str:
        for base in bases:
            if iri.startswith(base):
                return iri.removeprefix(base)
        return iri

    merges = (each for store, _ in found for each in by_subject(store, "dcterms:isReplacedBy").items())
    into: dict[str, str] = {}
    for node, others in merges:
        known = [into[local(node)]] if local(node) in into else []
        into[local(node)] = min([*known, *(local(text(other)) for other in others)])
    last = last_of_each(into)
    return lambda iri: last.get(local(iri), local(iri))
