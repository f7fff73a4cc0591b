"""Workbooks (XLSX, XLSM, XLS): every visible worksheet a table, in order.

The name of a sheet is printed nowhere, but often the only place that says which project a form is
about: it stands before its table as a paragraph, unless it is a default name, a mere number or word,
or said again in the sheet's first rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.document import ReadError
from extractors.read.grid import Grid
from extractors.read.sheet import CellText, Content, Sheet
from extractors.read.xls import xls_grids
from extractors.read.xlsx import xlsx_grids

_DEFAULT_NAME = re.compile(
    r"(?:sheet|工作表|表|附件|附表)?[\s\d()（）一二三四五六七八九十.-]*", re.IGNORECASE
)
_KINDS = ("表", "书", "单", "说明", "情况")
_SHORTEST_NAME = 4
_HEAD_ROWS = 3


def read_workbook(data: bytes, name: str) -> Content:
    """The text and blocks of a workbook. Raises `ReadError` where there is nothing to read."""
    grids = xlsx_grids if data.startswith(b"PK") else xls_grids
    sheet = Sheet()
    for grid in grids(data, name):
        cells = list(grid.cells())
        if _is_telling(grid, cells):
            sheet.paragraph(grid.name)
        sheet.table(cells)
    text, blocks = sheet.content()
    if not blocks:
        raise ReadError(name, "holds no visible cells", "check that its sheets are not hidden or empty")
    return text, blocks


def _is_telling(grid: Grid, cells: Sequence[CellText]) -> bool:
    """Whether a sheet's name says what it holds (绩效自评表) and its first rows do not."""
    if not grid.name.endswith(_KINDS):
        return False
    if not cells or len(grid.name) < _SHORTEST_NAME or _DEFAULT_NAME.fullmatch(grid.name):
        return False
    head = "".join("".join(cell.text.split()) for cell in cells if cell.row < _HEAD_ROWS)
    return "".join(grid.name.split()) not in head
