"""Rules about indicator rows: targets missing, without number, of the wrong kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from extractors.concepts import polarity_of
from extractors.forms.assemble import Form
from extractors.indicators import Category, category
from extractors.records import Cause, Indicator, Target
from extractors.rules.doubt import Doubt, Rule, words_of
from extractors.targets import damaged_number, states_deadline, unit_concept

_NUMERALS = "一二两三四五六七八九十百千万半"
# Figures that say nothing of a value: titles, numbers of documents, years, annexes, heads of a list.
_NO_NUMBER = re.compile(
    r"《[^》]*》|[〔（(\[]\d{4}[)）〕\]]\d+号|(?:19|20)\d\d(?=年|[-—~至到])|附件\d+|(?:^|[；;。，,])\s*[(（]?\d{1,2}[、.．)）](?!\d)"
)
_PUNCTUATION = re.compile(r"[\s。，、；：,.;:！!]+")


def value_missing(form: Form) -> Iterator[Doubt]:
    """A row without value text, be it of the year or of the whole period."""
    for i, indicator in enumerate(form.record.indicators):
        if indicator.target is None and indicator.target_whole_period is None:
            span = form.record.spans[f"/indicators/{i}/name"][0]
            cause: Cause = "source-damage" if i in form.displaced else "filing"
            yield Doubt(
                "value-missing", f"/indicators/{i}/target", {"name": indicator.name}, span=span, cause=cause
            )


def measure_without_number(form: Form) -> Iterator[Doubt]:
    """A rate, count or satisfaction without number, degree or deadline. Not 效率 and 技术参数."""
    for i, indicator, target in _with_targets(form):
        if _asks_for_number(indicator.name) and _without_number(target):
            words = {"name": indicator.name, "value": target.text}
            yield Doubt("measure-without-number", f"/indicators/{i}/target", words)


def value_repeats_name(form: Form) -> Iterator[Doubt]:
    """The value only repeats the name, of an indicator whose name asks for no number."""
    for i, indicator, target in _with_targets(form):
        value = _PUNCTUATION.sub("", target.text or "")
        if value == _PUNCTUATION.sub("", indicator.name) and not _asks_for_number(value):
            words = {"name": indicator.name, "value": target.text}
            yield Doubt("value-repeats-name", f"/indicators/{i}/target", words)


def percent_over_100(form: Form) -> Iterator[Doubt]:
    """A bounded share above 100 %. Not growth, use or execution, nor what is compared with another year."""
    for i, indicator, target in _with_targets(form):
        if target.kind == "percent" and _exceeds_whole(indicator, target):
            words = {"name": indicator.name, "value": target.text}
            yield Doubt("percent-over-100", f"/indicators/{i}/target", words)


def number_damaged(form: Form) -> Iterator[Doubt]:
    """A number that is not in one piece (1 00%, 1OO%), or a bounded share above 100 whose % was lost (92% as 929)."""
    for i, indicator, target in _with_targets(form):
        torn = damaged_number(target.text or "") if target.comparator == "qualitative" else None
        lost = target.kind == "quantity" and target.unit is None and _exceeds_whole(indicator, target)
        if torn or lost:
            words = {"name": indicator.name, "value": target.text, "number": torn or target.text}
            yield Doubt("number-damaged", f"/indicators/{i}/target", words)


def quantity_as_rate(form: Form) -> Iterator[Doubt]:
    """A quantity indicator 数量指标 that is a rate."""
    rule = words_of("quantity-as-rate")
    for i, indicator in enumerate(form.record.indicators):
        rate = _ends(indicator.name, rule["rates"], rule["no_rates"])
        if rate and _category_kind(form, indicator) == "quantity":
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
    """An upper limit on a share that should be high, or a lower limit on what should be low.

    Not 100 %, 0 or a time. A count that should be high may well be limited (培训人数≤50人).
    """
    for i, indicator, target in _with_targets(form):
        if _always_holds(target) or _is_time(target):
            continue
        found = _category(form, indicator)
        match polarity_of(indicator.name, found.concept if found else None), target.comparator:
            case "higher", "<=" | "<" if target.unit in ("%", None):
                better = "越高"
            case "lower", ">=" | ">":
                better = "越低"
            case _:
                continue
        words = {"name": indicator.name, "value": target.text, "better": better}
        yield Doubt("polarity-conflict", f"/indicators/{i}/target", words)


def _with_targets(form: Form) -> Iterator[tuple[int, Indicator, Target]]:
    for i, indicator in enumerate(form.record.indicators):
        if indicator.target is not None:
            yield i, indicator, indicator.target


def _exceeds_whole(indicator: Indicator, target: Target) -> bool:
    """Whether a share that cannot exceed its whole is above 100; not a change or a comparison."""
    rule = words_of("percent-over-100")
    bounded = any(word in indicator.name for word in rule["bounded"])
    unbounded = any(word in indicator.name for word in rule["unbounded"])
    if unbounded or not bounded or target.change or target.comparator == "baseline":
        return False
    return any(isinstance(bound, Decimal) and bound > 100 for bound in (target.low, target.high))


def _asks_for_number(name: str) -> bool:
    rule = words_of("measure-without-number")
    return _ends(name, [*rule["measures"], *rule["still_measures"]], rule["no_measures"])


def _ends(name: str, endings: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the longest ending that a name has is one of `endings` (有效率, but not 效率)."""
    longest = max((word for word in (*endings, *others) if name.endswith(word)), key=len, default=None)
    return longest in endings


def _without_number(target: Target) -> bool:
    text = target.text or ""
    unread = all(value.comparator == "qualitative" for value in (target, *target.more))
    return unread and not states_deadline(text) and not _how_much().search(_NO_NUMBER.sub("", text))


@cache
def _how_much() -> re.Pattern[str]:
    """What says how much, though it is no number that a target can be compared by: 15/10万, 无投诉, 数百人, Ⅱ级."""
    rule = words_of("measure-without-number")
    stated, degrees, rough = ("|".join(rule[key]) for key in ("stated", "degrees", "rough"))
    return re.compile(rf"\d|{stated}|[{_NUMERALS}ⅠⅡⅢⅣⅤA-Z]\+?(?:{degrees})|(?:{rough})[十百千万亿]")


def _always_holds(target: Target) -> bool:
    """Whether a limit says nothing: at most 100 %, at least 0."""
    return (target.high == 100 and target.unit in ("%", None)) or target.low == 0


def _is_time(target: Target) -> bool:
    unit = unit_concept(target.unit) if target.unit else None
    return unit is not None and unit.dimension == "time"


def _category_kind(form: Form, indicator: Indicator) -> str | None:
    found = _category(form, indicator)
    return found.kind if found else None


def _category(form: Form, indicator: Indicator) -> Category | None:
    if indicator.level2 is None:
        return None
    return category(indicator.level2, form.record.framework, 2, indicator.level1)


RULES: tuple[Rule, ...] = (
    value_missing,
    measure_without_number,
    value_repeats_name,
    percent_over_100,
    number_damaged,
    quantity_as_rate,
    measure_under_wrong_category,
    baseline_unknown,
    polarity_conflict,
)
