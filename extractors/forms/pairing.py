"""Labels and their values: beside them, below them, or behind their words in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extractors.cleaning import Value, clean, part_of, verbatim
from extractors.forms.parts import Field, Layout, Share
from extractors.forms.titled import RUNNING_KINDS, titled_text
from extractors.labels import (
    SHORT_KINDS,
    Label,
    Opening,
    amount_of,
    cell_label_of,
    label_of,
    openings,
    unit_declared,
    unit_declared_behind,
    without_money_unit,
)
from extractors.rows import Piece, Row
from extractors.tables.columns import is_placeholder
from extractors.tables.money import SHARES, facet_of, is_number
from extractors.values import parse_money
from extractors.vocabulary import settings

_LONG = 8  # characters; shorter words and numbers may well stand twice
_FEWEST_HEADINGS = 3
_HEADING = re.compile(r"[^，。；！？,;!?]{1,30}")
_GROUP = "heading/group"
_SPREAD_KINDS = frozenset({"contact", "period"})  # their values may fill several cells of a row


def pair(row: Row, above: Row | None, text: str, layout: Layout) -> None:
    """Read one row of labels and values."""
    if _pair_below(row, text, layout):
        return
    if titled := titled_text(row, layout):
        layout.fields.append(titled)
        return
    continues = _continues(row, above) and not _heads(row, layout.fields)
    labelled: list[tuple[int, Field]] = []
    told: set[int] = set()  # where rates and points stand that were read
    for piece in _unrepeated(row.pieces):
        if is_placeholder([piece]) or piece.value.span[0] in told or _names_parts(piece):
            continue  # …… of a form that is not filled in
        opened = _opened(piece, text, layout.fields, in_row=bool(labelled), running=continues)
        if not opened and (of_cell := _label_before_sum(piece, row)):
            opened = [Field(of_cell, piece.value, [], piece.column)]
        if not opened and (share := _share_of(piece, row, labelled)):
            layout.shares.append(share)
            told.update((piece.start, share.printed.span[0]))
            continue
        if not opened and (summed := _sum_named(piece, row, layout)):
            if labelled and labelled[-1][1].label == summed and not labelled[-1][1].values:
                continue  # 财政拨款 | 小计
            opened = [Field(summed, piece.value, [], piece.column)]
        if opened and _groups(piece, row, text):
            opened = [replace(entry, label=Label(_GROUP, "heading", entry.words.text)) for entry in opened]
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
            layout.fields[-1].beside = layout.fields[-1].beside or piece.column > layout.fields[-1].column
        else:
            if labelled or (above is not None and _goes_on_with_sums(row, above, layout)):
                _doubt_sum(layout, piece)
            layout.strays.extend(_without_declaration(piece.value, layout))
    waits = len(labelled) == len(row.pieces) and (
        len(labelled) > 1 or labelled[0][1].label.kind in SHORT_KINDS
    )
    layout.waiting = labelled if waits and not any(entry.values for _, entry in labelled) else []


def _names_parts(piece: Piece) -> bool:
    """Whether a cell only says that parts follow (其中)."""
    return piece.text.rstrip("：:") in settings("tables")["parts_of"]


def _behind(piece: Piece, row: Row) -> Piece | None:
    return next((other for other in row.pieces if other.column > piece.column), None)


def _label_before_sum(piece: Piece, row: Row) -> Label | None:
    """The label that words in a cell are only where a sum stands in the next one (执行数 | 44.2)."""
    behind = _behind(piece, row) if row.tabular else None
    return cell_label_of(piece.text) if behind and is_number(behind.text) else None


def _share_of(piece: Piece, row: Row, labelled: Sequence[tuple[int, Field]]) -> Share | None:
    """The rate or points that a cell behind a sum of money heads, in the cell behind it (执行率 | 95%)."""
    facet, behind = facet_of(piece.text), _behind(piece, row)
    if facet is None or facet.role not in SHARES or behind is None or not is_number(behind.text):
        return None
    if row.tabular and piece.text.startswith(tuple(settings("tables")["execution"])):
        return Share(facet.role, None, piece.value, behind.value, of_all=True)
    of_sum = next((entry for _, entry in reversed(labelled) if entry.label.kind == "amount"), None)
    if of_sum is None:
        return None
    of_all = amount_of(of_sum.label).source == "total"
    return Share(facet.role, of_sum.words, piece.value, behind.value, of_all)


def _goes_on_with_sums(row: Row, above: Row, layout: Layout) -> bool:
    """Whether a line of text without a grid is one more sum behind the one that a label above it took."""
    taken = layout.fields[-1].values if layout.fields else []
    is_line = row.grid is None and above.grid == "lines" and len(row.pieces) == 1
    return is_line and bool(taken) and taken[-1].span == above.pieces[-1].value.span


def _doubt_sum(layout: Layout, piece: Piece) -> None:
    """Take the sum off a label of money behind which another one stands: which of them it means is not printed."""
    last = layout.fields[-1]
    if last.label.kind == "amount" and last.values and parse_money(piece.text, "元") is not None:
        layout.strays.extend(last.values)
        last.values, last.doubted = [], True


def _without_declaration(value: Value, layout: Layout) -> list[Value]:
    """What no label explains, without the unit of money declared behind it (某局 单位：万元)."""
    declared = unit_declared_behind(value.text)
    if declared is None:
        return [value]
    at, layout.money_unit = declared
    return [part_of(value, 0, at)] if at else []


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

    A line may not if the row above is complete, or stands in a table drawn as a whole; nor may a row whose first column
    is filled and has something beside it: that is a label nobody knows, with its value.
    """
    if not row.tabular:
        # Below a table that is drawn, with nothing of its page, a line is not its last cell's.
        return above is None or not (above.closed or (above.grid == "ruled" and above.page is None))
    return row.pieces[0].column > 0 or len(row.pieces) == 1


