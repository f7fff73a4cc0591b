"""Text and rulings of a page that is a picture, by the optional extra jixiao-kg[ocr]; nothing is downloaded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from math import atan2, cos, sin
from statistics import median
from typing import TYPE_CHECKING, Any

from extractors.read.pdf.geometry import Char, Chars

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_DOTS = 200 / 72  # pixels a point
_SHORTEST = 18.0  # points; strokes of characters are shorter than rulings
_DARK = 160  # of 255
_UNSURE = 0.5

Box = tuple[float, float, float, float]


def is_installed() -> bool:
    """Whether pictures can be read here."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime"))


def recognised(page: PdfPage) -> tuple[Chars, list[Box]]:
    """Characters and straight lines (left, top, right, bottom), in points, as if the scan stood straight."""
    image = page.render(scale=_DOTS).to_numpy()
    found = _engine()(image, use_cls=False, return_word_box=True, return_single_char_box=True)
    if found.boxes is None:
        return Chars.of([]), []
    lean = median(atan2(right[1] - left[1], right[0] - left[0]) for left, right, *_ in found.boxes)
    chars = [
        Char(text, *_straight(_around(corners), lean))
        for line in found.word_results
        for text, score, corners in line
        if corners is not None and text.strip() and score > _UNSURE
    ]
    return Chars.of(chars), [_straight(box, lean) for box in _lines(image)]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})


def _around(corners: Any) -> Box:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _straight(box: Box, lean: float) -> Box:
    """A box of pixels in points, moved to where it stands when a page that leans is put straight."""
    left, top, right, bottom = (float(edge) / _DOTS for edge in box)
    x, y = (left + right) / 2, (top + bottom) / 2
    across, down = (right - left) / 2, (bottom - top) / 2
    x, y = x * cos(lean) + y * sin(lean), y * cos(lean) - x * sin(lean)
    return x - across, y - down, x + across, y + down


def _lines(image: Any) -> Iterator[Box]:
    """The long level and upright strokes, each without the height (or width) that it has by leaning."""
    import cv2
    import numpy as np

    ink = (cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) < _DARK).astype(np.uint8)
    length = round(_SHORTEST * _DOTS)
    for shape in ((1, length), (length, 1)):
        strokes = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        for left, top, width, height, _ in cv2.connectedComponentsWithStats(strokes)[2][1:]:
            x, y = left + width / 2, top + height / 2
            if shape[0] == 1 and width > height:
                yield left, y, left + width, y
            elif shape[1] == 1 and height > width:
                yield x, top, x, top + height
