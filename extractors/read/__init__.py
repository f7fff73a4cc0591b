"""Readers: one a format, all giving the same `Document`.

`read` looks at the bytes, not at the file's name, to tell what a file is.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractors.document import Document, ReadError
from extractors.read.encoding import decode
from extractors.read.text import blocks

# First bytes of formats that are not text, and what to do with them.
_SIGNATURES = (
    (b"%PDF", "PDF is not read by this version", "save it as text first"),
    (b"PK\x03\x04", "DOCX, XLSX and ZIP are not read by this version", "save it as text first"),
    (b"\xd0\xcf\x11\xe0", "DOC and XLS are not read by this version", "save it as text first"),
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
    if not data.strip():
        raise ReadError(name, "is empty", "check how it was downloaded or saved")
    for signature, what, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(name, what, remedy)
    text = decode(data)
    if text is None:
        raise ReadError(name, "is not text in UTF-8, GB18030, Big5 or UTF-16", "check that it is a document")
    if not text.strip():
        raise ReadError(name, "is empty", "check how it was downloaded or saved")
    return Document(path=name, sha256=hashlib.sha256(data).hexdigest(), text=text, blocks=blocks(text))


def is_candidate(path: Path) -> bool:
    """Whether a file met in a folder is worth reading (editors' and systems' debris is not)."""
    return not path.name.startswith(_DEBRIS) and path.name not in _DEBRIS_NAMES