def _heads(row: Row, fields: Sequence[Field]) -> bool:
    """Whether a row is a heading drawn over the whole table, below a value that stands beside its label."""
    piece = row.pieces[0]
    is_wide = row.grid == "ruled" and piece.column == 0 and piece.column_span >= row.width > 1
    return is_wide and bool(fields) and fields[-1].beside and _HEADING.fullmatch(piece.text) is not None


def _groups(piece: Piece, row: Row, text: str) -> bool:
    """Whether a cell is drawn beside several rows, with a label or the headings of a table right behind it.

    It has no value of its own.
    """
    if piece.row_span == 1:
        return False
    others = [p for p in row.pieces if p.column > piece.column]
    if len(others) >= _FEWEST_HEADINGS and all(len(p.text) <= _LONG and not label_of(p.text) for p in others):
        return True
    behind = next((p for p in row.pieces if p.column == piece.column + piece.column_span), None)
    label = label_of(behind.text) if behind else None
    if label is None and behind and behind.column_span < row.width:
        label = next(
            (opening.label for opening in openings(behind.raw(text)) if opening.label.kind == "amount"), None
        )
    return label is not None and label.kind != "note"


def _sum_named(piece: Piece, row: Row, layout: Layout) -> Label | None:
    """What 合计 and 小计 sum up: the source of funds in the cell before them, which reaches down here, else all money.

    All money only beside words that head sums of money (项目资金), and where no total is printed yet.
    """
    if without_money_unit(piece.text) not in settings("tables")["totals"]:
        return None
    before = [label_of(p.text) for p in (*row.hanging, *row.pieces) if p.column < piece.column]
    labels = [label for label in before if label]
    if source := next((label for label in reversed(labels) if label.kind == "amount"), None):
        return source
    heads = any(label.field == "heading/money" for label in labels)
    return _total() if heads and not any(_is_total(entry) for entry in layout.fields) else None


def _is_total(entry: Field) -> bool:
    return entry.label.kind == "amount" and amount_of(entry.label).source == "total"


@cache
def _total() -> Label:
    label = label_of("资金总额")
    assert label is not None
    return label


def _takes(last: Field, row: Row, *, in_row: bool) -> bool:
    """Whether a piece without a label belongs to the field before it."""
    kind = last.label.kind
    if kind in RUNNING_KINDS or (kind in _SPREAD_KINDS and in_row):
        return True
    if last.values or last.doubted or kind == "heading":
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
