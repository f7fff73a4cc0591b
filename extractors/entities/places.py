"""Which words of a clause are places: regions where they are no piece of something else, and towns.

Towns, townships, subdistricts and villages stand in no table and are told by their last character. 宅梧镇 is one
behind a region or where a boundary stands before it, 荷村 only behind a region or town; common nouns (古镇, 行政村)
are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.entities.lexicon import Lexicon, Region, Token, Word

_KINDS = re.compile(
    r"镇(?![区江海痛静压])|街道(?!办)|乡(?![镇村亲土愁情音贤])|苏木|村(?![民庄镇里落级支规容域卫医两])|嘎查"
)
_OPEN, _CLOSE = ("（", "("), ("）", ")")
_SHORT_NAMES = ("县", "市")
_NAME = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST_NAME = 5
_LONGEST_ALONE = 3
_SHORTEST_ALONE = 2
_COMMON = ("小", "古", "乡", "农", "村", "个", "有", "中心", "城区")
_UNNAMED = tuple("本各该全每某我副数几两一二三四五六七八九十个有多")


class Kind(NamedTuple):
    """The last character of a town or village, where it stands."""

    start: int
    end: int
    is_village: bool


def kinds(text: str) -> list[Kind]:
    """What in `text` may end the name of a town or village, in order."""
    return [Kind(*match.span(), match[0] in ("村", "嘎查")) for match in _KINDS.finditer(text)]


def with_places(
    text: str, start: int, tokens: Sequence[Token], found_kinds: Sequence[Kind], words: Lexicon
) -> list[Token]:
    """The tokens of a clause with the towns that stand between them, and without regions that are none.

    `found_kinds` are the kinds of places that stand in the clause.
    """
    apart = _regions_apart(text, start, tokens)
    return _with_towns(text, start, apart, found_kinds, words) if found_kinds else apart


def _regions_apart(text: str, start: int, tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a clause without regions that are none.

    A region alone in brackets divides no name (巧编（上海）教育科技有限公司), and one of two characters is as often a
    piece of another word (示范县), so it counts only behind a boundary.
    """
    kept: list[Token] = []
    for token in tokens:
        if not isinstance(token.entry, Region):
            kept.append(token)
            continue
        behind_word = token.start == (kept[-1].end if kept else start)
        short = text.endswith(_SHORT_NAMES, token.start + 1, token.end)
        loose = short and token.end - token.start == 2 and not behind_word
        if not loose and not _is_enclosed(text, token):
            kept.append(token)
    return kept


def _is_enclosed(text: str, token: Token) -> bool:
    before, behind = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    return before in _OPEN and behind in _CLOSE


def _with_towns(
    text: str, start: int, tokens: Sequence[Token], found_kinds: Sequence[Kind], words: Lexicon
) -> list[Token]:
    found: list[Token] = []
    rest = iter(tokens)
    token = next(rest, None)
    for kind in found_kinds:
        while token and token.end <= kind.start:
            found.append(token)
            token = next(rest, None)
        if token and token.start < kind.end:
            continue  # the character belongs to another word
        before = found[-1] if found else None
        edge = before.end if before else start
        name = text[edge : kind.start] if kind.start - edge <= _LONGEST_NAME else ""
        common = name in words.settlements or name.endswith(_COMMON)
        if _is_named(name, before, kind.is_village) and not common:
            entry = Region((), "village" if kind.is_village else "town")
            found.append(Token(kind.start - len(name), kind.end, entry))
    return [*found, *([token] if token else []), *rest]


def _is_named(name: str, before: Token | None, village: bool) -> bool:
    """Whether `name` may be that of a town, seen what stands before it."""
    if not _NAME.fullmatch(name) or name.startswith(_UNNAMED):
        return False
    if before and isinstance(before.entry, Region):
        return True
    bounded = before is None or (isinstance(before.entry, Word) and before.entry.use in ("stop", "joint"))
    return bounded and not village and _SHORTEST_ALONE <= len(name) <= _LONGEST_ALONE
