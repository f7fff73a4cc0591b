"""Clauses of a target value, and the comparison with an earlier state that one may name (较上年增长5%)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.records import Comparator
from extractors.targets.amounts import Amount, amounts_in, bounds
from extractors.targets.context import Change, change_said, distant_comparator
from extractors.targets.dates import Period
from extractors.targets.tokens import Break, Prose, Token, Word

_GAP = 4
"""Characters that may stand between 较 and what is compared with (较本市上年)."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens between two breaks; `open` where the sentence goes on after it."""

    tokens: Sequence[Token]
    open: bool

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


@dataclass(frozen=True, slots=True)
class Comparison:
    """An earlier state that the tokens before `index` name; `comparator` in 不低于上年, `settled` in 与上年持平."""

    index: int
    year: int | None
    comparator: Comparator | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as a clause states it: an amount, a comparison (with its change), or both."""

    amount: Amount | None
    comparison: Comparison | None = None
    change: Change | None = None


def clauses_of(tokens: Iterable[Token]) -> Iterator[Clause]:
    """The clauses that hold anything, in order."""
    part: list[Token] = []
    for token in tokens:
        if not isinstance(token, Break):
            part.append(token)
        elif part:
            yield Clause(tuple(part), open=not token.strong)
            part = []
    if part:
        yield Clause(tuple(part), open=False)


def read_clause(clause: Clause, carried: Comparison | None) -> tuple[list[Reading], Comparison | None]:
    """The values of a clause, and a comparison that waits for the next one (与2018年相比，增长5%).

    `carried` is the comparison that the clause before left waiting. Lengths of time and dates come
    after other values: in 3个工作日内办结率100% they only say when.
    """
    amounts = amounts_in(clause.tokens)
    own = _comparison_in(clause.tokens)
    comparison = own or carried
    if comparison is None:
        return _in_order(map(Reading, amounts)), None
    before = [Reading(amount) for amount in amounts if amount.first < comparison.index]
    after = [amount for amount in amounts if amount.first >= comparison.index]
    change = _change_in(clause.tokens[comparison.index :])
    measured = next((amount for amount in after if _measures(amount, comparison, clause.tokens)), None)
    if measured:
        later = [Reading(amount) for amount in after if amount.first > measured.first]
        compared = Reading(_bounded(measured, comparison), comparison, measured.change or change)
        return [*_in_order(before), compared, *_in_order(later)], None
    if after:
        return _in_order([*before, *map(Reading, after)]), None
    if own and clause.open and not (change or own.comparator or own.settled):
        return _in_order(before), replace(own, index=0)
    return [*_in_order(before), Reading(None, comparison, change)], None


def _in_order(readings: Iterable[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: reading.amount is not None and reading.amount.is_time)


def _measures(amount: Amount, comparison: Comparison, tokens: Sequence[Token]) -> bool:
    """Whether an amount says by how much: 较上年增长5%, 不低于上年的95%; a level reached (提高到90%) does not."""
    if amount.level:
        return False
    between = tokens[comparison.index : amount.first]
    return bool(comparison.comparator or amount.change or _change_in(between))


def _bounded(amount: Amount, comparison: Comparison) -> Amount:
    """The amount under the comparison's own comparator where it has none itself."""
    if amount.comparator != "=" or comparison.comparator is None or amount.low is None or amount.high is None:
        return amount
    low, high = bounds(comparison.comparator, amount.low, amount.high)
    return replace(amount, low=low, high=high)


def _change_in(tokens: Sequence[Token]) -> Change | None:
    return next(filter(None, map(change_said, tokens)), None)


def _comparison_in(tokens: Sequence[Token]) -> Comparison | None:
    for index, token in enumerate(tokens):
        if isinstance(token, Word) and token.has("comparison"):
            return Comparison(index + 1, None)
        year = token.year if isinstance(token, Period) else None
        if (year or (isinstance(token, Word) and token.has("reference"))) and (
            found := _comparison_with(tokens, index, year)
        ):
            return found
    return None


def _comparison_with(tokens: Sequence[Token], index: int, year: int | None) -> Comparison | None:
    """The comparison whose reference (上年, 2018年) is `tokens[index]`, if the words around make it one."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    standing = isinstance(following, Word) and following.has("standing")
    based = isinstance(following, Word) and following.has("basis")
    comparator, against, loosely = _left_of(tokens, index, far=year is None)
    if comparator in ("=", "~") and not standing:
        comparator = None
    if comparator or against or based or (loosely and standing):
        compared = None if comparator in ("=", "~") else comparator
        return Comparison(index + 1, year, compared, settled=standing)
    return None


def _left_of(tokens: Sequence[Token], index: int, *, far: bool) -> tuple[Comparator | None, bool, bool]:
    """(comparator, 较-like word, 与-like word) that stands before a reference; a comparator `far` off counts too."""
    at = index - 1
    nearest = tokens[at] if at >= 0 else None
    comparator: Comparator | None = None
    if isinstance(nearest, Word) and nearest.entry.before:
        comparator = nearest.entry.before.comparator
    elif far and (distant := distant_comparator(tokens, at)):
        comparator = distant.comparator
    if isinstance(nearest, Prose) and nearest.end - nearest.start <= _GAP and at > 0:
        nearest = tokens[at - 1]
    role = nearest.entry.roles.get("against") if isinstance(nearest, Word) else None
    return comparator, role == "", role == "loose"
