"""The places behind the facts of one side, each within its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.cleaning import visible
from ontology.iris import expand
from outputs.diff.model import Place
from outputs.page.evidence import around
from outputs.properties import text, values

if TYPE_CHECKING:
    from pyoxigraph import Store

    from outputs.diff.snapshot import Snapshot

Texts = Callable[[str], str]
"""Gives the text of the document with a sha256, to which offsets refer."""

_OPEN_TEXTS = 32


class Evidence:
    """Looks up places in a store; in a snapshot of one year only those in forms of that year."""

    def __init__(self, side: Snapshot, texts: Texts | None) -> None:
        self._side, self._store = side, side.store
        self._text = lru_cache(_OPEN_TEXTS)(lambda sha256: visible(texts(sha256)) if texts else "")

    def of_nodes(self, nodes: Iterable[str]) -> tuple[Place, ...]:
        """The places that nodes point to, in the order of the documents, each once."""
        return self._places(text(each) for node in nodes for each in values(self._store, node, "jx:evidence"))

    def of_fact(self, subject: str, curie: str) -> tuple[Place, ...]:
        """The places that say what a property of `subject` is."""
        found = _subjects(self._store, "rdf:subject", subject)
        return self._places(each for each in found if self._one(each, "rdf:predicate") == expand(curie))

    def _places(self, evidence: Iterable[str]) -> tuple[Place, ...]:
        places = (self._place(each) for each in sorted(set(evidence)) if self._counts(each))
        return tuple(
            sorted(places, key=lambda each: (each.file, each.sha256, each.start, each.end, each.evidence))
        )

    def _counts(self, evidence: str) -> bool:
        form_year = self._side.years.of_form(evidence.partition("#")[0])
        return self._side.year is None or form_year in (None, self._side.year)

    def _place(self, evidence: str) -> Place:
        document = self._one(evidence, "oa:hasSource")
        sha256 = self._one(document, "jx:sha256")
        start, end = (int(self._one(evidence, curie) or 0) for curie in ("jx:start", "jx:end"))
        page = self._one(evidence, "jx:page")
        before, after = around(self._text(sha256), start, end)
        return Place(
            evidence=evidence,
            file=self._one(document, "jx:fileName"),
            sha256=sha256,
            page=int(page) if page else None,
            start=start,
            end=end,
            exact=self._one(evidence, "oa:exact"),
            before=before,
            after=after,
        )

    def _one(self, node: str, curie: str) -> str:
        found = values(self._store, node, curie) if node else []
        return text(found[0]) if found else ""


def _subjects(store: Store, curie: str, value: str) -> list[str]:
    from pyoxigraph import DefaultGraph, NamedNode

    quads = store.quads_for_pattern(None, NamedNode(expand(curie)), NamedNode(value), DefaultGraph())
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))
