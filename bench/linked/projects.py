"""Projects over the years: kept, ended, renamed a little, held anew each year; and those that look alike."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from linked import spelling
from linked.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linked.units import Unit

FIRST_YEAR, LAST_YEAR = 2019, 2023
_TEN = "零一二三四五六七八九十"
_CODE_FROM = 2021


@dataclass(frozen=True, slots=True)
class Edition:
    """A project in one of its years.

    `line` names what goes on over the years; `trap` says whom it is not to be taken for.
    """

    unit: int
    line: str
    year: int
    name: str
    code: str | None
    amount: Decimal
    prior: Decimal | None
    trap: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A project's name and code as a form prints them."""

    name: str
    code: str | None
    way: str = "plain"
    impossible: bool = False


def editions(unit: Unit, seed: int) -> Iterator[Edition]:
    """All projects of a unit in all their years."""
    rng = Random(f"{seed} projects {unit.number}")
    names = [topic + activity for topic in words()["topics"] for activity in words()["activities"]]
    for number, name in enumerate(rng.sample(names, rng.choice((1, 1, 2)))):
        kind = rng.choices(("kept", "held", "phased", "year-twins", "twinned"), (60, 14, 8, 5, 13))[0]
        yield from _KINDS[kind](_Start(unit.number, f"{unit.number}/{number}", name, rng))


def printed(edition: Edition, unit: Unit, rng: Random) -> Printed:
    """How a form prints the project."""
    way = rng.choices(list(_WAYS), [share for share, _ in _WAYS.values()])[0]
    name = _WAYS[way][1](edition.name, edition, unit, rng)
    code = edition.code if edition.year >= _CODE_FROM and rng.random() < 0.75 else None
    if name is None or name == edition.name:
        return Printed(edition.name, code)
    return Printed(name, code, way, impossible=way == "misread" and code is None)


@dataclass(frozen=True, slots=True)
class _Start:
    unit: int
    line: str
    name: str
    rng: Random

    def life(self) -> range:
        first = self.rng.choice((2019, 2019, 2019, 2020, 2021, 2022))
        return range(first, min(LAST_YEAR, first + self.rng.choice((0, 1, 2, 3, 4))) + 1)

    def code(self, part: str = "") -> str | None:
        """A code that stays with the project: 4 digits of its place, 2 of a year, the rest a number."""
        digits = Random(f"code {self.line} {part}").randint(10**8, 10**9 - 1)
        return f"31010021R{digits:012}" if self.rng.random() < 0.6 else None


def _kept(start: _Start) -> Iterator[Edition]:
    """The same from year to year; now and then renamed a little."""
    rng, name, code = start.rng, start.name, start.code()
    prior = None
    for year in start.life():
        if prior is not None and rng.random() < 0.12:
            name = _renamed(name)
        amount = _amount(rng)
        yield Edition(start.unit, start.line, year, name, code, amount, prior)
        prior = amount


def _held(start: _Start) -> Iterator[Edition]:
    """第21届科技节, 第22届科技节."""
    rng = start.rng
    topic, pattern = rng.choice(words()["topics"]), rng.choice(words()["projects"]["held"])
    first, prior = rng.randint(2, 25), None
    for year in start.life():
        number = first + year - FIRST_YEAR
        name = pattern.format(n=number, cn=_chinese(number), year=year, topic=topic)
        amount = _amount(rng)
        yield Edition(start.unit, start.line, year, name, None, amount, prior, "edition")
        prior = amount


def _phased(start: _Start) -> Iterator[Edition]:
    """一期 and 二期 side by side."""
    life, phases = start.life(), start.rng.sample(words()["projects"]["phases"][:2], 2)
    if start.rng.random() < 0.5:
        phases = start.rng.sample(words()["projects"]["phases"][2:4], 2)
    for phase in phases:
        code, prior = start.code(phase), None
        for year in life:
            amount = _amount(start.rng)
            yield Edition(
                start.unit, f"{start.line}{phase}", year, start.name + phase, code, amount, prior, "phase"
            )
            prior = amount


def _year_twins(start: _Start) -> Iterator[Edition]:
    """What is left of last year's project and this year's own, in one budget."""
    year = start.rng.randint(FIRST_YEAR + 1, LAST_YEAR)
    for of in (year - 1, year):
        name, amount = f"{of}年{start.name}", _amount(start.rng)
        yield Edition(
            start.unit, f"{start.line}/{of}", year, name, start.code(str(of)), amount, None, "year-twin"
        )


def _twinned(start: _Start) -> Iterator[Edition]:
    """A project and one whose name differs by a word (运行维护, 运行维护监理)."""
    one, other = start.rng.choice(words()["projects"]["twins"])
    topic, life = start.rng.choice(words()["topics"]), start.life()
    for word in (one, other):
        code, prior = start.code(word), None
        for year in life:
            amount = _amount(start.rng)
            yield Edition(
                start.unit, f"{start.line}{word}", year, topic + word, code, amount, prior, "word-twin"
            )
            prior = amount


_KINDS: dict[str, Callable[[_Start], Iterator[Edition]]] = {
    "kept": _kept,
    "held": _held,
    "phased": _phased,
    "year-twins": _year_twins,
    "twinned": _twinned,
}


def _amount(rng: Random) -> Decimal:
    return Decimal(rng.randint(800, 900_000) * 100)


def _renamed(name: str) -> str:
    for old, new in words()["projects"]["changed"]:
        if name.endswith(old):
            return name.removesuffix(old) + str(new)
    return name


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _TEN[tens] + "十") + (_TEN[ones] if ones else "")


def _suffixed(name: str, edition: Edition, _: Unit, rng: Random) -> str | None:
    """With a word that says no more than that it is a project."""
    return None if edition.trap == "word-twin" else name + str(rng.choice(words()["projects"]["suffixes"]))


def _with_year(name: str, edition: Edition, _: Unit, rng: Random) -> str | None:
    """With the form's own year before or behind it."""
    if edition.trap == "year-twin" or str(edition.year) in name:
        return None
    return rng.choice(
        ("{year}年{name}", "{year}年度{name}", "{name}（{year}年）", "{name}（{year}年度）")
    ).format(year=edition.year, name=name)


def _with_unit(name: str, edition: Edition, unit: Unit, rng: Random) -> str | None:
    body = unit.body_in(edition.year)
    return rng.choice((f"{unit.place.full}{body}{name}", f"{unit.place.full}{body}-{name}", f"{body}{name}"))


def _numbered(name: str, _: Edition, __: Unit, rng: Random) -> str | None:
    sign = "、" if name[0].isdigit() else rng.choice((".", "、"))
    return f"{rng.randint(1, 9)}{sign}{name}"


def _noise(change: Callable[[str, Random], str | None]) -> Callable[[str, Edition, Unit, Random], str | None]:
    return lambda name, _, __, rng: change(name, rng)


_WAYS: dict[str, tuple[float, Callable[[str, Edition, Unit, Random], str | None]]] = {
    "plain": (0.68, lambda name, _, __, ___: name),
    "blanks": (0.05, _noise(spelling.spaced)),
    "width": (0.04, _noise(spelling.other_width)),
    "suffix": (0.07, _suffixed),
    "year": (0.06, _with_year),
    "unit-before": (0.04, _with_unit),
    "numbered": (0.03, _numbered),
    "misread": (0.006, _noise(spelling.misread)),
}
