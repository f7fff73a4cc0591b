"""What a layout is, and how its tables are put together from rows of cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..facts import Form, Row, Sum
from ..model import LEFT, UP, Line, Parts

Levels = Mapping[str, tuple[str | None, ...]]
"""Level-2 categories by their level 1; only None where a table has no level 2."""

BENEFIT = ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")
SERVED = ("服务对象满意度指标",)
OUTPUT = ("数量指标", "质量指标", "时效指标")
COST = ("经济成本指标", "社会成本指标", "生态环境成本指标")
LEVELS_2015: Levels = {"产出指标": (*OUTPUT, "成本指标"), "效益指标": BENEFIT, "满意度指标": SERVED}
LEVELS_2021: Levels = {"成本指标": COST, "产出指标": OUTPUT, "效益指标": BENEFIT, "满意度指标": SERVED}


@dataclass(frozen=True)
class Layout:
    """A layout: the title and kind of its forms, what they print, and how they are drawn.

    `fields`, `columns`: those of `Form` and of `Row` that not every layout prints.
    """

    name: str
    title: str
    kind: str
    draw: Callable[[Form], Parts]
    levels: Levels
    sums: tuple[Sum, ...]
    narratives: tuple[str, ...]
    fields: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()


def head(form: Form) -> list[Line]:
    """The title and the year below it."""
    return [Line(form.title, "title"), Line(f"（{form.year}年度）")]


def wide(texts: Sequence[str], *widths: int) -> list[str]:
    """A row of cells, each as many columns wide as its width says."""
    return [
        place for text, width in zip(texts, widths, strict=True) for place in (text, *[LEFT] * (width - 1))
    ]


def under(label: str, rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows with one cell on their left that spans all of them."""
    return [[label if i == 0 else UP, *row] for i, row in enumerate(rows)]


def listed(rows: Sequence[Row], *columns: str) -> list[list[str]]:
    """Indicators with their levels and names, then a cell for each column; a category of several rows is one cell."""
    return [
        [*_levels(row, above), row.name, *(getattr(row, column) or "" for column in columns)]
        for row, above in zip(rows, [None, *rows], strict=False)
    ]


def in_yuan(value: int | None) -> str:
    """2,860,000.00; nothing where there is no sum."""
    return "" if value is None else f"{value:,}.00"


def in_wan(value: int | None) -> str:
    """286.00 (万元)"""
    return "" if value is None else f"{value / 10_000:.2f}"


def _levels(row: Row, above: Row | None) -> list[str]:
    same = above is not None and row.level1 == above.level1
    level1 = UP if same else row.level1
    if row.level2 is None:
        return [level1]
    return [level1, UP if same and above and row.level2 == above.level2 else row.level2]
