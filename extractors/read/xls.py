"""The visible worksheets of an XLS file (Excel 97–2003, WPS 表格), cell by cell as they are shown.

Read with xlrd, which knows the cells' formats; the same rules as for XLSX hold (see
`extractors.read.xlsx`), except that the file does not say which rows a filter hides.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.document import ReadError
from extractors.read.grid import Grid
from extractors.read.numberformat import BUILT_IN, shown
from extractors.read.symbols import decoded

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell, Sheet


def xls_grids(data: bytes, name: str) -> Iterator[Grid]:
    """The worksheets in their order. Raises `ReadError` where the file is damaged or under a password."""
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=StringIO(), formatting_info=True, ragged_rows=True, on_demand=True
        )
        for number in range(book.nsheets):
            sheet = book.sheet_by_index(number)
            if sheet.visibility == 0:
                yield _grid(book, sheet, name)
            book.unload_sheet(number)
    except ReadError:
        raise
    except Exception as error:  # xlrd meets damage with whatever happens to it: IndexError, struct.error, …
        if "encrypted" in str(error):
            raise ReadError(name, "is protected by a password", "save it without one") from None
        raise ReadError(name, "is damaged, or no workbook", "open it and save it as .xlsx") from None


def _grid(book: Book, sheet: Sheet, file: str) -> Grid:
    grid = Grid(sheet.name)
    grid.merged = [((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells]
    grid.hidden_rows = {row for row, look in sheet.rowinfo_map.items() if look.hidden}
    grid.hidden_columns = {column for column, look in sheet.colinfo_map.items() if look.hidden}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.value != "":
                runs = sheet.rich_text_runlist_map.get((row, column), [])
                grid.put(row, column, _text(book, cell, runs), file)
    return grid


def _text(book: Book, cell: Cell, runs: list[tuple[int, int]]) -> str:
    """What a cell shows; `runs`: where in its text which font begins."""
    from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_ERROR, error_text_from_code

    look = book.xf_list[cell.xf_index or 0]
    value = cell.value
    if isinstance(value, str):
        edges = [(0, look.font_index), *runs, (len(value), 0)]
        return "".join(
            decoded(value[start:end], book.font_list[font].name)
            for (start, font), (end, _) in pairwise(edges)
        )
    if cell.ctype == XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if cell.ctype == XL_CELL_ERROR:
        return str(error_text_from_code.get(int(value), ""))
    named = book.format_map.get(look.format_key)
    code = BUILT_IN.get(look.format_key) or (named.format_str if named else "")
    return shown(value, code, from_1904=book.datemode == 1)
