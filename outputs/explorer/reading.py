"""What the pages read of one generation: its graph, its names, its texts. One object serves many requests."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.policies import find_citations
from kg.store.searching import Found, Index
from ontology.iris import expand
from outputs.page.evidence import Evidence
from outputs.page.graph import Graph
from outputs.page.settings import view

if TYPE_CHECKING:
    from kg.store import Build

_TYPE = expand("rdf:type")
_REPLACED = expand("dcterms:isReplacedBy")


@dataclass(frozen=True, slots=True)
class Reading:
    """A build as the pages see it."""

    build: Build

    @property
    def base(self) -> str:
        return self.build.generation.base

    def graph(self) -> Graph:
        """The graph, for one request: what was asked of it is kept as long."""
        return Graph(self.build.store, view())

    def evidence(self, graph: Graph) -> Evidence:
        return Evidence(graph, self.build.layout.document_text)

    def find(self, text: str, cls: str | None, most: int) -> Found:
        """What is called like `text`; a document number is found in any notation."""
        try:
            index = Index(self.build.layout.search)
        except sqlite3.OperationalError:  # built before there was an index
            return Found()
        try:
            found = index.find(text, cls, most)
            number = _number(text)
            return found if found.total or not number else index.find(number, cls, most)
        finally:
            index.close()

    def iri(self, kind: str, name: str) -> str:
        """The IRI at the path `/id/KIND/NAME`."""
        return f"{self.base}{kind}/{name}"

    def path(self, iri: str) -> str | None:
        """Where the page of an entity is; None for what is none of this build."""
        local = iri.removeprefix(self.base)
        return f"/page/{local}" if local != iri and "#" not in local else None

    def standing(self, graph: Graph, iri: str) -> str:
        """The node that stands for one that was merged, else the node itself."""
        seen = {iri}
        while (other := graph.text(iri, _REPLACED)) and other not in seen:
            iri = other
            seen.add(iri)
        return iri

    def kinds(self, graph: Graph, iri: str) -> list[str]:
        """The classes of a node; none where there is no such node."""
        return [value.value for value in graph.objects(iri, _TYPE)]


def _number(text: str) -> str | None:
    """The number by standard of the one document that a search names."""
    found = find_citations(text)
    return found[0].number_standard if len(found) == 1 else None
