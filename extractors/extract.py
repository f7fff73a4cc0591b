"""One document in, its records out: a pure function, so that it can be cached and run anywhere."""

from __future__ import annotations

import warnings
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from msgspec.structs import replace

from extractors.archives import documents
from extractors.document import Document, ReadError
from extractors.entities import Model
from extractors.forms.aside import Aside
from extractors.forms.assemble import assemble
from extractors.forms.personal import contacts
from extractors.forms.segments import Segment, divided
from extractors.pages import PageStarts, page_starts
from extractors.records import Contact, Record, Span
from extractors.rows import Row, rows
from extractors.rules import findings
from extractors.rules.books import with_book_count
from extractors.tables.stacked import with_headings_above

VERSION = "5"
"""Raised when the same document yields other records, so that cached ones are not used again."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The records of a document; its text, personal data masked with █; where that data stood; its pages.

    `aside`: forms that are recognised and left aside.
    """

    records: tuple[Record, ...]
    text: str
    personal: tuple[Span, ...]
    pages: PageStarts = ()
    aside: tuple[Aside, ...] = ()


def extract(document: Document, *, personal_data: bool = False, model: Model | None = None) -> Extraction:
    """The forms in a document, in their order.

    Contact persons and telephone numbers are covered before anything is read from the text, so that
    no record can hold them; with `personal_data` they stand in `Record.contacts` instead. A trained `model`
    finds names in narratives where the rules leave room.
    """
    printed = rows(document)
    found, left = divided(with_headings_above(printed), document.text)
    people = contacts(_as_read(printed, found), document.text)
    personal = tuple(span for _, span in people)
    shown = document
    if personal and not personal_data:
        shown = document.masked(personal)
        found, left = divided(with_headings_above(rows(shown)), shown.text)
    records = []
    for segment in found:
        form = assemble(segment, shown, model)
        record = replace(form.record, findings=findings(form))
        if personal_data:
            record = replace(record, contacts=_of(segment, people))
        records.append(record)
    records = with_book_count(records, shown.text)
    return Extraction(tuple(records), shown.text, personal, page_starts(document), left)


def _as_read(printed: Sequence[Row], forms: Sequence[Segment]) -> Sequence[Row]:
    """The rows of a document; of lines set in columns those that its forms make: labels may be broken over lines."""
    if not any(row.grid == "aligned" for row in printed):
        return printed
    starts = [form.start for form in forms]
    others = (row for row in printed if not _holds(forms, bisect_right(starts, row.start) - 1, row.start))
    return (*(row for form in forms for row in form.rows), *others)


def _holds(forms: Sequence[Segment], index: int, offset: int) -> bool:
    return index >= 0 and offset < forms[index].end


def extract_forms(path: str | PathLike[str], *, personal_data: bool = False) -> list[Record]:
    """The records of the forms in a file, or in all files of a ZIP archive.

    Raises `ReadError` where nothing can be read; each file of an archive that cannot be is a warning.
    """
    records: list[Record] = []
    problems: list[ReadError] = []
    was_read = False
    for each in documents(Path(path)):
        if isinstance(each, ReadError):
            problems.append(each)
        else:
            was_read = True
            records += extract(each, personal_data=personal_data).records
    if problems and not was_read:
        raise problems[0]
    for problem in problems:
        warnings.warn(str(problem), stacklevel=2)
    return records


def _of(segment: Segment, people: tuple[tuple[Contact, Span], ...]) -> tuple[Contact, ...]:
    return tuple(contact for contact, (start, _) in people if segment.start <= start < segment.end)
