"""How fast networks are measured and folded, against networkx on the same graph in the same run.

`python bench/network.py [--nodes 600] [--projects 2000]`

Prints processor seconds of ours and of networkx, and how many times as fast ours is: betweenness and PageRank; Leiden
against networkx's Louvain, with the modularity of both; one-mode projection; and growth when the uses are doubled.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable

import networkx

from outputs.network import measures
from outputs.network.folding import incidence, together


def seconds(work: Callable[[], object]) -> float:
    """The processor seconds that some work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def told(name: str, ours: float, reference: float, more: str = "") -> None:
    print(f"{name:36} {ours:8.3f} s  networkx {reference:8.3f} s  {reference / ours:7.1f} x  {more}")


def uses(projects: int) -> list[tuple[int, int]]:
    """Projects that each use a dozen of many items, some of which are used much more than others."""
    chosen = random.Random(1)
    items = projects // 2
    return [(project, int(items * chosen.random() ** 3)) for project in range(projects) for _ in range(12)]


def folded(projects: int) -> object:
    return together(incidence(uses(projects), projects, projects), 500, 1)


def plain(projects: int) -> object:
    graph = networkx.Graph((("project", project), ("item", item)) for project, item in uses(projects))
    return networkx.bipartite.weighted_projected_graph(graph, [node for node in graph if node[0] == "item"])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, default=600)
    parser.add_argument("--projects", type=int, default=2000)
    given = parser.parse_args()
    graph = networkx.barabasi_albert_graph(given.nodes, 10, seed=1)
    graph = networkx.relabel_nodes(graph, {node: f"n{node:06}" for node in graph})
    measures(graph.subgraph(list(graph)[:20]))  # imports
    all_at_once = seconds(lambda: measures(graph))
    betweenness = seconds(lambda: networkx.betweenness_centrality(graph))
    rank = seconds(lambda: networkx.pagerank(graph))
    partition: list[set[str]] = []
    louvain = seconds(lambda: partition.extend(networkx.community.louvain_communities(graph, seed=1)))
    ours = measures(graph).modularity or 0
    theirs = networkx.community.modularity(graph, partition)
    told("betweenness, PageRank, communities", all_at_once, betweenness + rank + louvain)
    sampled = seconds(lambda: measures(graph, most_steps=0))
    told("the same, betweenness sampled", sampled, betweenness + rank + louvain)
    print(f"{'modularity':36} Leiden {ours:.4f}  networkx Louvain {theirs:.4f}")
    once = seconds(lambda: folded(given.projects))
    twice = seconds(lambda: folded(2 * given.projects))
    told(
        "one-mode projection", once, seconds(lambda: plain(given.projects)), f"twice/once {twice / once:4.2f}"
    )


if __name__ == "__main__":
    main()
