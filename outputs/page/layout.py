"""Where each node stands: decided once, so that the page opens settled and the same for everybody.

A graph is taken apart into what hangs together, and that, where it is large, into communities (Louvain).
Each part is laid out alone by springs, then the parts as discs among each other. Nodes that do not show
at first sight come last, beside what they belong to, so that they neither distort the picture nor leave
holes in it. No two nodes end up on one spot.

Distances are counted in nodes until the end: 1 is the room that a node with its label takes.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from outputs.page.packing import seed, settled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from outputs.page.packing import Spot

    Point = NDArray[np.float64]
    Placement = dict[int, Point]

_WIDTH, _HEIGHT = 124, 70
"""Pixels that a node with its label of two lines takes."""

_SCREEN = 1.4
"""How many times wider than high the room for the picture is."""

_TALL = (0.9, 1.1)
"""Parts stand a little closer side by side: labels make all of it wider later."""

_SMALL = 40
"""More nodes than this the springs would tangle."""

_DENSE = 0.5
"""How near parts want to be; 1 would leave no room at all between discs that fill a circle."""

_ATTEMPTS = 60
"""So many arrangements of one part are tried, fewer of many: the first is good enough for a crowd."""

_SUNFLOWER = 0.65
"""How far apart the seeds of a sunflower stand, so that labels fit between them."""

_RANDOM = 20190101


def positions(graph: nx.Graph, first: Collection[int], rooms: Sequence[float]) -> dict[int, tuple[int, int]]:
    """Pixels of every node of `graph`, whose nodes are numbers.

    `first` are those that show at first sight; `rooms` says for each node how many times the usual room its
    label takes.
    """
    if not graph:
        return {}
    graph = _sorted(graph)
    placed = _turned(_placed(graph.subgraph(sorted(first or graph)).copy()))
    by_degree = sorted(placed, key=lambda node: (-graph.degree(node), node))
    placed = _apart({node: placed[node] for node in by_degree}, rooms)
    placed = _apart(_with_the_rest(graph, placed), rooms)
    return {node: (round(x * _WIDTH), round(y * _HEIGHT)) for node, (x, y) in sorted(placed.items())}


def _sorted(graph: nx.Graph) -> nx.Graph:
    """The same, so built that nothing depends on the order in which it was put together."""
    rebuilt = nx.Graph()
    rebuilt.add_nodes_from(sorted(graph))
    rebuilt.add_edges_from(sorted(map(sorted, graph.edges)))
    return rebuilt


def _apart(placed: Placement, rooms: Sequence[float]) -> Placement:
    """The same, with as few nodes moved as needed for each to have its room."""
    spots = settled((_spot(point), rooms[node] / 2) for node, point in placed.items())
    return {node: np.array(spot) for node, spot in zip(placed, spots, strict=True)}


def _spot(point: Point) -> Spot:
    return float(point[0]), float(point[1])


def _turned(placed: Placement) -> Placement:
    """The same, turned so that it fills a screen best."""
    points = np.array(list(placed.values()))

    def height_on_screen(angle: float) -> float:
        width, height = np.ptp(_rotated(points, angle) * (_WIDTH, _HEIGHT), axis=0)
        return max(float(width) / _SCREEN, float(height))

    best = min(np.arange(0, math.pi, math.pi / 36), key=height_on_screen)
    return dict(zip(placed, _rotated(points, best), strict=True))


def _rotated(points: Point, angle: float) -> Point:
    cosine, sine = math.cos(angle), math.sin(angle)
    turned: Point = points @ np.array([[cosine, -sine], [sine, cosine]])
    return turned


def _placed(graph: nx.Graph) -> Placement:
    lonely = sorted(nx.isolates(graph))
    linked = graph.subgraph(sorted(set(graph).difference(lonely))).copy()
    pieces = [graph.subgraph(part).copy() for part in _parts(linked)]
    parts = [_sprung(piece) if len(piece) <= _SMALL else _sunflower(piece) for piece in pieces]
    return _side_by_side(graph, [*parts, _grid(lonely)] if lonely else parts)


def _parts(graph: nx.Graph) -> Iterator[list[int]]:
    """What hangs together, and where that is large, its communities, and theirs."""
    for component in map(sorted, nx.connected_components(graph)):
        piece = graph.subgraph(component).copy()
        is_small = len(component) <= _SMALL
        communities = [component] if is_small else nx.community.louvain_communities(piece, seed=_RANDOM)
        if len(communities) == 1:
            yield component
            continue
        for community in communities:
            yield from _parts(piece.subgraph(sorted(community)).copy())


def _grid(nodes: Sequence[int]) -> Placement:
    side = math.ceil(math.sqrt(len(nodes)))
    return {node: np.array(divmod(number, side), dtype=float) for number, node in enumerate(nodes)}


def _sprung(graph: nx.Graph) -> Placement:
    """A small connected graph, drawn so large that most nodes have room."""
    circle = nx.circular_layout(sorted(graph))
    points: Placement = nx.spring_layout(graph, pos=circle, seed=_RANDOM, iterations=300)
    stacked = np.array(list(points.values()))
    apart = np.hypot(*(stacked[:, None] - stacked[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    usual = max(float(np.median(apart.min(axis=1))), 1e-6)
    return {node: point / usual for node, point in points.items()}


def _sunflower(graph: nx.Graph) -> Placement:
    """A large piece without parts: the node with most edges in the middle, the others around it as seeds."""
    middle = max(graph, key=lambda node: (graph.degree(node), -node))
    return {node: _SUNFLOWER * np.array(seed(step)) for step, node in enumerate(nx.bfs_tree(graph, middle))}


def _side_by_side(graph: nx.Graph, parts: Sequence[Placement]) -> Placement:
    """Parts that are laid out already, as discs that do not touch, near those that they have edges with."""
    parts = sorted(parts, key=lambda part: (-len(part), min(part)))
    middles = [np.mean(list(part.values()), axis=0) for part in parts]
    radii = [
        0.8 + max(math.dist(point, middle) for point in part.values())
        for part, middle in zip(parts, middles, strict=True)
    ]
    between = _between(graph, parts)
    attempts = max(1, _ATTEMPTS // len(parts)) if between.edges else 1
    spots = min(
        (_spots(between, radii, attempt) for attempt in range(attempts)), key=partial(_strain, between)
    )
    return {
        node: point - middle + spot
        for part, middle, spot in zip(parts, middles, spots, strict=True)
        for node, point in part.items()
    }


def _between(graph: nx.Graph, parts: Sequence[Placement]) -> nx.Graph:
    """The parts as nodes, weighed edges between them."""
    part_of = {node: number for number, part in enumerate(parts) for node in part}
    crossing = Counter(tuple(sorted((part_of[one], part_of[other]))) for one, other in graph.edges)
    between = nx.empty_graph(len(parts))
    between.add_weighted_edges_from((*pair, count) for pair, count in crossing.items() if pair[0] != pair[1])
    return between


def _spots(between: nx.Graph, radii: Sequence[float], attempt: int) -> list[Spot]:
    """Where parts lie that are drawn to each other: one of many ways."""
    spread = _DENSE * math.sqrt(sum(radius**2 for radius in radii))
    wanted = np.zeros((len(radii), 2))
    if between.edges:
        sprung = nx.spring_layout(between, seed=_RANDOM + attempt, iterations=200)
        wanted = np.array([sprung[number] for number in between]) * spread * _TALL
    return settled(zip(map(_spot, wanted), radii, strict=True))


def _strain(between: nx.Graph, spots: Sequence[Spot]) -> float:
    """How far apart things lie that belong together, and everything from the middle."""
    middle = _spot(np.mean(spots, axis=0))
    distances = [math.dist(spots[one], spots[other]) for one, other in between.edges]
    weights = [weight for _, _, weight in between.edges.data("weight")]
    apart: float = sum(map(math.prod, zip(distances, weights, strict=True))) / max(1, sum(weights))
    return apart + sum(math.dist(spot, middle) for spot in spots) / len(spots)


def _with_the_rest(graph: nx.Graph, placed: Placement) -> Placement:
    """Every other node beside the neighbours that have a place; those without any below the picture."""
    reached = list(chain.from_iterable(nx.bfs_layers(graph, list(placed))))
    below = np.array([0.0, 1 + max(point[1] for point in placed.values())])
    wanted = dict(placed)
    for node in [*reached, *sorted(set(graph).difference(reached))]:
        near = [wanted[other] for other in sorted(graph[node]) if other in wanted]
        wanted.setdefault(node, np.mean(near, axis=0) if near else below)
    return wanted
