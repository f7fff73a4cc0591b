"""Which policy a bare title means.

A title printed beside a number is a claim; it unites the title with that number only where no other number
claims the title and the number is not printed with another title as well.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from extractors.policies.identity import policy_key, united_titles
from kg.graph.citations import policy_of
from kg.graph.projects import place_of
from kg.link.merges import Address, Claim
from ontology.iris import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Citation, Record


class _Pair(NamedTuple):
    """A title beside a number: the keys of both, and the place."""

    title: str
    number: str
    place: Address


class Policies:
    """The policies that records cite: their names, and the titles that stand beside numbers."""

    def __init__(self) -> None:
        self.known: defaultdict[str, set[str]] = defaultdict(set)
        """Number or title → the keys that have it."""
        self._bare: set[str] = set()
        self._pairs: list[_Pair] = []

    def add(self, record: Record) -> None:
        for index, citation in enumerate(record.citations):
            key = policy_of(citation)
            if key is None:
                continue
            self.known[normalise_name(citation.number_standard or citation.title or key)].add(key)
            if citation.number is None:
                self._bare.add(key)
            elif title := _title_key(citation):
                place = Address(place_of(record), f"/citations/{index}")
                self._pairs.append(_Pair(title, key, place))

    def claims(self) -> Iterator[Claim[str]]:
        """What uncontradicted titles unite, each with the first place that says so."""
        pairs = sorted(self._pairs)
        united = united_titles((pair.title, pair.number) for pair in pairs)
        done: set[str] = set()
        for pair in pairs:
            if pair.title in united and pair.title in self._bare and pair.title not in done:
                done.add(pair.title)
                yield Claim(pair.title, pair.number, ("title-beside-number",), (pair.place,))


def _title_key(citation: Citation) -> str | None:
    """The key that the citation's title would have without its number."""
    bare = msgspec.structs.replace(
        citation, number=None, number_standard=None, agency_code=None, year=None, serial=None
    )
    return policy_key(bare) if citation.title else None
