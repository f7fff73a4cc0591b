"""Names of units as forms print them: seal, date, code, role and other names taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from extractors.cleaning import Value, part_of
from extractors.labels import labels_of_kind
from extractors.vocabulary import settings

_OPENING, _CLOSING = "（([【〔﹝［", "）)]】〕﹞］"
_CODE = r"[A-Za-z]?\d{3,18}"
_SIGN = r"\s?[-－—–_:：]\s?|\s"
# Without a sign beside it a code must be long: 301医院 and 2019年博览会 begin with none.
_CODE_BEFORE = re.compile(
    rf"[（(\[【]({_CODE})[)）\]】](?:{_SIGN})?(?=\S)|({_CODE})(?:{_SIGN})(?=\S)|(\d{{6,18}})(?=[^\d\s])"
)
_CODE_BEHIND = re.compile(rf"(?<=[^\d\s])(?:(?:{_SIGN})({_CODE})|(\d{{6,18}}))$")
_SEPARATOR = re.compile(r"[、，,;；/]")
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z .,'’&-]{2,}")
_QUOTES = "“”‘’"
_EDGES = " 　：:，,。；;"
_MOST_PIECES = 12
_LONGEST_BRACKET = 100


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit's name, its other names, its role and its code, each with its place; `name.text` is never empty."""

    name: Value
    aliases: tuple[Value, ...]
    role: Value | None
    code: Value | None


@dataclass(slots=True)
class _Taken:
    """What has been taken off a name so far; aliases in the order they are printed."""

    aliases: list[Value] = field(default_factory=list)
    role: Value | None = None
    code: Value | None = None


def unit_name(value: Value) -> UnitName:
    """甲中心（乙中心）（盖章） is 甲中心 with the alias 乙中心.

    （本级） and departments （科研处） are a role: which part of the body is meant. 123001-甲局 has a code. What else
    stands in its cell (填报日期：…) is left out; a bracket of another kind (甲公司（上海）) belongs to the name.
    """
    taken = _Taken()
    name = _part(value, 0, _end_of_name(value.text)) or value
    for _ in range(_MOST_PIECES):
        shorter = _without_last(name, taken)
        if shorter is None:
            break
        name = shorter
    if (first := _CODE_BEFORE.match(name.text)) and not taken.code:
        taken.code = part_of(name, *_group(first))
        name = part_of(name, first.end(), len(name.text))
    return UnitName(name, tuple(taken.aliases), taken.role, taken.code)


def _end_of_name(text: str) -> int:
    """Where the next label stands in the name's cell (填报日期：, 联系人：); not one inside a bracket."""
    for label in islice(_next_label().finditer(text), _MOST_PIECES):
        before = text[: label.start()]
        if sum(map(before.count, _OPENING)) <= sum(map(before.count, _CLOSING)):
            return label.start()
    return len(text)


def _without_last(name: Value, taken: _Taken) -> Value | None:
    """The name without the bracket, seal, code or role at its end; None where none is, or nothing would be left."""
    start = _last_bracket(name.text)
    if start is None:
        found = _end_pattern().search(name.text)
        code = None if found or taken.code else _CODE_BEHIND.search(name.text)
        edge = found or code
        rest = _part(name, 0, edge.start()) if edge else None
        if rest and found and found["role"]:
            taken.role = taken.role or part_of(name, *found.span("role"))
        if rest and code:
            taken.code = part_of(name, *_group(code))
        return rest
    rest = _part(name, 0, start)
    inside = _part(name, start + 1, len(name.text) - (name.text[-1] in _CLOSING))
    return rest if rest and (inside is None or _take(inside, taken)) else None


def _take(inside: Value, taken: _Taken) -> bool:
    """Note what a bracket holds; False where it is part of the name."""
    words = settings("names")
    bare = re.sub(r"\s", "", inside.text)
    code = _coded().fullmatch(inside.text)
    if bare in words["seals"] or (_next_label().match(inside.text) and not code):
        return True
    if code and not taken.code:
        taken.code = part_of(inside, *code.span("code"))
    elif bare in words["roles"] or _is_department(bare):
        taken.role = taken.role or inside
    elif aliases := _aliases(inside):
        taken.aliases[:0] = aliases
    else:
        return False
    return True


