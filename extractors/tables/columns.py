"""Column headings 表头: which printed words head which column of which kind of table."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.cleaning import Value
from extractors.indicators import categories
from extractors.labels import money_unit, without_money_unit
from extractors.rows import Piece, Row
from extractors.tables.headings import FIRST_ROLES, OTHER, Heading, assigned, headings_of, kinds, musts
from extractors.vocabulary import settings

__all__ = ["OTHER", "Column", "Columns", "Grid", "columns_of", "is_placeholder", "sums_up"]

_FEWEST_HEADINGS = 2
_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?\s?(?:[%％]|[百千]?万?亿?元)?")
_DRAWN = ("ruled", "tabs")  # cells are what they were; lines and words may be cut anywhere


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place in the grid, the role of what it holds, its printed heading and money unit.

    `guessed`: the vocabulary does not know the heading, but only this column can have the role. `group`: a level-1
    category that is printed over it and others, or in a table of money any words. `span`: how many columns of the
    grid it covers.
    """

    index: int
    role: str
    heading: Value
    unit: str | None
    guessed: bool = False
    group: Value | None = None
    span: int = 1


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, from left to right, and the kind of table they make.

    `caption`: the words that head all of them (年度绩效指标). `unit`: of money, where words that head several columns
    name it. `width`: how many columns the grid has that they were read in. `left`, `right`: the stretch [left, right)
    of it that is theirs, where several lists stand side by side.
    """

    kind: str
    columns: tuple[Column, ...]
    caption: str | None = None
    unit: str | None = None
    width: int = 0
    left: int = 0
    right: int = sys.maxsize

    @property
    def group(self) -> Value | None:
        """The level-1 category printed over all columns of a list that has none of its own."""
        groups = {column.group.span: column.group for column in self.columns if column.group}
        is_whole = len(groups) == 1 and all(column.group for column in self.columns)
        return next(iter(groups.values())) if is_whole else None

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
        if role in FIRST_ROLES and role in seen and not seen <= FIRST_ROLES:
            yield i
            seen.clear()
        seen.add(role)


def sums_up(pieces: Sequence[Piece]) -> bool:
    """Whether a row sums up a table of indicators (总分 | 100 | 97.5)."""
    return without_money_unit(pieces[0].text) in settings("tables")["table_totals"]


def is_placeholder(pieces: Sequence[Piece]) -> bool:
    """Whether a row holds nothing but the dots of an empty form."""
    dots = set(settings("tables")["placeholder_characters"])
    return all(set(piece.text) <= dots for piece in pieces)


def columns_of(row: Row) -> Columns | None:
    """The columns that a row heads; None if it is not a row of headings.

    Headings of the row above that reach down into it head columns too (实际完成值 beside 指标性质 | 指标值 below
    年度指标值). Words that head all the columns behind them, or the rows below (绩效指标 before 一级指标), are
    no column.
    """
    for kind in kinds():
        own = [Heading(piece, headings_of(piece.text, kind)) for piece in row.pieces]
        keys = {role.name for heading in own for role in heading.roles[:1] if role.key}
        known = sum(bool(heading.roles) for heading in own)
        if any(_NUMBER.fullmatch(piece.text) for piece in row.pieces):
            return None  # labels with their values
        if not keys or (known < _FEWEST_HEADINGS and 2 * known < len(own)):
            continue
        headings = sorted([*_columns(own), *_hanging(row, kind)], key=lambda heading: heading.piece.column)
        keys = {role.name for heading in headings for role in heading.roles[:1] if role.key}
        if len(keys) >= _FEWEST_HEADINGS and musts(kind) <= keys:
            guess = kind == "indicators" and row.grid in _DRAWN
            columns = tuple(_column(*pair, row, kind) for pair in assigned(headings, guess=guess))
            return Columns(kind, columns, _caption(row, columns), _unit(row, columns), row.width)
    return None


def _columns(headings: Sequence[Heading]) -> Iterator[Heading]:
    """The headings without unknown words that are drawn beside the rows below: those say what the table is."""
    known = False
    for heading in headings:
        known = known or bool(heading.roles)
        if known or heading.piece.row_span == 1:
            yield heading


def _hanging(row: Row, kind: str) -> Iterator[Heading]:
    """Headings that reach down into a row; unknown ones only behind one that is known."""
    known = False
    for piece in row.hanging:
        heading = Heading(piece, headings_of(piece.text, kind))
        known = known or bool(heading.roles)
        if known:
            yield heading


def _column(heading: Heading, role: str, guessed: bool, row: Row, kind: str) -> Column:
    piece = heading.piece
    over = (p.value for p in row.over if p.covers(piece.column) and (kind == "money" or _is_level1(p.text)))
    unit = money_unit(piece.text)
    return Column(piece.column, role, piece.value, unit, guessed, next(over, None), piece.column_span)


def _is_level1(text: str) -> bool:
    return any(category.level == 1 for category in categories(text))


def _caption(row: Row, columns: Sequence[Column]) -> str | None:
    """The words left of all columns, in the row itself or reaching down into it."""
    before = [piece for piece in (*row.pieces[:1], *row.hanging) if piece.column < columns[0].index]
    return before[0].text if before else None


def _unit(row: Row, columns: Sequence[Column]) -> str | None:
    """The unit of money that words name which head no column of their own (年度预算数（万元）)."""
    own = {column.index for column in columns}
    others = (piece for piece in (*row.pieces, *row.hanging) if piece.column not in own)
    return next((unit for piece in others if (unit := money_unit(piece.text))), None)
