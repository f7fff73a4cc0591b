"""The facts of nodes and edges, in the words of the ontology, each with its places in the sources."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ontology.iris import SCHEMES, expand
from outputs.page.content import Fact

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from outputs.page.content import Text
    from outputs.page.evidence import Evidence
    from outputs.page.graph import Graph, Value
    from outputs.page.settings import FactSettings

_TYPE, _EVIDENCE = expand("rdf:type"), expand("jx:evidence")


class FactReader:
    """Reads facts from a graph; what leads to one of `nodes` is an edge and no fact.

    `terms` grows by the number of each term that the facts use.
    """

    def __init__(
        self, graph: Graph, evidence: Evidence, settings: FactSettings, nodes: Container[str]
    ) -> None:
        self.terms: dict[str, int] = {}
        self._graph = graph
        self._nodes = nodes
        self._evidence = evidence
        self._settings = settings
        self._places = cache(evidence.of_facts)
        self._rank = {predicate: rank for rank, predicate in enumerate(settings.order)}

    def term(self, iri: str) -> int:
        """The number of a term."""
        return self.terms.setdefault(iri, len(self.terms))

    def of_node(self, node: str, attached: Iterable[str]) -> tuple[Fact, ...]:
        """What is stated of a node, and what is attached to it."""
        stated = [self._stated(node, predicate, value) for predicate, value in self._statements(node)]
        places, left_out = self._evidence.of_node(node)
        if places:
            stated.append(Fact(term=self.term(_EVIDENCE), places=places, left_out=left_out))
        told = (self._told(self._graph.text(member, _TYPE), member) for member in attached)
        return *stated, *sorted(told, key=_where)

    def of_edge(self, source: str, target: str, relations: dict[str, list[str]]) -> tuple[Fact, ...]:
        """What holds from one node to another: a fact for each node that tells it, or for the relation."""
        facts: list[Fact] = []
        for relation, tellers in relations.items():
            told = [self._told(relation, teller) for teller in tellers]
            facts += told or [self._linked(source, relation, target)]
        return tuple(facts)

    def _stated(self, node: str, predicate: str, value: Value) -> Fact:
        places, left_out = self._places(node).get((predicate, value.value), ((), 0))
        text = self._text(predicate, value)
        return Fact(term=self.term(predicate), value=text, places=places, left_out=left_out)

    def _linked(self, source: str, relation: str, target: str) -> Fact:
        places, left_out = self._places(source).get((relation, target), ((), 0))
        return Fact(term=self.term(relation), places=places, left_out=left_out)

    def _told(self, term: str, teller: str) -> Fact:
        """A fact that has a node of its own to tell it: an amount, a target, a citation."""
        name = self._graph.first(teller, self._settings.name)
        content = self._graph.first(teller, self._settings.content)
        places, left_out = self._evidence.of_node(teller)
        return Fact(
            term=self.term(term),
            name=name[1].value if name else "",
            value=self._text(*content) if content else "",
            notes=tuple(
                (self.term(predicate), self._text(predicate, value))
                for predicate, value in self._statements(teller)
                if (predicate, value) not in (name, content)
            ),
            places=places,
            left_out=left_out,
        )

    def _statements(self, node: str) -> Iterator[tuple[str, Value]]:
        """What is said of a node, but for edges and what is hidden, in reading order."""
        about = self._graph.about(node)
        last = len(self._rank)
        for predicate in sorted(about, key=lambda predicate: self._rank.get(predicate, last)):
            if predicate in self._settings.hidden:
                continue
            for value in about[predicate]:
                if isinstance(value, Literal) or value.value not in self._nodes:
                    yield predicate, value

    def _text(self, predicate: str, value: Value) -> Text:
        if isinstance(value, Literal):
            return f"{Decimal(value.value):,f} 元" if predicate in self._settings.money else value.value
        if value.value.startswith(SCHEMES):
            return self.term(value.value)
        if self._graph.first(value.value, self._settings.label):
            return self._graph.label(value.value)
        return self._summary(value.value)

    def _summary(self, node: str) -> str:
        """A node that nothing names, by all that is said of it (a further value: `不低于 20000 份`)."""
        words = (
            value.value if isinstance(value, Literal) else self._graph.term_labels(value.value)[0]
            for _, value in self._statements(node)
        )
        return " ".join(dict.fromkeys(words))


def _where(fact: Fact) -> tuple[int, list[tuple[int, int]]]:
    """Facts of one kind as they follow each other in the sources."""
    return fact.term, [(place.document, place.start) for place in fact.places]
