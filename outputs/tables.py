"""The graph as tidy tables: one a class, with keys that join and the place of each fact.

`tables.tsv` says which tables there are and what stands in their columns; this module reads a store by it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from ontology.iris import compact
from outputs.properties import by_subject, instances, pairs, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pyoxigraph import Store

    from outputs.properties import Term

Cell = str | int | Decimal | None
Row = dict[str, Cell]

SEPARATOR = " | "
"""Between several values of one cell."""

ENCODING = "utf-8-sig"
"""With a byte-order mark: without one, Excel does not read Chinese."""

_NUMBERS = {"integer": int, "decimal": Decimal}
_DATATYPES = {"integer": "xsd:integer", "decimal": "xsd:decimal", "date": "xsd:date"}
_SORTED_BY = ("document", "evidence_document", "start", "evidence_start", "name")
_STARTS_A_FORMULA = tuple("=+-@\t\r＝＋－＠")
_ESCAPE = "'"


@dataclass(frozen=True, slots=True)
class Column:
    """A line of `tables.tsv`."""

    table: str
    name: str
    path: str
    type: str
    joins: str
    zh: str
    en: str

    @property
    def steps(self) -> list[str]:
        """The properties to follow, one after the other; `^` before one that is followed backwards."""
        return self.path.split("/")

    @property
    def is_plural(self) -> bool:
        """Whether a cell may hold several values."""
        return self.type in ("iris", "texts")

    @property
    def is_attribute(self) -> bool:
        """Whether the column tells of the row's own node, rather than of another one or of the evidence."""
        return self.type not in ("iri", "iris", "class") and not self.name.startswith("evidence_")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its first column holds the IRI of what a row is about."""

    name: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> Column:
        return self.columns[0]

    @property
    def classes(self) -> list[str]:
        """What has a row here."""
        return self.key.path.removeprefix("a ").split("|")

    def rows(self, store: Store) -> list[Row]:
        """A row for each instance of the classes, in the order of the documents where they stand in one."""
        steps = {step for column in self.columns[1:] for step in column.steps}
        values = {step: _values(store, step) for step in steps}
        nodes = [node for cls in self.classes for node in instances(store, cls)]
        return sorted((self._row(node, values) for node in nodes), key=self._place)

    def _row(self, node: str, values: Mapping[str, Mapping[str, list[Term]]]) -> Row:
        row: Row = {self.key.name: node}
        for described in self.columns[1:]:
            found: list[Term] = []
            nodes = [node]
            for step in described.steps:
                found = [term for source in nodes for term in values[step].get(source, ())]
                nodes = [text(term) for term in (found if described.is_plural else found[:1])]
            row[described.name] = _cell(described, found)
        return row

    def _place(self, row: Row) -> list[str]:
        return [_sortable(row[name]) for name in (*_SORTED_BY, self.key.name) if name in row]


@cache
def tables() -> tuple[Table, ...]:
    """The tables of `tables.tsv`, in its order."""
    lines = (files(__package__) / "tables.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    assert header == ["table", "column", *header[2:]]
    columns = (Column(*row) for row in rows)
    return tuple(Table(name, tuple(group)) for name, group in groupby(columns, attrgetter("table")))


def write_tables(store: Store, folder: Path) -> None:
    """Write every table as `folder/NAME.csv`, and `columns.csv`, which says what the columns hold.

    Raises `OSError` where that cannot be done.
    """
    for table in tables():
        lines = [[escape(column, row[column.name]) for column in table.columns] for row in table.rows(store)]
        _write(folder / f"{table.name}.csv", [column.name for column in table.columns], lines)
    described = [
        [column.table, column.name, column.type, column.joins, column.path, column.zh, column.en]
        for table in tables()
        for column in table.columns
    ]
    _write(folder / "columns.csv", ["table", "column", "type", "joins", "path", "zh", "en"], described)


def escape(column: Column, cell: Cell) -> str:
    """The cell as CSV holds it: no text of a document is a formula when a spreadsheet opens it.

    A text that begins with = + - @ (half or full width), a tab or an apostrophe gets an apostrophe
    before it; taking one leading apostrophe away from a column of type text gives the text back.
    """
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    is_text = column.type in ("text", "texts")
    return f"{_ESCAPE}{cell}" if is_text and str(cell).startswith((*_STARTS_A_FORMULA, _ESCAPE)) else str(cell)


def _values(store: Store, step: str) -> Mapping[str, list[Term]]:
    if not step.startswith("^"):
        return by_subject(store, step)
    from pyoxigraph import NamedNode

    backwards: dict[str, list[Term]] = {}
    for subject, target in sorted((subject, text(target)) for subject, target in pairs(store, step[1:])):
        backwards.setdefault(target, []).append(NamedNode(subject))
    return backwards


def _cell(column: Column, found: list[Term]) -> Cell:
    if datatype := _DATATYPES.get(column.type):
        typed = [text(term) for term in found if _datatype(term) == datatype]
        return _NUMBERS.get(column.type, str)(typed[0]) if typed else None
    if not found:
        return None
    if column.is_plural:
        return SEPARATOR.join(dict.fromkeys(map(text, found)))
    value = text(found[0])
    return compact(value).partition(":")[2] if column.type == "class" else value


def _sortable(cell: Cell) -> str:
    if cell is None:
        return "\U0010ffff"
    return str(cell).zfill(12) if isinstance(cell, int) else str(cell)


def _datatype(term: Term) -> str | None:
    datatype = getattr(term, "datatype", None)
    return compact(datatype.value) if datatype else None


def _write(path: Path, header: list[str], lines: list[list[str]]) -> None:
    with path.open("w", encoding=ENCODING, newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *lines])
