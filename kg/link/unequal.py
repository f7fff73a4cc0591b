"""Forms of one project and year that do not say the same: a form and its re-issue, a form and its 自评表.

Equal facts are one node with the evidence of both. Of facts that differ both are kept; sums of money that differ are
marked, so that nobody adds them up.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kg.link.sums import agree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.graph.projects import FormPlace, ProjectKey
    from kg.link.sketches import Sketch
    from kg.link.sums import Sum, Texts

_Slot = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two forms of a project and year: sums, rows (their numbers in each) and dates that differ."""

    project: ProjectKey
    form: Sketch
    other: Sketch
    sums: tuple[tuple[Sum, Sum], ...]
    rows: tuple[tuple[int, int], ...]
    dates: tuple[str, ...]


def differences(sketches: Iterable[Sketch], texts: Texts | None) -> Iterator[Difference]:
    """Each form that differs from an earlier one of its project and year, with the first that it differs from."""
    for forms in _together(sketches):
        told: set[FormPlace] = set()
        for other, form in combinations(forms, 2):
            found = _difference(form, other, texts)
            if found and form.place not in told:
                told.add(form.place)
                yield found


def unequal_sums(sketches: Iterable[Sketch]) -> dict[FormPlace, frozenset[int]]:
    """The numbers of the amounts in each form that another form of the project and year states otherwise."""
    found: defaultdict[FormPlace, set[int]] = defaultdict(set)
    for forms in _together(sketches):
        stated = [_by_slot(form) for form in forms]
        for (one, first), (other, second) in combinations(zip(forms, stated, strict=True), 2):
            for slot in first.keys() & second.keys():
                if {each.value for each in first[slot]} != {each.value for each in second[slot]}:
                    found[one.place].update(each.number for each in first[slot])
                    found[other.place].update(each.number for each in second[slot])
    return {place: frozenset(numbers) for place, numbers in found.items()}


def _together(sketches: Iterable[Sketch]) -> Iterator[list[Sketch]]:
    """The forms of each project and year with more than one, by place."""
    found: defaultdict[tuple[ProjectKey, int | None], list[Sketch]] = defaultdict(list)
    for form in sketches:
        if not form.is_narrative:
            found[form.project, form.year].append(form)
    for forms in found.values():
        if len(forms) > 1:
            yield sorted(forms, key=lambda form: form.place)


def _difference(form: Sketch, other: Sketch, texts: Texts | None) -> Difference | None:
    mine, others = _by_slot(form), _by_slot(other)
    sums = tuple(
        (mine[slot][0], others[slot][0])
        for slot in mine
        if len(mine[slot]) == 1 == len(others.get(slot, ()))
        and not _agree(mine[slot][0], form, others[slot][0], other, texts)
    )
    dates = tuple(
        field
        for field, one, two in zip(("start", "end"), form.period, other.period, strict=True)
        if one and two and one != two
    )
    rows = tuple(_unequal_rows(form.rows, other.rows))
    return Difference(form.project, form, other, sums, rows, dates) if sums or rows or dates else None


def _by_slot(form: Sketch) -> dict[_Slot, list[Sum]]:
    """The sums of a form by what they are sums of; a part of another sum is one by its label."""
    found: defaultdict[_Slot, list[Sum]] = defaultdict(list)
    for one in form.sums:
        amount = one.amount
        what = amount.source or amount.label
        found[amount.scope, amount.name, amount.fiscal_year, amount.phase, what].append(one)
    return dict(found)


def _agree(one: Sum, form: Sketch, two: Sum, other: Sketch, texts: Texts | None) -> bool:
    read = [texts(each.place.sha256) if texts and one.value != two.value else "" for each in (form, other)]
    return agree(one, read[0], two, read[1])


def _unequal_rows(
    rows: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Rows of one name, which each form has once, whose numbers differ."""
    known = _once(others)
    for name, (at, demand) in _once(rows).items():
        there, its_demand = known.get(name, (0, 0))
        if demand and its_demand and demand != its_demand:
            yield at, there


def _once(rows: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for at, (name, demand) in enumerate(rows):
        found[name].append((at, demand))
    return {name: each[0] for name, each in found.items() if len(each) == 1}
