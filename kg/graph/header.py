"""The form itself, its unit, its project, and the money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.frame import fact, facts, named, supported
from kg.graph.ntriples import canonical, coded, day, decimal, integer, iri, node, string, triple
from kg.graph.projects import place_of
from ontology.iris import concept, normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Amount
    from kg.graph.frame import Frame


def header_lines(frame: Frame, run: str) -> Iterator[str]:
    """Form, unit, department, project, sub-projects and amounts; `run` is the term of the extraction run."""
    yield from _form(frame, run)
    yield from _unit(frame)
    yield from _department(frame)
    yield from _project(frame)
    yield from _sub_projects(frame)
    for index, amount in enumerate(frame.record.amounts):
        yield from _amount(frame, index, amount)


def _form(frame: Frame, run: str) -> Iterator[str]:
    record = frame.record
    yield from node(
        frame.form,
        "jx:PerformanceForm",
        ("dcterms:isPartOf", iri(frame.document)),
        ("dcterms:title", string(record.form_title)),
        ("jx:formKind", coded("form-kind", record.form_kind)),
        ("jx:framework", iri(concept(record.framework)) if record.framework else None),
        ("jx:describes", iri(frame.project)),
        ("jx:page", integer(record.source.page)),
        ("prov:wasGeneratedBy", run),
    )
    yield from fact(frame, frame.form, "jx:fiscalYear", integer(record.year), "/year")
    yield from _evaluation(frame)


_POINTS = {
    "execution_rate": "jx:executionRate",
    "budget_weight": "jx:budgetWeight",
    "budget_score": "jx:budgetScore",
    "total_weight": "jx:totalWeight",
    "total_score": "jx:totalScore",
}


def _evaluation(frame: Frame) -> Iterator[str]:
    """The points that a self-evaluation prints for its budget and in total."""
    evaluation = frame.record.evaluation
    for key, predicate in _POINTS.items() if evaluation else ():
        yield from fact(frame, frame.form, predicate, decimal(getattr(evaluation, key)), f"/evaluation/{key}")


def _unit(frame: Frame) -> Iterator[str]:
    unit = frame.record.unit
    if frame.unit is None:
        return
    yield from node(frame.unit, "jx:BudgetUnit", ("jx:unitRole", string(unit.role)))
    yield from named(frame.unit, unit.name, frame.links.unit(unit.name).label if unit.name else None)
    yield from fact(frame, frame.project, "jx:unit", iri(frame.unit), "/unit/name")
    yield from facts(frame, frame.unit, "skos:altLabel", unit.aliases, "/unit/aliases")
    yield from fact(frame, frame.unit, "jx:unitCode", string(unit.code), "/unit/code")


def _department(frame: Frame) -> Iterator[str]:
    name = frame.record.department
    if name is None:
        return
    known = frame.links.unit(name)
    department = frame.ns.unit(known.key, frame.form)
    if department == frame.unit:
        if normalise_name(name) != known.label:
            yield from fact(frame, department, "skos:altLabel", string(normalise_name(name)), "/department")
        return
    yield from node(department, "jx:BudgetUnit")
    yield from named(department, name, known.label)
    subject, predicate = (frame.unit, "jx:supervisedBy") if frame.unit else (frame.project, "jx:department")
    yield from fact(frame, subject, predicate, iri(department), "/department")


def _project(frame: Frame) -> Iterator[str]:
    project, subject = frame.record.project, frame.project
    name = normalise_name(project.name) if project.name else None
    label = "skos:prefLabel" if name == frame.project_name else "skos:altLabel"
    yield from node(subject, "jx:Project", ("jx:fiscalYear", integer(frame.record.year)))
    yield from fact(frame, subject, label, string(name), "/project/name")
    yield from fact(frame, subject, "schema:startDate", day(project.start), "/project/start")
    yield from fact(frame, subject, "schema:endDate", day(project.end), "/project/end")
    yield from facts(frame, subject, "jx:projectType", project.types or (), "/project/types")
    yield from facts(frame, subject, "jx:fundUse", project.fund_uses or (), "/project/fund_uses")
    yield from fact(frame, subject, "jx:projectCode", string(project.code), "/project/code")
    yield from fact(frame, subject, "jx:projectNature", string(project.nature), "/project/nature")
    yield from fact(frame, subject, "jx:projectCategory", string(project.category), "/project/category")
    yield from fact(
        frame, subject, "jx:functionCode", string(project.function_code), "/project/function_code"
    )


def _sub_projects(frame: Frame) -> Iterator[str]:
    for index, part in enumerate(frame.record.subprojects):
        subject = frame.ns.sub_project(frame.project, part.name)
        yield from node(subject, "jx:SubProject", ("dcterms:isPartOf", iri(frame.project)))
        yield from named(subject, part.name)
        yield from supported(frame, subject, f"/subprojects/{index}/name")


def _amount(frame: Frame, index: int, amount: Amount) -> Iterator[str]:
    subject = _amount_iri(frame, amount)
    whole = _whole(frame, amount)
    yield from node(
        subject,
        "jx:BudgetAmount",
        ("jx:project", iri(_owner(frame, amount))),
        ("jx:scope", coded("scope", amount.scope)),
        ("jx:fiscalYear", integer(amount.fiscal_year)),
        ("jx:phase", coded("phase", amount.phase)),
        ("jx:fundSource", coded("fund-source", amount.source)),
        ("dcterms:isPartOf", iri(_amount_iri(frame, whole)) if whole else None),
        ("jx:value", decimal(amount.value)),
        ("jx:period", string(_period(amount))),
        ("jx:printedLabel", string(amount.label)),
    )
    yield from supported(frame, subject, f"/amounts/{index}/value", f"/amounts/{index}")
    if index in frame.links.unequal.get(place_of(frame.record), ()):
        yield triple(frame.project, "jx:unequalAmount", iri(subject))


def _whole(frame: Frame, amount: Amount) -> Amount | None:
    """The amount that one is a part of."""
    pointer = amount.part_of or ""
    return frame.record.amounts[int(pointer.removeprefix("/amounts/"))] if pointer else None


def _owner(frame: Frame, amount: Amount) -> str:
    if amount.scope == "sub-project" and amount.name:
        return frame.ns.sub_project(frame.project, amount.name)
    return frame.project


def _period(amount: Amount) -> str | None:
    return amount.name if amount.scope == "quarter" else None


def _amount_iri(frame: Frame, amount: Amount) -> str:
    """An amount's node; a part of another has no source of its own but its label."""
    period = _period(amount)
    return frame.ns.amount(
        _owner(frame, amount),
        scope=f"{amount.scope}/{period}" if period else amount.scope,
        year=amount.fiscal_year,
        phase=amount.phase,
        source=amount.source or amount.label,
        value=canonical(amount.value),
    )
