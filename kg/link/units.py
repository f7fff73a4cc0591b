"""Which names of units mean one unit.

Merged are names that differ in spelling only, in a region that the form says, in words that say no more (有限责任公司),
or by one slip with independent support; another name that is printed beside; and equal codes. What else looks
alike is for a person to see.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.link.likeness import alike, is_clear_slip, one_slip_apart
from kg.link.merges import Claim, NearMiss
from kg.link.spelling import words
from kg.link.unit_codes import by_code
from kg.link.unit_support import supported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.link.seen_units import Seen, SeenUnits

_SHORTEST_ALIAS = 4
_SLIP_SCORE, _OPEN_SCORE = 96, 92

Result = Claim[str] | NearMiss[str]


def compare(units: SeenUnits) -> Iterator[Result]:
    """What the names of units say of each other."""
    yield from _spellings(units)
    yield from _aliases(units)
    yield from by_code(units)
    yield from _slips(units)
    yield from _alike(units)


def _spellings(units: SeenUnits) -> Iterator[Result]:
    """Names with one core in one region; each is compared with the next, so that clusters form by chains."""
    for together in _blocks(units).values():
        for one, other in pairwise(sorted(together, key=lambda seen: seen.name.name)):
            reasons = _differences(one, other)
            if reasons != ("same-spelling",) and one.contradicts(other):
                yield _miss(one, other, _OPEN_SCORE, *reasons, "contradicted")
            else:
                yield Claim(one.key, other.key, reasons, (*one.first, *other.first))


def _blocks(units: SeenUnits) -> dict[tuple[str, str], list[Seen]]:
    blocks: defaultdict[tuple[str, str], list[Seen]] = defaultdict(list)
    for seen in units.every():
        if seen.name.core and seen.where is not None:
            blocks[seen.where, seen.name.core].append(seen)
    return blocks


def _differences(one: Seen, other: Seen) -> tuple[str, ...]:
    """What kind of differences there are between two names of one core and region."""
    reasons = []
    if one.name.place.printed != other.name.place.printed:
        reasons.append("region-prefix")
    shaped = set(one.name.shaped) ^ set(other.name.shaped)
    reasons += sorted(shaped)
    return tuple(reasons) or ("same-spelling",)


def _aliases(units: SeenUnits) -> Iterator[Result]:
    """Another name printed beside a unit's name means that unit, if it is printed beside no other's."""
    owners: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for name, alias in units.aliases:
        seen = units.seen(name)
        owners[alias].add((seen.where or name, seen.name.core))
    for (name, alias), place in sorted(units.aliases.items()):
        if alias == name or not units.has(alias):
            continue
        one, other = units.seen(name), units.seen(alias)
        if len(owners[alias]) == 1 and len(alias) >= _SHORTEST_ALIAS and not one.is_elsewhere(other):
            yield Claim(name, alias, ("printed-alias",), (place,))
        else:
            yield _miss(one, other, _OPEN_SCORE, "printed-alias", "ambiguous-name")


def _slips(units: SeenUnits) -> Iterator[Result]:
    for together in _by_region(units).values():
        for one_core, other_core in one_slip_apart(together):
            for one in together[one_core]:
                for other in together[other_core]:
                    yield _slip(one, other)


def _slip(one: Seen, other: Seen) -> Result:
    """Another character in a name's own short part (育才, 育英) is no slip without a code: so do two names differ.

    Characters in the other order, or one written twice, are one with any support.
    """
    found = supported(one, other)
    if is_clear_slip(one.name.core, other.name.core):
        enough = bool(found.reasons) and not found.against
    else:
        enough = found.is_enough and (found.by_code or not _is_in_short_part(one, other))
    if enough:
        return Claim(one.key, other.key, ("one-slip", *found.reasons), found.places, rank=2)
    against = ("contradicted",) if found.against else ()
    return _miss(one, other, _SLIP_SCORE, "one-slip", *found.reasons, *against)


def _is_in_short_part(one: Seen, other: Seen) -> bool:
    """Whether two names differ in a short part of one: in what is its own (育才小学), or its last word (科技馆)."""
    name = min((one.name, other.name), key=lambda each: (len(each.proper), each.name))
    differs = next(
        (
            at
            for at, pair in enumerate(zip(one.name.core, other.name.core, strict=False))
            if len(set(pair)) > 1
        ),
        len(name.core),
    )
    own = len(name.proper)
    part = own if differs < own else len(name.core) - own
    return part < int(words()["units"]["shortest_part"])


def _alike(units: SeenUnits) -> Iterator[Result]:
    """For a person: names that look alike, and names whose region one of them leaves open."""
    for together in _by_region(units).values():
        for one, other, score in alike(together):
            yield _miss(together[one][0], together[other][0], score, "alike")
    by_core: defaultdict[str, list[Seen]] = defaultdict(list)
    for seen in units.every():
        by_core[seen.name.core].append(seen)
    for same in by_core.values():
        bare = [seen for seen in same if not seen.name.place.printed]
        full = [seen for seen in same if seen.name.place.printed]
        if bare and len(full) == 1 and bare[0].where != full[0].where and not bare[0].is_elsewhere(full[0]):
            yield _miss(bare[0], full[0], _OPEN_SCORE, "region-open")


def _by_region(units: SeenUnits) -> dict[str, dict[str, list[Seen]]]:
    """Region → core → the units so called there."""
    found: defaultdict[str, defaultdict[str, list[Seen]]] = defaultdict(lambda: defaultdict(list))
    for seen in units.every():
        if seen.where is not None:
            found[seen.where][seen.name.core].append(seen)
    return {where: dict(cores) for where, cores in found.items()}


def _miss(one: Seen, other: Seen, score: int, *reasons: str) -> NearMiss[str]:
    first, second = sorted((one.key, other.key))
    return NearMiss("unit", first, second, score, reasons)
