"""Points 分值 and scores 得分 that a self-evaluation prints beside its indicators: of the budget, and in total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import UNSET, UnsetType

from extractors.cleaning import Value
from extractors.forms.funds import funds_of
from extractors.forms.parts import Layout, Share
from extractors.forms.places import Places
from extractors.records import Evaluation, FundRemark
from extractors.rows import Row
from extractors.tables.columns import Grid, sums_up
from extractors.values import parse_share
from extractors.vocabulary import settings

_BUDGET = {"rate": "execution_rate", "weight": "budget_weight", "score": "budget_score"}
_TOTAL = {"weight": "total_weight", "score": "total_score"}


def evaluation_of(layout: Layout, places: Places) -> Evaluation | UnsetType:
    """The points of a form and what else stands beside its sums, marked in `places`; unset where it prints none."""
    shares = [
        share for grid in layout.grids if grid.columns.kind == "money" for share in funds_of(grid).shares
    ]
    shares += layout.shares
    budget: dict[str, Value] = {}
    remarks: list[FundRemark] = []
    for share in shares:
        key = _BUDGET.get(share.role)
        if key and key not in budget and share.of_all and parse_share(share.printed.text) is not None:
            budget[key] = share.printed
            continue
        _mark(f"/evaluation/remarks/{len(remarks)}", share, places)
        label = share.label.text if share.label else None
        remarks.append(FundRemark(label=label, heading=share.heading.text, text=share.printed.text))
    total = [
        cells
        for grid in layout.grids
        if grid.columns.kind == "indicators"
        for cells in _cells(Grid(grid.columns, list(filter(_is_total, grid.rows))), _TOTAL)
    ]
    found = {**budget, **_first(total, *_TOTAL.values())}
    for key, value in found.items():
        places.mark(f"/evaluation/{key}", value)
    if not found and not remarks:
        return UNSET
    shown = {key: parse_share(value.text) for key, value in found.items()}
    return Evaluation(**shown, remarks=tuple(remarks) or UNSET)


def _mark(pointer: str, share: Share, places: Places) -> None:
    for key, value in (("label", share.label), ("heading", share.heading), ("text", share.printed)):
        if value:
            places.mark(f"{pointer}/{key}", value)


def _is_total(row: Row) -> bool:
    """Whether a row sums up the whole table, and not a part of it (小计)."""
    return sums_up(row.pieces) and row.pieces[0].text not in settings("tables")["subtotals"]


def _cells(grid: Grid, keys: Mapping[str, str]) -> Iterator[dict[str, Value]]:
    """Of each row the numbers in the columns of the roles that are keys, by what they are called."""
    columns = {column.index: keys[column.role] for column in grid.columns.columns if column.role in keys}
    for row in grid.rows:
        yield {columns[at]: value for at, value in _numbers(row) if at in columns}


def _numbers(row: Row) -> Iterator[tuple[int, Value]]:
    return ((piece.column, piece.value) for piece in row.pieces if parse_share(piece.text) is not None)


def _first(rows: Sequence[dict[str, Value]], *wanted: str) -> dict[str, Value]:
    """The first row that has one of the numbers wanted."""
    return next((cells for cells in rows if any(key in cells for key in wanted)), {})
