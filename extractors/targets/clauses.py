"""Clauses of a target value, and the comparison with an earlier state that one may name (较上年增长5%)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

import msgspec
from msgspec.structs import replace

from extractors.records import Comparator
from extractors.targets.amounts import Amount, amounts_in, bounds
from extractors.targets.context import Change, change_said, distant_comparator
from extractors.targets.dates import Date
from extractors.targets.tokens import Break, Prose, Quantity, Remark, Token, Word

_IS_TIME = attrgetter("is_time")
_GAP = 4
"""Characters that may stand between 较 and what is compared with (较本市上年)."""


class Clause(msgspec.Struct, frozen=True):
    """Tokens between two breaks; `open` where the sentence goes on after it."""

    tokens: Sequence[Token]
    open: bool

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


class Comparison(msgspec.Struct, frozen=True):
    """An earlier state that the tokens before `index` name; `comparator` in 不低于上年, `settled` in 与上年持平."""

    index: int
    year: int | None
    comparator: Comparator | None = None
    settled: bool = False


class Reading(msgspec.Struct, frozen=True):
    """A value as `text[start:end]` states it: an amount, a comparison (with its change), or both."""

    start: int
    end: int
    amount: Amount | None
    comparison: Comparison | None = None
    change: Change | None = None

    @property
    def is_time(self) -> bool:
        return self.amount is not None and self.amount.is_time

    @property
    def is_when(self) -> bool:
        return self.amount is not None and self.amount.is_when


def clauses_of(tokens: Iterable[Token]) -> Iterator[Clause]:
    """The clauses that hold more than remarks, in order."""
    part: list[Token] = []
    for token in tokens:
        if not isinstance(token, Break):
            part.append(token)
            continue
        if not _is_empty(part):
            yield Clause(tuple(part), open=not token.strong)
        part = []
    if not _is_empty(part):
        yield Clause(tuple(part), open=False)


def _is_empty(part: Sequence[Token]) -> bool:
    return all(isinstance(token, Remark) for token in part)


def read_clause(clause: Clause, carried: Comparison | None) -> tuple[list[Reading], Comparison | None]:
    """The values of a clause, and a comparison that waits for the next one (与2018年相比，增长5%).

    `carried` is the comparison that the clause before left waiting. Lengths of time and dates come
    after other values: in 3个工作日内办结率100% they only say when.
    """
    readings = _separate(clause, amounts_in(clause.tokens))
    own = _comparison_in(clause.tokens)
    comparison = own or carried
    if comparison is None:
        return sorted(readings, key=_IS_TIME), None
    before = [reading for reading in readings if _first(reading) < comparison.index]
    after = readings[len(before) :]
    changed_at, change = _change_from(clause.tokens, comparison.index)
    for position, reading in enumerate(after):
        if _measures(reading, comparison, changed_at):
            later = sorted(after[position + 1 :], key=_IS_TIME)
            return [*sorted(before, key=_IS_TIME), _compared(reading, comparison, change), *later], None
    if after:
        return sorted(readings, key=_IS_TIME), None
    if own and clause.open and not (change or own.comparator or own.settled):
        return sorted(before, key=_IS_TIME), replace(own, index=0)
    return [*sorted(before, key=_IS_TIME), Reading(clause.start, clause.end, None, comparison, change)], None


def _separate(clause: Clause, amounts: Sequence[Amount]) -> list[Reading]:
    """One reading an amount, the text of the clause shared out among them."""
    readings: list[Reading] = []
    start = clause.start
    for number, amount in enumerate(amounts, 1):
        end = clause.end if number == len(amounts) else clause.tokens[amount.end - 1].end
        readings.append(Reading(start, end, amount))
        start = clause.tokens[min(amount.end, len(clause.tokens) - 1)].start
    return readings


def _first(reading: Reading) -> int:
    return reading.amount.first if reading.amount else 0


def _measures(reading: Reading, comparison: Comparison, changed_at: int) -> bool:
    """Whether an amount says by how much: 较上年增长5%, 不低于上年的95%; a level reached (提高到90%) does not."""
    amount = reading.amount
    if amount is None or amount.level:
        return False
    return bool(comparison.comparator or amount.change or changed_at < amount.first)


def _compared(reading: Reading, comparison: Comparison, change: Change | None) -> Reading:
    """The reading as the measure of a comparison, under whose comparator it stands if it has none itself."""
    amount = reading.amount
    if amount and amount.comparator == "=" and comparison.comparator:
        low, high = bounds(comparison.comparator, amount.low, amount.high)
        amount = replace(amount, low=low, high=high)
    own_change = amount.change if amount else None
    return replace(reading, amount=amount, comparison=comparison, change=own_change or change)


def _change_from(tokens: Sequence[Token], start: int) -> tuple[int, Change | None]:
    """The index and sense of the first change said from `start` on."""
    for index in range(start, len(tokens)):
        if change := change_said(tokens[index]):
            return index, change
    return len(tokens), None


def _comparison_in(tokens: Sequence[Token]) -> Comparison | None:
    for index, token in enumerate(tokens):
        if isinstance(token, Word) and token.has("comparison"):
            return Comparison(index + 1, None)
        year = token.year if isinstance(token, Date) and not token.is_day else None
        if (year or (isinstance(token, Word) and token.has("reference"))) and (
            found := _comparison_with(tokens, index, year)
        ):
            return found
    return None


def _comparison_with(tokens: Sequence[Token], index: int, year: int | None) -> Comparison | None:
    """The comparison whose reference (上年, 2018年) is `tokens[index]`, if the words around make it one."""
    nearest = tokens[index - 1] if index else None
    if isinstance(nearest, Word) and nearest.has("until"):
        return None  # 不晚于2021年11月
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    standing = _stands(tokens, index + 1)
    based = isinstance(following, Word) and following.has("basis")
    comparator, against, loosely = _left_of(tokens, index, far=year is None)
    if comparator in ("=", "~") and not _share_of(tokens, index):
        comparator, loosely = None, True  # 达到上年水平, but not 完成上年结转项目
    if comparator or against or based or (loosely and standing):
        return Comparison(index + 1, year, comparator, settled=standing)
    return None


def _stands(tokens: Sequence[Token], at: int) -> bool:
    """Whether `tokens[at]` says that the level is kept (持平, 基本持平)."""
    token = tokens[at] if at < len(tokens) else None
    if isinstance(token, Word) and token.has("adverb"):
        token = tokens[at + 1] if at + 1 < len(tokens) else None
    return isinstance(token, Word) and token.has("standing")


def _share_of(tokens: Sequence[Token], index: int) -> bool:
    """Whether a percentage of the reference `tokens[index]` follows (达到上年的120%)."""
    share = tokens[index + 2] if index + 2 < len(tokens) else None
    between = tokens[index + 1] if share else None
    near = isinstance(between, Word) and between.has("case")
    return near and isinstance(share, Quantity) and share.kind == "percent"


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
