"""SPARQL over a build: what to ask, and asking it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ontology.iris import DEFAULT_BASE
from outputs.diagnosis import explained
from outputs.examples import examples, prefixes
from outputs.guard import QueryError, require_readable

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

_LOOKS_LIKE_SPARQL = re.compile(
    r"[{}<?\n]|^\s*(?:PREFIX|BASE|SELECT|ASK|CONSTRUCT|DESCRIBE)\s", re.IGNORECASE
)

__all__ = ["QueryError", "Result", "find", "run"]


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query: rows (SELECT), a truth (ASK) or a graph (CONSTRUCT, DESCRIBE).

    It is read while it is written out, so it can be written once. `store` and `base` are those asked.
    """

    answer: QuerySolutions | QueryBoolean | QueryTriples
    store: Store
    base: str

    @property
    def kind(self) -> Literal["rows", "truth", "graph"]:
        from pyoxigraph import QueryBoolean, QuerySolutions

        if isinstance(self.answer, QuerySolutions):
            return "rows"
        return "truth" if isinstance(self.answer, QueryBoolean) else "graph"


def find(wanted: str) -> str:
    """The SPARQL that a person means: the name of an example query, a file, or the query itself.

    Raises `QueryError` where it is none of these.
    """
    if wanted in examples():
        return examples()[wanted].sparql
    if _LOOKS_LIKE_SPARQL.search(wanted):
        return wanted
    path = Path(wanted)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise QueryError(f"{wanted}: is not UTF-8 text; save the query as UTF-8") from None
    except FileNotFoundError:
        raise QueryError(
            f"{wanted}: no example query and no file of that name; {_suggestion(wanted)}"
        ) from None
    except OSError as error:
        raise QueryError(f"{wanted}: cannot be read ({error.strerror})") from error


def run(store: Store, sparql: str, base: str = DEFAULT_BASE) -> Result:
    """Ask `store` a SPARQL 1.1 query; the prefixes of `examples.prefixes(base)` need not be declared.

    `base` is that of the build, so that `project:…` means its projects. Raises `QueryError` for what cannot
    be read, and for updates, SERVICE and FROM.
    """
    require_readable(sparql)
    known = prefixes(base)
    try:
        return Result(store.query(sparql, prefixes=known), store, base)
    except (SyntaxError, ValueError, RuntimeError) as error:
        raise explained(sparql, error, known) from None


def _suggestion(wanted: str) -> str:
    near = get_close_matches(wanted, examples(), n=3, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else "example queries: " + ", ".join(examples())
