"""How the words of a clause make names.

    organisation = region* body                 上海市 徐汇区 | 财政局
                 | level body                   市科委
                 | region* core suffix          上海市 | 科技创业 | 中心
                 | known name                   国家知识产权局
                 | core suffix                  宣武 | 医院, between boundaries
                 | organisation core suffix     复旦大学 | 附属华山 | 医院
                 | organisation department      财政局 | 绩效评价处
    event        = region* core suffix          第二届 | 中国 | 创新创业 | 大赛
                 | edition core suffix          第七届 | 世界军人 | 运动会
    place        = region* town? village?       鹤山市 | 宅梧镇 | 荷村

Precision goes first: where an edge is in doubt there is no name, and a region alone is a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.entities.clauses import Clause, is_word, label_and_kind, level
from extractors.entities.found import Found
from extractors.entities.free import LONGEST_CORE, free_name, of_edition, of_level, of_session
from extractors.entities.lexicon import Body, Name, Region, Suffix, Token, Word
from extractors.entities.parts import AS_SUFFIX, LONGEST_ORDINAL, ORDINAL, with_parts

SHORTEST_CORE_AFTER_COUNTRY = 2
_STREET = re.compile(r"[东西南北中]?[一二三]?(?:路(?![演径线网])|街(?!道)|大街|大道|公路|高架)")
_SESSION = re.compile(ORDINAL)


def names(clause: Clause) -> Iterator[Found]:
    """The names of a clause, left to right."""
    after = 0
    for place, token in enumerate(clause.tokens):
        if place >= after and token.entry.begins:
            found, after = _name_at(clause, place)
            if found:
                yield _with_prefix(clause, found, place)


def _name_at(clause: Clause, place: int) -> tuple[Found | None, int]:
    """The name that a token begins, or makes with what stands before it; and the place after it."""
    token = clause.tokens[place]
    match token.entry:
        case Region():
            return _name_in_region(clause, place)
        case Name(label, kind) | Body(kind, _, levelled=True, label=label):
            return _checked(clause, Found(token.start, token.end, label, kind), place + 1)
        case Body(_, levels):
            found = of_session(clause, token, levels) or of_level(clause, place, AS_SUFFIX)
            return _checked(clause, found, place + 1)
        case Suffix(label="EVENT"):
            return _checked(clause, of_edition(clause, place), place + 1)
        case Suffix() as suffix:
            found = of_level(clause, place, suffix) or free_name(clause, place, suffix)
            return _checked(clause, found, place + 1)
        case Word("wide"):
            last = _suffix_after(clause, place + 1)
            if last is not None and (found := _ending(clause, token.start, last)).label == "EVENT":
                return _checked(clause, found, last + 1)
    return None, place + 1


def _checked(clause: Clause, found: Found | None, after: int) -> tuple[Found | None, int]:
    """A name with its parts, unless one of its edges cuts a word."""
    if found is None or clause.cuts(found.start) or clause.cuts(found.end):
        return None, after
    return with_parts(clause, found, after)


def _ending(clause: Clause, start: int, last: int) -> Found:
    token = clause.tokens[last]
    return Found(start, token.end, *label_and_kind(token))


def _with_prefix(clause: Clause, found: Found, place: int) -> Found:
    """An organ of the party, or of its youth, with the 中共 before it."""
    if found.label == "ORG" and place:
        before = clause.tokens[place - 1]
        if is_word(before, "prefix") and before.end == found.start:
            return found._replace(start=before.start)
    return found


# Names that a region begins


def _name_in_region(clause: Clause, place: int) -> tuple[Found | None, int]:
    """The organisation or event that a chain of regions begins, else the place it names."""
    after = _chain_end(clause, place)
    start, end = clause.tokens[place].start, clause.tokens[after - 1].end
    if clause.cuts(start):
        return None, after
    last = _last_of_name(clause, after)
    if last is not None:
        return with_parts(clause, _ending(clause, start, last), last + 1)
    if committee := _committee(clause, place, after):
        return with_parts(clause, committee, after + 1)
    if clause.cuts(end) or _STREET.match(clause.text, end):
        return None, after
    label = "LOC" if level(clause.tokens[place]) == "area" else "GPE"
    return Found(start, end, label, "place"), after


def _chain_end(clause: Clause, place: int) -> int:
    """The place after the regions that stand each within the one before (上海市 徐汇区)."""
    after = place + 1
    while after < len(clause.tokens):
        outer, inner = clause.tokens[after - 1], clause.tokens[after]
        if not isinstance(outer.entry, Region) or not isinstance(inner.entry, Region):
            break
        if inner.start > outer.end or not outer.entry.contains(inner.entry):
            break
        after += 1
    return after


def _last_of_name(clause: Clause, after: int) -> int | None:
    """The place of the word that ends the name which the regions before `after` begin."""
    region = clause.tokens[after - 1]
    session = _SESSION.match(clause.text, region.end, min(clause.end, region.end + LONGEST_ORDINAL))
    starts = (region.end, session.end()) if session else (region.end,)
    if after < len(clause.tokens) and clause.tokens[after].start in starts:
        token = clause.tokens[after]
        if _belongs(token, region, clause.text) and not clause.cuts(token.end):
            return after
    return _suffix_after(clause, after)


def _committee(clause: Clause, place: int, after: int) -> Found | None:
    """A committee of the party by its full name: 中国共产党 | 云县 | 委员会."""
    if not place or not is_word(clause.tokens[place - 1], "prefix") or after == len(clause.tokens):
        return None
    token = clause.tokens[after]
    at_once = token.start == clause.tokens[after - 1].end
    if not at_once or not isinstance(token.entry, Suffix) or token.entry.kind != "commission":
        return None
    return Found(clause.tokens[place].start, token.end, "ORG", "party")


def _suffix_after(clause: Clause, after: int) -> int | None:
    """The place of the first suffix that makes a name with the token before `after`."""
    first = clause.tokens[after - 1]
    joint: Token | None = None
    phrase = complete = False
    for place in range(after, len(clause.tokens)):
        token = clause.tokens[place]
        if token.start - first.end > LONGEST_CORE:
            return None
        match token.entry:
            case Suffix(verbs=verbs) as suffix:
                if (verbs or not phrase) and _makes_name(clause, first, joint, token, suffix):
                    return place
                complete = True
            case Body(levelled=False):
                if not phrase and _makes_name(clause, first, joint, token, AS_SUFFIX):
                    return place
                complete = True
            case Word("phrase"):
                phrase = True
            case Word("joint") if joint is None and not complete:
                joint = token
            case Word() | Region() | Name() | Body(levelled=True):
                return None
    return None


def _makes_name(clause: Clause, first: Token, joint: Token | None, token: Token, suffix: Suffix) -> bool:
    core = clause.text[first.end : token.start]
    least = SHORTEST_CORE_AFTER_COUNTRY if level(first) == "country" else 0
    return (
        len(core) >= max(suffix.core, least)
        and clause.is_core(core, suffix)
        and (joint is None or (suffix.joint and clause.is_half(clause.text[first.end : joint.start])))
        and not clause.cuts(token.end)
        and not clause.lexicon.title_at(clause.text, token.start, token.end - token.start)
    )


def _belongs(token: Token, region: Token, text: str) -> bool:
    """Whether a token that stands right after a region makes an organisation of it."""
    match token.entry:
        case Body(_, levels, levelled=True):
            # 云县县委
            return text[token.start] == text[region.end - 1]
        case Body(_, levels):
            # 上海市委 is a committee, 上海委 is nothing.
            return text[token.start] != "委" or text[: region.end].endswith(levels, region.start)
        case Name(_, "ministry" | "state"):
            return level(region) == "country"
    return False
