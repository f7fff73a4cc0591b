"""Where things lie in the folder of one generation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.records import Record, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The folder of a generation: one text, records file and N-Quads shard a document, and the store."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store"

    @property
    def shards(self) -> Path:
        return self.folder / "shards"

    @property
    def texts(self) -> Path:
        return self.folder / "texts"

    @property
    def records(self) -> Path:
        return self.folder / "records"

    @property
    def log(self) -> Path:
        return self.folder / "log.jsonl"

    def create(self) -> None:
        """Make the folder and its rooms (the store makes its own)."""
        for room in (self.shards, self.texts, self.records):
            room.mkdir(parents=True)

    def put_document(self, sha256: str, text: str, records: Iterable[Record]) -> None:
        """Keep a document's text, as it is, and its records, one a line."""
        (self.texts / f"{sha256}.txt").write_bytes(text.encode())
        (self.records / f"{sha256}.jsonl").write_bytes(
            b"".join(to_json(record) + b"\n" for record in records)
        )

    def document_text(self, sha256: str) -> str:
        """The text of the document with that hash, to which its offsets refer."""
        return (self.texts / f"{sha256}.txt").read_bytes().decode()

    def document_records(self, sha256: str) -> list[Record]:
        """The forms found in the document with that hash, in their order."""
        return [from_json(line) for line in (self.records / f"{sha256}.jsonl").read_bytes().splitlines()]

    def documents(self) -> list[str]:
        """The hashes of all documents, sorted."""
        return sorted(path.stem for path in self.records.glob("*.jsonl"))

    def all_records(self) -> Iterator[Record]:
        """Every form, document by document in the order of their hashes; one document in memory at a time."""
        for sha256 in self.documents():
            yield from self.document_records(sha256)
