"""Findings: what a person should look at, tied to the node it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.graph.citations import citation_subject
from kg.graph.frame import placed
from kg.graph.indicators import row_subject
from kg.graph.ntriples import coded, iri, node, string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Finding
    from kg.graph.frame import Frame

_ITEM = re.compile(r"/(indicators|citations)/([0-9]{1,9})(?:/|$)")
_OF_ITEM = {"indicators": row_subject, "citations": citation_subject}


def finding_lines(frame: Frame) -> Iterator[str]:
    """Every finding of a form."""
    for index, finding in enumerate(frame.record.findings):
        yield from _finding(frame, index, finding)


def finding_node(subject: str, form: str, about: str, finding: Finding) -> Iterator[str]:
    """What a finding says, without its evidence; `form` and `about` are IRIs."""
    return node(
        subject,
        "jx:Finding",
        ("dcterms:isPartOf", iri(form)),
        ("jx:code", string(finding.code)),
        ("jx:severity", coded("severity", finding.severity)),
        ("jx:cause", coded("cause", finding.cause)),
        ("jx:subject", iri(about)),
        ("jx:field", string(finding.field)),
        ("jx:printed", string(finding.printed)),
        ("jx:expected", string(finding.expected)),
        ("jx:benign", string(finding.benign)),
        ("jx:check", string(finding.check)),
    )


def _finding(frame: Frame, index: int, finding: Finding) -> Iterator[str]:
    """A finding about a whole field has the field's evidence; one about words within it has its own."""
    about = _about(frame, finding.field)
    span = None if finding.start is None or finding.end is None else (finding.start, finding.end)
    subject = frame.ns.finding(finding.code, about, frame.form, span or finding.field)
    yield from finding_node(subject, frame.form, about, finding)
    if span:
        address = finding.field if frame.spans(finding.field) == (span,) else f"/findings/{index}"
        yield from placed(frame, subject, address, span)


def _about(frame: Frame, field: str) -> str:
    """The node that a pointer speaks of: a row's value, a citation, the document, else the project."""
    if field == "/source":
        return frame.document
    item = _ITEM.match(field)
    found = _OF_ITEM[item[1]](frame, int(item[2])) if item else None
    return found or frame.project
