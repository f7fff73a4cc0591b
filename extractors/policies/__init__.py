"""Policy citations: what official documents a text cites, by number, title or name of a law.

Four verbs, each a module: `find_citations` reads a text; `resolve_citations` adds what refers back to a document
(该通知, 《评选办法》 after 以下简称); `aggregate_citations` gives the distinct documents; `annotate_citations` gives
the text as HTML, `annotate` with any markers. `policy_key`, `standard_number` and `normalise_title` say which
citations mean the same document; `classify_title` says what a title names.
"""

from extractors.policies.aggregate import Cited, CitedDocument, aggregate_citations
from extractors.policies.annotate import annotate, annotate_citations
from extractors.policies.find import find_citations
from extractors.policies.identity import normalise_title, policy_key, standard_number
from extractors.policies.resolve import resolve_citations, resolve_titles
from extractors.policies.titles import NATURES, classify_title

__all__ = [
    "NATURES",
    "Cited",
    "CitedDocument",
    "aggregate_citations",
    "annotate",
    "annotate_citations",
    "classify_title",
    "find_citations",
    "normalise_title",
    "policy_key",
    "resolve_citations",
    "resolve_titles",
    "standard_number",
]
