"""Labels paired with their values, and the tables inside a form set apart."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.cleaning import part_of
from extractors.forms.inner_tables import closes, in_grid, into, is_note, is_same
from extractors.forms.pairing import pair
from extractors.forms.parts import Field, Layout
from extractors.labels import amount_of, unit_declared_behind
from extractors.rows import Row
from extractors.tables.columns import Grid, columns_of, sums_up

_REPEATED_KINDS = frozenset({"narrative", "contact", "note", "heading"})


def lay_out(rows: Sequence[Row], text: str) -> Layout:
    """The layout of a form's rows; `text` is that of their document.

    A value stands to the right of its label or below it; a row without a label continues the
    running text or the tick boxes above it; a row of column headings opens a table, which the
    next label in the first column closes.
    """
    layout = Layout()
    grid: Grid | None = None
    above: Row | None = None
    for row in rows:
        columns = columns_of(row)
        if columns:
            if grid is None or not is_same(grid.columns, columns):
                if row.hanging and grid is not None and not grid.rows and above is not None:
                    layout.grids.pop()  # its headings go on in this row
                grid = Grid(columns, [])
                layout.grids.append(grid)
        elif grid is not None and is_note(row, text):
            pair(row, above, text, layout)
        elif grid is not None and not closes(row, grid, text):
            grid, fitted = in_grid(grid, row, layout)
            into(grid, fitted, layout)
        elif grid is None and layout.grids and sums_up(row.pieces):
            layout.grids[-1].rows.append(row)
        else:
            grid = None
            pair(row, above, text, layout)
        above = row
    _settle(layout)
    _cut_declarations(layout)
    return layout


def _cut_declarations(layout: Layout) -> None:
    """Take the declaration of a unit of money (单位：万元) off the name it stands behind."""
    for entry in layout.fields:
        declared = entry.label.kind == "name" and entry.values and unit_declared_behind(entry.values[-1].text)
        if declared:
            at, layout.money_unit = declared
            kept = [part_of(entry.values[-1], 0, at)] if at else []
            entry.values[-1:] = kept


def _settle(layout: Layout) -> None:
    """Of a field printed more than once the first filling holds; equal ones are page heads, others are strays.

    Running text goes on where its label is repeated.
    """
    first: dict[str, Field] = {}
    kept: list[Field] = []
    for entry in layout.fields:
        earlier = first.get(entry.label.field)
        if entry.label.kind in _REPEATED_KINDS or not entry.values or earlier is None:
            kept.append(entry)
        elif entry.label.kind == "amount" and amount_of(entry.label).scope is None:
            kept.append(entry)  # 其他资金 once below each total
        elif _text_of(entry) != _text_of(earlier):
            layout.strays.extend(entry.values)
        if entry.values:
            first.setdefault(entry.label.field, entry)
    layout.fields[:] = kept


def _text_of(entry: Field) -> str:
    return "".join(value.text for value in entry.values)
