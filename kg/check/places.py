"""Where a node of the graph stands: its form with labels, its document, its characters."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions

from kg.check.report import Form, Place
from ontology.iris import PREFIXES, expand

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.check.shapes_file import Term

_FORMS_OF = """
SELECT DISTINCT ?form WHERE {{
  {node} (^jx:unit)?/jx:project?/dcterms:isPartOf?/(^jx:describes)? ?form .
  ?form a jx:PerformanceForm
}} LIMIT 2
"""


class Places:
    """Looks up facts and places in the default graph of a store; what is missing or malformed is None."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.form = cache(self._form)

    def instances(self, name: str) -> list[NamedNode]:
        """The nodes of a class (`jx:Finding`) that have an IRI."""
        quads = self._store.quads_for_pattern(None, _node("rdf:type"), _node(name))
        return [quad.subject for quad in quads if isinstance(quad.subject, NamedNode)]

    def objects(self, node: Term, name: str) -> list[Term]:
        """The values of a property (`jx:code`) at a node, in an order of their own."""
        if not isinstance(node, NamedNode | BlankNode):
            return []
        quads = self._store.quads_for_pattern(node, _node(name), None)
        return sorted((quad.object for quad in quads), key=str)

    def node(self, node: Term | None, name: str) -> NamedNode | None:
        """The first value that is an IRI."""
        values = self.objects(node, name) if node else []
        return next((value for value in values if isinstance(value, NamedNode)), None)

    def text(self, node: Term | None, name: str) -> str | None:
        """The text of the first value that is a literal."""
        values = self.objects(node, name) if node else []
        return next((value.value for value in values if isinstance(value, Literal)), None)

    def number(self, node: Term | None, name: str) -> int | None:
        """A whole number."""
        text = self.text(node, name) or ""
        return int(text) if text.isascii() and text.isdecimal() else None

    def word(self, node: Term, name: str) -> str | None:
        """The word of a coded value: the notation of its concept."""
        return self.text(self.node(node, name), "skos:notation")

    def evidence_of(self, node: Term) -> NamedNode | None:
        """The node itself where it is evidence, else the evidence it points to."""
        if isinstance(node, NamedNode) and self._is_a(node, "jx:Evidence"):
            return node
        return self.node(node, "jx:evidence")

    def form_of(self, node: Term) -> NamedNode | None:
        """The one form that a node belongs to; None for what several forms share."""
        if not isinstance(node, NamedNode):
            return None
        form = NamedNode(node.value.rpartition("#")[0] or node.value)
        if self._is_a(form, "jx:PerformanceForm"):  # evidence is named after its form
            return form
        forms = self._store.query(_FORMS_OF.format(node=node), prefixes=PREFIXES)
        assert isinstance(forms, QuerySolutions)
        found = [form["form"] for form in forms]
        return found[0] if len(found) == 1 and isinstance(found[0], NamedNode) else None

    def place(self, form: NamedNode | None, evidence: NamedNode | None) -> Place | None:
        """The characters of `evidence`, and their page; without it, the document of the form."""
        document = self.node(evidence, "oa:hasSource") or self.node(form, "dcterms:isPartOf")
        if document is None:
            return None
        return Place(
            file=self.text(document, "jx:fileName") or "",
            sha256=self.text(document, "jx:sha256") or "",
            page=self.number(evidence, "jx:page") or self.number(form, "jx:page"),
            start=self.number(evidence, "jx:start"),
            end=self.number(evidence, "jx:end"),
            exact=self.text(evidence, "oa:exact"),
            evidence=evidence.value if evidence else None,
        )

    def _is_a(self, node: NamedNode, name: str) -> bool:
        return _node(name) in self.objects(node, "rdf:type")

    def _form(self, form: NamedNode) -> Form:
        project = self.node(form, "jx:describes")
        return Form(
            iri=form.value,
            start=self.number(form, "jx:start"),
            title=self.text(form, "dcterms:title"),
            year=self.number(form, "jx:fiscalYear"),
            unit=self.text(self.node(project, "jx:unit"), "skos:prefLabel"),
            project=self.text(project, "skos:prefLabel"),
        )


@cache
def _node(name: str) -> NamedNode:
    return NamedNode(expand(name))
