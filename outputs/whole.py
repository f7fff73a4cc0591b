"""Files that appear only when they are whole."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO


@contextmanager
def whole(target: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `target` when all of it is written, and vanishes otherwise.

    What is not a plain file (a pipe, `/dev/stdout`) is written to as it is. Raises `OSError`.
    """
    if target.is_symlink() or (target.exists() and not target.is_file()):
        with target.open("wb") as output:
            yield output
        return
    draft = target.with_name(f".{target.name}.part")
    try:
        with draft.open("wb") as output:
            yield output
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