def _is_department(words: str) -> bool:
    """科研处, but not 区外事办公室: departments name no place of their own."""
    brackets = settings("names")["brackets"]
    ends = words.endswith(tuple(brackets["parts"])) and not _SEPARATOR.search(words)
    return ends and not any(place in words for place in brackets["places"])


def _aliases(inside: Value) -> list[Value]:
    """The other names in a bracket, those in brackets behind them included; none unless every part is one."""
    if len(inside.text) > _LONGEST_BRACKET:
        return []
    found: list[Value] = []
    for part in _listed(inside):
        name = _without_lead(part)
        nested = unit_name(name) if name else None
        if nested is None or not _is_name(nested.name.text) or part.text.startswith(_parts_said()):
            return []
        found += [nested.name, *nested.aliases]
    return found


def _listed(inside: Value) -> Iterator[Value]:
    """The parts of a list; a sign inside a further bracket does not part."""
    start = depth = 0
    for at, sign in enumerate(inside.text):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth <= 0 and _SEPARATOR.match(sign):
            yield part_of(inside, start, at)
            start = at + 1
    yield part_of(inside, start, len(inside.text))


def _without_lead(part: Value) -> Value | None:
    """乙中心 of 加挂乙中心牌子 and of 原乙中心."""
    lead = _lead().match(part.text)
    tail = _tail().search(part.text, lead.end() if lead else 0)
    return _part(part, lead.end() if lead else 0, tail.start() if tail else len(part.text))


def _parts_said() -> tuple[str, ...]:
    """Words behind which a bracket names parts of the unit and no other name (含分馆)."""
    return tuple(settings("names")["brackets"]["no_alias"])


def _is_name(words: str) -> bool:
    return words.endswith(tuple(settings("names")["alias_endings"])) or bool(_LATIN_NAME.fullmatch(words))


def _last_bracket(text: str) -> int | None:
    """Where the bracket opens that ends a name, with whatever signs; one that only a seal fills may stay open."""
    if text[-1] not in _CLOSING:
        start = max(map(text.rfind, _OPENING))
        return (
            start
            if start >= 0 and re.sub(r"\s", "", text[start + 1 :]) in settings("names")["seals"]
            else None
        )
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in _CLOSING) - (text[at] in _OPENING)
        if depth == 0:
            return at
    return None


def _part(value: Value, start: int, end: int) -> Value | None:
    """`value` from `start` to `end` without signs and white space at its edges; None if nothing is left."""
    text = value.text
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return part_of(value, start, end) if start < end else None


def _group(match: re.Match[str]) -> tuple[int, int]:
    """The extent of the one group that took part in a match."""
    return match.span(match.lastindex or 0)


@cache
def _next_label() -> re.Pattern[str]:
    """What stands behind a name in its cell: 填报日期：, 联系人：."""
    words = [*settings("names")["brackets"]["following"], *labels_of_kind("contact")]
    return re.compile(rf"(?:{_any(words)})\s*[：:]")


@cache
def _end_pattern() -> re.Pattern[str]:
    """A seal (盖章) or a role (本级) without a bracket."""
    seals = [word for word in settings("names")["seals"] if len(word) > 1]
    roles = settings("names")["brackets"]["bare_roles"]
    return re.compile(rf"\s?(?:{_any(seals)})$|(?<=[\u4e00-\u9fff]{{2}})(?P<role>{_any(roles)})$")


@cache
def _coded() -> re.Pattern[str]:
    labels = settings("names")["brackets"]["code_labels"]
    return re.compile(rf"(?:(?:{_any(labels)})\s?[：:]?\s?)?(?P<code>{_CODE})")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:{_any(settings('names')['brackets']['before_alias'])})\s*[：:]?\s*[{_QUOTES}]?"
    )


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"[{_QUOTES}]?(?:{_any(settings('names')['brackets']['behind_alias'])})?$")


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
