"""The regions that names of units begin with: 上海市普陀区…, 南京市…, and what lies within what.

A region is known by its code (GB/T 2260). Several have one name (普陀区 of 上海 and of 舟山): which is meant, a
region before it or the form says, else none is.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extractors.vocabulary import table

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEVELS = {"province": 2, "prefecture": 4, "county": 6}

_LEVEL_WORDS = tuple("省市区县")


class Region(NamedTuple):
    """A region: its code cut to its level (31, 3201, 310107), and its full name."""

    code: str
    name: str

    def holds(self, other: Region) -> bool:
        """Whether `other` is this region, or lies within it."""
        return other.code.startswith(self.code)


class Placed(NamedTuple):
    """A name after the regions it begins with: `printed` their characters, `possible` the last of them.

    A level may stand for the region (市财政局): it is printed, and none is possible.
    """

    possible: tuple[Region, ...]
    printed: str
    rest: str

    def region(self, context: Region | None) -> Region | None:
        """The region that is meant, seen what region the form is of; None where that is open."""
        if not self.possible:
            outer = (context, *around(context)) if context else ()
            return next((each for each in outer if each.name.endswith(self.printed)), None)
        inside = [
            each for each in self.possible if context is None or context.holds(each) or each.holds(context)
        ]
        found = inside or list(self.possible)
        return found[0] if len(found) == 1 else None


@cache
def placed(name: str) -> Placed:
    """The name after the regions that it begins with."""
    possible: tuple[Region, ...] = ()
    at = 0
    while found := _longest(name, at):
        inside = tuple(region for region in found[1] if not possible or _in_any(region, possible))
        if not inside or found[0] == len(name):
            break
        at, possible = found[0], inside
    if not at and name[:1] in _LEVEL_WORDS and name[1:] in _bodies():
        return Placed((), name[:1], name[1:])
    return Placed(possible, name[:at], name[at:])


def above(region: Region) -> Region | None:
    """The region around this one, the nearest that the table has."""
    codes = (region.code[:length] for length in (4, 2) if length < len(region.code))
    return next((found for code in codes if (found := _by_code().get(code))), None)


def around(region: Region) -> Iterator[Region]:
    """The regions around this one, the nearest first."""
    outer = above(region)
    while outer:
        yield outer
        outer = above(outer)


def _in_any(region: Region, outer: tuple[Region, ...]) -> bool:
    return any(each.holds(region) and each != region for each in outer)


def _longest(name: str, at: int) -> tuple[int, list[Region]] | None:
    """The end of the longest name of a region at that place, and the regions so called."""
    known = _by_name()
    ends = range(min(len(name), at + _longest_name()), at + 1, -1)
    return next(((end, known[name[at:end]]) for end in ends if name[at:end] in known), None)


@cache
def _by_code() -> dict[str, Region]:
    rows = (row for row in table("regions") if row["code"] and row["level"] in _LEVELS)
    cut = ((row["code"][: _LEVELS[row["level"]]], row["name"]) for row in rows)
    return {code: Region(code, name) for code, name in cut}


@cache
def _by_name() -> dict[str, list[Region]]:
    """Names, and short names of provinces and cities, which units put before theirs (上海图书馆)."""
    found: defaultdict[str, list[Region]] = defaultdict(list)
    for row in table("regions"):
        if row["code"] and row["level"] in _LEVELS:
            region = _by_code()[row["code"][: _LEVELS[row["level"]]]]
            found[region.name].append(region)
            if row["short"] and row["level"] != "county":
                found[row["short"]].append(region)
    return dict(found)


@cache
def _bodies() -> frozenset[str]:
    """Bodies that a level may stand before."""
    return frozenset(row["body"] for row in table("entity_bodies"))


@cache
def _longest_name() -> int:
    return max(map(len, _by_name()))
