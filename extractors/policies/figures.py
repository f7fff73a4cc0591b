"""Years and serials as documents print them, broken lines included: 2019, ２０１９, 94, 二〇一九; 011, 1-5, 八十一.

The patterns are parts for those of the readers; what they match is read by `full_year` and `digits`.
"""

from __future__ import annotations

import re

from extractors.policies.words import DIGIT, GAP
from extractors.targets.numbers import CHINESE_DIGITS, read_numeral

# What a broken line or a run of blanked tags may put between two digits.
_INSIDE = r"[^\S\t]{0,80}"
_CHINESE_ZERO = "〇○零"
LONG_YEAR = (
    rf"(?:[12１２](?:{_INSIDE}[{DIGIT}]){{3}}"
    rf"|[一二][九{_CHINESE_ZERO}][一二三四五六七八九{_CHINESE_ZERO}]{{2}})"
)
SHORT_YEAR = rf"[{DIGIT}]{{2}}"
ARABIC_SERIAL = rf"(?:[{DIGIT}](?:{_INSIDE}[{DIGIT}]){{0,4}}(?:[-－—][{DIGIT}]{{1,4}})?)"
CHINESE_SERIAL = rf"(?:[一二三四五六七八九十百{_CHINESE_ZERO}]{{1,7}})"
SERIAL = rf"(?:{ARABIC_SERIAL}|{CHINESE_SERIAL})"
# 号, or more serials that share it: 中办发〔2014〕6、7号.
MARK = rf"(?:{GAP}号|(?=(?:[、/／和]第?[{DIGIT}]{{1,5}}){{1,9}}号))"

_FIRST_FULL_YEAR, _LAST_FULL_YEAR, _FIRST_SHORT_YEAR = 1949, 2099, 49
_ZEROS = re.compile("[○零]")


def full_year(printed: str) -> int | None:
    """The year that two or four printed digits mean; None outside the republic's years."""
    figures = digits(printed)
    year = int(figures)
    if len(figures) == 2:
        return year + (1900 if year >= _FIRST_SHORT_YEAR else 2000)
    return year if _FIRST_FULL_YEAR <= year <= _LAST_FULL_YEAR else None


def digits(printed: str) -> str:
    """A printed figure in half-width digits, zeros and hyphens kept: ０１１ is 011, 一六八 and 一百六十八 are 168.

    A Chinese numeral that breaks its own grammar (十百) gives "".
    """
    compact = _ZEROS.sub("〇", "".join(printed.split()))
    if "十" in compact or "百" in compact:
        numeral = read_numeral(compact, 0)
        return str(numeral.value) if numeral and numeral.end == len(compact) else ""
    return "".join(map(_digit, compact))


def is_short(printed: str) -> bool:
    """Whether a printed year has two digits (94)."""
    return len("".join(printed.split())) == 2


def _digit(character: str) -> str:
    if character in "-－—":
        return "-"
    return str(CHINESE_DIGITS[character] if character in CHINESE_DIGITS else int(character))
