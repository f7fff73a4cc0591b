"""Labels paired with their values, and the tables inside a form set apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.cleaning import Value, clean, part_of, verbatim
from extractors.labels import (
    SHORT_KINDS,
    Label,
    Opening,
    amount_of,
    label_of,
    openings,
    unit_declared,
    unit_declared_behind,
)
from extractors.rows import Piece, Row
from extractors.tables.columns import Columns, Grid, columns_of, sums_up

_GOES_ON = ("，", "、", "；", ",", "：")
_LONG = 8  # characters; shorter words and numbers may well stand twice
_RUNNING_KINDS = frozenset({"narrative", "boxes"})
_REPEATED_KINDS = frozenset({"narrative", "contact", "note", "heading"})


@dataclass(slots=True)
class Field:
    """A label as printed, the column it stands in, and the pieces that hold its value (none: the cell is blank)."""

    label: Label
    words: Value
    values: list[Value]
    column: int = 0


@dataclass(slots=True)
class Layout:
    """A form taken apart: fields, tables, and the pieces that no label explains.

    `money_unit` is what the form says all its sums are in (单位：万元); `waiting` the labels of a row
    that holds nothing else, by column: the row below may hold their values.
    """

    fields: list[Field] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    strays: list[Value] = field(default_factory=list)
    money_unit: str | None = None
    waiting: list[tuple[int, Field]] = field(default_factory=list)


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
            if grid is None or not _is_same(grid.columns, columns):
                grid = Grid(columns, [])
                layout.grids.append(grid)
        elif grid is not None and _is_note(row, text):
            _pair(row, above, text, layout)
        elif grid is not None and not _closes(row, grid, text):
            grid, fitted = _in_grid(grid, row, layout)
            _into(grid, fitted, layout)
        else:
            grid = None
            _pair(row, above, text, layout)
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


def _is_same(one: Columns, other: Columns) -> bool:
    """Whether a table's headings are only printed again."""
    return one.kind == other.kind and [c.index for c in one.columns] == [c.index for c in other.columns]


def _in_grid(grid: Grid, row: Row, layout: Layout) -> tuple[Grid, Row]:
    """The table that a row goes on with, and the row: behind a page break a table may have a grid of its own.

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


def _is_note(row: Row, text: str) -> bool:
    """Whether a row is a note for the reader (注：…), which may stand among the rows of a table."""
    first = row.pieces[0]
    label = label_of(first.text)
    opened = [label] if label else [opening.label for opening in openings(first.raw(text))]
    return bool(opened) and all(each.kind == "note" for each in opened)


def _closes(row: Row, grid: Grid, text: str) -> bool:
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
    if label is None:
        return in_place and bool(openings(piece.raw(text)))
    return in_place and not (label.kind == "amount" and grid.columns.kind == "money")


def _into(grid: Grid, row: Row, layout: Layout) -> None:
    """Add a row to a table; a line without cells goes on with an open bracket above it, or is no row."""
    if _ends_cell_above(row, grid):
        grid.rows[-1] = grid.rows[-1].continued(row.pieces[0].value)
    elif row.tabular and _fits(row, grid):
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


def _fits(row: Row, grid: Grid) -> bool:
    """Whether a row is one of the table: no indicator where an unknown label stands before all columns."""
    first = row.pieces[0]
    name = grid.columns.column("name")
    if grid.columns.kind != "indicators" or name is None or first.column >= grid.columns.columns[0].index:
        return True
    label = label_of(first.text)
    is_known = (label is not None and label.kind == "heading") or sums_up(row.pieces)
    return is_known or any(piece.column == name.index for piece in row.pieces)


def _is_open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _pair(row: Row, above: Row | None, text: str, layout: Layout) -> None:
    """Read one row of labels and values."""
    if _pair_below(row, text, layout):
        return
    continues = _continues(row, above)
    labelled: list[tuple[int, Field]] = []
    for piece in _unrepeated(row.pieces):
        opened = _opened(piece, text, layout.fields, in_row=bool(labelled), running=continues)
        if opened:
            layout.fields.extend(opened)
            labelled += [(piece.column, entry) for entry in opened]
        elif unit := unit_declared(piece.text):
            layout.money_unit = unit
        elif (
            layout.fields
            and (labelled or continues)
            and _takes(layout.fields[-1], row, in_row=bool(labelled))
        ):
            layout.fields[-1].values.append(_value(layout.fields[-1].label, piece, text))
        else:
            layout.strays.append(piece.value)
    waits = len(labelled) == len(row.pieces) and (
        len(labelled) > 1 or labelled[0][1].label.kind in SHORT_KINDS
    )
    layout.waiting = labelled if waits and not labelled[0][1].values else []


def _unrepeated(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a row, a text once that fills several cells side by side: programs do so with a merged cell."""
    for piece, before in zip(pieces, (None, *pieces), strict=False):
        if before is None or piece.text != before.text or len(piece.text) < _LONG:
            yield piece


