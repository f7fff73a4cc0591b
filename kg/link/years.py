"""Which project of a year continues which of the year before, and whether both forms say the same of that year.

A form that prints 同名项目上年预算额 declares that its project was there the year before; without that a project is
matched by its unit and name. Years in names and editions (第21届) move with the form's year. What could continue
several projects continues none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.link.merges import Address, order
from kg.link.project_names import project_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph.projects import ProjectKey
    from kg.link.sketches import Sketch
    from kg.link.sums import Sum

How = Literal["same-name", "year-in-name", "edition-in-name"]


@dataclass(frozen=True, slots=True)
class Continuation:
    """The project `later` continues `earlier`. `form` and `before` are the first forms that show it.

    `declared` is what the later form prints of the year before, None where it prints nothing (or 0).
    """

    later: ProjectKey
    earlier: ProjectKey
    how: How
    form: Sketch
    before: tuple[Sketch, ...]
    declared: Sum | None

    @property
    def place(self) -> Address:
        """Where the later form says so."""
        pointer = self.declared.pointer if self.declared else None
        return Address(self.form.place, pointer or "/project/name")


def continuations(sketches: Iterable[Sketch]) -> Iterator[Continuation]:
    """Of every project the one it continues; the sketches are by what stands for units and projects."""
    found = list(
        _each(one for one in sketches if one.unit and one.name and one.year and not one.is_narrative)
    )
    claims = Counter((one.earlier, one.form.year) for one in found)
    return (one for one in found if claims[one.earlier, one.form.year] == 1)


def _each(sketches: Iterable[Sketch]) -> Iterator[Continuation]:
    """What each project of a year could continue; the first form that prints last year's sum speaks for it."""
    ordered = sorted(
        sketches, key=lambda one: (order(one.project), one.year, _declared(one) is None, one.place)
    )
    before = _Before(ordered)
    seen: set[tuple[ProjectKey, int | None]] = set()
    for form in ordered:
        found = None if (form.project, form.year) in seen else before.of(form)
        seen.add((form.project, form.year))
        if found:
            how, forms = found
            yield Continuation(form.project, forms[0].project, how, form, forms, _declared(form))


class _Before:
    """The forms by unit, year and name, in the three ways that a later one may be called."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        self._found: defaultdict[tuple[object, ...], list[Sketch]] = defaultdict(list)
        for form in sketches:
            for how, key in _keys(form, 0):
                self._found[how, *key].append(form)

    def of(self, form: Sketch) -> tuple[How, tuple[Sketch, ...]] | None:
        """How, and the forms of the one project of the year before; None where there is none or several."""
        for how, key in _keys(form, 1):
            forms = self._found.get((how, *key), [])
            if forms:
                projects = {each.project for each in forms}
                return (how, tuple(forms)) if len(projects) == 1 and form.project not in projects else None
        return None


def _keys(form: Sketch, back: int) -> Iterator[tuple[How, tuple[object, ...]]]:
    """What the project is called so many years earlier, the surest way first."""
    name = project_name(form.name or "", form.year)
    at = (form.unit, (form.year or 0) - back)
    yield "same-name", (*at, name.same)
    yield "year-in-name", (*at, name.yearly)
    if name.number is not None:
        yield "edition-in-name", (*at, name.edition, name.number - back)


def _declared(form: Sketch) -> Sum | None:
    """同名项目上年预算额, where it is not 0: that stands for what was left open."""
    return next((one for one in form.prior if one.value and one.pointer), None)
