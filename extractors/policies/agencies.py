"""The codes and names of issuing bodies that the tables know: `agencies.tsv`, and prefix and department of places.

The longest code wins. A place's prefix (`policy_regions.tsv`: 沪, 粤 …) is followed by a department
(`policy_departments.tsv`: 府办, 财 …).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass
from functools import cache

from extractors.policies.words import full_width
from extractors.vocabulary import table

CENTRAL = "中央"
GOVERNMENTS = ("政", "府")
_LONGEST_KEY = 25
_PLACE_NAME = 3
_PLACE_ENDINGS = ("省", "市", "县", "区", "州", "旗", "盟", "镇", "乡", "街道")


@dataclass(frozen=True, slots=True)
class Body:
    """A row of `agencies.tsv`: years are the first and the last in which it issued under the code."""

    name: str | None
    short_names: tuple[str, ...]
    jurisdiction: str
    series: str
    first_year: int | None
    last_year: int | None

    def issued_in(self, year: int) -> bool:
        """Whether the body may have issued under the code in `year`."""
        return (self.first_year or year) <= year <= (self.last_year or year)

    def is_meant_by(self, text: str) -> bool:
        """Whether `text` names the body, its place (青浦区) or the city or province that holds it."""
        names = (self.name or "", *self.short_names, self.jurisdiction[-_PLACE_NAME:])
        place = jurisdiction_named(text)
        return any(name in text for name in names if name) or bool(
            place and self.jurisdiction.startswith(place)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A row of `policy_regions.tsv`."""

    prefix: str
    jurisdiction: str
    names: tuple[str, ...]
    government: str
    everyday: bool


def is_known_start(run: str) -> bool:
    """Whether `run` begins with a code the tables know."""
    return listed_prefix(run) is not None or place_prefix(run) is not None


def is_sure_start(run: str, shortest: int = 2) -> bool:
    """Whether `run` begins with a code that is hardly anything else: a listed one of `shortest` characters or more,
    or a place's prefix that is no everyday character, then a department."""
    return len(listed_prefix(run) or "") >= shortest or is_places_code(run, shortest)


def is_places_code(run: str, shortest: int = 2) -> bool:
    """Whether `run` begins with a place's prefix that is no everyday character, then a department or a listed code,
    `shortest` characters in all: 赣财, 赣府厅, 湘财税."""
    prefix = longest_prefix(run, places_by_prefix())
    if prefix is None or any(place.everyday for place in places_by_prefix()[prefix]):
        return False
    rest = run.removeprefix(prefix)
    department = longest_prefix(rest, series_by_department()) or ""
    return bool(department) and len(prefix) + max(len(department), len(listed_prefix(rest) or "")) >= shortest


def names_a_place(words: str) -> bool:
    """Whether `words` begin with the name of a province, city or county, or end as such names do."""
    return words.endswith(_PLACE_ENDINGS) or longest_prefix(words, _place_index()) is not None


def jurisdiction_named(text: str) -> str | None:
    """The place or the state that `text` (a title, a body's name) begins with; None when it names none."""
    name = longest_prefix(text, _jurisdictions())
    named = _jurisdictions()[name] if name else frozenset()
    return next(iter(named)) if len(named) == 1 else None


def names_under(code: str) -> frozenset[str]:
    """Every name, full or short, of the bodies that have ever issued under the listed code `code` begins with."""
    stems = listed_prefixes(code)
    # 沪科协 is not a part of 沪科: another kind of body.
    kin = (stem for stem in stems if bodies_by_code()[stem][0].series == bodies_by_code()[stems[0]][0].series)
    return frozenset().union(*(_names_by_stem()[stem] for stem in kin))


@cache
def body_names() -> frozenset[str]:
    """Every name of an issuing body that the tables hold, full and short, central and regional."""
    names = {
        name for row in table("agencies") for name in (row["name"], *row["short_names"].split("、")) if name
    }
    for places in places_by_prefix().values():
        for place in places:
            rows = (row for department in series_by_department() for row in rows_of(place, department))
            names.update(row["body"].format(place.jurisdiction) for row in rows if row["body"])
    return frozenset(names)


@cache
def place_names() -> tuple[str, ...]:
    """Names of places in text, full and short, longest first."""
    names = {
        name
        for places in places_by_prefix().values()
        for place in places
        for name in (place.jurisdiction, *place.names)
    }
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def listed_prefix(code: str) -> str | None:
    """The longest listed code that `code` begins with."""
    return next(iter(listed_prefixes(code)), None)


