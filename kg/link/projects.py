"""Which forms describe one project."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.graph.projects import Known
from kg.link.merges import Address, Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.graph.projects import ProjectKey
    from kg.link.narratives import Sketch


class Projects:
    """What forms say of projects, unit names as `unit` gives what stands for them."""

    def __init__(self, sketches: Iterable[Sketch], unit: Callable[[str], str]) -> None:
        self._sketches = sorted(sketches, key=lambda one: one.place)
        self._unit = unit

    @property
    def known(self) -> Mapping[str, set[ProjectKey]]:
        """The projects by their names, for those who name them."""
        found: defaultdict[str, set[ProjectKey]] = defaultdict(set)
        for sketch in self._sketches:
            if sketch.name:
                found[sketch.name].add(sketch.project)
        return found

    def claims(self) -> Iterator[Claim[ProjectKey]]:
        """Projects whose names and years are equal are one where their units are."""
        for sketch in self._sketches:
            key = sketch.project
            if key.unit and (unit := self._unit(key.unit)) != key.unit:
                place = Address(sketch.place, "/unit/name")
                yield Claim(key, key._replace(unit=unit), ("unit-merged",), (place,), rank=2)

    def resolved(self, root: Callable[[ProjectKey], ProjectKey]) -> Iterator[Sketch]:
        """The sketches by what stands for their units and projects."""
        for sketch in self._sketches:
            unit = self._unit(sketch.unit) if sketch.unit else None
            yield replace(sketch, project=root(sketch.project), unit=unit)

    def same(self, root: Callable[[ProjectKey], ProjectKey]) -> dict[ProjectKey, Known]:
        """What stands for each project that is merged, or that forms call by several names."""
        labels = self._labels(root)
        found: dict[ProjectKey, Known] = {}
        for sketch in self._sketches:
            into = root(sketch.project)
            known = Known(into, labels.get(into))
            if known != (sketch.project, sketch.name):
                found[sketch.project] = known
        return found

    def _labels(self, root: Callable[[ProjectKey], ProjectKey]) -> dict[ProjectKey, str]:
        """What most forms call each project, by the key that stands for it; narratives where no form names it."""
        names: defaultdict[ProjectKey, Counter[tuple[bool, str]]] = defaultdict(Counter)
        for sketch in self._sketches:
            if sketch.name:
                names[root(sketch.project)][(sketch.is_narrative, sketch.name)] += 1
        return {
            key: min(counts, key=lambda one: (one[0], -counts[one], one[1]))[1]
            for key, counts in names.items()
        }
