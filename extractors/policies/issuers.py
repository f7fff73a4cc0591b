"""Who issues under an agency code (发文机关代字): issuer, jurisdiction and series, as far as tables know.

Two sources, the longest code wins: `agencies.tsv`, body by body, and the rule that a place's prefix
(`policy_regions.tsv`: 沪, 粤 …) is followed by a department (`policy_departments.tsv`: 府办, 财 …).
Nothing is guessed: an issuer is named only where exactly one body fits the code in that year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache

from extractors.policies.words import full_width
from extractors.vocabulary import table

CENTRAL = "中央"
_GOVERNMENTS = ("政", "府")
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


@dataclass(frozen=True, slots=True)
class Origin:
    """What a code tells; `ambiguous` when several jurisdictions use it and nothing decided.

    `nature` is set where the series settles it (an order of the State Council is a regulation).
    """

    issuer: str | None = None
    jurisdiction: str | None = None
    series: str = "gov"
    nature: str | None = None
    ambiguous: bool = False


def origin(code: str, year: int | None, hints: Iterable[str] = ()) -> Origin:
    """Where a number with `code` comes from; `hints` (title, printed issuer) name the place if the code cannot."""
    stem, prefix = _listed_prefix(code), _place_prefix(code)
    if stem and len(stem) >= len(prefix or ""):
        return _listed_origin(_in_office(code, year), code, year, hints)
    if prefix:
        return _local_origin(_places()[prefix], code.removeprefix(prefix), year, hints)
    series, nature = _marked(code)
    return Origin(series=series, nature=nature)


def names_under(code: str) -> frozenset[str]:
    """Every name, full or short, of the bodies that have ever issued under the listed code `code` begins with."""
    stems = _listed_prefixes(code)
    # 沪科协 is not a part of 沪科: another kind of body.
    kin = (stem for stem in stems if _bodies()[stem][0].series == _bodies()[stems[0]][0].series)
    return frozenset().union(*(_names_by_stem()[stem] for stem in kin))


def is_known_start(run: str) -> bool:
    """Whether `run` begins with a code the tables know."""
    return _listed_prefix(run) is not None or _place_prefix(run) is not None


def is_sure_start(run: str, shortest: int = 2) -> bool:
    """Whether `run` begins with a code that is hardly anything else: a listed one of `shortest` characters or more,
    or a place's prefix that is no everyday character, then a department."""
    return len(_listed_prefix(run) or "") >= shortest or is_places_code(run, shortest)


def is_places_code(run: str, shortest: int = 2) -> bool:
    """Whether `run` begins with a place's prefix that is no everyday character, then a department or a listed code,
    `shortest` characters in all: 赣财, 赣府厅, 湘财税."""
    prefix = _longest_prefix(run, _places())
    if prefix is None or any(place.everyday for place in _places()[prefix]):
        return False
    rest = run.removeprefix(prefix)
    department = _longest_prefix(rest, _departments()) or ""
    return (
        bool(department) and len(prefix) + max(len(department), len(_listed_prefix(rest) or "")) >= shortest
    )


def names_a_place(words: str) -> bool:
    """Whether `words` begin with the name of a province, city or county, or end as such names do."""
    return words.endswith(_PLACE_ENDINGS) or _longest_prefix(words, _place_index()) is not None


def jurisdiction_named(text: str) -> str | None:
    """The place or the state that `text` (a title, a body's name) begins with; None when it names none."""
    name = _longest_prefix(text, _jurisdictions())
    named = _jurisdictions()[name] if name else frozenset()
    return next(iter(named)) if len(named) == 1 else None


@cache
def body_names() -> frozenset[str]:
    """Every name of an issuing body that the tables hold, full and short, central and regional."""
    names = {
        name for row in table("agencies") for name in (row["name"], *row["short_names"].split("、")) if name
    }
    for places in _places().values():
        for place in places:
            rows = (row for department in _departments() for row in _rows_of(place, department))
            names.update(row["body"].format(place.jurisdiction) for row in rows if row["body"])
    return frozenset(names)


@cache
def place_names() -> tuple[str, ...]:
    """Names of places in text, full and short, longest first."""
    names = {
        name
        for places in _places().values()
        for place in places
        for name in (place.jurisdiction, *place.names)
    }
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _place_prefix(code: str) -> str | None:
    """The place's prefix that `code` begins with: not in a place's own name (云南省), and an everyday character
    only before a department (云政 but not 云计算)."""
    prefix = _longest_prefix(code, _places())
    if prefix is None or len(code) == 1 or code.startswith(place_names()):
        return None
    if any(place.everyday for place in _places()[prefix]):
        return prefix if _longest_prefix(code.removeprefix(prefix), _departments()) else None
    return prefix


def _in_office(code: str, year: int | None) -> list[Body]:
    """The bodies of the longest listed code that `code` begins with and that somebody used in `year`."""
    stems = _listed_prefixes(code)
    used = (
        _bodies()[stem] for stem in stems if any(year is None or b.issued_in(year) for b in _bodies()[stem])
    )
    return next(used, _bodies()[stems[0]])


