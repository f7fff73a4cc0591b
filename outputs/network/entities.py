"""The graph of a build as networkx sees it: entities, and the relations between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outputs.properties import by_subject, instances, pairs, text
from outputs.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx
    from pyoxigraph import Store

ENTITIES = (
    "BudgetUnit",
    "Project",
    "SubProject",
    "BudgetAmount",
    "Goal",
    "Section",
    "Milestone",
    "Indicator",
    "IndicatorCategory",
    "Target",
    "ActualValue",
    "PolicyDocument",
    "IssuingBody",
    "PolicyCitation",
    "Finding",
    "PerformanceForm",
    "Document",
)
"""The classes (of `jx:`) whose instances are nodes: all but evidence and extraction runs."""

RELATIONS = (
    "jx:unit",
    "jx:supervisedBy",
    "jx:department",
    "jx:describes",
    "jx:mentions",
    "jx:project",
    "jx:indicator",
    "jx:hasPolicyBasis",
    "jx:continues",
    "jx:unequalAmount",
    "jx:policy",
    "jx:issuedBy",
    "jx:subject",
    "dcterms:isPartOf",
    "skos:broader",
)
"""The properties that are edges."""

LABELS = (
    ("skos:prefLabel",),
    ("jx:surface",),
    ("dcterms:title", "jx:fiscalYear"),
    ("jx:printedLabel", "jx:value"),
    ("jx:heading",),
    ("jx:period",),
    ("jx:text",),
    ("jx:code",),
    ("jx:fileName",),
)
"""What names a node: the first of these of whose first property it has a value."""

_LONGEST_LABEL = 60


def entity_graph(store: Store, classes: Iterable[str] = ENTITIES) -> networkx.MultiDiGraph:
    """The entities of `store` that belong to `classes`, and the relations between them.

    A node is known by its IRI and has the attributes `iri`, `label` (in Chinese, at most 60 characters) and
    `cls` (`Project`, without prefix). An edge has the attribute `predicate` (`jx:unit`), which is its
    key too. Indicator categories are there only if an indicator stands below them. The order of nodes
    and edges follows from the content alone.
    """
    import networkx

    wanted = {node: cls for cls in classes for node in instances(store, f"jx:{cls}")}
    for category in set(instances(store, "jx:IndicatorCategory")) - _categories_in_use(store):
        wanted.pop(category, None)
    labels = _labels(store, wanted)
    graph = networkx.MultiDiGraph()
    for node, cls in wanted.items():
        graph.add_node(node, iri=node, label=labels[node], cls=cls)
    for predicate in RELATIONS:
        edges = ((source, text(target)) for source, target in pairs(store, predicate) if source in wanted)
        for source, target in sorted(edge for edge in edges if edge[1] in wanted):
            graph.add_edge(source, target, key=predicate, predicate=predicate)
    return graph


def add_facts(graph: networkx.MultiDiGraph, store: Store) -> None:
    """Give the nodes of `entity_graph` what the tables say of them, as attributes by the names of columns.

    An attribute is a text, an integer or a decimal, and of one type on all nodes.
    """
    for table in tables():
        if not {cls.removeprefix("jx:") for cls in table.classes}.intersection(ENTITIES):
            continue
        for row in table.rows(store, table.attributes):
            node = row[table.key.name]
            if node in graph:
                facts = {column.name: row[column.name] for column in table.attributes}
                graph.nodes[node].update({name: cell for name, cell in facts.items() if cell is not None})


def _categories_in_use(store: Store) -> set[str]:
    broader = {source: text(target) for source, target in pairs(store, "skos:broader")}
    used: set[str] = set()
    for indicator in instances(store, "jx:Indicator"):
        above = broader.get(indicator)
        while above and above not in used:
            used.add(above)
            above = broader.get(above)
    return used


def _labels(store: Store, nodes: Iterable[str]) -> dict[str, str]:
    columns = {curie: by_subject(store, curie) for curies in LABELS for curie in curies}
    labels = {}
    for node in nodes:
        named_by = next((curies for curies in LABELS if node in columns[curies[0]]), ())
        parts = [text(columns[curie][node][0]) for curie in named_by if node in columns[curie]]
        labels[node] = _short(" ".join(parts) or node.rpartition("/")[2])
    return labels


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"
