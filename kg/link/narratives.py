"""Which form a narrative (项目经费情况说明) belongs to: the one of the same project in the same document and year.

A narrative rarely names its unit, so that its project is known by the narrative alone. It is joined where one
project only can be meant: by its name; where no form has that name, by quarters that sum to the form's annual
amount; without a name at last where the document holds one narrative and one project. The quarters also
confirm a join by name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kg.link.merges import Address, Claim
from kg.link.sums import addresses, make_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.graph.projects import ProjectKey
    from kg.link.sketches import Sketch
    from kg.link.sums import Sum, Texts

_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class Match:
    """A narrative and the project it describes; without reasons where both are one project by their keys."""

    narrative: Sketch
    forms: tuple[Sketch, ...]
    reasons: tuple[str, ...]

    @property
    def project(self) -> ProjectKey:
        return self.forms[0].project

    @property
    def claim(self) -> Claim[ProjectKey]:
        """That the narrative's project is the one of the forms, with the places its reasons go by."""
        place = self.narrative.place
        name = ("/project/name",) if "project-name" in self.reasons else ()
        quarters = addresses(self.narrative.quarters) if "quarters-sum" in self.reasons else ()
        places = tuple(Address(place, pointer) for pointer in (*name, *quarters))
        return Claim(self.narrative.project, self.project, self.reasons, places, rank=3)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A narrative that may describe any of several projects."""

    narrative: Sketch
    projects: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A narrative whose four quarters do not sum to the annual amount of its form."""

    narrative: Sketch
    project: ProjectKey
    whole: Sum


Projects = dict["ProjectKey", tuple["Sketch", ...]]
Result = Match | Unsettled | Mismatch


def joins(sketches: Iterable[Sketch], texts: Texts | None) -> Iterator[Result]:
    """What narratives describe, document by document, and what is to be doubted; the order has no part in it."""
    ordered = sorted(sketches, key=lambda one: one.place)
    for sha256, group in groupby(ordered, key=lambda one: one.place.sha256):
        forms = list(group)
        narratives = [form for form in forms if form.is_narrative]
        projects = _by_project(form for form in forms if not form.is_narrative)
        if narratives and projects:
            yield from _Book(narratives, projects, texts(sha256) if texts else "").results()


class _Book:
    """A document with narratives and forms."""

    def __init__(self, narratives: Sequence[Sketch], projects: Projects, text: str) -> None:
        self._narratives, self._projects, self._text = narratives, projects, text

    def results(self) -> Iterator[Result]:
        named = [self._named(narrative) for narrative in self._narratives]
        taken = {result.project for result in named if isinstance(result, Match)}
        free = {key: forms for key, forms in self._projects.items() if key not in taken}
        rest = [one for one, result in zip(self._narratives, named, strict=True) if result is None]
        for result in (*named, *self._unnamed(rest, free)):
            if result:
                yield result
            if isinstance(result, Match):
                yield from self._mismatch(result)

    def _named(self, narrative: Sketch) -> Match | Unsettled | None:
        """The project of the narrative's key or name; None where no form has either."""
        if narrative.project in self._projects:
            return Match(narrative, self._projects[narrative.project], ())
        possible = _possible(narrative, self._projects)
        named = {
            key: forms for key, forms in possible.items() if narrative.name and _name(forms) == narrative.name
        }
        summing = self._summing(narrative, named)
        found = _only(named) or _only(summing)
        if found:
            confirmed = ("quarters-sum",) if found in summing.values() else ()
            return Match(narrative, found, ("project-name", *confirmed))
        return Unsettled(narrative, len(named)) if named else None

    def _unnamed(self, narratives: Sequence[Sketch], free: Projects) -> Iterator[Match | Unsettled]:
        """What narratives describe that no form's name tells of, each by its quarters."""
        summing = {one.place: self._summing(one, _possible(one, free)) for one in narratives}
        claims = Counter(key for found in summing.values() for key in found)
        for narrative in narratives:
            possible, found = _possible(narrative, free), _only(summing[narrative.place])
            pair = _only(possible) if len(self._narratives) == len(self._projects) == 1 else None
            if found and claims[found[0].project] == 1:
                yield Match(narrative, found, ("quarters-sum",))
            elif pair and not narrative.name:
                yield Match(narrative, pair, ("only-pair",))
            elif possible and not narrative.name:
                yield Unsettled(narrative, len(possible))

    def _summing(self, narrative: Sketch, projects: Projects) -> Projects:
        """Those of `projects` whose annual amount is the sum of the narrative's quarters."""
        if len(_numbers(narrative.quarters)) < 2:
            return {}
        return {
            key: forms
            for key, forms in projects.items()
            if any(make_up(narrative.quarters, whole, self._text) for whole in _totals(forms))
        }

    def _mismatch(self, match: Match) -> Iterator[Mismatch]:
        """Four quarters that sum to no annual amount of the form, be it of all funds or of fiscal ones."""
        quarters = match.narrative.quarters
        wholes = [whole for form in match.forms for whole in form.annual]
        totals = _totals(match.forms)
        if len(_numbers(quarters)) < len(_QUARTERS) or not totals:
            return
        if not any(make_up(quarters, whole, self._text) for whole in wholes):
            yield Mismatch(match.narrative, match.project, totals[0])


def _by_project(forms: Iterable[Sketch]) -> Projects:
    found: defaultdict[ProjectKey, list[Sketch]] = defaultdict(list)
    for form in forms:
        found[form.project].append(form)
    return {key: tuple(each) for key, each in found.items()}


def _possible(narrative: Sketch, projects: Projects) -> Projects:
    """The projects that nothing printed in the narrative contradicts."""
    return {
        key: forms
        for key, forms in projects.items()
        if narrative.project.form and all(_agree(narrative, form) for form in forms)
    }


def _agree(narrative: Sketch, form: Sketch) -> bool:
    printed = ((narrative.year, form.year), (narrative.unit, form.unit))
    return all(one is None or other is None or one == other for one, other in printed)


def _name(forms: Sequence[Sketch]) -> str | None:
    """What the forms of a project call it."""
    return next((form.name for form in forms if form.name), None)


def _only(projects: Mapping[ProjectKey, tuple[Sketch, ...]]) -> tuple[Sketch, ...] | None:
    return next(iter(projects.values())) if len(projects) == 1 else None


def _totals(forms: Sequence[Sketch]) -> list[Sum]:
    return [whole for form in forms for whole in form.annual if whole.amount.source == "total"]


def _numbers(quarters: Sequence[Sum]) -> set[int]:
    """Which quarters there are; none where one comes twice, so that a list cannot be told from another."""
    found = [
        number
        for quarter in quarters
        for number, words in enumerate(_QUARTERS)
        if words in (quarter.amount.name or "") or str(number + 1) in (quarter.amount.name or "")
    ]
    return set(found) if len(set(found)) == len(quarters) else set()
