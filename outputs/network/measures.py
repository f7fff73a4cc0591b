"""How central the nodes of a graph are, and which belong together.

networkx takes seconds or minutes for these; underneath, rustworkx follows the shortest paths, scipy multiplies, and
graspologic-native finds communities (Leiden, https://arxiv.org/abs/1810.08473). Nodes go in by the order of their
IRIs, one thread does the sums, and values are kept to 9 significant digits: the same graph has the same figures.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx
    from numpy import ndarray
    from scipy.sparse import csr_array

MOST_STEPS = 200_000_000
"""Nodes × edges up to which all shortest paths are followed: some 20 seconds. Above, those from a sample are."""

DAMPING = 0.85
_SEED = 20190101
_DIGITS = 9
_FEWEST_PIVOTS = 64
_BATCH = 64


class NodeMeasures(NamedTuple):
    """`degree`: neighbours. `strength`: the weights of its edges together. `betweenness`: the share of shortest
    paths that pass through (each edge one step). `pagerank`: by weight. `community`: 1 is the largest."""

    degree: int
    strength: float
    betweenness: float
    pagerank: float
    community: int


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of every node, by IRI in order.

    `modularity` is that of the communities (None without edges); `pivots` says from how many nodes shortest paths
    were followed (None: from all).
    """

    nodes: dict[str, NodeMeasures]
    communities: int
    modularity: float | None
    pivots: int | None

    def ranked(self, by: str) -> list[str]:
        """The nodes, those with the highest `by` (a field of `NodeMeasures`) first; equal ones by IRI."""
        return sorted(self.nodes, key=lambda node: (-getattr(self.nodes[node], by), node))


def measures(graph: networkx.Graph, *, resolution: float = 1.0, most_steps: int = MOST_STEPS) -> Measures:
    """Measure the nodes of a graph, whose names are texts; its edges have a `weight`, or count as 1.

    Directions and loops are ignored, and parallel edges are one with the weights of all. Communities are
    those of Leiden by modularity at that `resolution`; a node without edges is one of its own.
    """
    nodes = sorted(graph)
    matrix = _matrix(graph, nodes)
    betweenness, pivots = _betweenness(matrix, most_steps)
    numbers, modularity = _communities(matrix, resolution)
    columns = (
        _degrees(matrix),
        _rounded(matrix.sum(axis=1)),
        _rounded(betweenness),
        _rounded(_pagerank(matrix)),
        numbers,
    )
    found = map(NodeMeasures, *columns)
    return Measures(dict(zip(nodes, found, strict=True)), len(set(numbers)), modularity, pivots)


def annotate(graph: networkx.Graph, found: Measures) -> None:
    """Write the measures of each node on it, as attributes."""
    for node, of_node in found.nodes.items():
        graph.nodes[node].update(of_node._asdict())


def _matrix(graph: networkx.Graph, nodes: Sequence[str]) -> csr_array:
    """Weights, symmetric, without loops."""
    import numpy
    from scipy.sparse import coo_array

    place = {node: number for number, node in enumerate(nodes)}
    ones, others, weights = [], [], []
    for one, other, weight in graph.edges(data="weight", default=1):
        if one != other:
            ones += [place[one], place[other]]
            others += [place[other], place[one]]
            weights += [weight, weight]
    places = numpy.array([ones, others], dtype=numpy.int32)
    data = numpy.array(weights, dtype=numpy.float64)
    matrix = coo_array((data, (places[0], places[1])), shape=(len(nodes), len(nodes))).tocsr()
    matrix.sort_indices()
    return matrix


def _degrees(matrix: csr_array) -> list[int]:
    import numpy

    return [int(number) for number in numpy.diff(matrix.indptr)]


def _pagerank(matrix: csr_array) -> ndarray:
    """By repeated multiplication; nodes without edges pass their share to all alike."""
    import numpy

    size = matrix.shape[0]
    strength = matrix.sum(axis=1)
    is_alone = strength == 0
    shares = numpy.divide(1.0, strength, out=numpy.zeros(size), where=~is_alone)
    rank = numpy.full(size, 1.0 / size) if size else numpy.zeros(0)
    for _ in range(1000):
        spread = matrix @ (rank * shares) + rank[is_alone].sum() / size if size else rank
        following = DAMPING * spread + (1 - DAMPING) / size if size else rank
        change = abs(following - rank).sum()
        rank = following
        if change < 1e-13:
            break
    return rank


