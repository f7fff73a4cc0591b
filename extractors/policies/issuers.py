"""Who issues under an agency code (发文机关代字): issuer, jurisdiction and series, as far as tables know.

Nothing is guessed: an issuer is named only where exactly one body fits the code in that year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.policies.agencies import (
    GOVERNMENTS,
    Body,
    Place,
    bodies_by_code,
    listed_prefix,
    listed_prefixes,
    longest_prefix,
    place_prefix,
    places_by_prefix,
    rows_of,
    series_by_department,
)
from extractors.vocabulary import table


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
    stem, prefix = listed_prefix(code), place_prefix(code)
    if stem and len(stem) >= len(prefix or ""):
        return _listed_origin(_in_office(code, year), code, year, hints)
    if prefix:
        return _local_origin(places_by_prefix()[prefix], code.removeprefix(prefix), year, hints)
    series, nature = _marked(code)
    return Origin(series=series, nature=nature)


def _in_office(code: str, year: int | None) -> list[Body]:
    """The bodies of the longest listed code that `code` begins with and that somebody used in `year`."""
    listed = [bodies_by_code()[stem] for stem in listed_prefixes(code)]
    used = (bodies for bodies in listed if any(year is None or body.issued_in(year) for body in bodies))
    return next(used, listed[0])


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
    department = longest_prefix(rest, series_by_department())
    series, nature = _series(rest, series_by_department()[department] if department else "gov")
    if len(places) > 1:
        texts = tuple(hints)
        named = [place for place in places if any(name in text for text in texts for name in place.names)]
        if len(named) != 1:
            return Origin(series=series, nature=nature, ambiguous=True)
        places = named
    place = places[0]
    if place.government and rest[:1] in GOVERNMENTS and rest[:1] != place.government:
        return Origin(series=series, nature=nature)
    issuers = [row["body"] for row in rows_of(place, department) if year is None or _is_valid(row, year)]
    issuer = issuers[0].format(place.jurisdiction) if len(issuers) == 1 and issuers[0] else None
    return Origin(issuer, place.jurisdiction, series, nature)


def _series(code: str, listed: str) -> tuple[str, str | None]:
    marked, nature = _marked(code)
    return (marked if listed == "gov" else listed), nature


def _marked(code: str) -> tuple[str, str | None]:
    tests = {"start": code.startswith, "end": code.endswith, "any": code.__contains__}
    for row in table("policy_series"):
        if tests[row["position"]](row["mark"]):
            return row["series"], row["nature"] or None
    return "gov", None


def _is_valid(row: dict[str, str], year: int) -> bool:
    return int(row["valid_from"] or year) <= year <= int(row["valid_to"] or year)
