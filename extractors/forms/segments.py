"""Where forms begin and end among the rows of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.cleaning import Value, joined
from extractors.labels import label_of, openings
from extractors.records import FormKind
from extractors.rows import Piece, Row
from extractors.vocabulary import settings, table

_LONGEST_TITLE = 60
_YEAR_LINE = re.compile(r"[（(]?\s*(?P<year>(?:19|20)\d\d)\s*年?度?\s*[)）]?")
_REMARKS = re.compile(r"(?:\s*[（(][^（()）]*[)）])+\s*$")  # …申报表（新增项目）
# One character for one, so that offsets hold; the digits of a Chinese year (二〇一九年) are never numerals here.
_DIGITS = str.maketrans("０１２３４５６７８９〇零一二三四五六七八九", "0123456789" + "00123456789")
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
    starts = [i - 1 if _begins_title(rows, i) else i for i, row in enumerate(rows) if _form_kind(row)]
    edges = [*starts, len(rows)] if starts else [0, len(rows)]
    kept: list[int] = [start for start, end in pairwise(edges) if _names_a_project(rows[start:end], text)]
    for start, end in pairwise([*kept, len(rows)]):
        yield _segment(rows[start:end])


def _segment(rows: Sequence[Row]) -> Segment:
    lines = next((n for n in (1, 2) if len(rows) >= n and _form_kind(rows[n - 1])), 0)
    kind = _form_kind(rows[lines - 1]) if lines else None
    title = joined([row.pieces[0].value for row in rows[:lines]]) if lines else None
    body = rows[lines:]
    year, year_span = _year_in(title, _YEAR_IN_TITLE.search)
    if year is None and body:
        year, year_span = _year_in(body[0].pieces[0].value, _YEAR_LINE.fullmatch)
        body = body[1:] if year else body
    return Segment(
        title=title,
        form_kind=kind or "target",
        year=year,
        year_span=year_span,
        rows=tuple(row for row in body if not _form_kind(row) and not _is_year(row, year)),
        start=rows[0].start,
        end=rows[-1].end,
    )


def _is_year(row: Row, year: int | None) -> bool:
    """Whether a row only says the form's year, as below every page's head."""
    found = _YEAR_LINE.fullmatch(row.pieces[0].text.translate(_DIGITS)) if len(row.pieces) == 1 else None
    return found is not None and int(found["year"]) == year


def _year_in(
    value: Value | None, match: Callable[[str], re.Match[str] | None]
) -> tuple[int | None, tuple[int, int] | None]:
    found = match(value.text.translate(_DIGITS)) if value else None
    if value is None or found is None:
        return None, None
    return int(found["year"]), value.span_of(*found.span("year"))


def _form_kind(row: Row) -> FormKind | None:
    """The kind of form that a row is the title of, if it is one."""
    if len(row.pieces) != 1 or len(row.pieces[0].text) > _LONGEST_TITLE:
        return None
    title = _REMARKS.sub("", _YEAR_LINE.sub("", row.pieces[0].text.translate(_DIGITS)))
    return next((kind for ending, kind in _endings() if title.endswith(ending)), None)


def _begins_title(rows: Sequence[Row], index: int) -> bool:
    """Whether the row before the title at `index` is its first line (上海市财政支出项目 | 绩效目标申报表)."""
    words = {ending for ending, _ in _endings()}
    if index == 0 or rows[index].pieces[0].text not in words or rows[index - 1].tabular:
        return False
    above = rows[index - 1].pieces[0].text
    return len(above) <= _LONGEST_TITLE // 2 and above.endswith(tuple(settings("tables")["title_heads"]))


def _names_a_project(rows: Sequence[Row], text: str) -> bool:
    fields = {field for row in rows for piece in row.pieces for field in _fields(piece, text)}
    return "/project/name" in fields and len(fields) >= _FEWEST_FIELDS


def _fields(piece: Piece, text: str) -> list[str]:
    label = label_of(piece.text)
    return [label.field] if label else [opening.label.field for opening in openings(piece.raw(text))]


@cache
def _endings() -> tuple[tuple[str, FormKind], ...]:
    return tuple((row["ending"], row["form_kind"]) for row in table("form_titles"))  # type: ignore[misc]
