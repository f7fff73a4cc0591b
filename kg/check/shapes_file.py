"""A Turtle file of SHACL shapes as nodes and their values, and the refusal of what is not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ontology.iris import compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Term = NamedNode | BlankNode | Literal | Triple


def short(term: Term) -> str:
    """A term for a person to read: a compact IRI, the text of a literal, `[]` for a blank node."""
    if isinstance(term, NamedNode):
        return compact(term.value)
    return "[]" if isinstance(term, BlankNode) else term.value if isinstance(term, Literal) else str(term)


class ShapesError(Exception):
    """A shapes file that is not understood: one line that says which file, which shape, what, what to do."""

    def __init__(self, file: Path, shape: str | None, what: str, remedy: str) -> None:
        place = f"{file}: {shape}" if shape else str(file)
        super().__init__(f"{place}: {what}; {remedy}")
        self.file, self.shape, self.what, self.remedy = file, shape, what, remedy


class ShapesFile:
    """The triples of a shapes file, by subject and property (`sh:path`), in the order of the file."""

    def __init__(self, path: Path) -> None:
        """Raises `ShapesError` where the file cannot be read."""
        self.path = path
        self._facts: dict[Term, dict[str, list[Term]]] = {}
        try:
            for quad in parse(path=str(path), format=RdfFormat.TURTLE):
                of_subject = self._facts.setdefault(quad.subject, {})
                of_subject.setdefault(compact(quad.predicate.value), []).append(quad.object)
        except (OSError, SyntaxError) as error:
            raise ShapesError(path, None, f"cannot be read ({error})", "give a Turtle file") from error

    def __iter__(self) -> Iterator[Term]:
        """Every node that the file says something about."""
        return iter(self._facts)

    def properties(self, node: Term) -> dict[str, list[Term]]:
        """All that is said of a node."""
        return self._facts.get(node, {})

    def values(self, node: Term, name: str) -> list[Term]:
        """The values of the property `name` (`sh:path`) at a node."""
        return self.properties(node).get(name, [])

    def value(self, node: Term, name: str) -> Term | None:
        """The first of `values`."""
        return next(iter(self.values(node, name)), None)

    def text(self, node: Term, name: str) -> str:
        """The text of a literal value, the Chinese one where there are several; "" where there is none."""
        literals = [value for value in self.values(node, name) if isinstance(value, Literal)]
        literals.sort(key=lambda literal: (not (literal.language or "").startswith("zh"), literal.value))
        return literals[0].value if literals else ""

    def iris(self, node: Term, name: str) -> list[str]:
        """The values that are IRIs, as short as they go (`sh:IRI`)."""
        return [compact(value.value) for value in self.values(node, name) if isinstance(value, NamedNode)]

    def members(self, head: Term) -> list[Term]:
        """The members of an RDF list."""
        members = []
        while head != NamedNode(expand("rdf:nil")):
            first, rest = self.value(head, "rdf:first"), self.value(head, "rdf:rest")
            if first is None or rest is None:
                self.refuse(None, f"{head} is no list")
            members.append(first)
            head = rest
        return members

    def refuse(self, shape: str | None, what: str) -> NoReturn:
        """Raise the `ShapesError` for something that is not understood: it must never be passed over."""
        raise ShapesError(self.path, shape, what, "docs/checks.md lists what the compiler understands")
