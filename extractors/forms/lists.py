"""Lists of forms: one table with a row for each indicator of many projects (项目名称 | 年度目标 | 一级指标 | …).

Of each project a form of its own is made: the headings that are labels, each with the project's cell as its
value, then a table of the indicators. The cells are those of the document, so that every place holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.cleaning import part_of
from extractors.labels import label_of
from extractors.rows import Piece, Row
from extractors.tables.columns import Columns, columns_of, sums_up

PROJECT = "/project/name"
_CARRIED = ("/unit/name", "/department")
"""Fields that hold for the projects below until others are printed."""
_UNIT = "单位名称"


@dataclass(frozen=True, slots=True)
class _List:
    """The headings of a list: `heads` are labels of fields, each with the field; `indicators` the other columns."""

    heads: tuple[tuple[str, Piece], ...]
    indicators: Row
    columns: Columns

    def cell(self, row: Row, head: Piece) -> Piece | None:
        """What stands below a label in a row."""
        return next((piece for piece in row.pieces if _below(piece, head)), None)

    def without_heads(self, row: Row) -> Row:
        """The cells of a row that are not below labels."""
        pieces, hanging = (
            tuple(piece for piece in cells if not any(_below(piece, head) for _, head in self.heads))
            for cells in (row.pieces, row.hanging)
        )
        return replace(row, pieces=pieces, hanging=hanging)


@dataclass(slots=True)
class _Project:
    """The cells of one project: its fields, each label with the value, and the rows of its indicators."""

    fields: dict[str, tuple[Piece, Piece]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    printed: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Listed:
    """One form of a list as rows, and the rows as printed that it stands in."""

    rows: tuple[Row, ...]
    printed: tuple[Row, ...]


def find_list(rows: Sequence[Row]) -> int | None:
    """The row that heads a list of forms; None where there is none."""
    return next((i for i, row in enumerate(rows) if _list_of(row)), None)


def forms_of_list(rows: Sequence[Row], start: int) -> tuple[list[Listed], Sequence[Row]]:
    """The forms of the list that the row at `start` heads, and the rows behind it.

    The rows before the headings, with the title and the unit of money, belong to each of them.
    """
    heading = rows[start]
    table = _list_of(heading)
    assert table is not None
    above = {id(piece) for piece in heading.hanging}
    before = [row for row in rows[:start] if not any(id(piece) in above for piece in row.pieces)]
    end = next((i for i in range(start + 1, len(rows)) if not _goes_on(rows[i], heading)), len(rows))
    found = [
        Listed((*before, *_as_form(project, table)), tuple(project.printed))
        for project in _projects(rows[start + 1 : end], table)
    ]
    return found, rows[end:]


def _list_of(row: Row) -> _List | None:
    columns = columns_of(row) if row.tabular and _names_project(row) else None
    if columns is None or columns.kind != "indicators":
        return None
    pieces = sorted((*row.pieces, *row.hanging), key=lambda piece: piece.column)
    known = {column.index for column in columns.columns if column.role != "other" and not column.guessed}
    heads = tuple(
        (label.field, piece)
        for piece in pieces
        if piece.column not in known and (label := label_of(piece.text)) and label.kind != "heading"
    )
    own = {piece.column for _, piece in heads}
    indicators = tuple(piece for piece in pieces if piece.column not in own)
    if PROJECT not in dict(heads):
        return None
    return _List(heads, replace(row, pieces=indicators, hanging=()), columns)


def _names_project(row: Row) -> bool:
    labels = (label_of(piece.text) for piece in (*row.pieces, *row.hanging))
    return any(label is not None and label.field == PROJECT for label in labels)


def _goes_on(row: Row, heading: Row) -> bool:
    return row.tabular and row.width == heading.width


def _projects(rows: Sequence[Row], table: _List) -> Iterator[_Project]:
    """The projects that have indicators, each with its cells; a line without indicators may name their unit."""
    carried: dict[str, tuple[Piece, Piece]] = {}
    project: _Project | None = None
    for row in rows:
        if _list_of(row) or sums_up(row.pieces):
            continue
        fields = {name: (head, cell) for name, head in table.heads if (cell := table.cell(row, head))}
        if project is None or _is_other(fields, project):
            if project is not None and project.rows:
                yield project
            project = _Project({**carried, **fields})
        for name, pair in fields.items():
            project.fields.setdefault(name, pair)
        carried |= {name: pair for name, pair in fields.items() if name in _CARRIED}
        rest = table.without_heads(row)
        if rest.pieces:
            project.rows.append(rest)
            project.printed.append(row)
        elif unit := _unit(fields):
            carried["/unit/name"] = unit
    if project is not None and project.rows:
        yield project


def _is_other(fields: dict[str, tuple[Piece, Piece]], project: _Project) -> bool:
    """Whether a row names another project than the one above it."""
    for name in (PROJECT, "/project/code"):
        if name in fields and name in project.fields and _text(fields, name) != _text(project.fields, name):
            return True
    return PROJECT in fields and PROJECT not in project.fields


def _text(fields: dict[str, tuple[Piece, Piece]], name: str) -> str:
    return fields[name][1].text


def _unit(fields: dict[str, tuple[Piece, Piece]]) -> tuple[Piece, Piece] | None:
    """The unit that a line without indicators names, below a heading for both (单位名称、项目名称)."""
    if PROJECT not in fields or not fields[PROJECT][0].text.startswith(_UNIT):
        return None
    head, cell = fields[PROJECT]
    words = part_of(head.value, 0, len(_UNIT))
    return replace(head, end=words.span[1], value=words), cell


def _as_form(project: _Project, table: _List) -> Iterator[Row]:
    page = project.rows[0].page
    for head, cell in project.fields.values():
        label = replace(head, column=0, column_span=1, row_span=1)
        value = replace(cell, column=1, column_span=1, row_span=1)
        yield Row((label, value), closed=True, page=page, grid="ruled", width=2)
    yield table.indicators
    yield from project.rows


def _below(piece: Piece, head: Piece) -> bool:
    return head.column <= piece.column < head.column + head.column_span
