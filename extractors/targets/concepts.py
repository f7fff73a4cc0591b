"""Units of measure as concepts: the rows of units.tsv, and what one unit is of another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from extractors.records import TargetKind
from extractors.targets.numbers import read_multiplier
from extractors.vocabulary import VocabularyError, table

_SLUG = re.compile("[^a-z0-9]+")
_COUNT = re.compile("[0-9]*")
_SHARE = "%"
_CLOSE = "~"


@dataclass(frozen=True, slots=True)
class UnitConcept:
    """What a printed unit means; the fields are those of units.tsv, a composite (元/人) has the first four alone.

    One of it is `multiplier` of `base`. `qudt` is the IRI of the same unit there, `close` that of a similar one.
    `attributive` False: before a noun the number describes that noun.
    """

    name: str
    kind: TargetKind
    dimension: str
    en: str = ""
    spellings: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    base: str | None = None
    multiplier: Fraction = Fraction(1)
    qudt: str | None = None
    close: str | None = None
    attributive: bool = True

    @property
    def slug(self) -> str:
        """Its name in IRIs."""
        return _SLUG.sub("-", self.en.lower().replace("%", "percent")).strip("-")


@dataclass(frozen=True, slots=True)
class Conversion:
    """Numbers in one unit, times `multiplier`, are numbers in `base`; those of one base can be compared."""

    base: str
    multiplier: Fraction


@cache
def unit_concepts() -> tuple[UnitConcept, ...]:
    """Every unit of the vocabulary, in its order."""
    concepts = tuple(_concept(row) for row in table("units"))
    names = {concept.name for concept in concepts}
    for concept in concepts:
        if concept.base and concept.base not in names:
            raise VocabularyError(f"units.tsv: the base {concept.base} of {concept.name} is no unit")
    return concepts


def conversion(unit: str) -> Conversion:
    """How the numbers in a unit of `Target.unit` compare with others: 公里 → 1000 米, 元/人·月 → 12 元/人·年.

    A divisor converts to the greatest unit of its kind, so that what is counted for each of them stays exact;
    a unit that no other converts to is its own base. 18/10万 is a share.
    """
    name, *divisors = re.split("[/·•*]", unit)
    concept = _by_word().get(name)
    base, multiplier = _base_of(concept) if concept else (name, Fraction(1))
    bases = []
    for divisor in divisors:
        counted, ratio = _divided_by(divisor)
        if not ratio:  # 元/0人 counts for nothing
            return Conversion(unit, Fraction(1))
        multiplier /= ratio
        bases += [counted] if counted else []
    if not base and not bases:
        return Conversion(_SHARE, 100 * multiplier)
    return Conversion(
        "·".join([f"{base}/", *sorted(bases)]).replace("/·", "/") if bases else base, multiplier
    )


def _divided_by(divisor: str) -> tuple[str, Fraction]:
    """A divisor's base, and what it is of that: 2年 → (年, 2), 天 → (周, 1/7), 10万 → ("", 100000)."""
    match = _COUNT.match(divisor)
    end = match.end() if match else 0
    factor, at = read_multiplier(divisor, end)
    count = Fraction(divisor[:end] or 1) * Fraction(factor)
    concept = _by_word().get(divisor[at:])
    if concept is None or concept.base is None:
        return (concept.name if concept else divisor[at:]), count
    kin = [other for other in unit_concepts() if other.base == concept.base]
    greatest = max(kin, key=lambda other: other.multiplier)
    return greatest.name, count * concept.multiplier / greatest.multiplier


def _base_of(concept: UnitConcept) -> tuple[str, Fraction]:
    return concept.base or concept.name, concept.multiplier


@cache
def _by_word() -> dict[str, UnitConcept]:
    """The concept of every name that `Target.unit` may have."""
    return {word: concept for concept in unit_concepts() for word in (concept.name, *concept.synonyms)}


def _concept(row: dict[str, str]) -> UnitConcept:
    qudt = row["qudt"]
    try:
        multiplier = Fraction(row["multiplier"] or 1)
    except ValueError as error:
        raise VocabularyError(f"units.tsv: {row['unit']}: {row['multiplier']} is no number") from error
    return UnitConcept(
        name=row["unit"],
        kind=_KINDS[row["kind"]],
        dimension=row["dimension"],
        en=row["en"],
        spellings=tuple(filter(None, row["spellings"].split("|"))),
        synonyms=tuple(filter(None, row["synonyms"].split("|"))),
        base=row["base"] or None,
        multiplier=multiplier,
        qudt=None if qudt.startswith(_CLOSE) else qudt or None,
        close=qudt.removeprefix(_CLOSE) if qudt.startswith(_CLOSE) else None,
        attributive=row["attributive"] != "no",
    )


_KINDS: dict[str, TargetKind] = {"quantity": "quantity", "percent": "percent", "money": "money"}
