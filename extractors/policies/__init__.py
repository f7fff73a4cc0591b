"""Policy citations: what official documents a text cites, by number, title or name of a law.

`find_citations` reads a text; `policy_key`, `standard_number` and `normalise_title` say which citations
mean the same document; `classify_title` says what a title names.
"""

from extractors.policies.find import find_citations
from extractors.policies.identity import normalise_title, policy_key, standard_number
from extractors.policies.titles import NATURES, classify_title

__all__ = ["NATURES", "classify_title", "find_citations", "normalise_title", "policy_key", "standard_number"]