def _pair_below(row: Row, text: str, layout: Layout) -> bool:
    """Give a row of values to the row of labels right above it: column by column, or as many in their order."""
    waiting, layout.waiting = layout.waiting, []
    below = {piece.column for piece in row.pieces}
    aligned = [entry for column, entry in waiting if column in below]
    values = [entry for _, entry in waiting if entry.label.kind != "heading"]
    fields = aligned if len(aligned) == len(below) else values
    if not row.tabular or len(fields) != len(row.pieces) or any(label_of(p.text) for p in row.pieces):
        return False
    for entry, piece in zip(fields, row.pieces, strict=True):
        entry.values.append(_value(entry.label, piece, text))
    return True


def _continues(row: Row, above: Row | None) -> bool:
    """Whether a row may go on with what stands above it.

    A line may not if the row above is complete; nor may a row whose first column is filled and has
    something beside it: that is a label nobody knows, with its value.
    """
    if not row.tabular:
        return above is None or not above.closed
    return row.pieces[0].column > 0 or len(row.pieces) == 1


def _takes(last: Field, row: Row, *, in_row: bool) -> bool:
    """Whether a piece without a label belongs to the field before it."""
    kind = last.label.kind
    if kind in _RUNNING_KINDS or (kind == "contact" and in_row):
        return True
    if last.values or kind == "heading":
        return False
    return in_row or kind == "name" or not row.tabular


def _value(label: Label, piece: Piece, text: str) -> Value:
    return verbatim(text, piece.start, piece.end) if label.kind == "boxes" else piece.value


def _opened(piece: Piece, text: str, fields: Sequence[Field], *, in_row: bool, running: bool) -> list[Field]:
    """The fields whose labels a piece begins with, each with what follows its label in the piece.

    In running text, labels are words: beside the label of a narrative, and in its lines where
    they would only open again what is filled already.
    """
    in_text = bool(fields) and fields[-1].label.kind == "narrative"
    label = label_of(piece.text)
    found = [] if label or (in_text and in_row) else openings(piece.raw(text))
    opened = [label] if label else [opening.label for opening in found]
    filled = {entry.label.field for entry in fields if entry.values}
    if in_text and running and not in_row and opened and {entry.field for entry in opened} <= filled:
        return []
    if label:
        return [Field(label, piece.value, [], piece.column)]
    edges = [*(piece.start + opening.start for opening in found), piece.end][1:]
    return [_field(opening, piece, edge, text) for opening, edge in zip(found, edges, strict=True)]


def _field(opening: Opening, piece: Piece, edge: int, text: str) -> Field:
    words = clean(text, piece.start + opening.start, piece.start + opening.words_end)
    read = verbatim if opening.label.kind == "boxes" else clean
    value = read(text, piece.start + opening.end, edge)
    return Field(opening.label, words, [value] if value.text else [], piece.column)
