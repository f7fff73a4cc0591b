"""What differs between two builds, or between two years inside one: by project, with the places on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Store

    from outputs.diff.comparing import Comparison, Side
    from outputs.diff.evidence import Texts
    from outputs.diff.matching import Matching, Pair
    from outputs.diff.model import Diff, Project, ProjectDiff
    from outputs.diff.snapshot import Facts, Snapshot

__all__ = ["DiffError", "Source", "compare_builds", "compare_years"]


class DiffError(Exception):
    """What cannot be compared: one line that says where, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A build as comparisons see it: its name, its store, the base of its data, and the texts of its documents."""

    name: str
    store: Store
    base: str
    texts: Texts | None = None


def compare_builds(one: Source, other: Source) -> Diff:
    """What changed from one build to the other. Projects are matched by IRI (without base, after merges)."""
    from outputs.diff.comparing import Comparison, Side
    from outputs.diff.evidence import Evidence
    from outputs.diff.identity import identity
    from outputs.diff.matching import by_identity
    from outputs.diff.snapshot import Snapshot

    key = identity([(one.store, one.base), (other.store, other.base)])
    sides = [Snapshot(each.store, key) for each in (one, other)]
    before, after = (
        Side(side, Evidence(side, source.texts)) for side, source in zip(sides, (one, other), strict=True)
    )
    matching = by_identity(sides[0].projects, sides[1].projects)
    return _diff(one.name, other.name, Comparison(before, after), matching)


def compare_years(source: Source, first: int, second: int) -> Diff:
    """What changed from one fiscal year to another inside a build. Raises `DiffError` for a year without projects."""
    from outputs.diff.comparing import Comparison, Side
    from outputs.diff.evidence import Evidence
    from outputs.diff.identity import identity
    from outputs.diff.matching import over_years
    from outputs.diff.snapshot import Snapshot

    key = identity([(source.store, source.base)])
    sides = [Snapshot(source.store, key, year) for year in (first, second)]
    for side in sides:
        if not side.projects:
            raise DiffError(f"{source.name}: has no project of the year {side.year}; it has {_years(side)}")
    before, after = (Side(side, Evidence(side, source.texts)) for side in sides)
    comparison = Comparison(before, after, second - first)
    return _diff(source.name, source.name, comparison, over_years(*sides))


def _diff(one: str, other: str, comparison: Comparison, matching: Matching) -> Diff:
    from outputs.diff.model import Compared, Diff

    sides = [side.snapshot for side in (comparison.before, comparison.after)]
    before, after = (
        Compared(build=name, year=side.year, projects=len(side.projects))
        for name, side in zip((one, other), sides, strict=True)
    )
    projects = [_project(comparison, pair) for pair in matching.pairs]
    return Diff(
        before=before, after=after, projects=tuple(sorted(projects, key=_order)), notes=matching.notes
    )


def _project(comparison: Comparison, pair: Pair) -> ProjectDiff:
    from outputs.diff.model import ProjectDiff

    one = comparison.before.snapshot.projects[pair.before] if pair.before else None
    other = comparison.after.snapshot.projects[pair.after] if pair.after else None
    changes = tuple(comparison.changes(one, other)) if one and other else ()
    is_difference = bool(changes) or not (one and other)
    return ProjectDiff(
        status="continued" if one and other else "new" if other else "ended",
        matched=pair.matched,
        before=_described(comparison.before, one, is_difference) if one else None,
        after=_described(comparison.after, other, is_difference) if other else None,
        changes=changes,
    )


def _described(side: Side, facts: Facts, with_places: bool) -> Project:
    from outputs.diff.model import Project

    return Project(
        iri=facts.iri,
        name=facts.name,
        unit=facts.unit_name,
        years=facts.years,
        places=side.evidence.of_fact(facts.iri, "skos:prefLabel") if with_places else (),
    )


_STATUSES = ("continued", "new", "ended")


def _order(project: ProjectDiff) -> tuple[object, ...]:
    """Those that go on first, then by unit and name."""
    named = project.after or project.before
    assert named
    return _STATUSES.index(project.status), named.unit or "", named.name, named.iri


def _years(side: Snapshot) -> str:
    years = sorted({year for project in side.years.projects for year in side.years.of_project(project)})
    return ", ".join(map(str, years)) or "none"
