"""What reading a document came to: what was recognised, and every place that nothing explains.

Nothing is dropped in silence: text in a form that no label explains, strings like a document's number
(…号) that are no citation, and target values that could not be parsed are counted, and some are shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

import msgspec

from extractors.cleaning import clean
from extractors.document import Document, Table
from extractors.pages import page_at, page_starts
from extractors.records import Record, Span, Target

if TYPE_CHECKING:
    from extractors.extract import Extraction

MOST_SHOWN = 5
"""Of each kind of gap, so many are shown of one document; the counts have them all."""

GapKind = Literal["monitoring", "whole-department", "run-together", "unplaced", "uncited", "unparsed"]
"""What is not explained: a form left aside, of monitoring 绩效监控, of a department as a whole 部门整体支出, or with
its cells run together · text that no rule explained · a string like a number that is no citation · a target that
is not understood."""

ASIDE: tuple[Literal["monitoring", "whole-department", "run-together"], ...] = (
    "monitoring",
    "whole-department",
    "run-together",
)
"""The kinds of forms left aside."""

_LONGEST = 60  # characters of a gap that are shown
_WORDS_BEFORE = 12  # characters before a number that are shown with it
_VALUES = ("target", "target_whole_period", "actual")
_CITING = re.compile(rf"/narratives/|/indicators/\d+/(?:{'|'.join(_VALUES)})$")
# 〔2015〕30号, 第011号, 123号; a day (5月3号) is none.
_NUMBER = re.compile(
    r"(?P<year>[〔［\[【(（]\s?\d\d(?:\d\d)?\s?年?\s?[〕］\]】)）]\s?)?"
    r"(?:第\s?)?(?<![\d月])\d{1,8}(?:[-－—]\d{1,4})?\s?号"
)
_WORDS = re.compile(rf"[一-鿿]{{1,{_WORDS_BEFORE}}}$")


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is, in one document or in several. Pages are those that hold text."""

    documents: int = 0
    documents_with_forms: int = 0
    pages: int = 0
    pages_with_forms: int = 0
    tables: int = 0
    tables_in_forms: int = 0
    target_forms: int = 0
    self_evaluations: int = 0
    narratives: int = 0
    rows: int = 0
    unplaced: int = 0
    uncited: int = 0
    unparsed: int = 0
    aside: int = 0


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the text that nothing explains; `text` is cut where it is long."""

    kind: GapKind
    start: int
    end: int
    page: int | None
    text: str


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Of one document: its counts, the pages that hold no form, and some of its gaps."""

    counts: Counts
    other_pages: tuple[int, ...] = ()
    gaps: tuple[Gap, ...] = ()


def coverage(document: Document, extraction: Extraction) -> Coverage:
    """What an extraction covers of its document."""
    records = extraction.records
    left = extraction.aside
    gaps: dict[GapKind, list[Span]] = {
        **{kind: [each.known_by for each in left if each.kind == kind] for kind in ASIDE},
        "unplaced": list(_unplaced(records)),
        "uncited": list(_uncited(records, extraction.text)),
        "unparsed": list(_unparsed(records)),
    }
    forms = sorted((record.source.start, record.source.end) for record in records)
    starts = page_starts(document)
    stretches = pairwise([*starts, (len(document.text), 0)])
    pages = {page for _, page in starts}
    form_pages = {page for (start, page), (end, _) in stretches if _meets(start, end, forms)}
    return Coverage(
        counts=_counts(document, records, forms, len(pages), len(form_pages), gaps),
        other_pages=tuple(sorted(pages - form_pages)),
        gaps=tuple(_gap(kind, span, extraction) for kind in gaps for span in gaps[kind][:MOST_SHOWN]),
    )


def total(counts: Iterable[Counts]) -> Counts:
    """The sum of the counts of several documents."""
    each = list(counts)
    return Counts(**{name: sum(getattr(one, name) for one in each) for name in Counts.__struct_fields__})


def _counts(
    document: Document,
    records: Sequence[Record],
    forms: Sequence[Span],
    pages: int,
    form_pages: int,
    gaps: Mapping[GapKind, Sequence[Span]],
) -> Counts:
    kinds = Counter(record.form_kind for record in records)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return Counts(
        documents=1,
        documents_with_forms=int(bool(records)),
        pages=pages,
        pages_with_forms=form_pages,
        tables=len(tables),
        tables_in_forms=sum(_meets(table.start, table.end, forms) for table in tables),
        target_forms=kinds["target"],
        self_evaluations=kinds["self-evaluation"],
        narratives=kinds["narrative"],
        rows=sum(len(record.indicators) for record in records),
        unplaced=len(gaps["unplaced"]),
        uncited=len(gaps["uncited"]),
        unparsed=len(gaps["unparsed"]),
        aside=sum(len(gaps[kind]) for kind in ASIDE),
    )


def _meets(start: int, end: int, forms: Sequence[Span]) -> bool:
    """Whether a stretch of text shares characters with a form; forms are in order and do not overlap."""
    index = bisect_left(forms, end, key=itemgetter(0))
    return index > 0 and forms[index - 1][1] > start


def _unplaced(records: Iterable[Record]) -> Iterator[Span]:
    """Text inside a form that no rule explained."""
    for record in records:
        for finding in record.findings:
            if finding.code == "text-unplaced" and finding.start is not None and finding.end is not None:
                yield finding.start, finding.end


def _uncited(records: Iterable[Record], text: str) -> Iterator[Span]:
    """Strings like a document's number in fields that may cite, and in no citation; those with a year first."""
    found: dict[Span, bool] = {}
    for record in records:
        cited = {at for span in _cited(record) for at in range(*span) if text[at] == "号"}
        for start, end in _citing(record):
            if text.find("号", start, end) < 0:
                continue
            value = clean(text, start, end)
            for number in _NUMBER.finditer(value.text):
                words = _WORDS.search(value.text, max(0, number.start() - _WORDS_BEFORE), number.start())
                place = value.span_of(words.start() if words else number.start(), number.end())
                if place[1] - 1 not in cited:
                    found[place] = number["year"] is not None
    yield from sorted(found, key=lambda place: (not found[place], place))


def _cited(record: Record) -> Iterator[Span]:
    for citation in record.citations:
        yield citation.start, citation.end
        if citation.title_start is not None and citation.title_end is not None:
            yield citation.title_start, citation.title_end


def _citing(record: Record) -> Iterator[Span]:
    """The places of the fields in which citations are looked for."""
    for pointer, spans in record.spans.items():
        if _CITING.match(pointer):
            yield from spans


def _unparsed(records: Iterable[Record]) -> Iterator[Span]:
    """The places of target values whose text could not be read as any kind of target."""
    for record in records:
        for index, row in enumerate(record.indicators):
            for name in _VALUES:
                target: Target | None = getattr(row, name)
                spans = record.spans.get(f"/indicators/{index}/{name}")
                if target and target.text and target.comparator is None and spans:
                    yield spans[0][0], spans[-1][1]


def _gap(kind: GapKind, span: Span, extraction: Extraction) -> Gap:
    start, end = span
    text = clean(extraction.text, start, end).text
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return Gap(kind=kind, start=start, end=end, page=page_at(extraction.pages, start), text=shown)
