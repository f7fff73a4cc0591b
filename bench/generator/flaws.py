"""Forms with something to be checked: one thing each, known by the code of the rule that should tell it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.facts import BASIS, Form, Row, Value
from generator.texts import without_documents
from generator.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


def spoil(form: Form, rng: Random) -> Form:
    """The form with one flaw, whichever it can have."""
    flaws = list(FLAWS)
    rng.shuffle(flaws)
    for code in flaws:
        if flawed := FLAWS[code](form, rng):
            return replace(flawed, findings=tuple(sorted((*flawed.findings, code))))
    return form


def _period_outside_year(form: Form, _: Random) -> Form:
    years = form.year - 2, form.year - 1
    return replace(form, start=form.start.replace(year=years[0]), end=form.end.replace(year=years[1]))


def _goal_year_past(form: Form, _: Random) -> Form:
    goal = words()["goals"]["past"].format(year=form.year - 5, place=form.place, topic=form.topic)
    goals = (goal, *form.narratives["项目总目标"])
    return replace(form, narratives={**form.narratives, "项目总目标": goals})


def _prior_executed_zero(form: Form, _: Random) -> Form | None:
    return replace(form, executed=Decimal(0)) if form.prior else None


def _basis_without_document(form: Form, rng: Random) -> Form:
    text = without_documents(form.topic, rng)
    return replace(form, narratives={**form.narratives, BASIS: text}, cited=())


def _sum_subprojects(form: Form, _: Random) -> Form:
    (name, amount), *others = form.parts
    return replace(form, parts=((name, amount + 10_000), *others))


def _box_none(form: Form, _: Random) -> Form | None:
    return replace(form, fund_uses=()) if form.fund_uses else None


def _percent_over_100(form: Form, _: Random) -> Form | None:
    value = Value("≥110%", ">=", Decimal(110), None, "%")
    return _with_value(form, value, lambda row: row.name.endswith(("合格率", "满意度")))


def _measure_without_number(form: Form, _: Random) -> Form | None:
    return _with_value(form, Value("达到预期水平", "qualitative"), lambda row: row.name.endswith("率"))


def _with_value(form: Form, value: Value, fits: Callable[[Row], bool]) -> Form | None:
    """The form with another value in the first row that fits."""
    index = next((i for i, row in enumerate(form.rows) if fits(row)), None)
    if index is None:
        return None
    changed = replace(form.rows[index], value=value)
    return replace(form, rows=(*form.rows[:index], changed, *form.rows[index + 1 :]))


FLAWS: dict[str, Callable[[Form, Random], Form | None]] = {
    "period-outside-year": _period_outside_year,
    "goal-year-past": _goal_year_past,
    "prior-executed-zero": _prior_executed_zero,
    "basis-without-document": _basis_without_document,
    "sum-subprojects": _sum_subprojects,
    "box-none": _box_none,
    "percent-over-100": _percent_over_100,
    "measure-without-number": _measure_without_number,
}
"""What may be wrong with a form, by the code of the rule; None where the form cannot have it."""
