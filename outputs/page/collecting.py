"""From a store to the content of the page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from extractors.vocabulary import settings as vocabulary
from ontology.iris import expand
from outputs.page.content import Content, Edge, LegendEntry, Node
from outputs.page.drawing import network
from outputs.page.evidence import Evidence
from outputs.page.facts import FactReader
from outputs.page.graph import Graph
from outputs.page.selection import attached, select
from outputs.page.settings import view, words

if TYPE_CHECKING:
    from pyoxigraph import Store

    from outputs.page.evidence import Texts
    from outputs.page.selection import Selection

_CODE = expand("jx:code")
_ALSO = tuple(map(expand, ("skos:prefLabel", "skos:altLabel", "dcterms:title", "jx:number")))


def content(store: Store, texts: Texts | None, cap: int) -> Content:
    """All that the page holds, in an order that follows from the graph alone."""
    settings = view()
    graph = Graph(store, settings)
    selection = select(store, graph, settings.classes, cap)
    evidence = Evidence(graph, texts)
    reader = FactReader(graph, evidence, settings.facts, selection.kinds)
    nodes = _nodes(selection, graph, reader, attached(store))
    edges = _edges(selection, reader)
    legend = _legend(selection, reader)
    return Content(
        words=words(),
        terms=tuple(map(graph.term_labels, reader.terms)),
        legend=legend,
        documents=tuple(evidence.documents),
        nodes=nodes,
        edges=edges,
        network=network(nodes, edges, settings.classes),
    )


def _nodes(
    selection: Selection, graph: Graph, reader: FactReader, attached: dict[str, list[str]]
) -> tuple[Node, ...]:
    return tuple(
        Node(
            iri=node,
            kind=kind,
            label=(label := _label(graph, node)),
            also=tuple(name for name in _names(graph, node) if name != label),
            facts=reader.of_node(node, attached.get(node, ())),
        )
        for node, kind in selection.kinds.items()
    )


def _label(graph: Graph, node: str) -> str:
    """What a node is called; a finding by the name of its rule."""
    label = graph.label(node)
    is_code = graph.text(node, _CODE) == label
    title: str = vocabulary("rules").get(label, {}).get("title_zh", label) if is_code else label
    return title


def _names(graph: Graph, node: str) -> list[str]:
    """Every name that a search should find."""
    values = (value for predicate in _ALSO for value in graph.objects(node, predicate))
    return sorted({value.value for value in values if isinstance(value, Literal)})


def _edges(selection: Selection, reader: FactReader) -> tuple[Edge, ...]:
    number = {node: place for place, node in enumerate(selection.kinds)}
    return tuple(
        Edge(
            source=number[source],
            target=number[target],
            facts=reader.of_edge(source, target, relations),
        )
        for (source, target), relations in selection.links.items()
    )


def _legend(selection: Selection, reader: FactReader) -> tuple[LegendEntry, ...]:
    shown = Counter(selection.kinds.values())
    return tuple(
        LegendEntry(
            term=reader.term(entry.iri),
            mark=entry.mark,
            color=entry.color,
            on=entry.on,
            shown=shown[kind],
            total=selection.totals[kind],
        )
        for kind, entry in enumerate(view().classes)
    )
