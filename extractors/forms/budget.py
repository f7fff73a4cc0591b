"""The flat views of a form's sums: its budget, and its sub-projects."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractors.forms.places import Places
from extractors.forms.sums import Sum
from extractors.records import Absence, Budget, SubProject


def budget_of(money: Sequence[Sum], places: Places) -> Budget:
    """The sums that have a place in the flat view, marked in `places` with the amounts they come from."""
    view: dict[str, Sum] = {}
    for index, entry in enumerate(entry for entry in money if entry.yuan is not None):
        _mark_amount(index, entry, places)
        if entry.budget and entry.budget not in view:
            view[entry.budget] = entry
            places.spans[f"/budget/{entry.budget}"] = places.spans[f"/amounts/{index}/value"]
    labelled = {entry.budget: _absence(entry) for entry in money}
    for key in Budget.__struct_fields__:
        if key not in view and key != "currency":
            places.absent[f"/budget/{key}"] = labelled.get(key, "not-in-layout")
    return replace(Budget(), **{key: entry.yuan for key, entry in view.items()})


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
