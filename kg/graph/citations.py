"""Citations, and the policy documents and issuing bodies they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.policies.identity import normalise_title, policy_key
from kg.graph.frame import named, placed
from kg.graph.ntriples import Statement, coded, integer, iri, node, string, triple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Citation
    from kg.graph.frame import Frame

POLICY_NATURES = frozenset(
    {"law", "administrative-regulation", "local-regulation", "rule", "normative", "plan", "mandate"}
)
"""What is policy by its nature. Of unknown nature ("other"), whatever bears an official number is policy;
an approval, a meeting, a speech or a technical standard is not."""

_PRINTED_QUOTES = str.maketrans("「」", "“”")
"""Normalised titles have one kind of quotation marks; people read the other."""


def policy_of(citation: Citation) -> str | None:
    """The identity key of the policy document that a citation names; None where it names none."""
    is_policy = citation.nature in POLICY_NATURES or (citation.nature == "other" and citation.number)
    return policy_key(citation) if is_policy and citation.role != "deliverable" else None


def citation_lines(frame: Frame) -> Iterator[str]:
    """Every citation of a form, in order of the record."""
    for index, citation in enumerate(frame.record.citations):
        key = policy_of(citation)
        if key is None:
            yield from _citation(frame, index, citation, *_claims(citation))
            continue
        policy = frame.ns.policy(frame.links.same_policy.get(key, key))
        yield from _citation(frame, index, citation, ("jx:policy", iri(policy)))
        yield from _policy(frame, policy, citation, merged=key in frame.links.same_policy)
        if citation.role == "basis":
            yield triple(frame.project, "jx:hasPolicyBasis", iri(policy))


def citation_subject(frame: Frame, index: int) -> str | None:
    """The IRI of citation `index`; None where there is no such citation."""
    citations = frame.record.citations
    return frame.ns.citation(frame.form, citations[index].start) if index < len(citations) else None


def _citation(frame: Frame, index: int, citation: Citation, *named_document: Statement) -> Iterator[str]:
    subject = frame.ns.citation(frame.form, citation.start)
    yield from node(
        subject,
        "jx:PolicyCitation",
        ("dcterms:isPartOf", iri(frame.form)),
        ("jx:surface", string(citation.surface)),
        ("jx:citationRole", coded("citation-role", citation.role)),
        ("jx:citationStatus", coded("citation-status", citation.status)),
        ("jx:field", string(citation.field)),
        *named_document,
    )
    yield from placed(frame, subject, f"/citations/{index}", (citation.start, citation.end))


def _claims(citation: Citation) -> tuple[Statement, ...]:
    """What a citation says of the document: its number, a title, its nature where that is known."""
    return (
        ("jx:number", string(citation.number)),
        ("dcterms:title", string(citation.title)),
        ("jx:nature", coded("nature", citation.nature) if citation.nature != "other" else None),
    )


def _policy(frame: Frame, subject: str, citation: Citation, *, merged: bool) -> Iterator[str]:
    """The document by what identifies it; a merged title is one more title, never a second label."""
    yield from node(
        subject,
        "jx:PolicyDocument",
        ("skos:prefLabel", None if merged else string(_label(citation))),
        *_claims(citation),
        ("jx:issueYear", integer(citation.year) if citation.number else None),
        ("jx:jurisdiction", string(citation.jurisdiction) if citation.number else None),
        ("jx:series", coded("series", citation.series) if citation.number else None),
    )
    if citation.issuer:
        body = frame.ns.issuing_body(citation.issuer)
        yield triple(subject, "jx:issuedBy", iri(body))
        yield from node(body, "jx:IssuingBody")
        yield from named(body, citation.issuer)


def _label(citation: Citation) -> str | None:
    """The label follows from the identity alone, so that a document has one wherever it is cited."""
    if citation.number:
        return citation.number_standard or citation.number
    return normalise_title(citation.title).translate(_PRINTED_QUOTES) if citation.title else None
