"""What one side states of its projects: amounts, targets, citations, by keys that compare with the other side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ontology.iris import normalise_name
from outputs.diff.targets import Target
from outputs.properties import select, text, values
from outputs.years import Years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import QuerySolution, Store

_AMOUNTS = """
SELECT * {
  ?fact a jx:BudgetAmount ; jx:project ?of ; jx:scope/skos:notation ?scope ; jx:phase/skos:notation ?phase ;
    jx:fundSource/skos:notation ?source ; jx:value ?value .
  OPTIONAL { ?fact jx:fiscalYear ?year }
  OPTIONAL { ?fact jx:period ?period }
  OPTIONAL { ?of dcterms:isPartOf ?whole ; skos:prefLabel ?part }
  BIND(COALESCE(?whole, ?of) AS ?owner)
}"""
_TARGETS = """
SELECT * {
  ?fact a jx:Target ; jx:project ?owner ; jx:indicator ?indicator .
  OPTIONAL { ?fact jx:text ?text }
  OPTIONAL { ?fact jx:scope/skos:notation ?scope }
  OPTIONAL { ?fact jx:comparator/skos:notation ?comparator }
  OPTIONAL { ?fact jx:low ?low }
  OPTIONAL { ?fact jx:high ?high }
  OPTIONAL { ?fact jx:unitOfMeasure ?unit . OPTIONAL { ?unit jx:baseUnit ?base ; jx:conversionMultiplier ?factor } }
  OPTIONAL { ?fact jx:change/skos:notation ?change }
  OPTIONAL { ?fact jx:baselineYear ?baseline }
  OPTIONAL { ?fact jx:furtherValue ?more }
}"""
_CITATIONS = """
SELECT * {
  ?fact jx:policy ?policy ; jx:citationRole/skos:notation ?role ; dcterms:isPartOf ?form .
  ?form jx:describes ?owner .
}"""


class AmountKey(NamedTuple):
    """What an amount is of: only amounts of one key compare. `year` is None where it is that of the side."""

    part: str
    scope: str
    period: str
    year: int | None
    phase: str
    source: str


@dataclass(slots=True)
class Facts:
    """A project as one side states it. Every fact is kept with the node that has its evidence."""

    iri: str
    name: str
    unit: str | None
    unit_name: str | None
    years: tuple[int, ...]
    amounts: dict[AmountKey, dict[Decimal, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    targets: dict[str, dict[str, list[Target]]] = field(default_factory=dict)
    policies: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    policy_iris: dict[str, str] = field(default_factory=dict)

    @property
    def same_name(self) -> tuple[str, str] | None:
        """Unit and normalised name: what a project without a code keeps over the years."""
        return (self.unit, normalise_name(self.name)) if self.unit and self.name else None


class Snapshot:
    """The projects of a store, or of one year in it, by key."""

    def __init__(self, store: Store, key: Callable[[str], str], year: int | None = None) -> None:
        self.store, self.key, self.year = store, key, year
        self.years = Years(store)
        self.projects: dict[str, Facts] = {}
        for project in self.years.projects:
            if year is None or year in self.years.of_project(project):
                self.projects[key(project)] = self._project(project)
        self._read_amounts()
        self._read_targets()
        self._read_citations()

    def _project(self, project: str) -> Facts:
        names = values(self.store, project, "skos:prefLabel")
        units = [text(unit) for unit in values(self.store, project, "jx:unit")]
        unit_names = values(self.store, units[0], "skos:prefLabel") if units else []
        return Facts(
            iri=project,
            name=text(names[0]) if names else "",
            unit=self.key(units[0]) if units else None,
            unit_name=text(unit_names[0]) if unit_names else None,
            years=tuple(sorted(self.years.of_project(project))),
        )

    def _rows(self, query: str) -> Iterator[tuple[QuerySolution, Facts]]:
        """The rows about projects of this side, and of its year, in an order that follows from their content."""
        for row in sorted(select(self.store, query), key=lambda row: tuple(map(str, row))):
            owner = self.years.same(text(row["owner"]))
            facts = self.projects.get(self.key(owner))
            if facts and (self.year is None or self.year in self.years.of_fact(text(row["fact"]), owner)):
                yield row, facts

    def _read_amounts(self) -> None:
        for row, facts in self._rows(_AMOUNTS):
            year = int(text(row["year"])) if row["year"] else None
            if self.year is not None and year not in (None, self.year):
                continue  # of the year before, as filed again: the other side, or none, states it
            key = AmountKey(
                part=_text(row, "part"),
                scope=_text(row, "scope"),
                period=_text(row, "period"),
                year=None if self.year is not None else year,
                phase=_text(row, "phase"),
                source=_text(row, "source"),
            )
            facts.amounts[key].setdefault(Decimal(text(row["value"])), []).append(text(row["fact"]))

    def _read_targets(self) -> None:
        seen: set[str] = set()
        for row, facts in self._rows(_TARGETS):
            node = text(row["fact"])
            if node in seen:  # a row for each further value
                continue
            seen.add(node)
            period = "project" if row["scope"] else "year"
            indicator = self.years.same(text(row["indicator"]))
            facts.targets.setdefault(indicator, {}).setdefault(period, []).append(_target(row, self.key))

    def _read_citations(self) -> None:
        for row, facts in self._rows(_CITATIONS):
            policy = self.years.same(text(row["policy"]))
            roles = facts.policies.setdefault(self.key(policy), {})
            roles.setdefault(text(row["role"]), []).append(text(row["fact"]))
            facts.policy_iris[self.key(policy)] = policy


def _text(row: QuerySolution, name: str) -> str:
    return text(row[name]) if row[name] else ""


def _number(row: QuerySolution, name: str) -> Decimal | None:
    """A bound as a number; None where there is none, or it is a date."""
    value = row[name]
    return Decimal(text(value)) if value and "decimal" in value.datatype.value.lower() else None


def _target(row: QuerySolution, key: Callable[[str], str]) -> Target:
    factor = Decimal(text(row["factor"])) if row["factor"] else Decimal(1)
    unit = row["base"] or row["unit"]
    low, high = _number(row, "low"), _number(row, "high")
    return Target(
        node=text(row["fact"]),
        text=_text(row, "text"),
        comparator=_text(row, "comparator"),
        low=None if low is None else low * factor,
        high=None if high is None else high * factor,
        unit=key(text(unit)) if unit else "",
        change=_text(row, "change"),
        baseline=int(text(row["baseline"])) if row["baseline"] else None,
        is_plain=not row["more"],
    )
