"""Persons, only where the title of an office or a degree stands beside a surname.

    校长姜某某，副校长李某某、林某某出席      陈某某副镇长      市科协副主席 倪某某

Nobody is named without such a title: two or three characters that look like a name are as often a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from extractors.entities.found import Found
from extractors.entities.lexicon import lexicon
from extractors.vocabulary import settings, table

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_GAP = re.compile(r"[ \u3000]{0,4}")
_LIST_MARKS = "、和与及"
_GIVEN = "向之如可"
"""Characters of given names that are particles as well."""
_LENGTHS = (4, 3, 2)
_LONGEST_WORD = 6


def find_persons(text: str) -> Iterator[Found]:
    """The persons named beside a title in `text`, in order of their titles."""
    words = _words()
    for title in words.title.finditer(text):
        if before := _name_before(text, title.start(), words):
            yield before
        at = title.end()
        while found := _name_after(text, at, words):
            yield found
            if text[found.end : found.end + 1] not in _LIST_MARKS:
                break
            at = found.end + 1


def again(text: str, people: Iterable[Found]) -> Iterator[Found]:
    """Where `people` who were named beside a title stand again without one, in order."""
    names = {name for found in people if text.count(name := text[found.start : found.end]) > 1}
    if not names:
        return
    words = _words()
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, len(name))
    automaton.make_automaton()
    for last, length in automaton.iter_long(text):
        start, end = last + 1 - length, last + 1
        if words.may_begin(text, start) and words.may_end(text, start, end):
            yield Found(start, end, "PERSON", "person")


@dataclass(frozen=True, slots=True)
class _Words:
    """Titles as a pattern; surnames of one character and of two; what may stand before and behind a name."""

    title: re.Pattern[str]
    surnames: frozenset[str]
    compound: frozenset[str]
    before: frozenset[str]
    behind: frozenset[str]
    doubtful: frozenset[str]
    not_given: frozenset[str]
    nobody: tuple[str, ...]
    no_endings: tuple[str, ...]

    def is_name(self, name: str) -> bool:
        """Whether `name` is a surname with one or two characters and no word of another kind."""
        surname = 2 if name[:2] in self.compound else 1
        return (
            (surname == 2 or name[:1] in self.surnames)
            and (1 if name[:1] not in self.doubtful else 2) <= len(name) - surname <= 2
            and _HAN.fullmatch(name) is not None
            and self.not_given.isdisjoint(name[surname:])
            and not name.startswith(self.nobody)
            and not lexicon().has(name)
            and not lexicon().has(name[:2])
            and not (name[:1] in self.doubtful and lexicon().has(name[1:]))
        )

    def may_begin(self, text: str, start: int) -> bool:
        """Whether the name at `start` has nothing before it but a mark or the end of another word."""
        if lexicon().cuts(text, start):
            return False
        before = text[max(0, start - _LONGEST_WORD) : start]
        if not _HAN.match(before[-1:]):
            return True
        lengths = range(self._least(text[start]), len(before) + 1)
        return any(before[-length:] in self.before for length in lengths)

    def may_end(self, text: str, start: int, end: int) -> bool:
        """Whether the name at `[start, end)` has nothing behind it but a mark or another word."""
        behind = text[end : end + _LONGEST_WORD]
        if not _HAN.match(behind):
            return True
        lengths = range(self._least(text[start]), len(behind) + 1)
        return any(behind[:length] in self.behind for length in lengths)

    def _least(self, surname: str) -> int:
        """The least length of a word that marks the edge of a name with this surname."""
        return 2 if surname in self.doubtful else 1


def _name_before(text: str, end: int, words: _Words) -> Found | None:
    """The name that ends where a title begins: 陈某某|副镇长."""
    for length in _LENGTHS:
        start = end - length
        name = text[max(0, start) : end]
        likely = start >= 0 and words.is_name(name) and not name.endswith(words.no_endings)
        if likely and words.may_begin(text, start):
            return Found(start, end, "PERSON", "person")
    return None


def _name_after(text: str, at: int, words: _Words) -> Found | None:
    """The name that stands behind a title or behind another name: 校长|姜某某."""
    gap = _GAP.match(text, at)
    start = gap.end() if gap else at
    if text[start : start + 1] not in words.surnames and text[start : start + 2] not in words.compound:
        return None
    for length in _LENGTHS:
        end = start + length
        if end <= len(text) and words.is_name(text[start:end]) and words.may_end(text, start, end):
            return Found(start, end, "PERSON", "person")
    return None


@cache
def _words() -> _Words:
    people = settings("names")["people"]
    uses: dict[str, set[str]] = {}
    for row in table("entity_words"):
        for use in row["use"].split("|"):
            uses.setdefault(use, set()).add(row["word"])
    bodies = {row["suffix"] for row in table("organisation_suffixes")} | {
        row["body"] for row in table("entity_bodies")
    }
    outside = uses["stop"] | uses["title"] | uses["joint"]
    titles = "|".join(sorted(map(re.escape, uses["title"]), key=len, reverse=True))
    return _Words(
        title=re.compile(titles),
        surnames=frozenset("".join(people["surnames"].split())),
        compound=frozenset(people["compound_surnames"]),
        before=frozenset(outside | uses["doing"] | bodies | set(people["introducers"])),
        behind=frozenset(outside | uses["act"] | set(people["duties"])),
        doubtful=frozenset(uses["doubtful"]),
        not_given=frozenset(word for word in uses["stop"] if len(word) == 1 and word not in _GIVEN),
        nobody=tuple(people["no_names"]),
        no_endings=tuple(people["no_name_endings"]),
    )
