"""Records as N-Triples lines: the facts of one document, in the default graph.

Plain strings, no RDF library. A record, its text and a namespace decide every line and their order;
paths (but for the file's base name), times and other documents have no part in it. `docs/ontology.md`
describes the classes and properties.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import TYPE_CHECKING

from extractors.vocabulary import fingerprint
from kg.graph.citations import citation_lines
from kg.graph.findings import finding_lines
from kg.graph.frame import Frame, frame_of
from kg.graph.header import header_lines
from kg.graph.indicators import row_lines
from kg.graph.links import ALONE, Links
from kg.graph.mentions import mention_lines
from kg.graph.ntriples import iri, node, string
from kg.graph.texts import text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.pages import PageStarts
    from extractors.records import Record
    from ontology.iris import Namespace

__all__ = ["Links", "document_quads", "form_quads", "run_quads", "software_version"]

_DISTRIBUTION = "jixiao-kg"


def software_version() -> str:
    """The installed version of this product, or `unknown` when it runs without being installed."""
    try:
        return version(_DISTRIBUTION)
    except PackageNotFoundError:
        return "unknown"


def document_quads(sha256: str, path: str, ns: Namespace) -> Iterator[str]:
    """The lines about a source file: its hash, and its name without the path."""
    return node(
        ns.document(sha256),
        "jx:Document",
        ("jx:sha256", string(sha256)),
        ("jx:fileName", string(PurePath(path).name)),
    )


def run_quads(ns: Namespace, options: str = "") -> Iterator[str]:
    """The lines about the versions and options that extraction runs with (no time: it would differ)."""
    return node(
        _run(ns, options),
        "jx:ExtractionRun",
        ("jx:softwareVersion", string(software_version())),
        ("jx:vocabularyVersion", string(fingerprint())),
        ("jx:options", string(options or None)),
    )


def form_quads(
    record: Record,
    text: str,
    ns: Namespace,
    *,
    pages: PageStarts = (),
    links: Links = ALONE,
    options: str = "",
) -> Iterator[str]:
    """The lines of one form, each with its line end, none twice.

    `text` is the text of the record's document, and `pages` says where its pages begin. `links` is what
    linking decided; `options` is what `run_quads` was given.
    """
    frame = frame_of(record, text, pages, ns, links)
    yield from dict.fromkeys(_lines(frame, options))


def _lines(frame: Frame, options: str) -> Iterator[str]:
    yield from header_lines(frame, iri(_run(frame.ns, options)))
    yield from text_lines(frame)
    yield from row_lines(frame)
    yield from citation_lines(frame)
    yield from finding_lines(frame)
    yield from mention_lines(frame)


def _run(ns: Namespace, options: str) -> str:
    return ns.run(software_version(), fingerprint(), options)
