"""Rules about the head of a form: period, type, prior year."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.forms.assemble import Form
from extractors.rules.doubt import Doubt, Rule, words_of


def period_outside_year(form: Form) -> Iterator[Doubt]:
    """The period does not overlap the fiscal year. Not when it merely crosses years."""
    project, year = form.record.project, form.record.year
    if year is None or not project.start or not project.end:
        return
    if project.end[:4] < str(year) or project.start[:4] > str(year):
        start, end = (form.record.spans[f"/project/{edge}"][0] for edge in ("start", "end"))
        words = {"start": project.start, "end": project.end, "year": year}
        span = (start[0], end[1]) if start[0] < end[1] else start
        yield Doubt("period-outside-year", "/project/start", words, span=span)


def prior_executed_zero(form: Form) -> Iterator[Doubt]:
    """A prior-year budget of which nothing was executed. Not when both are 0."""
    budget = form.record.budget
    if budget.prior_year and budget.prior_year_executed == 0:
        yield Doubt("prior-executed-zero", "/budget/prior_year_executed", {"prior": budget.prior_year})


def one_off_with_prior_budget(form: Form) -> Iterator[Doubt]:
    """A one-off project 一次性项目 that had a budget the year before."""
    prior = form.record.budget.prior_year
    markers = words_of("one-off-with-prior-budget")["words"]
    for i, kind in enumerate(form.record.project.types or ()):
        if prior and any(marker in kind for marker in markers):
            span = form.record.spans[f"/project/types/{i}"][0]
            yield Doubt(
                "one-off-with-prior-budget", "/project/types", {"type": kind, "prior": prior}, span=span
            )


def date_unreadable(form: Form) -> Iterator[Doubt]:
    """A date, or a period in one cell, that is none: 2019年2月30日, 2019-2021年."""
    spans, absent = form.record.spans, form.record.absent
    for pointer in ("/project/start", "/project/end"):
        if absent.get(pointer) == "unreadable" and pointer in spans:
            yield Doubt("date-unreadable", pointer, {"value": form.text[slice(*spans[pointer][0])]})
    period = form.record.narratives.get("实施周期")
    in_words = form.record.form_kind == "narrative"
    if (
        period
        and not in_words
        and absent.get("/project/start") == "unreadable"
        and "/project/start" not in spans
    ):
        yield Doubt("date-unreadable", "/narratives/实施周期", {"value": period})


RULES: tuple[Rule, ...] = (
    date_unreadable,
    period_outside_year,
    prior_executed_zero,
    one_off_with_prior_budget,
)
