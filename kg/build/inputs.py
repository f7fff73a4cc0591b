"""From what was named on the command line to the distinct documents to read."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.archives import is_archive
from extractors.document import ReadError
from extractors.read import is_candidate
from extractors.read.members import members
from kg.store import Unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True, order=True)
class Inside:
    """Where a file lies in an archive: its number there, and the way to it (`!/folder/file.docx`)."""

    position: int
    way: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file, and its name in the graph: its path below the input that led to it, free of the machine.

    Of a file in an archive, name and path are those of the archive, and `inside` says where in it.
    """

    outer_name: str
    path: Path
    inside: Inside | None = None

    @property
    def name(self) -> str:
        return self.outer_name + (_name(self.inside.way) if self.inside else "")

    @property
    def shown(self) -> str:
        """The path as it was given, with the way inside."""
        return self._with_way(self.path)

    @property
    def absolute(self) -> str:
        """The path from the root, with the way inside."""
        return self._with_way(self.path.absolute())

    def _with_way(self, path: Path) -> str:
        return printable(path) + (self.inside.way if self.inside else "")


@dataclass(frozen=True, slots=True)
class Source:
    """A document to read: its file, its content's hash and size, other files with that content."""

    file: Found
    sha256: str
    size: int
    same_as: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.file.name


def printable(path: Path | str) -> str:
    """A path as text that any output can carry (on some systems names need not be UTF-8)."""
    return os.fsencode(path).decode("utf-8", "replace")


def find(inputs: Iterable[Path], leave_out: Path | None = None) -> tuple[list[Found], list[Unused]]:
    """The files among and below `inputs`, sorted, and the inputs that lead to none.

    Folders and ZIP archives are walked through, except `leave_out`, where the build will lie.
    """
    search = _Search(leave_out)
    for path in inputs:
        search.enter(path)
    return sorted(search.found), search.unused


def distinct(files: Iterable[Found]) -> tuple[list[Source], list[Unused]]:
    """The documents in `files`, each content once whatever the order; and the files that cannot be opened."""
    unused: list[Unused] = []
    same: dict[str, list[Source]] = defaultdict(list)
    for file in sorted(files):
        try:
            source = _source(file)
        except OSError as error:
            unused.append(
                _unused(file.shown, f"cannot be opened ({error.strerror})", "check its permissions")
            )
        else:
            same[source.sha256].append(source)
    return [_one_of(copies) for copies in same.values()], unused


class _Search:
    """What a walk through the inputs has met so far."""

    def __init__(self, leave_out: Path | None) -> None:
        self.found: set[Found] = set()
        self.unused: list[Unused] = []
        self._archives: dict[Path, list[Inside]] = {}
        self._left_out = leave_out.resolve() if leave_out else None

    def enter(self, path: Path) -> None:
        if path.is_dir():
            self._walk(path)
        elif path.is_file():
            self._add(_name(path.name), path)
        elif path.exists():
            self.unused.append(_unused(path, "is neither a file nor a folder", "save it as a file first"))
        else:
            self.unused.append(_unused(path, "no such file or folder", "check the path"))

    def _walk(self, top: Path) -> None:
        files = [path for path in self._paths_below(top) if is_candidate(path) and path.is_file()]
        for path in files:
            self._add(_name(path.relative_to(top).as_posix()), path)
        if not files:
            self.unused.append(_unused(top, "holds no file that can be read", "name a folder with documents"))

    def _add(self, name: str, path: Path) -> None:
        """Take a file, or those in an archive."""
        if not is_archive(path):
            self.found.add(Found(name, path))
            return
        if path not in self._archives:
            self._archives[path] = list(self._listed(path))
        self.found.update(Found(name, path, inside) for inside in self._archives[path])

    def _listed(self, archive: Path) -> Iterator[Inside]:
        """What an archive holds; what is wrong with the rest of it is noted."""
        position = -1
        for position, each in enumerate(members(archive, str(archive))):
            if isinstance(each, ReadError):
                self.unused.append(_unused(each.path, each.what, each.remedy))
            else:
                way = printable(each.name.removeprefix(str(archive)))
                yield Inside(position, way, sha256(each.data).hexdigest(), len(each.data))
        if position < 0:
            what, remedy = "holds no file that can be read", "name an archive with documents"
            self.unused.append(_unused(archive, what, remedy))

    def _paths_below(self, top: Path) -> Iterator[Path]:
        for folder, folders, names in os.walk(top, onerror=self._note):
            here = Path(folder)
            folders[:] = [name for name in folders if self._is_entered(here / name)]
            yield from (here / name for name in names)

    def _is_entered(self, folder: Path) -> bool:
        return is_candidate(folder) and folder.resolve() != self._left_out

    def _note(self, error: OSError) -> None:
        what = f"cannot be opened ({error.strerror})"
        self.unused.append(_unused(error.filename, what, "check its permissions"))


def _source(file: Found) -> Source:
    if file.inside:
        return Source(file, file.inside.sha256, file.inside.size)
    with file.path.open("rb") as content:
        return Source(file, file_digest(content, "sha256").hexdigest(), content.tell())


def _one_of(copies: list[Source]) -> Source:
    """The first stands for all files with the same bytes."""
    first = copies[0]
    elsewhere = {copy.file.absolute for copy in copies} - {first.file.absolute}
    return replace(first, same_as=tuple(sorted(elsewhere)))


def _name(relative: str) -> str:
    """File systems differ in how they write one character; the graph has one way."""
    return unicodedata.normalize("NFC", printable(relative))


def _unused(path: Path | str, what: str, remedy: str) -> Unused:
    return Unused(path=printable(path), what=what, remedy=remedy)
