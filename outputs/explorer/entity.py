"""An entity as a person reads it: what is stated of it, what belongs to it, what leads to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode

from ontology.iris import SCHEMES, expand
from outputs.page.settings import view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from outputs.explorer.reading import Reading
    from outputs.page.content import Place
    from outputs.page.evidence import Evidence
    from outputs.page.graph import Graph, Value

_TYPE, _EVIDENCE = expand("rdf:type"), expand("jx:evidence")
_PROJECT, _INDICATOR, _BROADER = expand("jx:project"), expand("jx:indicator"), expand("skos:broader")
_BASIS, _POLICY = expand("jx:hasPolicyBasis"), expand("jx:policy")
_PART_OF, _DESCRIBES = expand("dcterms:isPartOf"), expand("jx:describes")
_TARGET, _ACTUAL = expand("jx:Target"), expand("jx:ActualValue")
_BELONGING = tuple(map(expand, ("jx:BudgetAmount", "jx:Goal", "jx:Section", "jx:Milestone", "jx:SubProject")))
_UNLINKED = frozenset(map(expand, ("jx:project", "rdf:subject", "rdf:object", "oa:hasSource")))
"""Links that are told in other words, or of evidence."""

MOST_LINKS = 50
"""Incoming links of one kind on a page; of more their number is told."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value: its words in Chinese and English, where it leads, and where it stands."""

    zh: str
    en: str
    path: str | None = None
    places: Sequence[Place] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A property, by its labels, and what it says."""

    label: tuple[str, str]
    values: list[Said]


@dataclass(frozen=True, slots=True)
class Part:
    """Something that belongs to the entity: its class, its name, its content, what qualifies it."""

    kind: tuple[str, str]
    name: str
    content: str
    notes: list[Line]
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator of a project, with its values."""

    categories: list[str]
    indicator: Said
    target: Said | None = None
    actual: Said | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """What leads here by one property: some of it, and how many there are."""

    label: tuple[str, str]
    total: int
    shown: list[Said]


@dataclass(frozen=True, slots=True)
class Entity:
    """All that a page says of an entity."""

    iri: str
    label: str
    kinds: list[tuple[str, str]]
    lines: list[Line]
    parts: list[Part] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    links: list[Links] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


