"""`policy_citations`: the citations as a spaCy component, for any Chinese pipeline.

    nlp = spacy.blank("zh")
    nlp.add_pipe("policy_citations", config={"references": False})
    doc = nlp(text)
    for span in doc.spans["policy_citations"]:
        span.label_, span.kb_id_, span._.citation["number"]

A span is labelled with the nature of the document (law, normative, plan …); `kb_id_` is its identity, the same for
every citation of one document, and empty where it is open. `span._.citation` is the citation as a dict. Where
a word segmenter's tokens do not end with the citation, the span is the tokens around it; `citation["start"]` and
`["end"]` stay exact. `doc._.cited_documents` are the distinct documents, `doc._.citations_html` is the text with
its citations marked.

The factory is an entry point in the group `spacy_factories`; without an installed package, importing this module
registers it.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice, takewhile
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.policies.aggregate import CitedDocument, aggregate_citations
from extractors.policies.annotate import annotate_citations
from extractors.policies.find import find_citations
from extractors.policies.identity import policy_key
from extractors.policies.resolve import resolve_citations
from extractors.records import Citation

NAME = "policy_citations"


@Language.factory(
    NAME,
    assigns=["doc.spans", "doc._.cited_documents", "doc._.citations_html", "span._.citation"],
    default_config={"references": True, "role": "background", "spans_key": NAME},
)
class PolicyCitations:
    """Finds the citations of a Doc and puts them into `doc.spans[spans_key]`.

    `references`: whether what refers back to a document (该通知) is among them; `role`: what citing means in
    these texts (basis, compliance, background).
    """

    def __init__(
        self,
        nlp: Language,  # noqa: ARG002 (spaCy calls every factory with it and the name)
        name: str,  # noqa: ARG002
        references: bool,
        role: str,
        spans_key: str,
    ) -> None:
        self._references, self._role, self._spans_key = references, role, spans_key
        Span.set_extension("citation", getter=_citation, force=True)
        Doc.set_extension("cited_documents", getter=_documents, force=True)
        Doc.set_extension("citations_html", getter=_html, force=True)

    def __call__(self, doc: Doc) -> Doc:
        find = resolve_citations if self._references else find_citations
        citations = find(doc.text, role=self._role)
        spans = []
        for citation in citations:
            span = doc.char_span(
                citation.start,
                citation.end,
                label=citation.nature,
                kb_id=policy_key(citation) or "",
                alignment_mode="expand",
            )
            if span is not None:
                spans.append(span)
        doc.spans[self._spans_key] = spans
        # Plain values, so that the Doc can be pickled and written to disk.
        doc.user_data[NAME] = [msgspec.to_builtins(citation) for citation in citations]
        return doc


def _citations(doc: Doc) -> list[Citation]:
    return msgspec.convert(doc.user_data.get(NAME, []), list[Citation])


def _citation(span: Span) -> dict[str, Any] | None:
    """The citation that a span of the component stands for; None for any other span."""
    cited: list[dict[str, Any]] = span.doc.user_data.get(NAME, [])
    first = bisect_left(cited, span.start_char, key=_start)
    inside = takewhile(lambda each: each["start"] < span.end_char, islice(cited, first, None))
    return next(
        (each for each in inside if _key(each) == span.kb_id_ and each["nature"] == span.label_), None
    )


def _start(citation: dict[str, Any]) -> int:
    start: int = citation["start"]
    return start


def _key(citation: dict[str, Any]) -> str:
    return policy_key(msgspec.convert(citation, Citation)) or ""


def _documents(doc: Doc) -> list[CitedDocument]:
    return aggregate_citations(_citations(doc))


def _html(doc: Doc) -> str:
    return annotate_citations(doc.text, _citations(doc))
