"""The words of the target grammar, from the vocabulary: what each says, found by longest match."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Literal, cast

import msgspec

from extractors.records import Comparator
from extractors.vocabulary import alternatives, table

Force = Literal["firm", "soft", "level"]

_LATIN = re.compile("[A-Za-z0-9]")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；！？"}
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_SIGNS = {
    ord(variant): sign
    for sign, variants in {
        "(": "（［【〔﹝｛[{",
        ")": "）］】〕﹞｝]}",
        "-": "‐‑‒–—―－﹣−",
        "~": "～〜∼",
        "%": "％﹪",
        "≥": "⩾≧",
        "≤": "⩽≦",
        " ": "\u3000\xa0",
    }.items()
    for variant in variants
}
_FOLDING = _WIDE | _RADICALS | _SIGNS
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLDING)))}]")


def fold(text: str) -> str:
    """`text` with half-width signs, one kind of bracket and dash, ideographs for Kangxi radicals; same length."""
    return text.translate(_FOLDING) if _FOLDED.search(text) else text


class Before(msgspec.Struct, frozen=True):
    """A comparator that stands before its number, and how firmly it holds."""

    comparator: Comparator
    force: Force


class Entry(msgspec.Struct, frozen=True):
    """What a word may be. `roles` maps the roles of target_words.tsv to their value."""

    word: str
    roles: Mapping[str, str]
    before: Before | None = None
    after: Comparator | None = None
    inside: Comparator | None = None


def word_at(text: str, position: int) -> Entry | None:
    """The longest word of the grammar that begins at `position` of a folded text."""
    words = _by_first_character().get(text[position])
    found = words.match(text, position) if words else None
    return _entries()[found[0]] if found else None


def first_characters() -> frozenset[str]:
    """The characters with which a word of the grammar may begin."""
    return frozenset(_by_first_character())


def words_with(*roles: str) -> list[str]:
    """The words, folded, that may play one of `roles`, the longest first."""
    return [entry.word for entry in _entries().values() if not entry.roles.keys().isdisjoint(roles)]


@cache
def _by_first_character() -> dict[str, re.Pattern[str]]:
    """By their first character, what finds the longest word at a place; letters and digits end where a word does."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in _entries():
        found[word[0]].append(re.escape(word[1:]) + ("(?![A-Za-z0-9])" if _LATIN.match(word[-1]) else ""))
    return {first: re.compile(f"{re.escape(first)}(?:{'|'.join(rests)})") for first, rests in found.items()}


@cache
def _entries() -> dict[str, Entry]:
    """Every word with what it may be, the longest first."""
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    for row in table("target_words"):
        for word in alternatives(row["word"]):
            roles[fold(word)][row["role"]] = row["value"]
    places: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for row in table("target_comparators"):
        for word in alternatives(row["word"]):
            places[fold(word)][row["place"]] = row
    longest_first = sorted(roles.keys() | places.keys(), key=lambda word: (-len(word), word))
    return {word: _entry(word, roles.get(word, {}), places.get(word, {})) for word in longest_first}


def _entry(word: str, roles: Mapping[str, str], places: Mapping[str, Mapping[str, str]]) -> Entry:
    comparators = {place: cast("Comparator", row["comparator"]) for place, row in places.items()}
    if "per" in roles and "deadline" not in roles:
        roles = {**roles, "adverb": ""}
    before = None
    if "before" in places:
        before = Before(comparators["before"], cast("Force", places["before"]["force"]))
    return Entry(word, roles, before, comparators.get("after"), comparators.get("inside"))
