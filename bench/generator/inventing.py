"""From a seed and a number to what a form says.

A form is a function of both alone, so that a smaller corpus is the beginning of a larger one. Five forms in
a row are two projects, filed three years running and two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate, product
from random import Random
from typing import TYPE_CHECKING

from generator.damage import damage_some
from generator.facts import BASIS, PLAN, Form, Layout, Policy
from generator.flaws import spoil
from generator.targets import row
from generator.texts import basis, narrative, plan
from generator.wording import Indicator, indicators, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_EDITIONS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1))
"""Of five forms in a row: which of two projects, and which of its years."""

_POLICIES = 200
_PROJECTS_OF_A_UNIT = 3
_UNIT_STRIDE, _NAME_STRIDE = 389, 199
"""Primes by which units and names are gone through, so that neighbours differ and no pair comes twice soon."""

_ROWS = {"投入和管理目标": (5, 8), "产出目标": (8, 12), "效果目标": (4, 6), "影响力目标": (3, 5)}
"""Fewest and most rows of each level 1: about 25 in all."""

_FLAWED, _DAMAGED = 0.2, 0.12
"""Shares of forms with something to be checked, and with cells lost or slipped."""


@dataclass(frozen=True, slots=True)
class _Project:
    """What stays the same over the years of a project."""

    place: str
    unit: str
    second_name: str | None
    topic: str
    name: str
    first_year: int
    layout: Layout
    policies: tuple[Policy, ...]
    indicators: tuple[tuple[Indicator, str], ...]
    budgets: tuple[Decimal, ...]
    types: tuple[str, ...]
    fund_uses: tuple[str, ...]


class World:
    """All that the forms of one seed are about."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.policies = _policies(self._random("policies"))
        self._units = list(product(words()["places"], words()["bodies"]))
        self._names = list(product(words()["topics"], words()["activities"]))
        self._popularity = list(accumulate(1 / rank for rank in range(1, len(self.policies) + 1)))

    def form(self, number: int) -> Form:
        """The form of that number."""
        block, place = divmod(number, len(_EDITIONS))
        which, edition = _EDITIONS[place]
        rng = self._random(f"form {number}")
        form = _form(self._project(2 * block + which), edition, rng)
        if rng.random() < _FLAWED:
            form = spoil(form, rng)
        if rng.random() < _DAMAGED:
            form = damage_some(form, rng)
        return form

    def _random(self, what: str) -> Random:
        return Random(f"{self._seed} {what}")

    def _project(self, number: int) -> _Project:
        rng = self._random(f"project {number}")
        unit = number // _PROJECTS_OF_A_UNIT
        place, body = self._units[unit * _UNIT_STRIDE % len(self._units)]
        topic, activity = self._names[number * _NAME_STRIDE % len(self._names)]
        return _Project(
            place=place,
            unit=place + body,
            second_name=_second_name(place, self._random(f"unit {unit}")),
            topic=topic,
            name=topic + activity,
            first_year=rng.choice((2017, 2018)),
            layout=rng.choices(("two-level", "three-level", "lines"), (4, 5, 1))[0],
            policies=self._some_policies(rng),
            indicators=tuple(_some_indicators(rng, topic)),
            budgets=_budgets(rng),
            types=(rng.choice([label for line in words()["types"] for label in line]),),
            fund_uses=_some_fund_uses(rng),
        )

    def _some_policies(self, rng: Random) -> tuple[Policy, ...]:
        drawn = rng.choices(self.policies, cum_weights=self._popularity, k=rng.choice((1, 2, 2, 3, 4)))
        return tuple(dict.fromkeys(drawn))


def _policies(rng: Random) -> tuple[Policy, ...]:
    """Documents of which no two share a title or a number."""
    about = words()["policies"]
    titles = [frame.format(topic=topic) for frame, topic in product(about["frames"], words()["topics"])]
    years = range(about["first_year"], about["last_year"] + 1)
    numbers = rng.sample(list(product(about["codes"], years, range(1, 100))), _POLICIES)
    return tuple(
        Policy(title, code, year, serial, about["codes"][code])
        for title, (code, year, serial) in zip(rng.sample(titles, _POLICIES), numbers, strict=True)
    )


