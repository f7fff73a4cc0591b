"""Printed labels: which words open which field (字段标签), from the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.vocabulary import table

SHORT_KINDS = frozenset({"name", "date", "period", "amount", "contact", "note"})
"""Kinds whose values are short enough for several to stand in one line of running text."""

_MONEY_UNIT = re.compile(r"[（(](?:单位[:：])?(亿元|百万元|万元|千元|元)[)）]$")
_ENUMERATION = r"(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[、.．](?!\d))\s*"
_PART = r"(?:其\s*中\s*[：:]?\s*)"
_HEAD = re.compile(rf"{_PART}?(?:{_ENUMERATION})?{_PART}?")
_REMARK = r"[（(\[【][^（()）\[\]【】\n]{1,24}[)）\]】]"
_LAST_REMARK = re.compile(rf"{_REMARK}$")
_YEAR = re.compile(r"^(?:19|20)\d\d(?=年度)|^(?:19|20)\d\d年度?")
_DECLARED_UNIT = re.compile(
    r"[（(]?(?:金额|计量)?单位[:：]?(?:人民币)?(?P<unit>亿元|百万元|万元|千元|元)[)）]?"
    r"|[（(](?P<alone>亿元|百万元|万元|千元|元)[)）]"
)
_LONGEST_LABEL = 60
_NUMBERED = re.compile(r"目标\d{1,2}$")  # 年度绩效目标1, 年度绩效目标2
_SEAL = r"[（(\[【](?:单位)?(?:盖章|公章|签章|签字|签名|盖公章)[)）\]】]"
_DECLARED_BEHIND = re.compile(
    r"\s*[（(]?(?:金额|计量)?单位\s?[:：]\s?(?:人民币)?(亿元|百万元|万元|千元|元)[)）]?$"
)
_WHITE_SPACE = re.compile(r"[\s\u200b-\u200d\ufeff]+")


@dataclass(frozen=True, slots=True)
class Label:
    """A field label: the record field it opens, how its value is read, its printed words."""

    field: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Amount:
    """What the money label says its amount is; `year_offset` is None where no single year is meant.

    `scope` is None where the label means the total it stands under. `part`: what its source may be a part of, where
    the sum of that is printed too: `level` (of government), `fund` (of the budgets), else empty.
    """

    scope: str | None
    year_offset: int | None
    phase: str
    source: str
    budget: str | None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A label met in a line: the extent of its words, and where what follows it begins."""

    label: Label
    start: int
    words_end: int
    end: int


def label_of(text: str) -> Label | None:
    """The label a cell consists of, if it is one (项目总预算（元）, 一、项目概况：, 其中：财政拨款, 2023年度目标)."""
    return _found(text) if len(text) <= _LONGEST_LABEL else None


def cell_label_of(text: str) -> Label | None:
    """The label of money that a cell is with a sum behind it, where its words are none elsewhere (执行数)."""
    return next((found for key in _keys(text) if (found := _cell_labels().get(key))), None)


def label_for(field: str) -> str:
    """The printed name of a field, for people (项目类型)."""
    return next(label.words for label in _labels().values() if label.field == field)


def labels_of_kind(kind: str) -> tuple[str, ...]:
    """The printed words of every label of a kind."""
    return tuple(label.words for label in _labels().values() if label.kind == kind)


def money_unit(text: str) -> str | None:
    """The unit of money in brackets at the end of a label (元, 万元 …)."""
    match = _MONEY_UNIT.search(_bare(text))
    return match[1] if match else None


def unit_declared(text: str) -> str | None:
    """The unit of money that a line like 单位：万元, or （万元） below its label, declares for all sums of a form."""
    match = _DECLARED_UNIT.fullmatch(_WHITE_SPACE.sub("", text))
    return match["unit"] or match["alone"] if match else None


def unit_declared_behind(text: str) -> tuple[int, str] | None:
    """Where the declaration of a unit of money begins behind a value (某中心 单位：万元), and that unit."""
    found = _DECLARED_BEHIND.search(text)
    return (found.start(), found[1]) if found else None


def without_money_unit(text: str) -> str:
    """A label's words without white space, colon and the unit of money behind them."""
    return _MONEY_UNIT.sub("", _bare(text))


def variants(text: str) -> Iterator[str]:
    """The ways to take printed words: whole; then without remark in brackets, leading year, or both."""
    words = without_money_unit(text).replace("(", "（").replace(")", "）")
    for shorter in (words, _LAST_REMARK.sub("", words)):
        yield shorter
        if _YEAR.match(shorter):
            yield _YEAR.sub("", shorter)


def openings(text: str) -> list[Opening]:
    """The labels that a line opens, in order.

    The first must stand at the very beginning, before a colon, white space or the line's end;
    further ones count only where all of them are of short kinds (开始时间 … 结束时间 …).
    """
    found = list(_openings(text))
    if not found or not _HEAD.fullmatch(text, 0, found[0].start):
        return []
    short = all(opening.label.kind in SHORT_KINDS for opening in found)
    return found if short else found[:1]


def amount_of(label: Label) -> Amount:
    """What an amount label's money is."""
    return _amounts()[label.field]


@lru_cache(maxsize=1 << 13)  # the same words stand in thousands of forms
def _found(text: str) -> Label | None:
    return next((found for key in _keys(text) if (found := _labels().get(key))), None)


def _openings(text: str) -> Iterator[Opening]:
    for match in _line_pattern().finditer(text):
        label = _labels()[_key(match["words"])]
        yield Opening(label, *match.span("words"), match.end())


def _bare(text: str) -> str:
    return re.sub(_SEAL, "", _WHITE_SPACE.sub("", text)).rstrip("：:")


def _key(text: str) -> str:
    """Labels are compared without white space, colon, enumeration and money unit, brackets unified."""
    return next(_keys(text))


def _keys(text: str) -> Iterator[str]:
    for words in variants(text):
        key = _HEAD.sub("", words, count=1).rstrip("：:")
        yield key
        if _NUMBERED.search(key):
            yield key.rstrip("0123456789")


@cache
def _labels() -> dict[str, Label]:
    labels: dict[str, Label] = {}
    for row in table("fields"):
        for words in row["labels"].split("|"):
            labels[_key(words)] = Label(row["field"], row["kind"], words)
    return labels | dict(_amount_labels(""))


@cache
def _cell_labels() -> dict[str, Label]:
    return dict(_amount_labels("yes"))


def _amount_labels(cell: str) -> Iterator[tuple[str, Label]]:
    for row in table("amounts"):
        first, *others = row["labels"].split("|")
        for words in (first, *others) if row["cell"] == cell else ():
            yield _key(words), Label(f"amount/{first}", "amount", words)


@cache
def _amounts() -> dict[str, Amount]:
    return {
        f"amount/{row['labels'].split('|')[0]}": Amount(
            row["scope"] or None,
            int(row["year_offset"]) if row["year_offset"] else None,
            row["phase"],
            row["source"],
            row["budget"] or None,
            row["part"],
        )
        for row in table("amounts")
    }


@cache
def _line_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(key) for key in sorted(_labels(), key=len, reverse=True))
    unit = r"(?:[（(](?:亿元|百万元|万元|千元|元)[)）])?"
    return re.compile(
        rf"(?:^{_ENUMERATION}|^|(?<=\s)){_PART}?(?:{_ENUMERATION})?(?P<words>(?:{words}){unit})(?:{_REMARK})?(?:\s*[：:]\s*|\s+|$)"
    )
