"""PDF as an office prints it: ruled tables, cells that wrap, tables that run over page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from .model import Cell, Line, PageBreak, Parts, Table

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

_SIZE, _TITLE_SIZE, _LEADING, _PADDING = 9.0, 14.0, 12.0, 3.0
_MARGIN = 40.0
_LABEL = 20
"""Texts up to this length stand in the middle of their cells, longer ones begin at the left."""
_WORD = re.compile(r"[!-~]+|.")


def written(parts: Parts, *, across: bool = False) -> bytes:
    """The file, with its number below each page; `across`: the pages lie on their long side."""
    data = BytesIO()
    size = landscape(A4) if across else A4
    paper = _Paper(Canvas(data, pagesize=size, invariant=1), *size)
    for part in parts:
        match part:
            case Line(text, "title"):
                paper.write([text], _TITLE_SIZE, centred=True)
            case Line(text):
                paper.write(wrapped(text, paper.inner), _SIZE, centred=text.startswith("（"))
            case Table():
                _draw(paper, part)
            case PageBreak():
                paper.turn()
    paper.turn()
    paper.canvas.save()
    return data.getvalue()


class _Paper:
    """Pages filled from the top; `y` is the distance of the pen from the lower edge."""

    def __init__(self, canvas: Canvas, width: float, height: float) -> None:
        self.canvas = canvas
        self.width, self.top = width, height - _MARGIN
        self.y = self.top

    @property
    def inner(self) -> float:
        return self.width - 2 * _MARGIN

    @property
    def room(self) -> float:
        return self.y - _MARGIN

    def turn(self) -> None:
        """End the page, if there is anything on it."""
        if self.y < self.top:
            self.put(self.width / 2 - 12, _MARGIN / 2, f"- {self.canvas.getPageNumber()} -")
            self.canvas.showPage()
            self.y = self.top

    def put(self, x: float, y: float, text: str, size: float = _SIZE) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)

    def write(self, lines: Sequence[str], size: float, *, centred: bool) -> None:
        for line in lines:
            if self.room < 2 * size:
                self.turn()
            self.y -= 1.6 * size
            width = pdfmetrics.stringWidth(line, FONT, size)
            self.put((self.width - width) / 2 if centred else _MARGIN, self.y, line, size)
        self.y -= size / 2


def _draw(paper: _Paper, table: Table) -> None:
    """A table, cut between two rows where a page is full; each further page may begin with its heading again."""
    widths = widths_of(table, paper.inner)
    heights = heights_of(table, widths)
    heading = table.heading
    top = 0
    while top < table.height:
        if heading is not None and heading < top:
            _rows(paper, table, widths, heights, heading, heading + 1)
        bottom = _bottom(table, widths, heights, top, paper.room)
        if bottom > top:
            _rows(paper, table, widths, heights, top, bottom)
        top = bottom
        if top < table.height:
            paper.turn()


def _bottom(table: Table, widths: Sequence[float], heights: Sequence[float], top: int, room: float) -> int:
    """The first row below `top` that goes on the next page; a cell that is cut must have room for its text above."""
    filled = list(accumulate(heights[top:]))
    bottom = top + sum(height <= room for height in filled)
    while any(
        cell.row < bottom < cell.row + cell.row_span
        and _needed(cell, widths) > sum(heights[max(cell.row, top) : bottom])
        for cell in table.cells
    ):
        bottom -= 1
    return bottom


def _rows(
    paper: _Paper, table: Table, widths: Sequence[float], heights: Sequence[float], top: int, bottom: int
) -> None:
    """Rows from `top` to `bottom` with the parts of all cells that cross them; a text stands in its first part."""
    xs = list(accumulate(widths, initial=_MARGIN))
    ys = list(accumulate((-height for height in heights[top:bottom]), initial=paper.y))
    for cell in table.cells:
        first, last = max(cell.row, top), min(cell.row + cell.row_span, bottom)
        if first >= last:
            continue
        left, right = xs[cell.column], xs[cell.column + cell.column_span]
        upper, lower = ys[first - top], ys[last - top]
        for line in ((left, upper, right, upper), (left, lower, right, lower), (left, upper, left, lower), (right, upper, right, lower)):  # fmt: skip
            paper.canvas.line(*line)
        if cell.row >= top:
            _print(paper, wrapped(cell.text, right - left - 2 * _PADDING), left, upper, right, lower)
    paper.y = ys[-1]


def _print(
    paper: _Paper, lines: Sequence[str], left: float, upper: float, right: float, lower: float
) -> None:
    baseline = (upper + lower) / 2 + len(lines) * _LEADING / 2 - _SIZE
    long = sum(map(len, lines)) > _LABEL
    for number, line in enumerate(lines):
        width = pdfmetrics.stringWidth(line, FONT, _SIZE)
        paper.put(left + _PADDING if long else (left + right - width) / 2, baseline - number * _LEADING, line)


def widths_of(table: Table, inner: float) -> list[float]:
    """The columns' widths, in proportion to the longest texts that stand in one column alone."""
    longest = [4] * table.width
    for cell in table.cells:
        if cell.column_span == 1:
            longest[cell.column] = max(longest[cell.column], min(len(cell.text), 16))
    return [inner * length / sum(longest) for length in longest]


def heights_of(table: Table, widths: Sequence[float]) -> list[float]:
    """The rows' heights: as much as their cells need."""
    heights = [_LEADING + 2 * _PADDING] * table.height
    for cell in sorted(table.cells, key=lambda cell: cell.row_span):
        last = cell.row + cell.row_span
        heights[last - 1] += max(0.0, _needed(cell, widths) - sum(heights[cell.row : last]))
    return heights


def _needed(cell: Cell, widths: Sequence[float]) -> float:
    inner = sum(widths[cell.column : cell.column + cell.column_span]) - 2 * _PADDING
    return len(wrapped(cell.text, inner)) * _LEADING + 2 * _PADDING


def wrapped(text: str, width: float) -> list[str]:
    """The lines of a text as wide as a cell: cut between any two characters, but not inside numbers and Latin words."""
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, width)]


def _lines(paragraph: str, width: float) -> Iterator[str]:
    line = ""
    for word in _WORD.findall(paragraph):
        if line and pdfmetrics.stringWidth(line + word, FONT, _SIZE) > width:
            yield line
            line = ""
        line += word
    yield line
