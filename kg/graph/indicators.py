"""Indicator rows: the indicator (shared by all forms), its category, and this project's values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractors.concepts import concept_of, family_of, known_name
from extractors.indicators import category_concept
from extractors.records import Target
from kg.graph.frame import fact, named, supported
from kg.graph.ntriples import Statement, bound, coded, decimal, integer, iri, node, string
from kg.graph.units import composite_lines, unit_of_measure
from ontology.iris import concept, normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.concepts import Concept
    from extractors.records import Indicator
    from kg.graph.frame import Frame

_NO_VALUE = Target(text=None)


class _Row(NamedTuple):
    """A row of the table: where it stands, and the IRIs of its category and its indicator.

    `place` is the slug of the category, or of the one above where that alone is known; `name` is the one that
    its indicator is known by there.
    """

    position: int
    printed: Indicator
    category: str
    is_known: bool
    place: str | None
    name: str
    indicator: str


class _Value(NamedTuple):
    """One value of a row: the field it stands in, and what it is a value of. One without text has no target."""

    field: str
    target: Target | None
    role: str
    period: str

    @property
    def text(self) -> str:
        return (self.target.text if self.target else None) or ""


def row_lines(frame: Frame) -> Iterator[str]:
    """Every row of the indicator table, also those without a value."""
    for index in range(len(frame.record.indicators)):
        row = _row(frame, index)
        yield from _category(frame, row)
        yield from _indicator(row)
        values = _values(frame, row.printed)
        for value in values:
            yield from _value(frame, row, value)
            yield from _units(value)
        yield from _judgement(frame, row, values)


def row_subject(frame: Frame, index: int) -> str | None:
    """The IRI of the value that stands for row `index`; None where there is no such row."""
    if index >= len(frame.record.indicators):
        return None
    row = _row(frame, index)
    return _subject(frame, row, _values(frame, row.printed)[0])


def _row(frame: Frame, index: int) -> _Row:
    printed, framework = frame.record.indicators[index], frame.record.framework
    slug = category_concept(framework, printed.level1, printed.level2)
    heading = concept(slug) if slug else frame.ns.category(framework, printed.level1, printed.level2)
    place = slug or category_concept(framework, printed.level1, None)
    name = known_name(printed.name, place)
    return _Row(index, printed, heading, slug is not None, place, name, frame.ns.indicator(heading, name))


def _values(frame: Frame, row: Indicator) -> list[_Value]:
    """The values that are printed in a row, and those without text that the row is kept for.

    A row without any value has an empty target. A score or deviation without an actual value judges what
    the form does not say: an empty actual value.
    """
    year = str(frame.record.year or "")
    printed = (
        _Value("target", row.target, "target", year),
        _Value("target_whole_period", row.target_whole_period, "target", "project"),
        _Value("actual", row.actual, "actual", year),
    )
    found = [value for value in printed if value.text]
    if not found:
        found.append(_Value("name", None, "target", year))
    judged = "score" if row.score is not None else "deviation" if row.deviation else None
    if judged and found[-1].role != "actual":
        found.append(_Value(judged, None, "actual", year))
    return found


def _subject(frame: Frame, row: _Row, value: _Value, part: int = 0) -> str:
    return frame.ns.target(
        frame.project, row.indicator, period=value.period, role=value.role, text=value.text, part=part
    )


def _category(frame: Frame, row: _Row) -> Iterator[str]:
    """A category that the schemes do not know becomes a concept of the data, unreviewed."""
    framework, level1 = frame.record.framework, row.printed.level1
    name = row.printed.level2 or level1
    if row.is_known or not name:
        return
    parent = category_concept(framework, level1, None) if row.printed.level2 else None
    yield from node(
        row.category,
        "jx:IndicatorCategory",
        ("skos:prefLabel", string(normalise_name(name))),
        ("skos:broader", iri(concept(parent)) if parent else None),
        ("skos:inScheme", iri(concept(framework)) if framework else None),
        ("jx:reviewStatus", coded("review-status", "unreviewed")),
    )


def _indicator(row: _Row) -> Iterator[str]:
    """The indicator under its category, and the concept it means or, unreviewed, the one above it, if any."""
    is_placed = row.printed.level1 or row.printed.level2
    name = row.printed.name
    known = concept_of(name, row.place)
    above = None if known else family_of(name)
    yield from node(
        row.indicator,
        "jx:Indicator",
        ("skos:broader", iri(row.category) if is_placed else None),
        ("skos:exactMatch", _measured(known)),
        ("skos:broadMatch", _measured(above)),
    )
    yield from named(row.indicator, name, row.name)


def _measured(found: Concept | None) -> str | None:
    """The term of a concept of `indicators.ttl`."""
    return iri(concept(f"common-indicator/{found.slug}")) if found else None


def _value(frame: Frame, row: _Row, value: _Value) -> Iterator[str]:
    subject, measured = _subject(frame, row, value), value.target or _NO_VALUE
    further = [_subject(frame, row, value, part) for part in range(1, len(measured.more) + 1)]
    yield from node(
        subject,
        "jx:Target" if value.role == "target" else "jx:ActualValue",
        ("jx:project", iri(frame.project)),
        ("jx:indicator", iri(row.indicator)),
        ("jx:scope", coded("scope", "project") if value.period == "project" else None),
        ("jx:text", string(measured.text)),
        *_measure(measured),
        *(("jx:furtherValue", iri(other)) for other in further),
    )
    for other, more in zip(further, measured.more, strict=True):
        yield from node(other, "schema:QuantitativeValue", *_measure(more))
    yield from supported(frame, subject, f"/indicators/{row.position}/{value.field}")


def _units(value: _Value) -> Iterator[str]:
    for measured in (value.target, *value.target.more) if value.target else ():
        yield from composite_lines(measured.unit)


def _measure(target: Target) -> tuple[Statement, ...]:
    return (
        ("jx:comparator", coded("comparator", target.comparator)),
        ("jx:low", bound(target.low)),
        ("jx:high", bound(target.high)),
        ("jx:unitOfMeasure", iri(unit_of_measure(target.unit))),
        ("jx:baselineYear", integer(target.baseline_year)),
        ("jx:change", coded("change", target.change)),
    )


def _judgement(frame: Frame, row: _Row, values: list[_Value]) -> Iterator[str]:
    """Weight, score and deviation, plain facts of the actual value, or of the target where there is none."""
    judged = next((value for value in values if value.role == "actual"), values[0])
    subject, field = _subject(frame, row, judged), f"/indicators/{row.position}"
    for predicate, term, name in (
        ("jx:weight", decimal(row.printed.weight), "weight"),
        ("jx:score", decimal(row.printed.score), "score"),
        ("jx:deviation", string(row.printed.deviation), "deviation"),
    ):
        yield from fact(frame, subject, predicate, term, f"{field}/{name}")
