"""Where things lie in the folder of one generation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from extractors.coverage import Counts, Coverage, total
from extractors.pages import PageStarts
from extractors.records import Record, from_json, to_json
from kg.store.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class Covered(msgspec.Struct, frozen=True, kw_only=True):
    """A document that was read, with or without a form, and what was recognised in it."""

    name: str
    sha256: str
    coverage: Coverage


class CoverageReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was recognised in all documents of a build, in the order of its inputs, and the sum."""

    total: Counts
    documents: tuple[Covered, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The folder of a generation: one text, records file and N-Quads shard a document, and the store.

    A document that has pages has a file beside its text that says where they begin.
    """

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
    def search(self) -> Path:
        return self.folder / "search.db"

    @property
    def coverage(self) -> Path:
        return self.folder / "coverage.json"

    @property
    def review(self) -> Path:
        """What linking found that a person should look at."""
        return self.folder / "links.review.tsv"

    @property
    def log(self) -> Path:
        return self.folder / "log.jsonl"

    def create(self) -> None:
        """Make the folder and its rooms (the store makes its own)."""
        for room in (self.shards, self.texts, self.records):
            room.mkdir(parents=True)

    def put_document(self, sha256: str, text: str, pages: PageStarts, records: Iterable[Record]) -> None:
        """Keep a document's text, as it is, where its pages begin, and its records, one a line."""
        (self.texts / f"{sha256}.txt").write_bytes(text.encode())
        if pages:
            self._pages(sha256).write_bytes(msgspec.json.encode(pages))
        (self.records / f"{sha256}.jsonl").write_bytes(
            b"".join(to_json(record) + b"\n" for record in records)
        )

    def document_text(self, sha256: str) -> str:
        """The text of the document with that hash, to which its offsets refer."""
        return (self.texts / f"{sha256}.txt").read_bytes().decode()

    def document_pages(self, sha256: str) -> PageStarts:
        """Where the pages of the document with that hash begin; none where it has no pages."""
        try:
            return msgspec.json.decode(self._pages(sha256).read_bytes(), type=PageStarts)
        except FileNotFoundError:
            return ()

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

    def put_coverage(self, documents: Iterable[Covered]) -> None:
        """Keep what was recognised in the documents, and the sum of it."""
        each = tuple(documents)
        report = CoverageReport(total=total(one.coverage.counts for one in each), documents=each)
        self.coverage.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")

    def coverage_report(self) -> CoverageReport:
        """What was recognised. Raises `BuildError` where an older version built this generation."""
        try:
            return msgspec.json.decode(self.coverage.read_bytes(), type=CoverageReport)
        except FileNotFoundError:
            what = "was built by a version that kept no coverage"
            raise BuildError(self.folder, what, "build again") from None

    def _pages(self, sha256: str) -> Path:
        return self.texts / f"{sha256}.pages.json"
