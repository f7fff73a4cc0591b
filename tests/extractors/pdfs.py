"""A small writer of PDF files for tests: tables as grids of cells, text at a place, all at a size of 10 points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
SIZE = 10.0
LEADING = 12.0
PADDING = 2.0
LEFT, TOP = 50.0, 60.0
"""Where tables begin, in points from the left and upper edge of the page."""

pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Style = Literal["lines", "boxes", "filled", "dashed", "doubled"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Box:
    """A cell to draw: its place and extent in the grid, its lines of text and where they stand."""

    row: int
    column: int
    text: str = ""
    row_span: int = 1
    column_span: int = 1
    align: Align = "center"


def pdf(
    *pages: Callable[[Canvas], None], size: tuple[float, float] = A4, password: str | None = None
) -> bytes:
    """A file with a page for each function that draws one; a password encrypts it."""
    target = BytesIO()
    encryption = None if password is None else StandardEncryption(password, strength=128)
    canvas = Canvas(target, pagesize=size, invariant=1, encrypt=encryption)
    for draw in pages:
        canvas.setFont(FONT, SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def coded(text: str, font: str = "Helvetica") -> bytes:
    """A file whose font says of its codes which characters they are: any text can be had of it, whatever it shows."""
    content = (
        "BT /F 10 Tf 50 700 Td <" + "".join(f"{code:02X}" for code in range(1, len(text) + 1)) + "> Tj ET"
    )
    lines = (f"<{code:02X}> <{char.encode('utf-16-be').hex()}>" for code, char in enumerate(text, 1))
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def "
        "1 begincodespacerange <00> <FF> endcodespacerange "
        f"{len(text)} beginbfchar {' '.join(lines)} endbfchar endcmap end end"
    )
    widths = " ".join(["1000"] * len(text))
    return _file(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        f"<</Type/Font/Subtype/Type1/BaseFont/{font}/FirstChar 1/LastChar {len(text)}/Widths[{widths}]/ToUnicode 6 0 R>>",
        f"<</Length {len(mapping)}>>stream\n{mapping}\nendstream",
    )


def _file(*objects: str) -> bytes:
    parts, offsets = ["%PDF-1.4\n"], []
    for number, content in enumerate(objects, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(f"{number} 0 obj\n{content}\nendobj\n")
    start = sum(map(len, parts))
    parts.append(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n")
    parts.extend(f"{offset:010} 00000 n \n" for offset in offsets)
    parts.append(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n")
    return "".join(parts).encode("ascii")


def written(canvas: Canvas, x: float, y: float, text: str) -> None:
    """Write a line that begins at `x` and stands on `y`, in points from the left and upper edge of the page."""
    canvas.drawString(x, canvas._pagesize[1] - y, text)


def ruled(
    canvas: Canvas,
    boxes: Iterable[Box],
    widths: Sequence[float],
    heights: Sequence[float],
    style: Style = "lines",
    without: Iterable[str] = (),
    top: float = TOP,
) -> None:
    """Draw a table; `without` names sides of the table that have no ruling."""
    xs, ys = _edges(LEFT, widths), _edges(top, heights)
    for box in boxes:
        left, right = xs[box.column], xs[box.column + box.column_span]
        upper, lower = ys[box.row], ys[box.row + box.row_span]
        _write_in(canvas, box, left, upper, right, lower)
        sides = {
            "top": (left, upper, right, upper),
            "bottom": (left, lower, right, lower),
            "left": (left, upper, left, lower),
            "right": (right, upper, right, lower),
        }
        outer = {
            "top": upper == ys[0],
            "bottom": lower == ys[-1],
            "left": left == xs[0],
            "right": right == xs[-1],
        }
        for side in [side for side in without if outer[side]]:
            del sides[side]
        if style == "boxes" and len(sides) == 4:
            canvas.rect(left, canvas._pagesize[1] - lower, right - left, lower - upper)
        else:
            for line in sides.values():
                _rule(canvas, style, *line)


def _edges(first: float, sizes: Sequence[float]) -> list[float]:
    edges = [first]
    for size in sizes:
        edges.append(edges[-1] + size)
    return edges


def _write_in(canvas: Canvas, box: Box, left: float, upper: float, right: float, lower: float) -> None:
    lines = box.text.split("\n") if box.text else []
    baseline = (upper + lower) / 2 - len(lines) * LEADING / 2 + SIZE
    for number, line in enumerate(lines):
        width = canvas.stringWidth(line, FONT, SIZE)
        x = {"left": left + PADDING, "center": (left + right - width) / 2, "right": right - PADDING - width}
        written(canvas, x[box.align], baseline + number * LEADING, line)


def _rule(canvas: Canvas, style: Style, x0: float, y0: float, x1: float, y1: float) -> None:
    y0, y1 = canvas._pagesize[1] - y0, canvas._pagesize[1] - y1
    if style == "filled":
        canvas.rect(x0 - 0.4, y1 - 0.4, x1 - x0 + 0.8, y0 - y1 + 0.8, stroke=0, fill=1)
    elif style == "dashed":
        for start in range(0, int(max(x1 - x0, y0 - y1)), 5):
            if x1 > x0:
                canvas.line(x0 + start, y0, min(x0 + start + 3, x1), y1)
            else:
                canvas.line(x0, y0 - start, x1, max(y0 - start - 3, y1))
    else:
        canvas.line(x0, y0, x1, y1)
        if style == "doubled":
            canvas.line(x0 + 1.5, y0 + 1.5, x1 + 1.5, y1 + 1.5)
