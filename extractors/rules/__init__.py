"""Rules that one form can decide: what a person should look at (待核事项).

Precision comes first: a rule that is not sure stays silent. `docs/rules.md` describes each with
its "not when"; wording, severity and word lists are data (`vocabulary/rules.toml`).
"""

from __future__ import annotations

from extractors.forms.assemble import Form
from extractors.records import Finding
from extractors.rules import amounts, citations, header, indicators, layout, narratives
from extractors.rules.doubt import Rule, finding

RULES: tuple[Rule, ...] = (
    *layout.RULES,
    *header.RULES,
    *amounts.RULES,
    *narratives.RULES,
    *citations.RULES,
    *indicators.RULES,
)


def findings(form: Form) -> tuple[Finding, ...]:
    """What the rules find in a form, in the order of the rules and then of the form."""
    return tuple(finding(doubt, form) for rule in RULES for doubt in rule(form))