class Describer:
    """Describes entities of one build."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._graph: Graph = reading.graph()
        self._evidence: Evidence = reading.evidence(self._graph)
        self._settings = view().facts
        self._rank = {predicate: rank for rank, predicate in enumerate(self._settings.order)}

    def describe(self, iri: str) -> Entity | None:
        """The entity, or None where nothing is stated of it."""
        kinds = self._reading.kinds(self._graph, iri)
        if not kinds:
            return None
        return Entity(
            iri=iri,
            label=self._graph.label(iri),
            kinds=[self._graph.term_labels(kind) for kind in kinds],
            lines=list(self._lines(iri)),
            parts=list(self._parts(iri)),
            rows=sorted(self._rows(iri), key=lambda row: (row.categories, row.indicator.zh)),
            links=list(self._incoming(iri)),
            documents=self._evidence.documents,
            sources=[self._reading.path(source) or "" for source in self._evidence.sources],
        )

    def _lines(self, iri: str, skipped: Sequence[str] = ()) -> Iterator[Line]:
        about, facts = self._graph.about(iri), self._evidence.of_facts(iri)
        last = len(self._rank)
        for predicate in sorted(about, key=lambda each: self._rank.get(each, last)):
            if predicate in self._settings.hidden or predicate in skipped:
                continue
            values = [self._said(iri, predicate, value, facts) for value in about[predicate]]
            yield Line(self._graph.term_labels(predicate), values)

    def _said(
        self,
        iri: str,
        predicate: str,
        value: Value,
        facts: Mapping[tuple[str, str], tuple[Sequence[Place], int]],
    ) -> Said:
        places, left_out = facts.get((predicate, value.value), ((), 0))
        if predicate == _BASIS:
            places, left_out = self._cited(iri, value.value)
        zh, en = self._words(predicate, value)
        path = None if isinstance(value, Literal) else self._reading.path(value.value)
        return Said(zh, en, path, places, left_out)

    def _cited(self, project: str, policy: str) -> tuple[Sequence[Place], int]:
        """Where a project's forms cite a policy: the citations tell what the shortcut sums up."""
        cited = [
            self._evidence.of_node(citation)
            for citation in self._graph.subjects(_POLICY, policy)
            if self._graph.text(self._graph.text(citation, _PART_OF), _DESCRIBES) == project
        ]
        return [place for places, _ in cited for place in places], sum(left_out for _, left_out in cited)

    def _words(self, predicate: str, value: Value) -> tuple[str, str]:
        if isinstance(value, Literal):
            words = (
                f"{float(value.value):,.2f}".removesuffix(".00") + " 元"
                if predicate in self._settings.money
                else value.value
            )
            return words, words
        if value.value.startswith(SCHEMES):
            return self._graph.term_labels(value.value)
        label = self._graph.label(value.value)
        return label, label

    def _parts(self, iri: str) -> Iterator[Part]:
        """Amounts, goals, narratives, milestones and sub-projects, as they follow each other in the source."""
        found = [
            (kind, node) for node in self._graph.subjects(_PROJECT, iri) for kind in self._kinds_of(node)
        ]
        parts = [
            (_BELONGING.index(kind), self._part(kind, node)) for kind, node in found if kind in _BELONGING
        ]
        yield from (part for _, part in sorted(parts, key=lambda each: (each[0], _first_place(each[1]))))

    def _part(self, kind: str, node: str) -> Part:
        name = self._graph.first(node, self._settings.name)
        content = self._graph.first(node, self._settings.content)
        told = [each[0] for each in (name, content) if each]
        return Part(
            kind=self._graph.term_labels(kind),
            name=name[1].value if name else "",
            content=self._words(*content)[0] if content else "",
            notes=list(self._lines(node, told)),
            places=self._evidence.of_node(node)[0],
        )

    def _rows(self, iri: str) -> Iterator[Row]:
        values: defaultdict[str, dict[str, Said]] = defaultdict(dict)
        for node in self._graph.subjects(_PROJECT, iri):
            for kind in self._kinds_of(node):
                if kind in (_TARGET, _ACTUAL):
                    values[self._graph.text(node, _INDICATOR)][kind] = self._value(node)
        for indicator, found in values.items():
            label = self._graph.label(indicator)
            said = Said(label, label, self._reading.path(indicator))
            yield Row(self._categories(indicator), said, found.get(_TARGET), found.get(_ACTUAL))

    def _value(self, node: str) -> Said:
        text = self._graph.text(node, expand("jx:text"))
        places, left_out = self._evidence.of_node(node)
        return Said(text, text, None, places, left_out)

    def _categories(self, indicator: str) -> list[str]:
        """The categories above an indicator, the highest first."""
        above: list[str] = []
        node = self._graph.text(indicator, _BROADER)
        while node and len(above) < 3:
            above.append(self._graph.label(node))
            node = self._graph.text(node, _BROADER)
        return above[::-1]

    def _incoming(self, iri: str) -> Iterator[Links]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        quads = self._reading.build.store.quads_for_pattern(None, None, NamedNode(iri), DefaultGraph())
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and quad.predicate.value not in _UNLINKED:
                found[quad.predicate.value].add(quad.subject.value)
        for predicate, nodes in sorted(found.items()):
            shown = sorted(nodes)[:MOST_LINKS]
            said = [Said(*(self._graph.label(node),) * 2, self._reading.path(node)) for node in shown]
            yield Links(self._graph.term_labels(predicate), len(nodes), said)

    def _kinds_of(self, node: str) -> list[str]:
        return [value.value for value in self._graph.objects(node, _TYPE)]


def _first_place(part: Part) -> tuple[int, int]:
    return min(((place.document, place.start) for place in part.places), default=(0, 0))
