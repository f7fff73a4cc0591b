"""Extractions kept by what they were made from, so that no document is read twice for nothing.

An entry is a text file: a line with the hash of the rest, a line with what is known of the document, then
one record a line. An entry that is damaged in any way counts as none. What comes here is already masked.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from extractors.coverage import Coverage
from extractors.pages import PageStarts
from extractors.records import Record, from_json, to_json

if TYPE_CHECKING:
    from pathlib import Path


class Read(msgspec.Struct, frozen=True):
    """A document's text, personal data masked unless they were asked for; its pages; what was recognised in it."""

    text: str
    pages: PageStarts
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was read of a document, and its forms."""

    read: Read
    records: tuple[Record, ...]


def get(entry: Path) -> Extracted | None:
    """What is kept in `entry`; None where there is no sound entry."""
    try:
        checksum, _, body = entry.read_bytes().partition(b"\n")
    except OSError:
        return None
    if checksum != _checksum(body):
        return None
    document, *records = body.splitlines()
    try:
        return Extracted(msgspec.json.decode(document, type=Read), tuple(map(from_json, records)))
    except msgspec.DecodeError:  # kept by a version of another mind
        return None


def put(entry: Path, extracted: Extracted) -> None:
    """Keep an extraction, whole or not at all."""
    body = b"\n".join((msgspec.json.encode(extracted.read), *map(to_json, extracted.records)))
    entry.parent.mkdir(parents=True, exist_ok=True)
    draft = entry.with_suffix(f".{os.getpid()}")
    draft.write_bytes(_checksum(body) + b"\n" + body)
    draft.replace(entry)


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
