"""Sums of money in the running text of a narrative (六、年度预算安排): of which quarter, year or source each is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.cleaning import Value, part_of
from extractors.forms.sums import Sum
from extractors.values import parse_money
from extractors.vocabulary import table

_MONEY = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>亿元|万元|元)")
_CLAUSE = re.compile(r"[。；;，,：:（(]|其中")
_QUARTER = re.compile(r"第?[一二三四1-4]季度")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


def spending(value: Value, year: int | None) -> Iterator[Sum]:
    """The sums that the text names, in order, for a narrative of a fiscal year.

    The words between the last mark of punctuation and the number say what it is; a sum of which they say
    nothing known, or a part of the costs, is left aside.
    """
    for match in _MONEY.finditer(value.text):
        words = _CLAUSE.split(value.text[: match.start()])[-1]
        if len(words) < _FEWEST_WORDS:
            words = value.text[max(0, match.start() - _FEWEST_WORDS * 4) : match.start()]
        meaning = _meaning(words)
        if meaning is None:
            continue
        scope, source = meaning
        quarter = (
            _QUARTER.search(value.text, match.start() - len(words), match.start())
            if scope == "quarter"
            else None
        )
        printed_year = _YEAR.search(words)
        stated = int(printed_year[0]) if printed_year else year
        yield Sum(
            label=words.strip(),
            scope=scope,
            fiscal_year=None if scope == "project" else stated,
            phase="requested",
            source=source,
            budget=_BUDGET.get((scope, source)) if stated == year or scope == "project" else None,
            name=part_of(value, *quarter.span()) if quarter else None,
            printed=part_of(value, *match.span()),
            label_place=part_of(value, match.start() - len(words), match.start()) if words.strip() else None,
            yuan=parse_money(match[0], None),
        )


_FEWEST_WORDS = 2
_BUDGET = {
    ("project", "total"): "total",
    ("annual", "total"): "current_year",
    ("annual", "fiscal"): "current_year_fiscal",
    ("annual", "fiscal-current"): "current_year_fiscal",
    ("annual", "carry-over"): "carry_over",
    ("annual", "other"): "other",
}


@cache
def _meanings() -> tuple[tuple[tuple[str, ...], str, str], ...]:
    return tuple((tuple(row["words"].split("|")), row["scope"], row["source"]) for row in table("spending"))


def _meaning(words: str) -> tuple[str, str] | None:
    found = next(
        ((scope, source) for known, scope, source in _meanings() if any(word in words for word in known)),
        None,
    )
    return None if found is None or found[0] == "none" else found
