"""Dates in a target: days, months, quarters, years; read as precisely as printed, never completed.

A date without a year (12月底前) has no ISO form: that it says by when is all that is known.
"""

from __future__ import annotations

import calendar
import datetime
import re

import msgspec

from extractors.targets.numbers import CHINESE_DIGITS

_YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_TO = r"\s?(?:--?|[~至到])\s?"
_BEFORE = r"前|之前|以前"
_WITHIN = r"底之前|底以前|底前|末前|底|末|内"
_FIGURE_OF_DATE = re.compile(r"[0-9〇零一二三四五六七八九十]{1,4}\s?[-.~/年月日号至到、]")
"""How every date begins: what does not is none of those below."""
_DAY = re.compile(
    rf"(?P<year>{_YEAR})\s?(?:年\s?(?P<month>[0-9]{{1,2}}|{_MONTH})\s?月\s?(?P<day>[0-9]{{1,2}})\s?[日号]"
    r"|(?P<sign>[-./])(?P<month2>[0-9]{1,2})(?P=sign)(?P<day2>[0-9]{1,2})(?![0-9]))"
)
_MONTHS_OF_YEAR = re.compile(
    rf"(?P<year>{_YEAR})\s?年度?\s?(?:(?P<first>{_MONTH})\s?(?:月份?)?(?:{_TO}(?P<second>{_MONTH})\s?(?=月))?月?份?"
    r"(?<=[月份])(?P<vague>[上中下]旬|初)?|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)"
    rf"(?:(?P<within>{_WITHIN})|(?P<before>{_BEFORE}))?"
)
_FROM_MONTH_TO_MONTH = re.compile(
    rf"(?P<year>{_YEAR})([./])(?P<first>0[1-9]|1[0-2]|[1-9]){_TO}"
    rf"(?P<year2>{_YEAR})\2(?P<second>0[1-9]|1[0-2]|[1-9])(?![0-9./])"
)
_YEARS = re.compile(
    rf"(?P<year>{_YEAR})(?P<more>(?:\s?[-~至到、/]\s?(?:19|20)?[0-9]{{2}}){{0,9}})\s?年度?"
    rf"(?:年?(?P<within>{_WITHIN})|(?P<before>{_BEFORE}))?"  # also 2025年年底前
)
_LAST_YEAR = re.compile(r"\s?[-~至到]\s?((?:19|20)[0-9]{2})")
_MONTHS = re.compile(
    rf"(?:{_MONTH}|[0-9]{{1,2}})(?:{_TO}[0-9]{{1,2}}|、[0-9]{{1,2}})?\s?月"
    rf"(?:份|初|[上中下]旬|[0-9]{{1,2}}\s?[日号])?(?P<bound>{_WITHIN}|{_BEFORE})?"
    rf"|[0-9]{{1,2}}[日号](?P<bound2>{_BEFORE})"
    r"|(?<=月)(?<!个月)[0-9]{1,2}[日号](?![内以之])"  # the day of each month (每月15日), no 15 days
)


class Date(msgspec.Struct, frozen=True):
    """A date, or a span of months or years, as ISO 8601 with the precision that is printed.

    `iso` is the date itself or where the span begins (2021-11-30, 2021-11, 2021), `until` where the span ends;
    `by` is the date that a bound sets (2021年11月底前: 2021-11-30) and `bounded` whether there is a bound, with a
    year or not.
    """

    start: int
    end: int
    iso: str | None = None
    until: str | None = None
    by: str | None = None
    bounded: bool = False
    year: int | None = None

    @property
    def is_day(self) -> bool:
        """Whether it is one whole date."""
        return self.iso is not None and len(self.iso) == len("2021-11-30")

    @property
    def last(self) -> str | None:
        """The last day of a day or month; None for years and for what has no year."""
        last = self.until or self.iso
        return _end_of(last) if last and "-" in last else None


def read_date(text: str, start: int) -> Date | None:
    """The date that begins at `start` of a folded text. One that no calendar knows says nothing."""
    if _FIGURE_OF_DATE.match(text, start) is None:
        return None
    if match := _DAY.match(text, start):
        return _day(match)
    if match := _MONTHS_OF_YEAR.match(text, start):
        return _months(match)
    if match := _FROM_MONTH_TO_MONTH.match(text, start):
        first, second = (
            f"{match[y]}-{int(match[m]):02}" for y, m in (("year", "first"), ("year2", "second"))
        )
        return Date(start, match.end(), first, second, year=int(match["year"]))
    if match := _YEARS.match(text, start):
        return _years(match)
    if match := _MONTHS.match(text, start):
        return Date(start, match.end(), bounded=(match["bound"] or match["bound2"]) is not None)
    return None


def _day(match: re.Match[str]) -> Date:
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    try:
        date = datetime.date(_whole(match["year"]), _whole(month), int(day))
    except ValueError:
        return Date(match.start(), match.end())
    return Date(match.start(), match.end(), date.isoformat(), year=date.year)


def _months(match: re.Match[str]) -> Date:
    year = _whole(match["year"])
    if match["quarter"]:
        last = 3 * _whole(match["quarter"])
        first = last - 2
    elif match["half"]:
        first, last = (1, 6) if match["half"] == "上" else (7, 12)
    else:
        first = _whole(match["first"])
        last = _whole(match["second"]) if match["second"] else first
    bounded = bool(match["within"] or match["before"])
    if match["vague"] or first > last:
        return Date(match.start(), match.end(), bounded=bounded, year=year)
    iso, until = f"{year}-{first:02}", f"{year}-{last:02}"
    by = _end_of(until) if match["within"] else until if match["before"] and first == last else None
    return Date(match.start(), match.end(), iso, until if first < last else None, by, bounded, year)


def _years(match: re.Match[str]) -> Date:
    year = _whole(match["year"])
    iso = None if match["more"] else str(year)
    until = None
    if (last := _LAST_YEAR.fullmatch(match["more"])) and int(last[1]) > year:
        iso, until = str(year), last[1]
    by = iso and not until and (_end_of(iso) if match["within"] else iso if match["before"] else None)
    bounded = bool(match["within"] or match["before"])
    return Date(match.start(), match.end(), iso, until, by or None, bounded, year)


def _end_of(iso: str) -> str:
    """The last day of a year or month, a day as it is."""
    year, month, *day = (*map(int, iso.split("-")), *([12] if "-" not in iso else []))
    return iso if day else f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"


def _whole(numeral: str) -> int:
    """A year, month or quarter in Arabic or Chinese: 2021, 二〇二一, 十一, 十."""
    if numeral.isascii():
        return int(numeral)
    if numeral.startswith("十"):
        return 10 + (CHINESE_DIGITS[numeral[1]] if numeral[1:] else 0)
    return int("".join(str(CHINESE_DIGITS[digit]) for digit in numeral))
