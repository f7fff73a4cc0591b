"""From evidence in the graph to places in a document's text, with the words around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from extractors.cleaning import visible
from ontology.iris import expand
from outputs.page.content import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outputs.page.graph import Graph

Texts = Callable[[str], str]
"""Gives the text of the document with a sha256, to which offsets refer."""

MOST = 12
"""More places than this for one fact tell a reader nothing new."""

_REACH = 60
_SENTENCE_END = re.compile(r"[。！？；!?;\r\n]")

_EVIDENCE, _START, _END = expand("jx:evidence"), expand("jx:start"), expand("jx:end")
_PAGE = expand("jx:page")
_FILE_NAME, _SHA256 = expand("jx:fileName"), expand("jx:sha256")
_SOURCE, _EXACT = expand("oa:hasSource"), expand("oa:exact")
_SUBJECT, _PREDICATE, _OBJECT = expand("rdf:subject"), expand("rdf:predicate"), expand("rdf:object")

Places = tuple[tuple[Place, ...], int]
"""The places to show, and how many more there are."""


class Evidence:
    """The places behind nodes and facts.

    `documents` grows by the name of each document they lead to, `sources` by its IRI.
    """

    def __init__(self, graph: Graph, texts: Texts | None) -> None:
        self.documents: list[str] = []
        self.sources: list[str] = []
        self._graph = graph
        self._texts = texts
        self._text = cache(self._visible_text)
        self._number = cache(self._new_document)

    def of_node(self, node: str) -> Places:
        """The places that a node points to."""
        return self._places(value.value for value in self._graph.objects(node, _EVIDENCE))

    def of_facts(self, node: str) -> dict[tuple[str, str], Places]:
        """The places of the plain facts about a node, by predicate and object (its text or IRI)."""
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for evidence in self._graph.subjects(_SUBJECT, node):
            predicate = self._graph.text(evidence, _PREDICATE)
            for value in self._graph.objects(evidence, _OBJECT):
                found[predicate, value.value].append(evidence)
        return {fact: self._places(evidence) for fact, evidence in found.items()}

    def _places(self, evidence: Iterable[str]) -> Places:
        all_of_it = sorted(evidence)
        return tuple(map(self._place, all_of_it[:MOST])), max(0, len(all_of_it) - MOST)

    def _place(self, evidence: str) -> Place:
        document = self._graph.text(evidence, _SOURCE)
        start, end, page = (int(self._graph.text(evidence, what) or 0) for what in (_START, _END, _PAGE))
        before, after = around(self._text(document), start, end)
        exact = self._graph.text(evidence, _EXACT)
        return Place(self._number(document), start, end, exact, before, after, page)

    def _visible_text(self, document: str) -> str:
        sha256 = self._graph.text(document, _SHA256)
        return visible(self._texts(sha256)) if self._texts else ""

    def _new_document(self, document: str) -> int:
        self.documents.append(self._graph.text(document, _FILE_NAME))
        self.sources.append(document)
        return len(self.documents) - 1


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence before and after `text[start:end]`, cut where it is long."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    sentence_start = max((match.end() for match in _SENTENCE_END.finditer(before)), default=None)
    ending = _SENTENCE_END.search(after)
    is_cut_before = sentence_start is None and start > _REACH
    is_cut_after = ending is None and len(text) > end + _REACH
    before = before[sentence_start or 0 :].lstrip()
    after = (after[: ending.end()] if ending else after).rstrip()
    return ("…" if is_cut_before else "") + before, after + ("…" if is_cut_after else "")
