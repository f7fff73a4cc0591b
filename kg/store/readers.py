"""Who reads which generation, so that no builder deletes one in use.

A reader holds an operating-system lock on a file of its own in `readers/`, which a dead process lets
go. Reader: read the manifest, mark, read the manifest again. Builder: replace the manifest, look for
marks, delete. A reader whose mark came too late to be seen finds its generation no longer kept, and
starts over; so there is no moment at which a generation is both chosen and deleted.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "readers"


class Mark:
    """A sign that a generation is in use, until `release()` or the end of the process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path, thread_local=False)
        self._lock.acquire(blocking=False)

    def release(self) -> None:
        self._lock.release()
        with suppress(OSError):  # a builder may have been quicker, or hold it open (Windows)
            self._path.unlink(missing_ok=True)


def mark(folder: Path, generation: str) -> Mark | None:
    """Mark `generation` as in use; None where the build cannot be written, say on a read-only medium."""
    readers = folder / FOLDER
    try:
        readers.mkdir(exist_ok=True)
        return Mark(readers / f"{generation}.{secrets.token_hex(8)}")
    except (OSError, Timeout):
        return None


def in_use(folder: Path, generation: str) -> bool:
    """Whether a living process has marked `generation`. Marks of dead ones are removed."""
    marks = (folder / FOLDER).glob(f"{generation}.*")
    return sum(_is_alive(path) for path in marks) > 0


def _is_alive(path: Path) -> bool:
    try:
        Mark(path).release()
    except (Timeout, OSError):  # held, or another user's: spared
        return True
    return False
