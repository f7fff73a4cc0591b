"""Tables of money 资金表 read whole: every cell below the headings is a sum, a rate or point, a remark, or told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.cleaning import Value
from extractors.forms.parts import Share
from extractors.labels import label_of, money_unit
from extractors.rows import Piece, Row
from extractors.tables.columns import Column, Columns, Grid
from extractors.tables.money import (
    SHARES,
    TOTAL,
    Facet,
    covering,
    facet_of,
    headings_below,
    is_number,
    merged_facets,
)
from extractors.vocabulary import settings

UNKNOWN = "unknown"
"""The role of what stands under a heading that nobody knows."""

_NO_SOURCE = (None, "total")


@dataclass(frozen=True, slots=True)
class Cell:
    """A sum in a table of money and what it is one of; `printed` is None where the cell is empty.

    `label`: the words that say so, as printed, with their places. `quarter`: those that name a part of the year.
    """

    label: tuple[Value, ...]
    facet: Facet
    printed: Value | None
    unit: str | None
    quarter: Value | None = None


@dataclass(slots=True)
class Funds:
    """A table of money taken apart; `strays`: what nothing says the meaning of."""

    cells: list[Cell] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    strays: list[Value] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Head:
    """A column with all that the words over it say, from the top."""

    column: Column
    facets: tuple[Facet, ...]
    values: tuple[Value, ...]


def funds_of(grid: Grid) -> Funds:
    """The sums of a table of money, row by row, and what stands beside them."""
    found = Funds()
    rows = list(grid.rows)
    heads = _heads(grid.columns, rows)
    first = _first_of_sums(heads, rows)
    for row in rows[len(list(headings_below(rows, first))) :]:
        beside = _beside(row, first, has_total=any(cell.facet.source == "total" for cell in found.cells))
        if beside is None:
            found.strays.extend(piece.value for piece in row.pieces)
            continue
        held, rest = _held(row, [head for head in heads if head.column.index >= first])
        for head, piece in held:
            _read(head, piece, beside, heads, found, unit=grid.columns.unit)
        found.strays.extend(piece.value for piece in rest if not _says_nothing(piece))
    headings = {share.heading.span: share.heading for share in found.shares if share.role == UNKNOWN}
    found.strays.extend(headings.values())
    return found


def _heads(columns: Columns, rows: Sequence[Row]) -> list[_Head]:
    """The columns of sums; words in the rows right below the headings part them."""
    heads = [_head(column) for column in columns.columns if column.role != "source"]
    for row in headings_below(rows, heads[0].column.index if heads else 0):
        parted: list[_Head] = []
        for head in heads:
            below = [piece for piece in row.pieces if covering([head.column], piece)]
            parted += [_under(head, piece) for piece in below] or [head]
        heads = parted
    return _with_phases(heads)


def _head(column: Column) -> _Head:
    over = facet_of(column.group.text) if column.group else None
    own = facet_of(column.heading.text)
    values = (column.group, column.heading) if over and column.group else (column.heading,)
    return _Head(column, tuple(facet for facet in (over, own) if facet), values)


def _under(head: _Head, piece: Piece) -> _Head:
    unit = money_unit(piece.text) or head.column.unit
    column = replace(head.column, index=piece.column, span=piece.column_span, heading=piece.value, unit=unit)
    own = facet_of(piece.text)
    return _Head(column, (*head.facets, *([own] if own else ())), (*head.values, piece.value))


def _with_phases(heads: list[_Head]) -> list[_Head]:
    """The columns, 其中：财政拨款 in the phase of the column on its left, of which it is a part."""
    found = heads[:1]
    for head in heads[1:]:
        own, left = merged_facets(head.facets), merged_facets(found[-1].facets)
        if own and left and left.phase and _names_source_only(own):
            of_left = replace(left, source=None, part="", budget=None, sums_up=False)
            head = replace(head, facets=(of_left, *head.facets))
        found.append(head)
    return found


def _names_source_only(facet: Facet) -> bool:
    return bool(facet.source) and facet == Facet(source=facet.source, part=facet.part, budget=facet.budget)


def _first_of_sums(heads: Sequence[_Head], rows: Sequence[Row]) -> int:
    """The first column that holds a number: those before it hold words that say what the sums are."""
    for head in heads:
        cells = [piece for row in rows for piece in row.pieces if covering([head.column], piece)]
        if head.facets and (not cells or any(is_number(piece.text) for piece in cells)):
            return head.column.index
    return heads[0].column.index if heads else 0


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the words left of a row's sums say, and those that name their source (none: sums alone)."""

    label: Value | None
    facet: Facet


