"""Where forms begin and end among the rows of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.cleaning import Value
from extractors.labels import label_of, openings
from extractors.records import FormKind
from extractors.rows import Piece, Row
from extractors.vocabulary import table

_LONGEST_TITLE = 60
_YEAR_LINE = re.compile(r"[（(]?\s*(?P<year>(?:19|20)\d\d)\s*年?度?\s*[)）]?")
_YEAR_IN_TITLE = re.compile(r"(?P<year>(?:19|20)\d\d)\s*年")
_FEWEST_FIELDS = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows of one form without its title and year; `title` is None where none is printed."""

    title: Value | None
    form_kind: FormKind
    year: int | None
    year_span: tuple[int, int] | None
    rows: tuple[Row, ...]
    start: int
    end: int


def segments(rows: Sequence[Row], text: str) -> Iterator[Segment]:
    """The forms among the `rows` of a document with this text, in order.

    A title begins a form if a project is named behind it before the next title; a title without
    one is the running head of a page. A document without titles is one form if it names a project.
    """
    starts = [i for i, row in enumerate(rows) if _form_kind(row)]
    edges = [*starts, len(rows)] if starts else [0, len(rows)]
    kept: list[int] = [start for start, end in pairwise(edges) if _names_a_project(rows[start:end], text)]
    for start, end in pairwise([*kept, len(rows)]):
        yield _segment(rows[start:end])


def _segment(rows: Sequence[Row]) -> Segment:
    kind = _form_kind(rows[0])
    title = rows[0].pieces[0].value if kind else None
    body = rows[1:] if kind else rows
    year, year_span = _year_in(title, _YEAR_IN_TITLE.search)
    if year is None and body:
        year, year_span = _year_in(body[0].pieces[0].value, _YEAR_LINE.fullmatch)
        body = body[1:] if year else body
    return Segment(
        title=title,
        form_kind=kind or "target",
        year=year,
        year_span=year_span,
        rows=tuple(row for row in body if not _form_kind(row)),
        start=rows[0].start,
        end=rows[-1].end,
    )


def _year_in(
    value: Value | None, match: Callable[[str], re.Match[str] | None]
) -> tuple[int | None, tuple[int, int] | None]:
    found = match(value.text) if value else None
    if value is None or found is None:
        return None, None
    return int(found["year"]), value.span_of(*found.span("year"))


def _form_kind(row: Row) -> FormKind | None:
    """The kind of form that a row is the title of, if it is one."""
    if len(row.pieces) != 1 or len(row.pieces[0].text) > _LONGEST_TITLE:
        return None
    title = _YEAR_LINE.sub("", row.pieces[0].text)
    return next((kind for ending, kind in _endings() if title.endswith(ending)), None)


def _names_a_project(rows: Sequence[Row], text: str) -> bool:
    fields = {field for row in rows for piece in row.pieces for field in _fields(piece, text)}
    return "/project/name" in fields and len(fields) >= _FEWEST_FIELDS


def _fields(piece: Piece, text: str) -> list[str]:
    label = label_of(piece.text)
    return [label.field] if label else [opening.label.field for opening in openings(piece.raw(text))]


@cache
def _endings() -> tuple[tuple[str, FormKind], ...]:
    return tuple((row["ending"], row["form_kind"]) for row in table("form_titles"))  # type: ignore[misc]
