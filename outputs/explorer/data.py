"""What is stated of an entity, as RDF: its own statements and those of its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, serialize

from ontology.iris import PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store, Triple

FORMATS = {"ttl": "TURTLE", "nt": "N_TRIPLES", "jsonld": "JSON_LD", "rdf": "RDF_XML"}
"""The end of the path of an entity's data, and the format it stands for (a name of pyoxigraph's)."""


def rdf_format(suffix: str) -> RdfFormat:
    """The format that the end of a path stands for."""
    found: RdfFormat = getattr(RdfFormat, FORMATS[suffix])
    return found


def described(store: Store, iri: str, suffix: str) -> bytes | None:
    """The statements of and about an entity's evidence; None where nothing is stated of it."""
    triples = list(dict.fromkeys(_triples(store, NamedNode(iri))))
    if not triples:
        return None
    return serialize(triples, format=rdf_format(suffix), prefixes=PREFIXES)


def _triples(store: Store, node: NamedNode) -> Iterator[Triple]:
    evidence: set[NamedNode] = set()
    for quad in store.quads_for_pattern(node, None, None, DefaultGraph()):
        yield quad.triple
        if quad.predicate.value == expand("jx:evidence") and isinstance(quad.object, NamedNode):
            evidence.add(quad.object)
    for quad in store.quads_for_pattern(None, NamedNode(expand("rdf:subject")), node, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            evidence.add(quad.subject)
    for each in sorted(evidence, key=lambda one: one.value):
        for quad in store.quads_for_pattern(each, None, None, DefaultGraph()):
            yield quad.triple
