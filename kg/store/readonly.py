"""The store behind rdflib's API, for reading only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from oxrdflib import OxigraphStore
from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, ModificationException

from ontology.iris import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store


class ReadOnlyError(ModificationException):
    """A change to a graph that belongs to a build."""

    def __str__(self) -> str:
        return "a build is read-only; copy it to change it: rdflib.Graph() + kg.open(DIR)"


class ReadOnlyStore(OxigraphStore):
    """An Oxigraph store of which every change is refused with `ReadOnlyError`."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise ReadOnlyError

    add = addN = remove = update = _refuse  # noqa: N815 (rdflib's name)
    add_graph = remove_graph = create = destroy = _refuse


def default_graph(store: Store) -> Graph:
    """The default graph of `store`, with the prefixes of the ontology bound."""
    graph = Graph(ReadOnlyStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph
