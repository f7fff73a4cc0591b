"""Whom a name in running text means: a unit or an issuing body that some form knows by that name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.graph.links import Body
from ontology.iris import normalise_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extractors.records import Record


class Names:
    """The names that records print for units (also their other names) and for issuing bodies."""

    def __init__(self) -> None:
        self._meant: defaultdict[str, set[Body]] = defaultdict(set)

    def add(self, record: Record) -> None:
        for name, body in _names(record):
            self._meant[normalise_name(name)].add(body)

    def bodies(self, unit: Callable[[str], str]) -> Iterator[tuple[str, Body]]:
        """Names that mean one body; a unit that also issues documents is meant as the unit.

        `unit` gives the key of what stands for a unit.
        """
        for name in sorted(self._meant):
            meant = self._meant[name]
            units = {Body(kind, unit(key)) for kind, key in meant if kind == "unit"}
            candidates = list(units or meant)
            if len(candidates) == 1:
                yield name, candidates[0]


def _names(record: Record) -> Iterator[tuple[str, Body]]:
    if record.unit.name:
        for name in (record.unit.name, *record.unit.aliases):
            yield name, Body("unit", normalise_name(record.unit.name))
    for citation in record.citations:
        if citation.issuer:
            yield citation.issuer, Body("issuing-body", normalise_name(citation.issuer))
