"""JSON as people write it: numbers exact, and an error that says at which address what was expected."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

Scalar = str | Decimal | None
Json = Scalar | bool | list["Json"] | dict[str, "Json"]


class Malformed(Exception):  # noqa: N818 (it is about a line of a file)
    """A line that is not what it should be: the address inside it and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value and its address (a JSON Pointer). A key that an object lacks gives a node that is `missing`."""

    value: Json
    pointer: str = ""
    missing: bool = False

    def at(self, *names: str) -> Node:
        """The value under the first of these keys that is there. Raises `Malformed` where this is no object."""
        if self.value is None:
            return Node(None, f"{self.pointer}/{names[0]}", missing=True)
        if not isinstance(self.value, dict):
            self.refuse("an object {…}")
        for name in names:
            if name in self.value:
                return Node(self.value[name], f"{self.pointer}/{name}")
        return Node(None, f"{self.pointer}/{names[0]}", missing=True)

    def has(self, *names: str) -> bool:
        """Whether one of the keys is there, be it null."""
        return not self.at(*names).missing

    def items(self) -> list[Node]:
        """The items of a list; none for null. Raises `Malformed`."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            self.refuse("a list […]")
        return [Node(item, f"{self.pointer}/{index}") for index, item in enumerate(self.value)]

    def entries(self) -> list[tuple[str, Node]]:
        """The keys and values of an object; none for null. Raises `Malformed`."""
        if self.value is None:
            return []
        if not isinstance(self.value, dict):
            self.refuse("an object {…}")
        return [(name, self.at(name)) for name in self.value]

    def scalar(self) -> Scalar:
        """A text, a number or null. Raises `Malformed`."""
        if isinstance(self.value, list | dict | bool):
            self.refuse("a text, a number or null")
        return self.value

    def text(self) -> str | None:
        """A text or null. Raises `Malformed`."""
        if self.value is not None and not isinstance(self.value, str):
            self.refuse("a text or null")
        return self.value

    def whole(self) -> int | None:
        """A whole number or null. Raises `Malformed`."""
        if self.value is None:
            return None
        if not isinstance(self.value, Decimal) or self.value != self.value.to_integral_value():
            self.refuse("a whole number or null")
        return int(self.value)

    def flag(self) -> bool:
        """true or false; false where it is missing. Raises `Malformed`."""
        if self.value is not None and not isinstance(self.value, bool):
            self.refuse("true or false")
        return bool(self.value)

    def refuse(self, expected: str) -> NoReturn:
        """Raise `Malformed`."""
        raise Malformed(f"{self.pointer or 'the line'} is not {expected}")


def parse(line: str | bytes) -> Node:
    """The JSON object in a line; numbers become `Decimal`. Raises `Malformed`."""
    try:
        value = json.loads(line, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Malformed(f"is not JSON at column {error.colno} ({error.msg})") from None
    except (ValueError, RecursionError) as error:
        raise Malformed(f"is not JSON ({error})") from None
    if not isinstance(value, dict):
        raise Malformed("is not a JSON object {…}")
    return Node(value)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")
