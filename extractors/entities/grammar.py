"""How the words of a clause make names.

    organisation = region* body                 上海市 徐汇区 | 财政局
                 | level body                   市科委
                 | region* core suffix          上海市 | 科技创业 | 中心
                 | known name                   国家知识产权局
                 | organisation core suffix     复旦大学 | 附属华山 | 医院
    event        = region* core suffix          第二届 | 中国 | 创新创业 | 大赛

Precision goes first: where an edge is in doubt there is no name, and a region alone is a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from extractors.entities.lexicon import Body, Lexicon, Name, Region, Suffix, Token, Word

LONGEST_CORE = 20
LONGEST_PART = 10
SHORTEST_FREE_CORE = 4
SHORTEST_CORE_AFTER_COUNTRY = 2
_COUNTED = re.compile(r"[0-9０-９一二两三四五六七八九十百千万几多数余][个家所名项位座]|[0-9０-９]年")
_STREET = re.compile(r"[东西南北中]?[一二三]?(?:路(?![演径线网])|街(?!道)|大街|大道|公路|高架)")
_EDITION = re.compile(r"第[0-9０-９〇零一二三四五六七八九十百]{1,4}届$")

_OPENING = frozenset('：:、（(“"')
_PREFIX = Word("prefix")


class Found(NamedTuple):
    """A name where it stands; `kind` tells which parts may follow it."""

    start: int
    end: int
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of text without punctuation and its tokens; a place is an index into them."""

    text: str
    start: int
    tokens: list[Token]
    lexicon: Lexicon

    def names(self) -> Iterator[Found]:
        """Its names, left to right."""
        place = 0
        while place < len(self.tokens):
            found, after = self._name_at(place)
            if found:
                yield self._with_prefix(found, place)
            place = after

    def _name_at(self, place: int) -> tuple[Found | None, int]:
        """The name that begins with a token, if one does, and the place after it."""
        token = self.tokens[place]
        match token.entry:
            case Region():
                return self._name_in_region(place)
            case Name(label, kind):
                return self._checked(Found(token.start, token.end, label, kind), place + 1)
            case Body(kind, _, levelled=True):
                return self._checked(Found(token.start, token.end, "ORG", kind), place + 1)
            case Suffix(free=True):
                return self._free_name(place)
        return None, place + 1

    def _name_in_region(self, place: int) -> tuple[Found | None, int]:
        """The organisation or event that a chain of regions begins, else the place it names."""
        after = self._chain_end(place)
        start, end = self.tokens[place].start, self.tokens[after - 1].end
        if self.lexicon.cuts(self.text, start):
            return None, after
        last = self._last_of_name(after)
        if last is not None:
            token = self.tokens[last]
            return self._with_parts(Found(start, token.end, *_label_and_kind(token)), last + 1)
        if self.lexicon.cuts(self.text, end) or _STREET.match(self.text, end):
            return None, after
        label = "LOC" if _level(self.tokens[place]) == "area" else "GPE"
        return Found(start, end, label, "place"), after

    def _chain_end(self, place: int) -> int:
        """The place after the regions that stand each within the one before (上海市 徐汇区)."""
        after = place + 1
        while after < len(self.tokens):
            outer, inner = self.tokens[after - 1], self.tokens[after]
            if not isinstance(outer.entry, Region) or not isinstance(inner.entry, Region):
                break
            if inner.start > outer.end or not outer.entry.contains(inner.entry):
                break
            after += 1
        return after

    def _last_of_name(self, after: int) -> int | None:
        """The place of the word that ends the name which the regions before `after` begin."""
        region = self.tokens[after - 1]
        if after < len(self.tokens) and self.tokens[after].start == region.end:
            token = self.tokens[after]
            if _belongs(token, region, self.text) and not self.lexicon.cuts(self.text, token.end):
                return after
        return self._suffix_after(after)

    def _suffix_after(self, after: int) -> int | None:
        """The place of the first suffix that makes a name with the region before `after`."""
        region = self.tokens[after - 1]
        joint: Token | None = None
        phrase = complete = False
        for place in range(after, len(self.tokens)):
            token = self.tokens[place]
            if token.start - region.end > LONGEST_CORE:
                return None
            match token.entry:
                case Suffix(verbs=verbs) as suffix:
                    if (verbs or not phrase) and self._makes_name(region, joint, token, suffix):
                        return place
                    complete = True
                case Word("phrase"):
                    phrase = True
                case Word("joint") if joint is None and not complete:
                    joint = token
                case Word() | Region() | Name() | Body(levelled=True):
                    return None
        return None

    def _makes_name(self, region: Token, joint: Token | None, token: Token, suffix: Suffix) -> bool:
        core = self.text[region.end : token.start]
        least = SHORTEST_CORE_AFTER_COUNTRY if _level(region) == "country" else 0
        return (
            len(core) >= max(suffix.core, least)
            and self._is_core(core, suffix)
            and (joint is None or (suffix.joint and self._is_half(self.text[region.end : joint.start])))
            and not self.lexicon.cuts(self.text, token.end)
        )

    def _is_core(self, core: str, suffix: Suffix) -> bool:
        return (
            core not in self.lexicon.generic
            and not _COUNTED.search(core)
            and (suffix.verbs or core[:2] not in self.lexicon.doing)
        )

    def _is_half(self, half: str) -> bool:
        """Whether what stands before 与 or 和 is half a name, not something of its own (上海企业与…)."""
        return len(half) > 1 and not any(half.endswith(group) for group in self.lexicon.groups)

    def _checked(self, found: Found, after: int) -> tuple[Found | None, int]:
        if self.lexicon.cuts(self.text, found.start) or self.lexicon.cuts(self.text, found.end):
            return None, after
        return self._with_parts(found, after)

    def _with_parts(self, found: Found, after: int) -> tuple[Found, int]:
        """The name with the parts that follow it (复旦大学 | 附属华山医院), an event with its edition."""
        if found.label == "EVENT":
            edition = _EDITION.search(self.text, max(self.start, found.start - 6), found.start)
            return (found._replace(start=edition.start()) if edition else found), after
        while found.label == "ORG" and (part := self._part_after(found, after)) is not None:
            token = self.tokens[part]
            found = Found(found.start, token.end, *_label_and_kind(token))
            after = part + 1
        return found, after

    def _part_after(self, found: Found, after: int) -> int | None:
        """The place of the suffix that ends a part of the organisation found."""
        for place in range(after, len(self.tokens)):
            token = self.tokens[place]
            match token.entry:
                case Suffix(label="ORG") as suffix:
                    core = self.text[found.end : token.start]
                    apart = suffix.core <= len(core) <= LONGEST_PART and found.kind in suffix.follows
                    fits = (not core or apart) and self._is_core(core, suffix)
                    return place if fits and not self.lexicon.cuts(self.text, token.end) else None
                case Region():
                    continue
                case _:
                    return None
        return None

    def _free_name(self, place: int) -> tuple[Found | None, int]:
        """A name without a region: all from the last boundary to its suffix (某某科技有限公司)."""
        token, before = self.tokens[place], self.tokens[place - 1] if place else None
        start = before.end if before else self.start
        core = self.text[start : token.start]
        # A verb may begin a sentence (增资某某公司), so a name that does must stand in a list or after a colon.
        bounded = isinstance(before.entry, Word) if before else self.text[start - 1 : start] in _OPENING
        if not (bounded and SHORTEST_FREE_CORE <= len(core) <= LONGEST_CORE):
            return None, place + 1
        if core[:2] in self.lexicon.doing or core[:2] in self.lexicon.generic or _COUNTED.search(core):
            return None, place + 1
        return self._checked(Found(start, token.end, *_label_and_kind(token)), place + 1)

    def _with_prefix(self, found: Found, place: int) -> Found:
        """An organ of the party with the 中共 before it."""
        if found.kind == "party" and place:
            before = self.tokens[place - 1]
            if before.entry == _PREFIX and before.end == found.start:
                return found._replace(start=before.start)
        return found


def _belongs(token: Token, region: Token, text: str) -> bool:
    """Whether a token that stands right after a region makes an organisation of it."""
    match token.entry:
        case Body(_, levels, levelled=False):
            # 上海市委 is a committee, 上海委 is nothing.
            return text[token.start] != "委" or text[: region.end].endswith(levels, region.start)
        case Name(_, "ministry" | "state"):
            return _level(region) == "country"
    return False


def _level(token: Token) -> str | None:
    return token.entry.level if isinstance(token.entry, Region) else None


def _label_and_kind(token: Token) -> tuple[str, str]:
    match token.entry:
        case Suffix(label, kind) | Name(label, kind):
            return label, kind
        case Body(kind):
            return "ORG", kind
    raise TypeError(f"no name ends with {token}")
