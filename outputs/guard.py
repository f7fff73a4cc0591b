"""What may not stand in a query over a build, and where a query that cannot be read goes wrong.

The engine behind `Store.query` runs SERVICE, which would send data out and wait for others, and nothing
turns that off: so SERVICE is looked for here, in the tokens of the query. Where this lexer and that of
the engine might part, it splits (`ex:a.SERVICE` is three tokens), and a query is refused rather than run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

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
_FORBIDDEN = {
    "SERVICE": "SERVICE asks another server; a query reads this build only",
    "FROM": "FROM names a graph; a build is one graph, leave it out",
}
_DEEPEST = 20
"""Brackets within brackets: of more, the engine may need time without end to see that they are wrong."""

_ENGINE_ERROR = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_NO_PREFIX = "Prefix not found"
_SAYING = re.compile(r"[A-Z][A-Za-z]+(?: [a-zA-Z]+)+")


class QueryError(Exception):
    """A query that is refused or cannot be read: one line that says where and why."""


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


def require_readable(sparql: str) -> None:
    """Raise `QueryError` where the text is no query, or one that does more than read this build."""
    everything = list(tokens(sparql))
    found = [token for token in everything if token.kind in ("word", "name")]
    first = _first_word(found)
    if first and first.text.upper() in _UPDATES:
        raise _error(sparql, first.start, f"{first.text} is an update; a build is read-only")
    for token in found:
        bare = token.text.partition(":")[0].upper()
        for word, reason in _FORBIDDEN.items():
            if word in bare:
                raise _error(sparql, token.start, reason)
    if first is None or not first.text.upper().startswith(_QUERIES):
        start = first.start if first else len(sparql)
        raise _error(sparql, start, f"a query begins with {', '.join(_QUERIES[:-1])} or {_QUERIES[-1]}")
    if bracket := _too_deep(everything):
        raise _error(sparql, bracket.start, f"brackets stand in more than {_DEEPEST} others")


def explained(sparql: str, error: Exception, prefixes: Container[str]) -> QueryError:
    """The engine's complaint about a query as one line; `prefixes` need no PREFIX line."""
    match = _ENGINE_ERROR.match(str(error))
    if match is None:
        return QueryError(" ".join(str(error).split()))
    saying = _SAYING.search(match[3])
    if saying is None:
        return _error(sparql, _breaking_point(sparql), "this cannot be read")
    for token in _unknown_prefixes(sparql, prefixes) if saying[0] == _NO_PREFIX else ():
        prefix = token.text.partition(":")[0]
        return _error(sparql, token.start, f"the prefix {prefix}: is not known; add PREFIX {prefix}: <…>")
    return QueryError(f"line {match[1]}, column {match[2]}: {saying[0]}")


def _breaking_point(sparql: str) -> int:
    """Where the part begins that breaks the grammar: rdflib's parser tells, the engine's only where it gave up."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(sparql.replace("\t", " "))  # it would expand them, and count that
    except ParseException as error:
        return error.loc
    except RecursionError:
        return 0
    return len(sparql)


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


def _unknown_prefixes(sparql: str, known: Container[str]) -> Iterator[Token]:
    declared, previous = set(), ""
    for token in tokens(sparql):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if previous == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared and prefix not in known and prefix != "_":
                yield token
        previous = token.text.upper()


def _error(sparql: str, offset: int, what: str) -> QueryError:
    before = sparql[:offset]
    line, column = before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
    rest = " ".join(sparql[offset:].split())
    near = f" (at “{rest[:30]}”)" if rest else " (at the end)"
    return QueryError(f"line {line}, column {column}: {what}{near}")
