"""What a check finds: one kind of result for findings that stand in the graph and for broken shapes.

The fields and their order are a public contract (`docs/checks.md`): `to_json` writes them as they are.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

SCHEMA = 1

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""The severities, the gravest first."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """The form that a result belongs to: where it begins in its document, and the names on it."""

    iri: str
    start: int | None
    title: str | None
    year: int | None
    unit: str | None
    project: str | None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where to look: a document, the page on which the form begins, and the characters there.

    `start`, `end` (code points, half open), `exact` and `evidence` are None where nothing is printed.
    """

    file: str
    sha256: str
    page: int | None
    start: int | None
    end: int | None
    exact: str | None
    evidence: str | None


class BrokenConstraint(msgspec.Struct, frozen=True, kw_only=True):
    """What a node violates: the shape's IRI, SHACL's component, the path, and the value to blame."""

    shape: str
    component: str
    path: str | None
    value: str | None


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """待核事项: what a person should look at, in four short sentences, and where.

    `subject` is the IRI of the node it is about, `field` the JSON Pointer into the form's record.
    `constraint` is None unless a shape was violated; the code then begins with `shape-`.
    """

    code: str
    severity: Severity
    cause: str
    subject: str | None
    field: str | None
    printed: str
    expected: str
    benign: str
    check: str
    form: Form | None
    place: Place | None
    constraint: BrokenConstraint | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """The gravest first, then by code, by document and form, by place."""
        place, broken = self.place, self.constraint
        return (
            SEVERITIES.index(self.severity),
            self.code,
            (place.file, place.sha256) if place else ("", ""),
            _position(self.form),
            _position(place),
            self.field or "",
            self.subject or "",
            (broken.shape, broken.path or "", broken.value or "") if broken else (),
            self.printed,
        )


def _position(at: Form | Place | None) -> int:
    return -1 if at is None or at.start is None else at.start


class Report(msgspec.Struct, frozen=True):
    """All results of a check, in order."""

    results: tuple[Result, ...]

    @property
    def by_severity(self) -> dict[Severity, int]:
        """How many results of each severity there are."""
        found = Counter(result.severity for result in self.results)
        return {severity: found[severity] for severity in SEVERITIES}

    @property
    def by_code(self) -> dict[str, int]:
        """How many results of each code there are, in the order of the results."""
        return dict(Counter(result.code for result in self.results))

    @property
    def exit_code(self) -> int:
        """1 where something is an error, else 0."""
        return 1 if self.by_severity["error"] else 0


def to_json(report: Report) -> str:
    """The report as one indented JSON object that ends in a line end."""
    whole = {
        "schema": SCHEMA,
        "severities": report.by_severity,
        "codes": report.by_code,
        "results": report.results,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"
