"""The indicators of a record from the rows of its tables: levels, name, target, and what was achieved."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from msgspec import UNSET

from extractors.cleaning import Value, joined
from extractors.forms.parts import Layout
from extractors.forms.places import Places, escaped
from extractors.indicators import framework_of
from extractors.records import Indicator, Target
from extractors.tables.indicators import IndicatorRow, indicator_rows
from extractors.targets import parse_target
from extractors.values import parse_share
from extractors.vocabulary import settings


def goal_rows(layout: Layout, year: int | None, place: str) -> tuple[list[IndicatorRow], str | None]:
    """The rows of a form's tables of indicators, and the framework it uses in that year and place."""
    grids = [grid for grid in layout.grids if grid.columns.kind == "indicators"]
    groups = (column.group.text for grid in grids for column in grid.columns.columns if column.group)
    words = chain(groups, (piece.text for grid in grids for row in grid.rows for piece in row.pieces))
    return list(indicator_rows(grids)), framework_of(words, year, place)


def indicators_of(rows: Sequence[IndicatorRow], places: Places) -> tuple[Indicator, ...]:
    """The indicators of rows, marked in `places`."""
    return tuple(_indicator(index, row, places) for index, row in enumerate(rows))


def _indicator(index: int, row: IndicatorRow, places: Places) -> Indicator:
    weight = parse_share(row.weight.text) if row.weight else None
    score = parse_share(row.score.text) if row.score else None
    parts = {
        "level1": row.level1,
        "level2": row.level2,
        "name": row.name,
        "target": row.target,
        "target_whole_period": row.target_whole_period,
        "actual": row.actual,
        "weight": row.weight if weight is not None else None,
        "score": row.score if score is not None else None,
        "deviation": row.deviation,
    }
    for key, value in parts.items():
        if value:
            places.mark(f"/indicators/{index}/{key}", value)
    if row.target is None and row.target_whole_period is None:
        places.absent[f"/indicators/{index}/target"] = "not-found"
    return Indicator(
        level1=_text(row.level1),
        level2=_text(row.level2),
        name=row.name.text,
        inherited=row.inherited,
        target=_target(row.target, row.name),
        target_whole_period=_target(row.target_whole_period, row.name),
        actual=_target(row.actual, row.name),
        weight=weight,
        score=score,
        deviation=_text(row.deviation),
        remarks=_remarks(index, row, places) or UNSET,
    )


def _remarks(index: int, row: IndicatorRow, places: Places) -> dict[str, str]:
    """What the columns of remarks hold, by their headings; signs that there is nothing left out."""
    found: dict[str, list[Value]] = {}
    for heading, value in row.remarks:
        if value.text not in settings("tables")["nothing"]:
            found.setdefault(heading.text, []).append(value)
    for words, values in found.items():
        places.mark(f"/indicators/{index}/remarks/{escaped(words)}", *values)
    return {words: joined(values).text for words, values in found.items()}


def _target(value: Value | None, name: Value) -> Target | None:
    return parse_target(value.text, name.text) if value else None


def _text(value: Value | None) -> str | None:
    return value.text if value else None
