"""Titles in 《》: where they stand, and what kind of thing each names.

The kind comes from data: how the title ends (`title_natures.tsv`), whether it is a known law
(`laws.tsv`), and what stands directly beside it (`policy_contexts.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.policies.laws import law_named
from extractors.policies.words import CLOSE, DIGIT, OPEN, words
from extractors.vocabulary import table

NATURES = frozenset(
    (
        *("law", "administrative-regulation", "local-regulation", "rule", "normative", "plan"),
        *("approval", "mandate", "meeting-or-speech", "standard", "other"),
    )
)
_AUTONOMOUS_COUNTIES = ("自治县", "自治旗")
_ZONES = ("经济特区", "自由贸易港")
_INNER_BRACKETS = str.maketrans("《<＜》>＞", "〈〈〈〉〉〉")
_LONGEST_TITLE = 300
_CONTEXT = 16
_MOST_REMARKS = 3
_LIST_SEPARATOR = re.compile(r"[\s、，,和及与;；]{0,9}|\s{0,4}以及\s{0,4}")
_NUMERAL = f"[一二两三四五六七八九十{DIGIT}]"
_REMARK_AT_END = re.compile(rf"{OPEN}[^《》〈〉]{{0,30}}{CLOSE}$")
_EDITION_AT_END = re.compile(rf"[{DIGIT}]{{4}}(?:[-—~～至][{DIGIT}]{{4}})?年?[版度]?$|试行$|暂行$|修订稿$")
# The number of a technical standard beside a title: 《固定资产分类与代码》（GB/T 14885-2010）.
_STANDARD_NUMBER = r"[A-Z]{2,5}[0-9]{0,2}(?:/[A-Z]{1,2})?\s?[0-9]{2,}"
_STANDARD = re.compile(rf"\s*(?:{OPEN}\s*)?{_STANDARD_NUMBER}")
_STANDARD_BEFORE = re.compile(rf"(?:^|[^A-Z0-9]){_STANDARD_NUMBER}(?:[./—–-][0-9]+)*\s*$")
# Between a verb and its title: 完成两本《…》, 推出了《…》, 征订：《…》.
_FILLER = re.compile(rf"(?:[了的“:：\s]|{_NUMERAL}{{1,4}}[本份部册项期套个篇种张])*+$")


@dataclass(frozen=True, slots=True)
class _Ending:
    """A row of `title_natures.tsv`: `local` is the nature where the title begins with a place, if another."""

    containing: str
    nature: str
    local: str


@dataclass(frozen=True, slots=True)
class Title:
    """A title at `[start, end)` of the text, 《》 not counted."""

    start: int
    end: int


def titles(text: str) -> list[Title]:
    """The outermost 《…》 of `text`, in order; an unclosed 《 or a stray 》 opens and closes nothing."""
    opened: list[int] = []
    pairs: list[Title] = []
    for mark in re.finditer("[《》]", text):
        if mark[0] == "《":
            opened.append(mark.end())
        elif opened:
            start = opened.pop()
            if 0 < mark.start() - start <= _LONGEST_TITLE and text.find("\t", start, mark.start()) < 0:
                pairs.append(Title(start, mark.start()))
    outermost: list[Title] = []
    for pair in sorted(pairs, key=lambda pair: pair.start):
        if not outermost or pair.start > outermost[-1].end:
            outermost.append(pair)
    return outermost


def trimmed(text: str, title: Title) -> Title:
    """`title` without the blanks at its ends."""
    printed = text[title.start : title.end]
    return Title(title.start + len(printed) - len(printed.lstrip()), title.start + len(printed.rstrip()))


def classify_titles(text: str, found: Sequence[Title]) -> Iterator[tuple[Title, str]]:
    """Each title with what it names; those of one list (《A》、《B》和《C》) share what stands around the list."""
    for group in _lists(text, found):
        first, last = group[0].start - 1, group[-1].end + 1
        before, after = text[max(0, first - _CONTEXT) : first], text[last : last + _CONTEXT]
        for title in group:
            yield title, classify_title(text[title.start : title.end], before, after)


def classify_title(title: str, before: str = "", after: str = "") -> str:
    """What `title` names: one of `NATURES` for an official document, else periodical, book, film,
    deliverable, agreement, database, form, licence or work. `before` and `after` are the words beside 《》."""
    stem = _stem("".join(title.split()).translate(_INNER_BRACKETS))
    if _STANDARD.match(after) or _STANDARD_BEFORE.search(before):
        return "standard"
    if law := law_named(stem):
        return law.nature
    nature = _nature(stem)
    kind = _context("after", after) or _context("before", before)
    if kind in (None, "policy") or (kind == "deliverable" and nature in ("law", "local-regulation")):
        return nature
    return kind or nature


def is_alias(text: str, title: Title) -> bool:
    """Whether the title is the short form that 以下简称 introduces."""
    before = text[max(0, title.start - 9) : title.start - 1].rstrip('“"：: ')
    return before.endswith(words("alias"))


def is_bare_genre(title: str) -> bool:
    """Whether a title says only what kind of document it is (《办法》), so that it names none."""
    return title in _endings()


def _lists(text: str, found: Iterable[Title]) -> Iterator[list[Title]]:
    group: list[Title] = []
    for title in found:
        if group and not _LIST_SEPARATOR.fullmatch(text, group[-1].end + 1, title.start - 1):
            yield group
            group = []
        group.append(title)
    if group:
        yield group


def _stem(title: str) -> str:
    """The title without remarks and editions at its end: …计划（2019-2022年） is …计划."""
    for _ in range(_MOST_REMARKS):
        shorter = _EDITION_AT_END.sub("", _REMARK_AT_END.sub("", title))
        if not shorter or shorter == title:
            break
        title = shorter
    return title


def _nature(stem: str) -> str:
    rows = next(
        (_endings()[stem[i:]] for i in range(max(0, len(stem) - 12), len(stem)) if stem[i:] in _endings()), ()
    )
    row = next((row for row in rows if row.containing in stem), None)
    if row is None:
        return "work"
    return row.local if row.local and stem.startswith(_lawmaking_places()) else row.nature


def _context(side: str, beside: str) -> str | None:
    if side == "after":
        beside = beside.lstrip('”" 等')
        return next((kind for words, kind in _contexts(side) if beside.startswith(words)), None)
    beside = _FILLER.sub("", beside)
    return next((kind for words, kind in _contexts(side) if beside.endswith(words)), None)


@cache
def _contexts(side: str) -> tuple[tuple[str, str], ...]:
    rows = [(row["words"], row["kind"]) for row in table("policy_contexts") if row["side"] == side]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


@cache
def _endings() -> dict[str, tuple[_Ending, ...]]:
    """For each ending its rows, those that ask for more first."""
    endings: dict[str, tuple[_Ending, ...]] = {}
    for row in table("title_natures"):
        ending = _Ending(row["containing"], row["nature"], row["local"])
        endings[row["ending"]] = (*endings.get(row["ending"], ()), ending)
    return {
        ending: tuple(sorted(rows, key=lambda row: -len(row.containing))) for ending, rows in endings.items()
    }


@cache
def _lawmaking_places() -> tuple[str, ...]:
    """Names in full of the places whose congresses make regulations, and of their special zones."""
    names: list[str] = []
    for row in table("regions"):
        if row["level"] in ("province", "prefecture") or row["name"].endswith(_AUTONOMOUS_COUNTIES):
            names += [row["name"], *(f"{row['short']}{zone}" for zone in _ZONES if row["short"])]
    return tuple(names)
