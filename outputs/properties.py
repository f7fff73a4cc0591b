"""Small ways of reading a store that the outputs share."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ontology.iris import PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

    Term = NamedNode | BlankNode | Literal | Triple

_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")

LANGUAGES = ("zh", None, "en")
"""Which wording goes first where a property has several: Chinese, then as printed, then English."""


def pairs(store: Store, curie: str) -> Iterator[tuple[str, Term]]:
    """Subject and object of every triple with the property `prefix:name`, in no order to rely on."""
    from pyoxigraph import DefaultGraph, NamedNode

    for quad in store.quads_for_pattern(None, NamedNode(expand(curie)), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value, quad.object


def by_subject(store: Store, curie: str) -> dict[str, list[Term]]:
    """The values of the property `prefix:name` by the IRI of their subject, in a fixed order."""
    found: defaultdict[str, list[Term]] = defaultdict(list)
    for subject, value in pairs(store, curie):
        found[subject].append(value)
    for values in found.values():
        values.sort(key=language_rank)
    return dict(found)


def values(store: Store, node: str, curie: str) -> list[Term]:
    """The values of the property `prefix:name` of one node, in a fixed order."""
    from pyoxigraph import DefaultGraph, NamedNode

    quads = store.quads_for_pattern(NamedNode(node), NamedNode(expand(curie)), None, DefaultGraph())
    return sorted((quad.object for quad in quads), key=language_rank)


def instances(store: Store, cls: str) -> list[str]:
    """The IRIs of everything of exactly the class `prefix:name`, sorted."""
    from pyoxigraph import DefaultGraph, NamedNode

    quads = store.quads_for_pattern(
        None, NamedNode(expand("rdf:type")), NamedNode(expand(cls)), DefaultGraph()
    )
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


def representatives(store: Store) -> dict[str, str]:
    """Every merged node (`dcterms:isReplacedBy`) with the node that stands for it in the end."""
    return last_of_each(
        {node: min(map(text, others)) for node, others in by_subject(store, "dcterms:isReplacedBy").items()}
    )


def last_of_each(following: Mapping[str, str]) -> dict[str, str]:
    """Every node that something follows, with the last that follows; of a circle the least."""
    found = {}
    for node in following:
        path = [node]
        while (after := following.get(path[-1])) and after not in path:
            path.append(after)
        found[node] = path[-1] if after is None else min(path[path.index(after) :])
    return found


def select(store: Store, query: str) -> QuerySolutions:
    """The rows of a SELECT query in which the prefixes of `ontology.iris` need no PREFIX line."""
    from pyoxigraph import QuerySolutions

    answer = store.query(query, prefixes=PREFIXES)
    assert isinstance(answer, QuerySolutions)
    return answer


def text(term: Term) -> str:
    """The characters of a term: the value of a literal, an IRI as it is."""
    return str(term) if (value := getattr(term, "value", None)) is None else str(value)


def one_line(text: str) -> str:
    """The text as a terminal may show it: in one line, without control characters and changes of direction."""
    return _UNSHOWN.sub(" ", text)


def language_rank(term: Term) -> tuple[int, str]:
    """A key to sort wordings by: those in the preferred languages first."""
    language = getattr(term, "language", None)
    return LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES), text(term)
