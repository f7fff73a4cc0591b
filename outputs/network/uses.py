"""What the projects of a store cite or use, and in which year: the one thing that projections are made of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from outputs.properties import pairs, select, text
from outputs.years import Years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

    from outputs.network.kinds import Used

_POLICIES = """
SELECT ?item ?project ?form {
  ?citation jx:policy ?item ; dcterms:isPartOf ?form %s .
  ?form jx:describes ?project .
}"""
_INDICATORS = "SELECT ?item ?project ?value { ?value jx:indicator ?item ; jx:project ?project }"


class Use(NamedTuple):
    """A project cites or uses something in a year (None: its form states none)."""

    project: str
    item: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Uses:
    """The uses of one kind, sorted and each once, and of how many projects they are.

    `projects` counts all projects that were looked at, by year those of it; `units` names the units of each.
    """

    uses: tuple[Use, ...]
    projects: int
    projects_by_year: dict[int, int]
    units: dict[str, tuple[str, ...]]


def uses_of(store: Store, used: Used, year: int | None, role: str | None) -> Uses:
    """What projects use, in `year` or ever; of citations those of `role`, or all. Merged nodes count as one."""
    years = Years(store)
    found = _policies(store, years, role) if used == "policies" else _indicators(store, years)
    uses = sorted(
        {use for use in found if year is None or use.year == year},
        key=lambda use: (use.project, use.item, use.year or 0),
    )
    by_year: defaultdict[int, int] = defaultdict(int)
    for project in years.projects:
        for each in years.of_project(project):
            by_year[each] += 1
    return Uses(
        uses=tuple(uses),
        projects=len(years.projects) if year is None else by_year.get(year, 0),
        projects_by_year={each: by_year[each] for each in sorted(by_year) if year in (None, each)},
        units=_units(store, years, {use.project for use in uses}),
    )


def _policies(store: Store, years: Years, role: str | None) -> Iterator[Use]:
    """By the year of the form that cites."""
    wanted = f"; jx:citationRole <{concept_of_role(role)}>" if role else ""
    for row in select(store, _POLICIES % wanted):
        project, form = years.same(text(row["project"])), text(row["form"])
        stated = years.of_form(form)
        for year in [stated] if stated else years.of_project(project) or [None]:
            yield Use(project, years.same(text(row["item"])), year)


def _indicators(store: Store, years: Years) -> Iterator[Use]:
    """By the year of the forms that state a target or an actual value."""
    for row in select(store, _INDICATORS):
        project = years.same(text(row["project"]))
        for year in years.of_fact(text(row["value"]), project) or [None]:
            yield Use(project, years.same(text(row["item"])), year)


def concept_of_role(role: str) -> str:
    """The IRI of a role of citations."""
    from ontology.iris import concept

    return concept(f"citation-role/{role}")


def _units(store: Store, years: Years, projects: set[str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for project, unit in pairs(store, "jx:unit"):
        if years.same(project) in projects:
            found[years.same(project)].add(years.same(text(unit)))
    return {project: tuple(sorted(units)) for project, units in sorted(found.items())}
