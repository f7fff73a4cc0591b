"""Which policies are one document: by the titles beside their numbers, by titles alike, by short names.

The number is identity, a title is a claim (`extractors.policies.likeness`). Two numbers are never one document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from extractors.policies.likeness import LIKE, likeness, title_key, united_titles
from kg.graph.citations import policy_of
from kg.graph.projects import place_of
from kg.link.conflicts import conflicts
from kg.link.merges import Address, Claim, NearMiss
from kg.link.nearby import nearby
from kg.link.short_names import ShortNames
from ontology.iris import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Record
    from kg.link.conflicts import Conflict

_ZI = "字"


class Pair(NamedTuple):
    """A title printed beside a number: the key of the number, and the number as it is shown."""

    title: str
    key: str
    number: str


class Policies:
    """The policies that records cite: their names, bare titles, titles that stand beside numbers, short names."""

    def __init__(self) -> None:
        self.known: defaultdict[str, set[str]] = defaultdict(set)
        """Number or title → the keys that have it."""
        self._pairs: dict[Pair, Address] = {}
        """Titles beside numbers, and where each first stands."""
        self._claimed: Counter[Pair] = Counter()
        self._bare: dict[str, Address] = {}
        self._numbers: set[str] = set()
        self._short_names = ShortNames()

    def add(self, record: Record) -> None:
        form, claimed = place_of(record), set[Pair]()
        for index, citation in enumerate(record.citations):
            key = policy_of(citation)
            if key is None:
                continue
            place = Address(form, f"/citations/{index}")
            number = citation.number_standard or citation.number
            self.known[normalise_name(number or citation.title or key)].add(key)
            if number is None:
                self._bare[key] = min(place, self._bare.get(key, place))
                continue
            self._numbers.add(key)
            if citation.title:
                pair = Pair(citation.title, key, number)
                self._pairs[pair] = min(place, self._pairs.get(pair, place))
                claimed.add(pair)
        self._claimed.update(claimed)
        self._short_names.add(record)

    def number(self, key: str) -> str | None:
        """What a document has one of at most."""
        return key if key in self._numbers else None

    def compare(self) -> Iterator[Claim[str] | NearMiss[str]]:
        """All that the rules say."""
        yield from self._claims()
        yield from self._misses()

    def _claims(self) -> Iterator[Claim[str]]:
        """What uncontradicted titles and short names unite, each with the first place that says so."""
        united = united_titles((pair.title, pair.key) for pair in self._claimed.elements())
        beside: dict[str, Address] = {}
        for pair, place in self._pairs.items():
            if united.get(key := title_key(pair.title)) == pair.key:
                beside[key] = min(place, beside.get(key, place))
        for key, titles in sorted(self._variants().items()):
            if key in united:
                for title in titles:
                    yield Claim(title, united[key], ("title-beside-number",), (beside[key],))
            for title in titles[1:]:
                yield Claim(titles[0], title, ("title-variant",), (self._bare[title],))
        yield from self._short_names.claims(self._bare, self._numbers)

    def _misses(self) -> Iterator[NearMiss[str]]:
        """Titles that differ by words that may tell something; codes that differ by 字; places left open."""
        keys: defaultdict[str, set[str]] = defaultdict(set)
        for title in self._bare:
            keys[title].add(title)
        for pair in self._pairs:
            keys[pair.title].add(pair.key)
        for one, other in nearby(keys):
            score = likeness(one, other)
            if LIKE <= score < 100:
                yield from (
                    NearMiss("policy", first, second, score, ("similar-title",))
                    for first in sorted(keys[one])
                    for second in sorted(keys[other])
                    if first != second and not {first, second} <= self._numbers
                )
        yield from self._numbers_alike()

    def conflicts(self) -> Iterator[Conflict]:
        """Numbers and titles that contradict each other."""
        return conflicts(self._claimed, self._pairs)

    def _variants(self) -> dict[str, list[str]]:
        """The bare titles that mean one, by what they have in common."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for title in sorted(self._bare):
            found[title_key(title)].append(title)
        return found

    def _numbers_alike(self) -> Iterator[NearMiss[str]]:
        """国科发火字〔2015〕1号 and 国科发火〔2015〕1号; a number of an unknown place and the only one like it."""
        placed: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(self._numbers):
            jurisdiction, code, year, serial = key.split("|", 3)
            if jurisdiction:
                placed[f"{code}|{year}|{serial}"].append(key)
            other = f"{jurisdiction}|{code.removesuffix(_ZI)}|{year}|{serial}"
            if code.endswith(_ZI) and other in self._numbers:
                yield NearMiss("policy", other, key, 90, ("code-with-zi",))
        for key in sorted(self._numbers):
            jurisdiction, _, rest = key.partition("|")
            if not jurisdiction and len(placed[rest]) == 1:
                yield NearMiss("policy", placed[rest][0], key, 95, ("open-jurisdiction",))
