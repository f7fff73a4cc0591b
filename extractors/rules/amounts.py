"""Arithmetic of the sums on a form, at the precision they are printed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from extractors.forms.assemble import Form
from extractors.labels import money_unit
from extractors.records import Amount
from extractors.rules.doubt import Doubt, Rule
from extractors.values import YUAN


def sum_subprojects(form: Form) -> Iterator[Doubt]:
    """The sub-projects do not make up the year's budget. Not when one lacks its amount, or one its name."""
    parts = [amount for amount in form.record.amounts if amount.scope == "sub-project"]
    whole = next((amount for amount in form.record.amounts if _is_annual_request(amount)), None)
    incomplete = any(entry.scope == "sub-project" for entry in form.unread)
    if not parts or whole is None or incomplete or any(p.amount is None for p in form.record.subprojects):
        return
    total = sum((part.value for part in parts), Decimal(0))
    if abs(total - whole.value) > _tolerance([*parts, whole]):
        words = {"parts": total, "whole": whole.value, "label": whole.label}
        first, last = (form.record.spans[f"/subprojects/{i}/amount"][0] for i in (0, len(parts) - 1))
        yield Doubt("sum-subprojects", "/subprojects", words, span=(first[0], last[1]))


def _is_annual_request(amount: Amount) -> bool:
    return (amount.scope, amount.phase, amount.source) == ("annual", "requested", "total")


def _tolerance(amounts: Iterable[Amount]) -> Decimal:
    """Half a unit of the last printed place for every sum that is not exact to the yuan."""
    return sum((_half_place(amount) for amount in amounts), Decimal(0))


def _half_place(amount: Amount) -> Decimal:
    unit = Decimal(YUAN[money_unit(amount.label) or "元"])
    if unit == 1:
        return Decimal(0)
    exponent = (amount.value / unit).as_tuple().exponent
    return unit * Decimal(10) ** int(exponent) / 2


RULES: tuple[Rule, ...] = (sum_subprojects,)
