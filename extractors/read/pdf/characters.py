"""The characters of a page with their boxes, as they are to be read: no radicals, no codes of symbol fonts."""

from __future__ import annotations

import ctypes
import re
from collections import Counter, deque
from functools import cache
from itertools import compress, repeat
from math import pi
from typing import TYPE_CHECKING

import numpy

from extractors.read.pdf.calls import address, call
from extractors.read.pdf.geometry import TURNS, Chars, Turn
from extractors.read.symbols import decoded
from extractors.vocabulary import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy import bool_, float64
    from numpy.typing import NDArray
    from pypdfium2 import PdfPage, PdfTextPage

UNKNOWN = "\ufffd"
"""A glyph of which the file does not say which character it is."""

_BOX = 16  # bytes that PDFium writes for the box of a character
_SAMPLES = 30
_SMALLEST = 0.5  # points; smaller text is there to be found, not to be read
_SPACE, _NOTHINGS = re.compile(" "), re.compile("\n")
_NOTHING = "\n"  # control characters, and the second place of a character that takes two
_OF_TWO = re.compile("[\U00010000-\U0010ffff]")
# Private use, and characters that a symbol font may show as something else: foreign ones and single letters.
_MAY_BE_SIGN = re.compile(r"[\uf020-\uf0ff\x80-\xff]|(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
_FONT_NAME = re.compile(r"(?:[A-Z]{6}\+)?([A-Za-z ]*[A-Za-z])[ -]?(\d?)")


def characters(page: PdfPage, textpage: PdfTextPage, *, hides: bool) -> tuple[Chars, Turn]:
    """The characters in the order of the file, and how the page stands turned.

    White space is there where the file has it. `hides`: some text of the page is invisible and left out.
    """
    text = _signs(textpage, _raw(textpage).translate(_readable()))
    turn = _turn(textpage, len(text))
    indices = list(_of_the_file(textpage, text))
    if hides:
        indices = [index for index in indices if not _is_invisible(textpage, index)]
    chars = Chars(list(map(text.__getitem__, indices)), turn.boxes(_boxes(textpage, indices)))
    is_read = _inside(chars.boxes, turn.boxes(numpy.array([page.get_cropbox()]))[0])
    return chars if is_read.all() else chars.take(is_read.nonzero()[0]), turn


def _of_the_file(textpage: PdfTextPage, text: str) -> Iterator[int]:
    """The indices of what a file shows: no spaces that PDFium puts between words."""
    handle, spaces = address(textpage.raw), [match.start() for match in _SPACE.finditer(text)]
    is_generated = compress(spaces, map(call("FPDFText_IsGenerated"), repeat(handle), spaces))
    nothing = {match.start() for match in _NOTHINGS.finditer(text)}
    nothing.update(is_generated)
    return (index for index in range(len(text)) if index not in nothing)


def _boxes(textpage: PdfTextPage, indices: Sequence[int]) -> NDArray[float64]:
    """The boxes that characters have in the file: left, bottom, right and top."""
    import pypdfium2.raw as pdfium

    boxes = (pdfium.FS_RECTF * len(indices))()  # its order is left, top, right, bottom
    place, handle, start = call("FPDFText_GetLooseCharBox"), address(textpage.raw), ctypes.addressof(boxes)
    places = range(start, start + _BOX * len(indices), _BOX)
    deque(map(place, repeat(handle), indices, places), maxlen=0)
    return numpy.ndarray((len(indices), 4), numpy.float32, boxes)[:, [0, 3, 2, 1]].astype(float)


def _inside(boxes: NDArray[float64], page: NDArray[float64]) -> NDArray[bool_]:
    """Which boxes have their middle on the page and are large enough to be read."""
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    is_on_page = ((page[:2] <= middles) & (middles <= page[2:])).all(axis=1)
    return is_on_page & (boxes[:, 3] - boxes[:, 1] > _SMALLEST)


def _raw(textpage: PdfTextPage) -> str:
    """All characters, one for each index of the page's text."""
    import pypdfium2.raw as pdfium

    handle, count = textpage.raw, max(0, textpage.count_chars())
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(handle, 0, count, buffer) != count + 1:  # it leaves out what it does not know
        for index in range(count):
            buffer[index] = min(pdfium.FPDFText_GetUnicode(handle, index), 0xFFFD)
    text = bytes(buffer)[:-2].decode("utf-16-le", "replace")
    return _OF_TWO.sub(rf"\g<0>{_NOTHING}", text)


@cache
def _readable() -> dict[int, str]:
    """Radicals as ordinary characters; PDFium's marks for a hyphen at the end of a line; no control characters."""
    controls = dict.fromkeys((*range(1, 32), *range(127, 160)), _NOTHING)
    radicals = {int(row["codepoint"], 16): row["character"] for row in table("radicals")}
    return controls | radicals | {0: UNKNOWN, 2: "-", 9: " ", 0xAD: "-", 0xFFFE: "-"}


def _signs(textpage: PdfTextPage, text: str) -> str:
    """`text` with the codes of symbol fonts as the signs they show."""
    chars = list(text)
    for match in _MAY_BE_SIGN.finditer(text):
        chars[match.start()] = decoded(match[0], _font(textpage, match.start()))
    return "".join(chars)


def _font(textpage: PdfTextPage, index: int) -> str:
    """The family that a character is set in: Wingdings 2 for ABCDEF+Wingdings2-Regular."""
    import pypdfium2.raw as pdfium

    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage.raw, index, buffer, len(buffer), ctypes.byref(flags))
    match = _FONT_NAME.match(buffer.value.decode("utf-8", "replace"))
    return " ".join(filter(None, match.groups())) if match else ""


def _turn(textpage: PdfTextPage, count: int) -> Turn:
    """How most of the text is turned, whatever the file says about the page."""
    import pypdfium2.raw as pdfium

    angles = (
        pdfium.FPDFText_GetCharAngle(textpage.raw, index)
        for index in range(0, count, max(1, count // _SAMPLES))
    )
    quarters = Counter(round(angle / (pi / 2)) % 4 for angle in angles)
    return TURNS[quarters.most_common(1)[0][0] if quarters else 0]


def _is_invisible(textpage: PdfTextPage, index: int) -> bool:
    import pypdfium2.raw as pdfium

    shown = pdfium.FPDFText_GetTextObject(textpage.raw, index)
    return bool(shown) and pdfium.FPDFTextObj_GetTextRenderMode(shown) in INVISIBLE


INVISIBLE = frozenset({3, 7})  # PDF 32000-1, table 106: neither filled nor stroked
