"""Headings over several rows in text that lost its grid: which of the upper ones reach down beside the lower ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.indicators import categories
from extractors.labels import label_of
from extractors.rows import Piece, Row
from extractors.tables.headings import headings_of


def with_headings_above(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows; those of headings that stand below others, in tables copied with tabs, as if their cells were drawn.

    A heading above reaches down where nothing stands below it, and over all columns up to the next one.
    """
    found: list[Row] = []
    for row in rows:
        above = found[-1] if found else None
        if above and row.grid == above.grid == "tabs" and row.width == above.width and _heads(row, above):
            own = {piece.column for piece in row.pieces}
            hanging = tuple(piece for piece in (*above.hanging, *above.pieces) if piece.column not in own)
            row = replace(row, hanging=hanging, over=_spread(above))
        found.append(row)
    return tuple(found)


def _heads(row: Row, above: Row) -> bool:
    """Whether both rows hold nothing but words that head columns or are labels, the upper one some of indicators."""
    return (
        len(row.pieces) > 1
        and all(_is_heading(piece) for piece in (*row.pieces, *above.pieces))
        and any(_is_of_indicators(piece.text) for piece in (*above.pieces, *above.hanging))
    )


def _is_heading(piece: Piece) -> bool:
    return label_of(piece.text) is not None or _is_of_indicators(piece.text)


def _is_of_indicators(text: str) -> bool:
    """Whether words head a column of indicators, or are a category that may stand over some."""
    return bool(headings_of(text, "indicators")) or any(found.level == 1 for found in categories(text))


def _spread(row: Row) -> tuple[Piece, ...]:
    ends = [*(piece.column for piece in row.pieces[1:]), row.width]
    spread = (
        replace(piece, column_span=end - piece.column) for piece, end in zip(row.pieces, ends, strict=True)
    )
    return tuple(piece for piece in spread if piece.column_span > 1)
