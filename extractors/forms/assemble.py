"""A record from a form's layout: every value with its characters, every gap with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from msgspec.structs import replace

from extractors.cleaning import Value, joined
from extractors.document import Document
from extractors.forms import passages
from extractors.forms.layout import Layout, lay_out
from extractors.forms.names import unit_name
from extractors.forms.places import Places
from extractors.forms.segments import Segment
from extractors.forms.sums import Sum, sums
from extractors.records import Budget, Indicator, Project, Record, Source, SubProject, Target, Unit
from extractors.tables.indicators import IndicatorRow, framework_in, indicator_rows
from extractors.targets import parse_target
from extractors.values import Boxes, parse_date, parse_share, read_boxes
from extractors.vocabulary import table

_NEVER_PRINTED = ("/unit/role", "/unit/code", "/project/function_code")


@dataclass(frozen=True, slots=True)
class Form:
    """A record without its findings, and what the rules want to know of the layout besides.

    `boxes`: tick boxes by field. `displaced`, `doubtful`: indexes of indicator rows whose cells have left
    their columns, or were hard to place. `unread`: sums of money that could not be read. `strays`: what
    stands in the form and no label explains. `text`: that of the document.
    """

    record: Record
    boxes: Mapping[str, Boxes]
    displaced: frozenset[int]
    doubtful: tuple[int, ...]
    unread: tuple[Sum, ...]
    strays: tuple[Value, ...]
    text: str


def assemble(segment: Segment, document: Document) -> Form:
    """The form that a segment of a document holds."""
    places = Places(document.text)
    layout = lay_out(segment.rows, document.text)
    fields = _values_by_field(layout, places)
    boxes = {
        pointer: _boxes(values, places) for pointer, values in fields.items() if pointer in _box_fields()
    }
    narratives = {
        pointer: joined(values) for pointer, values in fields.items() if pointer.startswith("/narratives/")
    }
    money = list(sums(layout, segment.year))
    rows, framework = _indicator_rows(layout)
    targets = {f"/indicators/{i}/target": row.target for i, row in enumerate(rows) if row.target}
    record = Record(
        source=Source(
            path=document.path, sha256=document.sha256, page=None, start=segment.start, end=segment.end
        ),
        form_kind=segment.form_kind,
        form_title=_title(segment, places),
        year=segment.year,
        framework=framework,
        unit=_unit(fields, places),
        department=_text("/department", fields),
        project=_project(fields, boxes, places),
        amounts=tuple(amount for entry in money if (amount := entry.amount())),
        budget=_budget(money, places),
        subprojects=_subprojects(money, places),
        narratives={
            pointer.removeprefix("/narratives/"): value.text for pointer, value in narratives.items()
        },
        milestones=passages.milestones(narratives[passages.PLAN], places)
        if passages.PLAN in narratives
        else (),
        citations=passages.citations(narratives, targets, places),
        indicators=tuple(_indicator(i, row, places) for i, row in enumerate(rows)),
        mentions=passages.mentions(narratives, places),
        absent=places.absent,
        findings=(),
        spans=places.spans,
    )
    rest = chain.from_iterable(row.rest for row in rows)
    headings = dict.fromkeys(chain.from_iterable(row.unread for row in rows))
    return Form(
        record=record,
        boxes=boxes,
        displaced=frozenset(i for i, row in enumerate(rows) if row.displaced),
        doubtful=tuple(i for i, row in enumerate(rows) if row.doubtful),
        unread=tuple(entry for entry in money if entry.printed and entry.yuan is None),
        strays=(*layout.strays, *headings, *rest),
        text=document.text,
    )


def _values_by_field(layout: Layout, places: Places) -> dict[str, list[Value]]:
    """The pieces of each filled field by its pointer; the reason for each that is not filled."""
    values: dict[str, list[Value]] = {}
    labelled = {entry.label.field for entry in layout.fields}
    for entry in layout.fields:
        if entry.label.field.startswith("/") and entry.values:
            values.setdefault(entry.label.field, []).extend(entry.values)
    for pointer in chain((row["field"] for row in table("fields")), _NEVER_PRINTED):
        if pointer.startswith("/") and pointer not in values:
            places.absent[pointer] = "blank" if pointer in labelled else "not-in-layout"
    for pointer, pieces in values.items():
        places.mark(pointer, *pieces)
    return values


def _title(segment: Segment, places: Places) -> str | None:
    if segment.year_span:
        places.spans["/year"] = (segment.year_span,)
    else:
        places.absent["/year"] = "not-found"
    if segment.title is None:
        places.absent["/form_title"] = "not-in-layout"
        return None
    places.mark("/form_title", segment.title)
    return segment.title.text


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
    if found.role:
        places.mark("/unit/role", found.role)
        del places.absent["/unit/role"]
    return Unit(
        name=found.name.text,
        aliases=tuple(alias.text for alias in found.aliases),
        role=found.role.text if found.role else None,
    )


def _project(fields: Mapping[str, Sequence[Value]], boxes: Mapping[str, Boxes], places: Places) -> Project:
    return Project(
        name=_text("/project/name", fields),
        code=_text("/project/code", fields),
        start=_date("/project/start", fields, places),
        end=_date("/project/end", fields, places),
        types=_ticked("/project/types", boxes, places),
        fund_uses=_ticked("/project/fund_uses", boxes, places),
        nature=_text("/project/nature", fields),
        category=_text("/project/category", fields),
    )


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


def _budget(money: Sequence[Sum], places: Places) -> Budget:
    view: dict[str, Sum] = {}
    for index, entry in enumerate(entry for entry in money if entry.yuan is not None):
        _mark_amount(index, entry, places)
        if entry.budget and entry.budget not in view:
            view[entry.budget] = entry
            places.spans[f"/budget/{entry.budget}"] = places.spans[f"/amounts/{index}/value"]
    labelled = {entry.budget: "unreadable" if entry.printed else "blank" for entry in money}
    for key in Budget.__struct_fields__:
        if key not in view and key != "currency":
            places.absent[f"/budget/{key}"] = labelled.get(key, "not-in-layout")  # type: ignore[assignment]
    return replace(Budget(), **{key: entry.yuan for key, entry in view.items()})


def _mark_amount(index: int, entry: Sum, places: Places) -> None:
    parts = {"value": entry.printed, "name": entry.name, "label": entry.label_place}
    for key, value in parts.items():
        if value:
            places.mark(f"/amounts/{index}/{key}", value)


def _subprojects(money: Sequence[Sum], places: Places) -> tuple[SubProject, ...]:
    parts = [entry for entry in money if entry.scope == "sub-project" and entry.name]
    for i, entry in enumerate(parts):
        if entry.name:
            places.mark(f"/subprojects/{i}/name", entry.name)
        if entry.printed:
            places.mark(f"/subprojects/{i}/amount", entry.printed)
        else:
            places.absent[f"/subprojects/{i}/amount"] = "blank"
    return tuple(SubProject(name=entry.name.text, amount=entry.yuan) for entry in parts if entry.name)


def _indicator_rows(layout: Layout) -> tuple[list[IndicatorRow], str | None]:
    grids = [grid for grid in layout.grids if grid.columns.kind == "indicators"]
    return list(indicator_rows(grids)), framework_in(row for grid in grids for row in grid.rows)


def _indicator(index: int, row: IndicatorRow, places: Places) -> Indicator:
    weight = parse_share(row.weight.text) if row.weight else None
    parts = {"level1": row.level1, "level2": row.level2, "name": row.name, "target": row.target}
    parts["weight"] = row.weight if weight is not None else None
    for key, value in parts.items():
        if value:
            places.mark(f"/indicators/{index}/{key}", value)
    if row.target is None:
        places.absent[f"/indicators/{index}/target"] = "not-found"
    return Indicator(
        level1=row.level1.text if row.level1 else None,
        level2=row.level2.text if row.level2 else None,
        name=row.name.text,
        inherited=row.inherited,
        target=_target(row),
        weight=weight,
    )


def _target(row: IndicatorRow) -> Target | None:
    return parse_target(row.target.text, row.name.text) if row.target else None
