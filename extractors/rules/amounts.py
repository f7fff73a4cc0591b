"""Arithmetic of the sums on a form, at the precision they are printed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractors.forms.assemble import Form
from extractors.labels import money_unit
from extractors.records import Amount, Evaluation, Record
from extractors.rules.doubt import Doubt, Rule
from extractors.values import YUAN


def sum_subprojects(form: Form) -> Iterator[Doubt]:
    """The sub-projects do not make up the year's budget. Not when one lacks its amount, or one its name."""
    parts = [amount for amount in form.record.amounts if amount.scope == "sub-project"]
    whole = next((amount for amount in form.record.amounts if _is_budget_of_year(amount)), None)
    incomplete = any(entry.scope == "sub-project" for entry in form.unread)
    if not parts or whole is None or incomplete or any(p.amount is None for p in form.record.subprojects):
        return
    total = sum((part.value for part in parts), Decimal(0))
    if abs(total - whole.value) > _tolerance([*parts, whole]):
        words = {"parts": total, "whole": whole.value, "label": whole.label}
        first, last = (form.record.spans[f"/subprojects/{i}/amount"][0] for i in (0, len(parts) - 1))
        yield Doubt("sum-subprojects", "/subprojects", words, span=(first[0], last[1]))


def sum_sources(form: Form) -> Iterator[Doubt]:
    """The sources of funds do not make up their total. Not where one of them could not be read.

    中央补助 and 上级资金 may be printed beside the fiscal funds or as a part of them, and 一般公共预算 below its
    subtotal 财政拨款小计: both ways are tried.
    """
    if any(entry.scope in ("annual", "project") for entry in form.unread):
        return
    for whole, parts in _sources(form.record):
        if any(part.value - whole.value > _tolerance([part, whole]) for _, part in parts):
            continue  # said by `source_exceeds_total`
        kinds = {part.source for _, part in parts}
        if not (kinds & _FISCAL and kinds - _FISCAL - {"higher-level"}):
            continue
        every = [part for _, part in parts]
        own = [part for part in every if part.source != "higher-level"]
        if not any(_makes_up(some, whole) for some in (own, every, _one_each(own), _one_each(every))):
            words = {"parts": sum((part.value for part in own), Decimal(0)), "whole": whole.value}
            pointers = [f"/amounts/{i}/value" for i, _ in parts]
            spans = [form.record.spans[p][0] for p in pointers if p in form.record.spans]
            place = (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None
            yield Doubt("sum-sources", "/amounts", {**words, "label": whole.label}, span=place)


def source_exceeds_total(form: Form) -> Iterator[Doubt]:
    """A source of funds is larger than the total it is a part of."""
    for whole, parts in _sources(form.record):
        for i, part in parts:
            if part.value - whole.value > _tolerance([part, whole]):
                words = {"part": part.label, "value": part.value, "label": whole.label, "whole": whole.value}
                yield Doubt("source-exceeds-total", f"/amounts/{i}/value", words)


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


def _sources(record: Record) -> Iterator[tuple[Amount, list[tuple[int, Amount]]]]:
    """Each total with the amounts by source that belong to it, and their places in the record."""
    groups: dict[tuple[str, int | None, str], list[tuple[int, Amount]]] = {}
    for i, amount in enumerate(record.amounts):
        if amount.scope in ("annual", "project") and amount.source:  # parts of others make up those
            groups.setdefault((amount.scope, amount.fiscal_year, amount.phase), []).append((i, amount))
    for group in groups.values():
        wholes = [amount for _, amount in group if amount.source == "total"]
        if len(wholes) == 1:
            yield wholes[0], [(i, amount) for i, amount in group if amount.source != "total"]


def _one_each(parts: Sequence[Amount]) -> list[Amount]:
    """Of each source the largest sum: the others may be parts of it."""
    largest: dict[str | None, Amount] = {}
    for part in parts:
        largest[part.source] = max(largest.get(part.source, part), part, key=lambda amount: amount.value)
    return list(largest.values())


def _makes_up(parts: Sequence[Amount], whole: Amount) -> bool:
    total = sum((part.value for part in parts), Decimal(0))
    return abs(total - whole.value) <= _tolerance([*parts, whole])


def _is_budget_of_year(amount: Amount) -> bool:
    return (amount.scope, amount.source) == ("annual", "total") and amount.phase in ("requested", "approved")


def _tolerance(amounts: Iterable[Amount]) -> Decimal:
    """Half a unit of the last printed place for every sum that is not exact to the yuan."""
    return sum((_half_place(amount) for amount in amounts), Decimal(0))


def _half_place(amount: Amount) -> Decimal:
    unit = Decimal(YUAN[money_unit(amount.label) or "元"])
    if unit == 1:
        return Decimal(0)
    exponent = (amount.value / unit).as_tuple().exponent
    return unit * Decimal(10) ** int(exponent) / 2


RULES: tuple[Rule, ...] = (sum_subprojects, sum_sources, source_exceeds_total, weights_sum)
