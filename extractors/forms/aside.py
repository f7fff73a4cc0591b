"""Forms that are recognised and left aside: of a kind that no record is made of, or with their cells run together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from extractors.forms.titles import kind_of_title
from extractors.records import Span
from extractors.rows import Row
from extractors.vocabulary import settings

AsideKind = Literal["monitoring", "whole-department", "run-together"]
"""绩效监控 · 部门整体支出 · a form whose cells were copied as one text without anything between them."""

KINDS: tuple[AsideKind, ...] = ("monitoring", "whole-department")
"""Kinds of titles whose forms are left aside."""

_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Aside:
    """A form left aside: its kind, its extent, and where the words stand that it is known by."""

    kind: AsideKind
    start: int
    end: int
    known_by: Span


def left_aside(stretches: Sequence[Sequence[Row]], forms: Sequence[Span]) -> Iterator[Aside]:
    """The forms left aside among the rows between titles; `forms` is where forms were read, in order."""
    taken = list(forms)
    for rows in stretches:
        while taken and taken[0][1] <= rows[0].start:
            taken.pop(0)
        if taken and taken[0][0] < rows[-1].end:
            continue
        yield from _aside(rows)


def _aside(rows: Sequence[Row]) -> Iterator[Aside]:
    kind = kind_of_title(rows[0])
    if kind in KINDS and any(row.tabular for row in rows):
        yield Aside(kind, rows[0].start, rows[-1].end, (rows[0].start, rows[0].end))
    elif heading := monitors(rows):
        yield Aside("monitoring", rows[0].start, rows[-1].end, heading)
    else:
        for row in rows:
            yield from _run_together(row)


def monitors(rows: Sequence[Row]) -> Span | None:
    """Where a heading stands that only a form of monitoring has (1-7月执行数, 全年预计完成情况), if one does."""
    return next(
        (
            piece.value.span
            for row in rows
            if row.tabular
            for piece in row.pieces
            if _monitoring().fullmatch(piece.text)
        ),
        None,
    )


def _run_together(row: Row) -> Iterator[Aside]:
    """A text in which the words of a form stand in their order with next to nothing between them."""
    for piece in row.pieces:
        found = [at for word in settings("tables")["run_together"] if (at := piece.text.find(word)) >= 0]
        if len(found) >= _FEWEST_WORDS and all(one < other for one, other in pairwise(found)):
            start, end = piece.value.span
            yield Aside(
                "run-together", start, end, piece.value.span_of(found[0], min(found[-1] + 4, len(piece.text)))
            )


@cache
def _monitoring() -> re.Pattern[str]:
    return re.compile(settings("tables")["monitoring"])
