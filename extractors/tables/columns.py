"""Column headings 表头: which printed words head which column of which kind of table."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from extractors.cleaning import Value
from extractors.labels import label_of, money_unit, variants, without_money_unit
from extractors.rows import Piece, Row
from extractors.vocabulary import settings, table

OTHER = "other"
"""The role of a column whose heading the vocabulary does not know."""

_FEWEST_HEADINGS = 2
_LONGEST_HEADING = 40
_FIRST_ROLES = frozenset({"level1", "level2", "name"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place in the grid, the role of what it holds, its printed heading and money unit."""

    index: int
    role: str
    heading: Value
    unit: str | None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, from left to right, and the kind of table they make.

    `caption`: the words that head all of them (年度绩效指标). `width`: how many columns the grid has that they were
    read in. `left`, `right`: the stretch [left, right) of it that is theirs, where several lists stand side by side.
    """

    kind: str
    columns: tuple[Column, ...]
    caption: str | None = None
    width: int = 0
    left: int = 0
    right: int = sys.maxsize

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles from left to right."""
        return tuple(column.role for column in self.columns)

    def column(self, role: str) -> Column | None:
        """The column of a role, if the table has one."""
        return next((column for column in self.columns if column.role == role), None)

    def in_grid(self, width: int) -> Columns | None:
        """The same columns one by one in a grid of another width, as of a further table; None if they do not fit."""
        before = width - len(self.columns)
        if before not in (0, 1 if self.caption else 0):
            return None
        moved = (replace(column, index=before + i) for i, column in enumerate(self.columns))
        return replace(self, columns=tuple(moved), width=width)

    def lists(self) -> tuple[Columns, ...]:
        """The lists that stand side by side in the table: each begins where roles come again."""
        edges = [0, *_restarts(self.roles), len(self.columns)]
        bounds = [self.left, *(self.columns[i].index for i in edges[1:-1]), self.right]
        level1 = self.column("level1")
        return tuple(
            replace(self, columns=_with(level1, self.columns[start:end]), left=left, right=right)
            for (start, end), (left, right) in zip(pairwise(edges), pairwise(bounds), strict=True)
        )

    def covers(self, index: int) -> bool:
        """Whether a column of the grid belongs to this list, or is shared with it."""
        return self.left <= index < self.right or any(column.index == index for column in self.columns)


@dataclass(slots=True)
class Grid:
    """A table inside the form: its columns and its rows, headings left out."""

    columns: Columns
    rows: list[Row]


def _with(level1: Column | None, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a list; one without a level 1 of its own shares that of the first list."""
    has_levels = any(column.role == "level2" for column in columns)
    shared = level1 if has_levels and all(column.role != "level1" for column in columns) else None
    return (shared, *columns) if shared else columns


def _restarts(roles: Sequence[str]) -> Iterator[int]:
    seen: set[str] = set()
    for i, role in enumerate(roles):
        if _begins_list(role, seen):
            yield i
            seen.clear()
        seen.add(role)


def sums_up(pieces: Sequence[Piece]) -> bool:
    """Whether a row sums up a table of indicators (总分 | 100 | 97.5)."""
    return without_money_unit(pieces[0].text) in settings("tables")["table_totals"]


def columns_of(row: Row) -> Columns | None:
    """The columns that a row heads; None if it is not a row of headings.

    Words that head all the columns behind them, or the rows below (绩效指标 before 一级指标), are no column.
    """
    for kind in _headings():
        roles = [(piece, _role(piece.text, kind)) for piece in row.pieces]
        found = [(piece, role) for piece, role in roles if role or not _is_group(piece)]
        keys = {role.name for _, role in found if role and role.key}
        if len(keys) >= _FEWEST_HEADINGS and _musts(kind) <= keys:
            columns = tuple(_columns(found))
            first = row.pieces[0]
            caption = first.text if first.column < columns[0].index else None
            return Columns(kind, columns, caption, row.width)
    return None


class _Role(NamedTuple):
    name: str
    key: bool
    rank: int


def _role(text: str, kind: str) -> _Role | None:
    return _roles(text).get(kind) if len(text) <= _LONGEST_HEADING else None


@lru_cache(maxsize=1 << 13)  # the same words stand in thousands of forms
def _roles(text: str) -> dict[str, _Role]:
    """What a heading heads in each kind of table that knows it."""
    words = tuple(variants(text))
    found = {
        kind: next((roles[word] for word in words if word in roles), None)
        for kind, roles in _headings().items()
    }
    return {kind: role for kind, role in found.items() if role}


def _columns(found: Sequence[tuple[Piece, _Role | None]]) -> Iterator[Column]:
    """The columns; of several that claim one role in a list, the most specific words have it.

    绩效指标 names indicators, but groups rows where 三级指标 stands behind it.
    """
    best = {
        role.name: min(r.rank for _, r in found if r and r.name == role.name) for _, role in found if role
    }
    kept = [
        (piece, role)
        for piece, role in found
        if not (role and role.rank > best[role.name] and _is_group(piece))
    ]
    edges = [0, *_restarts([role.name if role else OTHER for _, role in kept]), len(kept)]
    for start, end in pairwise(edges):
        yield from _columns_of_list(kept[start:end])


def _columns_of_list(found: Sequence[tuple[Piece, _Role | None]]) -> Iterator[Column]:
    holders: dict[str, tuple[int, int]] = {}
    for number, (_, role) in enumerate(found):
        if role:
            holders[role.name] = min(holders.get(role.name, (role.rank, number)), (role.rank, number))
    for number, (piece, role) in enumerate(found):
        holds = role is not None and holders[role.name][1] == number
        name = role.name if role and holds else OTHER
        yield Column(piece.column, name, piece.value, money_unit(piece.text))


def _begins_list(role: str, seen: set[str]) -> bool:
    """Whether a column begins a further list of its table (子项目 | 金额 | 子项目 | 金额)."""
    return role in _FIRST_ROLES and role in seen and not seen <= _FIRST_ROLES


def _is_group(piece: Piece) -> bool:
    """Whether the words head the whole table (项目当年投入资金构成) or group its rows, and are no column's."""
    label = label_of(piece.text)
    return label is not None and label.kind == "heading"


@cache
def _headings() -> dict[str, dict[str, _Role]]:
    headings: dict[str, dict[str, _Role]] = {}
    for row in table("columns"):
        for rank, words in enumerate(row["labels"].split("|")):
            headings.setdefault(row["table"], {})[words] = _Role(row["role"], row["key"] != "no", rank)
    return headings


@cache
def _musts(kind: str) -> frozenset[str]:
    return frozenset(row["role"] for row in table("columns") if row["table"] == kind and row["key"] == "must")
