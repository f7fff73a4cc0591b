"""Laws, regulations and rules by name (`laws.tsv`), also where they stand without 《》 (符合合同法)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from extractors.policies.words import words
from extractors.vocabulary import table

_STATE = "中华人民共和国"
_FILLERS = ("国家", "我国", "现行", "有关", "相关", "新", "《")
_LIST_WORDS = ("、", "和", "及", "与", "，", ",", "以及", "《", "》、", "》和", "》及", "》与", "》，")
_LONGEST_CUE = 10
# 《甲办法》、会计法; （国发〔2015〕3号）和会计法
_AFTER_A_CITATION = re.compile(r"(?:》|号[）)]?)\s*(?:[、和及与]|以及)\s*$")


@dataclass(frozen=True, slots=True)
class Law:
    """A row of `laws.tsv`. Dates are ISO 8601, years alone where no day is known; None where open."""

    name: str
    in_force: str | None
    repealed: str | None
    successor: str | None
    jurisdiction: str
    nature: str


@dataclass(frozen=True, slots=True)
class LawMention:
    """A law named without 《》 at `[start, end)`."""

    start: int
    end: int
    law: Law


def law_named(name: str) -> Law | None:
    """The law of that full or short name (政府采购法 is 中华人民共和国政府采购法)."""
    return _laws().get(name)


def bare_laws(text: str) -> Iterator[LawMention]:
    """Laws named without 《》 after a cue (符合, 按照 …), in a list after such a law, or in full."""
    previous_end = -1
    for last, law in _automaton().iter_long(text):
        name_end = last + 1
        start = name_end - len(law[0])
        listed = text[previous_end:start].strip() in _LIST_WORDS if previous_end >= 0 else False
        if text.startswith(words("law-not-after"), name_end) and not text.startswith("规定", name_end):
            continue
        if listed or law[0].startswith(_STATE) or _has_cue(text, start):
            previous_end = name_end
            yield LawMention(start, name_end, law[1])


def _has_cue(text: str, start: int) -> bool:
    before = text[max(0, start - _LONGEST_CUE) : start].rstrip()
    for filler in _FILLERS:
        before = before.removesuffix(filler)
    return before.endswith(words("law-cue")) or _AFTER_A_CITATION.search(before) is not None


@cache
def _laws() -> dict[str, Law]:
    laws: dict[str, Law] = {}
    for row in table("laws"):
        dates = (row["from"] or None, row["to"] or None, row["successor"] or None)
        law = Law(row["name"], *dates, row["jurisdiction"], row["nature"])
        for name in (
            row["name"],
            row["name"].removeprefix(_STATE),
            *filter(None, row["short_names"].split("、")),
        ):
            laws[name] = law
    return laws


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, law in _laws().items():
        automaton.add_word(name, (name, law))
    automaton.make_automaton()
    return automaton
