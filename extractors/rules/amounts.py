"""Arithmetic of the sums on a form, at the precision they are printed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.forms.assemble import Form
from extractors.records import Amount, Evaluation
from extractors.rules.doubt import Doubt, Rule
from extractors.values import half_place


@dataclass(frozen=True, slots=True)
class _Sum:
    """An amount of a form: its number in the record, and half a unit of its last printed place."""

    index: int
    amount: Amount
    half: Decimal

    @property
    def value(self) -> Decimal:
        return self.amount.value


def sum_subprojects(form: Form) -> Iterator[Doubt]:
    """The sub-projects do not make up the year's budget. Not when one lacks its amount, or one its name."""
    every = _sums(form)
    parts = [one for one in every if one.amount.scope == "sub-project"]
    whole = next((one for one in every if _is_budget_of_year(one.amount)), None)
    incomplete = any(entry.scope == "sub-project" for entry in form.unread)
    if not parts or whole is None or incomplete or any(p.amount is None for p in form.record.subprojects):
        return
    if not _makes_up(parts, whole):
        words = {"parts": _total(parts), "whole": whole.value, "label": whole.amount.label}
        first, last = (form.record.spans[f"/subprojects/{i}/amount"][0] for i in (0, len(parts) - 1))
        yield Doubt("sum-subprojects", "/subprojects", words, span=(first[0], last[1]))


def sum_sources(form: Form) -> Iterator[Doubt]:
    """The sources of funds do not make up their total. Not where one of them could not be read.

    中央补助 and 上级资金 may be printed beside the fiscal funds or as a part of them, and 一般公共预算 below its
    subtotal 财政拨款小计: both ways are tried.
    """
    if any(entry.scope in ("annual", "project") for entry in form.unread):
        return
    for whole, parts in _sources(form):
        if any(_exceeds(part, whole) for part in parts):
            continue  # said by `source_exceeds_total`
        kinds = {part.amount.source for part in parts}
        if not (kinds & _FISCAL and kinds - _FISCAL - {"higher-level"}):
            continue
        own = [part for part in parts if part.amount.source != "higher-level"]
        if not any(_makes_up(some, whole) for some in (own, parts, _one_each(own), _one_each(parts))):
            words = {"parts": _total(own), "whole": whole.value, "label": whole.amount.label}
            pointers = [f"/amounts/{part.index}/value" for part in parts]
            spans = [form.record.spans[p][0] for p in pointers if p in form.record.spans]
            place = (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None
            yield Doubt("sum-sources", "/amounts", words, span=place)


def source_exceeds_total(form: Form) -> Iterator[Doubt]:
    """A source of funds is larger than the total it is a part of."""
    for whole, parts in _sources(form):
        for part in parts:
            if _exceeds(part, whole):
                words = {"part": part.amount.label, "value": part.value}
                words |= {"label": whole.amount.label, "whole": whole.value}
                yield Doubt("source-exceeds-total", f"/amounts/{part.index}/value", words)


def weights_sum(form: Form) -> Iterator[Doubt]:
    """The points of a self-evaluation do not sum to the total it prints."""
    weights = [indicator.weight for indicator in form.record.indicators]
    known = [weight for weight in weights if weight is not None]
    evaluation = form.record.evaluation
    whole = evaluation.total_weight if isinstance(evaluation, Evaluation) else None
    if whole is None or len(known) != len(weights) or not known:
        return
    budget = evaluation.budget_weight if isinstance(evaluation, Evaluation) else None
    total = sum(known, budget or Decimal(0))
    if abs(total - whole) > _POINTS_TOLERANCE:
        (place,) = form.record.spans["/evaluation/total_weight"]
        yield Doubt("weights-sum", "/indicators", {"parts": total, "whole": whole}, span=place)


_FISCAL = frozenset({"fiscal", "fiscal-current"})
_POINTS_TOLERANCE = Decimal("0.05")


def _sums(form: Form) -> list[_Sum]:
    """The amounts of a form; one of which nothing is printed is taken for exact."""
    spans = (form.record.spans.get(f"/amounts/{i}/value", ()) for i in range(len(form.record.amounts)))
    surfaces = ("".join(form.text[slice(*span)] for span in each) for each in spans)
    return [
        _Sum(i, amount, half_place(amount.value, surface))
        for i, (amount, surface) in enumerate(zip(form.record.amounts, surfaces, strict=True))
    ]


def _sources(form: Form) -> Iterator[tuple[_Sum, list[_Sum]]]:
    """Each total with the amounts by source that belong to it."""
    groups: dict[tuple[str, int | None, str], list[_Sum]] = {}
    for one in _sums(form):
        amount = one.amount
        if amount.scope in ("annual", "project") and amount.source:  # parts of others make up those
            groups.setdefault((amount.scope, amount.fiscal_year, amount.phase), []).append(one)
    for group in groups.values():
        wholes = [one for one in group if one.amount.source == "total"]
        if len(wholes) == 1:
            yield wholes[0], [one for one in group if one.amount.source != "total"]


def _one_each(parts: Sequence[_Sum]) -> list[_Sum]:
    """Of each source the largest sum: the others may be parts of it."""
    largest: dict[str | None, _Sum] = {}
    for part in parts:
        source = part.amount.source
        largest[source] = max(largest.get(source, part), part, key=lambda one: one.value)
    return list(largest.values())


def _makes_up(parts: Sequence[_Sum], whole: _Sum) -> bool:
    return abs(_total(parts) - whole.value) <= _tolerance([*parts, whole])


def _exceeds(part: _Sum, whole: _Sum) -> bool:
    return part.value - whole.value > _tolerance([part, whole])


def _is_budget_of_year(amount: Amount) -> bool:
    return (amount.scope, amount.source) == ("annual", "total") and amount.phase in ("requested", "approved")


def _total(sums: Iterable[_Sum]) -> Decimal:
    return sum((one.value for one in sums), Decimal(0))


def _tolerance(sums: Iterable[_Sum]) -> Decimal:
    """Half a unit of the last printed place for every sum that is not exact to the yuan."""
    return sum((one.half for one in sums), Decimal(0))


RULES: tuple[Rule, ...] = (sum_subprojects, sum_sources, source_exceeds_total, weights_sum)
