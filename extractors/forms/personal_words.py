"""The words of personal data: labels of contacts, names of people, their numbers and addresses, as patterns.

All patterns read a text as `flat` gives it, and look only a bounded way ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.cleaning import visible
from extractors.vocabulary import settings, table

Kind = Literal["person", "telephone", "mail", "account", "paper"]

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_GAP = r"[ \u3000]{0,8}"
_ENTITY_SPACE = re.compile(r"&nbsp;?|&#160;|&ensp;|&emsp;")
_FOLDING = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；！？"} | {
    ord("—"): "-", ord("–"): "-", ord("\xa0"): " ", ord("\u3000"): " ", ord("•"): "·", ord("・"): "·", ord("‧"): "·",
}  # fmt: skip

NO_MONEY = r"(?!\s?[%％‰万亿元]|\d|[.,]\d)"
_MOBILE = r"(?:(?:\+|00)?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}"
_AREA_DIGITS = r"(?:10|2\d|[3-9]\d\d)"
_AREA = (
    rf"(?:\+?86[- ]?)?(?:\(\s?0{_AREA_DIGITS}\s?\)|0{_AREA_DIGITS})"  # (021)6234 5678, 021-62345678
    rf"|\+?86[- ]{_AREA_DIGITS}(?=[- ])"  # +86-21-62345678
)
_LOCAL = r"[2-9]\d{2,3}[- ]?\d{4}"
_EXTENSION = r"(?:\s?(?:转|分机|ext\.?|[-*#])\s?\d{1,6}(?!\d)|(?:/\d{1,4}|[/、][2-9]\d{6,7})(?![\w.%]))?"

TELEPHONE = re.compile(
    rf"(?<![\d.,])(?<!\d[A-Za-z-])(?:{_MOBILE}|(?:{_AREA})[- ]?{_LOCAL}){_EXTENSION}{NO_MONEY}"
)
"""A mobile's number, or one with its area code: what it is wherever it stands."""
_DATE = r"(?:19|20)\d\d(?:[- ]|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d))"
LISTED_NUMBER = re.compile(
    rf"{TELEPHONE.pattern}|(?<![\d.,])(?!{_DATE})[2-9]\d{{2,3}}[- ]?\d{{4}}{_EXTENSION}{NO_MONEY}"
)
"""A number that a person or the word 电话 stands before: the area code may lack."""
LOOSE_NUMBER = re.compile(r"\+?[\d(][\d() -]{3,20}\d(?:转\d{1,6})?(?!\s?[%万亿元次人户个件条]|\d|[.,/]\d)")
"""What stands behind 电话 and a colon."""
MAIL = re.compile(
    r"(?<![\w.%+-])[A-Za-z0-9][\w.%+-]{0,63} ?@ ?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}", re.ASCII
)
ACCOUNT = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{4,30}}(?![\w.%{_HAN}])")
PAPER = re.compile(r"[A-Z]?\d{7,17}[\dXx](?![\dA-Za-z])")
IDENTITY_CARD = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_CHECK_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Names:
    """Patterns of a person's name, each matched where the name begins.

    `sure` begins with a surname and ends where a name may; `likely` is any short word that ends there, for the
    place right behind a label; `hurried` is `sure` without an end, for names run into a sentence, `whole` a name by
    itself. `end` is what may stand behind a name.
    """

    sure: re.Pattern[str]
    likely: re.Pattern[str]
    hurried: re.Pattern[str]
    whole: re.Pattern[str]
    end: re.Pattern[str]


def flat(text: str) -> str:
    """`text` at equal length: tags and entities of white space blank, digits and signs half-width."""
    scan = visible(text)
    if "&" in scan:
        scan = _ENTITY_SPACE.sub(lambda space: " " * len(space[0]), scan)
    return scan.translate(_FOLDING)


