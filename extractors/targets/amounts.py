"""The values of one clause: quantities with their comparators, ranges, dates."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from extractors.records import Bound, Comparator, TargetKind
from extractors.targets.context import (
    Change,
    Context,
    comparator_after,
    context_of,
    divisors_of,
    ends_clause,
    states_value,
)
from extractors.targets.dates import Date
from extractors.targets.numbers import times
from extractors.targets.tokens import Prose, Quantity, Token, Word
from extractors.targets.units import rate

_PLACES_OF_RANKING = ("名", "位", "%", None)
_MIRRORED: dict[Comparator, Comparator] = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}


class Amount(msgspec.Struct, frozen=True):
    """A value and the indices of its tokens in the clause: `[first, end)`.

    `is_when`: nothing but a year or month, which beside other words only says when (2023年，新增就业500人).
    """

    first: int
    end: int
    comparator: Comparator
    low: Bound | None
    high: Bound | None
    unit: str | None
    kind: TargetKind
    change: Change | None = None
    level: bool = False
    is_time: bool = False
    is_when: bool = False


def amounts_in(tokens: Sequence[Token]) -> list[Amount]:
    """Every value of a clause, in order."""
    found: list[Amount] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = at + 1
        amount: Amount | None = None
        if isinstance(token, Quantity):
            amount, end = _quantity(tokens, at, token)
        elif isinstance(token, Date):
            amount, end = _date(tokens, at, token)
        if amount:
            while found and found[-1].end > amount.first:  # 两年 is no value of its own in 两年一次
                found.pop()
            if found and amount.level and _is_origin(tokens, found, at):
                found.pop()
            if found and _closes(tokens, found[-1], amount):
                amount = replace(amount, first=found[-1].first, comparator="range", low=found.pop().low)
            found.append(amount)
        at = end
    return found


def bounds(
    comparator: Comparator, low: Bound | None, high: Bound | None
) -> tuple[Bound | None, Bound | None]:
    """(low, high) as a comparator leaves them: >= has no high, <= no low."""
    return (None if comparator in ("<=", "<") else low, None if comparator in (">=", ">") else high)


class _Figures(msgspec.Struct, frozen=True):
    """The numbers that stand together at one place: one quantity, or the two of a range."""

    low: Decimal
    high: Decimal
    first: Quantity
    last: Quantity
    end: int
    sound: bool = True


def _quantity(tokens: Sequence[Token], at: int, quantity: Quantity) -> tuple[Amount | None, int]:
    """The amount that begins with `tokens[at]`, if it is a value, and the index after what was read."""
    figures = _figures(tokens, at, quantity)
    context = context_of(tokens, at)
    suffix, end = comparator_after(tokens, figures.end)
    is_rank = context.follows("rank") and not suffix and _may_rank(figures.last) and ends_clause(tokens, end)
    if not figures.sound or not (is_rank or states_value(figures.last, context, suffix, tokens, end)):
        return None, end
    is_range = figures.low != figures.high
    comparator: Comparator = "range" if is_range else "<="
    if not is_range and not is_rank:
        comparator = _comparator(context, suffix, quantity, tokens, end)
    low, high = bounds(comparator, figures.low, figures.high)
    measure = figures.last if figures.last.unit else figures.first
    unit, first = _rate(tokens, at, measure)
    amount = Amount(
        first=first,
        end=end,
        comparator=comparator,
        low=low,
        high=high,
        unit=unit,
        kind=measure.kind,
        change=context.change,
        level=context.level,
        is_time=measure.is_time and unit == measure.unit,
    )
    return amount, end


def _may_rank(quantity: Quantity) -> bool:
    """Whether a number behind 前 is the last place of a ranking: 前3名, 前10%, 前10."""
    return quantity.unit in _PLACES_OF_RANKING


def _rate(tokens: Sequence[Token], at: int, measure: Quantity) -> tuple[str | None, int]:
    """The unit of the quantity at `at` with what it counts for each of, and the index where it begins."""
    divisors, first = divisors_of(tokens, at)
    if measure.unit is None or measure.kind == "percent" or not divisors:
        return measure.unit, at
    unit = rate(measure.unit, divisors)
    return unit, (first if unit != measure.unit else at)


def _figures(tokens: Sequence[Token], at: int, quantity: Quantity) -> _Figures:
    """The numbers at `tokens[at]`; not sound where a range runs downwards, goes on (1-2-3) or mixes units."""
    second = _second_end(tokens, at)
    if second is None:
        low = times(quantity.figure, Decimal(-1)) if quantity.tolerance else quantity.value
        return _Figures(low, quantity.value, quantity, quantity, at + 1)
    low = _shared(quantity, second)
    end = at + 4 if _is_word(tokens, at + 3, "enclosed") else at + 3
    mixed = bool(quantity.unit and second.unit and quantity.unit != second.unit)
    sound = low <= second.value and not mixed and _second_end(tokens, at + 2) is None
    return _Figures(low, second.value, quantity, second, end, sound)


def _second_end(tokens: Sequence[Token], at: int) -> Quantity | None:
    """The other end of a range that begins at `at`: 1-3, 3%至5%, 5和10之间."""
    if at + 2 >= len(tokens):
        return None
    second = tokens[at + 2]
    enclosed = _is_word(tokens, at + 1, "between") and _is_word(tokens, at + 3, "enclosed")
    joined = enclosed or _is_word(tokens, at + 1, "range")
    return second if joined and isinstance(second, Quantity) else None


def _shared(low: Quantity, high: Quantity) -> Decimal:
    """The lower end; it shares the multiplier of the upper one if that leaves it the lower (3-5万元)."""
    shared = times(low.figure, high.factor)
    bare = low.unit is None and low.factor == 1
    return shared if bare and shared <= high.value else low.value


def _is_word(tokens: Sequence[Token], at: int, role: str) -> bool:
    return at < len(tokens) and isinstance(word := tokens[at], Word) and word.has(role)


def _is_origin(tokens: Sequence[Token], found: Sequence[Amount], level: int) -> bool:
    """Whether the last amount is what was, before the level `tokens[level]` (由6%提高到8%, 6%提高到8%)."""
    amount, since = found[-1], found[-2].end if len(found) > 1 else 0
    named = any(_is_word(tokens, at, "origin") for at in range(since, amount.first))
    return named or all(isinstance(token, Word) for token in tokens[amount.end : level])


def _closes(tokens: Sequence[Token], lower: Amount, upper: Amount) -> bool:
    """Whether two limits enclose one value: ≥5%且≤10%, 80%≤得分≤90%."""
    if (lower.comparator, upper.comparator) != (">=", "<=") or lower.unit != upper.unit:
        return False
    if not (isinstance(lower.low, Decimal) and isinstance(upper.high, Decimal) and lower.low <= upper.high):
        return False
    between = tokens[lower.end : upper.first]
    if len(between) == 3 and isinstance(between[1], Prose | Word):
        between = (between[0], between[2])  # 80%≤得分≤90%
    return all(isinstance(word, Word) and (word.entry.before or word.has("both")) for word in between)


def _comparator(
    context: Context, suffix: Comparator | None, quantity: Quantity, tokens: Sequence[Token], end: int
) -> Comparator:
    if context.comparator and context.firm:
        return context.comparator.comparator
    soft = context.comparator.comparator if context.comparator else _mirrored(tokens, end)
    return suffix or (soft if soft == "~" else quantity.inside) or soft or "="


def _mirrored(tokens: Sequence[Token], at: int) -> Comparator | None:
    """The comparator of a number that stands left of a sign and what is measured: 60≤得分."""
    sign = tokens[at] if at + 1 < len(tokens) else None
    if not isinstance(sign, Word) or sign.entry.before is None or sign.entry.word.isalpha():
        return None
    return _MIRRORED.get(sign.entry.before.comparator)


def _date(tokens: Sequence[Token], at: int, date: Date) -> tuple[Amount | None, int]:
    """A deadline, a span of dates, or a clause that is nothing but a date; other dates are no values."""
    context = context_of(tokens, at)
    second = tokens[at + 2] if _is_word(tokens, at + 1, "range") and at + 2 < len(tokens) else None
    if isinstance(second, Date) and _is_span(date, second):
        return _dated(at, at + 3, "range", date.iso, second.until or second.iso), at + 3
    end = at + 2 if _is_word(tokens, at + 1, "by") else at + 1
    if date.iso is None:
        return None, end
    if date.by:
        return _dated(at, end, "<=", date.by), end
    if date.last and (end > at + 1 or context.follows("until")):
        return _dated(at, end, "<=", date.last), end
    if date.is_day and context.comparator and context.firm:
        return _dated(at, end, context.comparator.comparator, date.iso), end
    done = end + 1 if _is_word(tokens, end, "completion") else end
    if context.firm or context.stop or context.follows("until") or not ends_clause(tokens, done):
        return None, end
    amount = _dated(at, end, "range" if date.until else "=", date.iso, date.until)
    return (amount if date.is_day else replace(amount, is_when=True)), end


def _is_span(first: Date, second: Date) -> bool:
    ends = first.iso and not first.until and (second.until or second.iso)
    return bool(ends and first.iso and first.iso <= ends)


def _dated(first: int, end: int, comparator: Comparator, low: str | None, high: str | None = None) -> Amount:
    lower, upper = bounds(comparator, low, high or low)
    return Amount(first, end, comparator, lower, upper, None, "date", is_time=True)
