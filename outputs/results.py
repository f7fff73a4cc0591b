"""Answers to queries, written for people (`table`) and for programs (`csv`, `json`, `ttl`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ontology.iris import PREFIXES
from outputs.examples import prefixes
from outputs.guard import QueryError
from outputs.properties import one_line, text, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from pyoxigraph import NamedNode

    from outputs.properties import Term
    from outputs.query import Result

FORMATS = {"rows": ("table", "csv", "json"), "truth": ("table", "json"), "graph": ("table", "ttl")}
"""The formats of each kind of answer."""

_ASKED_WITH = {"rows": "SELECT", "truth": "ASK", "graph": "CONSTRUCT or DESCRIBE"}
_LABELS = ("skos:prefLabel", "rdfs:label")
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_WIDEST_PADDING = 60


def write(result: Result, fmt: str, output: BinaryIO, *, terminal: bool = False) -> None:
    """Write `result` as `table`, `csv` (SPARQL 1.1 Query Results CSV), `json` (SPARQL 1.1 Query Results JSON)
    or `ttl`, in UTF-8. On a `terminal`, tables have lines and fit its width; elsewhere nothing is cut.

    Raises `QueryError` for a format that this kind of answer does not have.
    """
    from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, serialize

    if fmt not in FORMATS[result.kind]:
        formats = " or ".join(FORMATS[result.kind])
        raise QueryError(f"the answer to {_ASKED_WITH[result.kind]} has no format {fmt}; use {formats}")
    answer = result.answer
    if fmt == "table":
        show = _show_on_terminal if terminal else _show_plainly
        output.write(show(*_table(result)).encode())
    elif isinstance(answer, QueryTriples):
        serialize(sorted(set(answer), key=str), output, RdfFormat.TURTLE, prefixes=PREFIXES)
    else:
        answer.serialize(output, QueryResultsFormat.CSV if fmt == "csv" else QueryResultsFormat.JSON)


class _Wording:
    """How terms of one answer are shown: literals as they are, nodes by label and short IRI."""

    def __init__(self, result: Result) -> None:
        self._store = result.store
        self._namespaces = {iri: prefix for prefix, iri in prefixes(result.base).items()}
        self._shown: dict[Term, str] = {}

    def __call__(self, term: Term | None) -> str:
        """The term as one line without control characters; an unbound variable is empty."""
        if term is None:
            return ""
        if term not in self._shown:
            self._shown[term] = one_line(self._named(term))
        return self._shown[term]

    def _named(self, term: Term) -> str:
        from pyoxigraph import NamedNode

        if not isinstance(term, NamedNode):
            return text(term)
        label, short = self._label(term), self._short(term.value)
        if label and short:
            return f"{label} ({short})"
        return label or short or term.value

    def _label(self, node: NamedNode) -> str | None:
        for curie in _LABELS:
            if labels := values(self._store, node.value, curie):
                return text(labels[0])
        return None

    def _short(self, iri: str) -> str | None:
        """The IRI as a query may write it (`project:0123…`); None where it has no such form."""
        start = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._namespaces.get(iri[:start])
        return f"{prefix}:{iri[start:]}" if prefix and _LOCAL_NAME.fullmatch(iri[start:]) else None


def _table(result: Result) -> tuple[list[str], list[list[str]]]:
    """Names of columns, and rows of cells."""
    from pyoxigraph import QueryBoolean, QuerySolutions

    answer, wording = result.answer, _Wording(result)
    if isinstance(answer, QueryBoolean):
        return ["answer"], [["true" if answer else "false"]]
    if isinstance(answer, QuerySolutions):
        variables = [variable.value for variable in answer.variables]
        return variables, [[wording(row[name]) for name in variables] for row in answer]
    triples = sorted(set(answer), key=str)
    return ["subject", "predicate", "object"], [[wording(term) for term in triple] for triple in triples]


def _show_on_terminal(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(highlight=False, force_terminal=True)
    with console.capture() as captured:
        console.print(table)
        console.print(_count(rows))
    return captured.get()


def _show_plainly(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from rich.cells import cell_len

    widths = [min(max(map(cell_len, cells)), _WIDEST_PADDING) for cells in zip(columns, *rows, strict=True)]

    def line(cells: Iterable[str]) -> str:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True))
        return "  ".join(padded).rstrip() + "\n"

    lines = [line(columns), line("-" * width for width in widths), *map(line, rows)]
    return "".join([*lines, f"({_count(rows)})\n"])


def _count(rows: Sequence[object]) -> str:
    return f"{len(rows)} row" if len(rows) == 1 else f"{len(rows)} rows"
