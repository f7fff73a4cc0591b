"""Rows of column headings found in text that lost its grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.fragments import Stream
from extractors.indicators import categories
from extractors.labels import label_of, variants
from extractors.rows import Row
from extractors.tables.columns import Columns, columns_of
from extractors.vocabulary import table

_LONGEST_UNKNOWN = 20
_MOST_UNKNOWN = 4
_MOST_HEADINGS = 30
_LONGEST = 60
_FIRST_ROLES = ("level1", "level2", "name")


@dataclass(frozen=True, slots=True)
class Headings:
    """Column headings in a stream: the columns they make, their row, and where they end."""

    columns: Columns
    row: Row
    end: int


def headings_at(stream: Stream, start: int, first: int) -> Headings | None:
    """The headings of a table that begin at a fragment; the first of them is to stand in column `first`.

    One heading that no vocabulary knows may stand between known ones, or at the end before the first category.
    """
    if not any(_heads(words) for _, words in stream.words(start)):
        return None
    for kind in _kinds():
        extents = _without_group(stream, list(_extents(stream, start, kind)))
        if len(extents) < 2:
            continue
        if kind == "indicators":
            extents += _unknown_last(stream, extents[-1][1])
        pieces = tuple(stream.piece(first + i, *extent) for i, extent in enumerate(extents))
        row = Row(pieces, closed=True, page=stream[start].page, grid="lines")
        columns = columns_of(row)
        if columns is not None and columns.kind == kind:
            return Headings(columns, row, extents[-1][1])
    return None


def _extents(stream: Stream, start: int, kind: str) -> Iterator[tuple[int, int]]:
    position, sure = start, False
    for _ in range(_MOST_HEADINGS):
        if position == len(stream) or _is_below(stream, position, start):
            return
        end = _heading_end(stream, position, kind)
        if end is None and sure:
            end = _unknown_end(stream, position, kind)
        if end is None:
            return
        yield position, end
        sure = sure or stream.rowed or position > start or _leads(stream.value(position, end).text, kind)
        position = end


def _without_group(stream: Stream, extents: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The headings without words that group the rows below them (绩效指标 behind 指标值)."""
    while len(extents) > 1 and _is_group(stream.value(*extents[-1]).text):
        extents.pop()
    return extents


def _is_group(words: str) -> bool:
    label = label_of(words)
    return label is not None and label.kind == "heading"


def _is_below(stream: Stream, position: int, start: int) -> bool:
    """Whether a fragment stands in a row below that of the first heading."""
    return stream.rowed and stream[position].line > stream[start].line


def _heading_end(stream: Stream, start: int, kind: str) -> int | None:
    return next((end for end, words in stream.words(start) if kind in _heads(words)), None)


def _unknown_end(stream: Stream, start: int, kind: str) -> int | None:
    """Where a heading ends that nobody knows, if a known one follows soon."""
    for end in range(start + 1, min(start + _MOST_UNKNOWN, len(stream))):
        if not _may_be_unknown(stream, end - 1):
            return None
        if _heading_end(stream, end, kind):
            return start + 1 if stream.whole else end
    return None


def _may_be_unknown(stream: Stream, index: int) -> bool:
    text = stream[index].text
    return bool(text) and len(text) <= _LONGEST_UNKNOWN and not is_category(text) and label_of(text) is None


def _unknown_last(stream: Stream, start: int) -> list[tuple[int, int]]:
    """Last headings nobody knows: what stands before the first category, or in the rest of the row."""
    for end in range(start, min(start + _MOST_UNKNOWN, len(stream))):
        if _ends(stream, end) or any(_begins_rows(words) for _, words in stream.words(end)):
            break
    else:
        return []
    if stream.whole:
        return [(i, i + 1) for i in range(start, end) if 0 < len(stream[i].text) <= _LONGEST_UNKNOWN]
    return [(start, end)] if start < end and len(stream.value(start, end).text) <= _LONGEST_UNKNOWN else []


def _ends(stream: Stream, end: int) -> bool:
    return stream.rowed and stream.ends_line(end)


def _begins_rows(words: str) -> bool:
    return is_category(words) or _is_group(words)


@lru_cache(maxsize=1 << 13)  # the same words stand in thousands of forms
def is_category(words: str) -> bool:
    """Whether words name a category, its share of the points in brackets behind it or not (产出指标（50分）)."""
    return any(categories(shorter) for shorter in variants(words))


@lru_cache(maxsize=1 << 13)
def _heads(words: str) -> frozenset[str]:
    """The kinds of table of which words head a column."""
    if len(words) > _LONGEST:
        return frozenset()
    found = set(variants(words))
    return frozenset(kind for kind, known in _kinds().items() if not known.isdisjoint(found))


@lru_cache(maxsize=1 << 13)
def _leads(words: str, kind: str) -> bool:
    """Whether words head one of the first columns of a kind of table, so that it surely is one."""
    rows = (row for row in table("columns") if row["table"] == kind and row["role"] in _FIRST_ROLES)
    return any(not set(variants(words)).isdisjoint(row["labels"].split("|")) for row in rows)


@cache
def _kinds() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for row in table("columns"):
        words.setdefault(row["table"], set()).update(row["labels"].split("|"))
    return {kind: frozenset(found) for kind, found in words.items()}
