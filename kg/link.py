"""What is one and the same across records: decided over all of them, before anything is written.

Units, projects, indicators and numbered policies meet by identity: equal keys are one IRI. What remains
to be decided here is which policy a bare title means. A title printed beside a number is a claim; it
unites the title with that number only where no other number claims the title and the number is not
printed with another title as well. Every merge says why, and the order of the records has no part in it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from extractors.policies.identity import policy_key
from kg.graph.citations import policy_of
from kg.graph.mentions import Body
from kg.graph.ntriples import coded, iri, triple
from ontology.iris import evidence, normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from extractors.records import Citation, Record
    from ontology.iris import Namespace


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """Where a title stands beside a number: the keys of both, and the place."""

    title: str
    number: str
    sha256: str
    form_start: int
    citation: int


@dataclass(frozen=True, slots=True)
class Merge:
    """The policy known by the key `member` is the one known by `into`; `because` is the first claim."""

    member: str
    into: str
    reason: str
    because: Claim


@dataclass(frozen=True, slots=True)
class Corpus:
    """What linking decided: merges in the order of their claims, and whom a name in running text means.

    `bodies` maps the names of units (also their other names) and of issuing bodies to that unit or body.
    """

    merges: tuple[Merge, ...]
    bodies: Mapping[str, Body]

    @property
    def same_policy(self) -> dict[str, str]:
        """The key of each merged policy → the key that stands for it; `form_quads` writes by it."""
        return {merge.member: merge.into for merge in self.merges}


def link(records: Iterable[Record]) -> Corpus:
    """What the records of a build have in common beyond equal keys."""
    bare: set[str] = set()
    claims: list[Claim] = []
    meant: defaultdict[str, set[Body]] = defaultdict(set)
    for record in records:
        for name, body in _names(record):
            meant[normalise_name(name)].add(body)
        for index, citation in enumerate(record.citations):
            key = policy_of(citation)
            if key is None:
                continue
            if citation.number is None:
                bare.add(key)
            elif title := _title_key(citation):
                claims.append(Claim(title, key, record.source.sha256, record.source.start, index))
    return Corpus(tuple(_uncontradicted(sorted(claims), bare)), dict(_unambiguous(meant)))


def link_quads(corpus: Corpus, ns: Namespace) -> Iterator[str]:
    """The lines about merged nodes: what replaces each, why, and the sentence that says so."""
    for merge in corpus.merges:
        member, claim = ns.policy(merge.member), merge.because
        form = ns.form(ns.document(claim.sha256), claim.form_start)
        yield triple(member, "dcterms:isReplacedBy", iri(ns.policy(merge.into)))
        yield triple(member, "jx:evidence", iri(evidence(form, f"/citations/{claim.citation}")))
        if reason := coded("merge-reason", merge.reason):
            yield triple(member, "jx:mergeReason", reason)


def _names(record: Record) -> Iterator[tuple[str, Body]]:
    """Every name that a record prints for a unit or an issuing body, and whose it is."""
    if record.unit.name:
        for name in (record.unit.name, *record.unit.aliases):
            yield name, Body("unit", normalise_name(record.unit.name))
    for citation in record.citations:
        if citation.issuer:
            yield citation.issuer, Body("issuing-body", normalise_name(citation.issuer))


def _unambiguous(meant: Mapping[str, set[Body]]) -> Iterator[tuple[str, Body]]:
    """Names that mean one body; a unit that also issues documents is meant as the unit."""
    for name in sorted(meant):
        units = [body for body in meant[name] if body.kind == "unit"]
        candidates = units or list(meant[name])
        if len(candidates) == 1:
            yield name, candidates[0]


def _title_key(citation: Citation) -> str | None:
    """The key that the citation's title would have without its number."""
    bare = msgspec.structs.replace(
        citation, number=None, number_standard=None, agency_code=None, year=None, serial=None
    )
    return policy_key(bare) if citation.title else None


def _uncontradicted(claims: list[Claim], bare: set[str]) -> Iterator[Merge]:
    numbers, titles = defaultdict(set), defaultdict(set)
    for claim in claims:
        numbers[claim.title].add(claim.number)
        titles[claim.number].add(claim.title)
    done: set[str] = set()
    for claim in claims:
        is_only = len(numbers[claim.title]) == 1 and len(titles[claim.number]) == 1
        if is_only and claim.title in bare and claim.title not in done:
            done.add(claim.title)
            into, member = sorted((claim.title, claim.number))
            yield Merge(member, into, "title-beside-number", claim)
