"""Words of a table of money 资金表: what each says of the sums beside or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.labels import amount_of, label_of, money_unit, without_money_unit
from extractors.rows import Piece, Row
from extractors.tables.columns import OTHER, Column, Columns
from extractors.tables.headings import headings_of
from extractors.values import parse_money, parse_share
from extractors.vocabulary import settings

PHASES = {
    "requested": ("requested", 0),
    "approved": ("approved", 0),
    "revised": ("revised", 0),
    "executed": ("executed", 0),
    "unstated": ("unstated", 0),
    "prior_approved": ("approved", -1),
    "prior_executed": ("executed", -1),
}
"""The phase, and the year counted from the form's, that each role of a column or row means."""

SHARES = frozenset({"rate", "weight", "score", "remark"})
"""Roles of what stands beside sums and is none: rates, points, words."""

_SCOPES = frozenset({"project", "annual"})
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年度?")
_QUARTER = re.compile(r"第?[一二三四1-4]季度")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Facet:
    """What words say of a sum; None where they do not say.

    `role`: `money`, or one of `SHARES`. `year` is printed, `year_offset` counted from the form's. `sums_up`: it is 合计
    or 小计. `part`: what the source may be a part of, `budget`: its key in the flat view (amounts.tsv).
    """

    role: str = "money"
    scope: str | None = None
    year: int | None = None
    year_offset: int | None = None
    phase: str | None = None
    source: str | None = None
    part: str = ""
    budget: str | None = None
    sums_up: bool = False


TOTAL = Facet(source="total", budget="current_year", sums_up=True)
"""What 合计 says, and a row of sums without words."""


@lru_cache(maxsize=1 << 12)  # the same words stand in thousands of forms
def facet_of(text: str) -> Facet | None:
    """What printed words say of the sums that they head or stand beside; None where they speak of no money."""
    words = without_money_unit(text)
    if _QUARTER.fullmatch(words):
        return Facet(scope="quarter")
    if words in settings("tables")["totals"]:
        return TOTAL
    printed = _YEAR.match(words)
    year = int(printed["year"]) if printed else None
    if printed and printed.end() == len(words):
        return Facet(year=year)
    roles = [role.name for role in headings_of(text, "money")]
    role = next((name for name in roles if name != "source"), None)
    label = label_of(text)
    meaning = amount_of(label) if label and label.kind == "amount" else None
    if role in PHASES:
        phase, offset = PHASES[role]
        return Facet(year=year, year_offset=None if year else offset, phase=phase)
    if meaning:
        phase_of_label = meaning.phase if meaning.phase != "requested" else None
        return Facet(
            scope=meaning.scope,
            year=year,
            year_offset=meaning.year_offset if meaning.year_offset and not year else None,
            phase=phase_of_label,
            source=meaning.source,
            part=meaning.part,
            budget=meaning.budget,
        )
    if role in _SCOPES:
        return Facet(scope=role, year=year)
    if role == "amount":
        return Facet(year=year)
    return Facet(role=role) if role in SHARES else None


def merged_facets(facets: Sequence[Facet]) -> Facet | None:
    """What several words say together, None for none: the later ones prevail, but 小计 sums up the source before it."""
    merged: Facet | None = None
    for other in facets:
        if merged is None:
            merged = other
            continue
        keep = other.source in (None, "total") and merged.source not in (None, "total")
        merged = Facet(
            role=merged.role if other.role == "money" else other.role,
            scope=other.scope or merged.scope,
            year=other.year or merged.year,
            year_offset=merged.year_offset if other.year_offset is None else other.year_offset,
            phase=other.phase or merged.phase,
            source=merged.source if keep else other.source or merged.source,
            part=merged.part if keep or other.source is None else other.part,
            budget=merged.budget if keep or other.source is None else other.budget,
            sums_up=other.sums_up,
        )
    return merged


def is_number(text: str) -> bool:
    """Whether a cell holds a sum, a share or a sign that there is none."""
    return (
        text in settings("tables")["nothing"]
        or parse_money(text, "元") is not None
        or parse_share(text) is not None
    )


