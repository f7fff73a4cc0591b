"""Why a query cannot be read, told to the person who wrote it.

The engine says how far it came, which is often some words beyond the mistake. So what no query may hold is
looked for first: open strings, full-width signs, words that are not of SPARQL, brackets that do not match.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from outputs.guard import QueryError, complaint, place, tokens

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from outputs.guard import Token

_SPARQL = """
A ABS AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY DESC
DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN IRI
ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LATERAL LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH
NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR
SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM
TIMEZONE TRUE TZ UCASE UNDEF UNION URI UUID VALUES WHERE YEAR
"""
_WORDS = frozenset(_SPARQL.split())
_FULL_WIDTH = str.maketrans("“”‘’（）｛｝［］，．。；：？＝＜＞！｜／＋－＊", "\"\"''(){}[],..;:?=<>!|/+-*")
_OPENING = {")": "(", "}": "{", "]": "["}

_ENGINE_ERROR = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_SAYING = re.compile(r"[A-Z][A-Za-z]+(?: [a-zA-Z]+)+")
_NO_PREFIX = "Prefix not found"

_UNREADABLE = "this cannot be read"
_NO_WORD = "a variable begins with ?, a name has a prefix (jx:Project), text stands in quotes"
_COMPARE = "compare an example, listed by `kg query DIR`"


class _Mistake(NamedTuple):
    offset: int
    remedy: str


def explained(sparql: str, error: Exception, prefixes: Container[str]) -> QueryError:
    """The engine's complaint about a query as one line; `prefixes` need no PREFIX line."""
    match = _ENGINE_ERROR.match(str(error))
    if match is None:
        return QueryError(" ".join(str(error).split()))
    everything = list(tokens(sparql))
    saying = _SAYING.search(match[3])
    if saying is None:
        return _unreadable(sparql, everything)
    for token in _unknown_prefixes(everything, prefixes) if saying[0] == _NO_PREFIX else ():
        prefix = token.text.partition(":")[0]
        what, remedy = f"the prefix {prefix}: is not known", f"add PREFIX {prefix}: <…> before the query"
        return complaint(sparql, token.start, what, remedy)
    return QueryError(f"line {match[1]}, column {match[2]}: {saying[0]}")


def _unreadable(sparql: str, everything: Sequence[Token]) -> QueryError:
    mistakes = chain(_by_token(everything), _by_bracket(sparql, everything))
    first = min(mistakes, default=None) or _by_grammar(sparql)
    if first is None:
        return QueryError(
            "the grammar is right, but the query cannot be run; is a variable given a value twice?"
        )
    return complaint(sparql, first.offset, _UNREADABLE, first.remedy)


def _by_token(everything: Sequence[Token]) -> Iterator[_Mistake]:
    for token in everything:
        if token.kind == "sign" and token.text in "\"'":
            yield _Mistake(token.start, "the string that begins here does not end on its line")
        elif token.kind == "sign" and (ascii_sign := token.text.translate(_FULL_WIDTH)) != token.text:
            yield _Mistake(token.start, f"write {ascii_sign} for the full-width {token.text}")
        elif token.kind == "word" and (word := token.text.upper()) not in _WORDS:
            near = get_close_matches(word, _WORDS, n=1, cutoff=0.75)
            yield _Mistake(token.start, f"did you mean {near[0]}?" if near else _NO_WORD)


def _by_bracket(sparql: str, everything: Sequence[Token]) -> Iterator[_Mistake]:
    """The first closing bracket that closes nothing, or the end where one is left open."""
    opened: list[Token] = []
    for token in everything:
        if token.kind != "sign":
            continue
        if token.text in _OPENING.values():
            opened.append(token)
        elif token.text in _OPENING:
            last = opened.pop() if opened else None
            if last is None or last.text != _OPENING[token.text]:
                yield _Mistake(token.start, _still_open(sparql, last) or f"no {_OPENING[token.text]} is open")
                return
    if opened:
        yield _Mistake(len(sparql), _still_open(sparql, opened[-1]))


def _still_open(sparql: str, bracket: Token | None) -> str:
    return f"the {bracket.text} of {place(sparql, bracket.start)} is still open" if bracket else ""


def _by_grammar(sparql: str) -> _Mistake | None:
    """Where the part begins that breaks the grammar, by rdflib's parser; None where it finds none."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(sparql.replace("\t", " "))  # it would expand them, and count that
    except ParseException as error:
        return _Mistake(error.loc, _COMPARE)
    except RecursionError:
        return _Mistake(0, _COMPARE)
    return None


def _unknown_prefixes(everything: Sequence[Token], known: Container[str]) -> Iterator[Token]:
    declared, previous = set(), ""
    for token in everything:
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if previous == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared and prefix not in known and prefix != "_":
                yield token
        previous = token.text.upper()
