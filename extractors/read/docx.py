"""DOCX: paragraphs and tables in the order in which they are read.

Headers, footers, notes and comments are left out; so are automatic list numbers, which the file does
not hold (see `extractors.read.inline` for what of a paragraph counts). Text boxes follow the paragraph
they are anchored in. There are no page numbers: Word computes pages as it prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.document import ReadError
from extractors.read.inline import Line, chosen, hidden_styles
from extractors.read.ooxml import Package, attribute, child, is_on, local, number
from extractors.read.sheet import CellText, Content, Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_WIDEST = 1000  # columns; Word stops at 63


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of one row: its grid columns, whether it goes on with the one above, its paragraphs and tables."""

    column: int
    span: int
    continues: bool
    content: tuple[str | _Table, ...]


_Table = list[list[_Cell]]


@dataclass(slots=True)
class _Placed:
    """A cell with all the rows it covers."""

    cell: _Cell
    row: int
    row_span: int = 1

    def text(self, first: int) -> CellText:
        """As part of a table that begins with row `first` of this one; tables inside it left out."""
        lines = (
            part.replace("\t", " ") for part in self.cell.content if isinstance(part, str) and part.strip()
        )
        return CellText(self.row - first, self.cell.column, "\n".join(lines), self.row_span, self.cell.span)

    @property
    def tables(self) -> list[_Table]:
        return [part for part in self.cell.content if not isinstance(part, str)]


def read_docx(data: bytes, name: str) -> Content:
    """The text and blocks of a DOCX file (DOCM, DOTX). Raises `ReadError` where there is nothing to read."""
    package = Package(data, name)
    main = package.main("word/document.xml")
    body = child(package.root(main), "body")
    if body is None:
        raise ReadError(name, "is no Word document", "check how it was saved")
    styles = [package.root(path) for path in package.related(main, "styles").values()]
    hidden = frozenset[str]().union(*map(hidden_styles, styles))
    sheet = Sheet()
    try:
        _write(_blocks(body, hidden), sheet)
    except RecursionError:
        raise ReadError(name, "has tables nested too deeply", "open it and save it anew") from None
    text, blocks = sheet.content()
    if not blocks:
        raise ReadError(name, "holds no text", "if its pages are pictures, save them as PDF")
    return text, blocks


def _blocks(parent: Element, hidden: frozenset[str]) -> Iterator[str | _Table]:
    for element in _unwrapped(parent):
        kind = local(element)
        if kind == "p":
            line = Line(hidden).read(element)
            yield line.text
            for box in line.boxes:
                yield from _blocks(box, hidden)
        elif kind == "tbl":
            yield [
                list(_cells(row, hidden))
                for row in _unwrapped(element)
                if local(row) == "tr" and not _is_gone(child(row, "trPr"))
            ]


def _unwrapped(parent: Element) -> Iterator[Element]:
    """The children, those inside content controls, insertions and their like among them."""
    for element in parent:
        kind = local(element)
        if kind in _WRAPPERS:
            yield from _unwrapped(element)
        elif kind == "AlternateContent":
            yield from _unwrapped(chosen(element))
        else:
            yield element


def _is_gone(properties: Element | None) -> bool:
    """Whether a row is deleted (by a tracked change) or hidden."""
    return child(properties, "del") is not None or is_on(child(properties, "hidden"))


def _cells(row: Element, hidden: frozenset[str]) -> Iterator[_Cell]:
    column = _count(child(child(row, "trPr"), "gridBefore"), 0)
    for element in _unwrapped(row):
        if local(element) == "tc":
            properties = child(element, "tcPr")
            span = max(1, _count(child(properties, "gridSpan"), 1))
            merge = child(properties, "vMerge")
            continues = merge is not None and attribute(merge, "val") != "restart"
            yield _Cell(column, span, continues, tuple(_blocks(element, hidden)))
            column += span


def _count(element: Element | None, default: int) -> int:
    return number(attribute(element, "val"), default, _WIDEST)


def _write(blocks: Iterable[str | _Table], sheet: Sheet) -> None:
    for block in blocks:
        if isinstance(block, str):
            for line in block.split("\n"):
                sheet.paragraph(line)
        else:
            _write_table(_placed(block), sheet)


def _placed(table: _Table) -> list[list[_Placed]]:
    """The rows without the cells that only go on with one above; what such a cell holds is not printed."""
    above: dict[tuple[int, int], _Placed] = {}
    rows: list[list[_Placed]] = []
    for index, row in enumerate(table):
        rows.append([])
        below: dict[tuple[int, int], _Placed] = {}
        for cell in row:
            place = above.get((cell.column, cell.span)) if cell.continues else None
            if place is None:
                place = _Placed(cell, index)
                rows[-1].append(place)
            else:
                place.row_span += 1
            below[cell.column, cell.span] = place
        above = below
    return rows


def _write_table(rows: list[list[_Placed]], sheet: Sheet) -> None:
    """Write a table; tables inside it follow the row they stand in, or the rows merged with it.

    A row that is a single cell around a table is no row but a frame: what is in it is read as if
    it stood outside.
    """
    first = reach = 0
    inner: list[_Table] = []
    for index, row in enumerate(rows):
        if index >= reach and len(row) == 1 and row[0].row_span == 1 and row[0].tables:
            _write_rows(rows[first:index], first, sheet)
            _write(row[0].cell.content, sheet)
            first = index + 1
            continue
        inner += [table for place in row for table in place.tables]
        reach = max(reach, index + 1, *(index + place.row_span for place in row))
        if inner and reach == index + 1:
            _write_rows(rows[first : index + 1], first, sheet)
            _write(inner, sheet)
            first, inner = index + 1, []
    _write_rows(rows[first:], first, sheet)


def _write_rows(rows: list[list[_Placed]], first: int, sheet: Sheet) -> None:
    cells = [place.text(first) for row in rows for place in row]
    if any(cell.text.strip() for cell in cells):
        sheet.table(cells)
