"""Samples: from an open build to a sheet, and from the annotated sheet to figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from ontology.iris import Namespace, evidence
from outputs.evaluation import estimates
from outputs.evaluation.annotated import Cells, Ours, annotators, judgement, listing, question
from outputs.evaluation.answers import ASKED, label, written
from outputs.evaluation.estimates import FactRow, FormRow
from outputs.evaluation.gold import EvaluationError
from outputs.evaluation.report import SheetReport
from outputs.evaluation.sampling import (
    Design,
    Dimension,
    Drawn,
    asked_facts,
    draw,
    facts_of,
    form_iri,
    forms_of,
    listed,
)
from outputs.evaluation.sheet import Sheet, Texts, encoded, sheet

if TYPE_CHECKING:
    from kg.store import Build
    from outputs.evaluation.annotated import Question
    from outputs.evaluation.facts import Field
    from outputs.evaluation.inputs import Named

Key = tuple[str, str]
"""The `fact` and the `field` of a row."""


def sample(
    build: Build,
    n: int,
    *,
    design: Design = "facts",
    stratify: Sequence[Dimension] = ("field", "layout"),
    fields: Sequence[Field] = (),
    blind: bool = False,
    seed: int = 0,
) -> tuple[bytes, Drawn]:
    """A sheet to annotate (CSV), and what was drawn for it. Raises `EvaluationError` if there is nothing to draw."""
    namespace = Namespace(build.generation.base)
    fields = fields or tuple(ASKED)
    everything = build.layout.all_records()
    if design == "facts":
        drawn = draw(facts_of(everything, namespace, stratify, fields), n, seed)
    else:
        drawn = draw(forms_of(everything, namespace, stratify), n, seed)
    if not drawn.candidates:
        raise EvaluationError(f"{build.folder}: holds no facts of these fields; ask for others")
    texts = Texts(build.layout.document_text, build.layout.document_pages)
    return encoded(sheet(drawn, design, blind, fields, texts, _mark(build))), drawn


def evaluate_sheet(first: Named, build: Build | None = None, second: Named | None = None) -> SheetReport:
    """Judge a build by a sheet that was drawn from it and filled in, by one person or two.

    Without a build, our answers are those that an open sheet holds. Raises `EvaluationError`.
    """
    asked, other = first.sheet(), second.sheet() if second else None
    people = annotators(asked, other)
    known = _answers(asked, build)
    questions = [question(row, asked.name, _ours(asked, known)) for row in asked.rows]
    judged = _judged_facts if asked.design == "facts" else _judged_forms
    measured, agreed, differences = judged(questions, people, asked.name)
    return SheetReport(
        version=version("jixiao-kg"),
        design=asked.design,
        build=asked.build,
        sheet=first.file(len(asked.rows)),
        second=second.file(len(other.rows)) if second and other else None,
        measured=tuple(measured),
        agreed=tuple(agreed),
        differences=tuple(differences),
        notes=tuple(_notes(questions, asked, build)),
    )


Figures = tuple[Iterable[estimates.Measured], Iterable[estimates.Agreed], Iterable[estimates.Difference]]


def _judged_facts(questions: Sequence[Question], people: Sequence[Sequence[Cells]], name: str) -> Figures:
    rows = [
        FactRow(asked, [judgement(cells, asked, name) for cells in answers])
        for asked, *answers in zip(questions, *people, strict=True)
    ]
    agreed = estimates.agreement_on_facts(rows) if len(people) > 1 else ()
    return estimates.precision_of_facts(rows), agreed, estimates.fact_differences(rows)


def _judged_forms(questions: Sequence[Question], people: Sequence[Sequence[Cells]], name: str) -> Figures:
    rows = [
        FormRow(asked, [listing(cells, asked, name) for cells in answers])
        for asked, *answers in zip(questions, *people, strict=True)
    ]
    agreed = estimates.agreement_on_forms(rows) if len(people) > 1 else ()
    return estimates.measures_of_forms(rows), agreed, estimates.form_differences(rows)


def _answers(asked: Sheet, build: Build | None) -> Mapping[Key, Sequence[str]] | None:
    """Our answers in the build to the questions of a sheet; None where the sheet holds them itself.

    A list of all facts of a form may be held against any build. A sample of facts tells of its own build alone.
    """
    if build is None:
        if "ours" not in asked.rows[0]:
            raise EvaluationError(f"{asked.name}: is blind; name the build that it was drawn from")
        return None
    if asked.design == "facts" and asked.build != _mark(build):
        what = f"{asked.name}: was drawn from another build than {build.folder}"
        raise EvaluationError(f"{what}, and says nothing of this one; name its own, or draw a new sample")
    namespace = Namespace(build.generation.base)
    forms = {row["fact"].partition("#")[0] for row in asked.rows}
    known: dict[Key, Sequence[str]] = {}
    for record in build.layout.all_records():
        if (form := form_iri(record, namespace)) not in forms:
            continue
        if asked.design == "facts":
            known |= {
                (evidence(form, at), label(fact.field)): [written(fact)]
                for fact, at, _ in asked_facts(record)
            }
        else:
            found = listed(record)
            known |= {(form, label(field)): found.get(field, []) for field in ASKED}
    return known


def _ours(asked: Sheet, known: Mapping[Key, Sequence[str]] | None) -> Ours:
    if known is not None:
        return lambda row: known.get((row["fact"], row["field"]), ())
    if asked.design == "facts":
        return lambda row: [row["ours"]]
    return lambda row: row["ours"].splitlines()


def _notes(questions: Sequence[Question], asked: Sheet, build: Build | None) -> list[str]:
    notes = []
    if build and asked.design == "forms":
        namespace = Namespace(build.generation.base)
        there = {form_iri(record, namespace) for record in build.layout.all_records()}
        if lost := {each.fact for each in questions} - there:
            notes.append(
                f"{len(lost)} annotated forms are not in {build.folder}: all they say counts as missed"
            )
    return notes


def _mark(build: Build) -> str:
    """What tells a build with other content from this one."""
    return build.generation.graph[:16]
