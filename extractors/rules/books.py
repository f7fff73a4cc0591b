"""What a budget book says of the forms it holds: 编报绩效目标的项目5个，涉及项目预算资金3328.13万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from msgspec.structs import replace

from extractors.cleaning import clean
from extractors.records import Amount, Finding, Record, Span
from extractors.rules.doubt import words_of
from extractors.values import YUAN, half_place

CODE = "book-count"
_KEY = "绩效目标"
_ENDS = "。；;！？\t"
_LONGEST = 300
_YEAR = re.compile(r"20\d\d(?=年)")
_BUDGET_PHASES = ("requested", "approved", "unstated")


@dataclass(frozen=True, slots=True)
class Declared:
    """How many forms a document says it holds, of how much money in yuan, `within` so much; and where it says so."""

    forms: int
    money: Decimal | None
    within: Decimal
    years: frozenset[int]
    span: Span


def declared(text: str, forms: Sequence[Span]) -> Declared | None:
    """What the sentences outside forms declare; None where they say nothing, or not one thing."""
    found = list(_declarations(text, forms))
    return found[0] if len({(each.forms, each.money) for each in found}) == 1 else None


def with_book_count(records: Sequence[Record], text: str) -> list[Record]:
    """The records of a document; the first of its target forms with a finding where they are not those it declares."""
    targets = [record for record in records if record.form_kind == "target"]
    said = declared(text, [(record.source.start, record.source.end) for record in records])
    if not targets or said is None or not _speaks_of(said, targets):
        return list(records)
    finding = _finding(said, targets, text)
    return [
        replace(record, findings=(*record.findings, finding)) if finding and record is targets[0] else record
        for record in records
    ]


def _declarations(text: str, forms: Sequence[Span]) -> Iterator[Declared]:
    at, form = text.find(_KEY), 0
    while at >= 0:
        while form < len(forms) and forms[form][1] <= at:
            form += 1
        if form < len(forms) and forms[form][0] <= at:
            at = text.find(_KEY, forms[form][1])
            continue
        end = _edge(text, at)
        start = max((text.rfind(mark, max(0, at - _LONGEST), at) + 1 for mark in _ENDS), default=0)
        start = max(start, at - _LONGEST, 0)
        sentence = clean(text, start, end)
        if match := _count().search(sentence.text):
            number = match["before"] or match["behind"]
            money, within = _money(sentence.text[match.end() :])
            years = frozenset(map(int, _YEAR.findall(sentence.text)))
            yield Declared(
                int(number), money, within, years, sentence.span_of(match.start(), len(sentence.text))
            )
        at = text.find(_KEY, end)


def _edge(text: str, at: int) -> int:
    """Where the sentence around `at` ends."""
    most = min(len(text), at + _LONGEST)
    return min((i for mark in _ENDS if (i := text.find(mark, at, most)) >= 0), default=most)


def _money(text: str) -> tuple[Decimal | None, Decimal]:
    match = _involved().search(text)
    if match is None:
        return None, Decimal(0)
    value = Decimal(match["number"].replace(",", "")) * YUAN[match["unit"]]
    return value, half_place(value, match["number"])


@cache
def _count() -> re.Pattern[str]:
    rule = words_of(CODE)
    made, counted = "|".join(rule["made"]), "|".join(rule["counted"])
    how_many = rf"(?:共计|共有|共|合计|数量?为|有)?\s?(?P<behind>\d{{1,4}})\s?(?:{counted})"
    return re.compile(
        rf"(?:{made})了?(?:项目)?(?:支出)?(?:预算)?{_KEY}(?:的项目|项目|表)?{how_many}"
        rf"|(?<![\d.])(?P<before>\d{{1,4}})\s?(?:{counted})项目(?:全部|均)?(?:{made})了?(?:项目)?(?:支出)?(?:预算)?{_KEY}"
    )


@cache
def _involved() -> re.Pattern[str]:
    words = "|".join(words_of(CODE)["involving"])
    return re.compile(
        rf"(?:{words})[^\d，。]{{0,12}}?(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>亿元|万元|元)"
    )


def _speaks_of(said: Declared, forms: Sequence[Record]) -> bool:
    """Whether the sentence may be about these forms: of another year it is not."""
    years = {form.year for form in forms if form.year}
    return not said.years or not years or bool(said.years & years)


def _finding(said: Declared, forms: Sequence[Record], text: str) -> Finding | None:
    rule = words_of(CODE)
    words: dict[str, object] = {"declared": said.forms, "found": len(forms)}
    printed = "printed"
    if said.forms == len(forms):
        sums = [each for form in forms if (each := _annual(form, text))]
        money, within = (
            (sum(each, Decimal(0)) for each in zip(*sums, strict=True)) if sums else (Decimal(0),) * 2
        )
        if said.money is None or len(sums) < len(forms) or abs(money - said.money) <= said.within + within:
            return None
        printed = "printed_money"
        words |= {"money": f"{money:f}", "declared_money": f"{said.money:f}"}
    elif len(forms) < said.forms:
        printed = "printed_excerpt"
    return Finding(
        code=CODE,
        severity=rule["severity"],
        cause=rule["cause"],
        field="/source",
        printed=rule[printed].format(**words),
        expected=rule["expected"],
        benign=rule["benign"],
        check=rule["check"],
        start=said.span[0],
        end=said.span[1],
    )


def _annual(form: Record, text: str) -> tuple[Decimal, Decimal] | None:
    """The annual total of a form and half a unit of its last printed place; None where it prints none, or two."""
    wholes = {
        (
            amount.value,
            half_place(amount.value, "".join(text[slice(*span)] for span in form.spans.get(pointer, ()))),
        )
        for i, amount in enumerate(form.amounts)
        if _is_annual_total(amount, form.year) and (pointer := f"/amounts/{i}/value")
    }
    return wholes.pop() if len({value for value, _ in wholes}) == 1 else None


def _is_annual_total(amount: Amount, year: int | None) -> bool:
    of_year = (amount.scope, amount.source, amount.fiscal_year) == ("annual", "total", year)
    return of_year and amount.phase in _BUDGET_PHASES
