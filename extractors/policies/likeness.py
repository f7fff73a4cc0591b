"""When two titles that are not equal may name one document, and what tells them apart for good."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import combinations

import ahocorasick
from rapidfuzz import fuzz

from extractors.policies.identity import core_title, plain_title
from extractors.policies.words import pattern
from extractors.vocabulary import table

LIKE = 85
"""How alike (0–100) titles are that differ by a word or two."""

_MOST_TITLES = 8
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[零〇一二三四五六七八九十百]+")
_MARKS = re.compile(r"[「」〈〉“”，,、；;：:·—\-\s]+")


def title_key(title: str) -> str:
    """What is left of a title without words that tell nothing (进一步, 的); equal ones name one document.

    What is put in force by a notice is known by its own title; （试行） and whatever else stands in brackets counts.
    """
    name = _MARKS.sub("", plain_title(title))
    return pattern("title-filler").sub("", name) or name


def alike(one: str, other: str) -> bool:
    """Whether two titles printed beside one number are one title told with a word or two more or less.

    （试行） may be left out; numbers, years, places and words such as 实施细则 or 补充 may not.
    """
    return likeness(core_title(one), core_title(other)) >= LIKE


def united_titles(claims: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Which titles (by `title_key`) mean which number, by the pairs of title and number printed side by side.

    A title beside a number (as in `policy_key`) is a claim: it holds only where no other number claims the title
    and all titles that the number is printed with are alike, however many say so.
    """
    numbers: defaultdict[str, set[str]] = defaultdict(set)
    titles: defaultdict[str, set[str]] = defaultdict(set)
    printed: dict[str, str] = {}
    for title, number in claims:
        key = title_key(title)
        printed[key] = min(title, printed.get(key, title))
        numbers[key].add(number)
        titles[number].add(key)
    sure = {number for number, keys in titles.items() if are_alike(printed[key] for key in sorted(keys))}
    return {
        key: next(iter(claimed)) for key, claimed in numbers.items() if len(claimed) == 1 and claimed <= sure
    }


def are_alike(titles: Iterable[str]) -> bool:
    """Whether every two of the titles of a number are alike; more than a few never are."""
    listed = list(titles)
    few = len(listed) <= _MOST_TITLES
    return few and all(alike(one, other) for one, other in combinations(listed, 2))


def likeness(one: str, other: str) -> int:
    """How alike two titles are (0–100); 0 where what tells documents apart differs, however much is alike."""
    if title_key(one) == title_key(other):
        return 100
    if _telling(one) != _telling(other):
        return 0
    return int(fuzz.ratio(plain_title(one), plain_title(other)))


@lru_cache(maxsize=1 << 14)
def _telling(title: str) -> Counter[str]:
    """Numbers, places and words that tell a document from those that look like it."""
    name = plain_title(title)
    told = [*_NUMBER.findall(name), *pattern("title-apart").findall(name)]
    return Counter([*told, *(place for _, place in _places().iter_long(name))])


@cache
def _places() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for row in table("regions"):
        for name in filter(None, (row["name"], row["short"])):
            automaton.add_word(name, row["name"])
    automaton.make_automaton()
    return automaton
