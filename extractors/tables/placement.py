"""Which cell of an indicator row holds what, when cells were lost or have slipped.

Merged cells swallow their neighbours when a table is copied as text: rows lose their levels, and
what is left moves to other columns. Every way to give the filled cells, in their order, to the
columns, in theirs, is weighed by three kinds of evidence: what kind of thing a cell holds, known
category names, and where it stands. The best one wins; one that does not convince is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractors.indicators import Category, categories
from extractors.rows import Piece
from extractors.tables.columns import Column

LEVELS = {"level1": 1, "level2": 2}

_MEASURE = re.compile(r"[率数量性度次比值额]$|(?:情况|面积|人次|时间|成本|规模|次数)$")
_NUMERIC = re.compile(
    r"^(?:[≥≤＞＜><=＝≧≦]|约|不[低少高超]|大于|小于|超过|达到|\d|[一二两三四五六七八九十百]+[次个项份家人篇场])"
)
_DEADLINE = re.compile(r"^(?:年内|全年|当年|按[时期]|及时|\d{1,2}月|\d{4}年|第[一二三四]季度)")
_PROSE = re.compile(r"[，。；,;！]|[（(].{6,}")
_LONGEST_CATEGORY = 12
_LONGEST_NAME = 30

_IN_COLUMN = 1.5
_NO_NAME = -8.0
_NO_TARGET = -2.0
_LEVEL_GAP = -0.5
_DOUBTFUL = -1.0


@dataclass(frozen=True, slots=True)
class Placement:
    """The pieces of a row by role, and whether the evidence was weak."""

    pieces: dict[str, Piece]
    doubtful: bool


def place(
    pieces: Sequence[Piece], columns: Sequence[Column], framework: str | None, printed: frozenset[str]
) -> Placement:
    """Give each piece of a row a role.

    `printed` holds category names seen in regular rows of the same table, so that a category no
    vocabulary knows is still known to its neighbours. More pieces than columns: the rest is left out.
    """
    kinds = [_kinds(piece.text, framework, printed) for piece in pieces[: len(columns)]]
    ways = combinations(range(len(columns)), len(kinds))
    best = max(ways, key=lambda way: _weight(way, pieces, kinds, columns))
    return Placement(
        pieces={columns[column].role: piece for column, piece in zip(best, pieces, strict=False)},
        doubtful=_weight(best, pieces, kinds, columns) < _DOUBTFUL or len(pieces) > len(columns),
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


def _weight(
    way: Sequence[int], pieces: Sequence[Piece], kinds: Sequence[_Kind], columns: Sequence[Column]
) -> float:
    roles = [columns[column].role for column in way]
    weight = sum(kind.as_role(role) for kind, role in zip(kinds, roles, strict=True))
    weight += sum(
        _IN_COLUMN for i, piece in zip(way, pieces, strict=False) if piece.column == columns[i].index
    )
    weight += _NO_NAME if "name" not in roles else 0.0
    weight += _NO_TARGET if "target" not in roles else 0.0
    return weight + _LEVEL_GAP * sum(1 for _ in _gaps(roles, columns))


def _gaps(roles: Sequence[str], columns: Sequence[Column]) -> Iterator[str]:
    """Level columns left out between levels that are filled (level 1 printed, level 2 not)."""
    levels = [column.role for column in columns if column.role in LEVELS]
    filled = [role in roles for role in levels]
    for role, here, before in zip(levels[1:], filled[1:], filled, strict=False):
        if before and not here:
            yield role
