"""Workbooks with merged ranges; sums, shares and dates are numbers with a format, as people enter them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.styles import Alignment

from .model import Cell, Line, PageBreak, Parts, Table
from .packing import repacked

_SUM = re.compile(r"\d{1,3}(?:,\d{3})*\.\d\d")
_SHARE = re.compile(r"\d{1,3}\.\d\d%")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WHOLE = re.compile(r"0|[1-9]\d{0,11}")


def written(parts: Parts) -> bytes:
    """The file; what follows a page break stands in a sheet of its own."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, content in _sheets(parts):
        _fill(book.create_sheet(name), content)
    data = BytesIO()
    book.save(data)
    return repacked(data.getvalue())


def _sheets(parts: Parts) -> Iterator[tuple[str, list[Line | Table]]]:
    """The parts of each sheet with its name, as a new workbook numbers them where none is given."""
    name, content = "", list[Line | Table]()
    for number, part in enumerate([*parts, PageBreak()]):
        if not isinstance(part, PageBreak):
            content.append(part)
            continue
        if content:
            yield name or f"Sheet{number}", content
        name, content = part.sheet, []


def _fill(sheet: Any, parts: Sequence[Line | Table]) -> None:
    """Tables below one another; a line is a merged cell as wide as the widest table."""
    width = max((part.width for part in parts if isinstance(part, Table)), default=1)
    top = 1
    for part in parts:
        for cell in part.cells if isinstance(part, Table) else [Cell(0, 0, part.text, 1, width)]:
            _put(sheet, cell, top)
        top += part.height if isinstance(part, Table) else 1


def _put(sheet: Any, cell: Cell, top: int) -> None:
    row, column = top + cell.row, 1 + cell.column
    place = sheet.cell(row, column)
    place.value, place.number_format = _typed(cell.text)
    if place.data_type == "f":  # =100% is a target here, not a formula
        place.data_type = "s"
    place.alignment = Alignment(wrap_text=True, vertical="center")
    if cell.row_span * cell.column_span > 1:
        sheet.merge_cells(None, row, column, row + cell.row_span - 1, column + cell.column_span - 1)


def _typed(text: str) -> tuple[Any, str]:
    """What a person's input becomes in a cell, and the format that shows it as it was typed."""
    if _SUM.fullmatch(text):
        return float(text.replace(",", "")), "#,##0.00"
    if _SHARE.fullmatch(text):
        return float(text.removesuffix("%")) / 100, "0.00%"
    if parts := _DATE.fullmatch(text):
        return date(*map(int, parts.groups())), "yyyy-mm-dd"
    return (int(text), "General") if _WHOLE.fullmatch(text) else (text or None, "General")
