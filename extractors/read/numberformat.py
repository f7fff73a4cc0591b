"""Numbers of a spreadsheet as its cells show them: 0.95 under the format `0%` is 95%.

Understood are formats of one number: figures, decimals, thousands, percent, the steps of thousands and
of ten thousand (`0,` and `0!.0,`), words around it, dates and times. A number under any other format
(fractions, exponents, conditions) is printed in full, never rounded by a guess; a date under a format
that cuts its year short or names days and months in words is ISO.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_DATE, _TIME = "yyyy/m/d", "h:mm:ss"
_CHINESE_DATE, _CHINESE_MONTH, _CHINESE_DAY = "yyyy年m月d日", "yyyy年m月", "m月d日"
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((5, 6, 37, 38, 41, 42), "#,##0"),
    **dict.fromkeys((7, 8, 39, 40, 43, 44), "#,##0.00"),
    **dict.fromkeys((14, 15, 16, 30), _DATE),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _CHINESE_DAY),
    31: _CHINESE_DATE,
    17: "yyyy/m",
    **dict.fromkeys((27, 36, 50, 52, 57), _CHINESE_MONTH),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 55, 56), _TIME),
    22: f"{_DATE} {_TIME}",
    45: "mm:ss",
    46: "[h]:mm:ss",
}
"""Formats that files name by number alone (ECMA-376 part 1, 18.8.30, with its Chinese dates)."""

# What a format says that is not printed: colours and locales, padding, filling.
_SILENT = re.compile(r"\[(?:\$(?P<currency>[^\]-]*)[^\]]*|[A-Za-z]+\d*)\]|_.|\*.")
_QUOTED = re.compile(r'"(?P<words>[^"]*)"|[\\!](?P<sign>.)')
_HELD = 0xE000
"""Quoted characters are held here, in the private area, while a format is taken apart."""
_POINT_SET_BY_HAND = chr(_HELD + ord("."))
_NUMBER = re.compile(
    r"(?P<before>[^0#?%;@,]*?)(?P<whole>General|G/通用格式|[0#?,]*[0#?])"
    rf"(?P<point>[.{_POINT_SET_BY_HAND}][0#?]*)?(?P<thousands>,*)(?P<after>[^0#?;@,]*)"
)
_IS_DATE = re.compile(r"(?!.*(?:General|[0#?]))(?=.*[ymdhs])", re.IGNORECASE | re.DOTALL)
_MINUTES = re.compile(r"(?<=h)(?P<gap>[^ymdhs]*)m+|m+(?=[^ymdhs]*s)", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_ELAPSED_MARK = "\x00"
_LONGEST = 255  # characters of a format; spreadsheets take no more
_PRECISE = 20  # digits that a number may have to be rounded for show
_LEAP_DAY_OF_1900 = 60  # a day that spreadsheets count and the calendar does not have


def shown(value: float, code: str = "", *, from_1904: bool = False) -> str:
    """What a cell with a number shows under a format code; "" where the format hides the number.

    Dates are printed as the format has them (`2024年3月1日`, `2024/3/1 8:30`), else in ISO, no longer than it says.
    """
    positive, *others = _sections(code)
    section = others[0] if value < 0 and others else others[1] if value == 0 and len(others) > 1 else positive
    if others and not section:
        return ""
    if _IS_DATE.match(positive):
        return _date(value, positive, from_1904) or plain(value)
    form = _form(positive)
    number = Decimal(plain(value)) * form.factor
    figures = _full(number) if form.decimals is None else _rounded(number, *form.decimals, form.grouped)
    return f"{form.before}{figures}{form.after}"


def plain(value: float) -> str:
    """A number in full: no exponent, no `.0`, and no more than the fifteen digits that spreadsheets keep."""
    return _full(Decimal(f"{value:.15g}"))


def _full(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@lru_cache(1024)
def _sections(code: str) -> tuple[str, ...]:
    """The parts of a format for positive numbers, negative ones, zero and text, without what is not printed."""

    def held(quoted: re.Match[str]) -> str:
        words = quoted["words"] if quoted["sign"] is None else quoted["sign"]
        return "".join(chr(_HELD + ord(c)) if c.isascii() else c for c in words)

    kept = _ELAPSED.sub(rf"{_ELAPSED_MARK}\1", _QUOTED.sub(held, code[:_LONGEST]))
    return tuple(_SILENT.sub(lambda silent: silent["currency"] or "", kept).split(";"))


@dataclass(frozen=True, slots=True)
class _Form:
    """A format of numbers taken apart. `decimals`: least and most of them; None: as many as there are."""

    before: str = ""
    after: str = ""
    factor: Decimal = Decimal(1)
    decimals: tuple[int, int] | None = None
    grouped: bool = False


@lru_cache(1024)
def _form(section: str) -> _Form:
    match = _NUMBER.fullmatch(section)
    if match is None:
        return _Form(factor=Decimal(100), after="%") if section.endswith("%") else _Form()
    point = match["point"] or ""
    factor = Decimal(1000) ** -len(match["thousands"])
    if point.startswith(_POINT_SET_BY_HAND):  # 0!.0000 shows 10 000 as 1.0000
        factor = factor.scaleb(1 - len(point))
    if "%" in match["after"]:
        factor *= 100
    return _Form(
        before=_released(match["before"]).strip(),
        after=_released(match["after"]).rstrip(),
        factor=factor,
        decimals=None if match["whole"].startswith("G") else (point.count("0"), max(len(point) - 1, 0)),
        grouped="," in match["whole"],
    )


def _released(text: str) -> str:
    return "".join(chr(ord(c) - _HELD) if _HELD <= ord(c) < _HELD + 0x80 else c for c in text)


def _rounded(number: Decimal, least: int, most: int, grouped: bool) -> str:
    if number.adjusted() + most > _PRECISE:
        return _full(number)
    rounded = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    text = f"{rounded:{',' if grouped else ''}f}"
    for _ in range(most - least):
        text = text.removesuffix("0")
    return text.removesuffix(".") if rounded else text.removesuffix(".").lstrip("-")


def _date(value: float, section: str, from_1904: bool) -> str | None:
    """A date and time; None for a number that is none."""
    if value < 0:
        return None
    units = set(_MINUTES.sub(lambda minutes: minutes["gap"] or "", section).lower())
    epoch = _EPOCH_1904 if from_1904 else _EPOCH
    early = not from_1904 and value < _LEAP_DAY_OF_1900
    try:
        moment = epoch + timedelta(days=int(value) + early, seconds=round(value % 1 * 86400))
    except OverflowError:
        return None
    if _ELAPSED_MARK not in units and (printed := _in_format(moment, section)):
        return printed
    clock = f"{moment:%H:%M:%S}" if "s" in units else f"{moment:%H:%M}"
    if _ELAPSED_MARK in units:
        hours, seconds = divmod(round(value * 86400), 3600)
        return f"{hours}:{seconds // 60:02}" + (f":{seconds % 60:02}" if "s" in units else "")
    if not units & set("ymd"):
        return clock
    year, month, _ = day = f"{moment:%Y-%m-%d}".split("-")
    kept = day if "d" in units else (year, month) if "m" in units else (year,)
    return "-".join(kept) + (f" {clock}" if "h" in units else "")


_PART = re.compile(r"(?P<unit>y+|m+|d+|h+|s+)|(?P<other>.)", re.IGNORECASE | re.DOTALL)
_YEAR, _LONGEST_UNIT = 4, 2


def _in_format(moment: datetime, section: str) -> str | None:
    """The moment in figures as a format has it; None for a format that wants anything else, or half a year."""
    parts = list(_PART.finditer(section))
    units = [match["unit"][0].lower() if match["unit"] else "" for match in parts]
    printed = ""
    for i, match in enumerate(parts):
        unit, length = units[i], len(match["unit"] or "")
        if not unit:
            if match["other"].isascii() and match["other"].isalpha():
                return None
            printed += match["other"]
        elif (length != _YEAR) if unit == "y" else length > _LONGEST_UNIT:
            return None
        else:
            printed += f"{_figure(moment, unit, units, i):0{length}d}"
    return _released(printed).strip()


def _figure(moment: datetime, unit: str, units: Sequence[str], index: int) -> int:
    """What stands for a unit; m behind hours or before seconds are minutes."""
    before = next((u for u in reversed(units[:index]) if u), "")
    behind = next((u for u in units[index + 1 :] if u), "")
    if unit == "m" and (before == "h" or behind == "s"):
        return moment.minute
    names = {"y": "year", "m": "month", "d": "day", "h": "hour", "s": "second"}
    return int(getattr(moment, names[unit]))
