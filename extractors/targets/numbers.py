"""Numerals as Chinese documents write them, read to exact decimals.

Arabic (1,000 · 99.50), Chinese (三十二 · 一百零五 · 三点五 · 两千三 · 半小时), fractions (1/3 · 四分之三), shares
(百分之九十五 · 千分之三 · 八成 · 半数) and the multipliers that follow a figure (4.2万 · 3千万 · 1.2万亿).
Text is expected with half-width digits; positions are code points. Nothing is guessed: a numeral that
breaks its own grammar (1,00 · 十百 · 1.2.3) is none.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Literal

import msgspec

Script = Literal["arabic", "chinese", "share"]
"""How a numeral is written. A Chinese one may be part of a word (三方, 一半); 百分之五, a share, never is."""

LONGEST_FIGURE = 18
"""Digits of the longest figure that can be a quantity; longer ones are accounts, codes, identifiers."""
LONGEST_CHINESE = 24

CHINESE_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {
    c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")
}
CHINESE_DIGITS["两"] = 2
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
CHINESE_NUMERALS = frozenset(CHINESE_DIGITS) | frozenset(_PLACES) | frozenset(_MYRIADS)

_DIGIT = "[" + "".join(digit for digit, value in CHINESE_DIGITS.items() if value) + "]"
_SECTION = re.compile(
    rf"(?:({_DIGIT})[千仟])?零?(?:({_DIGIT})[百佰])?零?(?:({_DIGIT}?)([十拾]))?零?({_DIGIT})?(?!.)", re.DOTALL
)
_CHINESE = re.compile(f"[{''.join(sorted(CHINESE_NUMERALS))}]{{1,{LONGEST_CHINESE + 1}}}")
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9])(?![.,][0-9])")
_DENOMINATOR = re.compile(r"/([1-9][0-9]{0,3})(?![0-9/.百千万亿])")
_MULTIPLIER = re.compile("万亿|[十百千]?[万亿]|[百千]")
_SHARES = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_WHOLE_SHARES = {"百分之百": 100, "百分百": 100, "半数": 50, "一半": 50}
_SHARE_STARTS = frozenset(words[0] for words in (*_WHOLE_SHARES, *_SHARES))
_HALF = re.compile("半(?=个?(?:小时|天|日|月|工作日))")
_TENTHS = re.compile("成(?![员功立果为套品本人交长就分年绩型])")

_EXACT = Context(prec=60)
_FRACTION = Context(prec=28)


class Numeral(msgspec.Struct, frozen=True):
    """A numeral read: its value, where it ends, its script, and the unit it says itself (百分之五: %)."""

    value: Decimal
    end: int
    script: Script
    unit: str | None = None


def read_numeral(text: str, start: int) -> Numeral | None:
    """The numeral that begins at `start`, without a multiplier after Arabic digits; None where there is none."""
    if text[start : start + 1] in _SHARE_STARTS and (share := _read_share(text, start)):
        return share
    numeral = _plain(text, start)
    if numeral is None or text[numeral.end : numeral.end + 1] not in ("成", "分"):
        return numeral
    if 0 < numeral.value <= 10 and (tenths := _TENTHS.match(text, numeral.end)):
        return Numeral(times(numeral.value, Decimal(10)), tenths.end(), numeral.script, "%")
    if not text.startswith("分之", numeral.end):
        return numeral
    numerator = _plain(text, numeral.end + 2)
    if numerator is None or not numeral.value:
        return None
    return Numeral(_quotient(numerator.value, numeral.value), numerator.end, "chinese")


def _read_share(text: str, start: int) -> Numeral | None:
    """百分之百, 一半, 百分之五."""
    for words, percent in _WHOLE_SHARES.items():
        if text.startswith(words, start):
            return Numeral(Decimal(percent), start + len(words), "chinese", "%")
    for words, unit in _SHARES.items():
        if text.startswith(words, start):
            share = _plain(text, start + len(words))
            return share and Numeral(share.value, share.end, "share", unit)
    return None


def read_multiplier(text: str, start: int) -> tuple[Decimal, int]:
    """The multiplier at `start` (万 → 10000) and its end; (1, start) where there is none."""
    match = _MULTIPLIER.match(text, start)
    if match is None:
        return Decimal(1), start
    factor = Decimal(1)
    for character in match[0]:
        factor *= _MYRIADS.get(character) or _PLACES[character]
    return factor, match.end()


def times(value: Decimal, factor: Decimal) -> Decimal:
    """The exact product, in plain notation without trailing zeros (1.50 × 10000 → 15000)."""
    return plain(_EXACT.multiply(value, factor))


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent (100.00 → 100, 1E+2 → 100)."""
    whole = int(value)
    return Decimal(whole) if whole == value else value.normalize(_EXACT)


