"""Indicator rows 绩效指标: each with its levels, its name and its target, as cells of the document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.cleaning import Value
from extractors.indicators import categories, framework_of
from extractors.rows import Row
from extractors.tables.columns import Columns
from extractors.tables.placement import LEVELS, Placement, place


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row.

    `inherited` names the levels that stand in a row above, `displaced` tells that cells have left their
    columns, `doubtful` that the evidence for their roles is weak. `rest`: what found no place; `unread`:
    headings of columns that hold something here and that the vocabulary does not know.
    """

    level1: Value | None
    level2: Value | None
    name: Value
    target: Value | None
    weight: Value | None
    inherited: tuple[str, ...]
    displaced: bool
    doubtful: bool
    rest: tuple[Value, ...]
    unread: tuple[Value, ...]


def framework_in(rows: Sequence[Row]) -> str | None:
    """The indicator framework whose category names the rows print."""
    return framework_of(piece.text for row in rows for piece in row.pieces)


def indicator_rows(columns: Columns, rows: Sequence[Row], framework: str | None) -> Iterator[IndicatorRow]:
    """The indicators of a table, in order; a row of nothing but categories opens a group.

    A level 1 that was lost in copying and is inferred from the vocabulary has no offsets.
    """
    printed = _printed_categories(columns, rows)
    tops = _level1_names((piece.text for row in rows for piece in row.pieces), framework)
    levels: dict[str, Value | None] = {role: None for role in LEVELS if columns.column(role)}
    for row in rows:
        placement = place(row.pieces, columns.columns, framework, printed)
        own = {role: placement.pieces[role].value for role in levels if role in placement.pieces}
        displaced = _displaced(columns, placement)
        lost = _lost_level1(levels, own, framework, tops)
        levels = _levels_at(levels, own) if lost is None else {"level1": lost, **own}
        name = placement.pieces.get("name")
        target = placement.pieces.get("target")
        weight = placement.pieces.get("weight")
        if name is None and target is None:
            continue
        yield IndicatorRow(
            level1=levels.get("level1"),
            level2=levels.get("level2"),
            name=name.value if name else target.value,  # type: ignore[union-attr]
            target=target.value if name and target else None,
            weight=weight.value if weight else None,
            inherited=tuple(role for role, value in levels.items() if value and role not in own),
            displaced=displaced,
            doubtful=placement.doubtful or name is None or lost is not None,
            rest=_rest(row, placement),
            unread=tuple(placement.unread),
        )


def _displaced(columns: Columns, placement: Placement) -> bool:
    indexes = {column.role: column.index for column in columns.columns}
    return any(piece.column != indexes[role] for role, piece in placement.pieces.items())


def _rest(row: Row, placement: Placement) -> tuple[Value, ...]:
    placed = {id(piece) for piece in (*placement.pieces.values(), *placement.unread.values())}
    return tuple(piece.value for piece in row.pieces if id(piece) not in placed)


def _levels_at(above: dict[str, Value | None], own: dict[str, Value]) -> dict[str, Value | None]:
    """The levels in force at a row: its own, else those above; a new level 1 closes the level 2 above."""
    if "level1" in own:
        return {role: own.get(role) for role in above}
    return {role: own.get(role, above[role]) for role in above}


def _lost_level1(
    above: dict[str, Value | None], own: dict[str, Value], framework: str | None, tops: Collection[str]
) -> Value | None:
    """The level 1 that the table must have lost above a row; `tops` are those it prints.

    The row's level 2 is known to belong to one category only, and the table prints that one nowhere.
    """
    if "level1" in own or "level2" not in own:
        return None
    parents = {c.parent for c in categories(own["level2"].text, framework) if c.level == 2}
    level1 = above.get("level1")
    name = parents.pop() if len(parents) == 1 else None
    if name is None or name in tops or (level1 and level1.text == name):
        return None
    return Value(name, ())


def _level1_names(words: Iterable[str], framework: str | None) -> set[str]:
    """The level-1 categories of the framework that the words name, by their proper names."""
    return {c.name for word in set(words) for c in categories(word, framework) if c.level == 1}


def _printed_categories(columns: Columns, rows: Sequence[Row]) -> frozenset[str]:
    """Level-2 names of rows that fill all columns from there on, each in its own column."""
    level2 = columns.column("level2")
    if level2 is None:
        return frozenset()
    expected = tuple(column.index for column in columns.columns if column.index >= level2.index)
    return frozenset(
        piece.text
        for row in rows
        if tuple(piece.column for piece in row.pieces if piece.column >= level2.index) == expected
        for piece in row.pieces
        if piece.column == level2.index
    )