def _beside(row: Row, first: int, *, has_total: bool) -> _Beside | None:
    """What the words left of a row's sums say, those that reach down into it too; None where nothing says it.

    小计 sums up the source printed before it. Sums alone, or of a 小计 of nothing, are those of all money where no
    other row is (`has_total`).
    """
    own = {piece.start for piece in row.pieces if piece.column < first}
    labels = sorted(
        (piece for piece in (*row.hanging, *row.pieces) if piece.column < first),
        key=lambda piece: (piece.column, piece.start in own),
    )
    known = [(piece, facet) for piece in labels if (facet := facet_of(piece.text))]
    sources = [piece for piece, facet in known if facet.source not in _NO_SOURCE]
    if not any(piece.start in own for piece, _ in known):
        unknown = any(piece.start in own and not _is_heading(piece) for piece in labels)
        return None if unknown or sources or has_total else _Beside(None, TOTAL)
    merged = merged_facets([facet for _, facet in known])
    label = sources[-1] if sources else known[-1][0]
    if merged is None or (has_total and not sources and label.text in settings("tables")["subtotals"]):
        return None
    return _Beside(label.value, merged)


def _is_heading(piece: Piece) -> bool:
    label = label_of(piece.text)
    return label is not None and label.kind == "heading"


def _held(row: Row, heads: Sequence[_Head]) -> tuple[list[tuple[_Head, Piece | None]], list[Piece]]:
    """The columns of sums with what a row holds in each, and what stands in none of them.

    Where cells may have slipped they are in order if none is missing.
    """
    first = heads[0].column.index if heads else 0
    pieces = [piece for piece in row.pieces if piece.column >= first]
    if row.grid != "ruled" and len(pieces) == len(heads):
        return list(zip(heads, pieces, strict=True)), []
    found: dict[int, Piece] = {}
    rest: list[Piece] = []
    for piece in pieces:
        column = covering([head.column for head in heads], piece)
        if column is None or column.index in found:
            rest.append(piece)
        else:
            found[column.index] = piece
    return [(head, found.get(head.column.index)) for head in heads], rest


def _read(
    head: _Head,
    piece: Piece | None,
    beside: _Beside,
    heads: Sequence[_Head],
    found: Funds,
    *,
    unit: str | None,
) -> None:
    """Add what one cell holds."""
    above, row, heading = merged_facets(head.facets), beside.facet, head.values[-1]
    role = _role(above, row, head, heads)
    if role == "money":
        facet = _crossed(above or Facet(), row, heads)
        label = _source_of(facet, row, beside.label, head)
        words = (label, heading) if facet.phase == "unstated" and label is not heading else (label,)
        of_label = money_unit(label.text)
        printed = piece.value if piece else None
        quarter = heading if facet.scope == "quarter" else None
        found.cells.append(Cell(words, facet, printed, head.column.unit or of_label or unit, quarter))
    elif piece and not _says_nothing(piece):
        of_all = row.source in _NO_SOURCE and (above is None or above.source in _NO_SOURCE)
        found.shares.append(Share(role, beside.label, heading, piece.value, of_all))


def _source_of(facet: Facet, row: Facet, label: Value | None, head: _Head) -> Value:
    """The words that name the source of a sum: beside it, or over it where those beside it name none."""
    if label and (row.source == facet.source or facet.source == "total"):
        return label
    return next((v for v in reversed(head.values) if (f := facet_of(v.text)) and f.source), head.values[-1])


def _role(above: Facet | None, row: Facet, head: _Head, heads: Sequence[_Head]) -> str:
    """What a column holds in a row; one of 金额 beside those of 中期 and 年度 does not say of what."""
    if above is None:
        return head.column.role if head.column.role in SHARES else UNKNOWN
    if {above.source, row.source} - set(_NO_SOURCE) > {row.source} - set(
        _NO_SOURCE
    ) and row.source not in _NO_SOURCE:
        return "remark"  # 上年结转 of 中央资金
    if above == Facet() and any((each := merged_facets(other.facets)) and each.scope for other in heads):
        return UNKNOWN
    return next((role for role in (above.role, row.role) if role in SHARES), "money")


def _crossed(above: Facet, row: Facet, heads: Sequence[_Head]) -> Facet:
    """What a sum is by the words over it and those beside it: sums of a phase, or under a year, are a year's.

    Beside columns of single years 合计 is that of the project.
    """
    years = {facet.year for head in heads if (facet := merged_facets(head.facets)) and facet.year}
    phase, year = above.phase or row.phase, above.year or row.year
    if phase is None and any((other := merged_facets(head.facets)) and other.phase for head in heads):
        phase = "unstated"  # beside columns of phases
    scope = above.scope or ("annual" if phase or year else row.scope)
    if above.sums_up and len(years) > 1 and not year:
        scope = "project"
    ours = above if row.source in _NO_SOURCE and above.source not in _NO_SOURCE else row
    return Facet(
        scope=scope,
        year=year,
        year_offset=row.year_offset if above.year_offset is None else above.year_offset,
        phase=phase,
        source=ours.source or "total",
        part=ours.part,
        budget=ours.budget if ours.source else TOTAL.budget,
    )


def _says_nothing(piece: Piece) -> bool:
    return piece.text in settings("tables")["nothing"]
