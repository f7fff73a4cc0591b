"""The head of a record: unit, department and project, each value with its place or the reason why it is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.cleaning import Value, joined, part_of
from extractors.forms.names import unit_name
from extractors.forms.places import Places
from extractors.records import Project, Unit
from extractors.values import Boxes, parse_date, parse_period, parse_year, read_boxes
from extractors.vocabulary import settings

PERIOD = "/project/period"
"""项目起止时间 in one cell: no field of the record, but two of them."""

_CODE = re.compile(r"(?P<code>\d{6,}[0-9A-Z]*)\s?[-－—–_]\s?(?=\S)")

Fields = Mapping[str, Sequence[Value]]
"""The pieces of each filled field, by its pointer."""


def unit_of(fields: Fields, places: Places) -> Unit:
    """The unit with its other names, role and code."""
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


def department_of(fields: Fields, places: Places) -> str | None:
    """The department without the code or the seal beside its name; one of its parts (甲局本级) stays as printed."""
    values = fields.get("/department")
    if not values:
        return None
    printed = joined(values)
    found = unit_name(printed)
    name = printed if found.role else found.name
    places.mark("/department", name)
    return name.text


def project_of(fields: Fields, boxes: Mapping[str, Boxes], places: Places) -> Project:
    """What the head says of the project; `boxes` are the tick boxes by field."""
    start, end = _dates(fields, places)
    name, code = _name_and_code(fields, places)
    return Project(
        name=name,
        code=code,
        start=start,
        end=end,
        types=_ticked("/project/types", boxes, places),
        fund_uses=_ticked("/project/fund_uses", boxes, places),
        nature=_choice("/project/nature", fields, places),
        category=_choice("/project/category", fields, places),
        function_code=_text("/project/function_code", fields),
    )


def _name_and_code(fields: Fields, places: Places) -> tuple[str | None, str | None]:
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


def _dates(fields: Fields, places: Places) -> tuple[str | None, str | None]:
    """The first and the last day of a project, printed in cells of their own or in one (项目起止时间)."""
    pointers = ("/project/start", "/project/end")
    if PERIOD not in fields or any(pointer in fields for pointer in pointers):
        start, end = (_date(pointer, fields, places) for pointer in pointers)
        return start, end
    printed = joined(fields[PERIOD])
    period = parse_period(printed.text)
    for pointer, place in zip(pointers, period.places if period else (None, None), strict=True):
        if place is None:
            names_none = re.fullmatch(settings("tables")["duration"], printed.text)
            places.absent[pointer] = "not-found" if names_none else "unreadable"
        else:
            places.spans[pointer] = (printed.span_of(*place),)
            del places.absent[pointer]
    return (period.start, period.end) if period else (None, None)


def _date(pointer: str, fields: Fields, places: Places) -> str | None:
    printed = _text(pointer, fields)
    date = (parse_date(printed) or parse_year(printed)) if printed else None
    if printed and date is None:
        places.absent[pointer] = "unreadable"
    return date


def _ticked(pointer: str, boxes: Mapping[str, Boxes], places: Places) -> tuple[str, ...] | None:
    found = boxes.get(pointer)
    if found is None:
        return None
    if not found.visible and not found.ticked:
        places.absent[pointer] = "unreadable"
        return None
    for i, span in enumerate(found.ticked):
        places.spans[f"{pointer}/{i}"] = (span,)
    return tuple(places.text[slice(*span)] for span in found.ticked)


def _choice(pointer: str, fields: Fields, places: Places) -> str | None:
    """A value as printed; of several with tick boxes the one that is ticked."""
    values = fields.get(pointer)
    if not values:
        return None
    start, end = values[0].span[0], values[-1].span[1]
    found = read_boxes(places.text, start, end)
    if not found.visible:
        return joined(values).text
    if len(found.ticked) != 1:
        del places.spans[pointer]
        places.absent[pointer] = "unreadable" if found.ticked else "blank"
        return None
    places.spans[pointer] = found.ticked
    return places.text[slice(*found.ticked[0])]


def _text(pointer: str, fields: Fields) -> str | None:
    values = fields.get(pointer)
    return joined(values).text if values else None
