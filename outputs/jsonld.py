"""JSON-LD with a context of prefixes, written one node at a time."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from ontology.iris import PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from pyoxigraph import Quad

    from outputs.properties import Term

_TYPE = "rdf:type"
_STRING, _INTEGER = "xsd:string", "xsd:integer"

Value = str | int | dict[str, str]


def write(quads: Iterable[Quad], output: BinaryIO) -> None:
    """Write the triples of `quads` as one JSON-LD document, a node a line.

    A subject whose quads do not follow one another has several node objects, which is the same graph.
    """
    output.write(b'{"@context": ' + _json(PREFIXES) + b',\n"@graph": [')
    separator = b"\n"
    for subject, group in groupby(quads, lambda quad: quad.subject):
        output.write(separator + _json(_node(subject, group)))
        separator = b",\n"
    output.write(b"\n]}\n")


def _node(subject: Term, quads: Iterable[Quad]) -> dict[str, str | list[Value]]:
    properties: dict[str, list[Value]] = {}
    for quad in quads:
        predicate = compact(quad.predicate.value)
        if predicate == _TYPE:
            properties.setdefault("@type", []).append(_name(quad.object))
        else:
            properties.setdefault(predicate, []).append(_value(quad.object))
    return {"@id": _name(subject), **dict(sorted(properties.items()))}


def _value(term: Term) -> Value:
    from pyoxigraph import Literal

    if not isinstance(term, Literal):
        return {"@id": _name(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = compact(term.datatype.value)
    if datatype == _STRING:
        return term.value
    if datatype == _INTEGER:
        return int(term.value)
    return {"@value": term.value, "@type": datatype}


def _name(node: Term) -> str:
    from pyoxigraph import NamedNode

    return compact(node.value) if isinstance(node, NamedNode) else str(node)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
