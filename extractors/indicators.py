"""Indicator categories 一级/二级指标 and the frameworks they come from, from the vocabulary.

The same words stand at different levels in different frameworks (满意度指标 is level 1 for the
Ministry, level 2 in Shanghai 2019), so a form's framework is settled first, by the names it prints.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractors.vocabulary import table

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


def category(words: str, framework: str | None, level: int, parent: str | None = None) -> Category | None:
    """The category of a printed name at a level of a framework, below `parent` if that is given."""
    if framework is None:
        return None
    found = [c for c in categories(words, framework) if c.level == level]
    above = {c.name for c in categories(parent, framework) if c.level == 1} if parent else None
    below = [c for c in found if above is None or level == 1 or c.parent in above]
    return next(iter(below), None)


def framework_of(names: Iterable[str]) -> str | None:
    """The framework that knows most of the printed names, by their proper wording first; None if hardly any."""
    known: Counter[str] = Counter()
    proper: Counter[str] = Counter()
    for name in dict.fromkeys(names):
        found = categories(name)
        known.update({c.framework for c in found})
        proper.update({c.framework for c in found if c.proper})
    order = [row["id"] for row in table("frameworks")]
    best = max(order, key=lambda framework: (proper[framework], known[framework], -order.index(framework)))
    return best if known[best] >= _FEWEST_NAMES else None


def _key(words: str) -> str:
    return _NOT_WORD.sub("", words)


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
