"""Which total a sum behind a label of its own stands under 资金总额: of the year or the project, in which phase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.forms.parts import Field
from extractors.labels import Amount, amount_of

_SILENT = "requested"
"""The phase of labels that name none."""


class Context(NamedTuple):
    """What a sum is an amount of: `project` or `annual`, and its phase."""

    scope: str
    phase: str


def contexts(fields: Sequence[Field]) -> Iterator[Context]:
    """Of each field of money, in order, what it is an amount of.

    其他资金 and 财政资金 mean the total they stand under: that of their column where totals stand side by
    side, else the last one before them. A total that does not say is the year's, or the project's beside one
    of the year; beside a sum that was spent (执行数) it is the one approved.
    """
    meanings = [amount_of(entry.label) for entry in fields]
    totals = [(entry, meaning) for entry, meaning in zip(fields, meanings, strict=True) if _is_total(meaning)]
    of_year = any(meaning.scope == "annual" for _, meaning in totals)
    was_spent = any(meaning.phase == "executed" for _, meaning in totals)
    side_by_side = len({entry.column for entry, _ in totals}) > 1
    above: dict[int | None, Context] = {}  # by column; None: of the last total
    for entry, meaning in zip(fields, meanings, strict=True):
        column = entry.column if side_by_side and entry.column in above else None
        if _is_total(meaning):
            phase = "approved" if was_spent and meaning.phase == _SILENT else meaning.phase
            silent = "project" if of_year and phase == _SILENT else "annual"
            context = above[entry.column] = above[None] = Context(meaning.scope or silent, phase)
        elif meaning.scope is None or (column is not None and meaning.source != "total"):
            context = above.get(column, Context("annual", meaning.phase))
        else:
            context = Context(meaning.scope, meaning.phase)
        yield context


def _is_total(meaning: Amount) -> bool:
    return meaning.source == "total" and not meaning.year_offset
