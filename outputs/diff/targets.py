"""Whether a target asks for more than another one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from outputs.diff.model import Word

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_AT_LEAST, _AT_MOST = frozenset({">=", "="}), frozenset({"<=", "="})


@dataclass(frozen=True, slots=True)
class Target:
    """A target value: `low` and `high` in the base unit; `is_plain` where its text has no further values."""

    node: str
    text: str
    comparator: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    change: str
    baseline: int | None
    is_plain: bool

    @property
    def is_numeric(self) -> bool:
        return self.low is not None or self.high is not None

    @property
    def measure(self) -> tuple[object, ...]:
        """What is asked for, whatever the wording and the unit: equal for 1.2公里 and 1200米."""
        return self.comparator, self.low, self.high, self.unit, self.change, self.baseline


class Judgement(NamedTuple):
    """What happened to a target, why no more can be said, and the bounds that were compared."""

    word: Word
    reason: str | None = None
    before: Decimal | None = None
    after: Decimal | None = None


def judge(before: Target, after: Target, polarity: str, years: int = 0) -> Judgement | None:
    """What happened between two targets of one indicator; None where nothing did.

    More is asked for by a higher number where the curated `polarity` is `higher`, by a lower one where it is
    `lower`; without either, and where the two do not compare, a target has only changed. Years named in the
    text may have moved by `years`, as they do from one form to the next.
    """
    if _moved(before.text, years) == after.text:
        return None
    if not (before.is_numeric and after.is_numeric and before.is_plain and after.is_plain):
        return Judgement("changed", "not-in-numbers")
    if before.measure == after.measure:
        return Judgement("reworded")
    if before.unit != after.unit:
        return Judgement("changed", "other-unit")
    if before.change != after.change or _moved_year(before.baseline, years) != after.baseline:
        return Judgement("changed", "other-comparison")
    if polarity not in ("higher", "lower"):
        return Judgement("changed", "no-polarity")
    bounds = _bounds(before, after, polarity)
    if bounds is None:
        return Judgement("changed", "other-comparison")
    first, second = bounds
    asks_more = second > first if polarity == "higher" or before.change else second < first
    return Judgement("raised" if asks_more else "lowered", None, first, second)


def _bounds(before: Target, after: Target, polarity: str) -> tuple[Decimal, Decimal] | None:
    """What both demand at least (or, where lower is better, at most), where they say it in one way.

    Of an increase or a decrease the amount counts, where it is one for the better.
    """
    if before.change and (before.change, polarity) not in (("increase", "higher"), ("decrease", "lower")):
        return None
    is_floor = polarity == "higher" or bool(before.change)
    kinds = {before.comparator, after.comparator}
    if len(kinds) > 1 and not kinds <= (_AT_LEAST if is_floor else _AT_MOST):
        return None
    first, second = (before.low, after.low) if is_floor else (before.high, after.high)
    if first is None or second is None or first == second:
        return None
    return first, second


def _moved(text: str, years: int) -> str:
    return _YEAR.sub(lambda year: str(int(year[0]) + years), text) if years else text


def _moved_year(year: int | None, years: int) -> int | None:
    return None if year is None else year + years
