"""Lists of forms: one table with a row for each indicator of many projects (项目名称 | 年度目标 | 一级指标 | …).

Of each project a form of its own is made: the headings that are labels, each with the project's cell as its
value, then a table of the indicators. The cells are those of the document, so that every place holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.cleaning import Value
from extractors.labels import label_of
from extractors.rows import Piece, Row
from extractors.tables.columns import OTHER, Columns, columns_of, sums_up
from extractors.tables.headings import FIRST_ROLES
from extractors.vocabulary import settings

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
    """One form of a list as rows, the rows as printed that it stands in, and fields that no label opens."""

    rows: tuple[Row, ...]
    printed: tuple[Row, ...]
    known: tuple[tuple[str, Value], ...] = ()


def find_list(rows: Sequence[Row]) -> int | None:
    """The row that heads a list of forms; None where there is none."""
    first = next((i for i, row in enumerate(rows) if _list_of(row)), None)
    while first is not None and first + 1 < len(rows) and _goes_on_below(rows[first + 1], rows[first]):
        first += 1
    return first


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
        Listed((*before, *_as_form(project, table)), tuple(project.printed), _known(project))
        for project in _projects(rows[start + 1 : end], table)
    ]
    return found, rows[end:]


def _goes_on_below(row: Row, heading: Row) -> bool:
    """Whether headings that are drawn over several columns have others below them."""
    reaching = {id(piece) for piece in row.hanging}
    return (
        any(id(piece) in reaching for piece in (*heading.pieces, *heading.hanging))
        and _list_of(row) is not None
    )


def _list_of(row: Row) -> _List | None:
    columns = columns_of(row) if row.tabular and _names_project(row) else None
    if columns is None or columns.kind != "indicators":
        return None
    pieces = sorted((*row.pieces, *row.hanging), key=lambda piece: piece.column)
    first = min(column.index for column in columns.columns if column.role in FIRST_ROLES)
    known = {
        column.index
        for column in columns.columns
        if column.role != OTHER and not column.guessed and (column.role != "unit" or column.index > first)
    }
    heads = tuple(
        (name, piece) for piece in pieces if piece.column not in known and (name := _field_of(piece.text))
    )
    own = {piece.column for _, piece in heads}
    indicators = tuple(piece for piece in pieces if piece.column not in own)
    if PROJECT not in dict(heads):
        return None
    return _List(heads, replace(row, pieces=indicators, hanging=()), columns)


def _field_of(heading: str) -> str | None:
    """The field that a heading before the indicators opens: that of a label, or of a word that is none elsewhere."""
    label = label_of(heading)
    if label is not None:
        return label.field if label.kind != "heading" else None
    return dict(entry.split() for entry in settings("tables")["list_headings"]).get(heading)


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
        elif PROJECT in fields and fields[PROJECT][0].text.startswith(_UNIT):
            carried["/unit/name"] = fields[
                PROJECT
            ]  # 单位名称、项目名称: a line of the unit above its projects
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


def _known(project: _Project) -> tuple[tuple[str, Value], ...]:
    """The fields whose heading is no label of theirs."""
    return tuple(
        (name, cell.value) for name, (head, cell) in project.fields.items() if not _opens(head, name)
    )


def _opens(head: Piece, name: str) -> bool:
    label = label_of(head.text)
    return label is not None and label.field == name


def _as_form(project: _Project, table: _List) -> Iterator[Row]:
    page = project.rows[0].page
    for name, (head, cell) in project.fields.items():
        if not _opens(head, name):
            continue
        label = replace(head, column=0, column_span=1, row_span=1)
        value = replace(cell, column=1, column_span=1, row_span=1)
        yield Row((label, value), closed=True, page=page, grid="ruled", width=2)
    yield table.indicators
    yield from project.rows


def _below(piece: Piece, head: Piece) -> bool:
    return head.column <= piece.column < head.column + head.column_span
