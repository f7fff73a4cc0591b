"""Which of the words that head columns has which role, where several claim one or none does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from extractors.labels import label_of, variants
from extractors.rows import Piece
from extractors.vocabulary import table

OTHER = "other"
"""The role of a column whose heading the vocabulary does not know."""

FIRST_ROLES = frozenset({"level1", "level2", "name"})
"""The roles of columns that a list may begin with."""

_PHASES = ("requested", "approved", "revised", "executed", "prior_approved", "prior_executed", "unstated")
_SHARED_ROLES = frozenset({"remark", "number", "comparator", "rate", "project", "annual", *_PHASES})
"""Roles that several columns of a list may have; phases of the budget stand below each source of funds."""

_TARGETS = frozenset({"target", "target_whole_period"})
_LONGEST_HEADING = 40


class Role(NamedTuple):
    """What a heading may head: the role, whether a table is known by it, how specific the words are (0 most)."""

    name: str
    key: bool
    rank: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, and the roles that its words may have, the likeliest first (none: unknown words)."""

    piece: Piece
    roles: tuple[Role, ...]

    @property
    def groups(self) -> bool:
        """Whether the words head the whole table (项目当年投入资金构成) or group its rows."""
        label = label_of(self.piece.text)
        return label is not None and label.kind == "heading"


def headings_of(text: str, kind: str) -> tuple[Role, ...]:
    """What printed words may head in a kind of table, the likeliest first."""
    return _headings_of(text).get(kind, ()) if len(text) <= _LONGEST_HEADING else ()


def assigned(headings: Sequence[Heading], *, guess: bool) -> Iterator[tuple[Heading, str, bool]]:
    """Each heading of a column with its role, and whether that is a guess; words that only group columns left out.

    With `guess` the table is one of indicators, and an unknown heading may have a role that is not filled.
    Of several that claim one role in a list the most specific has it (指标内容 names indicators, but not beside
    三级指标), and the others have the next that their words may have.
    """
    shown = [heading for heading in headings if heading.roles or not heading.groups]
    edges = [0, *_restarts(shown), len(shown)]
    for start, end in pairwise(edges):
        part = shown[start:end]
        roles = _resolved(part)
        kept = [
            (heading, roles[i] or OTHER)
            for i, heading in enumerate(part)
            if roles[i] or not (heading.roles and heading.groups)
        ]
        yield from _completed(kept) if guess else ((*pair, False) for pair in kept)


def _restarts(headings: Sequence[Heading]) -> Iterator[int]:
    """Where a further list begins: where words that may begin one come again (子项目 | 金额 | 子项目 | 金额)."""
    seen: dict[str, int] = {}
    for i, heading in enumerate(headings):
        role = heading.roles[0] if heading.roles else None
        is_first = role is not None and role.name in FIRST_ROLES
        if role and is_first and seen.get(role.name) == role.rank and not seen.keys() <= FIRST_ROLES:
            yield i
            seen.clear()
        seen.setdefault(role.name if role else OTHER, role.rank if role else 0)


def _resolved(headings: Sequence[Heading]) -> list[str | None]:
    """The role of each heading of one list; None where its words have none that is free."""
    place = [0] * len(headings)
    while True:
        claims: dict[str, list[int]] = {}
        for i, heading in enumerate(headings):
            if place[i] < len(heading.roles):
                claims.setdefault(heading.roles[place[i]].name, []).append(i)
        losers = [
            i
            for name, claimants in claims.items()
            if name not in _SHARED_ROLES
            for i in sorted(claimants, key=lambda i: (headings[i].roles[place[i]].rank, i))[1:]
        ]
        if not losers:
            break
        for i in losers:
            place[i] += 1
    return [
        heading.roles[at].name if at < len(heading.roles) else None
        for heading, at in zip(headings, place, strict=True)
    ]


def _completed(found: Sequence[tuple[Heading, str]]) -> Iterator[tuple[Heading, str, bool]]:
    """The columns of indicators with a name and a target: an unknown heading has the role that only it can have.

    In a table without a third level the second one names the indicators.
    """
    roles = [role for _, role in found]
    guessed: set[int] = set()
    if "name" not in roles:
        behind = max((i for i, role in enumerate(roles) if role in FIRST_ROLES), default=-1) + 1
        ahead = next((i for i, role in enumerate(roles) if i >= behind and role != OTHER), len(roles))
        if ahead - behind == 1:
            roles[behind] = "name"
            guessed.add(behind)
        elif "level2" in roles:
            roles[roles.index("level2")] = "name"
    if not _TARGETS & set(roles) and "name" in roles:
        unknown = [i for i in range(roles.index("name") + 1, len(roles)) if roles[i] == OTHER]
        if len(unknown) == 1:
            roles[unknown[0]] = "target"
            guessed.add(unknown[0])
    for i, (heading, _) in enumerate(found):
        yield heading, roles[i], i in guessed


@lru_cache(maxsize=1 << 13)  # the same words stand in thousands of forms
def _headings_of(text: str) -> dict[str, tuple[Role, ...]]:
    words = tuple(variants(text))
    found = {
        kind: next((roles[word] for word in words if word in roles), ()) for kind, roles in _known().items()
    }
    return {kind: roles for kind, roles in found.items() if roles}


def kinds() -> tuple[str, ...]:
    """The kinds of tables."""
    return tuple(_known())


@cache
def musts(kind: str) -> frozenset[str]:
    """The roles without which a table is none of a kind."""
    return frozenset(row["role"] for row in table("columns") if row["table"] == kind and row["key"] == "must")


@cache
def _known() -> dict[str, dict[str, tuple[Role, ...]]]:
    known: dict[str, dict[str, tuple[Role, ...]]] = {}
    for row in table("columns"):
        of_kind = known.setdefault(row["table"], {})
        for rank, words in enumerate(row["labels"].split("|")):
            of_kind[words] = (*of_kind.get(words, ()), Role(row["role"], row["key"] != "no", rank))
    return known
