"""Which forms of a year describe one project of a unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.graph.projects import Known
from kg.link.likeness import one_slip_apart
from kg.link.merges import Address, Claim, NearMiss, order
from kg.link.project_names import project_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.graph.projects import ProjectKey
    from kg.link.sketches import Sketch

_SHORTEST_SLIP = 6
_MOST_OF_A_NAME = 8
_SLIP_SCORE, _SHORT_SCORE, _CODE_SCORE = 96, 92, 94

Result = Claim["ProjectKey"] | NearMiss["ProjectKey"]


class _Shelf(NamedTuple):
    """The forms of one unit and year: those of them with each name, as it is compared."""

    by_name: Mapping[str, list[Sketch]]
    year: int


class Projects:
    """What forms say of projects, unit names as `unit` gives what stands for them."""

    def __init__(self, sketches: Iterable[Sketch], unit: Callable[[str], str]) -> None:
        ordered = sorted(sketches, key=lambda one: one.place)
        self._sketches = [replace(one, unit=unit(one.unit) if one.unit else None) for one in ordered]

    @property
    def known(self) -> Mapping[str, set[ProjectKey]]:
        """The projects by their names, for those who name them."""
        found: defaultdict[str, set[ProjectKey]] = defaultdict(set)
        for sketch in self._sketches:
            if sketch.name:
                found[sketch.name].add(sketch.project)
        return found

    def compare(self) -> Iterator[Result]:
        """What the forms of a unit and year say of each other."""
        for shelf in self._shelves():
            for forms in shelf.by_name.values():
                yield from _of_one_name(forms)
            yield from _short_names(shelf)
            yield from _slips(shelf)

    def resolved(self, root: Callable[[ProjectKey], ProjectKey]) -> Iterator[Sketch]:
        """The sketches by what stands for their projects."""
        for sketch in self._sketches:
            yield replace(sketch, project=root(sketch.project))

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

    def _shelves(self) -> Iterator[_Shelf]:
        shelves: defaultdict[tuple[str, int], defaultdict[str, list[Sketch]]]
        shelves = defaultdict(lambda: defaultdict(list))
        for sketch in self._sketches:
            if sketch.unit and sketch.name and sketch.year:
                same = project_name(sketch.name, sketch.year).same
                shelves[sketch.unit, sketch.year][same].append(sketch)
        for (_, year), by_name in sorted(shelves.items()):
            yield _Shelf(by_name, year)


def _of_one_name(forms: list[Sketch]) -> Iterator[Result]:
    """One project, unless two codes are printed: then each code is one, and a form without is neither for sure."""
    first = {form.project: form for form in reversed(forms)}
    coded = sorted((key for key in first if key.code), key=order)
    named = sorted((key for key in first if not key.code), key=order)
    for one, other in pairwise(named):
        yield _named(first[one], first[other])
    if named and len(coded) == 1:
        places = (
            Address(first[named[0]].place, "/project/name"),
            Address(first[coded[0]].place, "/project/code"),
        )
        yield Claim(named[0], coded[0], ("code-printed-once",), places, rank=2)
    elif named:
        yield from (_miss(named[0], key, _CODE_SCORE, "several-codes") for key in coded[:_MOST_OF_A_NAME])


def _named(one: Sketch, other: Sketch) -> Claim[ProjectKey]:
    """Two keys of one name differ by their units, or by signs in the name."""
    reason = "unit-merged" if one.name == other.name else "same-spelling"
    field = "/unit/name" if one.name == other.name else "/project/name"
    places = tuple(Address(form.place, field) for form in (one, other))
    return Claim(one.project, other.project, (reason,), places)


def _short_names(shelf: _Shelf) -> Iterator[Result]:
    """Names that differ by the form's own year, or by a word like 项目: one where the sums are."""
    short: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(shelf.by_name):
        short[project_name(name, shelf.year).short].append(name)
    for names in short.values():
        for one, other in combinations(names[:_MOST_OF_A_NAME], 2):
            yield _judged(shelf, one, other, "short-name", _SHORT_SCORE)


def _slips(shelf: _Shelf) -> Iterator[Result]:
    for one, other in one_slip_apart(name for name in shelf.by_name if len(name) >= _SHORTEST_SLIP):
        if project_name(one, shelf.year).short != project_name(other, shelf.year).short:
            yield _judged(shelf, one, other, "one-slip", _SLIP_SCORE)


def _judged(shelf: _Shelf, one: str, other: str, reason: str, score: int) -> Result:
    """One where a sum of the year is equal and the forms stand in different documents, which list no two of it."""
    first, second = shelf.by_name[one], shelf.by_name[other]
    apart = {form.place.sha256 for form in first}.isdisjoint(form.place.sha256 for form in second)
    sums = _sums(first) & _sums(second)
    keys = (first[0].project, second[0].project)
    if apart and sums:
        places = tuple(Address(forms[0].place, "/project/name") for forms in (first, second))
        return Claim(*keys, (reason, "equal-sums"), places, rank=3)
    return _miss(*keys, score, reason, *([] if apart else ["one-document"]))


def _sums(forms: Iterable[Sketch]) -> set[object]:
    return {one.value for form in forms for one in form.annual if one.amount.source == "total" and one.value}


def _miss(one: ProjectKey, other: ProjectKey, score: int, *reasons: str) -> NearMiss[ProjectKey]:
    first, second = sorted((one, other), key=order)
    return NearMiss("project", first, second, score, reasons)
