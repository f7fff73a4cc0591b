"""What was measured, for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outputs.network.kinds import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outputs.network.measures import Measures
    from outputs.network.projecting import Network

SCHEMA = 1


def to_json(network: Network, found: Measures, nodes: Iterable[str]) -> str:
    """The network's own figures and the measures of `nodes`, in their order, as one indented JSON object."""
    import msgspec

    whole = {
        "schema": SCHEMA,
        "projection": network.name,
        "title": {"zh": network.zh, "en": network.en},
        "year": network.options.year,
        "role": network.options.role,
        "weight": network.weight,
        "basis": network.basis,
        "projects_using": network.using,
        "projects": network.projects,
        "projects_by_year": {str(year): count for year, count in network.projects_by_year.items()},
        "left_out": network.left_out,
        "nodes_in_all": network.graph.number_of_nodes(),
        "edges_in_all": network.graph.number_of_edges(),
        "communities": found.communities,
        "modularity": found.modularity,
        "betweenness_from": found.pivots,
        "nodes": [{**network.graph.nodes[node], **found.nodes[node]._asdict()} for node in nodes],
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


def name_of(network: Network, node: str) -> str:
    """The label of a node, with what tells it apart from others of that label."""
    attributes = network.graph.nodes[node]
    more = next((attributes[key] for key in ("title", "year", "category") if key in attributes), None)
    label = str(attributes["label"])
    if network.name == WHOLE:
        return f"{label} ({attributes['cls']})"
    return label if more is None or str(more) == label else f"{label} {more}"
