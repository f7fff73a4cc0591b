"""The directory of a build as its one builder sees it: claimed, written beside, committed, tidied.

    DIR/manifest.json      replaced by os.replace: the only commit point
    DIR/generations/ID/    written before the commit, never after it
    DIR/cache/RECIPE/      extractions by the hash of their document
    DIR/readers/           marks of those who read
    DIR/links.review.tsv   what linking found that a person should look at: a copy of the current generation's
    DIR/lock               one builder at a time

Whatever stands there that the manifest does not name is left over from a build that died, and is
deleted by the next one unless somebody still reads it.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kg.store import manifest as manifests
from kg.store import readers
from kg.store.errors import BuildError
from kg.store.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT = 2
"""How many generations stay: the current one, and the one before for those about to read it."""

REVIEW = "links.review.tsv"
_OWN = {"manifest.json", "manifest.json.new", "generations", "cache", "readers", "lock", REVIEW}


class BuildDirectory:
    """The directory of a build while this process alone may write it (see `claim`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._generations = folder / "generations"
        self._cache = folder / "cache"
        self._manifest = _readable_manifest(folder)

    def entry(self, recipe: str, sha256: str) -> Path:
        """The file for what is extracted after `recipe` from the document with that hash."""
        return self._cache / recipe / f"{sha256}.jsonl"

    @contextmanager
    def draft(self) -> Iterator[Layout]:
        """An empty generation to be filled; it counts for nothing until `commit`, and is gone on an error."""
        draft = self._begin()
        try:
            yield draft
        except BaseException:
            shutil.rmtree(draft.folder, ignore_errors=True)
            raise

    def _begin(self) -> Layout:
        if self._manifest or not (self.folder / manifests.FILE).exists():
            self._drop_generations()
        number = 1 + max((int(name.partition("-")[0]) for name in self._all_names()), default=0)
        draft = Layout(self._generations / f"{number:04d}-{secrets.token_hex(3)}")
        draft.create()
        return draft

    def commit(self, generation: manifests.Generation) -> None:
        """Make a finished generation the current one, durably, and let go of those now too old."""
        _make_durable(self._generations / generation.id)
        earlier = self._manifest.generations if self._manifest else ()
        kept = (generation, *earlier)[:KEPT]
        self._manifest = manifests.Manifest(generation=generation.id, generations=kept)
        manifests.replace(self.folder, self._manifest)
        self._show_review(generation.id)
        self._drop_generations()
        self._drop_extractions({each.recipe for each in kept})

    def _show_review(self, generation: str) -> None:
        """Copy the review list of a generation to where people find it.

        A list that somebody has changed since is not overwritten: it stays under another name.
        """
        shown = self.folder / REVIEW
        lists = {name: Layout(self._generations / name).review for name in self._all_names()}
        if shown.exists() and shown.read_bytes() not in map(_bytes, lists.values()):
            shown.replace(self.folder / f"links.review.before-{generation}.tsv")
        shown.write_bytes(_bytes(lists[generation]))

    def _drop_generations(self) -> None:
        """Delete those that nothing names and nobody reads."""
        kept = self._manifest.kept if self._manifest else frozenset()
        for name in self._all_names() - kept:
            if not readers.in_use(self.folder, name):
                shutil.rmtree(self._generations / name, ignore_errors=True)

    def _drop_extractions(self, recipes: set[str]) -> None:
        """Delete those made after other recipes (they may hold what a person no longer wants kept)."""
        for path in _entries(self._cache):
            if path.name not in recipes:
                shutil.rmtree(path, ignore_errors=True)
        for path in self._cache.glob("*/*"):
            if path.suffix != ".jsonl":  # half written by a process that died
                path.unlink(missing_ok=True)

    def _all_names(self) -> set[str]:
        return {path.name for path in _entries(self._generations) if path.name.partition("-")[0].isdecimal()}


@contextmanager
def claim(folder: Path) -> Iterator[BuildDirectory]:
    """Hold `folder` as its one builder, and create it where there is none.

    Where nothing was built, nothing stays behind. Raises `BuildError` where the folder cannot be
    written, holds something else, or is being built by another process.
    """
    _refuse_foreign(folder)
    created = [path for path in (folder, *folder.parents) if not path.exists()]
    lock = FileLock(folder / "lock", thread_local=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except Timeout:
        what = "another build is being made there"
        raise BuildError(folder, what, "wait for it, or choose another --out") from None
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield BuildDirectory(folder)
    except BrokenPipeError:  # not about files: whoever read the messages has gone
        raise
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        _remove_if_bare(folder, created)
        lock.release()


def _unwritable(folder: Path, error: OSError) -> BuildError:
    return BuildError(folder, f"cannot be written ({error.strerror or error})", "choose another --out")


def _remove_if_bare(folder: Path, created: list[Path]) -> None:
    """Take back the directories that a builder made, where nothing was put into them."""
    for room in (*_entries(folder / "cache"), folder / "cache", folder / "generations"):
        _remove_empty(room)
    if [path.name for path in _entries(folder)] == ["lock"]:
        with suppress(OSError):  # Windows keeps a file that is open
            (folder / "lock").unlink()
    for path in created:
        _remove_empty(path)


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):  # it is not empty, or not there
        folder.rmdir()


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise BuildError(folder, "is a file, not a directory", "choose another --out")
    foreign = {path.name for path in _entries(folder)} - _OWN
    if foreign and not (folder / manifests.FILE).exists():
        what = f"holds other files ({min(foreign)})"
        raise BuildError(folder, what, "choose a new or empty directory as --out")


def _readable_manifest(folder: Path) -> manifests.Manifest | None:
    try:
        return manifests.read(folder)
    except BuildError:  # none, damaged or of another schema: whatever it is, this build replaces it
        return None


def _bytes(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _make_durable(folder: Path) -> None:
    """Wait until all files below `folder` are on the disk: the manifest must never name what is not."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
