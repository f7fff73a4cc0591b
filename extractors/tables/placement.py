"""Which cell of an indicator row holds what, when cells were lost or have slipped.

Merged cells swallow their neighbours when a table is copied as text: rows lose their levels, and
what is left moves to other columns. Every way to give the filled cells, in their order, to the
columns, in theirs, is weighed by three kinds of evidence: what kind of thing a cell holds, known
category names, and where it stands. The best one wins; one that does not convince is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractors.cleaning import Value, joined
from extractors.indicators import Category, categories
from extractors.rows import Piece
from extractors.tables.columns import OTHER, Column

LEVELS = {"level1": 1, "level2": 2}
_SLIPPING = frozenset({*LEVELS, "name", "target"})

_NUMBERING = re.compile(r"^(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])\s*(?=\S)")
_MEASURE = re.compile(r"[率数量性度次比值额]$|(?:情况|面积|人次|时间|成本|规模|次数)$")
_NUMERIC = re.compile(
    r"^(?:[≥≤＞＜><=＝≧≦]|约|不[低少高超]|大于|小于|超过|达到|\d|[一二两三四五六七八九十百]+[次个项份家人篇场])"
)
_DEADLINE = re.compile(r"^(?:年内|全年|当年|按[时期]|及时|\d{1,2}月|\d{4}年|第[一二三四]季度)")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?\s*[%分]?|[/／—-]")
_COMPARATOR = re.compile(r"[≥≤＞＜><=＝≧≦﹦﹥﹤]+|大于等于|小于等于|大于|小于|等于")
_SIGN = re.compile(r"[≥≤＞＜><=＝≧≦]|大于等于|小于等于|大于|小于|等于|定[性量](?:指标)?|[正反]向(?:指标)?")
_KIND_OF_ROLE = {
    "weight": "number",
    "score": "number",
    "comparator": "sign",
    "actual": "target",
    "target_whole_period": "target",
}
_PROSE = re.compile(r"[，。；,;！]|[（(][^（()）]{6,}")
_LONGEST_CATEGORY = 12
_LONGEST_NAME = 30

_IN_COLUMN = 1.5
_IN_COLUMN_BEHIND = 3.5  # cells behind the target have hardly ever slipped
_MISSING = {"name": -8.0, "target": -2.0}
_MISSING_BESIDE_ANOTHER = {"name": -8.0, "target": -0.5}  # where the whole period has a column of its own
_LEVEL_GAP = -0.5
_DOUBTFUL = -1.0

_MARGIN = 1.25
_SOUND = -2.0  # what a row may weigh that stands as it is printed, all its names unknown
_SHIFTS = (1, -1)  # columns to the right and to the left
_SHIFTED = -1.0
_ENOUGH = 2


class _Way(NamedTuple):
    """How strongly the evidence speaks for giving the pieces, in order, to the columns of these indexes."""

    weight: float
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """The pieces of a row by role, those in columns nobody reads with the heading, and whether evidence was weak.

    `rest`: what found no place. `remarks`: the pieces in columns of remarks, each with its heading.
    """

    pieces: dict[str, Piece]
    unread: tuple[tuple[Value, Piece], ...]
    doubtful: bool
    rest: tuple[Value, ...] = ()
    remarks: tuple[tuple[Value, Piece], ...] = ()


def place(
    pieces: Sequence[Piece], columns: Sequence[Column], framework: str | None, printed: frozenset[str]
) -> Placement:
    """Give each piece of a row whose cells may have slipped a role.

    `printed` holds category names seen in regular rows of the same table, so that a category no
    vocabulary knows is still known to its neighbours. More pieces than columns: the rest is left out.
    """
    held = pieces[: len(columns)]
    best, *others = _ranked(held, framework, printed, columns)
    pairs = [(columns[i], piece) for i, piece in zip(best.columns, held, strict=True)]
    return Placement(
        pieces=_by_role(pairs),
        unread=_of_role(pairs, OTHER),
        doubtful=best.weight < _DOUBTFUL
        or len(pieces) > len(columns)
        or any(best.weight - other.weight < _MARGIN for other in others)
        or _has_rival(best, others, held, columns),
        rest=tuple(piece.value for piece in pieces[len(columns) :]),
        remarks=_of_role(pairs, "remark"),
    )


def in_columns(pieces: Sequence[Piece], columns: Sequence[Column]) -> Placement | None:
    """Give each piece of a row to the column it stands in, several to one in their order.

    None where a column of names is left empty though enough is printed: the columns are not those of this row.
    """
    held: dict[int, Piece] = {}
    for piece in pieces:
        number = next((i for i in reversed(range(len(columns))) if columns[i].index <= piece.column), None)
        if number is None:
            return None
        above = held.get(number)
        held[number] = replace(piece, value=joined((above.value, piece.value))) if above else piece
    pairs = [(columns[number], piece) for number, piece in held.items()]
    found = _by_role(pairs)
    if "name" not in found and len(held) >= _ENOUGH:
        return None
    return Placement(found, _of_role(pairs, OTHER), doubtful=False, remarks=_of_role(pairs, "remark"))


def _of_role(pairs: Sequence[tuple[Column, Piece]], role: str) -> tuple[tuple[Value, Piece], ...]:
    return tuple((column.heading, piece) for column, piece in pairs if column.role == role)


def is_sign(text: str) -> bool:
    """Whether a text is a sign of comparison and nothing else (≥, 大于等于)."""
    return _COMPARATOR.fullmatch(text) is not None


def _by_role(pairs: Sequence[tuple[Column, Piece]]) -> dict[str, Piece]:
    """The pieces by the role of their column; of several columns for signs the one with a sign."""
    found: dict[str, Piece] = {}
    for column, piece in pairs:
        if column.role != OTHER and (column.role not in found or is_sign(piece.text)):
            found[column.role] = piece
    return found


@dataclass(frozen=True, slots=True)
class Kind:
    """What a cell looks like: how strongly a category of each level, a name, a target, a number, a sign."""

    level1: float
    level2: float
    name: float
    target: float
    number: float
    sign: float

    def as_role(self, role: str) -> float:
        """How well the cell fits a column; what is no known kind fits columns of free text alike."""
        return float(getattr(self, _KIND_OF_ROLE.get(role, role), 0.0))


def looks_like(text: str, framework: str | None, printed: frozenset[str]) -> Kind:
    """What a cell with this text looks like in a table that prints the level-2 names `printed`."""
    text = _NUMBERING.sub("", text)
    known = categories(text, framework)
    measure = bool(_MEASURE.search(text)) and len(text) <= _LONGEST_NAME and not _PROSE.search(text)
    numeric = bool(_NUMERIC.match(text) or _DEADLINE.match(text))
    prose = bool(_PROSE.search(text)) or len(text) > _LONGEST_NAME
    foreign = max(_as_category(known, 1), _as_category(known, 2), 3.0 if text in printed else 0.0)
    unknown_level = -6.0 if measure or numeric or prose or len(text) > _LONGEST_CATEGORY else -2.0
    return Kind(
        level1=_as_category(known, 1) or unknown_level - (3.0 if framework else 1.0),
        level2=max(_as_category(known, 2), 3.0 if text in printed else 0.0) or unknown_level,
        name=(2.0 if measure else 0.0) - (4.0 if numeric else 0.0) - (1.5 if prose else 0.0) - foreign,
        target=(1.0 if _NUMBER.fullmatch(text) else 3.0 if numeric else 0.0)
        + (2.0 if prose else 0.0)
        - (2.0 if measure and not numeric else 0.0)
        - 1.5 * foreign,
        number=2.0 if _NUMBER.fullmatch(text) else -4.0,
        sign=2.0 if _SIGN.fullmatch(text) else -4.0,
    )


def _as_category(known: tuple[Category, ...], level: int) -> float:
    """Proper names convince; synonyms, some of which are indicators' names too, a little less."""
    return max((4.0 if c.proper else 2.0 for c in known if c.level == level), default=0.0)


