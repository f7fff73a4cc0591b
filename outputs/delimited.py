"""Tables as CSV files: plain UTF-8, or with a byte-order mark for Excel."""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.store.sheets import neutralised

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from outputs.tables import Cell, Column, Filled

WITH_MARK = "utf-8-sig"
"""UTF-8 with a byte-order mark: without one, Excel does not read Chinese in CSV."""


def write(tables: Iterable[Filled], folder: Path, *, mark: bool = False) -> None:
    """Write each table as `folder/NAME.csv`, with a byte-order mark if `mark`.

    Raises `OSError` where that cannot be done.
    """
    for table in tables:
        header = [column.name for column in table.columns]
        rows = ([escape(column, row[column.name]) for column in table.columns] for row in table.rows)
        encoding = WITH_MARK if mark else "utf-8"
        with (folder / f"{table.name}.csv").open("w", encoding=encoding, newline="") as file:
            # rows end in CR LF, so a CR within a cell is quoted
            csv.writer(file).writerows([header, *rows])


def escape(column: Column, cell: Cell) -> str:
    """The cell as CSV holds it: no text of a document is a formula when a spreadsheet opens it.

    Taking one leading apostrophe away from a cell of type text or texts gives the text back.
    """
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return neutralised(str(cell)) if column.is_text else str(cell)
