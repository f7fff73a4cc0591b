"""A title in a field of its own, in the record of a number: 标题：关于…的通知, 发文机关：…, 文号：国发〔2015〕3号."""

from __future__ import annotations

import re
from functools import cache

from extractors.policies.numbers import Number
from extractors.policies.titles import Title
from extractors.policies.words import words

_WINDOW = 400
_LONGEST_LABEL = 40
_SHORTEST = 3
# Fields of one line stand apart by wide blanks, or each begins with its name.
_NEXT_FIELD = re.compile(r"\s{2,}|\s(?=[\u3400-\u9fff]{2,6}[:：=])")
_QUOTES = "\"'“”‘’《》 \t\u3000"
_RECORD_END = re.compile(r"\n[ \t\u3000]*\n[ \t\u3000]*\n|。|[{}]")


def field_title_before(text: str, number: Number) -> Title | None:
    """The title in a field before the field of `number`, no other number's field between them."""
    if not _has_field(text, number):
        return None
    fields = list(_title_field().finditer(text, max(0, number.start - _WINDOW), number.start))
    title = _value(text, fields[-1]) if fields else None
    if title is None:
        return None
    between = text[title.end : number.start]
    is_one_record = len(_number_field().findall(between)) == 1 and not _RECORD_END.search(between)
    return title if is_one_record else None


def field_title_after(text: str, number: Number) -> Title | None:
    """The title in a field after the field of `number`, no other number's field between them."""
    field = (
        _title_field().search(text, number.end, number.end + _WINDOW) if _has_field(text, number) else None
    )
    if field is None:
        return None
    between = text[number.end : field.start()]
    is_one_record = not _number_field().search(between) and not _RECORD_END.search(between)
    return _value(text, field) if is_one_record else None


def _has_field(text: str, number: Number) -> bool:
    """Whether the name of a field for numbers stands before `number`."""
    return (
        _number_field_at_end().search(text[max(0, number.start - _LONGEST_LABEL) : number.start]) is not None
    )


def _value(text: str, field: re.Match[str]) -> Title | None:
    """The value of a field as a title, quotation marks and 《》 around it left out."""
    printed = _NEXT_FIELD.split(field["value"], maxsplit=1)[0]
    start = field.start("value") + len(printed) - len(printed.lstrip(_QUOTES))
    end = field.start("value") + len(printed.rstrip(_QUOTES))
    ends = text.endswith((*words("title-ending"), "法", "）", ")", "〉"), start, end)
    return Title(start, end) if ends and end - start > _SHORTEST else None


@cache
def _title_field() -> re.Pattern[str]:
    labels = "|".join(words("title-label"))
    return re.compile(
        rf"(?<![\u3400-\u9fffA-Za-z])(?:{labels})[\"'*]{{0,3}}\s{{0,3}}[:：=]\**[ \t\u3000]{{0,8}}"
        r"(?P<value>[\"'][^\"'\n\r]{4,150}(?=[\"'])|[^\n\r\t|\"'；;]{4,150}+)"
    )


@cache
def _number_field() -> re.Pattern[str]:
    labels = "|".join(words("number-label"))
    return re.compile(rf"(?:{labels})[\"'*]{{0,3}}\s{{0,3}}[:：=]")


@cache
def _number_field_at_end() -> re.Pattern[str]:
    return re.compile(rf"{_number_field().pattern}[\s\"'*]{{0,8}}$")
