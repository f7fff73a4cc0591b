"""Reading: a file in whatever format becomes a `Document`, or one line that says why not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from extractors.document import Document, ReadError
from extractors.read.encoding import decode
from extractors.read.kinds import kind_of
from extractors.read.radicals import readable
from extractors.read.sheet import Content
from extractors.read.text import blocks

# Which module reads which kind, and its function; imported when a file of the kind is met.
_READERS = {
    "pdf": ("extractors.read.pdf", "read_pdf"),
    "docx": ("extractors.read.docx", "read_docx"),
    "workbook": ("extractors.read.workbook", "read_workbook"),
    "legacy": ("extractors.read.legacy", "read_legacy"),
    "html": ("extractors.read.html", "read_html"),
}
# Formats that nothing reads, by how they begin.
_SIGNATURES = (
    (b"\x89PNG", "is a picture", "read its text first, and save that as text"),
    (b"\xff\xd8\xff", "is a picture", "read its text first, and save that as text"),
    (b"GIF8", "is a picture", "read its text first, and save that as text"),
    (b"PK\x03\x04", "is an archive", "name it to kg build, or unpack it first"),
    (b"Rar!\x1a\x07", "is an archive of a kind that is not read", "unpack it first"),
    (b"7z\xbc\xaf", "is an archive of a kind that is not read", "unpack it first"),
    (b"\x1f\x8b", "is compressed", "unpack it first"),
)
_DEBRIS = ("~$", ".")
_DEBRIS_NAMES = frozenset({"Thumbs.db", "desktop.ini"})


def read(path: Path) -> Document:
    """The document in a file. Raises `ReadError`, one line, where there is nothing to read."""
    name = str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(name, "no such file", "check the path") from None
    except OSError as error:
        raise ReadError(
            name, f"cannot be opened ({error.strerror})", "check the file and its permissions"
        ) from None
    return read_bytes(data, name)


def read_bytes(data: bytes, name: str) -> Document:
    """The document in the content of a file of that name. Raises `ReadError`, as `read` does."""
    if not data.strip():
        raise ReadError(name, "is empty", "check how it was downloaded or saved")
    kind = kind_of(data)
    text, found = _reader(kind)(data, name) if kind and kind in _READERS else _read_text(data, name)
    if not text.strip():
        raise ReadError(name, "holds no text", "check how it was downloaded or saved")
    return Document(path=name, sha256=hashlib.sha256(data).hexdigest(), text=readable(text), blocks=found)


def is_candidate(path: Path) -> bool:
    """Whether a file met in a folder is worth reading (editors' and systems' debris is not)."""
    return not path.name.startswith(_DEBRIS) and path.name not in _DEBRIS_NAMES


def _reader(kind: str) -> Callable[[bytes, str], Content]:
    module, function = _READERS[kind]
    reader: Callable[[bytes, str], Content] = getattr(import_module(module), function)
    return reader


def _read_text(data: bytes, name: str) -> Content:
    for signature, what, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(name, what, remedy)
    text = decode(data)
    if text is None:
        raise ReadError(name, "is not text in UTF-8, GB18030, Big5 or UTF-16", "check that it is a document")
    return text, blocks(text)
