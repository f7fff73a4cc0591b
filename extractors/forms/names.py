"""Names of units as forms print them: seal, role and other names in brackets taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.cleaning import Value
from extractors.vocabulary import settings

_TRAILING_BRACKET = re.compile(r"\s*[（(](?P<inside>[^（）()]*)[)）]\s*$")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit's name, its other names and its role, each with its place; `name.text` is never empty."""

    name: Value
    aliases: tuple[Value, ...]
    role: Value | None


def unit_name(value: Value) -> UnitName:
    """甲中心（乙中心）（盖章） is 甲中心 with the alias 乙中心; （本级） and the like are a role."""
    words = settings("names")
    aliases: list[Value] = []
    role: Value | None = None
    end = len(value.text)
    while bracket := _TRAILING_BRACKET.search(value.text, 0, end):
        inside = _slice(value, *bracket.span("inside"))
        bare = inside.text.replace(" ", "")
        if bracket.start() == 0:
            break
        if bare in words["roles"]:
            role = inside
        elif bare.endswith(tuple(words["alias_endings"])):
            aliases.insert(0, inside)
        elif bare and bare not in words["seals"]:
            break
        end = bracket.start()
    return UnitName(_slice(value, 0, end), tuple(aliases), role)


def _slice(value: Value, start: int, end: int) -> Value:
    return Value(value.text[start:end], value.offsets[start:end])
