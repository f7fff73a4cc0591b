"""In which column of a table each run of a line stands.

Columns are named by their headings, but where they begin and end is only learnt from what stands in them:
cells are set to the left or in the middle, and programs are out by a column or two.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby
from math import comb
from statistics import fmean

from extractors.cleaning import joined
from extractors.indicators import categories
from extractors.rows import Piece, Row
from extractors.tables.columns import OTHER, Columns
from extractors.tables.line_cells import blocks
from extractors.tables.line_pieces import Line, gap
from extractors.tables.placement import LEVELS, looks_like

_ROUNDS = 3
_MOST_WAYS = 1000
_OFF_CENTRE = 0.1
_TWO_CELLS = 6.0
_TWO_WORDS = 2.0
_FROM_UNIT, _FROM_WORD = 3.0, 1.0
_NUMBER = re.compile(r"[≥≤＞＜><=＝≧≦]?[\d.,]+[%％]?")
_KNOWN = 3.0
_SIGN = re.compile(r"[≥≤＞＜><=＝≧≦]")
_SIGN_ALONE = re.compile(r"[≥≤＞＜><=＝≧≦]+|定[性量](?:指标)?|[正反]向(?:指标)?")
_TARGETS = frozenset({"target", "target_whole_period", "actual", "comparator"})
_NUMBERS = frozenset({"weight", "score"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands on the page: its extent, and where its cells begin and have their middle on average."""

    left: float
    right: float
    begin: float
    middle: float

    def distance(self, piece: Piece) -> float:
        """How far a piece stands off, in columns of the page."""
        middle = piece.column + piece.column_span / 2
        outside = max(self.left - middle, middle - self.right, 0.0)
        return outside + _OFF_CENTRE * min(abs(middle - self.middle), abs(piece.column - self.begin))


def _places(held: Sequence[Sequence[Piece]]) -> list[_Place]:
    """Where columns stand whose cells are known; where they would overlap, they are parted halfway."""
    lefts = [float(min(p.column for p in pieces)) for pieces in held]
    rights = [float(max(p.column + p.column_span for p in pieces)) for pieces in held]
    for n in range(len(held) - 1):
        if rights[n] > lefts[n + 1]:
            right = fmean(p.column + p.column_span for p in held[n])
            rights[n] = lefts[n + 1] = (right + fmean(p.column for p in held[n + 1])) / 2
    return [
        _Place(
            left, right, fmean(p.column for p in pieces), fmean(p.column + p.column_span / 2 for p in pieces)
        )
        for left, right, pieces in zip(lefts, rights, held, strict=True)
    ]


def in_columns(lines: Sequence[Line], heading: Row, columns: Columns, page: int) -> list[Line]:
    """The lines, each piece with the `column` of the heading that it stands under; the headings stand on `page`."""
    heads = list(heading.pieces)
    named = {column.index: column.role for column in columns.columns}
    roles = [named.get(head.column, OTHER) for head in heads]
    places = _places([[head] for head in heads])
    first = [line for line in lines if line.page == page]
    chosen: list[list[int]] = []
    for _ in range(_ROUNDS):
        chosen, held = [_choice(line.pieces, places, roles) for line in first], [[head] for head in heads]
        for line, way in zip(first, chosen, strict=True):
            for piece, place in zip(line.pieces, way, strict=True):
                held[place].append(piece)
        places = _places(held)
    for _, group in groupby(lines[len(first) :], key=lambda line: line.page):
        others = list(group)
        chosen += _in_order(others, roles) or [_choice(line.pieces, places, roles) for line in others]
    return [
        line.with_pieces([_cell(heads[place], list(runs)) for place, runs in _by_place(line.pieces, way)])
        for line, way in zip(lines, chosen, strict=True)
    ]


def _by_place(pieces: Sequence[Piece], way: Sequence[int]) -> Iterator[tuple[int, Iterator[Piece]]]:
    for place, pairs in groupby(zip(way, pieces, strict=True), key=lambda pair: pair[0]):
        yield place, (piece for _, piece in pairs)