def _second_name(place: str, rng: Random) -> str | None:
    name: str = rng.choice(words()["second_names"]).format(place=place)
    return name if rng.random() < 0.2 else None


def _some_indicators(rng: Random, topic: str) -> list[tuple[Indicator, str]]:
    """Kinds of rows in the order of their levels, each with the name it goes by in this project."""
    return [
        (kind, rng.choice(kind.names).format(topic=topic))
        for level1, kinds in indicators().items()
        for kind in _sample(rng, kinds, rng.randint(*_ROWS[level1]))
    ]


def _sample(rng: Random, kinds: Sequence[Indicator], count: int) -> list[Indicator]:
    return [kinds[place] for place in sorted(rng.sample(range(len(kinds)), min(count, len(kinds))))]


def _budgets(rng: Random) -> tuple[Decimal, ...]:
    """What is asked for in the year before the first form (0: the project is new), and in three years."""
    first = Decimal(rng.randint(8, 900) * 10_000)
    years = [first * rng.randint(80, 130) / 100 for _ in range(3)]
    return (first if rng.random() < 0.4 else Decimal(0), *years)


def _some_fund_uses(rng: Random) -> tuple[str, ...]:
    (labels,) = words()["fund_uses"]
    uses = [label for label in labels if label != words()["boxless"]]
    ticked = rng.sample(uses, rng.choice((1, 1, 1, 2)))
    return tuple(label for label in uses if label in ticked)


def _form(project: _Project, edition: int, rng: Random) -> Form:
    year = project.first_year + edition
    about = {"topic": project.topic, "place": project.place, "unit": project.unit}
    prior, current = project.budgets[edition : edition + 2]
    parts = _parts(rng, current)
    about["parts"] = "、".join(name for name, _ in parts)
    narratives = {heading: narrative(heading, about, rng) for heading in words()["narratives"]}
    narratives[BASIS], cited = basis(project.policies, about, rng)
    narratives[PLAN], periods = plan(rng)
    unread = project.layout == "lines"
    form = Form(
        layout=project.layout,
        year=year,
        place=project.place,
        topic=project.topic,
        unit=project.unit,
        second_name=project.second_name,
        project=project.name,
        start=date(year, rng.randint(1, 3), rng.randint(1, 28)),
        end=date(year, rng.randint(11, 12), rng.randint(1, 30)),
        types=None if unread else project.types,
        fund_uses=None if unread else project.fund_uses,
        total=current * rng.choice((1, 1, 1, 2)),
        current=current,
        prior=prior,
        executed=round(prior * rng.randint(9000, 10_000) / 10_000, 2),
        parts=parts,
        narratives=narratives,
        cited=cited,
        periods=periods,
        rows=tuple(row(kind, name, about, rng) for kind, name in project.indicators),
        findings=("boxes-unreadable", "boxes-unreadable") if unread else (),
        damage={},
    )
    return _with_one_off(_with_levels(form))


def _parts(rng: Random, whole: Decimal) -> tuple[tuple[str, Decimal], ...]:
    """Sub-projects that sum up to the whole."""
    names = rng.sample(words()["parts"], rng.randint(1, 5))
    shares = [round(whole / len(names) * rng.randint(50, 100) / 100) for _ in names[1:]]
    return tuple(zip(names, (whole - sum(shares), *map(Decimal, shares)), strict=True))


def _with_levels(form: Form) -> Form:
    if form.layout != "two-level":
        return form
    return replace(form, rows=tuple(replace(row, level2=None) for row in form.rows))


def _with_one_off(form: Form) -> Form:
    """A one-off project that had money the year before is to be checked."""
    if form.prior and words()["one_off"] in (form.types or ()):
        return replace(form, findings=tuple(sorted((*form.findings, "one-off-with-prior-budget"))))
    return form
