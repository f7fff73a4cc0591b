"""Whom a name in running text means: a unit or an issuing body that some form knows by that name.

Units are named in text as their neighbours name them: without the region (教育局), or with more or less of it. So a
name is read with the region of the form it stands in, and means a unit only where one in that region is so called.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.graph.links import Body
from kg.graph.projects import place_of
from kg.link.seen_units import form_region
from kg.link.unit_names import unit_name
from ontology.iris import normalise_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extractors.records import Record
    from kg.graph.projects import FormPlace
    from kg.link.regions import Region
    from kg.link.seen_units import SeenUnits

_ORGANISATION = "ORG"


class _Called(NamedTuple):
    """A unit that has a name, and its region where one is known."""

    unit: str
    region: Region | None


class Names:
    """The names that forms print in running text and for issuers, and the region of each form."""

    def __init__(self) -> None:
        self.regions: dict[FormPlace, str] = {}
        """The code of the region of each form that names bodies; forms whose region is not known are left out."""
        self._mentioned: dict[tuple[str, str], Region | None] = {}
        self._issuers: set[str] = set()

    def add(self, record: Record) -> None:
        self._issuers.update(normalise_name(each.issuer) for each in record.citations if each.issuer)
        names = {normalise_name(each.text) for each in record.mentions if each.label == _ORGANISATION}
        region = form_region(record) if names else None
        if region:
            self.regions[place_of(record)] = region.code
        code = region.code if region else ""
        self._mentioned.update(dict.fromkeys(((code, name) for name in names), region))

    def bodies(self, units: SeenUnits, root: Callable[[str], str]) -> Iterator[tuple[tuple[str, str], Body]]:
        """The region of a form and a name in its text → the one body it means; a unit goes before an issuing body.

        `root` gives the key of what stands for a unit.
        """
        called = _called(units, root)
        for code, name in sorted(self._mentioned):
            meant = _meant(name, self._mentioned[code, name], called)
            if len(meant) == 1:
                yield (code, name), Body("unit", meant.pop())
            elif not meant and name in self._issuers:
                yield (code, name), Body("issuing-body", name)


def _called(units: SeenUnits, root: Callable[[str], str]) -> dict[str, set[_Called]]:
    """The units by the cores of their names, their other names among them; not those that several regions share."""
    found: defaultdict[str, set[_Called]] = defaultdict(set)
    for seen in units.every():
        if len(seen.regions) <= 1:
            found[seen.name.core].add(_Called(root(seen.key), next(iter(seen.regions), None)))
    for key, alias in units.aliases:
        seen, name = units.seen(key), unit_name(alias)
        own = next(iter(seen.regions), None)
        if len(seen.regions) <= 1:
            region = name.place.region(own) if name.place.possible else own
            found[name.core].add(_Called(root(key), region))
    return found


def _meant(name: str, within: Region | None, called: dict[str, set[_Called]]) -> set[str]:
    """The units that a name in a form of a region may mean."""
    parts = unit_name(name)
    candidates = called.get(parts.core, set())
    if not parts.place.possible and within is None:
        return {each.unit for each in candidates}
    region = parts.place.region(within) if parts.place.possible else within
    here = {each.unit for each in candidates if each.region == region is not None}
    everywhere = {each.unit for each in candidates}
    is_anywhere = not parts.place.possible and all(each.region is None for each in candidates)
    return here or (everywhere if is_anywhere else set())
