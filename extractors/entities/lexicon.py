"""The words that names are made of, read from the vocabulary into one Aho-Corasick automaton.

`tokens` finds them in a stretch of text, leftmost and longest, in linear time; what they mean together is
said in `grammar`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import ahocorasick
import msgspec

from extractors.vocabulary import table

SETTLEMENTS = ("town", "village")
"""Levels of places that no table lists: they are told by their last character (安亭镇, 荷村)."""

_LONGEST_TITLE = 6
_IN_CLAUSE = re.compile(r"[\w·]+")


@dataclass(frozen=True, slots=True)
class Region:
    """A place that a name can begin with; several of one name have several codes, foreign ones none."""

    begins: ClassVar[bool] = True
    codes: tuple[str, ...]
    level: str

    def contains(self, other: Region) -> bool:
        """Whether one of the places called `other` lies within this one (上海市 contains 徐汇区)."""
        if other.level in SETTLEMENTS:
            rank = SETTLEMENTS.index(self.level) if self.level in SETTLEMENTS else -1
            return self.level not in ("country", "area") and rank < SETTLEMENTS.index(other.level)
        stems = [_stem(code) for code in self.codes]
        return any(
            len(_stem(code)) > len(stem) and code.startswith(stem) for code in other.codes for stem in stems
        )


@dataclass(frozen=True, slots=True)
class Body:
    """A body of local government or party; `levelled` when its level is in the word itself (市财政局)."""

    begins: ClassVar[bool] = True
    kind: str
    levels: tuple[str, ...]
    levelled: bool
    label: str = "ORG"


@dataclass(frozen=True, slots=True)
class Suffix:
    """The last word of a name. `core` is the least length of what stands between region and suffix.

    `free` is that length where the name has no region, None where it must have one; `listed` where such a name
    must stand in a list or behind a mark.
    """

    begins: ClassVar[bool] = True
    label: str
    kind: str
    core: int
    joint: bool
    verbs: bool
    free: int | None
    listed: bool
    follows: frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """A name known as a whole: an organisation of some kind, or a programme."""

    begins: ClassVar[bool] = True
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word that decides where names begin and end: stop, joint, phrase, prefix or wide.

    `begins`, as in the other entries: whether a name may begin or end with it, not only stand beside it.
    """

    use: str
    begins: bool = False


Entry = Region | Body | Suffix | Name | Word


class Token(msgspec.Struct, frozen=True):
    """An entry where it stands in the text."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries by their surface, and the sets of words that the grammar asks for.

    `uncut` has common words by each two of their characters, with the number of characters before the second;
    `titles` and `openers` are given by their first character.
    """

    automaton: ahocorasick.Automaton
    doing: frozenset[str]
    groups: frozenset[str]
    generic: frozenset[str]
    modifiers: frozenset[str]
    fields: frozenset[str]
    settlements: frozenset[str]
    titles: Mapping[str, Sequence[str]]
    common: frozenset[str]
    openers: Mapping[str, Sequence[str]]
    uncut: Mapping[str, Sequence[tuple[str, int]]]

    def tokens(self, text: str) -> list[Token]:
        """The entries in `text`, leftmost longest, without plain words; none crosses a mark, which ends a clause."""
        return [
            Token(last + 1 - length, last + 1, entry)
            for last, (length, entry) in self.automaton.iter_long(text)
            if entry is not None
        ]

    def cuts(self, text: str, position: int) -> bool:
        """Whether an edge at `position` would cut a common word in two, and no word as long begins there."""
        words = self.uncut.get(text[position - 1 : position + 1]) if position else None
        return words is not None and any(
            text.startswith(word, position - before) and not self.opens(text, position, len(word))
            for word, before in words
        )

    def opens(self, text: str, position: int, least: int = 2) -> bool:
        """Whether a common word of at least that length begins at `position` (管委会|签署 in spite of 会签)."""
        return _begins(self.openers, text, position, least)

    def has(self, word: str) -> bool:
        """Whether `word` is an entry or a common word."""
        return word in self.automaton

    def title_at(self, text: str, position: int, longer_than: int = 1) -> bool:
        """Whether the title of an office begins at `position`, of more characters than given."""
        return _begins(self.titles, text, position, longer_than + 1)


