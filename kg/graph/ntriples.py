"""N-Triples by plain string building: terms, and the statements about one node.

Every function that makes a term takes None for "not stated" and gives it back; `node` leaves such
statements out.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, overload

from ontology.iris import concept, expand

if TYPE_CHECKING:
    from collections.abc import Iterator

Statement = tuple[str, str | None]
"""A property as `prefix:name`, and a term (None: not stated)."""

_COMPARATORS = {">=": "ge", ">": "gt", "<=": "le", "<": "lt", "=": "eq", "~": "about"}

# Beyond what the grammar asks for: whatever some reader takes for the end of a line.
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@cache
def curie(name: str) -> str:
    """The term of a `prefix:name`."""
    return f"<{expand(name)}>"


_A = curie("rdf:type")
_INTEGER, _DECIMAL, _DATE = (f"^^{curie(name)}" for name in ("xsd:integer", "xsd:decimal", "xsd:date"))
_MONTH, _YEAR = (f"^^{curie(name)}" for name in ("xsd:gYearMonth", "xsd:gYear"))


@overload
def iri(value: str) -> str: ...
@overload
def iri(value: None) -> None: ...
def iri(value: str | None) -> str | None:
    """The term of an IRI."""
    return None if value is None else f"<{value}>"


@overload
def string(value: str) -> str: ...
@overload
def string(value: None) -> None: ...
def string(value: str | None) -> str | None:
    """A plain literal."""
    return None if value is None else f'"{_ESCAPED.sub(_escape, value)}"'


def chinese(value: str) -> str:
    """A literal in Chinese, as the labels of the schemes are."""
    return f"{string(value)}@zh"


@overload
def integer(value: int) -> str: ...
@overload
def integer(value: None) -> None: ...
def integer(value: int | None) -> str | None:
    """An xsd:integer."""
    return None if value is None else f'"{value}"{_INTEGER}'


def canonical(value: Decimal) -> str:
    """The one spelling of a number: no exponent, no trailing zeros, no negative zero."""
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def decimal(value: Decimal | None) -> str | None:
    """An xsd:decimal."""
    return None if value is None else f'"{canonical(value)}"{_DECIMAL}'


def day(value: str | None) -> str | None:
    """An xsd:date, or a plain literal for what is no whole date (`2019-06`)."""
    if value is None:
        return None
    try:
        return f'"{date.fromisoformat(value).isoformat()}"{_DATE}'
    except ValueError:
        return string(value)


def bound(value: Decimal | str | None) -> str | None:
    """A limit of a target: a number, or a date as precise as it is printed (2021-11-30, 2021-11, 2021)."""
    if value is None or isinstance(value, Decimal):
        return decimal(value)
    if len(value) > len("2021-11"):
        return day(value)
    return f'"{value}"{_MONTH if "-" in value else _YEAR}'


@cache
def coded(scheme: str, word: str | None) -> str | None:
    """The concept that a coded word of the record stands for."""
    return None if word is None else iri(concept(f"{scheme}/{_COMPARATORS.get(word, word)}"))


def triple(subject: str, predicate: str, obj: str) -> str:
    """One line: the subject is an IRI, the predicate a `prefix:name`, the object a term."""
    return f"<{subject}> {curie(predicate)} {obj} .\n"


def node(subject: str, cls: str, *statements: Statement) -> Iterator[str]:
    """The type of a node and what is stated of it."""
    yield f"<{subject}> {_A} {curie(cls)} .\n"
    for predicate, term in statements:
        if term is not None:
            yield triple(subject, predicate, term)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _SHORT.get(character) or f"\\u{ord(character):04X}"
