"""Labels that a page break cuts in two: only the vocabulary tells that 年度总体 and 目标 below it are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.cleaning import joined
from extractors.labels import label_of
from extractors.rows import Row


def with_whole_labels(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows; a label is whole whose halves begin the last row of a page and the first row of the next."""
    waiting: Row | None = None
    for row in rows:
        if waiting is not None and _is_cut(waiting, row):
            first, *others = waiting.pieces
            whole = replace(first, value=joined((first.value, row.pieces[0].value)))
            waiting = replace(waiting, pieces=(whole, *others))
            row = replace(row, pieces=row.pieces[1:])
        if waiting is not None:
            yield waiting
        waiting = row
    if waiting is not None:
        yield waiting


def _is_cut(above: Row, row: Row) -> bool:
    one, other = above.pieces[0], row.pieces[0]
    return (
        above.page != row.page
        and above.grid == row.grid == "ruled"
        and (one.column, one.column_span) == (other.column, other.column_span)
        and len(row.pieces) > 1
        and label_of(one.text) is None
        and label_of(other.text) is None
        and label_of(one.text + other.text) is not None
    )
