"""What the name of an indicator says about its value: figures of its own, and the unit that it ends with."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from extractors.records import Target
from extractors.targets.numbers import CHINESE_NUMERALS, times
from extractors.targets.quantities import read_measure
from extractors.targets.units import PrintedUnit
from extractors.targets.words import fold

_NUMERALS = frozenset("0123456789") | CHINESE_NUMERALS
_COVER = "□"
_NAMED_MEASURE = re.compile(r"\((?P<bracket>[^()]*)\)$|[≥≤<>=]\s?\*+(?P<bare>[^()*]*)$")
_BLANKS = " ≥≤<>=*×xX_…"
"""What forms leave for the number that is to be filled in: 满意度(≥**%)."""


def without_name(folded: str, indicator: str | None) -> str:
    """A folded text at equal length, the figures of the name covered where the text repeats it (15天答复率≥95%)."""
    name = fold(indicator or "").strip()
    if not name or name == folded.strip() or name not in folded:
        return folded
    covered = "".join(_COVER if character in _NUMERALS else character for character in name)
    return folded.replace(name, covered, 1)


def in_unit_of(indicator: str, target: Target) -> Target:
    """A bare number in the unit that its name ends with: 数量（万人）, ≥3 → 30000 人; 成活率(≥**%), 85 → 85 %.

    A multiplier that is printed beside the number is not taken again (投入（万元）, 250万 → 2500000 元).
    """
    measure = None if target.unit or target.kind != "quantity" else _measure_of(indicator)
    if measure is None:
        return target
    factor, unit = measure
    if any(mark in (target.text or "") for mark in "万亿"):
        factor = Decimal(1)
    low, high = (
        times(bound, factor) if isinstance(bound, Decimal) else bound for bound in (target.low, target.high)
    )
    return msgspec.structs.replace(target, low=low, high=high, unit=unit.name, kind=unit.concept.kind)


def _measure_of(indicator: str) -> tuple[Decimal, PrintedUnit] | None:
    """The multiplier and unit that the name of an indicator ends with."""
    name = fold(indicator).rstrip()
    named = _NAMED_MEASURE.search(name)
    if named is None:
        return None
    start, end = named.span("bracket" if named["bracket"] is not None else "bare")
    while start < end and name[start] in _BLANKS:
        start += 1
    factor, unit = read_measure(name, start, start + len(name[start:end].rstrip())) or (Decimal(1), None)
    return (factor, unit) if unit else None
