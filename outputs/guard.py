"""What may not stand in a query over a build.

The engine behind `Store.query` runs SERVICE, which would send data out and wait for others, and nothing
turns that off: so SERVICE is looked for here, in the tokens of the query. Where this lexer and that of
the engine might part, it splits (`ex:a.SERVICE` is three tokens), and a query is refused rather than run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"(?P<comment>\#[^\n\r]*)"
    r'|(?P<string>"""(?:"{0,2}(?:[^"\\]|\\.))*"""|'
    r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''|"
    r'"(?:[^"\\\n\r]|\\.)*"|'
    r"'(?:[^'\\\n\r]|\\.)*')"
    r'|(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]+)*>)'
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<name>(?:[^\W\d][\w.-]*)?:(?:[\w:%-]|\\.)*)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<sign>\S)",
    re.DOTALL,
)
_QUERIES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_PROLOGUE = ("PREFIX", "BASE")
_SERVICE = {"SERVICE": "SERVICE asks another server; a query reads this build only"}
_FROM = {"FROM": "FROM names a graph; a build is one graph, leave it out"}
_DEEPEST = 20
"""Brackets within brackets: of more, the engine may need time without end to see that they are wrong."""


class QueryError(Exception):
    """A query that is refused or cannot be read: one line that says where, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query; `kind` is comment, string, iri, variable, language, name, word or sign."""

    kind: str
    text: str
    start: int


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens of a query, without white space; whatever the text is, in linear time."""
    for match in _TOKEN.finditer(sparql):
        yield Token(match.lastgroup or "", match[0], match.start())


def require_readable(sparql: str, *, datasets: bool = False) -> str:
    """The form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    With `datasets` it may name the graphs it is asked of (FROM), as the protocol has it; a build holds none.
    Raises `QueryError` where the text is no query, or one that does more than read this build.
    """
    forbidden = _SERVICE if datasets else _SERVICE | _FROM
    everything = list(tokens(sparql))
    found = [token for token in everything if token.kind in ("word", "name")]
    first = _first_word(found)
    if first and first.text.upper() in _UPDATES:
        raise complaint(sparql, first.start, f"{first.text} is an update; a build is read-only")
    for token in found:
        bare = token.text.partition(":")[0].upper()
        for word, reason in forbidden.items():
            if word in bare:
                raise complaint(sparql, token.start, reason)
    form = next((form for form in _QUERIES if first and first.text.upper().startswith(form)), None)
    if form is None:
        start = first.start if first else len(sparql)
        raise complaint(sparql, start, f"a query begins with {', '.join(_QUERIES[:-1])} or {_QUERIES[-1]}")
    if bracket := _too_deep(everything):
        raise complaint(sparql, bracket.start, f"brackets stand in more than {_DEEPEST} others")
    return form


def place(sparql: str, offset: int) -> str:
    """Where that is, counted as editors count."""
    line, column = sparql.count("\n", 0, offset) + 1, offset - sparql.rfind("\n", 0, offset)
    return f"line {line}, column {column}"


def complaint(sparql: str, offset: int, what: str, remedy: str = "") -> QueryError:
    """One line: the place, what is wrong, the characters that stand there, what to do."""
    rest = " ".join(sparql[offset:].split())
    near = f" (at “{rest[:30]}”)" if rest else " (at the end)"
    return QueryError(f"{place(sparql, offset)}: {what}{near}" + (f"; {remedy}" if remedy else ""))


def _too_deep(everything: list[Token]) -> Token | None:
    depth = 0
    for token in everything:
        if token.kind == "sign":
            depth += (token.text in "({[") - (token.text in ")}]")
        if depth > _DEEPEST:
            return token
    return None


def _first_word(found: list[Token]) -> Token | None:
    """The first word after the PREFIX and BASE lines."""
    return next((t for t in found if t.kind == "word" and t.text.upper() not in _PROLOGUE), None)
