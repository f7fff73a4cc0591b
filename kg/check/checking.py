"""The check of a store: findings that stand in it, and nodes that violate the shapes."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

import ontology
from kg.check.compiler import compile_shapes
from kg.check.places import Places
from kg.check.report import SEVERITIES, BrokenConstraint, Report, Result
from kg.check.shapes import violations
from kg.check.shapes_file import short

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

    from kg.check.report import Severity
    from kg.check.shapes import Violation

_UPPER = re.compile(r"(?=[A-Z])")


def check(store: Store, shapes: Path | None = None) -> Report:
    """Check the default graph of a store, in which the ontology stands beside the facts.

    The results are the `jx:Finding`s of the graph and the violations of `shapes` (our own, if None).
    Raises `ShapesError` for a shapes file that is not understood.
    """
    constraints = compile_shapes(shapes or ontology.path("shapes.ttl"))
    places = Places(store)
    results = [_finding(places, node) for node in places.instances("jx:Finding")]
    results += [_broken(places, violation) for violation in violations(store, constraints)]
    return Report(tuple(sorted(results, key=lambda result: result.order)))


def _finding(places: Places, node: NamedNode) -> Result:
    """A finding as it stands; one that is incomplete is still told (and violates its shape)."""
    form = places.node(node, "dcterms:isPartOf")
    subject = places.node(node, "jx:subject")
    return Result(
        code=places.text(node, "jx:code") or "",
        severity=_severity(places.word(node, "jx:severity")),
        cause=places.word(node, "jx:cause") or "extraction-doubt",
        subject=subject.value if subject else None,
        field=places.text(node, "jx:field"),
        printed=places.text(node, "jx:printed") or "",
        expected=places.text(node, "jx:expected") or "",
        benign=places.text(node, "jx:benign") or "",
        check=places.text(node, "jx:check") or "",
        form=places.form(form) if form else None,
        place=places.place(form, places.node(node, "jx:evidence")),
    )


def _severity(word: str | None) -> Severity:
    """A severity that cannot be read is the gravest: it must be seen."""
    return next((severity for severity in SEVERITIES if severity == word), "error")


def _broken(places: Places, violation: Violation) -> Result:
    """A violation, told as findings are."""
    constraint, focus = violation.constraint, violation.focus
    form = places.form_of(focus)
    value = None if violation.value is None else short(violation.value)
    demanded = {"path": violation.path or "节点", "value": value, "parameter": constraint.parameter}
    sentences = _sentences()
    return Result(
        code="shape-" + _UPPER.sub("-", constraint.name.removeprefix("sh:")).lower(),
        severity=constraint.severity,
        cause="extraction-doubt",
        subject=focus.value if isinstance(focus, NamedNode) else None,
        field=places.text(focus, "jx:field"),
        printed=sentences["printed" if value is None else "printed-value"].format(**demanded),
        expected=violation.message or sentences[constraint.name].format(**demanded),
        benign=sentences["benign"],
        check=sentences["check"],
        form=places.form(form) if form else None,
        place=places.place(form, places.evidence_of(focus)),
        constraint=BrokenConstraint(
            shape=constraint.shape, component=constraint.component, path=violation.path, value=value
        ),
    )


@cache
def _sentences() -> dict[str, str]:
    text = (files(__package__ or "") / "sentences.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
