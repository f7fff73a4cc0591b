"""Writing a graph to files that other programs read."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ontology import TURTLE, path
from ontology.iris import PREFIXES
from outputs import delimited, jsonld, parquet
from outputs.graphxml import write_gexf, write_graphml
from outputs.tables import filled
from outputs.whole import whole
from outputs.workbook import Heading, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import BinaryIO

    import networkx
    from pyoxigraph import Quad, Store

    from outputs.tables import Column, Filled, Row
    from outputs.workbook import Value

FORMATS = ("ttl", "nq", "jsonld", "graphml", "gexf", "csv", "parquet", "xlsx")
_FOLDERS = ("csv", "parquet")


class ExportError(Exception):
    """What cannot be written: one line that says where, what is wrong, what to do."""


def export(
    store: Store,
    fmt: str,
    target: Path,
    *,
    ontology: bool = True,
    about: Mapping[str, str] | None = None,
    mark: bool = False,
) -> tuple[str, ...]:
    """Write the default graph of `store` to `target`, in one of `FORMATS`.

    `ttl`, `nq` and `jsonld` hold every triple (without `ontology`: only those of the data), in the order of
    the store, which for a build follows from its content. `graphml` and `gexf` hold the entities and their
    relations, `csv` (with a byte-order mark if `mark`) and `parquet` a folder of tables, `xlsx` a workbook of them; all
    tables repeat what `about` says of the build. Files appear only when they are whole, and tables together.

    Gives a line for each thing that the format could not hold as it is. Raises `ExportError`.
    """
    if fmt not in FORMATS:
        raise ExportError(f"{fmt}: not a format to export; choose one of {', '.join(FORMATS)}")
    tables = filled(store, about or {})
    notes: list[str] = []
    try:
        if fmt in _FOLDERS:
            with _whole_folder(target) as folder:
                if fmt == "csv":
                    delimited.write(tables, folder, mark=mark)
                else:
                    notes = parquet.write(tables, folder, about or {})
        else:
            with whole(target) as output:
                if fmt == "xlsx":
                    notes = _workbook(tables, output, about or {})
                else:
                    _WRITERS[fmt](store, output, ontology)
    except OSError as error:
        raise _unwritable(target, error, "name a folder" if fmt in _FOLDERS else _NAME_A_FILE) from error
    return tuple(notes)


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `target` when all of it is written. Raises `ExportError` where it cannot be."""
    try:
        with whole(target) as output:
            yield output
    except OSError as error:
        raise _unwritable(target, error, _NAME_A_FILE) from error


_NAME_A_FILE = "name a file in a folder that you may write to"


def _unwritable(target: Path, error: OSError, remedy: str) -> ExportError:
    return ExportError(f"{target}: cannot be written ({error.strerror}); {remedy}")


@contextmanager
def _whole_folder(target: Path) -> Iterator[Path]:
    """A folder whose files go to `target`, which may hold others, when all are written; one that is new vanishes
    if they cannot be."""
    is_new = not target.exists()
    target.mkdir(exist_ok=True)
    try:
        with TemporaryDirectory(dir=target, prefix=".") as draft:
            yield Path(draft)
            for file in sorted(Path(draft).iterdir()):
                file.replace(target / file.name)
    except BaseException:
        if is_new:
            shutil.rmtree(target, ignore_errors=True)
        raise


def _workbook(tables: Iterable[Filled], output: BinaryIO, about: Mapping[str, str]) -> list[str]:
    """A sheet a table; the last one, `about`, also says what Excel could not hold."""
    with workbook(output, "jixiao-kg", about) as book:
        for table in tables:
            headings = [
                Heading(column.name, _WIDTHS.get(column.type, 24), column.is_text) for column in table.columns
            ]
            rows = [_values(table.columns, row) for row in table.rows]
            if table.name == "about":
                rows += [["note", note] for note in book.notes]
            book.sheet(table.name, headings, rows)
        return book.notes


_WIDTHS = {"iri": 14, "integer": 12, "decimal": 14, "money": 16, "day": 12, "date": 12, "word": 16}


def _values(columns: Iterable[Column], row: Row) -> list[Value]:
    return [
        date.fromisoformat(str(cell))
        if column.type == "day" and (cell := row[column.name])
        else row[column.name]
        for column in columns
    ]


def _turtle(store: Store, output: BinaryIO, ontology: bool) -> None:
    from pyoxigraph import RdfFormat, serialize

    triples = (quad.triple for quad in _quads(store, ontology))
    serialize(triples, output, RdfFormat.TURTLE, prefixes=PREFIXES)


def _nquads(store: Store, output: BinaryIO, ontology: bool) -> None:
    from pyoxigraph import RdfFormat, serialize

    serialize(_quads(store, ontology), output, RdfFormat.N_QUADS)


def _jsonld(store: Store, output: BinaryIO, ontology: bool) -> None:
    jsonld.write(_quads(store, ontology), output)


def _quads(store: Store, ontology: bool) -> Iterator[Quad]:
    from pyoxigraph import BlankNode, DefaultGraph

    described = frozenset() if ontology else _terms()
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        if ontology or not (quad.subject in described or isinstance(quad.subject, BlankNode)):
            yield quad


def _terms() -> frozenset[object]:
    """Everything that the ontology describes (data have no blank nodes)."""
    from pyoxigraph import RdfFormat, parse

    return frozenset(
        quad.subject for name in TURTLE for quad in parse(path=str(path(name)), format=RdfFormat.TURTLE)
    )


def _graphml(store: Store, output: BinaryIO, _: bool) -> None:
    write_graphml(_described_graph(store), output)


def _gexf(store: Store, output: BinaryIO, _: bool) -> None:
    write_gexf(_described_graph(store), output)


_WRITERS: dict[str, Callable[[Store, BinaryIO, bool], None]] = {
    "ttl": _turtle,
    "nq": _nquads,
    "jsonld": _jsonld,
    "graphml": _graphml,
    "gexf": _gexf,
}


def _described_graph(store: Store) -> networkx.MultiDiGraph:
    """The entities with their facts."""
    from outputs.network import add_facts, entity_graph

    graph = entity_graph(store)
    add_facts(graph, store)
    return graph
