"""What a file is, by what is in it; its name proves nothing."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Literal

from extractors.read import ole
from extractors.read.archive import BROKEN

Kind = Literal["pdf", "docx", "workbook", "legacy", "zip", "html"]

_BEGINNINGS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "legacy"),
    (b"MIME-Version:", "legacy"),  # a web page in one file
)
# Office 2003 saved as XML; its programs are named in an instruction before the root.
_OFFICE_XML = re.compile(rb"<\?mso-application\s+progid=\"(?:Word\.Document|Excel\.Sheet)\"", re.IGNORECASE)
_HTML = re.compile(
    r"(?>\s+|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|(?:html|head|meta|title|link|style|script|body|table|tbody|tr|td|div|center|form|h[1-6])\b)",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4096  # bytes
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Members that tell a format whose file is a zip; None: a format that nothing here reads. First match wins.
_MEMBERS: tuple[tuple[str, Kind | None], ...] = (
    ("word/", "docx"),
    ("xl/workbook.bin", "legacy"),  # XLSB
    ("xl/", "workbook"),
    ("content.xml", "legacy"),  # OpenDocument
    ("ppt/", None),
    ("OFD.xml", None),
)
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("WordDocument", "legacy"),
    ("Workbook", "workbook"),
    ("Book", "workbook"),
    ("EncryptedPackage", "legacy"),
)


def kind_of(data: bytes) -> Kind | None:
    """Which reader a file is for; None for text and for what nothing reads.

    `legacy` is what LibreOffice converts (DOC, WPS, RTF, OpenDocument, XLSB, Office 2003 XML) and what
    can only be refused with a reason (web pages in one file, Office files under a password).
    """
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if data.startswith(ole.MAGIC):
        names = ole.stream_names(data)
        return next((kind for stream, kind in _STREAMS if stream in names), None)
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    for beginning, kind in _BEGINNINGS:
        if head[: len(beginning)].lower() == beginning.lower():
            return kind
    if _OFFICE_XML.search(head):
        return "legacy"
    return "html" if _HTML.match(_decoded(data[:_HEAD])) else None


def _kind_of_zip(data: bytes) -> Kind | None:
    """A damaged archive is told by the names that stand before its members: its reader says what is wrong."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except BROKEN:
        names = [beginning for beginning, _ in _MEMBERS if beginning.encode() in data]
    return next((kind for member, kind in _MEMBERS if any(name.startswith(member) for name in names)), "zip")


def _decoded(head: bytes) -> str:
    """The beginning of a text, good enough to see tags in it."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("latin-1")
