"""What in a store violates the shapes: each compiled query run, each row a violation."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions

from kg.check.shapes_file import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Store

    from kg.check.compiler import Constraint
    from kg.check.shapes_file import Term

Solution = dict[str, "Term"]

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class Violation:
    """A focus node that violates a constraint; `value` is the term to blame where it is one.

    `path` is short (`jx:value`); `message` has its placeholders filled in.
    """

    constraint: Constraint
    focus: Term
    path: str | None
    value: Term | None
    message: str


def violations(store: Store, constraints: Iterable[Constraint]) -> Iterator[Violation]:
    """Every violation in the default graph of a store, constraint by constraint."""

    def solutions(constraint: Constraint) -> tuple[Constraint, list[Solution]]:
        return constraint, list(_solutions(store, constraint.query))

    with ThreadPoolExecutor(os.cpu_count()) as pool:  # the store lets go of Python's lock
        for constraint, found in pool.map(solutions, constraints):
            yield from (_violation(constraint, solution) for solution in found)


def _solutions(store: Store, query: str) -> Iterator[Solution]:
    answers = store.query(query)
    assert isinstance(answers, QuerySolutions)
    names = [variable.value for variable in answers.variables]
    for answer in answers:
        yield {name: term for name in names if (term := answer[name]) is not None}


def _violation(constraint: Constraint, solution: Solution) -> Violation:
    focus, value, path = solution["this"], solution.get("value"), constraint.path
    if constraint.name == "sh:sparql":
        value = value or focus
        path = short(solution["path"]) if "path" in solution else None
    filled = {name: short(term) for name, term in solution.items()}
    message = _PLACEHOLDER.sub(lambda match: filled.get(match[1], match[0]), constraint.message)
    return Violation(constraint, focus, path, value, message)
