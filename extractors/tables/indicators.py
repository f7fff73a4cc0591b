"""Indicator rows 绩效指标: each with its levels, its name and its target, as cells of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.cleaning import Value, glued
from extractors.indicators import framework_of
from extractors.labels import label_of
from extractors.rows import Piece, Row
from extractors.tables.columns import Columns, Grid, is_placeholder, sums_up
from extractors.tables.levels import Levels, level1_names, level1_places, levels_at, lost_level1
from extractors.tables.placement import LEVELS, Placement, in_columns, is_sign, place
from extractors.tables.torn import are_valued, is_torn
from extractors.vocabulary import settings

_BARE_NUMBER = re.compile(r"[\d.,]+")
# Grids whose columns are drawn, or were found by the evidence already.
_TRUSTED = ("ruled", "aligned", "lines")
_REBUILT = ("aligned", "lines")
_NOTHING = ("/", "—", "-", "无")


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row.

    A target printed in several columns (= | 100 | %) is one value with all their characters. `remarks` are what
    further columns hold, each with its heading.
    `inherited` names the levels that stand in a row above, `displaced` tells that cells have left their
    columns, `doubtful` that the evidence for their roles is weak. `rest`: what found no place; `unread`:
    headings of columns that hold something here and that the vocabulary does not know.
    """

    level1: Value | None
    level2: Value | None
    name: Value
    target: Value | None
    target_whole_period: Value | None
    actual: Value | None
    weight: Value | None
    score: Value | None
    deviation: Value | None
    remarks: tuple[tuple[Value, Value], ...]
    inherited: tuple[str, ...]
    displaced: bool
    doubtful: bool
    rest: tuple[Value, ...]
    unread: tuple[Value, ...]


def _framework_in(rows: Iterable[Row]) -> str | None:
    """The indicator framework whose category names the rows print."""
    return framework_of(piece.text for row in rows for piece in row.pieces)


def indicator_rows(grids: Sequence[Grid]) -> Iterator[IndicatorRow]:
    """The indicators of a form's tables, in order; a row of nothing but categories opens a group.

    Levels go on from one table to the next, as over a page break, until a table has a caption of its own.
    Of two lists side by side the first is that of the whole period (实施期目标), the second that of the year;
    lists below level-1 categories (成本指标: 三级指标 | 指标值 | 产出指标: 三级指标 | 指标值) follow one another.
    """
    framework = _framework_in(row for grid in grids for row in grid.rows)
    levels: Levels = {}
    caption = None
    for grid in grids:
        if grid.columns.caption not in (None, caption):
            levels, caption = {}, grid.columns.caption
        parts = grid.columns.lists()
        if all(part.group for part in parts):
            for part in parts:
                yield from _list_rows(part, grid.rows, framework, levels, whole=False)
            continue
        annual, *others = reversed(parts)
        found = [
            list(_list_rows(part, grid.rows, framework, levels, whole=part in others))
            for part in (*reversed(others), annual)
        ]
        yield from _merged(*found)


def _list_rows(
    columns: Columns, rows: Sequence[Row], framework: str | None, levels: Levels, *, whole: bool
) -> Iterator[IndicatorRow]:
    """The indicators of one list; `levels`, those in force before it, is left as they are at its end."""
    rows = _rows_of(rows, columns)
    printed = _printed_categories(columns, rows, framework)
    tops = level1_places(rows, framework)
    for role in LEVELS:
        levels.setdefault(role, None) if columns.column(role) else levels.pop(role, None)
    if columns.group:
        levels["level1"] = columns.group
    valued = are_valued(rows, columns)
    for number, row in enumerate(rows):
        placement = _placement(row, columns, framework, printed)
        own = {role: placement.pieces[role].value for role in levels if role in placement.pieces}
        drawn = _reaches(row, columns)
        lost = None if drawn else lost_level1(levels, own, framework, tops, number)
        levels.update(levels_at(levels, own) if lost is None else {"level1": lost, **own})
        found = _indicator(columns, row, placement, levels, own, whole=whole)
        if found:
            targets = [value for value in (found.target, found.target_whole_period) if value]
            torn = row.grid in _REBUILT and is_torn(
                found.name, targets, own.values(), framework, valued=valued
            )
            yield replace(found, doubtful=True) if torn or lost else found


def _reaches(row: Row, columns: Columns) -> bool:
    """Whether the cell of a level 1 in a row above is drawn to reach down into this row."""
    column = columns.column("level1")
    return column is not None and any(piece.covers(column.index) for piece in row.hanging)


def _placement(row: Row, columns: Columns, framework: str | None, printed: frozenset[str]) -> Placement:
    """The roles of a row's cells: by their columns where those can be trusted, else by all evidence."""
    exact = in_columns(row.pieces, columns.columns) if row.grid in _TRUSTED else None
    return exact or place(row.pieces, columns.columns, framework, printed)