def _cell(head: Piece, runs: Sequence[Piece]) -> Piece:
    """The runs of a line that stand below a heading."""
    value = joined([run.value for run in runs])
    return Piece(head.column, runs[0].start, runs[-1].end, value, head.column_span)


def _in_order(lines: Sequence[Line], roles: Sequence[str]) -> list[list[int]] | None:
    """The column of each piece of a page without headings: those of the headings in their order.

    Every page is set anew, so that its columns stand elsewhere; which are filled is told by what they hold. None
    where there seem to be more columns than headings.
    """
    cells = blocks([line.with_pieces(_with_units(line.pieces)) for line in lines])
    if len(cells) > len(roles) or comb(len(roles), len(cells)) > _MOST_WAYS:
        return None
    evidence = [[sum(_evidence(text, role) for text in cell.texts) for role in roles] for cell in cells]
    ways = combinations(range(len(roles)), len(cells))
    best = max(ways, key=lambda way: sum(fits[place] for fits, place in zip(evidence, way, strict=True)))
    edges = [cell.left for cell in cells[1:]]
    return [[best[bisect_right(edges, piece.column)] for piece in line.pieces] for line in lines]


def _evidence(text: str, role: str) -> float:
    return max(-_KNOWN, min(looks_like(text, None, frozenset()).as_role(role), _KNOWN))


def _with_units(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a line, numbers joined with the words one space apart from them."""
    found: list[Piece] = []
    for piece in pieces:
        if found and not _beside(found[-1], piece, same=True):
            found[-1] = replace(found[-1], column_span=piece.column + piece.column_span - found[-1].column)
        else:
            found.append(piece)
    return found


def _choice(pieces: Sequence[Piece], places: Sequence[_Place], roles: Sequence[str]) -> list[int]:
    """The column of each piece of a line, from left to right, such that they are least off in sum."""
    reached = [0.0] * len(places)
    steps: list[list[int]] = []
    for number, piece in enumerate(pieces):
        left = pieces[number - 1] if number else None
        costs = [
            place.distance(piece) - _known(piece, role) for place, role in zip(places, roles, strict=True)
        ]
        apart, together = _beside(left, piece, same=False), _beside(left, piece, same=True)
        ways = [
            min((reached[n] + (together if n == place else apart), n) for n in range(place + 1))
            for place in range(len(places))
        ]
        reached = [cost + way for cost, (way, _) in zip(costs, ways, strict=True)]
        steps.append([before for _, before in ways])
    return _traced(steps, reached.index(min(reached)))


def _traced(steps: Sequence[Sequence[int]], last: int) -> list[int]:
    """The way that ends at the place `last`; each step holds, by place, the place before."""
    way = [last]
    for step in steps[:0:-1]:
        way.append(step[way[-1]])
    return way[: len(steps)][::-1]


def _known(piece: Piece, role: str) -> float:
    """How surely the words alone tell the column: categories, signs, and what begins with one."""
    level = LEVELS.get(role)
    if level:
        return _KNOWN * any(c.level == level for c in categories(piece.text))
    if role in _NUMBERS:
        return _KNOWN if _NUMBER.fullmatch(piece.text) else -_KNOWN
    if _SIGN_ALONE.fullmatch(piece.text):
        return _KNOWN if role == "comparator" else -_KNOWN * (role in _TARGETS or role == "name")
    return _KNOWN * (role in _TARGETS and bool(_SIGN.match(piece.text)))


def _beside(left: Piece | None, right: Piece, *, same: bool) -> float:
    """What speaks against two neighbours in one column, or in two: one space is a gap, but for numbers in Chinese."""
    if left is None:
        return 0.0
    number, other = bool(_NUMBER.fullmatch(left.text)), bool(_NUMBER.fullmatch(right.text))
    if not same:
        return (gap(left, right) == 1) * (
            _FROM_UNIT if number and not other else _FROM_WORD * (other and not number)
        )
    if gap(left, right) > 1 or (number and other):
        return _TWO_CELLS
    return _TWO_WORDS * (number == other)