def is_identity_card(number: str) -> bool:
    """Whether the last digit of an 18-digit number is the one the others demand (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _CHECK_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def nobody(name: str) -> bool:
    """Whether what looks like a name is an ordinary word (安全, 各部门)."""
    words = re.sub(r"\s", "", name)
    return words.startswith(tuple(settings("names")["people"]["no_names"]))


def is_body(name: str) -> bool:
    """Whether a contact is an office and nobody in person (科研处)."""
    return name.endswith(tuple(settings("names")["people"]["no_name_endings"]))


@cache
def kinds() -> dict[str, Kind]:
    """Every label of a contact without white space, in lower case, and what it is a label of."""
    people, numbers = settings("names")["people"], settings("names")["numbers"]
    found: dict[str, Kind] = {}
    lists: list[tuple[Kind, Iterable[str]]] = [
        ("person", people["labels"]),
        ("telephone", numbers["telephones"]),
        ("mail", numbers["mails"]),
        ("account", numbers["accounts"]),
        ("paper", numbers["papers"]),
    ]
    for row in table("fields"):
        if row["kind"] == "contact":
            kind: Kind = "telephone" if row["field"] == "contact/telephone" else "person"
            lists.append((kind, row["labels"].split("|")))
    for kind, labels in lists:
        found.update((label.lower().replace("（", "(").replace("）", ")"), kind) for label in labels)
    return found


@cache
def label_pattern() -> re.Pattern[str]:
    """A label in running text; `colon` where one stands behind it, `signature` for words that need one."""
    remark = r"(?:签名|签字|姓名|(?:及|和|/|、|或)[\u4e00-\u9fff]{2,6}|\([^()\n]{1,6}\))?"
    signed = r"(?:\([签盖手][^()\n]{1,3}\))?"
    people = settings("names")["people"]
    signatures = [*settings("names")["signatures"], *people["titles"]]
    return re.compile(
        rf"(?<![A-Za-z])(?:(?P<label>{_spaced(kinds())})(?:{remark}{_GAP}(?P<colon>:)|{signed})"
        rf"|(?P<signature>{_spaced(signatures)}){remark}{_GAP}:)",
        re.IGNORECASE,
    )


@cache
def cell_pattern() -> re.Pattern[str]:
    """A whole cell without white space that is a contact's label, listed (`label`) or reads like one."""
    suffix = r"(?:签名|签字|姓名|名称|(?:及|和|/|、|或)(?:其)?[\u4e00-\u9fff]{2,6}|\([^()]{1,6}\))?"
    head = r"(?:\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十\d]+[、.])?"
    return re.compile(
        rf"{head}(?P<prefix>[{_HAN}]{{0,6}}?)(?P<label>{_any(kinds())})(?P<suffix>{suffix}):?", re.IGNORECASE
    )


@cache
def names() -> Names:
    """The patterns of names."""
    people = settings("names")["people"]
    surname = f"[{''.join(people['surnames'].split())}]"
    compound = f"(?:{_any(people['compound_surnames'])})"
    edge = rf"(?![{_HAN}·])|{_spaced(kinds())}|[{_HAN}]{{0,2}}(?:日期|时间)"
    end = rf"{edge}|{_any(people['titles'])}|{_any(people['duties'])}"
    dotted = rf"[{_HAN}]{{1,8}}(?:·[{_HAN}]{{1,9}}){{1,3}}"
    parted = rf"{compound} {{1,8}}[{_HAN}]{{1,2}}?(?={end})"
    spaced = rf"{surname}(?: {{1,8}}(?!{_spaced(kinds())})[{_HAN}]){{1,2}}(?![{_HAN}·])"
    written = rf"(?:{compound}|{surname})[{_HAN}]{{1,2}}?"
    any_spaced = rf"[{_HAN}](?: {{1,8}}(?!{_spaced(kinds())})[{_HAN}]){{1,3}}(?![{_HAN}·])"
    latin = r"[A-Z][A-Za-z.'’-]{1,20}(?: [A-Z][A-Za-z.'’-]{0,20}){0,3}(?![A-Za-z@])"
    sure = rf"{dotted}|{parted}|{written}(?={end})|{spaced}"
    return Names(
        sure=re.compile(sure),
        likely=re.compile(rf"{sure}|(?:[{_HAN}]{{2,4}}?(?={edge})|{any_spaced})(?! {{0,4}}:)|{latin}"),
        hurried=re.compile(rf"{compound}[{_HAN}]{{1,2}}|{surname}[{_HAN}]{{1,2}}"),
        whole=re.compile(rf"{dotted}|(?:{compound}|{surname})[{_HAN}]{{1,2}}"),
        end=re.compile(end),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _spaced(words: Iterable[str]) -> str:
    """The words, the longest first, white space allowed between their characters (联 系 人)."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(_GAP.join(map(re.escape, word)) for word in ordered)
