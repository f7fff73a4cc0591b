"""From the elements of a page to what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.read.html import elements
from extractors.read.html.flow import Flow, Grid, GridCell

if TYPE_CHECKING:
    from lxml.etree import _Element


def flow_of(root: _Element) -> Flow:
    """What the page shows, in reading order."""
    from lxml import etree

    page = _Page(_holding_tables(root))
    walk = etree.iterwalk(root, events=("start", "end"))
    skipped: _Element | None = None
    for event, element in walk:
        if event == "start" and page.shows(element):
            page.start(element)
        elif event == "start":
            skipped = element
            walk.skip_subtree()
        else:
            if element is not skipped:
                page.end(element)
            page.write(element.tail)
    page.flow.end()
    return page.flow


def _holding_tables(root: _Element) -> set[_Element]:
    """The elements with a table somewhere in them."""
    holding: set[_Element] = set()
    for table in root.iter("table"):
        above = table.getparent()
        while above is not None and above not in holding:
            holding.add(above)
            above = above.getparent()
    return holding


@dataclass(slots=True)
class _Open:
    """A cell or a table in the making, the element at whose end it is complete, and where text goes."""

    owner: _Element | None
    flow: Flow
    grid: Grid | None = None
    implied: bool = False  # a table without a tag: rows that stand alone


class _Page:
    """Where the walk through a page stands."""

    def __init__(self, holding_tables: set[_Element]) -> None:
        self.flow = Flow()
        self._open = [_Open(None, self.flow)]
        self._preformatted = 0  # how many such elements are open, as of those that hold content
        self._content = 0
        self._holding_tables = holding_tables

    def shows(self, element: _Element) -> bool:
        """Whether an element is seen, and belongs to the document rather than to the site around it."""
        tag = element.tag
        if tag in elements.FURNITURE and element not in self._holding_tables:
            return tag != "nav" and self._content > 0 and not elements.is_hidden(element)
        return not elements.is_hidden(element)

    def start(self, element: _Element) -> None:
        """What the start of a shown element does, and the text behind it."""
        tag = element.tag
        if tag in elements.TABLE_PARTS:
            self._start_part(element)
        else:
            self._end_implied()
            self._start_other(element)
        self._content += tag in elements.CONTENT
        self._preformatted += tag in elements.PREFORMATTED
        self.write(element.text)

    def end(self, element: _Element) -> None:
        """What the end of a shown element does."""
        tag = element.tag
        while self._open[-1].owner is element:
            self._close()
        if tag == "tr" and (grid := self._open[-1].grid):
            grid.end_row()
        if tag in elements.BLOCKS or tag in elements.PREFORMATTED:
            self._open[-1].flow.break_line()
        self._content -= tag in elements.CONTENT
        self._preformatted -= tag in elements.PREFORMATTED

    def write(self, text: str | None) -> None:
        """Text between tags. Inside a table and outside its cells, it goes above the table, as in browsers."""
        if text and (self._open[-1].grid is None or not text.isspace()):
            self._end_implied()
            self._open[-1].flow.write(text, kept=self._preformatted > 0)

    def _start_other(self, element: _Element) -> None:
        tag, flow = element.tag, self._open[-1].flow
        if tag == "br" or tag in elements.BLOCKS or tag in elements.PREFORMATTED:
            flow.break_line()
        elif tag == "table":
            flow.end()
            self._open.append(_Open(element, flow, Grid()))
        elif tag == "input":
            self.write(elements.input_text(element))
        elif tag == "option":
            self.write(" ")

    def _start_part(self, element: _Element) -> None:
        grid = self._grid_for(element)
        if element.tag in elements.ROW_GROUPS:
            grid.start_group()
        elif element.tag == "tr":
            grid.start_row()
        else:
            columns = max(1, elements.span(element, "colspan"))
            cell = GridCell(Flow(), elements.span(element, "rowspan"), columns)
            grid.add(cell)
            self._open.append(_Open(element, cell.content))

    def _grid_for(self, part: _Element) -> Grid:
        """The table that a row or cell belongs to; one is implied where none is open."""
        if grid := self._open[-1].grid:
            return grid
        flow, grid = self._open[-1].flow, Grid()
        flow.end()
        self._open.append(_Open(part.getparent(), flow, grid, implied=True))
        return grid

    def _end_implied(self) -> None:
        while self._open[-1].implied:
            self._close()

    def _close(self) -> None:
        closed = self._open.pop()
        if closed.grid is None:
            closed.flow.end()
        else:
            closed.flow.add(closed.grid)
