"""The visible worksheets of an XLSX file (XLSM, XLTX), cell by cell as they are shown.

Formulas give the value saved with them. Hidden sheets, rows and columns are left out, but rows that
only a filter hides are kept: a filter is how somebody looked at the data, not what they filed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from extractors.document import ReadError
from extractors.read.grid import Grid, Place, lines
from extractors.read.numberformat import BUILT_IN, shown
from extractors.read.ooxml import Package, attribute, child, local, number
from extractors.read.symbols import decoded

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ROWS, _COLUMNS = 1 << 20, 1 << 14
_ON = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class _Style:
    """How a cell shows what it holds."""

    format: str = ""
    font: str | None = None


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share."""

    package: Package
    strings: list[list[tuple[str, str | None]]]
    styles: list[_Style]
    from_1904: bool


def xlsx_grids(data: bytes, name: str) -> Iterator[Grid]:
    """The worksheets in their order. Raises `ReadError` where the file is damaged or no workbook."""
    package = Package(data, name)
    main = package.main("xl/workbook.xml")
    root = package.root(main)
    if local(root) != "workbook":
        raise ReadError(name, "is no workbook", "check how it was saved")
    strings = package.related(main, "sharedStrings").values()
    styles = package.related(main, "styles").values()
    book = _Book(
        package,
        [list(_pieces(item)) for path in strings for item in package.elements(path, "si")],
        [style for path in styles for style in _styles(package.root(path))],
        (attribute(child(root, "workbookPr"), "date1904") or "") in _ON,
    )
    worksheets = package.related(main, "worksheet")
    for sheet in _children(child(root, "sheets")):
        path = worksheets.get(attribute(sheet, "id") or "")
        if path is not None and attribute(sheet, "state") in (None, "visible"):
            yield _grid(book, path, attribute(sheet, "name") or "")


def _styles(root: Element) -> Iterator[_Style]:
    formats = {
        attribute(entry, "numFmtId"): attribute(entry, "formatCode") or ""
        for entry in _children(child(root, "numFmts"))
    }
    fonts = [attribute(child(font, "name"), "val") for font in _children(child(root, "fonts"))]
    for cell in _children(child(root, "cellXfs")):
        code = attribute(cell, "numFmtId")
        font = number(attribute(cell, "fontId"), 0, len(fonts))
        yield _Style(
            formats.get(code, BUILT_IN.get(number(code, 0, 999), "")),
            fonts[font] if font < len(fonts) else None,
        )


def _children(element: Element | None) -> Iterator[Element]:
    return iter(()) if element is None else iter(element)


def _pieces(item: Element) -> Iterator[tuple[str, str | None]]:
    """A text and its font, run by run; phonetic guides (`rPh`) are no part of it."""
    for element in item:
        if local(element) == "t":
            yield _unescaped(element.text), None
        elif local(element) == "r":
            yield (
                _unescaped(getattr(child(element, "t"), "text", "")),
                attribute(child(element, "rPr", "rFont"), "val"),
            )


def _unescaped(text: str | None) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text or "")


def _grid(book: _Book, path: str, name: str) -> Grid:
    grid = Grid(name)
    filtered: list[tuple[int, int]] = []
    hidden: list[tuple[int, int]] = []
    row = -1
    for element in book.package.elements(path, "row", "col", "mergeCell", "autoFilter"):
        kind = local(element)
        if kind == "row":
            row = number(attribute(element, "r"), row + 2, _ROWS) - 1
            _read_row(book, grid, row, element)
        elif kind == "col" and _is_hidden(element):
            first = number(element.get("min"), 1, _COLUMNS) - 1
            hidden.append((first, number(element.get("max"), first + 1, _COLUMNS) - 1))
        elif kind == "mergeCell" and (area := _area(element.get("ref"))):
            grid.merged.append(area)
        elif kind == "autoFilter" and len(element) and (area := _area(element.get("ref"))):
            filtered.append((area[0][0], area[1][0]))
    grid.hidden_rows -= lines(filtered)
    grid.hidden_columns = lines(hidden)
    return grid


def _read_row(book: _Book, grid: Grid, row: int, element: Element) -> None:
    if _is_hidden(element):
        grid.hidden_rows.add(row)
    column = -1
    for cell in element:
        place = _place(cell.get("r"))
        column = place[1] if place else column + 1
        if column < _COLUMNS and len(cell):
            grid.put(row, column, _text(book, cell), book.package.name)


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") in _ON


def _text(book: _Book, cell: Element) -> str:
    """What a cell shows. Booleans and errors are words (TRUE, #DIV/0!)."""
    index = number(cell.get("s"), 0, len(book.styles))
    style = book.styles[index] if index < len(book.styles) else _Style()
    kind = cell.get("t", "n")
    raw = _unescaped(getattr(child(cell, "v"), "text", ""))
    if kind == "s":
        index = number(raw, len(book.strings), len(book.strings))
        return _joined(book.strings[index], style) if index < len(book.strings) else ""
    if kind == "inlineStr":
        return "".join(_joined(list(_pieces(text)), style) for text in cell if local(text) == "is")
    if kind == "b":
        return "TRUE" if raw in _ON else "FALSE"
    if kind == "n" and (value := _number(raw)) is not None:
        return shown(value, style.format, from_1904=book.from_1904)
    if kind == "d":
        return raw.removesuffix("T00:00:00").replace("T", " ")
    return _joined([(raw, None)], style)


def _joined(pieces: list[tuple[str, str | None]], style: _Style) -> str:
    return "".join(decoded(text, font or style.font) for text, font in pieces)


def _number(raw: str) -> float | None:
    try:
        value = float(raw)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _place(reference: str | None) -> Place | None:
    """Row and column of a reference (B7 is 6, 1); None for one that no sheet has."""
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    place = int(match[2]) - 1, column - 1
    return place if 0 <= place[0] < _ROWS and place[1] < _COLUMNS else None


def _area(reference: str | None) -> tuple[Place, Place] | None:
    """First and last place of a range (A1:C2)."""
    first, _, last = (reference or "").partition(":")
    start, end = _place(first), _place(last or first)
    return (start, end) if start and end else None
