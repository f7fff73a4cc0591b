"""Members of a zip file within limits: what they claim about their size is not believed."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from extractors.document import ReadError

MEMBER_LIMIT = 64 * 2**20
"""Bytes that one member may unpack to; the text of a book of a thousand pages stays far below."""
TOTAL_LIMIT = 3 * MEMBER_LIMIT
"""Bytes that all members read from one archive may unpack to."""

_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack without a limit
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
"""What `zipfile` raises at archives that are cut short, garbled or packed in a way it does not know."""


class Archive:
    """A zip file in memory. `name` is what errors call it. Raises `ReadError` where it is damaged."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except BROKEN:
            raise damaged(name, "cut short or no zip file") from None

    @property
    def members(self) -> list[str]:
        """The paths of all members, folders among them, as the archive lists them."""
        return self._zip.namelist()

    def read(self, path: str) -> bytes:
        """The bytes of a member. Raises `ReadError` if it is missing, locked, damaged or beyond the limits."""
        limit = min(MEMBER_LIMIT, TOTAL_LIMIT - self._unpacked)
        try:
            if self._zip.getinfo(path).compress_type not in _PACKINGS:
                raise damaged(self.name, f"{path} is packed in a way no office program uses")
            with self._zip.open(path) as member:
                data = member.read(limit + 1)
        except KeyError:
            raise damaged(self.name, f"{path} is missing") from None
        except BROKEN:
            raise damaged(self.name, f"{path} cannot be unpacked") from None
        except RuntimeError:  # what zipfile raises for a member under a password
            raise ReadError(self.name, "is protected by a password", "save it without one") from None
        if len(data) > limit:
            raise ReadError(
                self.name,
                f"unpacks to more than {limit // 2**20} MB",
                "save its forms in a smaller file",
            )
        self._unpacked += len(data)
        return data


def damaged(name: str, how: str) -> ReadError:
    """The error for a file that was an archive once."""
    return ReadError(name, f"is damaged ({how})", "download it again, or open it and save it anew")
