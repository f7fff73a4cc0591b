"""Orders and announcements: numbers that carry their issuer's name instead of a code.

财政部令第81号, 财政部第87号令, 中国人民银行令〔2019〕第1号, 国家税务总局公告2020年第5号,
财政部 税务总局公告2020年第45号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.policies.issuers import body_names, is_known_start, place_names
from extractors.policies.numbers import (
    Number,
    digits,
    full_year,
    is_place_number,
    with_shared_serials,
)
from extractors.policies.words import CLOSE, DIGIT, GAP, OPEN, is_han, pattern, words

STATE = "中华人民共和国"
_CHINESE_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_KIND = r"(?P<kind>令|公告|通告)"
_SERIAL = rf"(?P<serial>[{DIGIT}]{{1,4}}|[〇一二三四五六七八九十百]{{1,7}})"
_KIND_FIRST = re.compile(
    rf"{_KIND}{GAP}(?:(?:{OPEN}|{CLOSE}){GAP}(?P<bracketed>[{DIGIT}]{{4}}){GAP}年?{GAP}(?:{OPEN}|{CLOSE})"
    rf"|(?P<year>[{DIGIT}]{{4}}){GAP}年)?{GAP}第?{GAP}{_SERIAL}{GAP}号"
)
_KIND_LAST = re.compile(
    rf"(?P<serial>[{DIGIT}]{{1,4}}){GAP}号(?P<more>(?:、第?[{DIGIT}]{{1,4}}号){{0,9}}){GAP}{_KIND}"
)
_YEAR_BEFORE = re.compile(rf"(?:(?<![{DIGIT}])(?P<year>[{DIGIT}]{{4}})\s{{0,3}}年\s{{0,3}})?第?\s{{0,3}}$")
_MORE = re.compile(rf"第?(?P<serial>[{DIGIT}]{{1,4}})号")
_REACH_OF_YEAR = 20
_LONGEST_NAME = 30
_LONGEST_UNKNOWN_NAME = 12
_MOST_JOINT_ISSUERS = 10
_STATE_WORDS = (STATE, "国家", "中国", "中华", "中共", "中央", "全国", "最高人民")


@dataclass(frozen=True, slots=True)
class _Issuers:
    """The bodies named before 令 or 公告: where the first begins, and the names as printed."""

    start: int
    names: tuple[str, ...]
    printed: str


def orders(text: str) -> Iterator[Number]:
    """Orders (令) and announcements (公告, 通告), with the name before the kind or before the number."""
    for match in _KIND_FIRST.finditer(text):
        year = full_year(match["bracketed"] or match["year"] or "0000")
        if not is_place_number(text, match.end()) and (number := _number(text, match, year)):
            yield from with_shared_serials(text, number)
    for match in _KIND_LAST.finditer(text):
        left = max(0, match.start() - _REACH_OF_YEAR)
        before = _YEAR_BEFORE.search(text[left : match.start()])
        if before and not text[left : match.start()][-1:].isdigit():
            issuers = _issuers_before(text, left + before.start(), match["kind"])
            year = full_year(before["year"]) if before["year"] else None
            if issuers and issuers.names:
                yield from _listed_before_kind(match, issuers, year)


def _number(text: str, match: re.Match[str], year: int | None) -> Number | None:
    kind = match["kind"]
    issuers = _issuers_before(text, match.start(), kind)
    if issuers is None or not (issuers.names or (year and kind != "令")):
        return None
    return Number(
        issuers.start if issuers.names else match.start(),
        match.end(),
        _code(issuers, kind),
        year,
        _arabic(match["serial"]),
        bracketed=match["bracketed"] is not None,
        issuer=_issuer(issuers, kind),
    )


def _listed_before_kind(match: re.Match[str], issuers: _Issuers, year: int | None) -> Iterator[Number]:
    """财政部第87号令; 税务总局2020年第13号、24号公告 are two."""
    code, issuer = _code(issuers, match["kind"]), _issuer(issuers, match["kind"])
    more = list(_MORE.finditer(match["more"]))
    end = match.start("more") if more else match.end()
    yield Number(issuers.start, end, code, year, digits(match["serial"]), bracketed=False, issuer=issuer)
    for item in more:
        start = match.start("more") + item.start()
        end = match.end() if item is more[-1] else match.start("more") + item.end()
        serial = digits(item["serial"])
        yield Number(start, end, code, year, serial, bracketed=False, inherited=True, issuer=issuer)


def _code(issuers: _Issuers, kind: str) -> str:
    return "".join(issuers.printed.split()).replace(STATE, "") + kind


def _issuer(issuers: _Issuers, kind: str) -> str | None:
    """The names printed; None where they make a code the tables know (沪府令)."""
    return None if is_known_start(_code(issuers, kind)) else "、".join(issuers.names) or None


def _issuers_before(text: str, end: int, kind: str) -> _Issuers | None:
    """The bodies that end at `end`, several where they issue jointly; no names where nothing stands there;
    None where what stands there is no body."""
    while end > 0 and text[end - 1].isspace() and text[end - 1] != "\t":
        end -= 1
    first = _name_start(text, end, kind)
    if first is None:
        return None
    for _ in range(_MOST_JOINT_ISSUERS if first < end else 0):
        before = text[max(0, first - 3) : first]
        stop = first - len(before) + len(before.rstrip(" \n\r\u3000、"))
        joint = _name_start(text, stop, "") if stop < first else None
        if joint is None or joint == stop:
            break
        first = joint
    printed = text[first:end]
    names = (name.replace(STATE, "") for name in re.split(r"[\s、]+", printed))
    return _Issuers(first, tuple(filter(None, names)), printed)


def _name_start(text: str, end: int, kind: str) -> int | None:
    """Where the body's name begins that ends at `end`: `end` if no character stands before it, None if no name does.

    Without `kind` (a joint issuer further left) only names of known make are accepted.
    """
    start = end
    while start > max(0, end - _LONGEST_NAME) and is_han(text[start - 1]):
        start -= 1
    if start < end and text[start] in words("date") and text[start - 1 : start].isdigit():
        start += 1
    for stop in pattern("stop").finditer(text, start, end):
        start = stop.end()
    while (word := pattern("stop-first").match(text, start, end)) and not _is_body(text[start:end]):
        start = word.end()
    name = text[start:end]
    if not name or _is_body(name):
        return start
    known = next((i for i in range(start + 1, end - 1) if text[i:end] in body_names()), None)
    if known is not None or not kind:
        return known
    short_code = len(name) <= 4 and is_known_start(name + kind)
    named = name.endswith(words("order-issuer-ending")) and len(name) <= _LONGEST_UNKNOWN_NAME
    return start if short_code or named else None


def _is_body(name: str) -> bool:
    """Whether `name` is a body the tables know, or is made like one: a place or the state, then an office."""
    if name == STATE or name.removeprefix(STATE) in body_names():
        return True
    made = name.startswith((*_STATE_WORDS, *place_names()))
    return made and name.endswith(words("order-issuer-ending"))


def _arabic(printed: str) -> str:
    """A serial in Arabic digits: 第十二号 is 12, 二〇 is 20."""
    if printed[0] in DIGIT or printed.isdigit():
        return digits(printed)
    if not set(printed) & set("十百"):
        return "".join(str(_CHINESE_DIGITS[character]) for character in printed)
    total = pending = 0
    for character in printed:
        if character in "十百":
            total += (pending or 1) * (10 if character == "十" else 100)
            pending = 0
        else:
            pending = _CHINESE_DIGITS[character]
    return str(total + pending)
