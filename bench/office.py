"""How fast the readers of office files are: `python bench/office.py [--forms N] [--rows N]`.

Forms a second of each reader on documents written here, beside what the usual library needs to visit
the same cells in the same run (it gives less: no spans, no formats), and how time grows with size.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from io import BytesIO
from time import perf_counter
from typing import Any

import docx
import openpyxl
import xlrd
import xlwt

from extractors.read.docx import read_docx
from extractors.read.workbook import read_workbook

_WIDTH = 6
_MERGED_ROWS = 4
"""So many rows of the first column are one cell, as the levels of indicators are."""

Read = Callable[[bytes], object]


def _cell(row: int, column: int) -> str:
    return f"第{row}行第{column}列的指标内容"


def docx_form(rows: int) -> bytes:
    """A DOCX form of so many rows."""
    document = docx.Document()
    document.add_paragraph("某项目绩效目标表")
    table = document.add_table(rows, _WIDTH)
    for index, cell in enumerate(table._cells):
        cell.text = _cell(*divmod(index, _WIDTH))
    for row in range(0, rows - _MERGED_ROWS + 1, _MERGED_ROWS):
        table.cell(row, 0).merge(table.cell(row + _MERGED_ROWS - 1, 0))
    return _saved(document)


def xlsx_form(rows: int) -> bytes:
    """The same as a worksheet of XLSX."""
    book = openpyxl.Workbook()
    for row in range(rows):
        book.active.append([_cell(row, column) for column in range(_WIDTH - 1)] + [row / 8])
        book.active.cell(row + 1, _WIDTH).number_format = "0.0%"
    for row in range(1, rows - _MERGED_ROWS + 2, _MERGED_ROWS):
        book.active.merge_cells(None, row, 1, row + _MERGED_ROWS - 1, 1)
    return _saved(book)


def xls_form(rows: int) -> bytes:
    """The same as a worksheet of XLS."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    percent = xlwt.easyxf(num_format_str="0.0%")
    for row in range(rows):
        for column in range(_WIDTH - 1):
            sheet.write(row, column, _cell(row, column))
        sheet.write(row, _WIDTH - 1, row / 8, percent)
    return _saved(book)


def _saved(document: Any) -> bytes:
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def with_docx(data: bytes) -> object:
    """python-docx: the text of every cell."""
    document = docx.Document(BytesIO(data))
    return [cell.text for table in document.tables for cell in table._cells]


def with_openpyxl(data: bytes) -> object:
    """openpyxl: the value of every cell."""
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    return [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]


def with_xlrd(data: bytes) -> object:
    """xlrd without formats: the value of every cell."""
    book = xlrd.open_workbook(file_contents=data)
    return [value for sheet in book.sheets() for row in range(sheet.nrows) for value in sheet.row_values(row)]


def _seconds(read: Read, data: bytes, times: int) -> float:
    """Seconds that one reading takes."""
    read(data)
    start = perf_counter()
    for _ in range(times):
        read(data)
    return (perf_counter() - start) / times


_READERS: tuple[tuple[str, Callable[[int], bytes], Read, str, Read], ...] = (
    ("docx", docx_form, lambda data: read_docx(data, "a.docx"), "python-docx", with_docx),
    ("xlsx", xlsx_form, lambda data: read_workbook(data, "a.xlsx"), "openpyxl", with_openpyxl),
    ("xls", xls_form, lambda data: read_workbook(data, "a.xls"), "xlrd", with_xlrd),
)


def main() -> None:
    """Print the measurements."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--forms", type=int, default=50, help="how often each form is read")
    options.add_argument("--rows", type=int, default=40, help="rows of a form")
    chosen = options.parse_args()
    for name, write, read, other_name, other in _READERS:
        data = write(chosen.rows)
        ours, theirs = (_seconds(reader, data, chosen.forms) for reader in (read, other))
        larger = _seconds(read, write(chosen.rows * 10), max(1, chosen.forms // 10))
        print(
            f"{name:5} {1 / ours:7.0f} forms/s   {other_name} {1 / theirs:5.0f} forms/s ({theirs / ours:.1f}×)"
            f"   ten times the rows: {larger / ours:.1f}× the time"
        )


if __name__ == "__main__":
    main()