def _betweenness(matrix: csr_array, most_steps: int) -> tuple[ndarray, int | None]:
    import numpy

    size = matrix.shape[0]
    if size < 3 or not matrix.nnz:
        return numpy.zeros(size), None
    if size * matrix.nnz // 2 <= most_steps:
        return _exact_betweenness(matrix), None
    steps_a_pivot = matrix.nnz + 10 * size  # a step visits all edges, and ten times all nodes
    pivots = min(size, max(_FEWEST_PIVOTS, most_steps // steps_a_pivot))
    sources = numpy.unique(numpy.linspace(0, size - 1, pivots).astype(int))
    return sampled_betweenness(matrix, sources), len(sources)


def _exact_betweenness(matrix: csr_array) -> ndarray:
    import numpy
    import rustworkx
    from scipy.sparse import triu

    upper = triu(matrix, k=1).tocoo()
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(matrix.shape[0]))
    graph.add_edges_from_no_data(list(zip(upper.row.tolist(), upper.col.tolist(), strict=True)))
    alone = matrix.shape[0] + 1  # threads add up in an order of their own
    found = rustworkx.betweenness_centrality(graph, normalized=True, parallel_threshold=alone)
    return numpy.array([found[node] for node in range(matrix.shape[0])])


def sampled_betweenness(matrix: csr_array, sources: ndarray) -> ndarray:
    """Betweenness estimated from the shortest paths that begin at `sources` (Brandes and Pich 2007).

    With all nodes for sources it is exact. Many sources are followed at once, step by step, by products with
    the matrix of neighbours.
    """
    import numpy

    size = matrix.shape[0]
    neighbours = matrix.copy()
    neighbours.data[:] = 1
    total = numpy.zeros(size)
    for first in range(0, len(sources), _BATCH):
        total += _dependencies(neighbours, sources[first : first + _BATCH])
    scaled: ndarray = total * (size / len(sources)) / ((size - 1) * (size - 2))
    return scaled


def _dependencies(neighbours: csr_array, sources: ndarray) -> ndarray:
    """How much of the shortest paths from `sources` depends on each node: Brandes' algorithm, level by level."""
    import numpy

    shape = (neighbours.shape[0], len(sources))
    columns = numpy.arange(len(sources))
    distance = numpy.full(shape, -1, dtype=numpy.int32)
    paths, frontier = numpy.zeros(shape), numpy.zeros(shape)
    distance[sources, columns], frontier[sources, columns] = 0, 1
    level = 0
    while frontier.any():
        paths += frontier
        frontier = neighbours @ frontier
        frontier[distance >= 0] = 0
        level += 1
        distance[frontier > 0] = level
    dependency = numpy.zeros(shape)
    for further in range(level - 1, 0, -1):
        at = distance == further
        share = numpy.divide(1 + dependency, paths, out=numpy.zeros(shape), where=at)
        back = neighbours @ share
        back[distance != further - 1] = 0
        dependency += back * paths
    dependency[sources, columns] = 0
    of_all: ndarray = dependency.sum(axis=1)
    return of_all


def _communities(matrix: csr_array, resolution: float) -> tuple[list[int], float | None]:
    """The number of each node's community, the largest 1, and the modularity of them all."""
    import numpy
    from graspologic_native import leiden_csr

    size = matrix.shape[0]
    if not matrix.nnz:
        return list(range(1, size + 1)), None
    modularity, found = leiden_csr(
        matrix.indptr.astype(numpy.int64),
        matrix.indices.astype(numpy.int32),
        matrix.data,
        size,
        resolution=resolution,
        iterations=5,
        trials=4,
        seed=_SEED,
    )
    members: defaultdict[int | tuple[int], list[int]] = defaultdict(list)
    for node in range(size):
        members[found.get(node, (node,))].append(node)
    numbers = [0] * size
    for number, nodes in enumerate(sorted(members.values(), key=lambda each: (-len(each), each)), 1):
        for node in nodes:
            numbers[node] = number
    return numbers, float(f"{modularity:.{_DIGITS}g}")


def _rounded(column: ndarray) -> list[float]:
    return [float(f"{value:.{_DIGITS}g}") for value in column.tolist()]
