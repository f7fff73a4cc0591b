"""Dates and periods in a target: whole dates, years, months; read, never completed."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from extractors.targets.numbers import CHINESE_DIGITS

_YEAR = r"(?:19|20)[0-9]{2}"
_BOUND = "底之前|底以前|底前|末前|之前|以前|底|末|内|前"
_DAY = re.compile(
    rf"(?P<year>{_YEAR})\s?(?:年\s?(?P<month>[0-9]{{1,2}})\s?月\s?(?P<day>[0-9]{{1,2}})\s?[日号]"
    r"|(?P<sign>[-./])(?P<month2>[0-9]{1,2})(?P=sign)(?P<day2>[0-9]{1,2})(?![0-9]))"
)
_YEARS = re.compile(
    rf"(?P<year>{_YEAR}|[一二][〇零一二三四五六七八九]{{3}})(?:\s?[-~至到、/]\s?(?:19|20)?[0-9]{{2}}){{0,9}}\s?年度?(?P<bound>{_BOUND})?"
)
_MONTH_NAME = r"(?:[0-9]{1,2}(?:\s?[-~至到、]\s?[0-9]{1,2})?|十[一二]?|[一二三四五六七八九])"
_MONTHS = re.compile(
    rf"{_MONTH_NAME}\s?月(?:份|初|[上中下]旬|[0-9]{{1,2}}\s?[日号])?(?P<bound>{_BOUND})?"
    r"|[0-9]{1,2}[日号](?P<bound2>之前|以前|前)"
    r"|(?<=月)(?<!个月)[0-9]{1,2}[日号](?![内以之])"  # the day of each month (每月15日), no 15 days
)


@dataclass(frozen=True, slots=True)
class Day:
    """A whole date, as ISO 8601."""

    start: int
    end: int
    iso: str


@dataclass(frozen=True, slots=True)
class Period:
    """A year or months; `bounded` where the words say by when (12月底前, 2019年内)."""

    start: int
    end: int
    year: int | None
    bounded: bool


def read_date(text: str, start: int) -> Day | Period | None:
    """The date or period that begins at `start` of a folded text. A date that no calendar knows is none."""
    if match := _DAY.match(text, start):
        parts = match["year"], match["month"] or match["month2"], match["day"] or match["day2"]
        try:
            day = datetime.date(*map(int, parts))
        except ValueError:
            return Period(start, match.end(), None, False)
        return Day(start, match.end(), day.isoformat())
    if match := _YEARS.match(text, start):
        year = int("".join(str(CHINESE_DIGITS.get(digit, digit)) for digit in match["year"]))
        return Period(start, match.end(), year, match["bound"] is not None)
    if match := _MONTHS.match(text, start):
        return Period(start, match.end(), None, (match["bound"] or match["bound2"]) is not None)
    return None
