"""Values of header fields: dates, money and tick boxes."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from extractors.records import Span

_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<month>\d{1,2})\s*(?:(?:月|[-/.])\s*(?:(?P<day>\d{1,2})\s*日?)?)?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
)
_COMPACT_DATE = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_DAY = r"(?:(?:19|20)\d\d\s*[年.\-/]\s*)?\d{1,2}\s*(?:[月.\-/]\s*(?:\d{1,2}\s*日?)?)?"
_PERIOD = re.compile(
    rf"\s*(?:自|从)?\s*(?P<first>(?:19|20)\d\d\s*[年.\-/]\s*\d{{1,2}}\s*(?:[月.\-/]\s*(?:\d{{1,2}}\s*日?)?)?|(?:19|20)\d{{6}})"
    rf"\s*(?:至|到|[-—–－~～]+)\s*(?P<last>{_DAY}|(?:19|20)\d{{6}})\s*(?:止|底)?\s*[。.;；，,]?\s*"
)
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)\s?(?:年度?)?")
_YEARS = re.compile(
    r"\s*(?:自|从)?\s*(?P<first>(?:19|20)\d\d)\s*(?:年度?)?"
    r"(?:\s*(?:至|到|[-—–－~～]+)\s*(?P<last>(?:19|20)\d\d))?\s*年度?(?:止|底)?\s*"
)
_MONEY = re.compile(
    r"(?:人民币|[¥￥])?(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)"
    r"(?:[（(]?(?P<unit>亿元|百万元|万元|千元|元|亿|万)[)）]?)?(?:整)?(?:[（(][^（()）]*[)）])?"
)
YUAN = {
    "元": 1,
    "万": 10_000,
    "亿": 100_000_000,
    "千元": 1000,
    "万元": 10_000,
    "百万元": 1_000_000,
    "亿元": 100_000_000,
}

_MARKS = "☑☒✓✔√■☐□▢○●🗹✅"
_TICKED = frozenset("☑☒✓✔√■●🗹✅")
_BOX_TOKEN = re.compile(
    rf"(?P<box><input\b[^<>]*>|[{_MARKS}])|<[^<>]*>|(?P<word>[^\s<>{_MARKS}]+)", re.IGNORECASE
)
_BEFORE_LABEL, _BEHIND_LABEL = "）)]】、：:；;，,", "（([【、：:；;，,"  # what is left of （√） and of lists
_CHECKED = re.compile(r"\schecked(?:[\s=/>])", re.IGNORECASE)


def parse_date(text: str) -> str | None:
    """An ISO date (or year and month where no day is printed) of 2019-01-01, 2019/1/1, 2019年1月1日, 20190101.

    None where the text is not one date that exists.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(plain)
    if match is None:
        return None
    year, month = int(match["year"]), int(match["month"])
    if not 1 <= month <= 12:
        return None
    if match["day"] is None:
        return f"{year:04d}-{month:02d}"
    day = int(match["day"])
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= monthrange(year, month)[1] else None


@dataclass(frozen=True, slots=True)
class Period:
    """Two dates of one value as ISO dates, each with its half-open extent in the text."""

    start: str
    end: str
    places: tuple[Span, Span]


def parse_year(text: str) -> str | None:
    """The year that a text consists of (2025年, 2025年度, 2025); None where it is anything else."""
    match = _YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return match["year"] if match else None


def parse_period(text: str) -> Period | None:
    """The first and the last day of 2019年1月1日至2019年12月31日, 2019.1-2019.12, 2019年1月-12月, 2022-2025年, 2024年.

    None where the text is not two dates that exist, in order, with nothing but a dash or 至 between them.
    """
    plain = "".join(unicodedata.normalize("NFKC", c)[:1] or c for c in text)
    match = _PERIOD.fullmatch(plain)
    if match is None:
        return _years(plain)
    first, last = match["first"], match["last"]
    start = parse_date(first)
    end = parse_date(last) or parse_date(f"{first[:4]}年{last}")
    if start is None or end is None or end < start[: len(end)]:
        return None
    return Period(start, end, (_trimmed(match, "first"), _trimmed(match, "last")))