def _plain(text: str, start: int) -> Numeral | None:
    return _read_arabic(text, start) if text[start : start + 1].isascii() else _read_chinese(text, start)


def _read_arabic(text: str, start: int) -> Numeral | None:
    match = _ARABIC.match(text, start)
    figure = match[0].replace(",", "") if match else ""
    if match is None or len(figure.replace(".", "")) > LONGEST_FIGURE:
        return None
    value, end = Decimal(figure), match.end()
    if (below := _DENOMINATOR.match(text, end)) and 0 < value < int(below[1]):
        value, end = _quotient(value, Decimal(below[1])), below.end()
    return Numeral(plain(value), end, "arabic")


def _read_chinese(text: str, start: int) -> Numeral | None:
    if half := _HALF.match(text, start):
        return Numeral(Decimal("0.5"), half.end(), "chinese")
    match = _CHINESE.match(text, start)
    if match is None or match.end() - start > LONGEST_CHINESE:
        return None
    whole = _chinese_whole(match[0])
    if whole is None:
        return None
    end = match.end()
    if text.startswith("点", end) and (decimals := _CHINESE.match(text, end + 1)):
        digits = [CHINESE_DIGITS.get(character) for character in decimals[0]]
        if None in digits:
            return None
        value = Decimal(f"{whole}." + "".join(map(str, digits)))
        return Numeral(plain(value), decimals.end(), "chinese")
    return Numeral(Decimal(whole), end, "chinese")


def _chinese_whole(numeral: str) -> int | None:
    """The value of a Chinese whole number; None where it breaks the grammar (两三, 十百, 万)."""
    for mark in "亿万":
        head, found, tail = numeral.rpartition(mark)
        if found:
            high = _chinese_whole(head) if head else None
            low = _after(tail, _MYRIADS[mark])
            return None if high is None or low is None else high * _MYRIADS[mark] + low
    return _section(numeral)


def _after(tail: str, place: int) -> int | None:
    """What follows 万 or 亿: nothing, a lower number, or one digit that counts the next place (三万五)."""
    if not tail:
        return 0
    if len(tail) == 1 and CHINESE_DIGITS.get(tail):
        return CHINESE_DIGITS[tail] * place // 10
    value = _chinese_whole(tail)
    return value if value is not None and value < place else None


def _section(numeral: str) -> int | None:
    """A number below 10000: 三千零五, 一百一十, 十二, 两千三 (2300)."""
    match = _SECTION.match(numeral)
    if match is None or not match[0]:
        return None
    thousands, hundreds, tens, ten, ones = match.groups()
    value = 0
    for digit, place in ((thousands, 1000), (hundreds, 100)):
        value += CHINESE_DIGITS[digit] * place if digit else 0
    if ten:
        value += (CHINESE_DIGITS[tens] if tens else 1) * 10
    if ones and len(numeral) > 1 and (place := _PLACES.get(numeral[-2], 10)) > 10:
        return value + CHINESE_DIGITS[ones] * place // 10
    return value + CHINESE_DIGITS[ones] if ones else value


def _quotient(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Exact where the fraction terminates, else to 28 significant digits (1/3)."""
    return plain(_FRACTION.divide(numerator, denominator))
