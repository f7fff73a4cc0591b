"""The lines about what linking decided: merged nodes, what replaces each, why and by what; and its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.findings import finding_node
from kg.graph.ntriples import coded, iri, triple
from kg.graph.projects import project_iri
from kg.link.merges import iri_of
from ontology.iris import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.projects import FormPlace, ProjectKey
    from kg.link.corpus import Corpus
    from kg.link.findings import CorpusFinding
    from kg.link.merges import Merge
    from ontology.iris import Namespace


def link_quads(corpus: Corpus, ns: Namespace) -> Iterator[str]:
    """The lines of the shard for links."""
    for merge in corpus.merges:
        yield from _merge(merge, ns)
    for doubt in corpus.findings:
        yield from _finding(doubt, ns)


def _merge(merge: Merge[str] | Merge[ProjectKey], ns: Namespace) -> Iterator[str]:
    member = iri_of(merge.kind, merge.member, ns)
    yield triple(member, "dcterms:isReplacedBy", iri(iri_of(merge.kind, merge.into, ns)))
    for place in merge.places:
        yield triple(member, "jx:evidence", iri(evidence(_form(place.form, ns), place.pointer)))
    for reason in merge.reasons:
        if term := coded("merge-reason", reason):
            yield triple(member, "jx:mergeReason", term)


def _finding(doubt: CorpusFinding, ns: Namespace) -> Iterator[str]:
    form, about = _form(doubt.form, ns), project_iri(doubt.project, ns)
    subject = ns.finding(doubt.finding.code, about, form, doubt.finding.field)
    yield from finding_node(subject, form, about, doubt.finding)
    for address in doubt.evidence:
        yield triple(subject, "jx:evidence", iri(evidence(form, address)))


def _form(place: FormPlace, ns: Namespace) -> str:
    return ns.form(ns.document(place.sha256), place.start)
