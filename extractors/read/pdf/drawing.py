"""What is drawn on a page: straight lines that may rule a table, pictures, whether text is hidden."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise, repeat
from typing import TYPE_CHECKING

from extractors.read.pdf.calls import address, call
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
    kind_of = call("FPDFPageObj_GetType")
    for things, matrix in objects.of(page):
        for thing in _no_texts(things, found):
            kind = kind_of(thing)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                found.lines.extend(objects.lines(thing, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                found.pictures.append(objects.bounds(thing, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                objects.open(thing, matrix)
    return found


def _no_texts(things: Sequence[int], found: Drawing) -> Iterator[int]:
    """The objects that are no text; pieces of text are counted. Most objects are: one question tells both."""
    import pypdfium2.raw as pdfium

    modes = list(map(call("FPDFTextObj_GetTextRenderMode"), things))
    others = [mode == pdfium.FPDF_TEXTRENDERMODE_UNKNOWN for mode in modes]
    found.texts += len(things) - sum(others)
    found.invisible += sum(map(modes.count, INVISIBLE))
    return compress(things, others)


class _Objects:
    """Asks PDFium about the objects of a page, each an address; holds what PDFium writes its answers to."""

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        self._floats = (ctypes.c_float * 4)()
        self._numbers = (ctypes.c_int * 4)()
        self._matrix = pdfium.FS_MATRIX()
        self._into_floats = [ctypes.byref(self._floats, 4 * index) for index in range(4)]
        self._into_numbers = [ctypes.byref(self._numbers, 4 * index) for index in range(4)]
        self._into_matrix = ctypes.byref(self._matrix)
        self._stroke, self._fill = call("FPDFPageObj_GetStrokeColor"), call("FPDFPageObj_GetFillColor")
        self._mode, self._bounds = call("FPDFPath_GetDrawMode"), call("FPDFPageObj_GetBounds")
        self._waiting: list[tuple[int, str, Matrix]] = []

    def of(self, page: PdfPage) -> Iterator[tuple[list[int], Matrix]]:
        """The objects of the page, and of each form that is opened meanwhile, with the matrix of the form."""
        left = _MOST_OBJECTS
        self._waiting = [(address(page.raw), "FPDFPage", _UNIT)]
        while self._waiting and left > 0:
            holder, kind, matrix = self._waiting.pop()
            number = max(0, min(left, call(f"{kind}_CountObjects")(holder)))
            left -= number
            yield list(map(call(f"{kind}_GetObject"), repeat(holder), range(number))), matrix

    def open(self, form: int, matrix: Matrix) -> None:
        """Have what stands in a form come, too."""
        self._waiting.append((form, "FPDFFormObj", _times(self._matrix_of(form), matrix)))

    def lines(self, path: int, matrix: Matrix) -> Iterator[Box]:
        """The straight upright and level lines that a path draws, filled ones with their thickness."""
        self._mode(path, *self._into_numbers[:2])
        is_filled, is_stroked, *_ = self._numbers
        if is_stroked:
            if self._is_seen(path, self._stroke):
                for shape in self._shapes(path, matrix):
                    yield from _sides(shape)
        elif is_filled:
            shapes = [self.bounds(path, matrix)]
            if not _is_thin(shapes[0]) and call("FPDFPath_CountSegments")(path) > _RECTANGLE:
                shapes = [_around(shape) for shape in self._shapes(path, matrix)]
            thin = [shape for shape in shapes if _is_thin(shape)]
            if thin and self._is_seen(path, self._fill):
                yield from thin

    def bounds(self, thing: int, matrix: Matrix) -> Box:
        """The box around an object."""
        self._bounds(thing, *self._into_floats)
        left, bottom, right, top = self._floats
        if matrix == _UNIT:
            return left, bottom, right, top
        a, b, c, d, e, f = matrix
        corners = [(x, y) for x in (left, right) for y in (bottom, top)]
        return _around([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])

    def _is_seen(self, path: int, color_of: Callable[..., int]) -> bool:
        if not color_of(path, *self._into_numbers):
            return True
        red, green, blue, alpha = self._numbers
        return alpha > 0 and min(red, green, blue) < _LIGHT

    def _shapes(self, path: int, matrix: Matrix) -> Iterator[list[Point]]:
        """The corners of each part of a path; a closed part ends where it began, curves are left out."""
        import pypdfium2.raw as pdfium

        segment_of, point_of = call("FPDFPath_GetPathSegment"), call("FPDFPathSegment_GetPoint")
        type_of, is_closed = call("FPDFPathSegment_GetType"), call("FPDFPathSegment_GetClose")
        a, b, c, d, e, f = _times(self._matrix_of(path), matrix)
        shape: list[Point] = []
        for index in range(call("FPDFPath_CountSegments")(path)):
            segment = segment_of(path, index)
            point_of(segment, *self._into_floats[:2])
            x, y, *_ = self._floats
            if type_of(segment) != pdfium.FPDF_SEGMENT_LINETO and shape:
                yield shape
                shape = []
            shape.append((a * x + c * y + e, b * x + d * y + f))
            if is_closed(segment):
                shape.append(shape[0])
        if shape:
            yield shape

    def _matrix_of(self, thing: int) -> Matrix:
        call("FPDFPageObj_GetMatrix")(thing, self._into_matrix)
        matrix = self._matrix
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
