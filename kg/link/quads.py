"""The lines about what linking decided: merged nodes, what replaces each, why and by what; and its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.findings import finding_node
from kg.graph.ntriples import chinese, coded, iri, node, string, triple
from kg.graph.projects import ProjectKey, project_iri
from kg.link.merges import iri_of
from kg.link.regions import above, around
from ontology.iris import concept, evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.graph.projects import FormPlace
    from kg.link.corpus import Continued, Corpus
    from kg.link.findings import CorpusFinding
    from kg.link.merges import Merge
    from kg.link.regions import Region
    from ontology.iris import Namespace

_CODE = 6
"""Digits of a region's code in GB/T 2260."""


def link_quads(corpus: Corpus, ns: Namespace) -> Iterator[str]:
    """The lines of the shard for links."""
    for merge in corpus.merges:
        yield from _merge(merge, ns)
    yield from _regions(corpus.located, ns)
    for continued in corpus.continued:
        yield from _continued(continued, ns)
    for doubt in corpus.findings:
        yield from _finding(doubt, ns)


def _merge(merge: Merge[str] | Merge[ProjectKey], ns: Namespace) -> Iterator[str]:
    member = iri_of(merge.kind, merge.member, ns)
    yield triple(member, "dcterms:isReplacedBy", iri(iri_of(merge.kind, merge.into, ns)))
    if name := _name(merge.member):
        yield triple(member, "skos:altLabel", string(name))
    for place in merge.places:
        yield triple(member, "jx:evidence", iri(evidence(_form(place.form, ns), place.pointer)))
    for reason in merge.reasons:
        if term := coded("merge-reason", reason):
            yield triple(member, "jx:mergeReason", term)


def _name(key: str | ProjectKey) -> str | None:
    """What a merged thing was called; a policy's number has parts that nobody prints so."""
    if isinstance(key, ProjectKey):
        return key.name or key.code
    return None if "|" in key else key


def _regions(located: Mapping[str, Region], ns: Namespace) -> Iterator[str]:
    """The regions of units, and those around them, as concepts."""
    named: dict[Region, None] = {}
    for unit, region in located.items():
        yield triple(ns.unit(unit, ""), "jx:region", iri(_region(region)))
        named |= dict.fromkeys((region, *around(region)))
    for region in sorted(named):
        outer = above(region)
        yield from node(
            _region(region),
            "skos:Concept",
            ("skos:inScheme", iri(concept("region"))),
            ("skos:notation", string(region.code.ljust(_CODE, "0"))),
            ("skos:prefLabel", chinese(region.name)),
            ("skos:broader", iri(_region(outer)) if outer else None),
        )


def _region(region: Region) -> str:
    return concept(f"region/{region.code.ljust(_CODE, '0')}")


def _continued(continued: Continued, ns: Namespace) -> Iterator[str]:
    """That a project continues another, how that is known, and where: the evidence is that of the later form."""
    said = continued.said
    later, earlier = project_iri(said.later, ns), project_iri(said.earlier, ns)
    how = [
        "declared" if said.declared else "matched",
        said.how,
        *(["sums-agree"] if continued.agrees else []),
    ]
    yield triple(later, "jx:continues", iri(earlier))
    for word in how:
        if term := coded("continuation", word):
            yield triple(later, "jx:continuation", term)
    yield triple(later, "jx:evidence", iri(evidence(_form(said.place.form, ns), said.place.pointer)))


def _finding(doubt: CorpusFinding, ns: Namespace) -> Iterator[str]:
    form, about = _form(doubt.form, ns), project_iri(doubt.project, ns)
    subject = ns.finding(doubt.finding.code, about, form, doubt.finding.field)
    yield from finding_node(subject, form, about, doubt.finding)
    for address in doubt.evidence:
        yield triple(subject, "jx:evidence", iri(evidence(form, address)))


def _form(place: FormPlace, ns: Namespace) -> str:
    return ns.form(ns.document(place.sha256), place.start)