def _ranked(
    pieces: Sequence[Piece], framework: str | None, printed: frozenset[str], columns: Sequence[Column]
) -> Sequence[_Way]:
    """The ways to give `pieces` to `columns`, the best one first.

    A row of which a piece has left its column may have slipped as a whole: then the others stand where they
    should, counted from there.
    """
    kinds = [looks_like(piece.text, framework, printed) for piece in pieces]
    ways = _ways(pieces, kinds, columns)
    if _is_in_place(ways[0], pieces, columns):
        return ways
    for shift in _SHIFTS:
        moved = [replace(piece, column=piece.column - shift) for piece in pieces]
        slipped = _ways(moved, kinds, columns)
        ways = [*ways, *(_Way(way.weight + _SHIFTED, way.columns) for way in slipped)]
    best: dict[tuple[int, ...], _Way] = {}
    for way in sorted(ways, key=lambda way: -way.weight):
        best.setdefault(way.columns, way)
    return list(best.values())


def _has_rival(
    best: _Way, others: Sequence[_Way], pieces: Sequence[Piece], columns: Sequence[Column]
) -> bool:
    """Whether a row read as slipped, with no level of its own, may as well stand where it is printed."""
    if any(columns[i].role in LEVELS for i in best.columns) or _is_in_place(best, pieces, columns):
        return False
    return any(other.weight > _SOUND and _is_in_place(other, pieces, columns) for other in others)


