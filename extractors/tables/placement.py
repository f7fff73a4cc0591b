"""Which cell of an indicator row holds what, when cells were lost or have slipped.

Merged cells swallow their neighbours when a table is copied as text: rows lose their levels, and
what is left moves to other columns. Every way to give the filled cells, in their order, to the
columns, in theirs, is weighed by three kinds of evidence: what kind of thing a cell holds, known
category names, and where it stands. The best one wins; one that does not convince is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.cleaning import Value
from extractors.indicators import Category, categories
from extractors.rows import Piece
from extractors.tables.columns import OTHER, Column

LEVELS = {"level1": 1, "level2": 2}

_MEASURE = re.compile(r"[率数量性度次比值额]$|(?:情况|面积|人次|时间|成本|规模|次数)$")
_NUMERIC = re.compile(
    r"^(?:[≥≤＞＜><=＝≧≦]|约|不[低少高超]|大于|小于|超过|达到|\d|[一二两三四五六七八九十百]+[次个项份家人篇场])"
)
_DEADLINE = re.compile(r"^(?:年内|全年|当年|按[时期]|及时|\d{1,2}月|\d{4}年|第[一二三四]季度)")
_PROSE = re.compile(r"[，。；,;！]|[（(][^（()）]{6,}")
_LONGEST_CATEGORY = 12
_LONGEST_NAME = 30

_IN_COLUMN = 1.5
_MISSING = {"name": -8.0, "target": -2.0}
_LEVEL_GAP = -0.5
_DOUBTFUL = -1.0

_Way = tuple[float, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Placement:
    """The pieces of a row by role, those in columns nobody reads by heading, and whether evidence was weak."""

    pieces: dict[str, Piece]
    unread: dict[Value, Piece]
    doubtful: bool


def place(
    pieces: Sequence[Piece], columns: Sequence[Column], framework: str | None, printed: frozenset[str]
) -> Placement:
    """Give each piece of a row a role.

    `printed` holds category names seen in regular rows of the same table, so that a category no
    vocabulary knows is still known to its neighbours. More pieces than columns: the rest is left out.
    """
    held = pieces[: len(columns)]
    weight, taken = _best(held, [_kinds(piece.text, framework, printed) for piece in held], columns)
    pairs = [(columns[i], piece) for i, piece in zip(taken, held, strict=True)]
    return Placement(
        pieces={column.role: piece for column, piece in pairs if column.role != OTHER},
        unread={column.heading: piece for column, piece in pairs if column.role == OTHER},
        doubtful=weight < _DOUBTFUL or len(pieces) > len(columns),
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a cell looks like: how strongly a category of each level, a name, a target."""

    level1: float
    level2: float
    name: float
    target: float

    def as_role(self, role: str) -> float:
        return float(getattr(self, role, 0.0))


def _kinds(text: str, framework: str | None, printed: frozenset[str]) -> _Kind:
    known = categories(text, framework)
    measure = bool(_MEASURE.search(text)) and len(text) <= _LONGEST_NAME and not _PROSE.search(text)
    numeric = bool(_NUMERIC.match(text) or _DEADLINE.match(text))
    prose = bool(_PROSE.search(text)) or len(text) > _LONGEST_NAME
    foreign = max(_as_category(known, 1), _as_category(known, 2), 3.0 if text in printed else 0.0)
    unknown_level = -6.0 if measure or numeric or prose or len(text) > _LONGEST_CATEGORY else -2.0
    return _Kind(
        level1=_as_category(known, 1) or unknown_level - 1.0,
        level2=max(_as_category(known, 2), 3.0 if text in printed else 0.0) or unknown_level,
        name=(2.0 if measure else 0.0) - (4.0 if numeric else 0.0) - (1.5 if prose else 0.0) - foreign,
        target=(3.0 if numeric else 0.0)
        + (2.0 if prose else 0.0)
        - (2.0 if measure and not numeric else 0.0)
        - 1.5 * foreign,
    )


def _as_category(known: tuple[Category, ...], level: int) -> float:
    """Proper names convince; synonyms, some of which are indicators' names too, a little less."""
    return max((4.0 if c.proper else 2.0 for c in known if c.level == level), default=0.0)


def _best(
    pieces: Sequence[Piece], kinds: Sequence[_Kind], columns: Sequence[Column]
) -> tuple[float, tuple[int, ...]]:
    """The weight of the best way to give `pieces` to `columns` in order, and the columns it takes.

    Column by column from the right: `best[filled][k]` is the best for the last k pieces in the columns
    from here on, given whether the level column before is filled; None where they do not fit.
    """
    count = len(pieces)
    nothing: list[_Way | None] = [(0.0, ()), *([None] * count)]
    best = {False: nothing, True: nothing}
    for index in range(len(columns) - 1, -1, -1):
        column = columns[index]
        best = {
            filled: [
                _better(
                    _taken(best, left, index, column, pieces, kinds) if left else None,
                    _skipped(best, left, column, filled=filled),
                )
                for left in range(count + 1)
            ]
            for filled in (False, True)
        }
    found = best[False][count]
    assert found is not None, "there are at least as many columns as pieces"
    return found


def _taken(
    best: Mapping[bool, Sequence[_Way | None]],
    left: int,
    index: int,
    column: Column,
    pieces: Sequence[Piece],
    kinds: Sequence[_Kind],
) -> _Way | None:
    """The column holds the first of the `left` last pieces."""
    rest = best[column.role in LEVELS][left - 1]
    if rest is None:
        return None
    weight = kinds[-left].as_role(column.role)
    weight += _IN_COLUMN if pieces[-left].column == column.index else 0.0
    return weight + rest[0], (index, *rest[1])


def _skipped(
    best: Mapping[bool, Sequence[_Way | None]], left: int, column: Column, *, filled: bool
) -> _Way | None:
    """The column holds nothing; `filled` says whether the level column before it does."""
    rest = best[filled and column.role not in LEVELS][left]
    if rest is None:
        return None
    gap = _LEVEL_GAP if filled and column.role in LEVELS else 0.0
    return _MISSING.get(column.role, gap) + rest[0], rest[1]


def _better(one: _Way | None, other: _Way | None) -> _Way | None:
    if one is None or other is None:
        return one or other
    return one if one[0] >= other[0] else other
