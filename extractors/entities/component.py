"""`jixiao_entities`: the mentions as a spaCy component, for any Chinese pipeline.

    nlp = spacy.blank("zh")
    nlp.add_pipe("jixiao_entities")

Spans go to `doc.spans["jixiao"]` and to `doc.ents`, where they take the place of what overlaps them. Names whose
edges fall inside a token (with a word segmenter) are left out. The factory is an entry point in the group
`spacy_factories`; without an installed package, importing this module registers it.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.entities.mentions import find_mentions

SPANS_KEY = "jixiao"


@Language.component("jixiao_entities", assigns=["doc.ents", "doc.spans"])
def jixiao_entities(doc: Doc) -> Doc:
    """The same Doc with the entities of its text."""
    mentions = find_mentions(doc.text)
    spans = [span for m in mentions if (span := doc.char_span(m.start, m.end, label=m.label))]
    doc.spans[SPANS_KEY] = spans
    doc.ents = [*spans, *_apart_from(spans, doc.ents)]
    return doc


def _apart_from(spans: list[Span], others: Sequence[Span]) -> list[Span]:
    taken = {token.i for span in spans for token in span}
    return [span for span in others if not any(token.i in taken for token in span)]
