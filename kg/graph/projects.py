"""What a project is known by: its printed code, else its unit, name and year, else the form that describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ontology.iris import normalise_name

if TYPE_CHECKING:
    from extractors.records import Record
    from ontology.iris import Namespace


class FormPlace(NamedTuple):
    """Where a form stands: the sha256 of its document, and its start in the text."""

    sha256: str
    start: int


class ProjectKey(NamedTuple):
    """The identity of a project: equal keys are one project. Only the parts that count are there."""

    code: str | None = None
    unit: str | None = None
    name: str | None = None
    year: int | None = None
    form: FormPlace | None = None


class Known(NamedTuple):
    """A project, and the normalised name it is known by."""

    key: ProjectKey
    name: str | None


def place_of(record: Record) -> FormPlace:
    """Where the form of a record stands."""
    return FormPlace(record.source.sha256, record.source.start)


def known(record: Record) -> Known:
    """The project of a form, going by this form alone."""
    name = record.project.name
    return Known(project_key(record), normalise_name(name) if name else None)


def project_key(record: Record) -> ProjectKey:
    """What the project of a form is known by, going by this form alone."""
    unit, project = record.unit.name, record.project
    if project.code:
        return ProjectKey(code="".join(project.code.split()))
    if unit and project.name and record.year:
        return ProjectKey(unit=normalise_name(unit), name=normalise_name(project.name), year=record.year)
    return ProjectKey(form=place_of(record))


def project_iri(key: ProjectKey, ns: Namespace) -> str:
    """The IRI of the project with that key."""
    form = ns.form(ns.document(key.form.sha256), key.form.start) if key.form else ""
    unit = ns.unit(key.unit, form) if key.unit else None
    return ns.project(code=key.code, unit=unit, name=key.name, year=key.year, form=form)
