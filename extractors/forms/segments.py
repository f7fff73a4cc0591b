"""Where forms begin and end among the rows of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.cleaning import Value, joined, part_of
from extractors.forms.aside import KINDS, Aside, left_aside, monitors
from extractors.forms.lists import find_list, forms_of_list
from extractors.forms.shapes import form_rows
from extractors.forms.titles import DIGITS, begins_title, kind_of_title
from extractors.labels import label_of, openings
from extractors.records import FormKind
from extractors.rows import Piece, Row
from extractors.tables.columns import columns_of

_YEAR_LINE = re.compile(r"[（(]?\s*(?P<year>(?:19|20)\d\d)\s*年?度?\s*[)）]?")
_YEAR_IN_TITLE = re.compile(r"(?P<year>(?:19|20)\d\d)\s*年")
_YEAR_BEHIND = re.compile(r"\s*[（(]\s*(?:19|20)\d\d\s*年?度?\s*[)）]\s*$")
_BOOK = re.compile(r"(?P<year>(?:19|20)\d\d)\s*年度?[^，。；]{0,8}(?:部门|单位)(?:预算|决算)")
_FIRST_ROWS = 40
_LONGEST_LINE = 80
_FEWEST_FIELDS = 3
NO_FORMS = ("other", *KINDS)
"""Kinds of titles below which no form is read."""
_HEAD_FIELDS = frozenset({"/unit/name", "/project/name", "/department", "/project/code"})
"""Fields that every page of a form may repeat below its title."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows of one form as a table has them, without its title and year; `title` is None where none is printed.

    `published`: it stands in a budget book among other tables, so that its sums are those approved.
    `known`: values of fields that no label opens, by pointer.
    """

    title: Value | None
    form_kind: FormKind
    year: int | None
    year_span: tuple[int, int] | None
    rows: tuple[Row, ...]
    start: int
    end: int
    published: bool = False
    known: tuple[tuple[str, Value], ...] = ()


def segments(rows: Sequence[Row], text: str) -> Iterator[Segment]:
    """The forms among the `rows` of a document with this text, in order."""
    found, _ = divided(rows, text)
    yield from found


def divided(rows: Sequence[Row], text: str) -> tuple[list[Segment], tuple[Aside, ...]]:
    """The forms among the `rows` of a document with this text, in order, and those that are left aside.

    A title begins a form if a project is named behind it before the next title, and running text under the
    headings of a narrative behind a narrative's; one without is the running head of a page. Titles of other
    tables end a form. Where a second project is named without a title, a second form begins. A document without
    titles is one form if it names a project. A list of projects with their indicators is a form for each of them.
    """
    stretches = list(_stretches(rows, text))
    found = [segment for stretch in stretches for segment in _segments(stretch, text)]
    parts = [part for stretch in stretches for part in _cut_by_projects(stretch, text)]
    left = tuple(left_aside(parts, [(segment.start, segment.end) for segment in found]))
    published = any(kind_of_title(row) == "other" for row in rows)
    year, year_span = _year_of_book(rows, found)
    return [_dated(replace(segment, published=published), year, year_span) for segment in found], left


def _dated(segment: Segment, year: int | None, year_span: tuple[int, int] | None) -> Segment:
    """A segment with the year of its book where it is a narrative that prints none."""
    undated = segment.form_kind == "narrative" and segment.year is None
    return replace(segment, year=year, year_span=year_span) if undated else segment


def _segments(rows: Sequence[Row], text: str) -> Iterator[Segment]:
    """The form that a stretch of rows is, or the forms of the list in it."""
    start = None if _kind(rows) in NO_FORMS or monitors(rows) else find_list(rows)
    if start is None:
        for part in _cut_by_projects(rows, text):
            if _is_form(part, text):
                yield _segment(part, text, _kind(rows))
        return
    forms, behind = forms_of_list(rows, start)
    for number, form in enumerate(forms):
        first = rows[0].start if number == 0 else form.printed[0].start
        yield replace(_segment(form.rows, text), start=first, end=form.printed[-1].end, known=form.known)
    if behind:
        yield from _segments(behind, text)


def _stretches(rows: Sequence[Row], text: str) -> Iterator[Sequence[Row]]:
    """The rows between titles that count."""
    starts = [i - 1 if begins_title(rows, i) else i for i, row in enumerate(rows) if kind_of_title(row)]
    edges = sorted({0, *starts, len(rows)})
    parts: list[Sequence[Row]] = []
    for start, end in pairwise(edges):
        part = rows[start:end]
        if parts and _goes_on(parts[-1], part, text):
            parts[-1] = [*parts[-1], *part]
        else:
            parts.append(part)
    yield from parts


def _goes_on(above: Sequence[Row], part: Sequence[Row], text: str) -> bool:
    """Whether a title is only the head of a further page of the form above it.

    Nothing behind it opens a form, or the same form's head does and no field comes again that only a form has once.
    """
    kind = _kind(part)
    if kind in (None, *NO_FORMS, "narrative") or kind != _kind(above) or not _is_form(above, text):
        return False
    one, other = _values(above, text), _values(part, text)
    if not _is_form(part, text):
        return other.items() <= one.items()
    same = all(one[field] == other[field] for field in one.keys() & other.keys())
    again = _fields(above, text) & _fields(part, text) - _HEAD_FIELDS
    return "/project/name" in other and same and not again and not (_has_table(above) and _has_table(part))


def _kind(rows: Sequence[Row]) -> str | None:
    """The kind of form that the title above the rows names; it may be printed over two lines."""
    return kind_of_title(rows[0]) or (kind_of_title(rows[1]) if len(rows) > 1 else None)


def _cut_by_projects(rows: Sequence[Row], text: str) -> Iterator[Sequence[Row]]:
    """The rows, cut before each row that names another project than the one before it."""
    start, name = 0, None
    for i, row in enumerate(rows):
        found = _named(row, text).get("/project/name")
        if found and name and found != name and _has_fields(rows[start:i], text):
            cut = _head_of(rows, i, text)
            yield rows[start:cut]
            start = cut
        name = found or name
    yield rows[start:]


def _head_of(rows: Sequence[Row], index: int, text: str) -> int:
    """Where the head of a form begins whose project is named in the row at `index`: its unit may stand above."""
    while index > 1 and _named(rows[index - 1], text).keys() & _HEAD_FIELDS:
        index -= 1
    if index > 1 and _YEAR_LINE.fullmatch(rows[index - 1].pieces[0].text.translate(DIGITS)):
        index -= 1
    return index


def _is_form(rows: Sequence[Row], text: str) -> bool:
    return _kind(rows) not in NO_FORMS and monitors(rows) is None and _has_fields(rows, text)


def _has_fields(rows: Sequence[Row], text: str) -> bool:
    """Whether rows have what a form has: a project, or running text under the headings of a narrative."""
    kind = _kind(rows)
    own = [row for i, row in enumerate(rows) if not _heads_projects(rows, i)]
    if _is_whole(kind, _fields(own, text)):
        return True
    # Labels of narrow cells are broken over lines, and whole only in the rows that the lines make.
    below = [row for row in own[:_FIRST_ROWS] if not kind_of_title(row)]
    return kind is not None and _is_whole(kind, _fields(form_rows(below, text), text))


def _is_whole(kind: str | None, fields: set[str]) -> bool:
    return len(fields) >= _FEWEST_FIELDS and (kind == "narrative" or "/project/name" in fields)


def _heads_projects(rows: Sequence[Row], index: int) -> bool:
    """Whether a row heads a plain list of projects (序号 | 项目名称 | 预算数): labels side by side, values below."""
    row = rows[index]
    labels = [label_of(piece.text) for piece in row.pieces]
    if not row.tabular or len(row.pieces) < _FEWEST_FIELDS or labels.count(None) * 2 > len(labels):
        return False
    name = next((i for i, label in enumerate(labels) if label and label.field == "/project/name"), None)
    if name is None or any(
        one.column + one.column_span < other.column for one, other in pairwise(row.pieces)
    ):
        return False
    column = row.pieces[name].column
    below = (
        next((p for p in each.pieces if p.column == column), None) for each in rows[index + 1 : index + 3]
    )
    return all(piece is not None and label_of(piece.text) is None for piece in below)


def _segment(rows: Sequence[Row], text: str, kind_above: str | None = None) -> Segment:
    """The form of rows; one without a title is of the kind that its columns or the title above (`kind_above`) tell."""
    lines = next((n for n in (1, 2) if len(rows) >= n and kind_of_title(rows[n - 1])), 0)
    kind = kind_of_title(rows[lines - 1]) if lines else None
    printed = joined([row.pieces[0].value for row in rows[:lines]]) if lines else None
    body = rows[lines:]
    year, year_span = _year_in(printed, _YEAR_IN_TITLE.search)
    behind = _YEAR_BEHIND.search(printed.text.translate(DIGITS)) if printed else None
    title = part_of(printed, 0, behind.start()) if printed and behind else printed
    if year is None and body:
        year, year_span = _year_in(body[0].pieces[0].value, _YEAR_LINE.fullmatch)
        body = body[1:] if year else body
    return Segment(
        title=title,
        form_kind=kind or _untitled_kind(rows, kind_above),  # type: ignore[arg-type]
        year=year,
        year_span=year_span,
        rows=form_rows([row for row in body if not kind_of_title(row) and not _is_year(row, year)], text),
        start=rows[0].start,
        end=rows[-1].end,
    )


def _untitled_kind(rows: Sequence[Row], above: str | None) -> str:
    tables = [columns for row in rows if (columns := columns_of(row))]
    if any(columns.column(role) for columns in tables for role in ("actual", "executed")):
        return "self-evaluation"
    return above if above == "self-evaluation" else "target"


def _is_year(row: Row, year: int | None) -> bool:
    """Whether a row only says the form's year, as below every page's head."""
    found = _YEAR_LINE.fullmatch(row.pieces[0].text.translate(DIGITS)) if len(row.pieces) == 1 else None
    return found is not None and int(found["year"]) == year


def _year_in(
    value: Value | None, match: Callable[[str], re.Match[str] | None]
) -> tuple[int | None, tuple[int, int] | None]:
    found = match(value.text.translate(DIGITS)) if value else None
    if value is None or found is None:
        return None, None
    return int(found["year"]), value.span_of(*found.span("year"))


def _year_of_book(rows: Sequence[Row], found: Sequence[Segment]) -> tuple[int | None, tuple[int, int] | None]:
    """The year of a budget book, and where it stands: on its first pages (某区2025年部门预算), or on all its forms."""
    for row in rows[:_FIRST_ROWS]:
        for piece in row.pieces:
            if len(piece.text) <= _LONGEST_LINE and (book := _BOOK.search(piece.text)):
                return int(book["year"]), piece.value.span_of(*book.span("year"))
    dated = [segment for segment in found if segment.year]
    if len({segment.year for segment in dated}) == 1:
        return dated[0].year, dated[0].year_span
    return None, None


def _has_table(rows: Sequence[Row]) -> bool:
    return any((columns := columns_of(row)) and columns.kind == "indicators" for row in rows)


def _fields(rows: Sequence[Row], text: str) -> set[str]:
    return {field for row in rows for piece in row.pieces for field in _opened(piece, text)}


def _opened(piece: Piece, text: str) -> list[str]:
    label = label_of(piece.text)
    return [label.field] if label else [opening.label.field for opening in openings(piece.raw(text))]


def _values(rows: Sequence[Row], text: str) -> dict[str, str]:
    """What the rows name as unit, project and department: the first of each."""
    values: dict[str, str] = {}
    for row in rows:
        values = {**_named(row, text), **values}
    return values


def _named(row: Row, text: str) -> dict[str, str]:
    """The head fields that a row fills, without white space: in the next cell, or behind the label."""
    found: dict[str, str] = {}
    for piece, behind in zip(row.pieces, (*row.pieces[1:], None), strict=True):
        label = label_of(piece.text)
        if label and behind and label.field in _HEAD_FIELDS and not label_of(behind.text):
            found.setdefault(label.field, behind.text)
        for opening in [] if label else openings(piece.raw(text)):
            value = text[piece.start + opening.end : piece.end].strip()
            if value and opening.label.field in _HEAD_FIELDS:
                found.setdefault(opening.label.field, re.sub(r"\s+", "", value))
    return found
