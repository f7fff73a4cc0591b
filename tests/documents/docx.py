"""Word documents with merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx as python_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from .model import Line, PageBreak, Parts, Table
from .packing import repacked


def written(parts: Parts) -> bytes:
    """The file."""
    document: Any = python_docx.Document()
    for part in parts:
        match part:
            case Table():
                _fill(document.add_table(part.height, part.width, style="Table Grid"), part)
            case Line(text, style):
                paragraph = document.add_paragraph(text)
                if style == "title":
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            case PageBreak():
                document.add_page_break()
    data = BytesIO()
    document.save(data)
    return repacked(data.getvalue())


def _fill(grid: Any, table: Table) -> None:
    places = grid._cells  # looked up once: the library walks the whole table for every cell it is asked for
    for cell in table.cells:
        first = places[cell.row * table.width + cell.column]
        if cell.row_span * cell.column_span > 1:
            last = (cell.row + cell.row_span - 1) * table.width + cell.column + cell.column_span - 1
            first = first.merge(places[last])
        _write(first, iter(cell.text.split("\n")))


def _write(cell: Any, paragraphs: Iterator[str]) -> None:
    cell.text = next(paragraphs)
    for paragraph in paragraphs:
        cell.add_paragraph(paragraph)
