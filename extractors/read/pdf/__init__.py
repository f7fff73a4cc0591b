"""PDF: ruled tables, tables set in columns and lines of text, also those that run over page breaks.

Text comes from the file's text layer; pages that are pictures are recognised if the optional extra is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.document import ReadError
from extractors.read import ocr
from extractors.read.pdf.characters import UNKNOWN, characters
from extractors.read.pdf.drawing import Drawing, drawing
from extractors.read.pdf.flow import Flow
from extractors.read.pdf.geometry import AS_SEEN, Chars
from extractors.read.pdf.pages import lay_out
from extractors.read.pdf.rulings import rulings
from extractors.read.sheet import Content, Sheet

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfiumError

__all__ = ["read_pdf"]

_FEW = 50  # characters: a stamp or a page number on the picture of a page
_MOST = 0.5  # of a page: a picture that covers more is the page itself


def read_pdf(data: bytes, name: str) -> Content:
    """The text and blocks of a PDF file, each block with its page (from 1).

    Raises `ReadError` where the file is damaged or encrypted, has no text, or has no text but that of pictures.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            return _content(document, name)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise _refused(error, name) from None


def _content(document: PdfDocument, name: str) -> Content:
    sheet = Sheet()
    flow = Flow(sheet)
    unread = [index for index in range(len(document)) if not _read_page(document, index, flow)]
    flow.end()
    text, blocks = sheet.content()
    if unread and not blocks:
        raise ReadError(name, "is a scan without text", "install jixiao-kg[ocr] to recognise it")
    if not blocks:
        raise ReadError(name, "holds no text", "check how it was saved")
    return text, blocks


def _read_page(document: PdfDocument, index: int, flow: Flow) -> bool:
    """Add a page to the flow; False, and nothing added, where it is a picture that cannot be read here."""
    page = document[index]
    textpage = page.get_textpage()
    try:
        drawn = drawing(page)
        lines = drawn.lines
        chars, turn = characters(page, textpage, hides=drawn.hides)
        if _is_picture(chars, drawn, page.get_size()):
            if not ocr.is_installed():
                return False
            (chars, lines), turn = ocr.recognised(page), AS_SEEN
    finally:
        textpage.close()
        page.close()
    flow.add(list(lay_out(chars, *rulings(lines, turn), index + 1)))
    return True


def _is_picture(chars: Chars, drawn: Drawing, size: tuple[float, float]) -> bool:
    area = _MOST * size[0] * size[1]
    if all((right - left) * (top - bottom) <= area for left, bottom, right, top in drawn.pictures):
        return False
    return sum(text != UNKNOWN and not text.isspace() for text in chars.texts) <= _FEW


def _refused(error: PdfiumError, name: str) -> ReadError:
    import pypdfium2.raw as pdfium

    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return ReadError(name, "is encrypted", "save it without a password")
    return ReadError(name, "is a damaged PDF file", "download or save it again")
