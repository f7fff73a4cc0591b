"""Which nodes and edges of a graph come on the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QuerySolutions

from ontology.iris import expand
from outputs.page.settings import source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

    from outputs.page.graph import Graph
    from outputs.page.settings import Look

    Links = dict[tuple[str, str], dict[str, list[str]]]

_TYPE = expand("rdf:type")


@dataclass(frozen=True, slots=True)
class Selection:
    """The nodes and edges of the page.

    `kinds` maps each node to the place of its class in the legend; `links` maps two nodes to the relations
    between them, and each relation to the nodes that say more about it; `totals` counts each class before
    the cap.
    """

    kinds: dict[str, int]
    links: Links
    totals: tuple[int, ...]


def select(store: Store, graph: Graph, classes: tuple[Look, ...], cap: int) -> Selection:
    """All nodes of `classes` with the edges between them; beyond `cap`, the most connected."""
    kinds = _kinds(graph, classes)
    links = _links(store, kinds)
    degrees = Counter(end for pair in links for end in pair)
    used = {node: kind for node, kind in kinds.items() if degrees[node] or not classes[kind].only_used}
    ranked = sorted(used, key=lambda node: (-degrees[node], used[node], node))
    kept = {node: used[node] for node in ranked[:cap]}
    totals = Counter(used.values())
    return Selection(
        kinds=kept,
        links={pair: relations for pair, relations in links.items() if kept.keys() >= set(pair)},
        totals=tuple(totals[kind] for kind in range(len(classes))),
    )


def _kinds(graph: Graph, classes: tuple[Look, ...]) -> dict[str, int]:
    """Each node with its class; the first in the order of the legend where it has several."""
    kinds: dict[str, int] = {}
    for kind, look in enumerate(classes):
        for node in graph.subjects(_TYPE, look.iri):
            kinds.setdefault(node, kind)
    return kinds


def _links(store: Store, kinds: dict[str, int]) -> Links:
    found: defaultdict[tuple[str, str], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for start, relation, end, statement in _rows(store, "links.rq"):
        if start and relation and end and start != end and start in kinds and end in kinds:
            found[start, end][relation].update(filter(None, [statement]))
    return {
        pair: {relation: sorted(statements) for relation, statements in sorted(relations.items())}
        for pair, relations in sorted(found.items())
    }


def attached(store: Store) -> dict[str, list[str]]:
    """What belongs to each node without being one on the page."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for node, member in _rows(store, "attached.rq"):
        if node and member:
            found[node].add(member)
    return {node: sorted(members) for node, members in found.items()}


def _rows(store: Store, query: str) -> Iterator[list[str | None]]:
    """The IRIs of each solution of a query of this package; None for what is unbound or no IRI."""
    solutions = store.query(source(query))
    assert isinstance(solutions, QuerySolutions)
    for solution in solutions:
        yield [term.value if isinstance(term, NamedNode) else None for term in solution]
