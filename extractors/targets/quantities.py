"""A quantity: figure, multiplier and unit read as one, from a folded text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from msgspec.structs import replace

from extractors.records import Comparator
from extractors.targets.numbers import CHINESE_NUMERALS, Numeral, read_multiplier, read_numeral
from extractors.targets.tokens import Quantity
from extractors.targets.units import PrintedUnit, read_unit, unit_concept
from extractors.targets.words import word_at

_CONTINUED = re.compile("[0-9]|/(?!10{4,8}(?![0-9])|10{0,3}[千万])[0-9]")
_TO_CHINESE = re.compile(f"[-~至到][{''.join(sorted(CHINESE_NUMERALS))}]")
_LATIN = re.compile("[A-Za-z]")

SIGNS = ("-", "±", "正负")
_ONE = Decimal(1)
_YUAN = "元"


def read_quantity(text: str, start: int, brackets: Mapping[int, int]) -> Quantity | None:
    """The quantity at `start`, its sign (-5, ±5) included; None where there is no number or one of prose.

    `brackets` maps the positions of opening brackets to where they end. A whole Chinese number
    without a unit is a word (统一, 三公), a number that runs into letters a code (3A).
    """
    sign = next((sign for sign in SIGNS if text.startswith(sign, start)), "")
    numeral = read_numeral(text, start + len(sign))
    if numeral is None or _CONTINUED.match(text, numeral.end):
        return None
    amount = _measured(text, numeral, brackets)
    if amount.unit is None and (_is_prose(numeral, text) or _LATIN.match(text, amount.end)):
        return None
    figure = -numeral.value if sign == "-" else numeral.value
    return replace(amount, start=start, figure=figure, tolerance=sign in ("±", "正负"))


def read_second_share(text: str, start: int, first: Quantity) -> Quantity | None:
    """The bare Chinese numeral at `start` as a share like `first` (万分之十至十五); None where there is none."""
    numeral = read_numeral(text, start)
    if numeral is None or numeral.unit or numeral.script != "chinese" or read_unit(text, numeral.end):
        return None
    return replace(first, start=start, end=numeral.end, figure=numeral.value)


def read_yuan(text: str, start: int, brackets: Mapping[int, int]) -> Quantity | None:
    """The sum of money behind the sign at `start` (￥50,000); None where no bare number or another unit follows."""
    quantity = read_quantity(text, start + 1, brackets)
    if quantity is None or quantity.unit not in (None, _YUAN):
        return None
    return replace(quantity, start=start, unit=_YUAN, concept=unit_concept(_YUAN))


def none(start: int, end: int) -> Quantity:
    """The quantity that a word states which says that there is none (零投诉)."""
    return Quantity(start, end, Decimal(0), _ONE, None, None, "chinese")


def read_measure(text: str, start: int, end: int) -> tuple[Decimal, PrintedUnit | None] | None:
    """Multiplier and unit where `text[start:end]` of a folded text is nothing else (万人次, 万, 平方米)."""
    unit = read_unit(text, start)
    if unit and unit.end == end:
        return _ONE, unit
    factor, after = read_multiplier(text, start)
    unit = read_unit(text, after)
    if unit and unit.end == end:
        return factor, unit
    return (factor, None) if start < after == end else None


def _is_prose(numeral: Numeral, text: str) -> bool:
    whole = numeral.value == numeral.value.to_integral_value()
    return numeral.script == "chinese" and whole and not _TO_CHINESE.match(text, numeral.end)


def _measured(text: str, numeral: Numeral, brackets: Mapping[int, int]) -> Quantity:
    """The numeral with what follows: 余, multiplier, 多, unit, or a unit in brackets."""
    at, factor, inside = numeral.end, _ONE, None
    if numeral.unit is not None:
        concept = unit_concept(numeral.unit)
        return Quantity(0, at, numeral.value, factor, numeral.unit, concept, numeral.script)
    unit = read_unit(text, _after_space(text, at))
    if unit is None:
        before, at = _inside(text, at)
        factor, at = read_multiplier(text, _after_space(text, at))
        after, at = _inside(text, at)
        inside = before or after
        unit = read_unit(text, _after_space(text, at))
    if unit is not None:
        at = unit.end
    elif in_brackets := _in_brackets(text, at, brackets):
        more, unit, at = in_brackets
        factor *= more
    name, concept = (unit.name, unit.concept) if unit else (None, None)
    return Quantity(0, at, numeral.value, factor, name, concept, numeral.script, inside)


def _inside(text: str, at: int) -> tuple[Comparator | None, int]:
    """A comparator between figure and unit (多, 余) and its end."""
    entry = word_at(text, at) if at < len(text) else None
    return (entry.inside, at + len(entry.word)) if entry and entry.inside else (None, at)


def _in_brackets(
    text: str, at: int, brackets: Mapping[int, int]
) -> tuple[Decimal, PrintedUnit | None, int] | None:
    """Multiplier, unit and end of a bracket at `at` that holds only these; it may lack its closing sign."""
    opening = _after_space(text, at)
    end = brackets.get(opening)
    if end is None or text[opening] != "(":
        return None
    measure = read_measure(text, opening + 1, end - 1 if text[end - 1] == ")" else end)
    return measure and (*measure, end)


def _after_space(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] == " " else at
