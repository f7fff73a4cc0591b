"""Packages of Word and Excel without the hour at which they were made, so that the same document is the same file."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_WRITTEN_AT = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?=</dcterms:)")


def repacked(package: bytes) -> bytes:
    """The package with all its times set to the beginning of 2024."""
    result = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(result, "w") as new:
        for name in old.namelist():
            member = ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            member.compress_type = ZIP_DEFLATED
            new.writestr(member, _WRITTEN_AT.sub(b"2024-01-01T00:00:00Z", old.read(name)))
    return result.getvalue()
