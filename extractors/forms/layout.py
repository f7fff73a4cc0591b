"""Labels paired with their values, and the tables inside a form set apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.cleaning import part_of
from extractors.forms.inner_tables import closes, fits, in_grid, into, is_note, is_same
from extractors.forms.pairing import pair
from extractors.forms.parts import Field, Layout
from extractors.forms.titled import is_prose, titled_text, titles_text
from extractors.labels import Label, amount_of, unit_declared_behind
from extractors.rows import Row
from extractors.tables.columns import Grid, columns_of, sums_up
from extractors.tables.money import columns_above
from extractors.vocabulary import settings

_DECLARING = frozenset({"name", "date", "note"})
"""Kinds of fields behind whose value a unit of money may be declared."""
_ROWS_BELOW = 3
"""Rows in which the first sums under the headings of a table of money are looked for."""
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
    for number, row in enumerate(rows):
        columns = columns_of(row)
        if not columns and not _waits_for_sums(grid):
            columns = columns_above(row, rows[number + 1 : number + 1 + _ROWS_BELOW])
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
            if _may_be_titled(fitted, grid) and (titled := titled_text(row, layout)):
                layout.fields.append(titled)
            else:
                into(grid, fitted, layout)
        elif grid is None and layout.grids and sums_up(row.pieces):
            layout.grids[-1].rows.append(row)
        else:
            grid = None
            pair(row, above, text, layout)
        above = row
    _tell_implementers(layout)
    _keep_texts(layout)
    _settle(layout)
    _cut_declarations(layout)
    return layout


def _may_be_titled(row: Row, grid: Grid) -> bool:
    """Whether a row among those of a table may be a text with its title: it is none of the table's own."""
    if not row.tabular or sums_up(row.pieces):
        return False
    return grid.columns.kind == "money" or not fits(row, grid) or titles_text(row)


def _waits_for_sums(grid: Grid | None) -> bool:
    """Whether a table of money has only been headed: further words head columns below those."""
    return grid is not None and grid.columns.kind == "money" and not grid.rows


def _cut_declarations(layout: Layout) -> None:
    """Take the declaration of a unit of money (单位：万元) off the name, date or note it stands behind."""
    for entry in layout.fields:
        declared = (
            entry.label.kind in _DECLARING and entry.values and unit_declared_behind(entry.values[-1].text)
        )
        if declared:
            at, layout.money_unit = declared
            kept = [part_of(entry.values[-1], 0, at)] if at else []
            entry.values[-1:] = kept


def _tell_implementers(layout: Layout) -> None:
    """Where the unit that files a form and the one that carries the project out are both named, tell them apart."""
    units = [entry for entry in layout.fields if entry.label.field == "/unit/name" and entry.values]
    carrying = [entry for entry in units if _carries_out(entry)]
    if len({_text_of(entry) for entry in units}) > 1 and len(carrying) < len(units):
        for entry in carrying:
            entry.label = replace(entry.label, field="/narratives/实施主体", kind="narrative")


def _keep_texts(layout: Layout) -> None:
    """Running text beside a label that is kept nowhere (单位职能概述) is a narrative under the words printed."""
    for entry in layout.fields:
        words = entry.label.words
        if entry.label.field == "note/form" and entry.values and is_prose(_text_of(entry)):
            entry.label = Label(f"/narratives/{words}", "narrative", words)


def _carries_out(entry: Field) -> bool:
    return any(words in entry.words.text for words in settings("tables")["implementing"])


def _settle(layout: Layout) -> None:
    """Of a field printed more than once the first filling holds; equal ones are page heads, others are strays.

    Running text goes on where its label is repeated.
    """
    first: dict[str, Field] = {}
    kept: list[Field] = []
    for entry in layout.fields:
        earlier = first.get(entry.label.field)
        if (
            entry.label.kind in _REPEATED_KINDS
            or not entry.values
            or earlier is None
            or (entry.label.kind == "amount" and _may_come_again(entry, earlier))
        ):
            kept.append(entry)
        elif _text_of(entry) != _text_of(earlier):
            layout.strays.extend(entry.values)
        if entry.values:
            first.setdefault(entry.label.field, entry)
    layout.fields[:] = kept


def _may_come_again(entry: Field, earlier: Field) -> bool:
    """Whether a sum may be printed below each of several totals: 其他资金, or any source in a column of its own."""
    meaning = amount_of(entry.label)
    return meaning.scope is None or (meaning.source != "total" and entry.column != earlier.column)


def _text_of(entry: Field) -> str:
    return "".join(value.text for value in entry.values)
