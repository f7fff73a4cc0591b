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
    """Equal codes suffice; so do projects of the one that the other files in several other years.

    A unit does not file one project twice in a year under two names; different departments or codes say two.
    """
    codes = sorted(one.codes.keys() & other.codes.keys())
    shared = one.projects.keys() & other.projects.keys()
    twice = any(one.projects[name] & other.projects[name] for name in shared)
    against = not codes and (twice or one.contradicts(other))
    rare, known = sorted((one, other), key=lambda seen: seen.forms)
    followed = bool(shared) and rare.projects.keys() <= known.projects.keys()
    years = {year for name in shared for year in known.projects[name]}
    by_projects = followed and rare.forms < known.forms and len(years) >= _ENOUGH_YEARS
    department = bool(one.departments & other.departments)
    reasons = [
        *(["unit-code"] if codes else []),
        *(["shared-projects"] if by_projects else []),
        *(["shared-department"] if department else []),
    ]
    places = (one.codes[codes[0]], other.codes[codes[0]]) if codes else (*one.first, *other.first)
    return Support(tuple(reasons), places, bool(codes), against, bool(codes) or (by_projects and not against))
