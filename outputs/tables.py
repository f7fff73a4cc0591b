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

from kg.store.sheets import neutralised
from ontology.iris import compact
from outputs.properties import instances, language_rank, select, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Store

    from outputs.properties import Term

Cell = str | int | Decimal | None
Row = dict[str, Cell]

SEPARATOR = " | "
"""Between several values of one cell."""

ENCODING = "utf-8-sig"
"""With a byte-order mark: without one, Excel does not read Chinese."""

_DATATYPES = {
    "integer": ("xsd:integer",),
    "decimal": ("xsd:decimal",),
    "date": ("xsd:date", "xsd:gYearMonth", "xsd:gYear"),
}
_SORTED_BY = ("document", "evidence_document", "start", "evidence_start", "name")


@dataclass(frozen=True, slots=True)
class Column:
    """A line of `tables.tsv`; `path` is a SPARQL property path, that of a key column `a CLASS`."""

    table: str
    name: str
    path: str
    type: str
    joins: str
    zh: str
    en: str

    @property
    def is_attribute(self) -> bool:
        """Whether the column tells of the row's own node, rather than of another one or of the evidence."""
        return self.type not in ("iri", "iris", "class") and not self.name.startswith("evidence_")

    def cell(self, found: list[Term]) -> Cell:
        """What stands in a row for the values found, the preferred one first."""
        if self.type in ("iris", "texts"):
            return SEPARATOR.join(dict.fromkeys(map(text, found))) or None
        if self.type in _DATATYPES:
            found = [term for term in found if _datatype(term) in _DATATYPES[self.type]]
        return _converted(self.type, text(found[0])) if found else None


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

    @property
    def attributes(self) -> list[Column]:
        """The columns that tell of the row's own node."""
        return [column for column in self.columns[1:] if column.is_attribute]

    def rows(self, store: Store, columns: Iterable[Column] | None = None) -> list[Row]:
        """A row for each instance of the classes, in the order of the documents where they stand in one.

        Its cells are the key and those of `columns` (all, if not given).
        """
        rows: dict[str, Row] = {
            node: {self.key.name: node} for cls in self.classes for node in instances(store, cls)
        }
        for column in self.columns[1:] if columns is None else columns:
            values = self._values(store, column.path)
            for node, row in rows.items():
                row[column.name] = column.cell(values.get(node, []))
        return sorted(rows.values(), key=self._place)

    def _values(self, store: Store, path: str) -> dict[str, list[Term]]:
        """Node → values at the end of `path`, in the order of the nodes after its first step: so columns
        that begin with the same step (`jx:evidence/…`) speak of the same node first."""
        first, _, rest = path.partition("/")
        pattern = f"VALUES ?class {{ {' '.join(self.classes)} }} ?node a ?class ; {first} ?step ."
        onwards = f"?step {rest} ?value" if rest else "BIND(?step AS ?value)"
        found: dict[str, list[tuple[str, Term]]] = {}
        for solution in select(store, f"SELECT * {{ {pattern} {onwards} }}"):
            step = text(solution["step"]) if rest else ""
            found.setdefault(text(solution["node"]), []).append((step, solution["value"]))
        return {
            node: [value for _, value in sorted(steps, key=lambda each: (each[0], language_rank(each[1])))]
            for node, steps in found.items()
        }

    def _place(self, row: Row) -> list[str]:
        return [_sortable(row[name]) for name in (*_SORTED_BY, self.key.name) if name in row]


@cache
def tables() -> tuple[Table, ...]:
    """The tables of `tables.tsv`, in its order."""
    lines = (files(__package__) / "tables.tsv").read_text(encoding="utf-8").splitlines()
    _, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    columns = (Column(*row) for row in rows)
    return tuple(Table(name, tuple(group)) for name, group in groupby(columns, attrgetter("table")))


def write_tables(store: Store, folder: Path) -> None:
    """Write every table as `folder/NAME.csv`, and `columns.csv`, which says what the columns hold.

    Raises `OSError` where that cannot be done.
    """
    for table in tables():
        header = [column.name for column in table.columns]
        rows = ([escape(column, row[column.name]) for column in table.columns] for row in table.rows(store))
        _write(folder / f"{table.name}.csv", header, rows)
    header = ["table", "column", "type", "joins", "path", "zh", "en"]
    described = (
        [column.table, column.name, column.type, column.joins, column.path, column.zh, column.en]
        for table in tables()
        for column in table.columns
    )
    _write(folder / "columns.csv", header, described)


def escape(column: Column, cell: Cell) -> str:
    """The cell as CSV holds it: no text of a document is a formula when a spreadsheet opens it.

    A text that begins with = + - @ (of half or full width), a tab or an apostrophe gets an apostrophe
    before it; taking one leading apostrophe away from a cell of type text or texts gives the text back.
    """
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return neutralised(str(cell)) if column.type in ("text", "texts") else str(cell)


def _converted(type_: str, value: str) -> Cell:
    match type_:
        case "integer":
            return int(value)
        case "decimal":
            return Decimal(value)
        case "class":
            return compact(value).partition(":")[2]
        case _:
            return value


def _datatype(term: Term) -> str | None:
    datatype = getattr(term, "datatype", None)
    return compact(datatype.value) if datatype else None


def _sortable(cell: Cell) -> str:
    if cell is None:
        return "\U0010ffff"
    return str(cell).zfill(12) if isinstance(cell, int) else str(cell)


def _write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding=ENCODING, newline="") as file:
        csv.writer(file).writerows([header, *rows])  # rows end in CR LF, so a CR within a cell is quoted
