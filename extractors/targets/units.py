"""Units of measure as they are printed after a number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import msgspec
from msgspec.structs import replace

from extractors.targets.concepts import UnitConcept, unit_concepts
from extractors.targets.numbers import CHINESE_DIGITS
from extractors.targets.words import fold
from extractors.vocabulary import VocabularyError, alternatives, table

_JOINT = re.compile(r"\s?(/每|[/·•*每])\s?")
_COUNTED = re.compile("[1-9][0-9]{0,2}[百千万亿]?|[十百]万|[十百千万]|[两三四五]")
_PER_MANY = re.compile("/(?:10{4,8}|10{0,3}[千万]|[百千万]|[十百]万)(?![0-9./])")
_LATIN = re.compile("[A-Za-z]")
_BRACKET = re.compile(r"\s?\(([^()\s]{1,2})\)")
_MOST_PARTS = 4
_MANY = frozenset("千万")


class PrintedUnit(msgspec.Struct, frozen=True):
    """A unit found after a number: as printed (spellings unified) and where it ends."""

    name: str
    end: int
    concept: UnitConcept


def unit_concept(unit: str) -> UnitConcept | None:
    """The concept of a unit as `Target.unit` gives it (㎡ → 平方米); composites (元/人) take the first part's kind."""
    printed = read_unit(fold(unit), 0)
    return printed.concept if printed and printed.end == len(unit) else None


def read_unit(text: str, start: int) -> PrintedUnit | None:
    """The longest unit that begins at `start` of a folded text, composites included (次/每月 is 次/月)."""
    first = _read_simple(text, start) or _read_share(text, start)
    if first is None:
        return None
    name, end = first.name, first.end
    for _ in range(_MOST_PARTS - 1):
        joint = _JOINT.match(text, end)
        part = _read_divisor(text, joint.end()) if joint else None
        if joint is None or part is None:
            break
        sign = "/" if "每" in joint[1] else joint[1]
        name, end = f"{name}{sign}{part[0]}", part[1]
    if end == first.end:
        return first
    return PrintedUnit(name, end, UnitConcept(name, first.concept.kind, "composite"))


def rate(unit: str, divisors: Sequence[str]) -> str:
    """A unit for each of `divisors`: 次, [人, 年] → 次/人·年; unchanged where that is another unit (人/次: 人次)."""
    new = [divisor for divisor in divisors if divisor not in re.split("[/·]", unit)]
    name = "·".join([unit if "/" in unit else f"{unit}/", *new]).replace("/·", "/")
    concept = unit_concept(name) if new else None
    return name if concept and concept.dimension == "composite" else unit


def _read_share(text: str, start: int) -> PrintedUnit | None:
    """What a number is out of so many: 18/10万, 18/10万人."""
    many = _PER_MANY.match(text, start)
    if many is None:
        return None
    unit = _read_simple(text, many.end())
    name, end = many[0] + (unit.name if unit else ""), unit.end if unit else many.end()
    return PrintedUnit(name, end, UnitConcept(name, "quantity", "composite"))


def _read_divisor(text: str, start: int) -> tuple[str, int] | None:
    """A later part of a composite and where it ends: a unit, or what values are counted by (半年, 2年, 万人, 街道)."""
    counted = _COUNTED.match(text, start)
    count = str(CHINESE_DIGITS.get(counted[0], counted[0])) if counted else ""
    at = counted.end() if counted else start
    unit = _read_simple(text, at)
    word = next((word for word in _divisors() if text.startswith(word, at)), None)
    if word and (unit is None or (at + len(word) >= unit.end and not count)):
        return count + _divisors()[word], at + len(word)
    if unit:
        return count + unit.name, unit.end
    return (count, at) if count and count[-1] in _MANY else None


@cache
def _divisors() -> dict[str, str]:
    """What is counted for each of, as printed (季 in 2场/季), and its name (季度); the longest first."""
    rows = [row for row in table("target_words") if row["role"] in ("per", "cycle")]
    words = ((word, row["value"]) for row in rows for word in alternatives(row["word"]))
    spellings = {word.removeprefix("每"): value for word, value in words}
    names = {row["value"]: row["value"] for row in rows}
    return dict(sorted((spellings | names).items(), key=lambda entry: len(entry[0]), reverse=True))


def _read_simple(text: str, start: int) -> PrintedUnit | None:
    """The longest unit without divisors; what a bracket adds is part of it where both make one: 台(套), 人(次)."""
    unit = _read_spelling(text, start)
    bracket = _BRACKET.match(text, unit.end) if unit else None
    if unit is None or bracket is None:
        return unit
    whole = text[start : unit.end] + bracket[1]
    joint = _read_spelling(whole, 0)
    return replace(joint, end=bracket.end()) if joint and joint.end == len(whole) else unit


def _read_spelling(text: str, start: int) -> PrintedUnit | None:
    for spelling, name, concept in _by_first_character().get(text[start : start + 1], ()):
        if text.startswith(spelling, start):
            end = start + len(spelling)
            if not (_LATIN.match(spelling[-1]) and _LATIN.match(text, end)):
                return PrintedUnit(name, end, concept)
    return None


@cache
def _by_first_character() -> dict[str, tuple[tuple[str, str, UnitConcept], ...]]:
    """By their first character the (folded spelling, name to give back, concept) of units, the longest first."""
    rows: dict[str, tuple[str, str, UnitConcept]] = {}
    for concept in unit_concepts():
        names = [(spelling, concept.name) for spelling in (concept.name, *concept.spellings)]
        names += [(synonym, synonym) for synonym in concept.synonyms]
        for spelling, name in names:
            if rows.setdefault(fold(spelling), (fold(spelling), name, concept))[2] != concept:
                raise VocabularyError(f"units.tsv: {spelling} is two units")
    found: dict[str, list[tuple[str, str, UnitConcept]]] = defaultdict(list)
    for row in sorted(rows.values(), key=lambda row: len(row[0]), reverse=True):
        found[row[0][0]].append(row)
    return {first: tuple(entries) for first, entries in found.items()}
