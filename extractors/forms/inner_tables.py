"""Tables inside a form: which rows belong to one, and where it ends."""

from __future__ import annotations

from dataclasses import replace

from extractors.forms.parts import Layout
from extractors.labels import label_of, openings
from extractors.rows import Piece, Row
from extractors.tables.columns import OTHER, Columns, Grid, is_placeholder, sums_up

_GOES_ON = ("，", "、", "；", ",", "：")


def is_same(one: Columns, other: Columns) -> bool:
    """Whether a table's headings are only printed again: not with the caption of another table before them."""
    if None not in (one.caption, other.caption) and one.caption != other.caption:
        return False
    return one.kind == other.kind and [c.index for c in one.columns] == [c.index for c in other.columns]


def in_grid(grid: Grid, row: Row, layout: Layout) -> tuple[Grid, Row]:
    """The table that a row goes on with, and the row: a further table (of a sheet, of Word) has a grid of its own.

    Where the columns do not fit that grid one by one, it cannot be trusted.
    """
    if row.grid != "ruled" or row.width == grid.columns.width:
        return grid, row
    columns = grid.columns.in_grid(row.width)
    if columns is None:
        return grid, replace(row, grid="tabs")
    moved = Grid(columns, [])
    layout.grids.append(moved)
    return moved, row


def is_note(row: Row, text: str) -> bool:
    """Whether a row is a note for the reader (注：…), which may stand among the rows of a table."""
    first = row.pieces[0]
    label = label_of(first.text)
    opened = [label] if label else [opening.label for opening in openings(first.raw(text))]
    return bool(opened) and all(each.kind == "note" for each in opened)


def closes(row: Row, grid: Grid, text: str) -> bool:
    """Whether a row inside a table opens a field and so ends the table.

    Only a label in the first column does, or behind the words that head a group of rows: further right it
    is the name of an indicator. Sources of funds are rows of a table of money.
    """
    if not row.tabular:
        return bool(openings(row.pieces[0].raw(text)))
    for piece in row.pieces:
        label = label_of(piece.text)
        if label is None or label.kind != "heading":
            break
    else:
        return False
    in_place = piece is not row.pieces[0] or piece.column <= grid.columns.columns[0].index
    if _is_listed(row, grid.columns):
        return False
    if label is None:
        return in_place and bool(openings(piece.raw(text)))
    return in_place and not (label.kind == "amount" and grid.columns.kind == "money")


def _is_listed(row: Row, columns: Columns) -> bool:
    """Whether a row of a drawn table has all that an indicator has, behind a column of other words (目标名称)."""
    own = {piece.column for piece in row.pieces}
    first, name, target = columns.columns[0], columns.column("name"), columns.column("target")
    return (
        row.grid == "ruled"
        and first.role in ("remark", "number", OTHER)
        and name is not None
        and target is not None
        and {name.index, target.index} <= own
    )


def into(grid: Grid, row: Row, layout: Layout) -> None:
    """Add a row to a table; a line without cells goes on with an open bracket above it, or is no row."""
    if _ends_cell_above(row, grid):
        grid.rows[-1] = grid.rows[-1].continued(row.pieces[0].value)
    elif row.tabular and fits(row, grid):
        grid.rows.append(row)
    elif (
        not row.tabular and grid.rows and not grid.rows[-1].closed and _is_open(grid.rows[-1].pieces[-1].text)
    ):
        *rows, last = grid.rows
        grid.rows[:] = [*rows, last.continued(row.pieces[0].value)]
    else:
        layout.strays.extend(piece.value for piece in row.pieces)


def _ends_cell_above(row: Row, grid: Grid) -> bool:
    """Whether a row of nothing but a value goes on with the value above it, which a page break cut."""
    column = grid.columns.column("target")
    if not (row.grid == "tabs" and column and grid.rows and [p.column for p in row.pieces] == [column.index]):
        return False
    above = grid.rows[-1].pieces[-1]
    return above.column == column.index and (_is_open(above.text) or above.text.endswith(_GOES_ON))


def fits(row: Row, grid: Grid) -> bool:
    """Whether a row is one of the table.

    No indicator is where an unknown label stands before all columns, or one cell is drawn over several of the
    columns that make one: that is a label nobody knows, with its value.
    """
    first = row.pieces[0]
    name = grid.columns.column("name")
    if row.grid == "ruled" and any(_spans_indicator(piece, grid.columns) for piece in row.pieces):
        return sums_up(row.pieces) or is_placeholder(row.pieces)
    if grid.columns.kind != "indicators" or name is None or first.column >= grid.columns.columns[0].index:
        return True
    label = label_of(first.text)
    is_known = (label is not None and label.kind == "heading") or sums_up(row.pieces)
    return is_known or any(piece.column == name.index for piece in row.pieces)


def _spans_indicator(piece: Piece, columns: Columns) -> bool:
    """Whether a cell covers both the name of an indicator and its value."""
    name, value = columns.column("name"), columns.column("target") or columns.column("target_whole_period")
    return name is not None and value is not None and piece.covers(name.index) and piece.covers(value.index)


def _is_open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")
