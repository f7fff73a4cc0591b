"""Which sums are parts of others 其中: 一般公共预算 below 财政拨款小计, 中央资金 below 上级资金."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from extractors.forms.sums import Sum
from extractors.vocabulary import settings

_RANKS = ("", "level", "fund")
"""What a sum may be a part of stands before it: the sum of a source, that of a level of government, of a budget."""
_FAMILY = {"fiscal-current": "fiscal"}
_SLACK = Decimal(100)
"""Yuan by which parts may be off their whole: sums in 万元 are rounded."""

_Place = tuple[int, Sum]


def with_wholes(money: Sequence[Sum]) -> list[Sum]:
    """The sums, each that is a part of another with the pointer of that, counted among those that can be read.

    Parts are those of the same year and phase, and no larger together than the whole. Where a total is only made up
    if they are counted beside the whole, they are none.
    """
    readable = [entry for entry in money if entry.yuan is not None]
    wholes: dict[int, int] = {}
    groups: dict[tuple[str, int | None, str], list[_Place]] = {}
    for place, entry in enumerate(readable):
        groups.setdefault((entry.scope, entry.fiscal_year, entry.phase), []).append((place, entry))
    for group in groups.values():
        wholes |= dict(_parts(group))
    numbers = iter(range(len(readable)))
    return [
        entry
        if entry.yuan is None or (whole := wholes.get(next(numbers))) is None
        else replace(entry, part_of=f"/amounts/{whole}", budget=None)
        for entry in money
    ]


def _parts(group: Sequence[_Place]) -> Iterator[tuple[int, int]]:
    """The places of parts, each with that of its whole."""
    found = [
        (whole, place) for place, entry in group if (whole := _whole_of(place, entry, group)) is not None
    ]
    sums = {place: entry.yuan or Decimal(0) for place, entry in group}
    total = next((entry.yuan for _, entry in group if entry.source == "total"), None)
    inner = {place for _, place in found}
    outer = sum((sums[place] for place, e in group if e.source != "total" and place not in inner), Decimal(0))
    for whole, pairs in groupby(sorted(found), key=itemgetter(0)):
        places = [place for _, place in pairs]
        together = sum((sums[place] for place in places), Decimal(0))
        beside = total is not None and together and total == outer + together
        if together <= sums[whole] + _SLACK and not beside:
            yield from ((place, whole) for place in places)


def _whole_of(place: int, entry: Sum, group: Sequence[_Place]) -> int | None:
    """The sum that one is a part of: the one before it (其中), the nearest before it that it may be, or the next."""
    above = [at for at, other in group if at < place and _family(other) == _family(entry)]
    if above and entry.label.startswith(tuple(settings("tables")["parts_of"])):
        return above[-1]
    if not entry.part:
        return None
    larger = [
        at
        for at, other in group
        if _family(other) == _family(entry) and _RANKS.index(other.part) < _RANKS.index(entry.part)
    ]
    before = [at for at in larger if at < place]
    return before[-1] if before else next(iter(larger), None)


def _family(entry: Sum) -> str:
    return _FAMILY.get(entry.source, entry.source)
