"""Rules about indicator rows: targets missing, without number, of the wrong kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from extractors.forms.assemble import Form
from extractors.indicators import category
from extractors.records import Cause, Indicator, Target
from extractors.rules.doubt import Doubt, Rule, words_of
from extractors.targets import states_deadline

_PUNCTUATION = re.compile(r"[\s。，、；：,.;:！!]+")


def value_missing(form: Form) -> Iterator[Doubt]:
    """A row without value text."""
    for i, indicator in enumerate(form.record.indicators):
        if indicator.target is None:
            span = form.record.spans[f"/indicators/{i}/name"][0]
            cause: Cause = "source-damage" if i in form.displaced else "filing"
            yield Doubt(
                "value-missing", f"/indicators/{i}/target", {"name": indicator.name}, span=span, cause=cause
            )


def measure_without_number(form: Form) -> Iterator[Doubt]:
    """A rate, count or satisfaction without number or deadline."""
    measures = tuple(words_of("measure-without-number")["measures"])
    for i, indicator, target in _with_targets(form):
        if indicator.name.endswith(measures) and _without_number(target):
            words = {"name": indicator.name, "value": target.text}
            yield Doubt("measure-without-number", f"/indicators/{i}/target", words)


def value_repeats_name(form: Form) -> Iterator[Doubt]:
    """The value only repeats the name, of an indicator whose name asks for no number."""
    measures = tuple(words_of("measure-without-number")["measures"])
    for i, indicator, target in _with_targets(form):
        value = _PUNCTUATION.sub("", target.text or "")
        if value == _PUNCTUATION.sub("", indicator.name) and not value.endswith(measures):
            words = {"name": indicator.name, "value": target.text}
            yield Doubt("value-repeats-name", f"/indicators/{i}/target", words)


def percent_over_100(form: Form) -> Iterator[Doubt]:
    """A bounded share above 100 %. Not growth, use or execution."""
    rule = words_of("percent-over-100")
    for i, indicator, target in _with_targets(form):
        bounded = any(word in indicator.name for word in rule["bounded"])
        unbounded = any(word in indicator.name for word in rule["unbounded"])
        limits = [bound for bound in (target.low, target.high) if isinstance(bound, Decimal)]
        if target.kind == "percent" and bounded and not unbounded and any(limit > 100 for limit in limits):
            words = {"name": indicator.name, "value": target.text}
            yield Doubt("percent-over-100", f"/indicators/{i}/target", words)


def quantity_as_rate(form: Form) -> Iterator[Doubt]:
    """A quantity indicator 数量指标 that is a rate."""
    rates = tuple(words_of("quantity-as-rate")["rates"])
    for i, indicator in enumerate(form.record.indicators):
        if _category_kind(form, indicator) == "quantity" and indicator.name.endswith(rates):
            words = {"name": indicator.name, "category": indicator.level2}
            yield Doubt("quantity-as-rate", f"/indicators/{i}/name", words)


def measure_under_wrong_category(form: Form) -> Iterator[Doubt]:
    """A measure whose name belongs to another category. Only among outputs: 及时性 is common elsewhere."""
    rule = words_of("measure-under-wrong-category")
    endings, outputs = rule["endings"], rule["outputs"]
    for i, indicator in enumerate(form.record.indicators):
        kind = _category_kind(form, indicator)
        for ending, (expected, name) in endings.items():
            if kind in outputs and kind != expected and indicator.name.endswith(ending):
                words = {"name": indicator.name, "category": indicator.level2, "expected_category": name}
                yield Doubt("measure-under-wrong-category", f"/indicators/{i}/level2", words)


def baseline_unknown(form: Form) -> Iterator[Doubt]:
    """A target that compares with a level that is not stated (不低于2018年)."""
    for i, indicator, target in _with_targets(form):
        if target.comparator == "baseline" and target.low is None and target.high is None:
            year = f"{target.baseline_year}年" if target.baseline_year else "对比年度"
            words = {"name": indicator.name, "value": target.text, "year": year}
            yield Doubt("baseline-unknown", f"/indicators/{i}/target", words)


def polarity_conflict(form: Form) -> Iterator[Doubt]:
    """An upper limit on what should be high, or a lower limit on what should be low."""
    rule = words_of("polarity-conflict")
    for i, indicator, target in _with_targets(form):
        for polarity, wrong, better in (("higher", ("<=", "<"), "越高"), ("lower", (">=", ">"), "越低")):
            if target.comparator in wrong and indicator.name.endswith(tuple(rule[polarity])):
                words = {"name": indicator.name, "value": target.text, "better": better}
                yield Doubt("polarity-conflict", f"/indicators/{i}/target", words)


def _with_targets(form: Form) -> Iterator[tuple[int, Indicator, Target]]:
    for i, indicator in enumerate(form.record.indicators):
        if indicator.target is not None:
            yield i, indicator, indicator.target


def _without_number(target: Target) -> bool:
    values = chain((target,), target.more)
    return all(value.comparator == "qualitative" for value in values) and not states_deadline(
        target.text or ""
    )


def _category_kind(form: Form, indicator: Indicator) -> str | None:
    if indicator.level2 is None:
        return None
    found = category(indicator.level2, form.record.framework, 2, indicator.level1)
    return found.kind if found else None


RULES: tuple[Rule, ...] = (
    value_missing,
    measure_without_number,
    value_repeats_name,
    percent_over_100,
    quantity_as_rate,
    measure_under_wrong_category,
    baseline_unknown,
    polarity_conflict,
)
