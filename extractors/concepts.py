"""Indicator concepts 指标概念: what a printed indicator name measures, by name and category, from the vocabulary.

A name means a concept only where a row of `indicators.tsv` says so: nothing is guessed from likeness. A name
that no row knows may still end like one that is known (观众满意度 is a 满意度), which makes it something
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

_BREAKS = ("不", "未", "非", "无", "和", "与", "及", "或", "、", "设施")
_PER_HEAD = ("人均", "户均", "生均", "亩均")
_ANYWHERE = ""
_MARKS = "★☆▲△●○◆◇■□※*•·"
_HEAD = re.compile(
    rf"^(?:[\s{_MARKS}]|指标\s?\d+\s?[：:、.．]?|[（(]?\d{{1,2}}[)）、．]|\d{{1,2}}\.(?!\d)|[①-⑳]"
    r"|[（(]?[一二三四五六七八九十]{1,3}[)）、．.])+"
)
_TAIL = f" {_MARKS}。；;，,、：:%"
_BRACKET = re.compile(r"（(?:(?:计量)?单位：)?([^（）]*)）$")
_LIMIT = re.compile(r"[<>=≥≤约]*[\d.*×]*[万亿]?")
_COUNTED = re.compile(r"(?:[数量率度次额值积费价]|比例|比重|成本|时间|天数|满意)$")
_OF_POINTS = ("", "%", "‰", "分", "个百分点")
_PUNCTUATION = re.compile(r"[\s（）“”‘’\"'《》〈〉【】，。；：！？·•_]+")


@dataclass(frozen=True, slots=True)
class Concept:
    """A measure. `slug` names it in the scheme, `broader` is the slug above it; see `indicators.tsv`."""

    slug: str
    name: str
    name_en: str
    synonyms: tuple[str, ...]
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
    """The concept that `name` is a narrower measure of: it ends with one of its wordings, the longest that holds.

    One that is negated or only the second of two does not: 不合格率 is no 合格率, 教师和学生满意度 a 满意度 but
    no 学生满意度. What is counted per head (人均绿化面积) is another measure.
    """
    key = name_key(name)
    for start in range(max(1, len(key) - max(map(len, _endings()))), len(key)):
        if slug := _endings().get(key[start:]):
            if key[:start].endswith(_PER_HEAD):
                return None
            if not key[:start].endswith(_BREAKS):
                return _concepts()[slug]
    return None


def polarity_of(name: str, category: str | None = None) -> Polarity:
    """What is better of a measure: curated on its concept, or on the family that it belongs to."""
    found = concept_of(name, category) or family_of(name)
    return found.polarity if found else "unknown"


def known_name(name: str, category: str | None = None) -> str:
    """The one name by which an indicator is known under a category: its concept's, else its plain one."""
    concept = concept_of(name, category)
    return concept.name if concept else plain_name(name)


def plain_name(name: str) -> str:
    """A printed name without what is no part of it: ★1、培训人数（人）： is 培训人数.

    Enumeration and marks before it go, punctuation behind it, and a last bracket that holds nothing but a unit, a
    limit or its blank (≥**%) where the name says by itself what is counted: 培训（人） and 培训（场） are two.
    """
    text = normalise_name(_HEAD.sub("", name)).rstrip(_TAIL)
    shorter = _without_measure(text)
    return (shorter if _COUNTED.search(shorter) else text) or normalise_name(name)


def name_key(name: str) -> str:
    """The one form in which indicator names are compared with the wordings of concepts.

    Enumeration and marks before the name go, white space and punctuation, and a last bracket that holds
    nothing but a unit, a limit or its blank (≥**%): ★1、培训人数（人） is 培训人数. Whatever else stands in
    brackets may tell one measure from another and counts: 培训人数（线上）. Words are never changed: 率 and 比例
    are one only as synonyms.
    """
    text = _without_measure(normalise_name(_HEAD.sub("", name)).rstrip(_TAIL))
    return _PUNCTUATION.sub("", text).casefold()


def _without_measure(text: str) -> str:
    bracket = _BRACKET.search(text)
    return text[: bracket.start()] if bracket and _is_measure(bracket[1]) else text


def _is_measure(words: str) -> bool:
    """Whether words are a number or its blank, with or without a unit, or a unit alone."""
    unit = _LIMIT.sub("", words, count=1)
    return unit in _OF_POINTS or unit_concept(unit) is not None


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
def _endings() -> Mapping[str, str]:
    """Key of a wording → slug; not of those that need another category to mean the concept."""
    rows = (row for row in table("indicators") if row["name_en"])
    return {name_key(wording): row["concept"] for row in rows for wording in _wordings(row)}


def _wordings(row: Mapping[str, str]) -> Iterator[str]:
    yield row["name"]
    yield from _split(row["synonyms"])


def _split(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)
