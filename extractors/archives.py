"""Documents in ZIP archives, which are folders to whoever names them: `archive.zip!/folder/file.docx`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from extractors.document import Document, ReadError
from extractors.read import read, read_bytes
from extractors.read.kinds import kind_of
from extractors.read.members import MEMBER_LIMIT, Member, members

INSIDE = "!/"
"""Stands between the name of an archive and that of a file in it."""

_SIGNATURE = b"PK\x03\x04"


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP archive and no document (Office documents are ZIP too)."""
    try:
        with path.open("rb") as file:
            if file.read(len(_SIGNATURE)) != _SIGNATURE:
                return False
        # What is too big for a document is not read to be told from one.
        return path.stat().st_size > MEMBER_LIMIT or kind_of(path.read_bytes()) == "zip"
    except OSError:
        return False


def read_named(path: Path) -> Document:
    """The document in a file, or in a member of an archive. Raises `ReadError`, as `read` does."""
    archive, inside, _ = str(path).partition(INSIDE)
    if not inside or path.exists() or not is_archive(Path(archive)):
        return read(path)
    for each in members(Path(archive), archive):
        if isinstance(each, Member) and each.name == str(path):
            return read_bytes(each.data, each.name)
    raise ReadError(str(path), "no such file in the archive", f"see its files with: kg extract {archive}")


def documents(path: Path) -> Iterator[Document | ReadError]:
    """The document in a file, or those in an archive; for each that cannot be read, the error that says why."""
    if not is_archive(path):
        yield _or_error(read_named, path)
        return
    for each in members(path, str(path)):
        yield _or_error(read_bytes, each.data, each.name) if isinstance(each, Member) else each


def member_at(archive: Path, position: int) -> bytes:
    """The content of the member that is number `position` of what `members` gives.

    Asked for one after the other in their order, all cost one walk through the archive. Raises `ReadError`
    where it is not to be had any more.
    """
    try:
        state = archive.stat()
    except OSError:
        raise _changed(archive) from None
    return _walk(archive, state.st_mtime_ns, state.st_size).content(position)


class _Walk:
    """A walk through an archive, which begins anew for what lies behind it."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._begin()

    def _begin(self) -> None:
        self._ahead: Iterator[Member | ReadError] = members(self._archive, str(self._archive))
        self._next = 0

    def content(self, position: int) -> bytes:
        if position < self._next:
            self._begin()
        found = next(islice(self._ahead, position - self._next, None), None)
        self._next = position + 1
        if isinstance(found, Member):
            return found.data
        raise found or _changed(self._archive)


@lru_cache(maxsize=1)
def _walk(archive: Path, *_: int) -> _Walk:
    return _Walk(archive)


def _changed(archive: Path) -> ReadError:
    return ReadError(str(archive), "changed while it was being read", "build again")


def _or_error(reader: Callable[..., Document], *source: object) -> Document | ReadError:
    try:
        return reader(*source)
    except ReadError as error:
        return error
