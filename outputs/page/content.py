"""What the page holds, as plain values: the scripts read them from JSON under the same names."""

from __future__ import annotations

import msgspec

Text = int | str
"""Words of a document as they are, or the number of a term in `Content.terms`."""


class Place(msgspec.Struct, frozen=True, array_like=True):
    """原文: the document's number, the extent in its text, the exact characters, and the words around them.

    `page` is 0 where the document has no pages.
    """

    document: int
    start: int
    end: int
    exact: str
    before: str = ""
    after: str = ""
    page: int = 0


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A term, what is stated under it, what qualifies that, and where it stands.

    `left_out` counts further places that are not on the page.
    """

    term: int
    name: str = ""
    value: Text = ""
    notes: tuple[tuple[int, Text], ...] = ()
    places: tuple[Place, ...] = ()
    left_out: int = 0


class Node(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A node: its class by place in the legend, its names, its facts."""

    iri: str
    kind: int
    label: str
    also: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


class Edge(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that holds from one node to another: one fact or more for each relation."""

    source: int
    target: int
    facts: tuple[Fact, ...]


class LegendEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A class: its term, how its nodes look, whether they show at first sight, how many there are."""

    term: int
    mark: str
    color: str
    on: bool
    shown: int
    total: int


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """The whole page. `network` is what vis-network draws; its node and edge ids are places in the lists."""

    words: dict[str, tuple[str, str]]
    terms: tuple[tuple[str, str], ...]
    legend: tuple[LegendEntry, ...]
    documents: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    network: dict[str, object]
