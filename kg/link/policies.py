"""Which policy a bare title means.

A title printed beside a number is a claim; it unites the title with that number only where no other number
claims the title and the number is not printed with another title as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from extractors.policies.identity import policy_key, united_titles
from kg.graph.citations import policy_of
from kg.graph.projects import FormPlace, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Citation, Record


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """Where a title stands beside a number: the keys of both, and the place."""

    title: str
    number: str
    form: FormPlace
    citation: int


@dataclass(frozen=True, slots=True)
class Merge:
    """The policy known by the key `member` is the one known by `into`; `because` is the first claim."""

    member: str
    into: str
    reason: str
    because: Claim


class Claims:
    """The titles that records print, bare and beside numbers."""

    def __init__(self) -> None:
        self._bare: set[str] = set()
        self._claims: list[Claim] = []

    def add(self, record: Record) -> None:
        for index, citation in enumerate(record.citations):
            key = policy_of(citation)
            if key is None:
                continue
            if citation.number is None:
                self._bare.add(key)
            elif title := _title_key(citation):
                self._claims.append(Claim(title, key, place_of(record), index))

    def merges(self) -> Iterator[Merge]:
        """What the uncontradicted claims unite, in their order."""
        claims = sorted(self._claims)
        united = united_titles((claim.title, claim.number) for claim in claims)
        done: set[str] = set()
        for claim in claims:
            if claim.title in united and claim.title in self._bare and claim.title not in done:
                done.add(claim.title)
                into, member = sorted((claim.title, claim.number))
                yield Merge(member, into, "title-beside-number", claim)


def _title_key(citation: Citation) -> str | None:
    """The key that the citation's title would have without its number."""
    bare = msgspec.structs.replace(
        citation, number=None, number_standard=None, agency_code=None, year=None, serial=None
    )
    return policy_key(bare) if citation.title else None
