"""What a comparison tells: projects, and what changed in each, with the places on both sides.

The fields and their order are a public contract (`docs/diff.md`).
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Literal

import msgspec

SCHEMA = 1

Status = Literal["new", "ended", "continued"]
Matched = Literal["iri", "continues", "unit-and-name"]
Kind = Literal["budget", "indicator", "policy"]
Word = Literal[
    "increased",
    "decreased",
    "raised",
    "lowered",
    "changed",
    "reworded",
    "added",
    "dropped",
    "cited",
    "no-longer-cited",
    "cited-otherwise",
]
"""What happened: to an amount (increased, decreased; changed where a side states several), a target, a citation."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """原文: a document, the extent in its text (code points), the exact characters, and the sentence around them."""

    evidence: str
    file: str
    sha256: str
    page: int | None
    start: int
    end: int
    exact: str
    before: str
    after: str


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """A project on one side, and where its name stands."""

    iri: str
    name: str
    unit: str | None
    years: tuple[int, ...]
    places: tuple[Place, ...]


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """What one side states: in words, as a number (yuan, or the bound that was compared, in the base unit)."""

    text: str
    value: Decimal | None
    places: tuple[Place, ...]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One change: of what `kind`, what happened, to what (`subject`, in words), stated how on both sides.

    `about` qualifies it: `scope`, `phase`, `source`, `year`, `part` of a budget; `iri`, `period`, `polarity`,
    `matched`, `reason` of an indicator; `iri`, `roles` of a policy. Only what there is stands in it.
    """

    kind: Kind
    change: Word
    subject: str
    about: dict[str, str]
    before: Stated | None
    after: Stated | None


class ProjectDiff(msgspec.Struct, frozen=True, kw_only=True):
    """A project that is new, ended, or continued; how its two sides were matched, and what changed."""

    status: Status
    matched: Matched | None
    before: Project | None
    after: Project | None
    changes: tuple[Change, ...] = ()

    @property
    def is_difference(self) -> bool:
        return self.status != "continued" or bool(self.changes)


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A side: the name of the build, the year where one was asked for, and how many projects it has."""

    build: str
    year: int | None
    projects: int


class Diff(msgspec.Struct, frozen=True, kw_only=True):
    """All of a comparison, in order. `notes` say what could not be compared."""

    before: Compared
    after: Compared
    projects: tuple[ProjectDiff, ...]
    notes: tuple[str, ...] = ()

    @property
    def differences(self) -> tuple[ProjectDiff, ...]:
        """The projects without those that continue unchanged."""
        return tuple(each for each in self.projects if each.is_difference)

    @property
    def by_status(self) -> dict[str, int]:
        """How many projects are new, ended, continued, and continued without a change."""
        found = Counter(each.status for each in self.projects)
        unchanged = sum(not each.is_difference for each in self.projects)
        return {
            "new": found["new"],
            "ended": found["ended"],
            "continued": found["continued"],
            "unchanged": unchanged,
        }

    @property
    def by_match(self) -> dict[str, int]:
        """How many continued projects were matched by what."""
        return dict(sorted(Counter(each.matched for each in self.projects if each.matched).items()))

    @property
    def by_change(self) -> dict[str, int]:
        """How many changes there are of each kind and word (`indicator raised`), sorted."""
        found = Counter(f"{c.kind} {c.change}" for each in self.projects for c in each.changes)
        return dict(sorted(found.items()))


def to_json(diff: Diff) -> str:
    """The comparison as one indented JSON object; projects without a difference are only counted."""
    whole = {
        "schema": SCHEMA,
        "before": diff.before,
        "after": diff.after,
        "projects": diff.by_status,
        "matched": diff.by_match,
        "changes": diff.by_change,
        "notes": diff.notes,
        "differences": diff.differences,
    }
    encoded = msgspec.json.Encoder(decimal_format="number").encode(whole)
    return msgspec.json.format(encoded, indent=2).decode() + "\n"