def _indicator(
    columns: Columns,
    row: Row,
    placement: Placement,
    levels: Levels,
    own: Mapping[str, Value],
    *,
    whole: bool,
) -> IndicatorRow | None:
    """The indicator of a row; None where it holds nothing but categories."""
    cells = {role: piece.value for role, piece in placement.pieces.items()}
    name = cells.get("name") or cells.get("target")
    if name is None or _is_template(name, cells):
        return None
    words = tuple(settings("tables")["whole_period"])
    whole = whole or (columns.caption is not None and columns.caption.startswith(words))
    target = _with_sign_and_unit(cells, "target") if "name" in cells else None
    return IndicatorRow(
        level1=levels.get("level1"),
        level2=levels.get("level2"),
        name=name,
        target=None if whole else target,
        target_whole_period=(target if whole else None) or _with_sign_and_unit(cells, "target_whole_period"),
        actual=_with_sign_and_unit(cells, "actual"),
        weight=cells.get("weight"),
        score=cells.get("score"),
        deviation=cells.get("deviation"),
        remarks=tuple((heading, piece.value) for heading, piece in placement.remarks),
        inherited=tuple(role for role, value in levels.items() if value and role not in own),
        displaced=row.grid == "tabs" and _displaced(columns, placement),
        doubtful=placement.doubtful or "name" not in cells or _lacks_level2(columns, placement),
        rest=placement.rest,
        unread=(*(heading for heading, _ in placement.unread), *_guessed(columns, placement)),
    )


def _is_template(name: Value, cells: Mapping[str, Value]) -> bool:
    """Whether a row only repeats the words of an empty form (指标2：……)."""
    filled = any(role in cells for role in ("target", "target_whole_period", "actual"))
    return not filled and re.fullmatch(settings("tables")["template_name"], name.text) is not None


def _guessed(columns: Columns, placement: Placement) -> Iterator[Value]:
    """The unknown headings of columns that hold something in a row and whose role was guessed."""
    return (
        column.heading for column in columns.columns if column.guessed and column.role in placement.pieces
    )


def _with_sign_and_unit(cells: Mapping[str, Value], role: str) -> Value | None:
    """A value with its sign and unit, where those have columns of their own and it prints neither."""
    value = cells.get(role)
    if value is None or not value.text[0].isdigit():
        return value
    sign = cells.get("comparator") if role != "actual" else None
    unit = cells.get("unit") if _BARE_NUMBER.fullmatch(value.text) else None
    parts = (sign if sign and is_sign(sign.text) else None, value, unit)
    return glued([part for part in parts if part and part.text not in _NOTHING])


def _rows_of(rows: Sequence[Row], columns: Columns) -> list[Row]:
    """The rows of a list: what stands in its columns; sums, placeholders and words that group rows left out."""
    kept = []
    for row in rows:
        own = tuple(p for p in row.pieces if columns.covers(p.column) and not _groups_rows(p, columns))
        if own and not (sums_up(row.pieces) or is_placeholder(row.pieces)):
            kept.append(replace(row, pieces=own))
    return kept


def _groups_rows(piece: Piece, columns: Columns) -> bool:
    """Whether a cell left of all columns, or the name of the table again, only groups the rows (绩效指标)."""
    if piece.column < columns.columns[0].index:
        return True
    label = label_of(piece.text)
    return label is not None and label.kind == "heading" and piece.text == columns.caption


def _merged(*lists: Sequence[IndicatorRow]) -> Iterator[IndicatorRow]:
    """The rows of lists side by side; an indicator of the last that another list has too is one row."""
    *others, annual = lists
    whole = {_identity(row): row for rows in others for row in rows}
    for row in annual:
        twin = whole.pop(_identity(row), None)
        yield replace(row, target_whole_period=twin.target_whole_period) if twin else row
    yield from whole.values()


def _identity(row: IndicatorRow) -> tuple[str | None, ...]:
    return tuple(value.text if value else None for value in (row.level1, row.level2, row.name))


def _displaced(columns: Columns, placement: Placement) -> bool:
    indexes = {column.role: column.index for column in columns.columns}
    return any(piece.column != indexes[role] for role, piece in placement.pieces.items())


def _lacks_level2(columns: Columns, placement: Placement) -> bool:
    """Whether a level 1 has left its column and no level 2 stands beside it: the row may have slipped as a whole."""
    level1 = placement.pieces.get("level1")
    column = columns.column("level1")
    if level1 is None or column is None or level1.column == column.index or columns.column("level2") is None:
        return False
    return "level2" not in placement.pieces


def _printed_categories(columns: Columns, rows: Sequence[Row], framework: str | None) -> frozenset[str]:
    """Level-2 names of rows that fill all columns from there on, each in its own column.

    Not where a level-1 name stands there: such a row has slipped as a whole.
    """
    level2 = columns.column("level2")
    if level2 is None:
        return frozenset()
    expected = tuple(column.index for column in columns.columns if column.index >= level2.index)
    return frozenset(
        piece.text
        for row in rows
        if tuple(piece.column for piece in row.pieces if piece.column >= level2.index) == expected
        for piece in row.pieces
        if piece.column == level2.index and not level1_names(piece.text, framework)
    )
