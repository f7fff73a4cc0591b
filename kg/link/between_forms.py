"""Doubts about two forms as findings: of one project and year, and of a project and the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.ntriples import canonical
from kg.link.findings import CorpusFinding, corpus_finding
from kg.link.sums import agree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.link.sketches import Sketch
    from kg.link.sums import Sum, Texts
    from kg.link.unequal import Difference
    from kg.link.years import Continuation

_MOST_NAMED = 3
_DATES = {"start": "开始日期", "end": "结束日期"}
_PHASES = ("approved", "requested")


def differing(differences: Iterable[Difference]) -> Iterator[CorpusFinding]:
    """What is told of forms of one project and year."""
    for each in differences:
        pointers = [sum_.pointer or f"/amounts/{sum_.number}/value" for sum_, _ in each.sums]
        pointers += [f"/indicators/{at}/target" for at, _ in each.rows]
        pointers += [f"/project/{date}" for date in each.dates]
        finding = corpus_finding("forms-differ", "printed", pointers[0], what=_what(each))
        yield CorpusFinding(each.form.place, each.project, finding, tuple(pointers))


def _what(each: Difference) -> str:
    said = [
        f"“{one.amount.label}”{canonical(one.value)}元与{canonical(two.value)}元" for one, two in each.sums
    ]
    if each.rows:
        said.append(f"{len(each.rows)}个指标的目标值不同")
    said += [_DATES[date] for date in each.dates]
    return "；".join(said[:_MOST_NAMED]) + ("等" if len(said) > _MOST_NAMED else "")


def prior_years(continued: Iterable[Continuation], texts: Texts | None) -> Iterator[CorpusFinding]:
    """Where a form says of the year before what that year's forms do not: the sums granted, else those asked for."""
    for each in continued:
        stated = _stated(each.before)
        if each.declared and stated and not any(_same(each, *one, texts) for one in stated):
            _, other = stated[0]
            asked = other.amount.phase == "requested"
            code = "prior-year-request-differs" if asked else "prior-year-differs"
            finding = corpus_finding(
                code,
                "printed",
                "/budget/prior_year",
                label=each.declared.amount.label,
                value=canonical(each.declared.value),
                other_label=other.amount.label,
                other=canonical(other.value),
            )
            evidence = (each.declared.pointer,) if each.declared.pointer else ()
            yield CorpusFinding(each.form.place, each.later, finding, evidence)


def confirmed(each: Continuation, texts: Texts | None) -> bool:
    """Whether the form of the year before says the sum that the later one prints of it."""
    return bool(each.declared) and any(_same(each, *one, texts) for one in _stated(each.before))


def _stated(forms: Iterable[Sketch]) -> list[tuple[Sketch, Sum]]:
    """The totals of the year in its forms, of the first phase that there is."""
    found = [(form, one) for form in forms for one in form.annual if one.amount.source == "total"]
    by_phase = ([each for each in found if each[1].amount.phase == phase] for phase in _PHASES)
    return next((each for each in by_phase if each), [])


def _same(each: Continuation, form: Sketch, one: Sum, texts: Texts | None) -> bool:
    if each.declared is None:
        return False
    if each.declared.value == one.value:
        return True
    read = [texts(place.sha256) if texts else "" for place in (each.form.place, form.place)]
    return agree(each.declared, read[0], one, read[1])
