"""Numbers and titles that contradict each other in different forms; what one form shows is told by its own rule."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from extractors.policies.likeness import alike, title_key
from kg.link.findings import CorpusFinding, corpus_finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.link.merges import Address
    from kg.link.policies import Pair
    from kg.link.sketches import Sketch


class Conflict(NamedTuple):
    """A title beside a number, where it first stands, and what stands elsewhere in its contradiction."""

    place: Address
    here: Pair
    there: Pair


def conflicts(claimed: Mapping[Pair, int], places: Mapping[Pair, Address]) -> Iterator[Conflict]:
    """Both sides of each contradiction: two titles for one number, or two numbers for one title.

    `claimed` counts the forms that print each pair, `places` says where each first stands. What most forms print
    is held against everything else, and told itself once. In the order of places.
    """
    by_number: defaultdict[str, list[Pair]] = defaultdict(list)
    by_title: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(claimed, key=lambda pair: (-claimed[pair], places[pair])):
        by_number[pair.key].append(pair)
        by_title[title_key(pair.title)].append(pair)
    found: dict[Pair, Pair] = {}
    for first, *rest in by_number.values():
        _note(found, first, (pair for pair in rest if not alike(first.title, pair.title)), places)
    for first, *rest in by_title.values():
        _note(found, first, (pair for pair in rest if pair.key != first.key), places)
    told = (Conflict(places[here], here, there) for here, there in found.items())
    yield from sorted(told, key=lambda conflict: (conflict.place, conflict.here))


def contradicting(conflicts: Iterable[Conflict], sketches: Iterable[Sketch]) -> Iterator[CorpusFinding]:
    """The findings that contradictions make, each where one side stands and about the project of that form."""
    projects = {sketch.place: sketch.project for sketch in sketches}
    for place, here, there in conflicts:
        finding = corpus_finding(
            "title-number-conflict",
            "printed",
            place.pointer,
            number=here.number,
            title=here.title,
            other_number=there.number,
            other_title=there.title,
        )
        yield CorpusFinding(place.form, projects[place.form], finding, (place.pointer,))


def _note(
    found: dict[Pair, Pair], first: Pair, others: Iterable[Pair], places: Mapping[Pair, Address]
) -> None:
    for other in others:
        if places[first].form != places[other].form:
            found.setdefault(first, other)
            found.setdefault(other, first)
