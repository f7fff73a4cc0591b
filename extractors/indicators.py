"""Indicator categories 一级/二级指标 and the frameworks they come from, from the vocabulary.

The same words stand at different levels in different frameworks (满意度指标 is level 1 for the
Ministry, level 2 in Shanghai 2019), so a form's framework is settled first, by the names it prints.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.vocabulary import table

_ENUMERATION = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、.．]|\d+[、.．](?!\d))\s*"
)
_SHARE = r"\d+(?:\.\d+)?(?:\s?[-—–~～至]\s?\d+(?:\.\d+)?)?"
_POINTS = re.compile(rf"[（(]\s*{_SHARE}\s*[分%％]?\s*[)）]\s*分?$")  # 产出指标（50分）, 产出指标（40-50）分
_NOT_WORD = re.compile(r"[\s（）()、：:]+")
_FEWEST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Category:
    """A category of a framework; `proper` when the printed words are its own name, not a synonym."""

    framework: str
    level: int
    name: str
    parent: str | None
    kind: str
    concept: str
    proper: bool


def categories(words: str, framework: str | None = None) -> tuple[Category, ...]:
    """The categories that printed words may name, in one framework or in any; proper names first."""
    found = _index().get(_key(words), ())
    return tuple(category for category in found if framework in (None, category.framework))


@lru_cache(maxsize=1 << 10)
def kinds_of(words: str) -> frozenset[str]:
    """The kinds of category that printed words name, and those that stand below them."""
    found = categories(words)
    names = {(each.framework, each.name) for each in found if each.level == 1}
    below = (row["kind"] for row in table("categories") if (row["framework"], row["parent"]) in names)
    return frozenset({each.kind for each in found}).union(below)


def category(words: str, framework: str | None, level: int, parent: str | None = None) -> Category | None:
    """The category of a printed name at a level of a framework, below `parent` if that is given."""
    if framework is None:
        return None
    found = [c for c in categories(words, framework) if c.level == level]
    above = {c.name for c in categories(parent, framework) if c.level == 1} if parent else None
    below = [c for c in found if above is None or level == 1 or c.parent in above]
    return next(iter(below), None)


def category_concept(framework: str | None, level1: str | None, level2: str | None) -> str | None:
    """The slug of the category that the level names of a row stand for, or None where the framework has none.

    A second-level name counts under the first-level name it is printed with; without one, it counts
    where the framework has it once.
    """
    if framework is None:
        return None
    if not level2:
        found = category(level1, framework, 1) if level1 else None
        return found.concept if found else None
    below = [each for each in categories(level2, framework) if each.level == 2]
    if level1:
        top = category(level1, framework, 1)
        below = [each for each in below if top and each.parent == top.name][:1]
    concepts = {each.concept for each in below}
    return concepts.pop() if len(concepts) == 1 else None


def framework_of(names: Iterable[str], year: int | None = None, place: str = "") -> str | None:
    """The framework that knows most of the printed names; None if hardly any.

    Of several that know as many, the one whose proper wording is printed, then the one in use in that
    `year` and in a region that `place` (title, unit and department of the form) names.
    """
    known: Counter[str] = Counter()
    proper: Counter[str] = Counter()
    for name in dict.fromkeys(names):
        found = categories(name)
        known.update({c.framework for c in found})
        proper.update({c.framework for c in found if c.proper})
    rows = table("frameworks")
    best = max(rows, key=lambda row: known[row["id"]] + proper[row["id"]] / 2 + _fits(row, year, place))
    return best["id"] if known[best["id"]] >= _FEWEST_NAMES else None


def _fits(row: Mapping[str, str], year: int | None, place: str) -> float:
    """How well a framework's years and region fit a form, below the weight of two names."""
    first, _, last = row["years"].partition("-")
    in_years = year is None or int(first) <= year <= int(last or 9999)
    if not row["region"]:
        return 0.0 if in_years else -0.5
    return 0.75 if in_years and (row["region"] in place or not place) else -1.0


def _key(words: str) -> str:
    return _NOT_WORD.sub("", _POINTS.sub("", _ENUMERATION.sub("", words.strip())))


@cache
def _index() -> dict[str, tuple[Category, ...]]:
    index: dict[str, list[Category]] = {}
    for row in table("categories"):
        synonyms = [words for words in row["synonyms"].split("|") if words]
        for words in (row["name"], *synonyms):
            entry = Category(
                framework=row["framework"],
                level=int(row["level"]),
                name=row["name"],
                parent=row["parent"] or None,
                kind=row["kind"],
                concept=row["concept"],
                proper=words == row["name"],
            )
            index.setdefault(_key(words), []).append(entry)
    return {key: tuple(sorted(found, key=lambda c: not c.proper)) for key, found in index.items()}
