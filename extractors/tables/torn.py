"""Rows put together from lines that read as if a line were in the wrong cell, or missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.cleaning import Value
from extractors.indicators import categories
from extractors.labels import variants
from extractors.rows import Row
from extractors.tables.columns import Columns
from extractors.tables.placement import looks_like

_MOSTLY = 0.8
_STUMP = 2


def are_valued(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether nearly all rows that go beyond the levels have a target."""
    target, name = columns.column("target"), columns.column("name")
    if target is None or name is None:
        return False
    named = [row for row in rows if any(piece.column >= name.index for piece in row.pieces)]
    filled = sum(any(piece.column == target.index for piece in row.pieces) for row in named)
    return filled >= _MOSTLY * len(named)


def is_torn(
    name: Value, targets: Sequence[Value], levels: Iterable[Value], framework: str | None, *, valued: bool
) -> bool:
    """Whether a row reads torn: no target where nearly all have one (`valued`), a name that is none, a bracket
    without its fellow, or a level of its own that is no category.
    """
    texts = [value.text for value in (name, *targets)]
    return (
        (valued and not targets)
        or len(name.text) <= _STUMP
        or looks_like(name.text, framework, frozenset()).name < 0
        or any(sum(map(text.count, "（(")) != sum(map(text.count, "）)")) for text in texts)
        or (framework is not None and not all(_names_category(level.text) for level in levels))
    )


def _names_category(text: str) -> bool:
    return any(categories(words) for words in variants(text))
