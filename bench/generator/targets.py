"""Target values: a kind of indicator becomes a row, printed in one of many ways."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.facts import Row, Value
from generator.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from generator.wording import Indicator

_WAN = 10_000
_BOUNDS = {">=": "low", ">": "low", "<=": "high", "<": "high"}


def row(kind: Indicator, name: str, about: Mapping[str, str], rng: Random) -> Row:
    """A row of that kind under that name; `about` says what the form is about."""
    if kind.kind == "words":
        law = rng.choice(words()["laws"]["names"])
        pattern = rng.choice(kind.values)
        value = _in_words(pattern.format(law=law, **about))
        return Row(kind.level1, kind.level2, name, value, law if "{law}" in pattern else None)
    return Row(kind.level1, kind.level2, name, _measured(kind, name, rng))


def _in_words(text: str) -> Value:
    if "100%" in text:
        return Value(text, "=", Decimal(100), Decimal(100), "%")
    return Value(text, "qualitative")


def _measured(kind: Indicator, name: str, rng: Random) -> Value:
    pattern, comparator = rng.choice(list(words()["targets"][kind.kind].items()))
    remark = rng.choice(words()["targets"]["remarks"])
    if comparator == "qualitative":
        return Value(pattern.format(remark=remark), comparator)
    number = rng.randrange(kind.low, kind.high + 1, kind.step)
    printed = _printed(number, kind.unit, rng)
    text = pattern.format(n=printed, unit=kind.unit, remark=remark, name=name)
    unit, factor = (kind.unit[1:], _WAN) if kind.unit.startswith("万") else (kind.unit, 1)
    bounds = dict.fromkeys(_sides(comparator), Decimal(number * factor))
    return Value(text, comparator, bounds.get("low"), bounds.get("high"), unit)


def _printed(number: int, unit: str, rng: Random) -> str:
    """The number in figures; a large round one often in 万."""
    if number >= _WAN and number % 1000 == 0 and not unit.startswith("万") and rng.random() < 0.5:
        return f"{Decimal(number) / _WAN:f}万"
    return str(number)


def _sides(comparator: str) -> tuple[str, ...]:
    """Which bounds a comparator sets: one, or both to the same number."""
    return (_BOUNDS[comparator],) if comparator in _BOUNDS else ("low", "high")
