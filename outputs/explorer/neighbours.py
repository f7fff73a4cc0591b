"""What stands beside an entity in the graph view: entities, each with the relation that leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from pyoxigraph import DefaultGraph, NamedNode

from ontology.iris import concept, expand
from outputs.page.settings import view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outputs.explorer.reading import Reading
    from outputs.page.graph import Graph

_TYPE = expand("rdf:type")
_BESIDE = {
    # What a statement is about → by which of its properties the other side is reached, and what to call that.
    expand("jx:Target"): (expand("jx:project"), expand("jx:indicator")),
    expand("jx:ActualValue"): (expand("jx:project"), expand("jx:indicator")),
}
_CITATION, _POLICY, _ROLE = expand("jx:PolicyCitation"), expand("jx:policy"), expand("jx:citationRole")
_BASIS = expand("jx:hasPolicyBasis")
_PART_OF, _DESCRIBES = expand("dcterms:isPartOf"), expand("jx:describes")


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """An entity as the graph view draws it; `local` is the end of its address."""

    local: str
    label: str
    cls: int


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A neighbour; `zh` and `en` name the relation, `outgoing` says whether it leads away from the entity."""

    point: Point
    zh: str
    en: str
    outgoing: bool


class Neighbourhood(msgspec.Struct, frozen=True, kw_only=True):
    """An entity and its neighbours, the first of `total`."""

    centre: Point
    beside: tuple[Beside, ...]
    total: int


class Neighbours:
    """Reads neighbourhoods out of one build."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._graph: Graph = reading.graph()
        self._classes = {look.iri: place for place, look in enumerate(view().classes)}

    def of(self, iri: str, most: int) -> Neighbourhood | None:
        """The neighbourhood of an entity; None where it is not one that is drawn."""
        centre = self._point(iri)
        if centre is None:
            return None
        found: dict[tuple[str, str, bool], Beside] = {}
        for other, relation, outgoing in self._related(iri):
            point = self._point(other) if other != iri else None
            if point:
                zh, en = self._graph.term_labels(relation)
                found[other, relation, outgoing] = Beside(point=point, zh=zh, en=en, outgoing=outgoing)
        ordered = sorted(
            found.values(), key=lambda each: (each.point.cls, each.zh, each.point.label, each.point.local)
        )
        return Neighbourhood(centre=centre, beside=tuple(ordered[:most]), total=len(ordered))

    def _related(self, iri: str) -> Iterator[tuple[str, str, bool]]:
        for predicate, values in self._graph.about(iri).items():
            yield from ((value.value, predicate, True) for value in values if isinstance(value, NamedNode))
        for subject, predicate in self._leading_to(iri):
            yield subject, predicate, False
            yield from self._through(iri, subject)
        for form in self._graph.subjects(_DESCRIBES, iri):
            for citation in self._graph.subjects(_PART_OF, form):
                if policy := self._graph.text(citation, _POLICY):
                    yield policy, self._role(citation), True

    def _through(self, iri: str, statement: str) -> Iterator[tuple[str, str, bool]]:
        """Who stands on the other side of a target, an actual value or a citation."""
        for kind in self._kinds(statement):
            if kind in _BESIDE:
                project, indicator = (self._graph.text(statement, each) for each in _BESIDE[kind])
                yield (indicator, kind, True) if project == iri else (project, kind, False)
            elif kind == _CITATION:
                project = self._graph.text(self._graph.text(statement, _PART_OF), _DESCRIBES)
                yield project, self._role(statement), False

    def _role(self, citation: str) -> str:
        """What a project's citation of a policy makes of it; a basis is known by the shortcut's name."""
        role = self._graph.text(citation, _ROLE)
        return _BASIS if role == concept("citation-role/basis") else role or _CITATION

    def _leading_to(self, iri: str) -> Iterable[tuple[str, str]]:
        quads = self._reading.build.store.quads_for_pattern(None, None, NamedNode(iri), DefaultGraph())
        return [
            (quad.subject.value, quad.predicate.value)
            for quad in quads
            if isinstance(quad.subject, NamedNode)
        ]

    def _point(self, iri: str) -> Point | None:
        places = [self._classes[kind] for kind in self._kinds(iri) if kind in self._classes]
        local = iri.removeprefix(self._reading.base)
        if not places or local == iri:
            return None
        return Point(local=local, label=self._graph.label(iri), cls=min(places))

    def _kinds(self, iri: str) -> list[str]:
        return [value.value for value in self._graph.objects(iri, _TYPE)] if iri else []
