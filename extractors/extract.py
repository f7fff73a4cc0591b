"""One document in, its records out: a pure function, so that it can be cached and run anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from msgspec.structs import replace

from extractors.document import Document
from extractors.forms.assemble import assemble
from extractors.forms.personal import contacts
from extractors.forms.segments import Segment, segments
from extractors.read import read
from extractors.records import Contact, Record, Span
from extractors.rows import rows
from extractors.rules import findings

VERSION = "2"
"""Raised when the same document yields other records, so that cached ones are not used again."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The records of a document; its text, personal data masked with █; where that data stood."""

    records: tuple[Record, ...]
    text: str
    personal: tuple[Span, ...]


def extract(document: Document, *, personal_data: bool = False) -> Extraction:
    """The forms in a document, in their order.

    Contact persons and telephone numbers are covered before anything is read from the text, so that
    no record can hold them; with `personal_data` they stand in `Record.contacts` instead.
    """
    people = contacts(rows(document), document.text)
    personal = tuple(span for _, span in people)
    shown = document if personal_data else document.masked(personal)
    records = []
    for segment in segments(rows(shown), shown.text):
        form = assemble(segment, shown)
        record = replace(form.record, findings=findings(form))
        if personal_data:
            record = replace(record, contacts=_of(segment, people))
        records.append(record)
    return Extraction(tuple(records), shown.text, personal)


def extract_forms(path: str | PathLike[str], *, personal_data: bool = False) -> list[Record]:
    """The records of the forms in a file. Raises `ReadError` where it cannot be read."""
    return list(extract(read(Path(path)), personal_data=personal_data).records)


def _of(segment: Segment, people: tuple[tuple[Contact, Span], ...]) -> tuple[Contact, ...]:
    return tuple(contact for contact, (start, _) in people if segment.start <= start < segment.end)
