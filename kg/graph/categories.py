"""From the level names that a form prints to the concept of its indicator framework."""

from __future__ import annotations

from functools import cache

from extractors.vocabulary import table
from ontology.iris import normalise_name


def category(framework: str | None, level1: str | None, level2: str | None) -> str | None:
    """The slug of the category that the printed names stand for, or None where the framework has none.

    A second-level name counts under the first-level name it is printed with; without one, it counts
    where the framework has it once.
    """
    if framework is None or not (level1 or level2):
        return None
    top = _find(framework, "", level1) if level1 else None
    if not level2:
        return top
    if level1:
        return _find(framework, top, level2) if top else None
    return _only(framework, level2)


def _find(framework: str, parent: str, name: str) -> str | None:
    return _index().get((framework, parent, normalise_name(name)))


def _only(framework: str, name: str) -> str | None:
    wanted = normalise_name(name)
    found = {
        slug
        for (of, parent, printed), slug in _index().items()
        if of == framework and parent and printed == wanted
    }
    return found.pop() if len(found) == 1 else None


@cache
def _index() -> dict[tuple[str, str, str], str]:
    """(framework, slug of the parent or "", printed name) → slug; names go before synonyms."""
    rows = table("categories")
    tops = {(row["framework"], row["name"]): row["concept"] for row in rows if row["level"] == "1"}
    index: dict[tuple[str, str, str], str] = {}
    for wordings in (lambda row: row["synonyms"].split("|"), lambda row: [row["name"]]):
        for row in rows:
            parent = tops[row["framework"], row["parent"]] if row["parent"] else ""
            for wording in filter(None, wordings(row)):
                index[row["framework"], parent, normalise_name(wording)] = row["concept"]
    return index
