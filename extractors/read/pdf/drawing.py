"""What is drawn on a page: straight lines that may rule a table, pictures, whether text is hidden."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from extractors.read.pdf.characters import INVISIBLE

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in the coordinates of the file."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

_THIN = 4.0  # points; a filled shape up to that is a line
_STRAIGHT = 1.0  # points by which a line may lean
_MOST_OBJECTS = 200_000
_LIGHT = 245  # of 255: lines so light are not seen on paper
_RECTANGLE = 5  # points of a path
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Drawing:
    """Lines and pictures by the boxes that they fill, and how many pieces of text there are."""

    lines: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    texts: int = 0
    invisible: int = 0

    @property
    def hides(self) -> bool:
        """Whether some text is invisible; where all is, it is what a scanner read in the picture."""
        return 0 < self.invisible < self.texts


def drawing(page: PdfPage) -> Drawing:
    """What the objects of a page draw, those inside form XObjects among them."""
    import pypdfium2.raw as pdfium

    found, objects = Drawing(), _Objects()
    mode_of, no_text = pdfium.FPDFTextObj_GetTextRenderMode, pdfium.FPDF_TEXTRENDERMODE_UNKNOWN
    for thing, matrix in objects.of(page):
        mode = mode_of(thing)  # most objects are text: one question tells that, too
        if mode != no_text:
            found.texts += 1
            found.invisible += mode in INVISIBLE
            continue
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            found.lines.extend(objects.lines(thing, matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(objects.bounds(thing, matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            objects.open(thing, matrix)
    return found


class _Objects:
    """Asks PDFium about the objects of a page; holds what PDFium writes its answers to."""

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._colors = [ctypes.c_uint() for _ in range(4)]
        self._modes = [ctypes.c_int() for _ in range(2)]
        self._matrix = pdfium.FS_MATRIX()
        self._waiting: list[tuple[Any, Any, Any, Matrix]] = []

    def of(self, page: PdfPage) -> Iterator[tuple[Any, Matrix]]:
        """Each object with the matrix of the form it stands in; forms that are opened meanwhile come last."""
        pdfium, left = self._pdfium, _MOST_OBJECTS
        self._waiting = [(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _UNIT)]
        while self._waiting and left > 0:
            holder, count, get, matrix = self._waiting.pop()
            number = max(0, min(left, count(holder)))
            left -= number
            for index in range(number):
                yield get(holder, index), matrix

    def open(self, form: Any, matrix: Matrix) -> None:
        """Have what stands in a form come, too."""
        pdfium = self._pdfium
        inner = _times(self._matrix_of(form), matrix)
        self._waiting.append((form, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner))

    def lines(self, path: Any, matrix: Matrix) -> Iterator[Box]:
        """The straight upright and level lines that a path draws, filled ones with their thickness."""
        fill, stroke = self._modes
        self._pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        if stroke.value:
            if self._is_seen(path, self._pdfium.FPDFPageObj_GetStrokeColor):
                for shape in self._shapes(path, matrix):
                    yield from _sides(shape)
        elif fill.value:
            shapes = [self.bounds(path, matrix)]
            if not _is_thin(shapes[0]) and self._pdfium.FPDFPath_CountSegments(path) > _RECTANGLE:
                shapes = [_around(shape) for shape in self._shapes(path, matrix)]
            thin = [shape for shape in shapes if _is_thin(shape)]
            if thin and self._is_seen(path, self._pdfium.FPDFPageObj_GetFillColor):
                yield from thin

    def bounds(self, thing: Any, matrix: Matrix) -> Box:
        """The box around an object."""
        self._pdfium.FPDFPageObj_GetBounds(thing, *self._floats)
        left, bottom, right, top = (edge.value for edge in self._floats)
        if matrix == _UNIT:
            return left, bottom, right, top
        a, b, c, d, e, f = matrix
        corners = [(x, y) for x in (left, right) for y in (bottom, top)]
        return _around([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])

    def _is_seen(self, path: Any, color_of: Any) -> bool:
        if not color_of(path, *self._colors):
            return True
        red, green, blue, alpha = (part.value for part in self._colors)
        return alpha > 0 and min(red, green, blue) < _LIGHT

    def _shapes(self, path: Any, matrix: Matrix) -> Iterator[list[Point]]:
        """The corners of each part of a path; a closed part ends where it began, curves are left out."""
        pdfium = self._pdfium
        a, b, c, d, e, f = _times(self._matrix_of(path), matrix)
        x, y, *_ = self._floats
        shape: list[Point] = []
        for index in range(pdfium.FPDFPath_CountSegments(path)):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if pdfium.FPDFPathSegment_GetType(segment) != pdfium.FPDF_SEGMENT_LINETO and shape:
                yield shape
                shape = []
            shape.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if pdfium.FPDFPathSegment_GetClose(segment):
                shape.append(shape[0])
        if shape:
            yield shape

    def _matrix_of(self, thing: Any) -> Matrix:
        matrix = self._matrix
        self._pdfium.FPDFPageObj_GetMatrix(thing, matrix)
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _is_thin(box: Box) -> bool:
    left, bottom, right, top = box
    return min(right - left, top - bottom) <= _THIN


def _sides(shape: list[Point]) -> Iterator[Box]:
    for (x0, y0), (x1, y1) in pairwise(shape):
        if abs(x0 - x1) <= _STRAIGHT or abs(y0 - y1) <= _STRAIGHT:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _around(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
