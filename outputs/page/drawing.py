"""The picture that vis-network draws, put together with networkx and pyvis."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import networkx as nx

from outputs.page.labels import short_label
from outputs.page.layout import positions
from outputs.page.overview import readable_labels, scale_of_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outputs.page.content import Edge, Node
    from outputs.page.settings import Look

_FONT = 13
"""The size in pixels of a label that takes the usual room."""

_MANY = 3000
"""From so many edges on, they are hidden while the picture moves."""


def network(nodes: Sequence[Node], edges: Sequence[Edge], classes: Sequence[Look]) -> dict[str, object]:
    """The nodes (with fixed positions), edges and options for vis-network."""
    from pyvis.network import Network

    graph = nx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    graph.add_edges_from((edge.source, edge.target) for edge in edges)
    looks = [classes[node.kind] for node in nodes]
    visible = [number for number in graph if looks[number].on]
    places = positions(graph, visible, [max(1.0, look.font / _FONT) for look in looks])
    scale = scale_of_whole(places.values())
    visible.sort(key=lambda number: (nodes[number].kind, -graph.degree(number), number))
    fonts = readable_labels({number: places[number] for number in visible}, scale)

    picture = Network(directed=True)
    # pyvis looks through all it has for each node or edge it is given: its lists are filled here.
    picture.nodes = [
        {
            "id": number,
            "label": short_label(nodes[number].label),
            "group": look.term,
            "x": places[number][0],
            "y": places[number][1],
            "size": round(look.size * (1 + math.log2(1 + graph.degree(number)) / 6) * _enlarged(scale), 1),
            "font": {"size": max(look.font, fonts.get(number, 0))},
        }
        for number, look in reversed(list(enumerate(looks)))  # what comes later is drawn on top
    ]
    picture.edges = [
        {"id": number, "from": edge.source, "to": edge.target} for number, edge in enumerate(edges)
    ]
    picture.options = _options(classes, is_large=len(edges) >= _MANY)
    return {"nodes": picture.nodes, "edges": picture.edges, "options": picture.options}


def _enlarged(scale: float) -> float:
    """How much larger marks are where the whole is shown small."""
    return min(1.8, max(1.0, 0.4 / scale))


def _options(classes: Sequence[Look], *, is_large: bool) -> dict[str, object]:
    halo = {"strokeWidth": 4, "strokeColor": "#ffffff", "multi": False}
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "keyboard": {"enabled": True, "bindToWindow": False},
            "hideEdgesOnDrag": is_large,
            "hideEdgesOnZoom": is_large,
        },
        "nodes": {
            "borderWidth": 1.5,
            "font": {"color": "#1b1f24", **halo},
            "scaling": {"label": {"drawThreshold": 10, "maxVisible": 18}},
        },
        "edges": {
            "smooth": False,
            "width": 1,
            "selectionWidth": 1.5,
            "hoverWidth": 0.5,
            "color": {"inherit": "to", "opacity": 0.55},
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.35}},
            "font": {"size": 11, "color": "#4a5159", **halo},
            "scaling": {"label": {"drawThreshold": 13, "maxVisible": 14}},
        },
        "groups": {look.term: _group(look) for look in classes},
    }


def _group(look: Look) -> dict[str, object]:
    accent = {"background": look.color, "border": "#101418"}
    return {
        "shape": look.shape,
        "color": {"background": look.color, "border": look.color, "highlight": accent, "hover": accent},
    }
