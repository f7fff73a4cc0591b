"""The files in a ZIP archive, and in archives within it, one after the other and within limits.

What an archive says about itself is not believed: sizes are those of the bytes that come out, names
are labels and no paths, and a file that cannot be had does not cost the others.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from extractors.document import ReadError
from extractors.read.archive import BROKEN
from extractors.read.kinds import kind_of

MEGABYTE = 2**20
MEMBER_LIMIT = 200 * MEGABYTE
TOTAL_LIMIT = 1024 * MEGABYTE
COUNT_LIMIT = 50_000
DEPTH_LIMIT = 3
"""Archives within one another, the outermost counted."""
RATIO_LIMIT = 200
"""Times that a file may grow; what grows more and past `_SMALL` is made to fill the memory."""

_SMALL = 10 * MEGABYTE
_CHUNK = MEGABYTE
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others cannot be unpacked piece by piece
_ENCRYPTED, _NAME_IS_UTF8 = 0x1, 0x800
_BROKEN = (*BROKEN, RuntimeError)  # and members under a password
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SMALLER = "unpack it and name the folder"


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of an archive; its name tells the way to it: `archive.zip!/folder/file.docx`."""

    name: str
    data: bytes


class _ExhaustedError(Exception):
    """No more may come out of the outermost archive."""


@dataclass(slots=True)
class _Budget:
    """What may still come out of the outermost archive."""

    members: int
    size: int


def members(archive: Path | bytes, name: str) -> Iterator[Member | ReadError]:
    """The files in an archive (a file, or its bytes) that goes by `name`, in the archive's order.

    A file that cannot be had gives the error that says why instead. Other archives in it are entered;
    Office documents, which are ZIP too, are files.
    """
    try:
        yield from _members(archive, name, _Budget(COUNT_LIMIT, TOTAL_LIMIT), depth=1)
    except _ExhaustedError as limit:
        yield ReadError(name, f"holds {limit}; the rest of it is left out", _SMALLER)


def _members(archive: Path | bytes, name: str, budget: _Budget, depth: int) -> Iterator[Member | ReadError]:
    try:
        opened = zipfile.ZipFile(BytesIO(archive) if isinstance(archive, bytes) else archive)
    except _BROKEN:
        yield ReadError(name, "is damaged or no ZIP archive", "download it again, or unpack it first")
        return
    with opened:
        for info in opened.infolist():
            path = _label(info)
            if not _is_wanted(path):
                continue
            label = f"{name}!/{path}"
            try:
                data = _read(opened, info, label, budget)
            except ReadError as error:
                yield error
                continue
            if kind_of(data) != "zip":
                yield Member(label, data)
            elif depth < DEPTH_LIMIT:
                yield from _members(data, label, budget, depth + 1)
            else:
                yield ReadError(label, f"is an archive in {DEPTH_LIMIT} others", "unpack it first")


def _is_wanted(path: str) -> bool:
    from extractors.read import is_candidate

    parts = PurePosixPath(path).parts
    return not path.endswith("/") and all(is_candidate(Path(part)) for part in parts if part.strip("."))


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, budget: _Budget) -> bytes:
    budget.members -= 1
    if budget.members < 0:
        raise _ExhaustedError(f"more than {COUNT_LIMIT} files")
    if info.flag_bits & _ENCRYPTED:
        raise ReadError(label, "is protected by a password", "unpack it first")
    if info.compress_type not in _METHODS:
        raise ReadError(label, "is packed by an unusual method", "unpack it first")
    data = bytearray()
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                data += chunk
                budget.size -= len(chunk)
                _check(info, len(data), label, budget)
    except _BROKEN:
        raise ReadError(label, "is damaged", "download the archive again, or unpack it first") from None
    return bytes(data)


def _check(info: zipfile.ZipInfo, size: int, label: str, budget: _Budget) -> None:
    if budget.size < 0:
        raise _ExhaustedError(f"more than {TOTAL_LIMIT // MEGABYTE} MB")
    if size > MEMBER_LIMIT:
        raise ReadError(label, f"unpacks to more than {MEMBER_LIMIT // MEGABYTE} MB", _SMALLER)
    if size > _SMALL and size > RATIO_LIMIT * info.compress_size:
        raise ReadError(
            label, f"unpacks to more than {RATIO_LIMIT} times its size", "check where it comes from"
        )


def _label(info: zipfile.ZipInfo) -> str:
    """The name, which old programs write in the encoding of their system and Python takes for cp437."""
    name = info.orig_filename
    if not info.flag_bits & _NAME_IS_UTF8:
        name = _redecoded(name)
    return _CONTROL.sub("\ufffd", name.replace("\\", "/"))


def _redecoded(name: str) -> str:
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:  # read from where the archive repeats it in UTF-8
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
