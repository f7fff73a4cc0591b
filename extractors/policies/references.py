"""Words that refer back to a document: 该通知, 上述文件, 同上, 36号文, 〔2016〕168号, and names that 以下简称 gives.

Only where they stand and what they ask for is read here; whom they mean is decided in `resolve`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Literal

import ahocorasick

from extractors.policies.figures import ARABIC_SERIAL, LONG_YEAR, digits, full_year
from extractors.policies.titles import is_bare_genre
from extractors.policies.words import CLOSE, DIGIT, GAP, HAN, OPEN, is_han, words
from extractors.records import Citation, Span

_LONGEST_CUE = 6
_LEAST_BARE_ALIAS = 4
_QUOTES = ("“”", '""', "「」", "‘’")
_SERIAL = rf"(?<![{DIGIT}])(?P<serial>{ARABIC_SERIAL}){GAP}号"
_NUMBERED = re.compile(
    rf"(?:{OPEN}{GAP}(?P<year>{LONG_YEAR}){GAP}{CLOSE}{GAP}第?{GAP}{_SERIAL}"
    rf"|第?{GAP}(?P<short>{_SERIAL.replace('serial', 'figure')})(?P<kind>文件|文|令)(?![物化具体明章学书字]))"
)
_SAME = re.compile(
    r"^[^\S\n]*(?P<whole>同上)[^\S\n]*[。；;]?[^\S\n]*$"
    r"|(?:依据|根据|文号|文件|来源|出处|政策|法规)(?:为|是)?[:：]?[^\S\n]*(?P<cued>同上(?:文件|文)?|同前)",
    re.MULTILINE,
)
_FROM_CITATION_TO_ALIAS = re.compile(r"[\s，,；;（(）)]*(?:文件|文)?[\s，,；;（(]*")
_LONGEST_WAY_TO_ALIAS = 20


@dataclass(frozen=True, slots=True)
class Alias:
    """The short `name` that stands at `span`, where it is given to the document of `citation` (an index)."""

    name: str
    span: Span
    citation: int


@dataclass(frozen=True, slots=True)
class Reference:
    """Words at `[start, end)` that mean a document named before.

    `kind` says what `word` holds: an alias, a genre (该|通知), the kind and year of an elided number with its
    serial; nothing for 同上.
    """

    start: int
    end: int
    kind: Literal["alias", "genre", "number", "same"]
    word: str = ""
    serial: str = ""
    year: int | None = None


def aliases(text: str, citations: Sequence[Citation]) -> list[Alias]:
    """The short names given to the cited documents, in order of place (以下简称《评选办法》)."""
    extents = [extent(citation) for citation in citations]
    starts = list(accumulate((start for start, _ in extents), max))
    given = []
    for match in _alias().finditer(text):
        index = bisect_right(starts, match.start()) - 1
        if index < 0:
            continue
        end = extents[index][1]
        between = match.start() - end
        joins = between <= _LONGEST_WAY_TO_ALIAS and _FROM_CITATION_TO_ALIAS.fullmatch(
            text, end, match.start()
        )
        if between < 0 or joins:
            group = match.lastgroup or ""
            given.append(Alias(match[group].strip("《》"), match.span(group), index))
    return given


def references(text: str, citations: Sequence[Citation], given: Sequence[Alias]) -> list[Reference]:
    """What refers back in `text` outside its citations and aliases' own places, in order; none overlap."""
    taken = sorted([*(alias.span for alias in given), *map(extent, citations)])
    ends = list(accumulate((end for _, end in taken), max))
    found: list[Reference] = []
    for each in sorted(_all(text, given), key=lambda each: (each.start, -each.end)):
        behind = bisect_right(ends, each.start)
        is_free = behind == len(taken) or each.end <= taken[behind][0]
        if is_free and (not found or found[-1].end <= each.start):
            found.append(each)
    return found


def extent(citation: Citation) -> Span:
    """From where a citation begins to where it ends, its title beside the number included."""
    if citation.title_start is None or citation.title_end is None:
        return citation.start, citation.end
    return min(citation.start, citation.title_start), max(citation.end, citation.title_end)


def _all(text: str, given: Sequence[Alias]) -> Iterator[Reference]:
    for match in _that().finditer(text):
        yield Reference(*match.span(), "genre", match["genre"])
    for match in _SAME.finditer(text):
        yield Reference(*match.span("whole" if match["whole"] else "cued"), "same")
    for match in _NUMBERED.finditer(text):
        if match["year"] is None:
            kind = "令" if match["kind"] == "令" else ""
            yield Reference(*match.span(), "number", kind, digits(match["figure"]))
        elif _is_apart(text, match.start()):
            yield Reference(*match.span(), "number", "", digits(match["serial"]), full_year(match["year"]))
    yield from _named(text, given)


def _named(text: str, given: Iterable[Alias]) -> Iterator[Reference]:
    automaton = ahocorasick.Automaton()
    for name in {alias.name for alias in given if alias.name}:
        automaton.add_word(name, name)
    if not automaton:
        return
    automaton.make_automaton()
    for last, name in automaton.iter_long(text):
        start, end = last + 1 - len(name), last + 1
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        is_long = len(name) >= _LEAST_BARE_ALIAS and not is_bare_genre(name)
        if (before, after) == ("《", "》"):
            yield Reference(start - 1, end + 1, "alias", name)
        elif before + after in _QUOTES or (is_long and _is_apart(text, start)):
            yield Reference(start, end, "alias", name)


def _is_apart(text: str, start: int) -> bool:
    """Whether what begins at `start` is no part of a longer word: it follows a mark or a cue (按照)."""
    before = text[max(0, start - _LONGEST_CUE) : start]
    return not is_han(before[-1:]) or before.endswith(words("law-cue"))


@cache
def _that() -> re.Pattern[str]:
    genres = sorted({*words("title-ending"), *words("reference-any"), "法", "令"}, key=len, reverse=True)
    return re.compile(
        rf"(?:{'|'.join(words('reference'))})(?:份|个|项|部)?(?P<genre>{'|'.join(genres)})(?![书单律人院官])"
    )


@cache
def _alias() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{'|'.join(words('alias'))})(?:为|作)?\s*[:：]?\s*"
        r"(?:《(?P<title>[^《》\n\t]{1,40})》|[“\"「‘'](?P<quoted>[^”\"」’'\n\t]{1,40})[”\"」’']"
        rf"|(?P<bare>[{HAN}{DIGIT}]{{2,15}}?)(?=[）)，,。；;]))"
    )
