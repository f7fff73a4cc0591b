"""What a target value says: `parse_target` from text to `Target`, `states_deadline` for rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from extractors.records import Target, TargetKind
from extractors.targets.clauses import Clause, Comparison, Reading, clauses_of, read_clause
from extractors.targets.conditions import without_conditions
from extractors.targets.dates import Date
from extractors.targets.lexer import matching_brackets, states_nothing, tokenize
from extractors.targets.names import in_unit_of, without_name
from extractors.targets.tokens import Quantity, Token, Word
from extractors.targets.words import fold

_LONGEST_KEPT = 100


def parse_target(text: str, indicator: str | None = None) -> Target:
    """The value that a target states, the first one in the `Target`, further ones in `more`.

    `text` is kept as it is; that of an item of `more` is its clause, or its part of one. A text without characters to
    read gives `Target(text=text)`: no comparator, no kind. One that states no value is qualitative;
    its kind is `date` where it is nothing but a deadline without a whole date (年内按时完成).
    `indicator` is the name of what is measured: figures inside it, where the text repeats it, are no
    values, and a unit in brackets at its end (数量（万人）) measures a number that has none.
    """
    if len(text) > _LONGEST_KEPT:
        return read_target(text, indicator)
    return _kept(text, indicator)


def read_target(text: str, indicator: str | None) -> Target:
    """`parse_target` without its memory of the values read last: forms repeat theirs (100%, ≥95%, 及时)."""
    if not text.strip():
        return Target(text=text)
    readable = _readable(text, indicator)
    if states_nothing(readable):
        return Target(text=text, comparator="qualitative", kind="qualitative")
    clauses = list(clauses_of(without_conditions(tokenize(readable))))
    readings = [reading for reading in _readings(clauses) if len(clauses) == 1 or not reading.is_when]
    values = [_target(text, reading) for reading in readings]
    if not values:
        kind: TargetKind = "date" if _is_deadline(clauses) else "qualitative"
        return Target(text=text, comparator="qualitative", kind=kind)
    first, *more = values
    if indicator and not more:
        first = in_unit_of(indicator, first)
    return msgspec.structs.replace(first, text=text, more=tuple(more))


def states_deadline(text: str) -> bool:
    """Whether a text says, outside brackets, by when something is to be done (年内, 12月底前, 30日内)."""
    return any(
        _says_by_when(clause.tokens, index)
        for clause in clauses_of(tokenize(_readable(text, None)))
        for index in range(len(clause.tokens))
    )


_kept = lru_cache(maxsize=1 << 12)(read_target)


def _readings(clauses: Iterable[Clause]) -> Iterator[Reading]:
    waiting: Comparison | None = None
    for clause in clauses:
        readings, waiting = read_clause(clause, waiting)
        yield from readings


def _target(text: str, reading: Reading) -> Target:
    amount, comparison = reading.amount, reading.comparison
    words = text[reading.start : reading.end]
    year = comparison.year if comparison else None
    if amount is None:
        return Target(
            text=words, comparator="baseline", baseline_year=year, change=reading.change, kind="quantity"
        )
    return Target(
        text=words,
        comparator="baseline" if comparison else amount.comparator,
        low=amount.low,
        high=amount.high,
        unit=amount.unit,
        baseline_year=year,
        change=reading.change or amount.change,
        kind=amount.kind,
    )


def _readable(text: str, indicator: str | None) -> str:
    """`text` at equal length: brackets around the whole blanked, figures inside the repeated name covered."""
    folded = fold(text)
    start = len(folded) - len(folded.lstrip())
    end = len(folded.rstrip())
    if folded.startswith(("(", "“"), start) and matching_brackets(folded).get(start) == end:
        closed = folded[end - 1] in ")”"
        folded = f"{folded[:start]} {folded[start + 1 : end - 1]}{' ' if closed else folded[end - 1]}{folded[end:]}"
    return without_name(folded, indicator)


def _is_deadline(clauses: Sequence[Clause]) -> bool:
    """Whether a text is one clause that opens with a deadline, and is that alone or says what is then done."""
    if len(clauses) != 1:
        return False
    tokens = clauses[0].tokens
    opening = next((i for i in range(len(tokens)) if not _leads(tokens, i)), 0)
    if not _says_by_when(tokens, opening):
        return False
    rest = tokens[opening + 1 :]
    alone = all(_is_role(token, "by") for token in rest)
    return alone or any(_is_role(token, "completion") for token in rest)


def _leads(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token only leads to the deadline: 全部, or the years of the months behind it (2019、2020年6月底前)."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    of_months = isinstance(tokens[index], Date) and isinstance(following, Date)
    return of_months or _is_role(tokens[index], "adverb")


def _says_by_when(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if isinstance(token, Word):
        return token.has("deadline")
    if isinstance(token, Date):
        return (
            token.bounded or _is_role(following, "by") or (index > 0 and _is_role(tokens[index - 1], "until"))
        )
    if isinstance(token, Quantity) and token.is_time:
        return isinstance(following, Word) and following.entry.after == "<="
    return False


def _is_role(token: Token | None, role: str) -> bool:
    return isinstance(token, Word) and token.has(role)
