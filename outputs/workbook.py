"""Excel workbooks: one sheet a table, every text a text, and what Excel cannot hold told.

Nothing in a workbook is calculated or leads anywhere: cells are written by their type, never guessed.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.store.sheets import neutralised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

MOST_ROWS = 1_048_576
"""Rows of a sheet, its heading among them."""

MOST_CHARACTERS = 32_767
"""Of a cell, in units of UTF-16."""

_MOST_DIGITS = 15
"""Digits of a number that Excel keeps; longer ones are written as text."""

_LONGEST_PROPERTY = 255

_CREATED = datetime(1980, 1, 1)
"""A workbook holds when it was created; ours say the same date always, so that equal content is equal bytes."""

_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")

Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: its title, its width in characters, and whether its texts are of documents.

    `wraps` breaks long texts into lines; a text that is not `foreign` (an IRI, a word of a list) is not neutralised.
    """

    title: str
    width: float = 16
    foreign: bool = True
    wraps: bool = False


@dataclass
class Book:
    """A workbook under construction; `notes` says what Excel could not hold, one line each."""

    _book: Any
    notes: list[str] = field(default_factory=list)

    def sheet(self, name: str, headings: Sequence[Heading], rows: Sequence[Sequence[Value]]) -> None:
        """Add a sheet with a frozen heading and filters; further ones (`NAME_2` …) where the rows are too many."""
        parts = [rows[at : at + MOST_ROWS - 1] for at in range(0, len(rows), MOST_ROWS - 1)] or [rows]
        cut = 0
        for number, part in enumerate(parts, 1):
            cut += self._part(name if number == 1 else f"{name}_{number}", headings, part)
        if len(parts) > 1:
            self.notes.append(
                f"{name}: {len(rows):,} rows stand on {len(parts)} sheets; Excel holds no more on one"
            )
        if cut:
            self.notes.append(
                f"{name}: {cut:,} texts are cut at {MOST_CHARACTERS:,} characters, all that Excel holds in a cell"
            )

    def _part(self, name: str, headings: Sequence[Heading], rows: Sequence[Sequence[Value]]) -> int:
        """Write one sheet; how many of its texts were cut."""
        sheet = self._book.add_worksheet(name)
        formats = [self._book.add_format({"text_wrap": one.wraps, "valign": "top"}) for one in headings]
        for at, (heading, format_) in enumerate(zip(headings, formats, strict=True)):
            sheet.set_column(at, at, heading.width, format_)
        sheet.freeze_panes(1, 0)
        bold = self._book.add_format({"bold": True, "bottom": 1})
        for at, heading in enumerate(headings):
            sheet.write_string(0, at, heading.title, bold)
        days = self._book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        cut = 0
        for line, row in enumerate(rows, 1):
            for at, (value, heading, format_) in enumerate(zip(row, headings, formats, strict=True)):
                cut += _put(sheet, line, at, value, heading, days if isinstance(value, date) else format_)
        sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
        return cut


@contextmanager
def workbook(output: BinaryIO, title: str, about: Mapping[str, str]) -> Iterator[Book]:
    """A workbook that is written to `output` at the end; `about` stands in its properties."""
    from xlsxwriter import Workbook

    # Said once for all cells: XlsxWriter would else make links and formulas of what looks like them.
    book = Workbook(
        output,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.use_zip64()
    comments = "; ".join(f"{name}: {value}" for name, value in about.items())
    book.set_properties({"title": title, "comments": comments, "created": _CREATED})
    for name, value in about.items():
        book.set_custom_property(name, value[:_LONGEST_PROPERTY], "text")
    try:
        yield Book(book)
    finally:
        book.close()


def _put(sheet: Any, row: int, at: int, value: Value, heading: Heading, format_: Any) -> bool:
    """Write a cell; whether its text had to be cut."""
    if value is None:
        return False
    if isinstance(value, date):
        sheet.write_datetime(row, at, value, format_)
        return False
    if isinstance(value, int | Decimal) and len(Decimal(value).normalize().as_tuple().digits) <= _MOST_DIGITS:
        sheet.write_number(row, at, float(value), format_)
        return False
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    text = _NOT_XML.sub("\ufffd", neutralised(text) if heading.foreign else text)
    return bool(sheet.write_string(row, at, text, format_))