def _listed_origin(bodies: list[Body], code: str, year: int | None, hints: Iterable[str]) -> Origin:
    fitting = [body for body in bodies if year is None or body.issued_in(year)]
    series, nature = _series(code, bodies[0].series)
    if len({body.jurisdiction for body in fitting}) > 1:
        texts = tuple(filter(None, hints))
        fitting = [body for body in fitting if any(map(body.is_meant_by, texts))]
        if len({body.jurisdiction for body in fitting}) != 1:
            return Origin(series=series, nature=nature, ambiguous=True)
    # A department's party group signs under its code with 党 in it, and is another body.
    certain = len(fitting) == 1 and not (series == "party" and bodies[0].series == "gov")
    place = (fitting or bodies)[0].jurisdiction
    return Origin(fitting[0].name if certain else None, place, series, nature)


def _local_origin(places: list[Place], rest: str, year: int | None, hints: Iterable[str]) -> Origin:
    department = _longest_prefix(rest, _departments())
    series, nature = _series(rest, _departments()[department] if department else "gov")
    if len(places) > 1:
        texts = tuple(hints)
        named = [place for place in places if any(name in text for text in texts for name in place.names)]
        if len(named) != 1:
            return Origin(series=series, nature=nature, ambiguous=True)
        places = named
    place = places[0]
    if place.government and rest[:1] in _GOVERNMENTS and rest[:1] != place.government:
        return Origin(series=series, nature=nature)
    issuers = [row["body"] for row in _rows_of(place, department) if year is None or _is_valid(row, year)]
    issuer = issuers[0].format(place.jurisdiction) if len(issuers) == 1 and issuers[0] else None
    return Origin(issuer, place.jurisdiction, series, nature)


def _series(code: str, listed: str) -> tuple[str, str | None]:
    marked, nature = _marked(code)
    return (marked if listed == "gov" else listed), nature


def _rows_of(place: Place, department: str | None) -> list[dict[str, str]]:
    """The rows that say who writes `department` behind the place's prefix: those for the place itself, else those
    for places of its kind; 政 and 府 only as its government writes."""
    rows = [row for row in table("policy_departments") if row["code"] == department]
    own = [row for row in rows if place.jurisdiction in row["level"].split("、")]
    rows = own or [row for row in rows if row["level"] in ("", place.jurisdiction[-1])]
    return [row for row in rows if _is_written_at(row["code"], place)]


def _is_written_at(code: str, place: Place) -> bool:
    if code[0] == "委":
        return bool(place.government)
    return code[0] not in _GOVERNMENTS or code[0] == place.government


def _is_valid(row: dict[str, str], year: int) -> bool:
    return int(row["valid_from"] or year) <= year <= int(row["valid_to"] or year)


def _marked(code: str) -> tuple[str, str | None]:
    tests = {"start": code.startswith, "end": code.endswith, "any": code.__contains__}
    for row in table("policy_series"):
        if tests[row["position"]](row["mark"]):
            return row["series"], row["nature"] or None
    return "gov", None


def _listed_prefix(code: str) -> str | None:
    """The longest listed code that `code` begins with."""
    return next(iter(_listed_prefixes(code)), None)


def _listed_prefixes(code: str) -> list[str]:
    """The listed codes that `code` begins with, longest first; one of a single character (法) must be all of it."""
    code = full_width(code)
    widths = range(min(len(code), _LONGEST_KEY), 0 if len(code) == 1 else 1, -1)
    return [code[:n] for n in widths if code[:n] in _bodies()]


def _longest_prefix(text: str, codes: Container[str]) -> str | None:
    return next((text[:n] for n in range(min(len(text), _LONGEST_KEY), 0, -1) if text[:n] in codes), None)


@cache
def _bodies() -> dict[str, list[Body]]:
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
def _places() -> dict[str, list[Place]]:
    places: dict[str, list[Place]] = defaultdict(list)
    for row in table("policy_regions"):
        names = tuple(row["names"].split("、"))
        place = Place(row["prefix"], row["jurisdiction"], names, row["government"], row["common"] == "yes")
        places[place.prefix].append(place)
    return dict(places)


@cache
def _place_index() -> frozenset[str]:
    rows = [row for row in table("regions") if row["code"]]
    return frozenset(
        name for row in rows for name in (row["name"], row["name"][:-1], row["short"]) if len(name) > 1
    )


@cache
def _departments() -> dict[str, str]:
    return {row["code"]: row["series"] for row in table("policy_departments")}


@cache
def _jurisdictions() -> dict[str, frozenset[str]]:
    """What each name of a place or of a central body stands for; 自治区 for several places."""
    named: dict[str, set[str]] = defaultdict(set)
    named["中华人民共和国"].add(CENTRAL)
    for row in table("agencies"):
        if row["jurisdiction"] == CENTRAL:
            for name in filter(None, (row["name"], *row["short_names"].split("、"))):
                named[name].add(CENTRAL)
    for place in (place for places in _places().values() for place in places):
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
        for stem, bodies in _bodies().items()
    }
