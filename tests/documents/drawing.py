"""Forms drawn by hand: a text file in which `|` parts the cells of a table.

    # 项目支出绩效目标表          a title
    （2023年度）                  a line of text
    | 项目名称 | 河道保洁 |       a row of a table
    | 绩效指标 | 产出指标 |
    | ^        | 效益指标 |       ^: the cell above goes on here; <: the one on the left
    ===== Sheet2                  a new page, or a sheet of that name

`⏎` in a cell begins a new paragraph. `|*` begins a row that is printed again on each further page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from .model import Line, PageBreak, Part, Table, table

FORMS = Path(__file__).with_name("forms")


def drawn(name: str) -> tuple[Part, ...]:
    """The form in the file of that name."""
    return parts_of((FORMS / f"{name}.txt").read_text(encoding="utf-8"))


def parts_of(drawing: str) -> tuple[Part, ...]:
    """The lines and tables of a drawing."""
    lines = [line for line in drawing.splitlines() if line.strip()]
    return tuple(
        part
        for is_row, group in groupby(lines, key=lambda line: line.startswith("|"))
        for part in ([_table(list(group))] if is_row else _lines(group))
    )


def _table(lines: list[str]) -> Table:
    heading = next((number for number, line in enumerate(lines) if line.startswith("|*")), None)
    rows = [line.removeprefix("|*").strip().strip("|").split("|") for line in lines]
    return table([[cell.strip().replace("⏎", "\n") for cell in row] for row in rows], heading)


def _lines(lines: Iterator[str]) -> Iterator[Line | PageBreak]:
    for line in lines:
        if line.startswith("====="):
            yield PageBreak(line.strip("= "))
        elif line.startswith("# "):
            yield Line(line.removeprefix("# "), "title")
        else:
            yield Line(line)
