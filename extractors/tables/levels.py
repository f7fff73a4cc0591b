"""Levels 一级/二级指标 in force at a row of indicators, printed there or above, and those that were lost."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import cache

from extractors.cleaning import Value
from extractors.indicators import categories, kinds_of
from extractors.rows import Row
from extractors.vocabulary import table

Levels = dict[str, Value | None]
"""The level in force of each role; None where none is printed yet."""


def levels_at(above: Levels, own: Mapping[str, Value]) -> Levels:
    """The levels in force at a row: its own, else those above; another level 1 closes the level 2 above."""
    level1 = above.get("level1")
    if "level1" in own and (level1 is None or own["level1"].text != level1.text):
        return {role: own.get(role) for role in above}
    return {role: own.get(role, above[role]) for role in above}


def lost_level1(
    above: Levels,
    own: Mapping[str, Value],
    framework: str | None,
    tops: Mapping[str, tuple[int, Value]],
    number: int,
) -> Value | None:
    """The level 1 that row `number` must stand under though another is in force above it.

    Its level 2 is known to belong to one category only, and no framework has it below the one in force (效益指标 over
    满意度指标) unless the other is printed in the table. `tops` tells where the table prints which: one
    printed further below stood in the middle of its rows; of one printed nowhere only the name is known.
    """
    if "level1" in own or "level2" not in own:
        return None
    parents = {c.parent for c in categories(own["level2"].text, framework) if c.level == 2}
    level1 = above.get("level1")
    name = parents.pop() if len(parents) == 1 else None
    if name is None or (level1 and name in level1_names(level1.text, framework)):
        return None
    if level1 and name not in tops and _may_hold(level1.text, own["level2"].text):
        return None
    row, printed = tops.get(name, (sys.maxsize, Value(name, ())))
    return printed if row > number else None


def _may_hold(level1: str, level2: str) -> bool:
    """Whether a framework has, below the level-1 category that words name, one of the kind that `level2` is."""
    roots = {_root(category.name) for category in categories(level1) if category.level == 1}
    return any(parent in roots and kind in kinds_of(level2) for parent, kind in _kinds_below())


@cache
def _kinds_below() -> tuple[tuple[str, str], ...]:
    return tuple((_root(row["parent"]), row["kind"]) for row in table("categories") if row["level"] == "2")


def _root(name: str) -> str:
    return name.removesuffix("指标").removesuffix("目标")


def level1_names(words: str, framework: str | None) -> set[str]:
    """The level-1 categories of the framework that the words name, by their proper names."""
    return {c.name for c in categories(words, framework) if c.level == 1}


def level1_places(rows: Sequence[Row], framework: str | None) -> dict[str, tuple[int, Value]]:
    """Where each level-1 category is first printed: the number of the row, and the cell's value."""
    found: dict[str, tuple[int, Value]] = {}
    for number, row in enumerate(rows):
        for piece in row.pieces:
            for name in level1_names(piece.text, framework):
                found.setdefault(name, (number, piece.value))
    return found
