"""The example queries of `ontology/queries`, each a `sh:SPARQLExecutable` in a Turtle file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import ontology
from ontology.iris import DEFAULT_BASE, expand
from outputs.guard import tokens

if TYPE_CHECKING:
    from pyoxigraph import Quad

_PREFIXES = "prefixes.ttl"
_QUERY_PROPERTIES = frozenset(map(expand, ("sh:select", "sh:ask", "sh:construct")))


@dataclass(frozen=True, slots=True)
class Example:
    """A query with a name, a title and an explanation in Chinese (`zh`) and English (`en`)."""

    name: str
    label: dict[str, str]
    comment: dict[str, str]
    keywords: tuple[str, ...]
    query: str

    @property
    def sparql(self) -> str:
        """The query with the PREFIX lines it needs: it runs on any server as it stands."""
        used = {token.text.partition(":")[0] for token in tokens(self.query) if token.kind == "name"}
        lines = [f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items() if name in used]
        return "".join([*lines, self.query])


@cache
def examples() -> dict[str, Example]:
    """Every example query by its name, sorted."""
    names = sorted(file.stem for file in _folder().glob("*.ttl") if file.name != _PREFIXES)
    return {name: _read(name) for name in names}


@cache
def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """The prefixes that queries may use without a PREFIX line: of vocabularies, of the lists of words
    (`phase:requested`) and of the kinds of nodes of a build under `base` (`project:0123…`)."""
    name, namespace = expand("sh:prefix"), expand("sh:namespace")
    declared: dict[object, dict[str, str]] = {}
    for quad in _parse(_PREFIXES):
        if quad.predicate.value in (name, namespace):
            declared.setdefault(quad.subject, {})[quad.predicate.value] = _value(quad)
    found = {entry[name]: entry[namespace] for entry in declared.values()}
    return {
        prefix: base + iri.removeprefix(DEFAULT_BASE) if iri.startswith(DEFAULT_BASE) else iri
        for prefix, iri in sorted(found.items())
    }


def _read(name: str) -> Example:
    values: dict[str, list[str]] = {}
    by_language: dict[str, dict[str, str]] = {}
    for quad in _parse(f"{name}.ttl"):
        predicate = quad.predicate.value
        values.setdefault(predicate, []).append(_value(quad))
        if language := getattr(quad.object, "language", None):
            by_language.setdefault(predicate, {})[language] = _value(quad)
    (query,) = (text for predicate in _QUERY_PROPERTIES for text in values.get(predicate, ()))
    return Example(
        name,
        by_language[expand("rdfs:label")],
        by_language[expand("rdfs:comment")],
        tuple(sorted(values.get(expand("schema:keywords"), ()))),
        query.strip("\n") + "\n",
    )


def _parse(file: str) -> list[Quad]:
    from pyoxigraph import RdfFormat, parse

    return list(parse(path=str(_folder() / file), format=RdfFormat.TURTLE))


def _value(quad: Quad) -> str:
    return str(getattr(quad.object, "value", quad.object))


def _folder() -> Path:
    return ontology.path(f"queries/{_PREFIXES}").parent