def columns_above(row: Row, below: Sequence[Row]) -> Columns | None:
    """The columns of a table of money that a row heads by the rows of sums below it; None where it heads none.

    The words over the sums say what they are, at least half of them, where the sums begin with such words too; all
    but one where only a cell beside the rows says that they are money. Below words that nobody knows it takes two
    rows of nothing but sums behind sources of funds.
    """
    if row.grid not in ("ruled", "tabs") or any(
        is_number(p.text) or _opens_field(p.text) for p in row.pieces
    ):
        return None
    place = next((i for i, each in enumerate(below) if _numbers(each)), len(below))
    if place == len(below):
        return None
    sums, numbers = below[place], {piece.column for piece in _numbers(below[place])}
    heads = [p for p in row.pieces if numbers & set(range(p.column, p.column + p.column_span))]
    if len(heads) < _FEWEST or len(list(headings_below(below[:place], heads[0].column))) < place:
        return None
    first = heads[0].column
    own = [piece for piece in row.pieces if piece.column >= first]
    known = sum(facet_of(piece.text) is not None for piece in own)
    if _speaks(sums, first):
        is_table = known * 2 >= len(own) or all(_is_of_sums(each, first) for each in below[place : place + 2])
    else:
        is_table = known >= len(own) - 1 and _stands_beside_money(sums, first)
    if not is_table:
        return None
    units = (money_unit(piece.text) for piece in (*row.hanging, *row.pieces) if piece.column < first)
    columns = tuple(_column(piece) for piece in own)
    return Columns("money", columns, unit=next(filter(None, units), None), width=row.width)


def _column(piece: Piece) -> Column:
    facet = facet_of(piece.text)
    role = facet.role if facet else OTHER
    return Column(piece.column, role, piece.value, money_unit(piece.text), span=piece.column_span)


def _numbers(row: Row) -> list[Piece]:
    return [piece for piece in row.pieces if is_number(piece.text)]


def _opens_field(text: str) -> bool:
    """Whether words are a label of anything but money."""
    label = label_of(text)
    return label is not None and label.kind not in ("amount", "heading") and facet_of(text) is None


def _speaks(sums: Row, first: int) -> bool:
    """Whether a row of sums says what they are left of the columns, and holds mostly sums in them."""
    said = any(facet_of(piece.text) for piece in sums.pieces if piece.column < first)
    held = [piece for piece in sums.pieces if piece.column >= first]
    return said and len(_numbers(sums)) * 2 > len(held)


def _is_of_sums(row: Row, first: int) -> bool:
    """Whether a row holds several sums and nothing else behind words that say what they are."""
    held = [piece for piece in row.pieces if piece.column >= first]
    return _speaks(row, first) and len(held) >= _FEWEST and all(is_number(piece.text) for piece in held)


def _stands_beside_money(sums: Row, first: int) -> bool:
    """Whether a row holds nothing but sums, beside a cell that heads sums of money (项目资金, 资金来源)."""
    beside = [label_of(piece.text) for piece in sums.hanging if piece.column < first]
    heads = any(label is not None and label.field == "heading/money" for label in beside)
    return heads and sums.pieces[0].column >= first and all(is_number(piece.text) for piece in sums.pieces)


def covering(columns: Sequence[Column], piece: Piece) -> Column | None:
    """The column that a cell stands below: the one drawn over its place, or the first that it is drawn over."""
    over = (column for column in columns if column.index <= piece.column < column.index + column.span)
    under = (c for c in columns if piece.column <= c.index < piece.column + piece.column_span)
    return next(over, next(under, None))


def headings_below(rows: Sequence[Row], first: int) -> Iterator[Row]:
    """The rows right below the headings of a table of money that only hold further headings."""
    for row in rows:
        own = [piece for piece in row.pieces if piece.column >= first]
        if not own or not all(facet_of(piece.text) for piece in own):
            return
        yield row
