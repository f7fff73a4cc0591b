"""What indicator rows measure, and how their names are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linked import spelling
from linked.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


@dataclass(frozen=True, slots=True)
class Row:
    """A row's levels, its printed name, what it measures, and in which way it is printed."""

    framework: str
    level1: str
    level2: str
    name: str
    truth: tuple[str, str, str]
    way: str
    impossible: bool = False


def rows(topic: str, framework: str, rng: Random) -> list[Row]:
    """A row or two of each category of a framework, each measure once."""
    return [
        row
        for level in words()["measures"]["levels"]
        if level[0] == framework
        for row in _rows(level, topic, rng)
    ]


def _rows(level: list[str], topic: str, rng: Random) -> list[Row]:
    framework, level1, level2, kind = level
    about = words()["measures"]
    measures = [
        *about["common"][kind],
        *([pattern.format(topic=topic)] for pattern in about["of_topic"][kind]),
    ]
    return [
        _row((framework, level1, level2), names, rng) for names in rng.sample(measures, min(2, len(measures)))
    ]


def _row(levels: tuple[str, str, str], names: list[str], rng: Random) -> Row:
    name = rng.choice(names)
    way = rng.choices(list(_WAYS), [share for share, _ in _WAYS.values()])[0]
    printed = _WAYS[way][1](name, rng)
    if printed is None or printed == name:
        printed, way = name, "plain" if name == names[0] else "synonym"
    return Row(*levels, printed, (levels[0], levels[2], names[0]), way, way == "misread")


def _with_unit(name: str) -> str | None:
    """The name with what is counted in brackets."""
    units = (unit for ending, unit in words()["measures"]["units"] if name.endswith(ending))
    unit = next(units, None)
    return f"{name}（{unit}）" if unit else None


_WAYS: dict[str, tuple[float, Callable[[str, Random], str | None]]] = {
    "plain": (0.66, lambda name, _: name),
    "blanks": (0.07, spelling.spaced),
    "width": (0.03, spelling.other_width),
    "numbered": (
        0.09,
        lambda name, rng: (
            rng.choice(("{}.", "{}、", "指标{}：", "（{}）", "{}. ")).format(rng.randint(1, 9)) + name
        ),
    ),
    "colon": (0.04, lambda name, rng: name + rng.choice(("：", ":", "；"))),
    "unit": (0.07, lambda name, _: _with_unit(name)),
    "marked": (0.03, lambda name, rng: rng.choice(("★", "●", "①")) + name),
    "misread": (0.004, spelling.misread),
}
