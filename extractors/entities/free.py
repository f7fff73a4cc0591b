"""Names that no region begins: by their level, their number, or because a boundary stands before them."""

from __future__ import annotations

import re

from extractors.entities.clauses import Clause, is_word, label_and_kind
from extractors.entities.found import Found
from extractors.entities.lexicon import Suffix, Token
from extractors.entities.parts import LONGEST_ORDINAL, ORDINAL

LONGEST_CORE = 20
LONGEST_OPEN_CORE = 5
_SESSION = re.compile(ORDINAL)
_LEVEL_AND_SESSION = re.compile(rf"(?P<level>[省市区县州旗]){ORDINAL}$")
_LEVELS = ("省", "市", "区", "县", "州", "旗")
_POINTING = tuple("我本全各该每")
_OPENING = frozenset('：:、（(“"')


def of_session(clause: Clause, token: Token, levels: tuple[str, ...]) -> Found | None:
    """A body with its level and a number before it: 省十三届人大."""
    earliest = max(clause.start, token.start - LONGEST_ORDINAL - 1)
    before = _LEVEL_AND_SESSION.search(clause.text, earliest, token.start)
    if before is None or before["level"] not in levels:
        return None
    return Found(before.start(), token.end, *label_and_kind(token))


def of_edition(clause: Clause, place: int) -> Found | None:
    """An event that its number begins: 第七届世界军人运动会."""
    token = clause.tokens[place]
    earliest = max(clause.start, token.start - LONGEST_CORE - LONGEST_ORDINAL)
    for at in range(place - 1, -1, -1):
        before = clause.tokens[at]
        if before.start < earliest:
            break
        if is_word(before) and not is_word(before, "wide"):
            earliest = before.end
            break
    number = _SESSION.search(clause.text, earliest, token.start)
    return number and Found(number.start(), token.end, *label_and_kind(token))


def of_level(clause: Clause, place: int, suffix: Suffix) -> Found | None:
    """A name that its level begins, right behind a boundary: 市畜牧技术推广中心."""
    token, joint, before = clause.tokens[place], None, clause.tokens[place - 1] if place else None
    if before and suffix.joint and is_word(before, "joint"):  # 省工业经济和信息化研究院
        joint, before = before, clause.tokens[place - 2] if place > 1 else None
    start = before.end if before else clause.start
    if clause.text[start : start + 1] not in _LEVELS or (before and not is_word(before)):
        return None
    if clause.text[start - 1 : start] in _POINTING:  # 我省, 各县
        return None
    core = clause.text[start + 1 : token.start]
    fits = max(suffix.core, 1) <= len(core) <= LONGEST_CORE and clause.is_core(core, suffix)
    whole = joint is None or clause.is_half(clause.text[start + 1 : joint.start])
    if not fits or not whole or clause.cuts(start + 1):
        return None
    return Found(start, token.end, *label_and_kind(token))


def free_name(clause: Clause, place: int, suffix: Suffix) -> Found | None:
    """A name without a region: all from the last boundary to its suffix (某某科技有限公司)."""
    if suffix.free is None:
        return None
    token, before = clause.tokens[place], clause.tokens[place - 1] if place else None
    start = before.end if before else clause.start
    core = clause.text[start : token.start]
    # A verb may begin a sentence (增资某某公司), so a name that does must stand in a list or behind a mark.
    listed_here = clause.text[start - 1 : start] in _OPENING or clause.text[token.end : token.end + 1] == "、"
    bounded = is_word(before) if before else not suffix.listed or listed_here
    longest = LONGEST_CORE if suffix.listed else LONGEST_OPEN_CORE
    if not bounded or not suffix.free <= len(core) <= longest:
        return None
    if (
        not clause.is_core(core, suffix)
        or core[:2] in clause.lexicon.modifiers
        or core in clause.lexicon.modifiers
    ):
        return None
    return Found(start, token.end, *label_and_kind(token))
