"""The tokens of a target value: quantities with their units, words of the grammar, dates, remarks."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from extractors.records import Comparator, TargetKind
from extractors.targets.concepts import UnitConcept
from extractors.targets.dates import Date
from extractors.targets.numbers import Script, times
from extractors.targets.words import Entry


class Quantity(msgspec.Struct, frozen=True):
    """A number, its multiplier and its unit (as printed, with the concept); positions in the text.

    `inside` is a comparator between figure and unit (100余家), `tolerance` a leading ±.
    """

    start: int
    end: int
    figure: Decimal
    factor: Decimal
    unit: str | None
    concept: UnitConcept | None
    script: Script
    inside: Comparator | None = None
    tolerance: bool = False

    @property
    def value(self) -> Decimal:
        """The number with its multiplier (4.2万 → 42000)."""
        return times(self.figure, self.factor)

    @property
    def kind(self) -> TargetKind:
        """What the unit makes of the number."""
        return self.concept.kind if self.concept else "quantity"

    @property
    def is_time(self) -> bool:
        """Whether it is a length of time."""
        return self.concept is not None and self.concept.dimension == "time"

    @property
    def may_describe(self) -> bool:
        """Whether, before a noun, it describes that noun (60岁以上老人) instead of counting it."""
        return self.concept is not None and not self.concept.attributive


class Word(msgspec.Struct, frozen=True):
    """A word of the grammar."""

    start: int
    end: int
    entry: Entry

    def has(self, role: str) -> bool:
        """Whether the word may play this role of target_words.tsv."""
        return role in self.entry.roles


class Remark(msgspec.Struct, frozen=True):
    """A bracket, 《title》 or quotation, opaque to the grammar."""

    start: int
    end: int


class Break(msgspec.Struct, frozen=True):
    """The end of a clause; of a whole sentence (or the head of a list item) where `strong`."""

    start: int
    end: int
    strong: bool


class Prose(msgspec.Struct, frozen=True):
    """Anything else."""

    start: int
    end: int


Token = Quantity | Word | Date | Remark | Break | Prose
