"""Dates and sums of money in running text, as they stand.

A date has a year, a month or a day in figures: 2019年3月, 11月中旬, 2018年11月5日至10日, 2020-2022年度.
Durations (3个月, 五年) and words that point (去年, “十三五”期间) are none. Money has a currency: 985万元,
4.9亿美元, 三百二十万元, 3-5万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.entities.found import Found

_DIGIT = "0-9０-９"
_D2 = rf"[{_DIGIT}]{{1,2}}"
_TO = r"\s?[-－—–~～至到]{1,2}\s?"
_YEAR = rf"(?:19|20|１９|２０)[{_DIGIT}]{{2}}"
_DAY = rf"{_D2}(?:{_TO}{_D2})?\s?[日号]"
_MONTH = rf"{_D2}(?:{_TO}{_D2})?\s?月(?:份|[上中下]旬|[初底末]|\s?{_DAY})?"
_PART = rf"第?[一二三四1-4]季度|前[一二三]季度|[上下]半年|年?[初底末]|\s?{_MONTH}"
_DATED = rf"{_YEAR}(?:{_TO}{_YEAR})?\s?年度?(?:{_PART})?"
_NUMERAL = "〇○零一二三四五六七八九"
_WRITTEN = (
    rf"[一二][{_NUMERAL}]{{3}}年(?:[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日)?)?"
)
_ISO = rf"{_YEAR}(?P<sign>[-./]){_D2}(?P=sign){_D2}(?![{_DIGIT}.])"
_DATE = re.compile(
    rf"(?<![{_DIGIT}.,%])(?:{_ISO}|(?:{_DATED}|{_MONTH})(?:{_TO}(?:{_DATED}|{_MONTH}|{_DAY}))?)|{_WRITTEN}"
)

_FIGURE = rf"(?:[{_DIGIT}]{{1,3}}(?:[,，][{_DIGIT}]{{3}})++|[{_DIGIT}]++)(?:[.．][{_DIGIT}]++)?"
_COUNTING = "两十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_LONGEST_SUM = 20
_MULTIPLIER = "[余多]?(?:万亿|[十百千]?[万亿]|[百千])?[余多]?"
_CURRENCY = "(?:美元|欧元|英镑|日元|港元|港币|澳元|韩元|卢布|元(?![素件器组旦月化]))"
_MONEY = re.compile(
    rf"(?<![{_DIGIT}.,，])(?:{_FIGURE}{_MULTIPLIER}{_CURRENCY}?{_TO})?{_FIGURE}{_MULTIPLIER}\s?{_CURRENCY}"
    rf"|[{_NUMERAL}{_COUNTING}]{{1,{_LONGEST_SUM}}}[十百千万亿拾佰仟]{_CURRENCY}"
)
# Where a date or sum can begin: tried at every character, the patterns above would take ten times as long.
_DATE_START = re.compile(rf"[{_DIGIT}]+|[一二](?=[{_NUMERAL}]{{3}}年)")
_MONEY_START = re.compile(rf"[{_DIGIT}]+|[{_NUMERAL}{_COUNTING}]{{2,}}(?={_CURRENCY})")


def find_dates(text: str) -> Iterator[Found]:
    """The dates of `text`, in order."""
    end = 0
    for start in _DATE_START.finditer(text):
        if start.start() >= end and (match := _DATE.match(text, start.start())):
            end = match.end()
            yield Found(start.start(), end, "DATE", "date")


def find_money(text: str) -> Iterator[Found]:
    """The sums of money in `text`, in order."""
    end = 0
    for start in _MONEY_START.finditer(text):
        at = start.start() if start[0][0].isdigit() else max(start.start(), start.end() - _LONGEST_SUM - 1)
        if at >= end and (match := _MONEY.match(text, at)):
            end = match.end()
            yield Found(at, end, "MONEY", "money")
