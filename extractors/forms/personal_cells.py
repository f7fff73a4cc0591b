"""Personal data in cells: to the right of a contact's label, below it, and down its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.forms.personal_text import Find, listing
from extractors.forms.personal_words import Kind, cell_pattern, flat, kinds, nobody
from extractors.labels import label_of, money_unit
from extractors.records import Span
from extractors.rows import Piece, Row
from extractors.vocabulary import settings

_LONGEST_BODY = 20
_SHORT_NAME = 3
_MEASURE = re.compile(r"[\d≥≤<>＝=%％]")
_ANY_NUMBER = re.compile(r"[+\d()\-/、,，;；转 ]*\d{3}[+\d()\-/、,，;；转 ]*")
_NO_NUMBER = re.compile(r"\d+\.\d+|\d{1,3}(?:,\d{3})+|(?:19|20)\d\d[-/ ]\d{1,2}[-/ ]\d{1,2}")


@dataclass(frozen=True, slots=True)
class Label:
    """A cell that is a contact's label; `listed` where the vocabulary has it as it stands."""

    words: str
    kind: Kind
    listed: bool


def in_cells(rows: Sequence[Row], scan: str) -> Iterator[Find]:
    """What stands in the cells that a contact's label speaks for; `scan` is the document's text as `flat` gives it."""
    above: list[Label] = []
    columns: dict[int, Label] = {}
    for row in rows:
        labels = [contact_label(piece.text) for piece in row.pieces]
        plain = [
            label is None and not _is_label(piece.text)
            for label, piece in zip(labels, row.pieces, strict=True)
        ]
        yield from _to_the_right(row, labels, plain, scan)
        if above and all(plain):
            yield from _below(row, above, scan)
        for piece, label, is_value in zip(row.pieces, labels, plain, strict=True):
            opened = columns.pop(piece.column, None)
            if label:
                columns[piece.column] = label
            elif opened and is_value and (find := _sure(piece, opened, scan)):
                yield find
                columns[piece.column] = opened
        contacts = [label for label in labels if label]
        above = contacts if len(contacts) == len(row.pieces) else []


def contact_label(text: str) -> Label | None:
    """The label of a contact that a cell consists of (项目负责人签名, 联系人/电话：)."""
    words = re.sub(r"\s", "", flat(text))
    match = cell_pattern().fullmatch(words) if len(words) <= _LONGEST_BODY else None
    if match is None:
        return None
    kind = kinds()[match["label"].lower()]
    exact = words.rstrip(":").lower() in kinds() or kind == "person"
    return Label(words.rstrip(":"), kind, exact)


def sums_and_codes(rows: Sequence[Row]) -> Iterator[Span]:
    """The cells of numbers that are money or codes by the label before or above them."""
    columns: dict[int, bool] = {}
    for row in rows:
        beside = False
        for piece in row.pieces:
            if piece.text.isdigit():
                if beside or columns.get(piece.column):
                    yield piece.value.span
            else:
                columns[piece.column] = beside = _counts(piece.text)


def _counts(text: str) -> bool:
    label = label_of(text)
    money = money_unit(text) or (label and label.kind == "amount")
    return bool(money) or text.rstrip("：:").endswith(tuple(settings("names")["numbers"]["others"]))


def _is_label(text: str) -> bool:
    words = re.sub(r"\s", "", text)
    endings = tuple(settings("names")["numbers"]["label_endings"])
    return label_of(text) is not None or words.endswith(("：", ":", *endings))


def _to_the_right(
    row: Row, labels: Sequence[Label | None], plain: Sequence[bool], scan: str
) -> Iterator[Find]:
    opened: Label | None = None
    beside = False
    for piece, label, is_value in zip(row.pieces, labels, plain, strict=True):
        if not is_value:
            opened, beside = label, True
        elif opened:
            found = _value(piece, opened, scan) if beside else _further(piece, opened, scan)
            yield from found
            opened, beside = opened if found else None, False


def _below(row: Row, above: Sequence[Label], scan: str) -> Iterator[Find]:
    """Values under a row that holds nothing but labels: in their order if they are as many."""
    if len(above) == len(row.pieces) > 1:
        for piece, label in zip(row.pieces, above, strict=True):
            yield from _value(piece, label, scan)
        return
    for piece in row.pieces:
        if find := _sure(piece, above[0], scan) or _alone(piece, above[0], row):
            yield find


def _value(piece: Piece, label: Label, scan: str) -> list[Find]:
    """What a cell right beside a label holds: the whole cell, if it holds nothing else."""
    start, end = piece.value.span
    cell = scan[start:end]
    found, stop = listing(scan, start, end, label.words, label.kind, behind=True)
    whole = [Find(label.words, label.kind, (start, end))]
    if found and stop >= end:
        return whole if len(found) > 1 or label.kind != "person" or found[0].kind == "person" else found
    if label.kind == "telephone":
        is_number = label.listed and _ANY_NUMBER.fullmatch(cell) and not _NO_NUMBER.search(cell)
        return whole if is_number else found
    body = label.kind == "person" and len(cell) <= _LONGEST_BODY and not _MEASURE.search(cell)
    return whole if body and not found and not nobody(cell) else found


def _further(piece: Piece, label: Label, scan: str) -> list[Find]:
    """What a cell holds that stands behind a value: a part of the number, or further people."""
    if label.kind == "telephone":
        return _value(piece, label, scan)
    find = _sure(piece, label, scan)
    return [find] if find else []


def _sure(piece: Piece, label: Label, scan: str) -> Find | None:
    """The whole cell, if it holds names with known surnames, numbers and addresses and nothing else."""
    start, end = piece.value.span
    found, stop = listing(scan, start, end, label.words, label.kind, behind=False)
    return Find(label.words, found[0].kind, (start, end)) if found and stop >= end else None


def _alone(piece: Piece, label: Label, row: Row) -> Find | None:
    """A short word on the line below a person's label: 联系人 ⏎ 买买提."""
    short = 1 < len(piece.text) <= _SHORT_NAME and not _MEASURE.search(piece.text) and not nobody(piece.text)
    alone = label.kind == "person" and not row.tabular
    return Find(label.words, "person", piece.value.span) if short and alone else None
