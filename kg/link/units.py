"""Which names of units mean one unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kg.graph.links import KnownUnit
from kg.graph.projects import place_of
from kg.link.merges import Address, Claim
from ontology.iris import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Record
    from kg.link.clusters import Clusters


class Units:
    """What records say of units: their names, how often each is printed, and their other names."""

    def __init__(self) -> None:
        self.printed: Counter[str] = Counter()
        """Name → how many forms print it."""
        self._aliases: dict[tuple[str, str], Address] = {}

    @property
    def known(self) -> dict[str, set[str]]:
        """The units by their names, for those who name them."""
        return {name: {name} for name in self.printed}

    def add(self, record: Record) -> None:
        place = place_of(record)
        name = normalise_name(record.unit.name or "")
        for each in filter(None, (name, normalise_name(record.department or ""))):
            self.printed[each] += 1
        for index, alias in enumerate(record.unit.aliases if name else ()):
            pair, address = (name, normalise_name(alias)), Address(place, f"/unit/aliases/{index}")
            self._aliases[pair] = min(address, self._aliases.get(pair, address))

    def claims(self) -> Iterator[Claim[str]]:
        """Another name printed beside a unit's name means that unit, if it is printed beside no other's."""
        owners: defaultdict[str, set[str]] = defaultdict(set)
        for name, alias in self._aliases:
            owners[alias].add(name)
        for (name, alias), place in sorted(self._aliases.items()):
            if alias in self.printed and alias != name and len(owners[alias] - {alias}) == 1:
                yield Claim(name, alias, ("printed-alias",), (place,))

    def same(self, clusters: Clusters[str]) -> dict[str, KnownUnit]:
        """What stands for each unit that has several names, under the one that most forms print."""
        found: dict[str, KnownUnit] = {}
        for root in {merge.into for merge in clusters.merges()}:
            names = clusters.members(root)
            label = min(names, key=lambda name: (-self.printed[name], name))
            found |= dict.fromkeys(names, KnownUnit(root, label))
        return found
