"""What is one and the same across records: decided over all of them, before anything is written.

Units, indicators, numbered policies and most projects meet by identity: equal keys are one IRI. What remains
to be decided is which policy a bare title means (`policies`), whom a name in running text means (`bodies`),
and which project a narrative describes (`narratives`). Every merge says why, and the order of the records has
no part in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.findings import finding_node
from kg.graph.ntriples import coded, iri, triple
from kg.graph.projects import project_iri
from kg.link.bodies import Names
from kg.link.copied import Copied
from kg.link.findings import CorpusFinding, told
from kg.link.narratives import Match, settle, sketch
from kg.link.policies import Claims, Merge
from ontology.iris import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from extractors.records import Record
    from kg.graph.mentions import Body
    from kg.graph.projects import FormPlace, Known
    from kg.link.sums import Texts
    from ontology.iris import Namespace

__all__ = ["Corpus", "link", "link_quads"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What linking decided: `merges` of policies, narratives that are `joined` to a project, doubts about them.

    `bodies` maps the names of units (also their other names) and of issuing bodies to that unit or body.
    """

    merges: tuple[Merge, ...]
    joined: tuple[Match, ...]
    findings: tuple[CorpusFinding, ...]
    bodies: Mapping[str, Body]

    @property
    def same_policy(self) -> dict[str, str]:
        """The key of each merged policy → the key that stands for it; `form_quads` writes by it."""
        return {merge.member: merge.into for merge in self.merges}

    @property
    def same_project(self) -> dict[FormPlace, Known]:
        """The form of each narrative that is joined → the project it describes; `form_quads` writes by it."""
        return {match.narrative.place: match.known for match in self.joined}


def link(records: Iterable[Record], texts: Texts | None = None) -> Corpus:
    """What the records of a build have in common beyond equal keys.

    `texts` gives the text of the document with a sha256: it tells how precisely sums are printed, which are
    taken for exact without it.
    """
    claims, names, copied, sketches = Claims(), Names(), Copied(), []
    for record in records:
        claims.add(record)
        names.add(record)
        copied.add(record)
        sketches.append(sketch(record))
    results = list(settle(sketches, texts))
    return Corpus(
        merges=tuple(claims.merges()),
        joined=tuple(each for each in results if isinstance(each, Match) and each.reasons),
        findings=(*(told(each) for each in results if not isinstance(each, Match)), *copied.findings()),
        bodies=dict(names.bodies()),
    )


def link_quads(corpus: Corpus, ns: Namespace) -> Iterator[str]:
    """The lines about merged nodes: what replaces each, why, and what says so; and the findings of linking."""
    for merge in corpus.merges:
        member, into, claim = ns.policy(merge.member), ns.policy(merge.into), merge.because
        place = evidence(_form(claim.form, ns), f"/citations/{claim.citation}")
        yield from _replaced(member, into, [merge.reason], [place])
    for match in corpus.joined:
        member, into = project_iri(match.narrative.project, ns), project_iri(match.project, ns)
        form = _form(match.narrative.place, ns)
        yield from _replaced(member, into, match.reasons, [evidence(form, each) for each in match.evidence])
    for doubt in corpus.findings:
        yield from _finding(doubt, ns)


def _replaced(member: str, into: str, reasons: Iterable[str], places: Iterable[str]) -> Iterator[str]:
    yield triple(member, "dcterms:isReplacedBy", iri(into))
    for place in places:
        yield triple(member, "jx:evidence", iri(place))
    for reason in reasons:
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
