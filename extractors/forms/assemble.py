"""A record from a form's layout: every value with its characters, every gap with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from extractors.cleaning import Value, joined, part_of
from extractors.document import Document
from extractors.forms import passages
from extractors.forms.budget import budget_of, subprojects_of
from extractors.forms.goals import Points, goal_rows, indicators_of, points_of
from extractors.forms.layout import lay_out
from extractors.forms.names import unit_name
from extractors.forms.parts import Layout
from extractors.forms.places import Places
from extractors.forms.segments import Segment
from extractors.forms.shapes import form_rows
from extractors.forms.spending import spending
from extractors.forms.sums import Sum, sums
from extractors.forms.titles import project_in
from extractors.records import Project, Record, Source, Unit
from extractors.values import Boxes, parse_date, parse_period, read_boxes
from extractors.vocabulary import table

_NEVER_PRINTED = ("/unit/role", "/unit/code")
_PERIOD = "/project/period"  # 项目起止时间 in one cell: no field of the record, but two of them
_BUDGET = "/narratives/年度预算安排"
_CODE = re.compile(r"(?P<code>\d{6,}[0-9A-Z]*)\s?[-－—–_]\s?(?=\S)")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Form:
    """A record without its findings, and what the rules want to know of the layout besides.

    `boxes`: tick boxes by field. `displaced`, `doubtful`: indexes of indicator rows whose cells have left
    their columns, or were hard to place. `unread`: sums of money that could not be read. `points`: the total
    of points that is printed. `strays`: what stands in the form and no label explains. `text`: that of the document.
    """

    record: Record
    boxes: Mapping[str, Boxes]
    displaced: frozenset[int]
    doubtful: tuple[int, ...]
    unread: tuple[Sum, ...]
    points: Points | None
    strays: tuple[Value, ...]
    text: str


def assemble(segment: Segment, document: Document) -> Form:
    """The form that a segment of a document holds."""
    places = Places(document.text)
    layout = lay_out(form_rows(segment.rows, document.text), document.text)
    fields = _values_by_field(layout, segment, places)
    boxes = {
        pointer: _boxes(values, places) for pointer, values in fields.items() if pointer in _box_fields()
    }
    narratives = {
        pointer: joined(values) for pointer, values in fields.items() if pointer.startswith("/narratives/")
    }
    year = _year(segment, fields, places)
    money = [
        _in_phase(entry, segment) for entry in (*sums(layout, year), *_spending(segment, narratives, year))
    ]
    rows, framework = goal_rows(layout, year, _place(segment, fields))
    targets = {f"/indicators/{i}/target": row.target for i, row in enumerate(rows) if row.target}
    record = Record(
        source=_source(segment, document),
        form_kind=segment.form_kind,
        form_title=_title(segment, places),
        year=year,
        framework=framework,
        unit=_unit(fields, places),
        department=_department(fields, places),
        project=_project(fields, boxes, places),
        amounts=tuple(amount for entry in money if (amount := entry.amount())),
        budget=budget_of(money, places),
        subprojects=subprojects_of(money, places),
        narratives={
            pointer.removeprefix("/narratives/"): value.text for pointer, value in narratives.items()
        },
        milestones=passages.milestones(narratives, places),
        citations=passages.citations(narratives, targets, places),
        indicators=indicators_of(rows, places),
        mentions=passages.mentions(narratives, places),
        absent=places.absent,
        findings=(),
        spans=places.spans,
    )
    rest = chain.from_iterable(row.rest for row in rows)
    headings = {heading.span: heading for row in rows for heading in row.unread}.values()
    return Form(
        record=record,
        boxes=boxes,
        displaced=frozenset(i for i, row in enumerate(rows) if row.displaced),
        doubtful=tuple(i for i, row in enumerate(rows) if row.doubtful),
        unread=tuple(entry for entry in money if entry.printed and entry.yuan is None),
        points=points_of(layout),
        strays=(*layout.strays, *headings, *rest),
        text=document.text,
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
    if _PERIOD in values and parse_period(joined(values[_PERIOD]).text) is None:
        values["/narratives/实施周期"] = values[_PERIOD]
    if segment.form_kind == "narrative" and (name := project_in(segment.title)):
        values.setdefault("/project/name", [name])
    for pointer in chain((row["field"] for row in table("fields")), _NEVER_PRINTED):
        if pointer.startswith("/") and pointer not in (*values, _PERIOD):
            places.absent[pointer] = "blank" if pointer in labelled else "not-in-layout"
    for pointer, pieces in values.items():
        if pointer != _PERIOD:
            places.mark(pointer, *pieces)
    return values


def _title(segment: Segment, places: Places) -> str | None:
    if segment.title is None:
        places.absent["/form_title"] = "not-in-layout"
        return None
    places.mark("/form_title", segment.title)
    return segment.title.text


def _year(segment: Segment, fields: Mapping[str, Sequence[Value]], places: Places) -> int | None:
    """The fiscal year: as the form prints it below its title, or as a narrative's budget names it."""
    if segment.year_span:
        places.spans["/year"] = (segment.year_span,)
        return segment.year
    for pointer in (_BUDGET, _PERIOD) if segment.form_kind == "narrative" else ():
        value = joined(fields.get(pointer, ()))
        if found := _YEAR.search(value.text):
            places.mark("/year", part_of(value, *found.span()))
            return int(found[0])
    places.absent["/year"] = "not-found"
    return None


