"""What one side states of its projects: amounts, targets, citations, by keys that compare with the other side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ontology.iris import expand, normalise_name
from outputs.diff.targets import Target
from outputs.properties import pairs, select, text, values
from outputs.years import Years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import Store

    from outputs.properties import Term

_DECIMAL = expand("xsd:decimal")
_STATEMENTS = "SELECT ?fact ?predicate ?value { ?fact a %s ; ?predicate ?value }"


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
        self._notation = cache(self._word)
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

    def _facts(self, cls: str, owner: Callable[[_Statements], str]) -> Iterator[tuple[_Statements, Facts]]:
        """Everything of a class that is of a project of this side, and of its year, by IRI; `owner` names the project.

        All statements are read at once: optional patterns, one after the other, cost hundreds of times as much.
        """
        found: dict[str, _Statements] = {}
        for row in select(self.store, _STATEMENTS % cls):
            node = text(row["fact"])
            about = found.setdefault(node, _Statements(node, self._notation))
            about.values.setdefault(row["predicate"].value, []).append(row["value"])
        for node in sorted(found):
            project = self.years.same(owner(found[node]))
            facts = self.projects.get(self.key(project))
            if facts and (self.year is None or self.year in self.years.of_fact(node, project)):
                yield found[node], facts

    def _read_amounts(self) -> None:
        whole = {part: text(project) for part, project in pairs(self.store, "dcterms:isPartOf")}
        names: dict[str, str] = {}

        def owner(amount: _Statements) -> str:
            of = amount.text("jx:project")
            if of in whole:
                names[of] = _label(self.store, of)
            return whole.get(of, of)

        for amount, facts in self._facts("jx:BudgetAmount", owner):
            year = amount.integer("jx:fiscalYear")
            if self.year is not None and year not in (None, self.year):
                continue  # of the year before, as filed again: the other side, or none, states it
            key = AmountKey(
                part=names.get(amount.text("jx:project"), ""),
                scope=amount.word("jx:scope"),
                period=amount.text("jx:period"),
                year=None if self.year is not None else year,
                phase=amount.word("jx:phase"),
                source=amount.word("jx:fundSource"),
            )
            facts.amounts[key].setdefault(Decimal(amount.text("jx:value")), []).append(amount.node)

    def _read_targets(self) -> None:
        factor_of = cache(self._unit)
        for stated, facts in self._facts("jx:Target", lambda target: target.text("jx:project")):
            unit, factor = factor_of(stated.text("jx:unitOfMeasure"))
            low, high = (stated.number(curie) for curie in ("jx:low", "jx:high"))
            target = Target(
                node=stated.node,
                text=stated.text("jx:text"),
                comparator=stated.word("jx:comparator"),
                low=None if low is None else low * factor,
                high=None if high is None else high * factor,
                unit=unit,
                change=stated.word("jx:change"),
                baseline=stated.integer("jx:baselineYear"),
                is_plain=not stated.text("jx:furtherValue"),
            )
            period = "project" if stated.text("jx:scope") else "year"
            indicator = self.years.same(stated.text("jx:indicator"))
            facts.targets.setdefault(indicator, {}).setdefault(period, []).append(target)

    def _word(self, concept: str) -> str:
        found = values(self.store, concept, "skos:notation")
        return text(found[0]) if found else concept.rpartition("/")[2]

    def _unit(self, unit: str) -> tuple[str, Decimal]:
        """The base of a unit of measure, and how many of it the unit is; what has no base is its own."""
        if not unit:
            return "", Decimal(1)
        bases, factors = (
            values(self.store, unit, curie) for curie in ("jx:baseUnit", "jx:conversionMultiplier")
        )
        if not (bases and factors):
            return self.key(unit), Decimal(1)
        return self.key(text(bases[0])), Decimal(text(factors[0]))

    def _read_citations(self) -> None:
        describes = {form: text(project) for form, project in pairs(self.store, "jx:describes")}

        def owner(citation: _Statements) -> str:
            return describes.get(citation.text("dcterms:isPartOf"), "")

        for citation, facts in self._facts("jx:PolicyCitation", owner):
            if cited := citation.text("jx:policy"):
                policy = self.years.same(cited)
                roles = facts.policies.setdefault(self.key(policy), {})
                roles.setdefault(citation.word("jx:citationRole"), []).append(citation.node)
                facts.policy_iris[self.key(policy)] = policy


@dataclass(frozen=True, slots=True)
class _Statements:
    """All that a store says of one node, by predicate."""

    node: str
    notation: Callable[[str], str]
    values: dict[str, list[Term]] = field(default_factory=dict)

    def text(self, curie: str) -> str:
        """The value of a property as it is written, "" without one."""
        found = self.values.get(expand(curie))
        return min(map(text, found)) if found else ""

    def integer(self, curie: str) -> int | None:
        """The value as a whole number."""
        return int(value) if (value := self.text(curie)) else None

    def number(self, curie: str) -> Decimal | None:
        """The value as a number; None where there is none, or it is a date."""
        found = self.values.get(expand(curie))
        datatype = getattr(found[0], "datatype", None) if found else None
        return Decimal(self.text(curie)) if datatype and datatype.value == _DECIMAL else None

    def word(self, curie: str) -> str:
        """The coded word of a concept that is the value."""
        concept = self.text(curie)
        return self.notation(concept) if concept else ""


def _label(store: Store, node: str) -> str:
    names = values(store, node, "skos:prefLabel")
    return text(names[0]) if names else ""
