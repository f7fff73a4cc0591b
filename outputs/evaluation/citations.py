"""Facts of annotated citations: a field each, placed where the citation stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outputs.evaluation.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from outputs.evaluation.facts import Field, Span
    from outputs.evaluation.objects import Node

SECTION = "citations"
KEYS = {
    "number": ("number", "number_canonical"),
    "agency_code": ("agency_code",),
    "year": ("year",),
    "serial": ("serial", "seq"),
    "title": ("title",),
    "series": ("series", "kind"),
    "nature": ("nature",),
    "issuer": ("issuer",),
    "role": ("role",),
}
"""Field → the keys under which it may stand."""


def judged(citations: Sequence[Node]) -> frozenset[Field]:
    """The fields that an annotated list is about: those that one of its citations has; all if it is empty."""
    names = (name for name, keys in KEYS.items() if not citations or any(c.has(*keys) for c in citations))
    return frozenset((SECTION, name) for name in names)


def facts(citations: Iterable[Node], fields: frozenset[Field]) -> list[Fact]:
    """The facts of citations, of these fields alone."""
    return [fact for citation in citations for fact in _facts(citation, fields)]


def is_numbered(citation: Node) -> bool:
    """Whether the citation has a number."""
    return citation.at(*KEYS["number"]).value is not None


def _facts(citation: Node, fields: frozenset[Field]) -> Iterable[Fact]:
    span, optional = _span(citation), citation.at("optional").flag()
    for name, keys in KEYS.items():
        if (SECTION, name) in fields:
            value = citation.at(*keys).scalar()
            yield Fact((SECTION, name), (value,), span=span, optional=optional)


def _span(citation: Node) -> Span | None:
    """Where it stands; None where the annotation does not say. Raises `Malformed`."""
    start, end = citation.at("start").whole(), citation.at("end").whole()
    if start is None or end is None:
        return None
    if not 0 <= start < end:
        citation.at("end").refuse("behind its start")
    return start, end