def listed_prefixes(code: str) -> list[str]:
    """The listed codes that `code` begins with, longest first; one of a single character (法) must be all of it."""
    code = full_width(code)
    widths = range(min(len(code), _LONGEST_KEY), 0 if len(code) == 1 else 1, -1)
    return [code[:n] for n in widths if code[:n] in bodies_by_code()]


def place_prefix(code: str) -> str | None:
    """The place's prefix that `code` begins with: not in a place's own name (云南省), and an everyday character
    only before a department (云政 but not 云计算)."""
    prefix = longest_prefix(code, places_by_prefix())
    if prefix is None or len(code) == 1 or code.startswith(place_names()):
        return None
    if any(place.everyday for place in places_by_prefix()[prefix]):
        return prefix if longest_prefix(code.removeprefix(prefix), series_by_department()) else None
    return prefix


def longest_prefix(text: str, codes: Container[str]) -> str | None:
    """The longest of `codes` that `text` begins with."""
    return next((text[:n] for n in range(min(len(text), _LONGEST_KEY), 0, -1) if text[:n] in codes), None)


def rows_of(place: Place, department: str | None) -> list[dict[str, str]]:
    """The rows that say who writes `department` behind the place's prefix: those for the place itself, else those
    for places of its kind; 政 and 府 only as its government writes."""
    rows = [row for row in table("policy_departments") if row["code"] == department]
    own = [row for row in rows if place.jurisdiction in row["level"].split("、")]
    rows = own or [row for row in rows if row["level"] in ("", place.jurisdiction[-1])]
    return [row for row in rows if _is_written_at(row["code"], place)]


def _is_written_at(code: str, place: Place) -> bool:
    if code[0] == "委":
        return bool(place.government)
    return code[0] not in GOVERNMENTS or code[0] == place.government


@cache
def bodies_by_code() -> dict[str, list[Body]]:
    """The bodies of each listed code, in the order of the table."""
    bodies: dict[str, list[Body]] = defaultdict(list)
    for row in table("agencies"):
        if row["code"]:
            names = tuple(filter(None, row["short_names"].split("、")))
            first, last = (int(row[key]) if row[key] else None for key in ("valid_from", "valid_to"))
            bodies[row["code"]].append(
                Body(row["name"] or None, names, row["jurisdiction"], row["series"], first, last)
            )
    return dict(bodies)


@cache
def places_by_prefix() -> dict[str, list[Place]]:
    """The places that write each prefix."""
    places: dict[str, list[Place]] = defaultdict(list)
    for row in table("policy_regions"):
        names = tuple(row["names"].split("、"))
        place = Place(row["prefix"], row["jurisdiction"], names, row["government"], row["common"] == "yes")
        places[place.prefix].append(place)
    return dict(places)


@cache
def series_by_department() -> dict[str, str]:
    """Which numbering each department's code belongs to."""
    return {row["code"]: row["series"] for row in table("policy_departments")}


@cache
def _place_index() -> frozenset[str]:
    rows = [row for row in table("regions") if row["code"]]
    return frozenset(
        name for row in rows for name in (row["name"], row["name"][:-1], row["short"]) if len(name) > 1
    )


@cache
def _jurisdictions() -> dict[str, frozenset[str]]:
    """What each name of a place or of a central body stands for; 自治区 for several places."""
    named: dict[str, set[str]] = defaultdict(set)
    named["中华人民共和国"].add(CENTRAL)
    for row in table("agencies"):
        if row["jurisdiction"] == CENTRAL:
            for name in filter(None, (row["name"], *row["short_names"].split("、"))):
                named[name].add(CENTRAL)
    for place in (place for places in places_by_prefix().values() for place in places):
        for name in (place.jurisdiction, *place.names):
            named[name].add(place.jurisdiction)
    return {name: frozenset(jurisdictions) for name, jurisdictions in named.items()}


@cache
def _names_by_stem() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for row in table("agencies"):
        names[row["name"]].update(name for name in (row["name"], *row["short_names"].split("、")) if name)
    return {
        stem: frozenset().union(*(names[body.name] for body in bodies if body.name))
        for stem, bodies in bodies_by_code().items()
    }
