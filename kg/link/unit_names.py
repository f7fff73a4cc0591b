"""The name of a unit as it is compared with others: its region, and what remains."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractors.vocabulary import table
from kg.link.regions import Placed, placed
from kg.link.spelling import compared, without_signs, words

_MOST_ROLES = 2


class UnitName(NamedTuple):
    """A normalised name: the regions before it, `core` as it is compared, and the names of rules that shaped it."""

    name: str
    place: Placed
    core: str
    shaped: tuple[str, ...]

    @property
    def proper(self) -> str:
        """The part of the core that is its own: 育才 of 育才小学."""
        return next((self.core[: -len(end)] for end in _endings() if self.core.endswith(end)), self.core)


@cache
def unit_name(name: str) -> UnitName:
    """The parts of a normalised name."""
    bare, shaped = _without_role(name), []
    place = placed(without_signs(bare))
    if bare != name:
        shaped.append("role-suffix")
    rest = place.rest
    for idle in words()["units"]["idle_starts"]:
        if rest.startswith(idle) and rest != idle:
            rest = rest.removeprefix(idle)
            shaped.append("idle-words")
    core = compared(rest)
    for end, same in words()["units"]["endings"].items():
        if core.endswith(end) and not core.endswith(same):
            core = core.removesuffix(end) + same
            shaped.append("legal-suffix" if "公司" in end else "idle-words")
    return UnitName(name, place, core, tuple(shaped))


def _without_role(name: str) -> str:
    for _ in range(_MOST_ROLES):
        for role in words()["units"]["roles"]:
            if name.endswith(role) and len(name) > len(role) + 1:
                name = name.removesuffix(role)
    return name


@cache
def _endings() -> tuple[str, ...]:
    """Last words of names, the longest first."""
    return tuple(
        sorted({row["suffix"] for row in table("organisation_suffixes")}, key=lambda s: (-len(s), s))
    )
