"""The picture that vis-network draws, put together with networkx and pyvis."""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

import networkx as nx

from ontology.iris import compact
from outputs.page.layout import positions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outputs.page.content import Edge, Node
    from outputs.page.settings import Shown

_LINE = 10
"""Chinese characters in one of the two lines of a label."""

_FONT = 13
"""The size in pixels of a label that takes the usual room."""

_MANY = 1500
"""From so many nodes on, edges are hidden while the picture moves."""


def network(nodes: Sequence[Node], edges: Sequence[Edge], classes: Sequence[Shown]) -> dict[str, object]:
    """The nodes (with fixed positions), edges and options for vis-network."""
    from pyvis.network import Network

    graph = nx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    graph.add_edges_from((edge.source, edge.target) for edge in edges)
    shown = [classes[node.kind] for node in nodes]
    placed = positions(
        graph,
        first=[number for number, look in enumerate(shown) if look.on],
        rooms=[max(1.0, look.font / _FONT) for look in shown],
    )

    picture = Network(directed=True)
    # pyvis adds one node or edge at a time and looks through all it has each time; its lists are filled here.
    picture.nodes = [
        _node(number, node, shown[number], graph.degree(number), placed[number])
        for number, node in reversed(list(enumerate(nodes)))  # what comes later is drawn on top
    ]
    picture.edges = [
        {"id": number, "from": edge.source, "to": edge.target} for number, edge in enumerate(edges)
    ]
    picture.options = _options(classes, is_large=len(nodes) >= _MANY)
    return {"nodes": picture.nodes, "edges": picture.edges, "options": picture.options}


def _node(number: int, node: Node, shown: Shown, degree: int, place: tuple[int, int]) -> dict[str, object]:
    return {
        "id": number,
        "label": short_label(node.label),
        "group": compact(shown.iri),
        "x": place[0],
        "y": place[1],
        "size": round(shown.size * (1 + math.log2(1 + degree) / 6), 1),
    }


def short_label(label: str) -> str:
    """A label for the picture: at most two lines, without characters that steer how text runs."""
    text = "".join(c for c in " ".join(label.split()) if unicodedata.category(c) not in ("Cc", "Cf"))
    ends = list(accumulate(map(_width, text)))
    whole = ends[-1] if ends else 0.0
    if whole <= _LINE:
        return text
    first = bisect_left(ends, min(_LINE, whole / 2)) + 1
    last = bisect_right(ends, 2 * _LINE - 1)
    return f"{text[:first]}\n{text[first:] if whole <= 2 * _LINE else text[first:last] + '…'}"


def _width(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55


def _options(classes: Sequence[Shown], *, is_large: bool) -> dict[str, object]:
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
            "font": {"color": "#1b1f24", "strokeWidth": 4, "strokeColor": "#ffffff", "multi": False},
            "scaling": {"label": {"drawThreshold": 7, "maxVisible": 18}},
        },
        "edges": {
            "smooth": False,
            "width": 1,
            "selectionWidth": 1.5,
            "hoverWidth": 0.5,
            "color": {"inherit": "to", "opacity": 0.6},
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.35}},
            "font": {"size": 11, "color": "#3b4148", "strokeWidth": 4, "strokeColor": "#ffffff", "multi": False},
        },
        "groups": {compact(shown.iri): _group(shown) for shown in classes},
    }


def _group(shown: Shown) -> dict[str, object]:
    accent = {"background": shown.color, "border": "#101418"}
    return {
        "shape": shown.shape,
        "color": {"background": shown.color, "border": shown.color, "highlight": accent, "hover": accent},
        "font": {"size": shown.font},
    }
