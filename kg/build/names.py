"""The names of a store's entities, for its search index."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.store.searching import Named
from ontology.iris import expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Literal, NamedNode, Store

SEARCHED = (
    "Project",
    "BudgetUnit",
    "PolicyDocument",
    "Indicator",
    "IssuingBody",
    "SubProject",
    "IndicatorConcept",
    "PerformanceForm",
    "Document",
)
"""The classes (of `jx:`) whose instances can be searched for."""

_NAMES = ("skos:prefLabel", "dcterms:title", "jx:fileName", "skos:altLabel", "jx:number", "jx:projectCode")
"""What names them; the first that a node has is what it is called."""


def named(store: Store) -> Iterator[Named]:
    """Everything that can be searched for, in a fixed order; names of merged nodes lead to what stands for them."""
    replaced = {node: other.value for node, other in _values(store, "dcterms:isReplacedBy")}
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for curie in _NAMES:
        worded = ((node, _is_foreign(value), value.value) for node, value in _values(store, curie))
        for node, _, name in sorted(worded):
            names[_standing(node, replaced)].setdefault(name)
    for cls in SEARCHED:
        for node in sorted(_instances(store, cls)):
            if node not in replaced and names[node]:
                label, *others = names[node]
                yield Named(node, cls, label, tuple(others))


def _standing(node: str, replaced: dict[str, str]) -> str:
    while node in replaced:
        node = replaced[node]
    return node


def _is_foreign(value: NamedNode | Literal) -> bool:
    """Whether a wording is not Chinese: it goes after the one that is."""
    return getattr(value, "language", None) not in ("zh", None)


def _values(store: Store, curie: str) -> Iterator[tuple[str, NamedNode | Literal]]:
    from pyoxigraph import DefaultGraph, Literal, NamedNode

    for quad in store.quads_for_pattern(None, NamedNode(expand(curie)), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            yield quad.subject.value, quad.object


def _instances(store: Store, cls: str) -> Iterator[str]:
    from pyoxigraph import DefaultGraph, NamedNode

    type_, wanted = NamedNode(expand("rdf:type")), NamedNode(expand(f"jx:{cls}"))
    for quad in store.quads_for_pattern(None, type_, wanted, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value
