"""Extractions kept by what they were made from, so that no document is read twice for nothing.

An entry is a text file: a line with the hash of the rest, the document's text as JSON, then one record
a line. An entry that is damaged in any way counts as none. What comes here is already masked.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from extractors.records import Record, from_json, to_json

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document's text, personal data masked unless they were asked for, and its forms."""

    text: str
    records: tuple[Record, ...]


def get(entry: Path) -> Extracted | None:
    """What is kept in `entry`; None where there is no sound entry."""
    try:
        checksum, _, body = entry.read_bytes().partition(b"\n")
    except OSError:
        return None
    if checksum != _checksum(body):
        return None
    text, *records = body.splitlines()
    return Extracted(msgspec.json.decode(text, type=str), tuple(map(from_json, records)))


def put(entry: Path, extracted: Extracted) -> None:
    """Keep an extraction, whole or not at all."""
    body = b"\n".join((msgspec.json.encode(extracted.text), *map(to_json, extracted.records)))
    entry.parent.mkdir(parents=True, exist_ok=True)
    draft = entry.with_suffix(f".{os.getpid()}")
    draft.write_bytes(_checksum(body) + b"\n" + body)
    draft.replace(entry)


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
