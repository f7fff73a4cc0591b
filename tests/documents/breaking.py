"""A form of one table on two pages, broken at any height as different programs break it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Literal

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from .model import Cell, Line, Parts, Table
from .pdf import FONT, heights_of, widths_of, wrapped

Manner = Literal["Word", "Excel", "browser"]
"""Word cuts rows and closes both pages with a ruling; Excel breaks between rows, leaves merged cells open and sets
their text in the middle of the whole; browsers cut rows and leave them open. Excel prints a line that it cuts on both pages."""

_SIZE, _LEADING, _PADDING, _MARGIN, _HEAD = 9.0, 12.0, 3.0, 40.0, 100.0
_LABEL = 20


@dataclass(frozen=True)
class _Part:
    """What of a cell stands on one page: its lines with their distance from the head of the table or page."""

    upper: float
    lower: float
    lines: list[tuple[float, str]]
    is_centred: bool
    open_above: bool
    open_below: bool


def breaks(parts: Parts, manner: Manner) -> Iterator[float]:
    """Heights (from the head of the table) at which it may be broken: all rows for Excel, and within rows for others."""
    table = _table(parts)
    edges = _edges(table)
    for upper, lower in pairwise(edges):
        if upper:
            yield upper
        if manner != "Excel":
            first = upper + _PADDING
            yield from (first + _LEADING * n for n in range(1, int((lower - upper) // _LEADING)))


def written(parts: Parts, at: float, manner: Manner) -> bytes:
    """The file with a page break at a height of its table; a number stands below each page."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=1)
    for number, part in enumerate(part for part in parts if isinstance(part, Line)):
        canvas.setFont(FONT, _SIZE)
        canvas.drawCentredString(A4[0] / 2, A4[1] - _MARGIN - 16 * number, part.text)
    table = _table(parts)
    xs = list(accumulate(widths_of(table, A4[0] - 2 * _MARGIN), initial=_MARGIN))
    ys = _edges(table)
    both = [(cell, _split(cell, xs, ys, at, manner)) for cell in table.cells]
    for page, head in enumerate((_HEAD, _MARGIN)):
        for cell, halves in both:
            part = halves[page]
            if part is not None:
                _draw(canvas, part, xs[cell.column], xs[cell.column + cell.column_span], A4[1] - head)
        canvas.drawString(A4[0] / 2, _MARGIN / 2, f"- {page + 1} -")
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def _table(parts: Parts) -> Table:
    (table,) = (part for part in parts if isinstance(part, Table))
    return table


def _edges(table: Table) -> list[float]:
    return list(accumulate(heights_of(table, widths_of(table, A4[0] - 2 * _MARGIN)), initial=0.0))


def _split(
    cell: Cell, xs: list[float], ys: list[float], at: float, manner: Manner
) -> tuple[_Part | None, _Part | None]:
    """The parts of a cell above and below the break."""
    upper, lower = ys[cell.row], ys[cell.row + cell.row_span]
    inner = xs[cell.column + cell.column_span] - xs[cell.column] - 2 * _PADDING
    texts = wrapped(cell.text, inner) if cell.text else []
    first = upper + _PADDING
    if manner == "Excel":
        first = (upper + lower - len(texts) * _LEADING) / 2
    lines = [(first + _LEADING * n, text) for n, text in enumerate(texts)]
    above = [(y, text) for y, text in lines if y + (0 if manner == "Excel" else _LEADING) <= at]
    below = [(y, text) for y, text in lines if (y, text) not in above or y + _LEADING > at]
    is_centred = len(cell.text) <= _LABEL
    is_open = manner != "Word" and upper < at < lower
    end = min(at, lower)
    one = _Part(upper, end, above, is_centred, False, is_open) if upper < at else None
    if lower <= at:
        return one, None
    start = max(at, upper)
    lines = [(y - at, text) for y, text in below]
    at_head = start == at and (is_open or manner == "browser")
    return one, _Part(start - at, lower - at, lines, is_centred, at_head, False)


def _draw(canvas: Canvas, part: _Part, left: float, right: float, head: float) -> None:
    upper, lower = head - part.upper, head - part.lower
    canvas.line(left, upper, left, lower)
    canvas.line(right, upper, right, lower)
    if not part.open_above:
        canvas.line(left, upper, right, upper)
    if not part.open_below:
        canvas.line(left, lower, right, lower)
    canvas.setFont(FONT, _SIZE)
    for y, text in part.lines:
        width = pdfmetrics.stringWidth(text, FONT, _SIZE)
        canvas.drawString(
            (left + right - width) / 2 if part.is_centred else left + _PADDING, head - y - _SIZE, text
        )
