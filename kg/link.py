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
from kg.graph.ntriples import coded, iri, triple
from ontology.iris import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    """What linking decided, in the order of the merged keys."""

    merges: tuple[Merge, ...]

    @property
    def same_policy(self) -> dict[str, str]:
        """The key of each merged policy → the key that stands for it; `form_quads` writes by it."""
        return {merge.member: merge.into for merge in self.merges}


def link(records: Iterable[Record]) -> Corpus:
    """The merges that the records of a build call for."""
    bare: set[str] = set()
    claims: list[Claim] = []
    for record in records:
        for index, citation in enumerate(record.citations):
            key = policy_of(citation)
            if key is None:
                continue
            if citation.number is None:
                bare.add(key)
            elif title := _title_key(citation):
                claims.append(Claim(title, key, record.source.sha256, record.source.start, index))
    return Corpus(tuple(_uncontradicted(sorted(claims), bare)))


def link_quads(corpus: Corpus, ns: Namespace) -> Iterator[str]:
    """The lines about merged nodes: what replaces each, why, and the sentence that says so."""
    for merge in corpus.merges:
        member, claim = ns.policy(merge.member), merge.because
        form = ns.form(ns.document(claim.sha256), claim.form_start)
        yield triple(member, "dcterms:isReplacedBy", iri(ns.policy(merge.into)))
        yield triple(member, "jx:evidence", iri(evidence(form, f"/citations/{claim.citation}")))
        if reason := coded("merge-reason", merge.reason):
            yield triple(member, "jx:mergeReason", reason)


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
            yield Merge(claim.title, claim.number, "title-beside-number", claim)
