"""A store's default graph, asked for one node at a time."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode

from ontology.iris import compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, Store

    from outputs.page.settings import View

    Value = NamedNode | Literal

_LABELS = (expand("rdfs:label"), expand("skos:prefLabel"))


class Graph:
    """Statements about nodes, in an order that follows from their content alone."""

    def __init__(self, store: Store, view: View) -> None:
        self._store = store
        self._view = view
        self.about = cache(self._about)

    def subjects(self, predicate: str, value: str) -> list[str]:
        """The nodes of which `predicate` holds with the node `value`."""
        quads = self._quads(None, predicate, value)
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))

    def objects(self, subject: str, predicate: str) -> list[Value]:
        """What `predicate` says of `subject`."""
        return self.about(subject).get(predicate, [])

    def first(self, subject: str, predicates: Iterable[str]) -> tuple[str, Value] | None:
        """The first of `predicates` that says something of `subject`, and what."""
        for predicate in predicates:
            for value in self.objects(subject, predicate):
                return predicate, value
        return None

    def text(self, subject: str, predicate: str) -> str:
        """The only value of a property that every such node has, or ""."""
        return next((value.value for value in self.objects(subject, predicate)), "")

    def label(self, iri: str) -> str:
        """What a node is called, or its IRI in short where nothing names it."""
        named = self.first(iri, self._view.facts.label)
        return named[1].value if named else compact(iri)

    def term_labels(self, iri: str) -> tuple[str, str]:
        """A term's or concept's labels in Chinese and English."""
        if iri in self._view.labels:
            return self._view.labels[iri]
        found: dict[str | None, str] = {}
        for value in (value for predicate in _LABELS for value in self.objects(iri, predicate)):
            if isinstance(value, Literal):
                found.setdefault(value.language, value.value)
        plain = found.get(None, compact(iri))
        zh = found.get("zh", plain)
        return zh, found.get("en", zh)

    def _about(self, subject: str) -> dict[str, list[Value]]:
        statements: defaultdict[str, list[Value]] = defaultdict(list)
        for quad in self._quads(subject, None, None):
            if isinstance(quad.object, NamedNode | Literal):
                statements[quad.predicate.value].append(quad.object)
        return {predicate: sorted(values, key=_order) for predicate, values in sorted(statements.items())}

    def _quads(self, subject: str | None, predicate: str | None, value: str | None) -> Iterator[Quad]:
        s, p, o = (None if iri is None else NamedNode(iri) for iri in (subject, predicate, value))
        return self._store.quads_for_pattern(s, p, o, DefaultGraph())


def _order(value: Value) -> tuple[str, str, str]:
    """Chinese before English: `zh` names what `en` explains."""
    if isinstance(value, NamedNode):
        return "", "", value.value
    language = value.language or ""
    return ("" if language == "zh" else language), value.value, value.datatype.value
