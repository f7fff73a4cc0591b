"""How well a text fits a column by what it says, where no grid tells which column it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from extractors.indicators import categories
from extractors.labels import label_of, variants, without_money_unit
from extractors.tables.columns import OTHER, Column
from extractors.tables.placement import LEVELS, looks_like
from extractors.vocabulary import settings, table

_LEVEL_WORDS = re.compile(r"(?:指标|目标)$")
_SIGN = re.compile(r"[≥≤＞＜><=＝≧≦±]+|[正反]向(?:指标)?|定[性量](?:指标)?")
_UNIT = re.compile(r"[%％‰℃]|[^\d\s]{1,3}(?:[/／][^\d\s]{1,3})?")
_NUMBER = re.compile(r"^\d")
_REST_OF_CELL = re.compile(r"[^\W\d_无有是否]")
_LONGEST_UNIT = 6
_STUMP = 2
_SHORTEST_GROUP = 4

_LEVEL_NAME, _ELSEWHERE = 1.0, 1.0
_FOREIGN = -4.0
_LIKE_UNIT = 1.0
_REST = -2.0
_FREE = frozenset({"deviation", "remark", "unit", OTHER})
_WORDY = frozenset({*LEVELS, "name"})
_BARE = {
    "level1": -8.0,
    "level2": -8.0,
    "name": 0.0,
    "weight": -4.0,
    "score": -4.0,
    "comparator": -4.0,
    "unit": -4.0,
}
_EMPTY = {"level1": -1.0, "level2": -1.0, "name": -1.5, "target": -0.5}


@lru_cache(maxsize=1 << 13)  # the same words stand in thousands of forms
def plain(text: str) -> str:
    """A category without its share of the points behind it (产出指标（50分）), other text as it is."""
    return next((words for words in variants(text) if categories(words)), text)


@lru_cache(maxsize=1 << 13)
def fit(
    text: str, framework: str | None, roles: tuple[str, ...], *, is_short: bool = False
) -> tuple[float, ...]:
    """How well a text fits columns of these roles in a table that prints categories of a framework.

    `is_short`: it would name one of them, were that not called 指标 or 目标 there.
    """
    words = plain(text)
    if is_short:
        return tuple(_BARE.get(role, 0.0) for role in roles)
    return tuple(_fit(words, framework, role, roles) for role in roles)


def _fit(text: str, framework: str | None, role: str, roles: Sequence[str]) -> float:
    if not text:
        return _EMPTY.get(role, 0.0)
    if len(text) <= _STUMP and role in _WORDY and not categories(text):
        return _FOREIGN
    if _SIGN.fullmatch(text) and "comparator" in roles and role != "comparator":
        return _FOREIGN
    known = looks_like(text, framework, frozenset()).as_role(role)
    if role in LEVELS and known < 0:
        elsewhere = role == "level2" and categories(text)
        return _ELSEWHERE if elsewhere else known + _LEVEL_NAME * bool(_LEVEL_WORDS.search(text))
    if role == "unit":
        return _as_unit(text)
    if role in _FREE:
        return _FOREIGN if categories(text, framework) else _REST * bool(_REST_OF_CELL.fullmatch(text))
    return known


def _as_unit(text: str) -> float:
    if len(text) > _LONGEST_UNIT or _NUMBER.match(text) or categories(text):
        return _FOREIGN
    return _LIKE_UNIT if _UNIT.fullmatch(text) else 0.0


def shortened(texts: Iterable[str]) -> frozenset[str]:
    """The words that would name a category among the texts were it not called 指标 or 目标 there (满意度)."""
    stems = {
        words[:-2] for text in set(texts) if categories(words := plain(text)) and _LEVEL_WORDS.search(words)
    }
    return frozenset(stem[i:] for stem in stems for i in range(len(stem)) if categories(stem[i:]))


@lru_cache(maxsize=1 << 13)
def names_already(text: str, framework: str | None) -> bool:
    """Whether a text reads like a whole name (完成率), so that nothing more is to come."""
    return looks_like(text, framework, frozenset()).name > 0


@lru_cache(maxsize=1 << 13)
def is_whole_category(text: str, framework: str | None) -> bool:
    """Whether a text is the proper name of a category."""
    return any(category.proper for category in categories(plain(text), framework))


def is_level_name(text: str) -> bool:
    """Whether a text is called a category, known or not (服务指标)."""
    return len(text) >= _SHORTEST_GROUP and bool(_LEVEL_WORDS.search(plain(text)))


def is_group(text: str) -> bool:
    """Whether a text only groups rows (绩效指标)."""
    label = label_of(text) if len(text) >= _SHORTEST_GROUP else None
    return label is not None and label.kind == "heading"


def is_total(text: str) -> bool:
    """Whether a text begins a row that sums up others."""
    words = settings("tables")
    return without_money_unit(text) in (*words["totals"], *words["table_totals"])


def roles_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """The roles of columns; of several that claim one role all have it (指标性质 and 指标方向 hold signs both)."""
    return tuple(_role(column.heading.text) if column.role == OTHER else column.role for column in columns)


@lru_cache(maxsize=1 << 10)
def _role(heading: str) -> str:
    words = set(variants(heading))
    rows = (row for row in table("columns") if row["table"] == "indicators")
    return next((row["role"] for row in rows if not words.isdisjoint(row["labels"].split("|"))), OTHER)