def _begins(words: Mapping[str, Sequence[str]], text: str, position: int, least: int) -> bool:
    """Whether one of `words`, given by their first characters, begins at `position` with at least that length."""
    begun = words.get(text[position : position + 1], ())
    return any(len(word) >= least and text.startswith(word, position) for word in begun)


@cache
def lexicon() -> Lexicon:
    """The lexicon of the vocabulary files; where two rows share a surface, the more telling one counts."""
    uses = defaultdict(set)
    for row in table("entity_words"):
        for use in row["use"].split("|"):
            uses[use].add(row["word"])
    automaton = ahocorasick.Automaton()
    for surface, entry in _entries(uses):
        if surface not in automaton and _IN_CLAUSE.fullmatch(surface):
            automaton.add_word(surface, (len(surface), entry))
    automaton.make_automaton()
    return Lexicon(
        automaton,
        doing=frozenset(uses["doing"]),
        groups=frozenset(uses["group"]),
        generic=frozenset(uses["generic"]),
        modifiers=frozenset(uses["generic"] | uses["modifier"]),
        fields=frozenset(uses["field"]),
        settlements=frozenset(uses["settlement"]),
        titles=_by_first(word for word in uses["title"] if len(word) <= _LONGEST_TITLE),
        common=frozenset(row["suffix"] for row in table("organisation_suffixes"))
        | frozenset(uses["generic"] | uses["modifier"]),
        openers=_by_first(uses["stop"] | uses["doing"] | uses["word"]),
        uncut=_by_pairs(uses["word"]),
    )


def _by_first(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        found[word[0]].append(word)
    return dict(found)


def _by_pairs(words: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
    pairs: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word in sorted(words):
        for before in range(1, len(word)):
            pairs[word[before - 1 : before + 1]].append((word, before))
    return dict(pairs)


def _entries(uses: dict[str, set[str]]) -> Iterator[tuple[str, Entry | None]]:
    yield from ((row["name"], Name("ORG", row["kind"])) for row in table("entity_organisations"))
    for row in table("entity_programmes"):
        if row["where"] == "anywhere":
            yield row["name"], Name(row["label"], "programme")
    yield from _regions()
    yield from ((row["suffix"], _suffix(row)) for row in table("organisation_suffixes"))
    yield from _bodies()
    for use in ("stop", "joint", "phrase", "prefix", "wide"):
        yield from ((word, Word(use, begins=use == "wide")) for word in sorted(uses[use]))
    yield from ((word, None) for word in sorted(uses["word"]))


def _regions() -> Iterator[tuple[str, Region]]:
    codes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in table("regions"):
        for surface in filter(None, (row["name"], row["short"])):
            codes[surface, row["level"]].append(row["code"])
    for (surface, level), found in codes.items():
        yield surface, Region(tuple(filter(None, found)), level)


def _bodies() -> Iterator[tuple[str, Body]]:
    for row in table("entity_bodies"):
        levels = tuple(row["levels"].split("|"))
        yield row["body"], Body(row["kind"], levels, levelled=False)
        yield from ((level + row["body"], Body(row["kind"], levels, levelled=True)) for level in levels)


def _suffix(row: dict[str, str]) -> Suffix:
    return Suffix(
        label=row["label"],
        kind=row["kind"],
        core=int(row["core"]),
        joint=row["joint"] == "yes",
        verbs=row["verbs"] == "yes",
        free=int(row["free"]) if row["free"] else None,
        listed=row["listed"] == "yes",
        follows=frozenset(_split(row["follows"])),
    )


def _split(cell: str) -> Iterable[str]:
    return filter(None, cell.split("|"))


def _stem(code: str) -> str:
    """The digits of a region's code that all codes within it share."""
    while code.endswith("00"):
        code = code[:-2]
    return code
