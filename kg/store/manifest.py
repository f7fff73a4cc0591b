"""manifest.json: which generations of a build stand, and what each was made of.

The manifest is the only file of a build that is ever replaced, and replacing it is the only way to
commit. It is also the only place (beside the log) for times and absolute paths.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from extractors.records import SCHEMA
from kg.store.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "manifest.json"


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """A document that was read: its path below the input that named it, and the paths of its copies."""

    path: str
    name: str
    sha256: str
    bytes: int
    forms: int
    same_as: tuple[str, ...] = ()


class Unused(msgspec.Struct, frozen=True, kw_only=True):
    """An input that could not be used: which, what is wrong with it, what to do."""

    path: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}; {self.remedy}"


class Generation(msgspec.Struct, frozen=True, kw_only=True):
    """One finished build. `graph` is a hash of its N-Quads, `recipe` names the folder of its cache.

    `rules` are those that a person switched off or gave another severity.
    """

    id: str
    created: str
    seconds: float
    graph: str
    triples: int
    counts: dict[str, int]
    base: str
    personal_data: bool
    recipe: str
    model: str = ""
    rules: dict[str, str] = {}
    versions: dict[str, str]
    inputs: tuple[Input, ...]
    unused: tuple[Unused, ...]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`generation` is the id of the current generation, which stands first in `generations`."""

    schema: int = SCHEMA
    generation: str
    generations: tuple[Generation, ...]

    @property
    def current(self) -> Generation:
        return self.generations[0]

    @property
    def kept(self) -> frozenset[str]:
        """The ids of the generations that no builder deletes."""
        return frozenset(generation.id for generation in self.generations)


class _Head(msgspec.Struct):
    schema: int


def read(folder: Path) -> Manifest:
    """The manifest of the build in `folder`.

    Raises `BuildError` where there is no build, its manifest is damaged, or its schema is another one.
    """
    data = _content(folder)
    try:
        schema = msgspec.json.decode(data, type=_Head).schema
        if schema == SCHEMA:
            return msgspec.json.decode(data, type=Manifest)
    except msgspec.DecodeError as error:
        raise BuildError(folder / FILE, f"is damaged ({error})", _remedy(folder)) from error
    if schema < SCHEMA:
        what = f"was built with schema {schema}, this version reads {SCHEMA}"
        raise BuildError(folder, what, _remedy(folder))
    raise BuildError(folder, f"was built with schema {schema}, newer than {SCHEMA}", "upgrade jixiao-kg")


def _content(folder: Path) -> bytes:
    try:
        return (folder / FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise BuildError(folder, "holds no build", _remedy(folder)) from None
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise BuildError(folder / FILE, what, "check its permissions") from error


def _remedy(folder: Path) -> str:
    return f"make it with: kg build INPUT... --out {folder}"


def replace(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` the one that counts: atomic, and durable once this returns."""
    draft = folder / f"{FILE}.new"
    with draft.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / FILE)
    sync_directory(folder)


def sync_directory(folder: Path) -> None:
    """Make the entries of `folder` durable (Windows has no such call, and needs none)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
