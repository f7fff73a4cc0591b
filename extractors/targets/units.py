"""Units of measure: how they are printed after a number, and what concept they stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from extractors.records import TargetKind
from extractors.targets.words import fold
from extractors.vocabulary import VocabularyError, table

_JOINT = re.compile(r"\s?([/·•*每])\s?")
_LATIN = re.compile("[A-Za-z]")
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
    """The longest unit that begins at `start` of a folded text, composites included."""
    parts = [_read_simple(text, start)]
    while (last := parts[-1]) and len(parts) < _MOST_PARTS and (joint := _JOINT.match(text, last.end)):
        parts.append(_read_simple(text, joint.end()))
    whole = [part for part in parts if part]
    if len(whole) < 2:
        return whole[0] if whole else None
    first, end = whole[0].concept, whole[-1].end
    name = text[start:end]
    return PrintedUnit(name, end, UnitConcept(name, first.kind, "composite"))


def _read_simple(text: str, start: int) -> PrintedUnit | None:
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
