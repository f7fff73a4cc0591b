"""A stretch of text without punctuation, with the words of the lexicon found in it."""

from __future__ import annotations

import re

import msgspec

from extractors.entities.lexicon import Body, Lexicon, Name, Region, Suffix, Token, Word

_COUNTED = re.compile(
    r"[0-9０-９一二两三四五六七八九十百千万几多数余][个家所名项位座]|[0-9０-９][年月万亿元]"
)

_NAMED_BY_FIELD = ("university", "academy")


class Clause(msgspec.Struct, frozen=True):
    """`text[start:end]` and its tokens; a place is an index into them."""

    text: str
    start: int
    end: int
    tokens: list[Token]
    lexicon: Lexicon

    def cuts(self, position: int) -> bool:
        """Whether an edge at `position` would cut a common word in two."""
        pair = self.text[position - 1 : position + 1]
        return pair in self.lexicon.uncut and self.lexicon.cuts(self.text, position)

    def is_core(self, core: str, suffix: Suffix) -> bool:
        """Whether `core` before the suffix makes a name: no common noun, no count, no sentence."""
        named = suffix.label == "EVENT" or suffix.kind in _NAMED_BY_FIELD
        return (
            (core not in self.lexicon.generic or (named and core in self.lexicon.fields))
            and not _COUNTED.search(core)
            and (suffix.verbs or core[:2] not in self.lexicon.doing)
        )

    def is_half(self, half: str) -> bool:
        """Whether what stands before 与 or 和 is half a name, not something of its own (上海企业与…)."""
        return len(half) > 1 and not any(half.endswith(group) for group in self.lexicon.groups)

    def ends_at(self, position: int, place: int) -> bool:
        """Whether a name may end at `position`, before the token at `place`: where the clause or a new word begins."""
        return (
            position == self.end
            or (place < len(self.tokens) and self.tokens[place].start == position)
            or self.lexicon.title_at(self.text, position)
            or self.lexicon.opens(self.text, position)
        )


def level(token: Token) -> str | None:
    """The level of a region, None for other tokens."""
    return token.entry.level if isinstance(token.entry, Region) else None


def label_and_kind(token: Token) -> tuple[str, str]:
    """What the name is that ends with a token."""
    match token.entry:
        case Suffix(label, kind) | Name(label, kind):
            return label, kind
        case Body(kind):
            return "ORG", kind
    raise TypeError(f"no name ends with {token}")


def is_word(token: Token, *uses: str) -> bool:
    """Whether a token is a word of one of these uses, or of any if none is given."""
    return isinstance(token.entry, Word) and (not uses or token.entry.use in uses)
