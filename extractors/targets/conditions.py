"""Conditions in a target: what happens where one is met (低于80分的扣减费用), and which things it counts.

Their numbers are no values: a sanction says what follows a miss, not what is aimed at; and what is measured
may be told by a number of its own (人口超过5万人的街镇覆盖率≥90%).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extractors.targets.tokens import Break, Prose, Quantity, Token, Word

_SUBJECT = 4
"""Characters that may stand between 的 and the sanction: who meets it (低于60分的企业予以清退)."""
_RATE = "率"


def without_conditions(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without conditions that a sanction follows, without the sanctions, and without numbers that
    only tell which things are measured."""
    if not any(_has(token, "case") for token in tokens):
        return list(tokens)
    kept: list[Token] = []
    sentence: list[list[Token]] = [[]]
    for token in tokens:
        sentence[-1].append(token)
        if isinstance(token, Break) and token.strong:
            kept.extend(_values_of(sentence))
            sentence = [[]]
        elif isinstance(token, Break):
            sentence.append([])
    kept.extend(_values_of(sentence))
    return kept


def _values_of(sentence: Sequence[Sequence[Token]]) -> Iterator[Token]:
    """What is left of the clauses of a sentence, each with the break that ends it.

    A sanction goes on as long as clauses name one (扣减费用，并终止合同).
    """
    sanctioning = [i for i, clause in enumerate(sentence) if _sanction_within(clause, 0, len(clause))]
    going_on = set(sanctioning)
    resumed = 0
    for i, clause in enumerate(sentence):
        if i < resumed:
            continue
        later = bisect_right(sanctioning, i)
        start = _sanctioned(clause, later < len(sanctioning))
        if start is None:
            yield from clause[_described(clause) :]
            continue
        yield from clause[:start]
        resumed = i + 1 if i in going_on else sanctioning[later] + 1
        while resumed in going_on:
            resumed += 1


def _sanctioned(clause: Sequence[Token], is_followed: bool) -> int | None:
    """Where the condition of a clause begins that a sanction follows in it, or in a later one of the sentence."""
    marked: int | None = None
    for at, token in enumerate(clause):
        if marked is None and _marks(token):
            marked = at if _has(token, "case") else 0
        if marked is None or not _has(token, "case"):
            continue
        closes = at + 1 == len(clause) or isinstance(clause[at + 1], Break)
        if (closes and is_followed) or _sanction_within(clause, at + 1, _subject_end(clause, at + 1)):
            return marked
    return None


def _subject_end(clause: Sequence[Token], start: int) -> int:
    """The index after the first token from `start` on that is not part of a short subject."""
    width = 0
    for at in range(start, len(clause)):
        token = clause[at]
        width += token.end - token.start
        if _has(token, "sanction") or not isinstance(token, Word | Prose) or width > _SUBJECT:
            return at + 1
    return len(clause)


def _sanction_within(clause: Sequence[Token], start: int, end: int) -> bool:
    """Whether a sanction stands in `clause[start:end]`; a rate of such (扣除率) is none."""
    return any(_has(clause[at], "sanction") and not _is_rate(clause, at + 1) for at in range(start, end))


def _described(clause: Sequence[Token]) -> int:
    """Where what is measured begins behind a number that tells which things it is, 0 where none does."""
    for at in range(2, len(clause)):
        last, before = clause[at - 1], clause[at - 2]
        limited = isinstance(last, Quantity) and _limits(before)
        limited |= isinstance(before, Quantity) and isinstance(last, Word) and last.entry.after is not None
        if limited and _has(clause[at], "case") and _states_limit(clause, at + 1):
            return at + 1
    return 0


def _states_limit(clause: Sequence[Token], start: int) -> bool:
    """Whether a comparator with its number directly behind stands in `clause[start:]`."""
    return any(
        isinstance(word := clause[at], Word) and word.entry.before and isinstance(clause[at + 1], Quantity)
        for at in range(start, len(clause) - 1)
    )


def _marks(token: Token) -> bool:
    """Whether a token makes its clause a condition: 低于, 60分以下, 逾期."""
    after = token.entry.after if isinstance(token, Word) else None
    return after is not None or _limits(token) or _has(token, "failing")


def _limits(token: Token) -> bool:
    before = token.entry.before if isinstance(token, Word) else None
    return before is not None and before.comparator in ("<", ">")


def _is_rate(clause: Sequence[Token], at: int) -> bool:
    following = clause[at] if at < len(clause) else None
    return isinstance(following, Word) and following.entry.word == _RATE


def _has(token: Token, role: str) -> bool:
    return isinstance(token, Word) and token.has(role)
