"""Orders and announcements: numbers that carry their issuer's name instead of a code.

财政部令第81号, 财政部第87号令, 中国人民银行令〔2019〕第1号, 国家税务总局公告2020年第5号,
财政部 税务总局公告2020年第45号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.policies.agencies import is_known_start
from extractors.policies.bodies import STATE, Issuers, issuers_before
from extractors.policies.figures import CHINESE_SERIAL, LONG_YEAR, digits, full_year
from extractors.policies.numbers import Number, with_shared_serials
from extractors.policies.words import CLOSE, DIGIT, GAP, OPEN, is_han

_JOINT = "联合公告"
_KIND = f"(?P<kind>令|{_JOINT}|公告|通告)"
_BRACKET = rf"(?:{OPEN}|{CLOSE})"
_IN_BRACKETS = rf"{_BRACKET}{GAP}(?P<bracketed>{LONG_YEAR}){GAP}年?{GAP}{_BRACKET}"
_KIND_FIRST = re.compile(
    rf"{OPEN}?{_KIND}{CLOSE}?{GAP}(?:{_IN_BRACKETS}|{OPEN}?{GAP}(?P<year>{LONG_YEAR}){GAP}年)?"
    rf"{GAP}{OPEN}?{GAP}第?{GAP}(?P<serial>[{DIGIT}]{{1,4}}|{CHINESE_SERIAL}){GAP}号"
)
_KIND_LAST = re.compile(
    rf"(?:(?P<serial>[{DIGIT}]{{1,4}})|第{GAP}(?P<chinese>{CHINESE_SERIAL})){GAP}号"
    rf"(?P<more>(?:、第?[{DIGIT}]{{1,4}}号){{0,9}}){GAP}{_KIND}"
)
_BEFORE_SERIAL = re.compile(
    rf"(?:{_IN_BRACKETS}\s{{0,3}}|(?<![{DIGIT}])(?P<year>{LONG_YEAR})\s{{0,3}}年\s{{0,3}})?(?<![{DIGIT}])第?\s{{0,3}}$"
)
_REACH_OF_YEAR = 20
_MORE = re.compile(rf"第?(?P<serial>[{DIGIT}]{{1,4}})号")


def orders(text: str) -> Iterator[Number]:
    """Orders (令) and announcements (公告, 通告), with the kind before the number or after it."""
    for match in _KIND_FIRST.finditer(text):
        if number := _after_kind(text, match):
            yield from with_shared_serials(text, number)
    for match in _KIND_LAST.finditer(text):
        yield from _before_kind(text, match)


def _after_kind(text: str, match: re.Match[str]) -> Number | None:
    kind, serial = match["kind"], digits(match["serial"])
    printed_year = match["bracketed"] or match["year"]
    year = full_year(printed_year) if printed_year else None
    issuers = issuers_before(text, match.start(), kind)
    if issuers is None and kind == _JOINT:
        # 三部门联合公告 names nobody.
        issuers = Issuers(match.start("kind"), "")
    if issuers is None or not serial or not (issuers.printed or (year and kind != "令")):
        return None
    return Number(
        issuers.start if issuers.printed else match.start("kind"),
        match.end(),
        _code(issuers, kind),
        year,
        serial,
        bracketed=match["bracketed"] is not None,
        issuer=_issuer(issuers, kind),
    )


def _before_kind(text: str, match: re.Match[str]) -> Iterator[Number]:
    """财政部第87号令; 税务总局2020年第13号、24号公告 are two."""
    left = max(0, match.start() - _REACH_OF_YEAR)
    kind, serial = match["kind"], digits(match["serial"] or match["chinese"])
    before = _BEFORE_SERIAL.search(text[left : match.start()])
    if before is None or not serial:
        return
    printed_year = before["bracketed"] or before["year"]
    year = full_year(printed_year) if printed_year else None
    start = left + before.start()
    issuers = issuers_before(text, start, kind)
    if issuers is None or not (
        issuers.printed or (year and kind != "令" and not is_han(text[start - 1 : start]))
    ):
        return
    bracketed = before["bracketed"] is not None
    code, issuer = _code(issuers, kind), _issuer(issuers, kind)
    more = list(_MORE.finditer(text, match.start("more"), match.end("more")))
    # The last serial of the list ends with 令 or 公告.
    ends = [*([match.start("more")] if more else []), *(item.end() for item in more[:-1]), match.end()]
    yield Number(
        issuers.start if issuers.printed else start, ends[0], code, year, serial, bracketed, False, issuer
    )
    for item, end in zip(more, ends[1:], strict=True):
        yield Number(item.start(), end, code, year, digits(item["serial"]), bracketed, True, issuer)


def _code(issuers: Issuers, kind: str) -> str:
    return "".join(issuers.printed.split()).replace(STATE, "") + kind


def _issuer(issuers: Issuers, kind: str) -> str | None:
    """The names printed; None where they make a code the tables know (沪府令)."""
    return None if is_known_start(_code(issuers, kind)) else "、".join(issuers.names) or None