def _years(text: str) -> Period | None:
    """A period of whole years."""
    match = _YEARS.fullmatch(text)
    if match is None:
        return None
    last = "last" if match["last"] else "first"
    if match[last] < match["first"]:
        return None
    return Period(match["first"], match[last], (match.span("first"), match.span(last)))


def _trimmed(match: re.Match[str], group: str) -> Span:
    return match.start(group), match.start(group) + len(match[group].rstrip())


def parse_money(text: str, unit: str | None) -> Decimal | None:
    """Yuan, exactly, of a sum printed in `unit`; a unit in the text itself prevails.

    None where the text is not one sum of money, or where no unit is known (nothing needs none).
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    match = _MONEY.fullmatch(plain)
    if match is None:
        return None
    number = Decimal(match["number"].replace(",", ""))
    printed_in = match["unit"] or unit
    if printed_in is None and number:
        return None
    value = number * YUAN[printed_in or "元"]
    if value != round(value, 2):
        return None
    return value.to_integral_value() if value == value.to_integral_value() else value


def parse_share(text: str) -> Decimal | None:
    """The number of a weight or score (10, 12.5, 10%); None where the text is not one."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[%分]?", unicodedata.normalize("NFKC", text).strip())
    return Decimal(match[1]) if match else None


@dataclass(frozen=True, slots=True)
class Boxes:
    """Tick boxes 勾选框: how many are visible, and the extents of the labels chosen and of those without a box."""

    visible: int
    ticked: tuple[Span, ...]
    boxless: tuple[Span, ...]


def read_boxes(text: str, start: int, end: int) -> Boxes:
    """The tick boxes in `text[start:end]`.

    A box belongs to the word before it (`其他 <input>`); to the one behind it where the stretch begins
    with a box (`□ 其他`) or a mark touches the word behind it alone (`结转 √其他`). Words without such a
    neighbour are labels that lost their box; a single one in a stretch without boxes is what was filled in.
    """
    marks = [token for token in _BOX_TOKEN.finditer(text, start, end) if token["box"]]
    tokens = list(_tokens(text, start, end))
    if tokens and (tokens[0].box or any(_leads(mark, text, start, end) for mark in marks)):
        tokens.reverse()
    ticked: list[Span] = []
    boxless: list[Span] = []
    for token, neighbour in zip_longest(tokens, tokens[1:]):
        if token.box:
            continue
        if neighbour is None or not neighbour.box:
            boxless.append(token.span)
        elif _is_ticked(neighbour.box):
            ticked.append(token.span)
    if not marks and len(boxless) == 1:
        return Boxes(0, tuple(boxless), ())
    return Boxes(len(marks), tuple(sorted(ticked)), tuple(sorted(boxless)))


class _Token(NamedTuple):
    """A box with its source, or a word ("")."""

    box: str
    span: Span


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    for token in _BOX_TOKEN.finditer(text, start, end):
        if token["box"]:
            yield _Token(token["box"], token.span())
        elif token["word"]:
            word = token["word"].lstrip(_BEFORE_LABEL)
            left = token.end() - len(word)
            if word := word.rstrip(_BEHIND_LABEL):
                yield _Token("", (left, left + len(word)))


def _leads(box: re.Match[str], text: str, start: int, end: int) -> bool:
    """Whether a mark stands directly before a word and behind none (an <input> has no such habits)."""
    before = box.start() == start or text[box.start() - 1].isspace()
    behind = box.end() < end and not text[box.end()].isspace()
    return before and behind and not box[0].startswith("<")


def _is_ticked(box: str) -> bool:
    return _CHECKED.search(box) is not None if box.startswith("<") else box in _TICKED


_PRINTED_NUMBER = re.compile(r"(\d[\d,]*)(?:\.(\d+))?")


def half_place(value: Decimal, printed: str) -> Decimal:
    """Half a unit of the last printed place of an amount in yuan: 500 for 12.3 (万元); 0 in yuan, which is exact.

    `printed` are the characters that the value was read from, with or without their unit.
    """
    number = _PRINTED_NUMBER.search(unicodedata.normalize("NFKC", printed))
    shown = Decimal(f"{number[1].replace(',', '')}.{number[2] or 0}") if number else Decimal(0)
    if number is None or not shown or abs(value) == shown:
        return Decimal(0)
    return abs(value) / shown * Decimal(10) ** -len(number[2] or "") / 2
