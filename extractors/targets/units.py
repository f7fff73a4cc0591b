"""Units of measure: how they are printed after a number, and what concept they stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.records import TargetKind
from extractors.targets.numbers import CHINESE_DIGITS
from extractors.targets.words import fold
from extractors.vocabulary import VocabularyError, alternatives, table

_JOINT = re.compile(r"\s?(/每|[/·•*每])\s?")
_COUNTED = re.compile("[1-9][0-9]?|[两三四五]")
_LATIN = re.compile("[A-Za-z]")
_BRACKET = re.compile(r"\s?\(([^()\s]{1,2})\)")
_MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class UnitConcept:
    """What a printed unit means. `qudt` is the IRI of the same unit there; `attributive` False: see units.tsv."""

    name: str
    kind: TargetKind
    dimension: str
    qudt: str | None = None
    attributive: bool = True


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """A unit found after a number: as printed (spellings unified) and where it ends."""

    name: str
    end: int
    concept: UnitConcept


def unit_concept(unit: str) -> UnitConcept | None:
    """The concept of a unit as `Target.unit` gives it (㎡ → 平方米); composites (元/人) take the first part's kind."""
    printed = read_unit(fold(unit), 0)
    return printed.concept if printed and printed.end == len(unit) else None


def unit_concepts() -> tuple[UnitConcept, ...]:
    """Every unit of the vocabulary, in its order."""
    return tuple(dict.fromkeys(concept for _, _, concept in _spellings()))


def read_unit(text: str, start: int) -> PrintedUnit | None:
    """The longest unit that begins at `start` of a folded text, composites included (次/每月 is 次/月)."""
    first = _read_simple(text, start)
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


def _read_divisor(text: str, start: int) -> tuple[str, int] | None:
    """A later part of a composite and where it ends: a unit, or what values are counted by (半年, 2年, 街道)."""
    counted = _COUNTED.match(text, start)
    count = str(CHINESE_DIGITS.get(counted[0], counted[0])) if counted else ""
    at = counted.end() if counted else start
    word = next((word for word in _divisors() if text.startswith(word, at)), None)
    unit = _read_simple(text, at)
    if word and (unit is None or at + len(word) >= unit.end):
        return count + _divisors()[word], at + len(word)
    return (count + unit.name, unit.end) if unit else None


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
    found: dict[str, list[tuple[str, str, UnitConcept]]] = defaultdict(list)
    for row in sorted(_spellings(), key=lambda row: len(row[0]), reverse=True):
        found[row[0][0]].append(row)
    return {first: tuple(rows) for first, rows in found.items()}


@cache
def _spellings() -> tuple[tuple[str, str, UnitConcept], ...]:
    """(folded spelling, name to give back, concept) of every way a unit is printed."""
    rows: dict[str, tuple[str, str, UnitConcept]] = {}
    for row in table("units"):
        concept = UnitConcept(
            row["unit"],
            _KINDS[row["kind"]],
            row["dimension"],
            row["qudt"] or None,
            row["attributive"] != "no",
        )
        names = [(row["unit"], row["unit"])]
        names += [(spelling, row["unit"]) for spelling in row["spellings"].split("|") if spelling]
        names += [(synonym, synonym) for synonym in row["synonyms"].split("|") if synonym]
        for spelling, name in names:
            if rows.setdefault(fold(spelling), (fold(spelling), name, concept))[2] != concept:
                raise VocabularyError(f"units.tsv: {spelling} is two units")
    return tuple(rows.values())


_KINDS: dict[str, TargetKind] = {"quantity": "quantity", "percent": "percent", "money": "money"}
