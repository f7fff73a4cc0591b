"""The graph of a projection: its nodes with their names, and the edges that uses make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outputs.network.folding import alike, incidence, together
from outputs.properties import one_line, text, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx
    from pyoxigraph import Store

    from outputs.network.kinds import Kind, Used
    from outputs.network.uses import Uses

CLASSES: dict[Used, str] = {"policies": "PolicyDocument", "indicators": "Indicator"}
"""The classes of what projects use."""

_SHOWN_HUBS = 10
_MORE = {
    ("items", "policies"): "which cites {number:,} policies",
    ("items", "indicators"): "which uses {number:,} indicators",
    ("units", "policies"): "which {number:,} units cite",
    ("units", "indicators"): "which {number:,} units use",
}


@dataclass(frozen=True, slots=True)
class Joined:
    """The graph, and a sentence for everything that was left out of it."""

    graph: networkx.Graph
    left_out: tuple[str, ...]


def join(store: Store, kind: Kind, uses: Uses, most_shared: int, least_weight: int | None) -> Joined:
    """The graph of `uses`: nodes and edges in the order of their IRIs."""
    import networkx

    graph = networkx.Graph()
    projects = sorted({use.project for use in uses.uses})
    items = sorted({use.item for use in uses.uses})
    if kind.nodes == "pairs":
        _add(graph, store, projects, "Project")
        _add(graph, store, items, CLASSES[kind.used])
        graph.add_edges_from(sorted({(use.project, use.item) for use in uses.uses}), weight=1)
        return Joined(graph, ())
    row, column = _places(projects), _places(items)
    matrix = incidence(((row[use.project], column[use.item]) for use in uses.uses), len(projects), len(items))
    if kind.nodes == "items":
        nodes, things, cls = items, projects, CLASSES[kind.used]
        folded = together(matrix, most_shared, least_weight)
    else:
        nodes, things, cls = (
            sorted({unit for units in uses.units.values() for unit in units}),
            items,
            "BudgetUnit",
        )
        place = _places(nodes)
        members = ((place[unit], row[project]) for project, units in uses.units.items() for unit in units)
        folded = alike(matrix, incidence(members, len(nodes), len(projects)), most_shared, least_weight)
    _add(graph, store, nodes, cls)
    for edge in folded.edges:
        shared = {"shared": edge.shared} if kind.nodes == "units" else {}
        graph.add_edge(nodes[edge.one], nodes[edge.other], weight=edge.projects, **shared)
    left_out = [
        _hub(store, kind, things[thing], number, most_shared) for thing, number in folded.hubs[:_SHOWN_HUBS]
    ]
    if more := len(folded.hubs) - _SHOWN_HUBS:
        left_out += [f"and {more:,} others like it joined nothing"] if more > 0 else []
    if folded.lighter:
        left_out.append(
            f"{folded.lighter:,} edges of a weight below {folded.least} are left out; --min-weight 1 keeps them"
        )
    return Joined(graph, tuple(left_out))


def label_of(store: Store, node: str) -> str:
    """What a node is called, in one line; its last part where nothing names it."""
    names = values(store, node, "skos:prefLabel")
    return one_line(text(names[0])) if names else node.rpartition("/")[2]


def _hub(store: Store, kind: Kind, thing: str, number: int, most: int) -> str:
    what = _MORE[kind.nodes, kind.used].format(number=number)
    return f"{label_of(store, thing)}, {what}, joined nothing (more than {most:,}; --max-shared {number} keeps it)"


def _add(graph: networkx.Graph, store: Store, nodes: Iterable[str], cls: str) -> None:
    for node in nodes:
        graph.add_node(node, iri=node, label=label_of(store, node), cls=cls, **_more(store, node, cls))


def _more(store: Store, node: str, cls: str) -> dict[str, str | int]:
    """What else tells nodes of one label apart: the title of a policy, the year of a project."""
    found = {
        "PolicyDocument": ("title", values(store, node, "dcterms:title")),
        "Project": ("year", values(store, node, "jx:fiscalYear")),
        "Indicator": ("category", values(store, node, "skos:broader")),
    }.get(cls)
    if not found or not found[1]:
        return {}
    name, value = found[0], text(found[1][0])
    if name == "category":
        return {name: label_of(store, value)}
    return {name: int(value) if name == "year" else one_line(value)}


def _places(nodes: Sequence[str]) -> dict[str, int]:
    return {node: place for place, node in enumerate(nodes)}
