"""The flat views of a form's sums: its budget, and its sub-projects."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from extractors.forms.places import Places
from extractors.forms.sums import Sum
from extractors.records import Absence, Budget, SubProject

_PHASES = ("requested", "revised", "approved")
"""Of which phase the year's money is shown: the first of these that the form prints."""
_OF_YEAR = ("current_year", "current_year_fiscal", "carry_over", "other")


def budget_of(money: Sequence[Sum], places: Places, unread: Collection[str] = ()) -> Budget:
    """The sums that have a place in the flat view, marked in `places` with the amounts they come from.

    The year's sums are all of one phase. A source of which several sums are printed and none of all of them is not
    shown. `unread`: keys of which something is printed where nobody knows what it says.
    """
    readable = [entry for entry in money if entry.yuan is not None]
    for index, entry in enumerate(readable):
        _mark_amount(index, entry, places)
    phase = _phase_of_year(readable)
    claims: dict[str, list[tuple[int, Sum]]] = {}
    for index, entry in enumerate(readable):
        if entry.budget and (entry.budget not in _OF_YEAR or entry.phase == phase):
            claims.setdefault(entry.budget, []).append((index, entry))
    view = {key: chosen for key, entries in claims.items() if (chosen := _shown(entries))}
    for key, (index, _) in view.items():
        places.spans[f"/budget/{key}"] = places.spans[f"/amounts/{index}/value"]
    labelled = {entry.budget: _absence(entry) for entry in money if entry.yuan is None}
    for key in Budget.__struct_fields__:
        if key not in view and key != "currency":
            reason: Absence = "unreadable" if key in unread else "not-in-layout"
            places.absent[f"/budget/{key}"] = labelled.get(key, reason)
    return replace(Budget(), **{key: entry.yuan for key, (_, entry) in view.items()})


def _phase_of_year(money: Sequence[Sum]) -> str | None:
    of_year = [entry for entry in money if entry.budget in _OF_YEAR]
    totals = {entry.phase for entry in of_year if entry.budget == "current_year"}
    phases = totals or {entry.phase for entry in of_year}
    return next((phase for phase in _PHASES if phase in phases), None)


def _shown(entries: Sequence[tuple[int, Sum]]) -> tuple[int, Sum] | None:
    """The sum that a key of the view shows: 当年财政拨款 before 财政拨款; none of several sources without their sum."""
    if entries[0][1].source == "total":
        return entries[0]
    current = [each for each in entries if each[1].source == "fiscal-current"]
    filled = [each for each in current or entries if each[1].yuan]
    return None if len(filled) > 1 else (filled or entries)[0]


def _absence(entry: Sum) -> Absence:
    """Why a sum has no value, if it has none."""
    return "blank" if entry.is_blank else "unreadable"


def _mark_amount(index: int, entry: Sum, places: Places) -> None:
    parts = {"value": entry.printed, "name": entry.name, "label": entry.label_place}
    for key, value in parts.items():
        if value:
            places.mark(f"/amounts/{index}/{key}", value)


def subprojects_of(money: Sequence[Sum], places: Places) -> tuple[SubProject, ...]:
    """The sub-projects that have a name, marked in `places`."""
    parts = [entry for entry in money if entry.scope == "sub-project" and entry.name]
    for i, entry in enumerate(parts):
        if entry.name:
            places.mark(f"/subprojects/{i}/name", entry.name)
        if entry.printed:
            places.mark(f"/subprojects/{i}/amount", entry.printed)
        if entry.yuan is None:
            places.absent[f"/subprojects/{i}/amount"] = _absence(entry)
    return tuple(SubProject(name=entry.name.text, amount=entry.yuan) for entry in parts if entry.name)