def _is_in_place(way: _Way, pieces: Sequence[Piece], columns: Sequence[Column]) -> bool:
    return all(piece.column == columns[i].index for piece, i in zip(pieces, way.columns, strict=True))


def _ways(pieces: Sequence[Piece], kinds: Sequence[Kind], columns: Sequence[Column]) -> Sequence[_Way]:
    """The best ways to give `pieces` to `columns` in order, at most two, the better one first.

    Column by column from the right: `best[filled][k]` holds those for the last k pieces in the columns
    from here on, given whether the level column before is filled; none where the pieces do not fit.
    """
    count = len(pieces)
    two_targets = any(column.role == "target_whole_period" for column in columns)
    missing = _MISSING_BESIDE_ANOTHER if two_targets else _MISSING
    nothing: list[Sequence[_Way]] = [(_Way(0.0, ()),), *([()] * count)]
    best = {False: nothing, True: nothing}
    for index in range(len(columns) - 1, -1, -1):
        column = columns[index]
        best = {
            filled: [
                _two_best(
                    (
                        *(_taken(best, left, index, column, pieces, kinds) if left else ()),
                        *_skipped(best, left, column, missing, filled=filled),
                    )
                )
                for left in range(count + 1)
            ]
            for filled in (False, True)
        }
    return best[False][count]


def _taken(
    best: Mapping[bool, Sequence[Sequence[_Way]]],
    left: int,
    index: int,
    column: Column,
    pieces: Sequence[Piece],
    kinds: Sequence[Kind],
) -> Iterator[_Way]:
    """The column holds the first of the `left` last pieces."""
    weight = kinds[-left].as_role(column.role)
    if pieces[-left].column == column.index:
        weight += _IN_COLUMN if column.role in _SLIPPING else _IN_COLUMN_BEHIND
    for rest in best[column.role in LEVELS][left - 1]:
        yield _Way(weight + rest.weight, (index, *rest.columns))


def _skipped(
    best: Mapping[bool, Sequence[Sequence[_Way]]],
    left: int,
    column: Column,
    missing: Mapping[str, float],
    *,
    filled: bool,
) -> Iterator[_Way]:
    """The column holds nothing; `filled` says whether the level column before it does."""
    gap = _LEVEL_GAP if filled and column.role in LEVELS else 0.0
    for rest in best[filled and column.role not in LEVELS][left]:
        yield _Way(missing.get(column.role, gap) + rest.weight, rest.columns)


def _two_best(ways: Sequence[_Way]) -> Sequence[_Way]:
    return sorted(ways, key=lambda way: -way.weight)[:2] if len(ways) > 1 else ways
