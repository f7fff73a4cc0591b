"""What all facts of one form share: its text, the IRIs it hangs on, and how evidence is stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.pages import page_at
from kg.graph.ntriples import curie, integer, iri, node, string, triple
from kg.graph.projects import known, project_iri
from ontology import iris

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.pages import PageStarts
    from extractors.records import Record, Span
    from kg.graph.links import Links


@dataclass(frozen=True, slots=True)
class Frame:
    """A record with its text and the IRIs of its document, form, unit and project.

    `pages` says where pages begin. `unit` is None where the form names neither a unit nor a unit's code.
    `project_name` is the normalised name that the project is known by.
    """

    record: Record
    text: str
    pages: PageStarts
    ns: iris.Namespace
    links: Links
    document: str
    form: str
    unit: str | None
    project: str
    project_name: str | None

    def spans(self, pointer: str) -> Sequence[Span]:
        """The characters behind a fact of the record; none where it was derived."""
        return self.record.spans.get(pointer, ())


def frame_of(record: Record, text: str, pages: PageStarts, ns: iris.Namespace, links: Links) -> Frame:
    """The frame of a record."""
    document = ns.document(record.source.sha256)
    form = ns.form(document, record.source.start)
    alone = known(record)
    key, name = links.same_project.get(alone.key, alone)
    return Frame(
        record=record,
        text=text,
        pages=pages,
        ns=ns,
        links=links,
        document=document,
        form=form,
        unit=_unit(record, form, ns, links),
        project=project_iri(key, ns),
        project_name=name,
    )


def _unit(record: Record, form: str, ns: iris.Namespace, links: Links) -> str | None:
    name = record.unit.name
    if name:
        return ns.unit(links.unit(name).key, form)
    return ns.unit(None, form) if record.unit.code else None


def named(subject: str, name: str | None, label: str | None = None) -> Iterator[str]:
    """The label of a node that is known by its name, and the name as printed where that differs.

    `label` is the one of a node that has several names.
    """
    if not name:
        return
    normal = iris.normalise_name(name)
    label = label or normal
    yield triple(subject, "skos:prefLabel", string(label))
    for other in dict.fromkeys((normal, name)):
        if other != label:
            yield triple(subject, "skos:altLabel", string(other))


def supported(frame: Frame, subject: str, *pointers: str) -> Iterator[str]:
    """`subject` points to the evidence for the first of `pointers` that has any."""
    for pointer in pointers:
        if spans := frame.spans(pointer):
            yield from placed(frame, subject, pointer, *spans)
            return


def placed(frame: Frame, subject: str, pointer: str, *spans: Span) -> Iterator[str]:
    """`subject` points to evidence at `spans`, whose address is `pointer`."""
    for number, span in enumerate(spans, 1):
        evidence = iris.evidence(frame.form, pointer, mark=_nth(number))
        yield triple(subject, "jx:evidence", iri(evidence))
        yield from _evidence(frame, evidence, span)


def fact(
    frame: Frame, subject: str, predicate: str, term: str | None, pointer: str, *, marked: bool = False
) -> Iterator[str]:
    """A plain fact, and the evidence that says which fact it supports.

    `marked` where other facts stand in the same field.
    """
    if term is not None:
        mark = iris.fact_mark(iris.expand(predicate), term) if marked else ""
        yield from fact_at(frame, subject, predicate, term, pointer, *frame.spans(pointer), mark=mark)


def fact_at(
    frame: Frame, subject: str, predicate: str, term: str, pointer: str, *spans: Span, mark: str = ""
) -> Iterator[str]:
    """A plain fact, and evidence at `spans` that says which fact it supports."""
    yield triple(subject, predicate, term)
    statement = (("rdf:subject", iri(subject)), ("rdf:predicate", curie(predicate)), ("rdf:object", term))
    for number, span in enumerate(spans, 1):
        evidence = iris.evidence(frame.form, pointer, mark=mark + _nth(number))
        yield from _evidence(frame, evidence, span, *statement)


def facts(frame: Frame, subject: str, predicate: str, values: Iterable[str], pointer: str) -> Iterator[str]:
    """The values of a list in the record, each with its own evidence or with that of the whole list."""
    for index, value in enumerate(values):
        own = f"{pointer}/{index}"
        if frame.spans(own):
            yield from fact(frame, subject, predicate, string(value), own)
        else:
            yield from fact(frame, subject, predicate, string(value), pointer, marked=True)


def _nth(number: int) -> str:
    """The mark of a further piece of a value that stands in several places."""
    return f".{number}" if number > 1 else ""


def _evidence(frame: Frame, evidence: str, span: Span, *statement: tuple[str, str | None]) -> Iterator[str]:
    start, end = span
    return node(
        evidence,
        "jx:Evidence",
        ("oa:hasSource", iri(frame.document)),
        ("jx:start", integer(start)),
        ("jx:end", integer(end)),
        ("oa:exact", string(frame.text[start:end])),
        ("jx:page", integer(page_at(frame.pages, start))),
        *statement,
    )
