"""Names as they are compared: what differs between spellings of one name is taken out, what tells names apart is told.

A name's numerals, directions, levels and the like are its marks. Names whose marks differ are never one by being
alike: 第一医院 and 第十医院, 一期 and 二期, 东区 and 西区.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.targets.numbers import CHINESE_DIGITS, CHINESE_NUMERALS, read_numeral

_NUMERALS = "".join(sorted(CHINESE_NUMERALS))
_COUNTED = "期号届次批回年季月级类组楼"
_NUMBERED = re.compile(rf"第([{_NUMERALS}]+)|([{_NUMERALS}]+)(?=[{_COUNTED}])")
_YEAR_DIGITS = 4


def compared(name: str) -> str:
    """A normalised name without signs and white space, in small letters, numerals that count as digits."""
    text = without_signs(name).lower()
    text = _variants().sub(lambda found: words()["spellings"][found[0]], text)
    return _NUMBERED.sub(_digits, text)


def without_signs(name: str) -> str:
    """The letters, characters and digits of a name."""
    return "".join(c for c in name if unicodedata.category(c)[0] not in "PSZC")


def marks(text: str) -> str:
    """What tells names apart, however alike they are: numerals, Latin letters and marking characters, in order."""
    return "".join(c for c in text if c in _marking() or c.isdecimal() or c.isascii())


@cache
def words() -> dict[str, Any]:
    """The words that linking goes by."""
    return tomllib.loads((files(__package__ or "") / "words.toml").read_text(encoding="utf-8"))


def _digits(found: re.Match[str]) -> str:
    numeral, lead = (found[1], "第") if found[1] else (found[2], "")
    if len(numeral) == _YEAR_DIGITS and all(c in CHINESE_DIGITS for c in numeral):
        return lead + "".join(str(CHINESE_DIGITS[c]) for c in numeral)
    read = read_numeral(numeral, 0)
    return f"{lead}{read.value:f}" if read and read.end == len(numeral) else found[0]


@cache
def _variants() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words()["spellings"], key=len, reverse=True))))


@cache
def _marking() -> frozenset[str]:
    return frozenset(words()["marks"]) | CHINESE_NUMERALS
