"""What stands beside a quantity in its clause: comparator, change, verb, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

import msgspec

from extractors.records import Comparator
from extractors.targets.dates import Date
from extractors.targets.tokens import Break, Prose, Quantity, Remark, Token, Word
from extractors.targets.words import Before

Change = Literal["increase", "decrease"]

_REACH = 8
"""Characters that may stand between a firm comparator and its number (不低于总数的95%)."""
_NOUN = 8
"""Characters of a noun that ends a clause and is counted (举办三场培训)."""
_MOST_DIVISORS = 3
_TIMES, _EACH = "次", "每"
_TRANSPARENT = frozenset({"adverb", "verb", "change"})


class Context(msgspec.Struct, frozen=True):
    """What a quantity finds to its left, up to `stop`, the first token that says nothing about the number.

    `rated` where it directly follows what it counts for each of (每年两次).
    """

    comparator: Before | None
    change: Change | None
    level: bool
    verb: bool
    rated: bool
    nearest: Token | None
    stop: Token | None

    @property
    def firm(self) -> bool:
        """Whether a comparator decides, whatever follows the number."""
        return self.comparator is not None and self.comparator.force == "firm"

    def follows(self, role: str) -> bool:
        """Whether the token just before plays `role`."""
        return isinstance(self.nearest, Word) and self.nearest.has(role)

    def stopped_by(self, role: str) -> bool:
        """Whether the words about the number follow a word that plays `role`."""
        return isinstance(self.stop, Word) and self.stop.has(role)


def context_of(tokens: Sequence[Token], index: int) -> Context:
    """The context of the quantity or date `tokens[index]` of a clause."""
    comparator: Before | None = None
    change: Change | None = None
    level = verb = False
    at = index - 1
    while at >= 0 and _is_transparent(token := tokens[at]):
        if isinstance(token, Word):
            if before := token.entry.before:
                comparator = _stronger(comparator, before)
                level = level or before.force == "level"
            change = change or change_said(token)
            verb = verb or token.has("verb")
        at -= 1
    return Context(
        comparator=comparator or distant_comparator(tokens, at),
        change=None if level else change,
        level=level,
        verb=verb,
        rated=index > 0 and bool(_divisor(tokens, index - 1) or _cycle(tokens, index - 1)),
        nearest=tokens[index - 1] if index else None,
        stop=tokens[at] if at >= 0 else None,
    )


def distant_comparator(tokens: Sequence[Token], at: int) -> Before | None:
    """The firm comparator that reaches from the left over a few characters to `tokens[at]`, or None."""
    reach = _REACH
    while at >= 0 and reach > 0 and isinstance(token := tokens[at], Word | Prose | Remark):
        if isinstance(token, Word) and (before := token.entry.before) and before.force == "firm":
            return before
        reach -= 1 if isinstance(token, Remark) else token.end - token.start
        at -= 1
    return None


def comparator_after(tokens: Sequence[Token], index: int) -> tuple[Comparator | None, int]:
    """The comparator that follows at `index`, a remark before it or not (5次（含）以上), and the index after it."""
    at = index + 1 if index < len(tokens) and isinstance(tokens[index], Remark) else index
    token = tokens[at] if at < len(tokens) else None
    if isinstance(token, Word) and token.entry.after:
        return token.entry.after, at + 1
    return None, index


def divisors_of(tokens: Sequence[Token], index: int) -> tuple[list[str], int]:
    """What the quantity `tokens[index]` counts for each of (每人每月 → 人, 月), and the index where it begins.

    每月 and 每两年 may stand some characters before their number; 半年 and a length of time without 每 only
    directly (两年一次): the quantity then begins with these.
    """
    divisors: list[str] = []
    first, at, reach = index, index - 1, _REACH
    if at >= 0 and (cycle := _cycle(tokens, at)):
        divisors, first, at = [cycle], at, at - 1
    while at >= 0 and reach > 0 and not isinstance(token := tokens[at], Break):
        if len(divisors) == _MOST_DIVISORS or (isinstance(token, Date) and token.is_day):
            break
        if divisor := _divisor(tokens, at):
            divisors.insert(0, divisor)
        elif isinstance(token, Quantity):
            break
        elif isinstance(token, Prose):
            reach -= token.end - token.start
        at -= 1
    return divisors, first


def _divisor(tokens: Sequence[Token], at: int) -> str | None:
    """What `tokens[at]` makes a number count for each of: 每月, or a length of time behind 每 (每2个月)."""
    token = tokens[at]
    if isinstance(token, Word):
        return token.entry.roles.get("per")
    behind = tokens[at - 1] if at else None
    each = isinstance(behind, Word) and behind.entry.word == _EACH
    return _length(token) if each and isinstance(token, Quantity) and token.is_time else None


def _cycle(tokens: Sequence[Token], at: int) -> str | None:
    """半年, 两年 or 1个月 directly before a number of times."""
    token, counted = tokens[at], tokens[at + 1]
    if isinstance(token, Word):
        return token.entry.roles.get("cycle")
    if not isinstance(token, Quantity) or not token.is_time or not isinstance(counted, Quantity):
        return None
    times = counted.concept is not None and counted.concept.name == _TIMES
    return _length(token) if times and (token.script == "chinese" or counted.value == 1) else None


def _length(time: Quantity) -> str:
    """A length of time as a divisor: 两年 is 2年, 一年 is 年."""
    return f"{time.value if time.value != 1 else ''}{time.unit}"


def change_said(token: Token) -> Change | None:
    """The change that a word says (提升, 减少)."""
    return cast("Change | None", token.entry.roles.get("change")) if isinstance(token, Word) else None


def ends_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause ends at `tokens[at]`: nothing follows, or a remark."""
    return at >= len(tokens) or isinstance(tokens[at], Remark)


def states_value(
    quantity: Quantity, context: Context, suffix: Comparator | None, tokens: Sequence[Token], end: int
) -> bool:
    """Whether the grammar makes a number the value of its clause, and no part of running prose.

    Arabic numbers with a unit are, unless they describe the noun that follows (24小时热线); Chinese
    ones, and those without a unit, only beside a comparator, a verb or 每年, or where the clause ends.
    `tokens[end]` is what follows the quantity and its comparator.
    """
    ends = ends_clause(tokens, end)
    if context.follows("determiner") or context.stopped_by("negation"):
        return False
    if quantity.script == "chinese" and context.follows("vague"):
        return False
    if context.firm:
        return True
    if quantity.script == "chinese":
        counted = context.rated or (context.verb and quantity.value != 1)
        return ends or suffix is not None or (counted and _short_noun_follows(tokens, end))
    if quantity.unit is None:
        told = context.stop is None or context.stopped_by("measure") or context.comparator or context.change
        return bool(told) and (ends or suffix is not None)
    return not quantity.may_describe or ends or (quantity.is_time and suffix == "<=")


def _is_transparent(token: Token) -> bool:
    if isinstance(token, Word):
        return token.entry.before is not None or not _TRANSPARENT.isdisjoint(token.entry.roles)
    return isinstance(token, Remark)


def _stronger(near: Before | None, far: Before) -> Before:
    if near is None or (far.force == "firm" and near.force != "firm"):
        return far
    return far if near.comparator == "=" and far.comparator != "=" else near


def _short_noun_follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether the clause ends, from `tokens[at]` on, with a few characters of plain words (and remarks)."""
    rest = tokens[at : at + _NOUN]
    nouns = [token for token in rest if not isinstance(token, Remark)]
    plain = at + len(rest) == len(tokens) and all(isinstance(token, Word | Prose) for token in nouns)
    return plain and sum(token.end - token.start for token in nouns) <= _NOUN
