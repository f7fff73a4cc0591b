"""Writing a graph to files that other programs read."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ontology import TURTLE, path
from ontology.iris import PREFIXES
from outputs import jsonld
from outputs.graphxml import write_gexf, write_graphml
from outputs.tables import write_tables
from outputs.whole import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    import networkx
    from pyoxigraph import Quad, Store

FORMATS = ("ttl", "nq", "jsonld", "graphml", "gexf", "csv")


class ExportError(Exception):
    """What cannot be written: one line that says where, what is wrong, what to do."""


def export(store: Store, fmt: str, target: Path, *, ontology: bool = True) -> None:
    """Write the default graph of `store` to `target`, in one of `FORMATS`.

    `ttl`, `nq` and `jsonld` hold every triple (without `ontology`: only those of the data), in the order of
    the store, which for a build follows from its content. `graphml` and `gexf` hold the entities and their
    relations, `csv` a folder of tables. Files appear only when they are whole, and tables
    together. Raises `ExportError`.
    """
    if fmt not in FORMATS:
        raise ExportError(f"{fmt}: not a format to export; choose one of {', '.join(FORMATS)}")
    try:
        if fmt == "csv":
            _write_folder(store, target)
        else:
            with whole(target) as output:
                _WRITERS[fmt](store, output, ontology)
    except OSError as error:
        remedy = "name a folder" if fmt == "csv" else "name a file in a folder that you may write to"
        raise ExportError(f"{target}: cannot be written ({error.strerror}); {remedy}") from error


def _write_folder(store: Store, target: Path) -> None:
    """The tables in a folder, which may hold other files; one that is new vanishes if they cannot be written."""
    is_new = not target.exists()
    target.mkdir(exist_ok=True)
    try:
        with TemporaryDirectory(dir=target, prefix=".") as draft:
            write_tables(store, Path(draft))
            for file in sorted(Path(draft).iterdir()):
                file.replace(target / file.name)
    except BaseException:
        if is_new:
            shutil.rmtree(target, ignore_errors=True)
        raise


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
