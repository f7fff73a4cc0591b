"""Document numbers (发文字号) with a code and a year: 沪府规〔2016〕168号 in every notation in use.

Every scan is anchored on something rare (a year between brackets, 令, 公告) and looks only a bounded
way around it, so that time grows with the length of the text whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractors.policies.agencies import is_known_start
from extractors.policies.codes import code_before, is_code, is_labelled_otherwise, printed_code
from extractors.policies.figures import (
    ARABIC_SERIAL,
    LONG_YEAR,
    MARK,
    SERIAL,
    SHORT_YEAR,
    digits,
    full_year,
    is_short,
)
from extractors.policies.words import CLOSE, CLOSING, DIGIT, GAP, HAN, OPEN, OPENING, pattern, words

_SERIAL = rf"(?P<serial>{SERIAL})"
# 《2019》 is not a title, and brackets come in twos: [[2019]].
_YEAR = re.compile(
    rf"(?:{OPEN}|{CLOSE}|《){GAP}(?P<year>{LONG_YEAR}|{SHORT_YEAR}){GAP}年?{GAP}(?:{CLOSE}{{1,2}}|{OPEN}|》)"
)
_SERIAL_AFTER = re.compile(rf"{GAP}(?P<zi>字?){GAP}第?{GAP}{_SERIAL}{MARK}")
_CODE_AND_SERIAL_AFTER = re.compile(
    rf"{GAP}(?P<code>[{HAN}]{{1,10}}?(?:{OPEN}[{HAN}]{{1,4}}{CLOSE}[{HAN}]{{0,4}}?)?){GAP}第?{GAP}{_SERIAL}{GAP}号"
)
# One bracket or both lost: 沪府发2019年第5号, 国发2016】23号, 财税2008-121号.
_BARE_YEAR = re.compile(
    rf"(?P<year>[12１２][{DIGIT}]{{3}})(?<![{DIGIT}][{DIGIT}]{{4}}){GAP}"
    rf"(?:年{GAP}第?|(?P<close>{CLOSE}){GAP}第?|第|[-－—]|(?<=\s)){GAP}(?P<serial>{ARABIC_SERIAL}){GAP}号"
)
# What may stand between two numbers of one list, and between two serials of one year.
_LIST_LINK = re.compile(rf"{GAP}(?:文件|文)?{GAP}(?:以及|[、，,；;/／和及与至]){GAP}")
_NEXT_SERIAL = re.compile(
    rf"{GAP}(?:文件|文)?{GAP}(?:(?:以及|[、/／和及与至~～—-]){GAP}(?P<first>)第?{GAP}(?P<serial>{ARABIC_SERIAL}){MARK}"
    # A comma also parts sentences: what follows must end like a list.
    rf"|[，,]{GAP}(?P<first_>)第?{GAP}(?P<serial_>{ARABIC_SERIAL}){GAP}号(?=文|[、，,；;。）)]|\s|$))"
)
# Brackets that hardly anything but a document number puts around a year.
_SQUARE = "〔﹝［[【"


@dataclass(frozen=True, slots=True)
class Number:
    """A document number as it stands at `[start, end)`.

    `display` is the display form; `inherited` says that code (and year) come from the number before;
    `issuer` is the body named in an order's or announcement's own number.
    """

    start: int
    end: int
    code: str
    year: int | None
    serial: str
    bracketed: bool = True
    inherited: bool = False
    issuer: str | None = None

    @property
    def display(self) -> str:
        """沪科党组合〔2007〕011号, 财政部令第81号, 国家税务总局公告2020年第5号."""
        if self.bracketed:
            return f"{self.code}〔{self.year}〕{self.serial}号"
        year = f"{self.year}年" if self.year else ""
        return f"{self.code}{year}第{self.serial}号"


def bracketed_numbers(text: str) -> Iterator[Number]:
    """Numbers with the year in brackets, before or after the code, and those that share the code of the one before."""
    previous: Number | None = None
    for match in _YEAR.finditer(text):
        if previous and match.start() < previous.end:
            continue
        year = full_year(match["year"])
        number = _code_first(text, match, year, previous) or _year_first(text, match, year)
        if number:
            for previous in with_shared_serials(text, number):
                yield previous


def bare_numbers(text: str) -> Iterator[Number]:
    """Numbers that have lost their brackets; only where the tables know the code."""
    for match in _BARE_YEAR.finditer(text):
        year = full_year(match["year"])
        opened = text[match.start() - 1 : match.start()] in tuple(OPENING)
        if year is None or (opened and match["close"]) or is_place_number(text, match.end()):
            continue
        code = code_before(text, match.start() - opened)
        if code and is_known_start(code.text):
            number = Number(code.start, match.end(), code.text, year, digits(match["serial"]))
            yield from with_shared_serials(text, number)


def with_shared_serials(text: str, number: Number) -> Iterator[Number]:
    """`number` and those after it that share its code and year: 青政〔1984〕53号、131号、156号."""
    yield number
    while (match := _NEXT_SERIAL.match(text, number.end)) and not is_place_number(text, match.end()):
        first = match.start("first") if match["serial"] else match.start("first_")
        serial = digits(match["serial"] or match["serial_"])
        number = replace(number, start=first, end=match.end(), serial=serial, inherited=True)
        yield number


def without_overlaps(numbers: Iterable[Number]) -> list[Number]:
    """`numbers` in order of start, each that overlaps an earlier one left out (the longer of two wins)."""
    kept: list[Number] = []
    for number in sorted(numbers, key=lambda number: (number.start, -number.end)):
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def is_place_number(text: str, end: int) -> bool:
    """Whether the 号 that ends at `end` numbers a house, line or machine (3号楼)."""
    return pattern("not-after-number").match(text, end) is not None


def _code_first(text: str, match: re.Match[str], year: int | None, previous: Number | None) -> Number | None:
    after = _SERIAL_AFTER.match(text, match.end())
    if after is None or year is None or not (serial := digits(after["serial"])):
        return None
    if is_place_number(text, after.end()):
        return None
    doubled = match[0][-2] in CLOSING and text[match.start() - 1 : match.start()] in tuple(OPENING)
    if code := code_before(text, match.start() - doubled, sure=match[0][0] in _SQUARE):
        name = code.text + ("字" if after["zi"] and not code.text.endswith("字") else "")
        if not is_short(match["year"]) or is_known_start(name) or name.endswith("字"):
            return Number(code.start, after.end(), name, year, serial)
        return None
    if previous and _LIST_LINK.fullmatch(text, previous.end, match.start()):
        return Number(match.start(), after.end(), previous.code, year, serial, inherited=True)
    return None


def _year_first(text: str, match: re.Match[str], year: int | None) -> Number | None:
    after = _CODE_AND_SERIAL_AFTER.match(text, match.end())
    if after is None or year is None:
        return None
    code, serial = printed_code(after["code"]), digits(after["serial"])
    behind_another = text.endswith(words("licence-ending"), 0, match.start())
    if behind_another or not serial or not is_code(code) or is_labelled_otherwise(text, match.start()):
        return None
    return Number(match.start(), after.end(), code, year, serial)
