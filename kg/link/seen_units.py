"""What records say of units, name by name: how often, where, under what department, with what codes and projects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.graph.links import KnownUnit
from kg.graph.projects import place_of
from kg.link.merges import Address
from kg.link.project_names import project_name
from kg.link.regions import Region, placed
from kg.link.unit_names import UnitName, unit_name
from ontology.iris import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Record
    from kg.link.clusters import Clusters


@dataclass(slots=True)
class Seen:
    """What records say of a unit under one name.

    `regions` are those that the name or its forms say, `projects` the years of each project by its short name,
    `codes` the printed codes with a place of each, `departments` the cores of the departments' names, `supervised`
    those of the units under it.
    """

    key: str
    name: UnitName
    forms: int = 0
    place: Address | None = None
    regions: set[Region] = field(default_factory=set)
    departments: set[str] = field(default_factory=set)
    supervised: set[str] = field(default_factory=set)
    codes: dict[str, Address] = field(default_factory=dict)
    projects: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def where(self) -> str | None:
        """The code of the unit's region; as printed where it is open which is meant, None where forms differ."""
        if len(self.regions) > 1:
            return None
        return next((region.code for region in self.regions), self.name.place.printed)

    @property
    def first(self) -> tuple[Address, ...]:
        """The first place of the name."""
        return (self.place,) if self.place else ()

    def is_elsewhere(self, other: Seen) -> bool:
        """Whether both are known to be in regions of which neither holds the other."""
        pairs = [(one, two) for one in self.regions for two in other.regions]
        return bool(pairs) and not any(one.holds(two) or two.holds(one) for one, two in pairs)

    def contradicts(self, other: Seen) -> bool:
        """Whether departments or codes say that these are two."""
        said = ((self.departments, other.departments), (set(self.codes), set(other.codes)))
        return any(one and two and one.isdisjoint(two) for one, two in said)


def form_region(record: Record) -> Region | None:
    """The region that a form is of, as its unit's name, its department's or its title says."""
    own = placed(normalise_name(record.unit.name or ""))
    _, within = _regions_around(record)
    return own.region(within) if own.possible else within


def _regions_around(record: Record) -> tuple[Region | None, Region | None]:
    """The region that the title of a form names, and the one its department's name leads to within that."""
    title = placed(normalise_name(record.form_title or "")).region(None)
    above = placed(normalise_name(record.department or "")).region(title) if record.department else None
    return title, above if above and (title is None or title.holds(above)) else title


class SeenUnits:
    """The units of records, by the names they have there."""

    def __init__(self) -> None:
        self.aliases: dict[tuple[str, str], Address] = {}
        """A unit's name and another one printed beside it → the first place of the other one."""
        self._seen: dict[str, Seen] = {}

    def add(self, record: Record) -> None:
        place = place_of(record)
        name, department = (normalise_name(each or "") for each in (record.unit.name, record.department))
        title, within = _regions_around(record)
        if department:
            head = self._note(department, title, Address(place, "/department"))
            if name and name != department:
                head.supervised.add(unit_name(name).core)
        if name:
            seen = self._note(name, within, Address(place, "/unit/name"))
            if department and department != name:
                seen.departments.add(unit_name(department).core)
            self._note_said(seen, record)

    def _note(self, name: str, within: Region | None, place: Address) -> Seen:
        seen = self._seen.get(name) or self._seen.setdefault(name, Seen(name, unit_name(name)))
        own = seen.name.place
        region = own.region(within)
        if region:
            seen.regions.add(region)
        seen.forms += 1
        seen.place = min(place, seen.place or place)
        return seen

    def _note_said(self, seen: Seen, record: Record) -> None:
        place = place_of(record)
        if record.unit.code:
            address = Address(place, "/unit/code")
            code = normalise_name(record.unit.code)
            seen.codes[code] = min(address, seen.codes.get(code, address))
        if record.project.name and record.year:
            short = project_name(normalise_name(record.project.name), record.year).short
            seen.projects[short].add(record.year)
        for index, alias in enumerate(record.unit.aliases):
            pair, address = (seen.key, normalise_name(alias)), Address(place, f"/unit/aliases/{index}")
            self.aliases[pair] = min(address, self.aliases.get(pair, address))

    @property
    def known(self) -> dict[str, set[str]]:
        """The units by their names, for those who name them."""
        return {name: {name} for name in self._seen}

    def every(self) -> Iterator[Seen]:
        """All of them, by name."""
        for name in sorted(self._seen):
            yield self._seen[name]

    def seen(self, name: str) -> Seen:
        return self._seen[name]

    def has(self, name: str) -> bool:
        return name in self._seen

    def located(self, clusters: Clusters[str]) -> dict[str, Region]:
        """The region of each unit whose names and forms say one."""
        found: defaultdict[str, set[Region]] = defaultdict(set)
        for name, seen in self._seen.items():
            found[clusters.root(name)] |= seen.regions
        return {root: next(iter(regions)) for root, regions in sorted(found.items()) if len(regions) == 1}

    def same(self, clusters: Clusters[str]) -> dict[str, KnownUnit]:
        """What stands for each unit that has several names, under the one that most forms print."""
        found: dict[str, KnownUnit] = {}
        for root in {merge.into for merge in clusters.merges()}:
            names = clusters.members(root)
            label = min(names, key=lambda name: (-self._seen[name].forms, name))
            found |= dict.fromkeys(names, KnownUnit(root, label))
        return found
