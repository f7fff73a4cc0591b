"""Answers as annotators type them, brought to one spelling so that only what they say is compared.

Excel turns `2019-01-01` into `2019/1/1` and people write 9,700,000元: neither is a difference. A word is.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

from ontology.iris import normalise_name

if TYPE_CHECKING:
    from outputs.evaluation.facts import Fact, Field

Kind = Literal["text", "number", "date", "value"]

ASKED: dict[Field, Kind] = {
    ("header", "unit name"): "text",
    ("header", "department"): "text",
    ("header", "project name"): "text",
    ("header", "code"): "text",
    ("header", "start"): "date",
    ("header", "end"): "date",
    ("budget", "budget"): "number",
    ("sub-projects", "sub-projects"): "number",
    ("milestones", "period"): "text",
    ("indicators", "name"): "text",
    ("indicators", "level1"): "text",
    ("indicators", "level2"): "text",
    ("indicators", "target: text"): "text",
    ("indicators", "target: value"): "value",
    ("indicators", "actual: text"): "text",
    ("citations", "number"): "text",
    ("citations", "title"): "text",
}
"""The fields that a sheet asks about, and what kind of answer each takes. Running text is nothing to retype."""

HOW: dict[Kind, str] = {
    "text": "as printed 照录原文",
    "number": "in yuan 以元计",
    "date": "as 2019-01-31 or 2019-01",
    "value": "comparator, numbers, unit 比较符 数值 单位: >= 90 %; range 3 5 个; = 12 场; qualitative",
}
"""What an annotator is told about each kind of answer."""

ABOUT: dict[Field, str] = {
    ("budget", "budget"): "scope year phase source (name)",
    ("sub-projects", "sub-projects"): "name",
    ("indicators", "level1"): "indicator 指标",
    ("indicators", "level2"): "indicator 指标",
    ("indicators", "target: text"): "indicator 指标",
    ("indicators", "target: value"): "indicator 指标",
    ("indicators", "actual: text"): "indicator 指标",
}
"""The fields whose values are about something that has to be named with them, and what that is."""

BAR = "|"
"""Between that name and the value, where all values of a form are listed."""

NONE = frozenset({"none", "∅"})
"""Answers that say: there is no such fact here. (无 and - are printed in forms, and may be right answers.)"""

UNDECIDED = frozenset({"?", "？"})
"""Answers that leave the question open: the row is counted apart and judged neither way."""

SPOILT = re.compile(r"\d(?:\.\d+)?E\+\d+|[A-Z][a-z]{2}-\d{2}|#+|#[A-Z/0]+[!?]?")
"""What a spreadsheet makes of long digits (3.3E+20), of months (Jan-19) and of what it cannot calculate."""

_MARKS = re.compile(r"[⟦⟧\s\u200b]")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?[日月]?(?:0:00(?::00)?|00:00:00)?")
_SIGNS = {"≥": ">=", "≤": "<=", "＞": ">", "＜": "<", "＝": "=", "≈": "~", "～": "~"}
_SIGN = re.compile(r"^(>=|<=|>|<|=|~|range|baseline|qualitative)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"^[-+]?\d[\d,]*(?:\.\d+)?(?=\D|$)")


def label(field: Field) -> str:
    """How a field is called in sheets: `budget`, `indicators: name`."""
    section, name = field
    return name if section == name else f"{section}: {name}"


FIELDS = {label(field): field for field in ASKED}


def is_asked(fact: Fact) -> bool:
    """Whether sheets ask about a fact."""
    return fact.field in ASKED and not fact.is_null


def written(fact: Fact) -> str:
    """Our answer as an annotator would write it."""
    if ASKED[fact.field] != "value":
        return fact.shown() or ""
    comparator, low, high, unit = fact.value
    numbers = dict.fromkeys(_shown(bound) for bound in (low, high) if bound is not None)
    return " ".join(str(part) for part in (comparator, *numbers, unit) if part is not None)


def canonical(field: Field, answer: str) -> str:
    """The one spelling of an answer, to be compared and not shown."""
    match ASKED[field]:
        case "text":
            return _MARKS.sub("", normalise_name(_MARKS.sub("", answer)))
        case "number":
            return _number(answer)
        case "date":
            return _date(answer)
        case "value":
            return _value(answer)


def entry(fact: Fact) -> str:
    """A fact in a list of all of its field: `专家数量 | >= 90 %`."""
    return f"{fact.about} {BAR} {written(fact)}" if fact.field in ABOUT else written(fact)


def canonical_entry(field: Field, line: str) -> str:
    """The one spelling of a line in such a list."""
    if field not in ABOUT:
        return canonical(field, line)
    about, _, value = line.replace("｜", BAR).rpartition(BAR)
    return f"{_MARKS.sub('', normalise_name(about))}{BAR}{canonical(field, value)}"


def _number(answer: str) -> str:
    plain = _MARKS.sub("", normalise_name(answer)).replace(",", "").replace("，", "").removesuffix("元")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return plain
    return _shown(value) if value.is_finite() else plain


def _date(answer: str) -> str:
    plain = _MARKS.sub("", normalise_name(answer))
    if not (match := _DATE.fullmatch(plain)):
        return plain
    year, month, day = match.groups()
    return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")


def _value(answer: str) -> str:
    """Comparator, numbers, unit, each brought to one spelling and parted by one blank."""
    rest = answer.strip()
    for sign, plain in _SIGNS.items():
        rest = rest.replace(sign, plain)
    parts = []
    if sign_found := _SIGN.match(rest):
        parts.append(sign_found[1].lower())
        rest = rest[sign_found.end() :]
    while (word := rest.lstrip()) and (found := _date_or_number(word)):
        parts.append(found[0])
        rest = word[found[1] :]
    unit = _MARKS.sub("", normalise_name(rest))
    return " ".join([*parts, unit] if unit else parts)


def _date_or_number(word: str) -> tuple[str, int] | None:
    """The date or number that a text begins with, in one spelling, and how long it is."""
    if date := re.match(r"\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?", word):
        return _date(date[0]), date.end()
    if number := _NUMBER.match(word):
        return _number(number[0]), number.end()
    return None


def _shown(bound: object) -> str:
    return format(bound.normalize(), "f") if isinstance(bound, Decimal) else str(bound)
