"""What speaks for two names of units that differ by one slip, and what against."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.link.merges import Address
    from kg.link.seen_units import Seen

_ENOUGH_YEARS = 2


class Support(NamedTuple):
    """`reasons` are those that speak for one unit; `against` tells that something says two."""

    reasons: tuple[str, ...]
    places: tuple[Address, ...]
    by_code: bool
    against: bool
    is_enough: bool


def supported(one: Seen, other: Seen) -> Support:
    """Equal codes suffice; so do projects or supervised units of the one that are all the other's in other forms.

    A unit does not file one project twice in a year under two names; different departments or codes say two.
    """
    codes = sorted(one.codes.keys() & other.codes.keys())
    shared = one.projects.keys() & other.projects.keys()
    twice = any(one.projects[name] & other.projects[name] for name in shared)
    against = not codes and (twice or one.contradicts(other))
    department = bool(one.departments & other.departments)
    by_projects, by_units = _by_projects(one, other, known_department=department), _by_units(one, other)
    said = {
        "unit-code": bool(codes),
        "shared-projects": by_projects,
        "shared-units": by_units,
        "shared-department": department,
    }
    places = (one.codes[codes[0]], other.codes[codes[0]]) if codes else (*one.first, *other.first)
    enough = bool(codes) or ((by_projects or by_units) and not against)
    return Support(tuple(word for word, holds in said.items() if holds), places, bool(codes), against, enough)


def _by_projects(one: Seen, other: Seen, *, known_department: bool) -> bool:
    """The rarer name has no project but what the other files in several other years, or one under one department."""
    rare, known = sorted((one, other), key=lambda seen: seen.forms)
    names = rare.projects.keys()
    years = {year for name in names for year in known.projects.get(name, ())}
    followed = bool(names) and names <= known.projects.keys() and rare.forms < known.forms
    return followed and (known_department or len(years) >= _ENOUGH_YEARS)


def _by_units(one: Seen, other: Seen) -> bool:
    """Departments: the rarer name has no unit under it but what stands under the other too."""
    rare, known = sorted((one, other), key=lambda seen: seen.forms)
    return bool(rare.supervised) and rare.supervised <= known.supervised and rare.forms < known.forms
