"""A record from a form's layout: every value with its characters, every gap with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from extractors.cleaning import Value, joined, part_of
from extractors.document import Document, Table
from extractors.entities import Model
from extractors.forms import passages
from extractors.forms.budget import budget_of, subprojects_of
from extractors.forms.evaluation import evaluation_of
from extractors.forms.funds import UNKNOWN, Funds, funds_of
from extractors.forms.goals import goal_rows, indicators_of
from extractors.forms.head import PERIOD, Fields, department_of, project_of, unit_of
from extractors.forms.layout import lay_out
from extractors.forms.parts import Layout
from extractors.forms.places import Places
from extractors.forms.portions import with_wholes
from extractors.forms.schedule import schedule_of
from extractors.forms.segments import Segment
from extractors.forms.spending import spending
from extractors.forms.sums import Sum, sums
from extractors.forms.titles import project_in
from extractors.records import Record, Source, Span
from extractors.values import Boxes, parse_period, read_boxes
from extractors.vocabulary import table

_NEVER_PRINTED = ("/unit/role", "/unit/code")
_BUDGET = "/narratives/年度预算安排"
_YEAR_FIELD = "/year"
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d(?=年?度?$)")


@dataclass(frozen=True, slots=True)
class Form:
    """A record without its findings, and what the rules want to know of the layout besides.

    `boxes`: tick boxes by field. `displaced`, `doubtful`: indexes of indicator rows whose cells have left
    their columns, or were hard to place. `unread`: sums of money that could not be read. `strays`: what stands in
    the form and no label explains. `breaks`: texts at page breaks of which it is uncertain whether a row begins with
    them. `text`: that of the document.
    """

    record: Record
    boxes: Mapping[str, Boxes]
    displaced: frozenset[int]
    doubtful: tuple[int, ...]
    unread: tuple[Sum, ...]
    strays: tuple[Value, ...]
    breaks: tuple[Span, ...]
    text: str


def assemble(segment: Segment, document: Document, model: Model | None = None) -> Form:
    """The form that a segment of a document holds; `model` finds further names in its narratives."""
    places = Places(document.text)
    layout = lay_out(segment.rows, document.text)
    fields = _values_by_field(layout, segment, places)
    boxes = {
        pointer: _boxes(values, places) for pointer, values in fields.items() if pointer in _box_fields()
    }
    narratives = {
        pointer: joined(values) for pointer, values in fields.items() if pointer.startswith("/narratives/")
    }
    year = _year(segment, fields, places)
    printed = (*sums(layout, year), *_spending(segment, narratives, year))
    money = with_wholes([_in_phase(entry, segment) for entry in printed])
    plan = schedule_of(layout)
    funds = [funds_of(grid) for grid in layout.grids if grid.columns.kind == "money"]
    seat = _place(segment, fields)
    rows, framework = goal_rows(layout, year, seat)
    unit, department = unit_of(fields, places), department_of(fields, places)
    bodies = [name for name in (unit.name, *unit.aliases, department) if name]
    targets = {f"/indicators/{i}/target": row.target for i, row in enumerate(rows) if row.target}
    record = Record(
        source=_source(segment, document),
        form_kind=segment.form_kind,
        form_title=_title(segment, places),
        year=year,
        framework=framework,
        unit=unit,
        department=department,
        project=project_of(fields, boxes, places),
        amounts=tuple(amount for entry in money if (amount := entry.amount())),
        budget=budget_of(money, places, _unread_keys(funds)),
        subprojects=subprojects_of(money, places),
        narratives={
            pointer.removeprefix("/narratives/"): value.text for pointer, value in narratives.items()
        },
        milestones=passages.milestones(narratives, plan.steps, places),
        citations=passages.citations(narratives, targets, places, seat),
        indicators=indicators_of(rows, places),
        mentions=passages.mentions(narratives, bodies, places, model),
        absent=places.absent,
        findings=(),
        spans=places.spans,
        evaluation=evaluation_of(layout, places),
    )
    rest = chain.from_iterable(row.rest for row in rows)
    headings = {heading.span: heading for row in rows for heading in row.unread}.values()
    return Form(
        record=record,
        boxes=boxes,
        displaced=frozenset(i for i, row in enumerate(rows) if row.displaced),
        doubtful=tuple(i for i, row in enumerate(rows) if row.doubtful),
        unread=tuple(entry for entry in money if entry.printed and entry.yuan is None),
        strays=(
            *layout.strays,
            *plan.strays,
            *chain.from_iterable(f.strays for f in funds),
            *headings,
            *rest,
        ),
        breaks=tuple(_doubted(document, segment)),
        text=document.text,
    )


def _unread_keys(funds: Sequence[Funds]) -> tuple[str, ...]:
    """Keys of the flat view of which something is printed under a heading nobody knows."""
    return (
        ("current_year",)
        if any(s.of_all and s.role == UNKNOWN for each in funds for s in each.shares)
        else ()
    )


def _doubted(document: Document, segment: Segment) -> Iterator[Span]:
    tables = (block for block in document.blocks if isinstance(block, Table))
    return (
        span
        for table in tables
        for span in table.doubts
        if segment.start <= span[0] and span[1] <= segment.end
    )


def _source(segment: Segment, document: Document) -> Source:
    page = segment.rows[0].page if segment.rows else None
    return Source(path=document.path, sha256=document.sha256, page=page, start=segment.start, end=segment.end)


def _values_by_field(layout: Layout, segment: Segment, places: Places) -> dict[str, list[Value]]:
    """The pieces of each filled field by its pointer; the reason for each that is not filled.

    A narrative names its project in its title, and its 实施周期 may be prose.
    """
    values: dict[str, list[Value]] = {}
    labelled = {entry.label.field for entry in layout.fields}
    for entry in layout.fields:
        if entry.label.field.startswith("/") and entry.values:
            values.setdefault(entry.label.field, []).extend(entry.values)
    if PERIOD in values and parse_period(joined(values[PERIOD]).text) is None:
        values["/narratives/实施周期"] = values[PERIOD]
    for pointer, value in segment.known:
        values.setdefault(pointer, [value])
    if segment.form_kind == "narrative" and (name := project_in(segment.title)):
        values.setdefault("/project/name", [name])
    for pointer in chain((row["field"] for row in table("fields")), _NEVER_PRINTED):
        if pointer.startswith("/") and pointer not in (*values, PERIOD, _YEAR_FIELD):
            places.absent[pointer] = "blank" if pointer in labelled else "not-in-layout"
    for pointer, pieces in values.items():
        if pointer not in (PERIOD, _YEAR_FIELD):
            places.mark(pointer, *pieces)
    return values


def _title(segment: Segment, places: Places) -> str | None:
    if segment.title is None:
        places.absent["/form_title"] = "not-in-layout"
        return None
    places.mark("/form_title", segment.title)
    return segment.title.text


def _year(segment: Segment, fields: Fields, places: Places) -> int | None:
    """The fiscal year: as the form prints it below its title or in a field, or as a narrative's budget names it."""
    if segment.year_span:
        places.spans["/year"] = (segment.year_span,)
        return segment.year
    others = (_BUDGET, PERIOD) if segment.form_kind == "narrative" else ()
    for pointer in (_YEAR_FIELD, *others):
        value = joined(fields.get(pointer, ()))
        if found := (_BARE_YEAR if pointer == _YEAR_FIELD else _YEAR).search(value.text):
            places.mark("/year", part_of(value, *found.span()))
            return int(found[0])
    places.absent["/year"] = "not-found"
    return None


def _place(segment: Segment, fields: Fields) -> str:
    """The names that say where a form comes from."""
    names = [value for pointer in ("/unit/name", "/department") for value in fields.get(pointer, ())]
    return " ".join(value.text for value in (*filter(None, [segment.title]), *names))


def _in_phase(entry: Sum, segment: Segment) -> Sum:
    """A sum that an office asks for, as approved where the form stands in its published budget."""
    return replace(entry, phase="approved") if segment.published and entry.phase == "requested" else entry


def _spending(segment: Segment, narratives: Mapping[str, Value], year: int | None) -> Iterator[Sum]:
    if segment.form_kind == "narrative" and _BUDGET in narratives:
        yield from spending(narratives[_BUDGET], year)


def _box_fields() -> frozenset[str]:
    return frozenset(row["field"] for row in table("fields") if row["kind"] == "boxes")


def _boxes(values: Sequence[Value], places: Places) -> Boxes:
    """The boxes between the first and the last piece: cells and lines may divide them at will."""
    start, _ = values[0].span
    _, end = values[-1].span
    return read_boxes(places.text, start, end)
