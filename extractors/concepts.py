"""Indicator concepts 指标概念: what a printed indicator name measures, by name and category, from the vocabulary.

A name means a concept only where a row of `indicators.tsv` says so: nothing is guessed from likeness. A name
that no row knows may still end like a family of measures (观众满意度 is a 满意度), which makes it something
narrower, never the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from extractors.targets import unit_concept
from extractors.vocabulary import VocabularyError, table
from ontology.iris import normalise_name

Polarity = Literal["higher", "lower", "neutral", "unknown"]

_NEGATIONS = "不未非无"
_ANYWHERE = ""
_HEAD = re.compile(
    r"^(?:[\s★☆▲△●○◆◇■□※*•·]+|指标\s*\d+\s*[：:、.．]?|[（(]?\d{1,2}[)）、．]|\d{1,2}\.(?!\d)|[①-⑳]"
    r"|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、．.])"
)
_TAIL = re.compile(r"[\s★☆▲△●○◆◇■□※*•·。；;，,、：:]+$")
_BRACKET = re.compile(r"（(?:(?:计量)?单位：)?([^（）]*)）$")
_LIMIT = re.compile(r"[<>=≥≤＜＞＝约]*\d+(?:\.\d+)?(?:[%‰分]|个百分点)?")
_PUNCTUATION = re.compile(r"[\s（）“”‘’\"'《》〈〉【】、，。；：！？·•_]+")


@dataclass(frozen=True, slots=True)
class Concept:
    """A measure. `slug` names it in the scheme, `broader` is the slug above it; see `indicators.tsv`."""

    slug: str
    name: str
    name_en: str
    synonyms: tuple[str, ...]
    heads: tuple[str, ...]
    broader: str | None
    polarity: Polarity
    source: str


def indicator_concepts() -> tuple[Concept, ...]:
    """Every concept, in the order of the vocabulary."""
    return tuple(_concepts().values())


def concept_of(name: str, category: str | None = None) -> Concept | None:
    """The concept that `name` means under a category (its slug in `categories.tsv`), if that is one and no other.

    What is said of the category itself goes before what is said of its kind. Without a category, only
    names count that mean the same under any.
    """
    found = _meanings().get(name_key(name), {})
    if category and category in found:
        return _concepts()[found[category]]
    places = {_ANYWHERE, *_kinds(category)} & found.keys()
    slugs = {found[place] for place in places}
    return _concepts()[slugs.pop()] if len(slugs) == 1 else None


def family_of(name: str) -> Concept | None:
    """The concept that `name` is a narrower measure of, by its last words; not where they are negated."""
    key = name_key(name)
    for start in range(len(key)):
        if slug := _heads().get(key[start:]):
            return None if start and key[start - 1] in _NEGATIONS else _concepts()[slug]
    return None


def polarity_of(name: str, category: str | None = None) -> Polarity:
    """What is better of a measure: curated on its concept, or on the family that it belongs to."""
    found = concept_of(name, category) or family_of(name)
    return found.polarity if found else "unknown"


def name_key(name: str) -> str:
    """The one form in which indicator names are compared.

    Enumeration and marks before the name go, white space and punctuation, and a last bracket that holds
    nothing but a unit, a share of points or a limit: ★1、培训人数（人） is 培训人数. Whatever else stands in
    brackets may tell one measure from another and counts: 培训人数（线上）. Words are never changed: 率 and 比例
    are one only as synonyms.
    """
    while (rest := _HEAD.sub("", name, count=1)) != name:
        name = rest
    text = _TAIL.sub("", normalise_name(name))
    bracket = _BRACKET.search(text)
    if bracket and (_LIMIT.fullmatch(bracket[1]) or unit_concept(bracket[1])):
        text = text[: bracket.start()]
    return _PUNCTUATION.sub("", text).casefold()


@cache
def _kinds(category: str | None) -> frozenset[str]:
    """The kinds of measure that stand under a category: a level-1 one also holds those of its own level 2."""
    rows = table("categories")
    kinds = {row["kind"] for row in rows if row["concept"] == category}
    tops = {(row["framework"], row["name"]) for row in rows if row["level"] == "1" and row["kind"] in kinds}
    return frozenset(kinds | {row["kind"] for row in rows if (row["framework"], row["parent"]) in tops})


@cache
def _concepts() -> Mapping[str, Concept]:
    """Slug → concept; synonyms are collected from all its rows."""
    rows = table("indicators")
    wordings: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        wordings[row["concept"]] += _wordings(row)
    concepts = {}
    for row in rows:
        if not row["name_en"]:
            continue
        if row["polarity"] not in get_args(Polarity):
            raise VocabularyError(f"indicators.tsv: {row['concept']}: no polarity {row['polarity']!r}")
        concepts[row["concept"]] = Concept(
            slug=row["concept"],
            name=row["name"],
            name_en=row["name_en"],
            synonyms=tuple(dict.fromkeys(w for w in wordings[row["concept"]] if w != row["name"])),
            heads=_split(row["heads"]),
            broader=row["broader"] or None,
            polarity=cast(Polarity, row["polarity"]),
            source=row["source"],
        )
    return concepts


@cache
def _meanings() -> Mapping[str, Mapping[str, str]]:
    """Key of a wording → where it counts (a kind, a category or anywhere) → slug of the concept."""
    meanings: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in table("indicators"):
        for wording in _wordings(row):
            for place in _split(row["categories"]) or (_ANYWHERE,):
                meanings[name_key(wording)][place] = row["concept"]
    return dict(meanings)


@cache
def _heads() -> Mapping[str, str]:
    """Key of the last words → slug of the concept whose family they tell."""
    return {name_key(head): row["concept"] for row in table("indicators") for head in _split(row["heads"])}


def _wordings(row: Mapping[str, str]) -> Iterator[str]:
    yield row["name"]
    yield from _split(row["synonyms"])


def _split(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)
