"""Labels paired with their values, and the tables inside a form set apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.cleaning import Value, clean, verbatim
from extractors.labels import Label, Opening, label_of, openings, unit_declared
from extractors.rows import Piece, Row
from extractors.tables.columns import Columns, columns_of

_RUNNING_KINDS = frozenset({"narrative", "boxes"})


@dataclass(slots=True)
class Field:
    """A label as printed and the pieces that hold its value (none: the cell is blank)."""

    label: Label
    words: Value
    values: list[Value]


@dataclass(slots=True)
class Grid:
    """A table inside the form: its columns and its rows, headings left out."""

    columns: Columns
    rows: list[Row]


@dataclass(slots=True)
class Layout:
    """A form taken apart: fields, tables, and the pieces that no label explains.

    `money_unit` is what the form says all its sums are in (单位：万元).
    """

    fields: list[Field] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    strays: list[Value] = field(default_factory=list)
    money_unit: str | None = None


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
            if grid is None or grid.columns.kind != columns.kind:
                grid = Grid(columns, [])
                layout.grids.append(grid)
        elif grid is not None and not _closes(row, text):
            grid.rows.append(row)
        else:
            grid = None
            _pair(row, text, layout, below_closed=not row.tabular and above is not None and above.closed)
        above = row
    return layout


def _closes(row: Row, text: str) -> bool:
    """Whether a row inside a table opens a field and so ends the table."""
    first = row.pieces[0]
    label = label_of(first.text)
    if label:
        return label.kind != "heading"
    return not row.tabular and bool(openings(first.raw(text)))


def _pair(row: Row, text: str, layout: Layout, *, below_closed: bool) -> None:
    """Read one row of labels and values."""
    labelled = False
    for piece in row.pieces:
        opened = _opened(piece, text)
        if opened:
            layout.fields.extend(opened)
            labelled = True
        elif unit := unit_declared(piece.text):
            layout.money_unit = unit
        elif layout.fields and not below_closed and _takes(layout.fields[-1], same_row=labelled):
            layout.fields[-1].values.append(_value(layout.fields[-1].label, piece, text))
        else:
            layout.strays.append(piece.value)


def _takes(last: Field, *, same_row: bool) -> bool:
    """Whether a piece without a label belongs to the field before it."""
    kind = last.label.kind
    if kind in _RUNNING_KINDS or (kind == "contact" and same_row):
        return True
    return not last.values and (kind == "name" or (same_row and kind != "heading"))


def _value(label: Label, piece: Piece, text: str) -> Value:
    return verbatim(text, piece.start, piece.end) if label.kind == "boxes" else piece.value


def _opened(piece: Piece, text: str) -> list[Field]:
    """The fields whose labels a piece begins with, each with what follows its label in the piece."""
    label = label_of(piece.text)
    if label:
        return [Field(label, piece.value, [])]
    found = openings(piece.raw(text))
    edges = [*(piece.start + opening.start for opening in found), piece.end][1:]
    return [_field(opening, piece.start, edge, text) for opening, edge in zip(found, edges, strict=True)]


def _field(opening: Opening, offset: int, edge: int, text: str) -> Field:
    words = clean(text, offset + opening.start, offset + opening.words_end)
    read = verbatim if opening.label.kind == "boxes" else clean
    value = read(text, offset + opening.end, edge)
    return Field(opening.label, words, [value] if value.text else [])
