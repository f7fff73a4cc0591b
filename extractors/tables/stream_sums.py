"""Rows of sums, each behind its words, in text that lost its grid: budget phases, lists of sub-projects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.fragments import Stream
from extractors.labels import label_of
from extractors.rows import Piece, Row
from extractors.tables.columns import OTHER, Column, Columns
from extractors.tables.money import SHARES

_FIGURE = re.compile(r"[-－—/／*＊]+|[¥￥]?-?\d[\d,]*(?:\.\d+)?\s*(?:[%％分]|[百千万亿]?元)?")
_OF_WORDS = frozenset({"name", "source"})
_FREE = frozenset({"remark", OTHER})


def sum_rows(stream: Stream, start: int, end: int, columns: Columns) -> Iterator[Row]:
    """The rows among the fragments `start` to `end`: words, and the figures behind them from left to right.

    The words stand in the column of names or, where the table has none, in column 0.
    """
    position = start
    of_words = columns.column("name") or columns.column("source")
    while position < end:
        words = _words_end(stream, position, end)
        stop = _figures_end(stream, words, end, columns)
        first = stream.piece(of_words.index if of_words else 0, position, words)
        page = stream[position].page
        if columns.kind == "money" and not _fill(stream, words, end, columns):
            stop = next((i for i in range(words, end) if not _is_figure(stream, i)), end)
            pieces = (first, *(stream.piece(i + 1, words + i, words + i + 1) for i in range(stop - words)))
            yield Row(tuple(p for p in pieces if p.text), closed=True, page=page, grid=None)
        else:
            pieces = (first, *_placed(stream, words, stop, columns))
            yield Row(tuple(p for p in pieces if p.text), closed=True, page=page, grid="lines")
        position = max(stop, words)


def _places(columns: Columns) -> list[Column]:
    """The columns that figures may stand in."""
    return [column for column in columns.columns if column.role not in _OF_WORDS]


def _fill(stream: Stream, start: int, end: int, columns: Columns) -> bool:
    """Whether figures behind words fill their columns up to a share, or all; else no one can tell which are empty."""
    roles = [column.role for column in _places(columns)]
    stop = next((i for i in range(start, end) if not _is_figure(stream, i)), end)
    share = next((i for i in range(start, stop) if "%" in stream[i].text), None)
    if stop - start > len(roles):
        return False
    if share is not None and "rate" in roles:
        return share - start == roles.index("rate")
    sums = next((i for i, role in enumerate(roles) if role in SHARES or role in _FREE), len(roles))
    return stop == start or stop - start >= sums


def _words_end(stream: Stream, start: int, end: int) -> int:
    for stop, words in stream.words(start):
        if stop <= end and label_of(words):
            return stop
    stop = start + 1
    while (
        stop < end and not stream.exact and not _is_figure(stream, stop) and not label_of(stream[stop].text)
    ):
        stop += 1
    return stop


def _figures_end(stream: Stream, start: int, end: int, columns: Columns) -> int:
    """Where the figures of a row end, and the words in a last column of remarks."""
    places = _places(columns)
    stop = start
    while stop < end and stop - start < len(places) and _fits(stream, stop, places[stop - start].role):
        stop += 1
    return stop


def _fits(stream: Stream, index: int, role: str) -> bool:
    text = stream[index].text
    return (
        not text or _is_figure(stream, index) or (role in _FREE and stream.exact and label_of(text) is None)
    )


def _placed(stream: Stream, start: int, stop: int, columns: Columns) -> Iterator[Piece]:
    """Figures in the columns from left to right; shares skip to the column of rates."""
    indexes = [column.index for column in _places(columns)]
    rate = columns.column("rate")
    for position in range(start, stop):
        if rate in columns.columns and rate.index in indexes and "%" in stream[position].text:
            del indexes[: indexes.index(rate.index)]
        yield stream.piece(indexes.pop(0) if indexes else 0, position, position + 1)


def _is_figure(stream: Stream, index: int) -> bool:
    return _FIGURE.fullmatch(stream[index].text) is not None
