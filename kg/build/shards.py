"""From the records of a generation to its N-Quads shards, its store, and what is counted in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import ontology
from kg.build.names import named
from kg.graph import document_quads, form_quads, run_quads
from kg.link import link, link_quads, review_list
from kg.link.rulebook import chosen_of_corpus
from kg.store import searching
from kg.store.loading import canonical_quads, fingerprint, load
from ontology.iris import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.build.report import Watcher
    from kg.link import Corpus, Decisions
    from kg.link.rulebook import Choice
    from kg.store import Layout, Unused
    from ontology.iris import Namespace

LOADED = ontology.LOADED
"""Turtle files that stand in the store beside the data: labels and hierarchies come from them."""

COUNTED = {
    "documents": "?x a jx:Document",
    "forms": "?x a jx:PerformanceForm",
    "units": "?x a jx:BudgetUnit",
    "projects": "?x a jx:Project",
    "indicators": "?target jx:indicator ?x",
    "policies": "?x a jx:PolicyDocument",
    "citations": "?x a jx:PolicyCitation",
    "findings": "?x a jx:Finding",
}
"""What is counted in a graph, each as a pattern for ?x; merged nodes count once."""


@dataclass(frozen=True, slots=True)
class Graph:
    """What came out: a hash of the shards, how many triples, and how many of each thing `COUNTED`.

    `unused` are the decisions of persons that mean nothing here.
    """

    fingerprint: str
    triples: int
    counts: dict[str, int]
    unused: tuple[Unused, ...]


def write(
    layout: Layout,
    namespace: Namespace,
    decisions: Decisions,
    options: str,
    watcher: Watcher,
    rules: Mapping[str, Choice],
) -> Graph:
    """Link the records that lie in the generation, and write its shards, its store and its list for review.

    `options` are those of the extraction, as they stand in the graph; `rules` says what becomes of findings.
    """
    watcher.begin("links")
    corpus = link(layout.all_records(), layout.document_text, decisions, namespace)
    corpus = replace(corpus, findings=chosen_of_corpus(corpus.findings, rules))
    layout.review.write_text(review_list(corpus.candidates, namespace), encoding="utf-8-sig", newline="")
    (layout.shards / "ontology.nq").write_bytes(canonical_quads(*map(ontology.path, LOADED)))
    _write(layout.shards / "run.nq", run_quads(namespace, options))
    _write(layout.shards / "links.nq", link_quads(corpus, namespace))
    _write_documents(layout, corpus, namespace, options, watcher)
    watcher.begin("store")
    shards = sorted(layout.shards.glob("*.nq"))
    triples = load(shards, layout.store)
    _index(layout)
    return Graph(fingerprint(shards), triples, count(layout.store), corpus.unused)


def _index(layout: Layout) -> None:
    """Make the search index over the store's names."""
    from pyoxigraph import Store

    searching.write(layout.search, named(Store.read_only(str(layout.store))))


def count(store: Path) -> dict[str, int]:
    """How many of each thing there are in a store."""
    from pyoxigraph import QuerySolutions, Store

    opened = Store.read_only(str(store))
    counts = {}
    for name, pattern in COUNTED.items():
        query = (
            f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} MINUS {{ ?x dcterms:isReplacedBy ?other }} }}"
        )
        solutions = opened.query(query, prefixes=PREFIXES)
        assert isinstance(solutions, QuerySolutions)
        counts[name] = int(next(solutions)["n"].value)
    return counts


def _write_documents(
    layout: Layout, corpus: Corpus, namespace: Namespace, options: str, watcher: Watcher
) -> None:
    documents = layout.documents()
    watcher.begin("graph", len(documents))
    for sha256 in documents:
        lines = _document_lines(layout, sha256, corpus, namespace, options)
        _write(layout.shards / f"{sha256}.nq", lines)
        watcher.step()


def _document_lines(
    layout: Layout, sha256: str, corpus: Corpus, namespace: Namespace, options: str
) -> Iterator[str]:
    text, pages = layout.document_text(sha256), layout.document_pages(sha256)
    records = layout.document_records(sha256)
    yield from document_quads(sha256, records[0].source.path, namespace)
    for record in records:
        yield from form_quads(
            record,
            text,
            namespace,
            pages=pages,
            links=corpus.links,
            options=options,
        )


def _write(shard: Path, lines: Iterable[str]) -> None:
    with shard.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
