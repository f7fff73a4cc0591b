"""Towns, townships, subdistricts and villages, which no table lists: told by their last character.

宅梧镇 is one behind a region or where a boundary stands before it, 荷村 only behind a region or town; common nouns
(古镇, 行政村) are none.
"""

from __future__ import annotations

import re

from extractors.entities.lexicon import Lexicon, Region, Token, Word

_KINDS = re.compile(
    r"镇(?![区江海痛静压])|街道(?!办)|乡(?![镇村亲土愁情音贤])|苏木|村(?![民庄镇里落级支规容域卫医两])|嘎查"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{1,5}")
_LONGEST_ALONE = 3
_SHORTEST_ALONE = 2
_COMMON = ("小", "古", "乡", "农", "村", "个", "有", "中心", "城区")
_UNNAMED = tuple("本各该全每某我副数几两一二三四五六七八九十个有多")


def with_towns(text: str, start: int, end: int, tokens: list[Token], words: Lexicon) -> list[Token]:
    """The tokens of a clause and the towns that stand between them."""
    found = list(tokens)
    at = 0
    for kind in _KINDS.finditer(text, start, end):
        while at < len(found) and found[at].end <= kind.start():
            at += 1
        if at < len(found) and found[at].start < kind.end():
            continue  # the character belongs to another word
        before = found[at - 1] if at else None
        name = text[before.end if before else start : kind.start()]
        village = kind[0] in ("村", "嘎查")
        common = name in words.settlements or name.endswith(_COMMON)
        if _is_named(name, before, village) and not common:
            entry = Region((), "village" if village else "town")
            found.insert(at, Token(kind.start() - len(name), kind.end(), entry))
    return found


def _is_named(name: str, before: Token | None, village: bool) -> bool:
    """Whether `name` may be that of a town, seen what stands before it."""
    if not _NAME.fullmatch(name) or name.startswith(_UNNAMED):
        return False
    if before and isinstance(before.entry, Region):
        return True
    bounded = before is None or (isinstance(before.entry, Word) and before.entry.use in ("stop", "joint"))
    return bounded and not village and _SHORTEST_ALONE <= len(name) <= _LONGEST_ALONE
