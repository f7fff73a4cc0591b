"""Rows of column headings found in text that lost its grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

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
    for kind in _words():
        extents = list(_extents(stream, start, kind))
        if len(extents) < 2:
            continue
        end = extents[-1][1]
        if kind == "indicators":
            extents += _unknown_last(stream, end)
            end = extents[-1][1]
        pieces = tuple(stream.piece(first + i, *extent) for i, extent in enumerate(extents))
        row = Row(pieces, closed=True, page=stream[start].page, grid="lines")
        columns = columns_of(row)
        if columns is not None and columns.kind == kind:
            return Headings(columns, row, end)
    return None


def _extents(stream: Stream, start: int, kind: str) -> Iterator[tuple[int, int]]:
    position = start
    for _ in range(_MOST_HEADINGS):
        if position == len(stream):
            return
        end = _heading_end(stream, position, kind)
        if end is None and position > start:
            known = position + 1
            if (
                known < len(stream)
                and _may_be_unknown(stream, position)
                and _heading_end(stream, known, kind)
            ):
                end = known
        if end is None:
            return
        yield position, end
        position = end


def _heading_end(stream: Stream, start: int, kind: str) -> int | None:
    known = _words()[kind]
    for end, words in stream.words(start):
        if len(words) <= _LONGEST and not known.isdisjoint(variants(words)):
            return end
    return None


def _may_be_unknown(stream: Stream, index: int) -> bool:
    text = stream[index].text
    return bool(text) and len(text) <= _LONGEST_UNKNOWN and not is_category(text) and label_of(text) is None


def _unknown_last(stream: Stream, start: int) -> list[tuple[int, int]]:
    """A last heading nobody knows: what stands before the first category."""
    for end in range(start, min(start + _MOST_UNKNOWN, len(stream))):
        if any(_begins_rows(words) for _, words in stream.words(end)):
            text = stream.value(start, end).text if end > start else ""
            return [(start, end)] if text and len(text) <= _LONGEST_UNKNOWN else []
    return []


def _begins_rows(words: str) -> bool:
    label = label_of(words)
    return is_category(words) or (label is not None and label.kind == "heading")


def is_category(words: str) -> bool:
    """Whether words name a category, its share of the points in brackets behind it or not (产出指标（50分）)."""
    return any(categories(shorter) for shorter in variants(words))


@cache
def _words() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for row in table("columns"):
        words.setdefault(row["table"], set()).update(row["labels"].split("|"))
    return {kind: frozenset(found) for kind, found in words.items()}