def _place(segment: Segment, fields: Mapping[str, Sequence[Value]]) -> str:
    """The names that say where a form comes from."""
    names = [value for pointer in ("/unit/name", "/department") for value in fields.get(pointer, ())]
    return " ".join(value.text for value in (*filter(None, [segment.title]), *names))


def _in_phase(entry: Sum, segment: Segment) -> Sum:
    """A sum that an office asks for, as approved where the form stands in its published budget."""
    return replace(entry, phase="approved") if segment.published and entry.phase == "requested" else entry


def _spending(segment: Segment, narratives: Mapping[str, Value], year: int | None) -> Iterator[Sum]:
    if segment.form_kind == "narrative" and _BUDGET in narratives:
        yield from spending(narratives[_BUDGET], year)


def _text(pointer: str, fields: Mapping[str, Sequence[Value]]) -> str | None:
    values = fields.get(pointer)
    return joined(values).text if values else None


def _unit(fields: Mapping[str, Sequence[Value]], places: Places) -> Unit:
    values = fields.get("/unit/name")
    if not values:
        return Unit()
    found = unit_name(joined(values))
    places.mark("/unit/name", found.name)
    for i, alias in enumerate(found.aliases):
        places.mark(f"/unit/aliases/{i}", alias)
    for key, value in (("role", found.role), ("code", found.code)):
        if value:
            places.mark(f"/unit/{key}", value)
            del places.absent[f"/unit/{key}"]
    return Unit(
        name=found.name.text,
        aliases=tuple(alias.text for alias in found.aliases),
        role=found.role.text if found.role else None,
        code=found.code.text if found.code else None,
    )


def _department(fields: Mapping[str, Sequence[Value]], places: Places) -> str | None:
    """The department without the code or the seal beside its name; one of its parts (甲局本级) stays as printed."""
    values = fields.get("/department")
    if not values:
        return None
    printed = joined(values)
    found = unit_name(printed)
    name = printed if found.role else found.name
    places.mark("/department", name)
    return name.text


def _project(fields: Mapping[str, Sequence[Value]], boxes: Mapping[str, Boxes], places: Places) -> Project:
    start, end = _dates(fields, places)
    name, code = _name_and_code(fields, places)
    return Project(
        name=name,
        code=code,
        start=start,
        end=end,
        types=_ticked("/project/types", boxes, places),
        fund_uses=_ticked("/project/fund_uses", boxes, places),
        nature=_text("/project/nature", fields),
        category=_text("/project/category", fields),
        function_code=_text("/project/function_code", fields),
    )


def _name_and_code(fields: Mapping[str, Sequence[Value]], places: Places) -> tuple[str | None, str | None]:
    """A project's name and code; the code may be printed before the name (51000021R…-工资性支出)."""
    printed = joined(fields.get("/project/name", ()))
    before = _CODE.match(printed.text)
    if before is None:
        return _text("/project/name", fields), _text("/project/code", fields)
    name = part_of(printed, before.end(), len(printed.text))
    places.mark("/project/name", name)
    if "/project/code" in fields:
        return name.text, _text("/project/code", fields)
    places.mark("/project/code", part_of(printed, *before.span("code")))
    del places.absent["/project/code"]
    return name.text, before["code"]


def _dates(fields: Mapping[str, Sequence[Value]], places: Places) -> tuple[str | None, str | None]:
    """The first and the last day of a project, printed in cells of their own or in one (项目起止时间)."""
    pointers = ("/project/start", "/project/end")
    if _PERIOD not in fields or any(pointer in fields for pointer in pointers):
        start, end = (_date(pointer, fields, places) for pointer in pointers)
        return start, end
    printed = joined(fields[_PERIOD])
    period = parse_period(printed.text)
    for pointer, place in zip(pointers, period.places if period else (None, None), strict=True):
        if place is None:
            places.absent[pointer] = "unreadable"
        else:
            places.spans[pointer] = (printed.span_of(*place),)
            del places.absent[pointer]
    return (period.start, period.end) if period else (None, None)


def _date(pointer: str, fields: Mapping[str, Sequence[Value]], places: Places) -> str | None:
    printed = _text(pointer, fields)
    date = parse_date(printed) if printed else None
    if printed and date is None:
        places.absent[pointer] = "unreadable"
    return date


def _box_fields() -> frozenset[str]:
    return frozenset(row["field"] for row in table("fields") if row["kind"] == "boxes")


def _boxes(values: Sequence[Value], places: Places) -> Boxes:
    """The boxes between the first and the last piece: cells and lines may divide them at will."""
    start, _ = values[0].span
    _, end = values[-1].span
    return read_boxes(places.text, start, end)


def _ticked(pointer: str, boxes: Mapping[str, Boxes], places: Places) -> tuple[str, ...] | None:
    found = boxes.get(pointer)
    if found is None:
        return None
    if not found.visible:
        places.absent[pointer] = "unreadable"
        return None
    for i, span in enumerate(found.ticked):
        places.spans[f"{pointer}/{i}"] = (span,)
    return tuple(places.text[slice(*span)] for span in found.ticked)
