"""Sheets exported with commas between cells (CSV), cells in quotation marks where they hold commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractors.document import Table
from extractors.read.layouts.lines import Run, Span, table

# A field in quotation marks may hold commas, line breaks, and quotation marks twice each. Programs put
# no space behind a comma; people do.
_FIELD = re.compile(r'(?:\A|,)(?:"(?P<quoted>(?:[^"]|"")*)"(?=,(?!\s)|\Z)|(?P<plain>(?:[^,]|,(?=\s))*))')
_COMMA = re.compile(r",(?!\s)")
_IN_NUMBER = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FEWEST_FIELDS = 3
_FEWEST_RECORDS = 3
_MOST_LINES = 100  # of one record


@dataclass(frozen=True, slots=True)
class _Record:
    """A row as exported: the lines it takes, and its fields in the text."""

    lines: Run
    fields: tuple[Span, ...]

    @property
    def width(self) -> int:
        """The number of fields, 0 if they are too few to tell a row from a sentence."""
        return len(self.fields) if len(self.fields) >= _FEWEST_FIELDS else 0

    @property
    def parts_more_than_numbers(self) -> bool:
        """Whether any comma is not one between the thousands of a number."""
        return any(len(_COMMA.findall(line.text)) > len(_IN_NUMBER.findall(line.text)) for line in self.lines)


def separated(lines: Run) -> Iterator[Run | Table]:
    """Rows of at least three fields, the same number in at least three rows."""
    for width, group in groupby(_records(lines), key=lambda record: record.width):
        records = list(group)
        first, last = records[0].lines[0], records[-1].lines[-1]
        if width and len(records) >= _FEWEST_RECORDS and any(r.parts_more_than_numbers for r in records):
            yield table((record.fields for record in records), first.start, last.end)
        else:
            yield [line for record in records for line in record.lines]


def _records(lines: Run) -> Iterator[_Record]:
    number = 0
    while number < len(lines):
        record = _record(lines, number)
        yield record
        number += len(record.lines)


def _record(lines: Run, number: int) -> _Record:
    taken = lines[number : number + _lines_of_record(lines, number)]
    start = taken[0].start
    text = taken[0].text
    for above, line in pairwise(taken):
        text += "\n" * (line.start - above.end) + line.text
    if len(_COMMA.findall(text)) < _FEWEST_FIELDS - 1:
        return _Record(taken, ())
    return _Record(taken, tuple((start + a, start + b) for a, b in _fields(text)))


def _lines_of_record(lines: Run, number: int) -> int:
    """How many lines a row takes: it goes on while a quotation mark is open."""
    if not _COMMA.search(lines[number].text):
        return 1
    marks = 0
    for count, line in enumerate(lines[number : number + _MOST_LINES], start=1):
        marks += line.text.count('"')
        if marks % 2 == 0:
            return count
    return 1


def _fields(text: str) -> Iterator[Span]:
    for field in _FIELD.finditer(text):
        yield field.span("plain" if field["quoted"] is None else "quoted")
