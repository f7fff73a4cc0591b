"""Units: bodies of places, with what else they are called and how their names come to be printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from linked import spelling
from linked.places import Place, places
from linked.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OF_A_PLACE = 14
_STREETS, _COMPANIES = 2, 1
_RENAMED = (2020, 2021)


@dataclass(frozen=True, slots=True)
class Unit:
    """A body of a place. `body` is its name without the place; `former` its name without the place up to `renamed`.

    `second` is a full name that it goes by as well, `code` a unit code, unique in its place alone.
    """

    number: int
    place: Place
    body: str
    department: str | None
    second: str | None
    former: str | None
    renamed: int
    code: str | None

    @property
    def name(self) -> str:
        return self.place.full + self.body

    def body_in(self, year: int) -> str:
        """What it is called in a year, without its place."""
        return self.former if self.former and year < self.renamed else self.body

    @property
    def department_name(self) -> str | None:
        return self.place.full + self.department if self.department else None


@dataclass(frozen=True, slots=True)
class Printed:
    """A unit as a form prints it. `context`: the form's title or department tells the place that the name leaves out.

    `known_by` is the full name that some form must print as another name of the unit before this one can be known.
    """

    name: str
    way: str = "plain"
    aliases: tuple[str, ...] = ()
    role: str | None = None
    code: str | None = None
    context: str | None = None
    impossible: bool = False
    known_by: str | None = None


def units(seed: int) -> Iterator[Unit]:
    """All units of a seed, place by place."""
    number = 0
    for place in places(seed):
        rng = Random(f"{seed} units {place.code}")
        for body in _bodies(place, rng):
            yield _unit(number, place, body, rng)
            number += 1


def printed(unit: Unit, year: int, rng: Random) -> Printed:
    """How a form of a year prints the unit."""
    way = rng.choices(list(_WAYS), [share for share, _ in _WAYS.values()])[0]
    name = unit.place.full + unit.body_in(year)
    usual = Printed(
        name,
        "plain" if unit.body_in(year) == unit.body else "former-name",
        aliases=_aliases(unit, year, rng),
        code=unit.code if rng.random() < 0.3 else None,
        known_by=None if unit.body_in(year) == unit.body else name,
    )
    return _WAYS[way][1](unit, usual, rng) or usual


def _bodies(place: Place, rng: Random) -> list[str]:
    """Some bodies that every such place has, and whole sets of those that differ by a character."""
    about = words()["bodies"]
    kinds = list(about["siblings"])
    rng.shuffle(kinds)
    chosen = list(rng.sample(about[place.level], 6))
    if place.level == "county":
        chosen += [f"{street}街道办事处" for street in rng.sample(about["streets"], _STREETS)]
    chosen += [f"{name}有限公司" for name in rng.sample(about["companies"], _COMPANIES)]
    for siblings in kinds if place.level != "province" else kinds[:1]:
        chosen += [body for body in siblings if body not in chosen]
    return chosen[:OF_A_PLACE]


def _unit(number: int, place: Place, body: str, rng: Random) -> Unit:
    about = words()["bodies"]
    department = next((name for end, name in about["departments"].items() if body.endswith(end)), None)
    if department == "卫生健康委员会" and rng.random() < 0.5:
        department = None
    second = place.full + about["second_names"][number % OF_A_PLACE]
    return Unit(
        number=number,
        place=place,
        body=body,
        department=department,
        second=second if rng.random() < 0.12 else None,
        former=about["former"].get(body) if rng.random() < 0.5 else None,
        renamed=rng.choice(_RENAMED),
        code=f"{rng.randint(101, 160)}{rng.randint(1, 20):03}" if rng.random() < 0.4 else None,
    )


def _aliases(unit: Unit, year: int, rng: Random) -> tuple[str, ...]:
    """Other names in brackets: half of the forms print the second, those of the year of a renaming the former one."""
    second = (unit.second,) if unit.second and rng.random() < 0.5 else ()
    former = (unit.place.full + unit.former,) if unit.former and year == unit.renamed else ()
    return (*second, *former)


_Way = tuple[float, "Callable[[Unit, Printed, Random], Printed | None]"]


def _plain(_: Unit, usual: Printed, __: Random) -> Printed | None:
    return usual


def _noisy(
    way: str, change: Callable[[str, Random], str | None]
) -> Callable[[Unit, Printed, Random], Printed | None]:
    def noisy(_: Unit, usual: Printed, rng: Random) -> Printed | None:
        name = change(usual.name, rng)
        return _changed(usual, name, way) if name else None

    return noisy


def _upper_dropped(unit: Unit, usual: Printed, rng: Random) -> Printed | None:
    """徐汇区教育局 for 上海市徐汇区教育局; where others share the place's name, the form's title tells which."""
    place = unit.place
    if place.full == place.own:
        return None
    context = None if place.is_alone else rng.choice(("title", "department"))
    return _changed(usual, place.own + usual.name.removeprefix(place.full), "upper-dropped", context=context)


def _upper_added(unit: Unit, usual: Printed, _: Random) -> Printed | None:
    """江苏省海安市教育局 for 海安市教育局."""
    place = unit.place
    if place.whole == place.full:
        return None
    return _changed(usual, place.whole + usual.name.removeprefix(place.full), "upper-added")


def _place_dropped(unit: Unit, usual: Printed, rng: Random) -> Printed | None:
    """教育局, of the place that title or department tell."""
    name = usual.name.removeprefix(unit.place.full)
    context = "department" if unit.department and rng.random() < 0.5 else "title"
    return _changed(usual, name, "place-dropped", context=context)


def _place_unknown(unit: Unit, usual: Printed, _: Random) -> Printed | None:
    """教育局, and nothing tells of which place."""
    return Printed(usual.name.removeprefix(unit.place.full), "place-unknown", impossible=True)


def _suffix_dropped(unit: Unit, usual: Printed, _: Random) -> Printed | None:
    """徐汇教育局 for 徐汇区教育局."""
    place = unit.place
    if not place.bare or not place.is_alone:
        return None
    upper = place.full.removesuffix(place.own)
    return _changed(usual, upper + place.bare + usual.name.removeprefix(place.full), "suffix-dropped")


def _office(_: Unit, usual: Printed, rng: Random) -> Printed | None:
    """The body itself, as one of the units of its department."""
    return replace(usual, way="role", role=rng.choice(("本级", "本部", "机关")))


def _by_second(unit: Unit, usual: Printed, _: Random) -> Printed | None:
    """The second name alone, or as the first."""
    if not unit.second:
        return None
    first = (usual.name,) if usual.aliases else ()
    return replace(usual, name=unit.second, way="second-name", aliases=first, known_by=unit.second)


def _company(_: Unit, usual: Printed, __: Random) -> Printed | None:
    name = usual.name.replace("有限公司", "有限责任公司")
    return _changed(usual, name, "company") if name != usual.name else None


def _street(unit: Unit, usual: Printed, rng: Random) -> Printed | None:
    """田林街道 and 徐汇区人民政府田林街道办事处."""
    if not unit.body.endswith("街道办事处"):
        return None
    short = usual.name.removesuffix("办事处")
    long = f"{unit.place.full}人民政府{unit.body}"
    return _changed(usual, rng.choice((short, long)), "street")


def _changed(usual: Printed, name: str, way: str, context: str | None = None) -> Printed:
    return replace(usual, name=name, way=way, context=context)


_WAYS: dict[str, _Way] = {
    "plain": (0.55, _plain),
    "blanks": (0.05, _noisy("blanks", spelling.spaced)),
    "width": (0.02, _noisy("width", spelling.other_width)),
    "upper-dropped": (0.09, _upper_dropped),
    "upper-added": (0.04, _upper_added),
    "place-dropped": (0.04, _place_dropped),
    "place-unknown": (0.004, _place_unknown),
    "suffix-dropped": (0.02, _suffix_dropped),
    "role": (0.05, _office),
    "second-name": (0.06, _by_second),
    "company": (0.03, _company),
    "street": (0.03, _street),
    "misread": (0.006, _noisy("misread", spelling.misread)),
    "traditional": (0.003, _noisy("traditional", spelling.traditional)),
}
"""How often each way is tried; where a name offers no place for it, the name is printed as usual."""
