"""The graph of a build as networkx sees it: all of it, or what its projects have in common.

`entity_graph` is the whole; `projection` one of `PROJECTIONS`; `measures` says how central its nodes are and which
belong together. Nothing is loaded from the store but what the projection needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outputs.network.entities import ENTITIES, LABELS, RELATIONS, add_facts, entity_graph
from outputs.network.kinds import PROJECTIONS, WHOLE
from outputs.network.measures import Measures, NodeMeasures, annotate, measures
from outputs.network.projecting import Network, Options, project, whole

if TYPE_CHECKING:
    import networkx
    from pyoxigraph import Store

__all__ = [
    "ENTITIES",
    "LABELS",
    "PROJECTIONS",
    "RELATIONS",
    "WHOLE",
    "Measures",
    "Network",
    "NodeMeasures",
    "Options",
    "add_facts",
    "annotate",
    "entity_graph",
    "measures",
    "project",
    "projection",
    "whole",
]


def projection(
    store: Store, name: str, *, year: int | None = None, role: str | None = None
) -> networkx.Graph:
    """The projection `name` of the graph in `store`: of one fiscal year, or citations of one role, where given.

    Nodes are IRIs with `label`, `cls` and `projects`; an edge has `weight`, a number of projects. What was left
    out, and of how many projects it all is, `project` tells besides. Raises `ValueError` for an unknown name, a
    role or a year that the projection does not have.
    """
    return project(store, name, Options(year=year, role=role)).graph
