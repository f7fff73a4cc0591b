"""From a file of SHACL shapes to SPARQL queries, each of which finds what violates one constraint.

`components` says what each constraint means; here stand targets, severities and messages. What the file
says and the compiler does not know is refused by name: a constraint is never silently left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store

from kg.check.components import DESCRIBING, OF_VALUE, OF_VALUES, Scope, count, having, sparql_path, within
from kg.check.shapes_file import ShapesFile, short
from ontology.iris import compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.check.report import Severity
    from kg.check.shapes_file import Term

_A, _SUBCLASS_OF = f"<{expand('rdf:type')}>", f"<{expand('rdfs:subClassOf')}>"
_TARGETS = {
    "sh:targetClass": f"?class {_SUBCLASS_OF}* {{0}} . ?this {_A} ?class .",
    "sh:targetNode": "BIND({0} AS ?this)",
    "sh:targetObjectsOf": "?subject {0} ?this .",
    "sh:targetSubjectsOf": "?this {0} ?object .",
}
_SEVERITIES: dict[str, Severity] = {"sh:Violation": "error", "sh:Warning": "warning", "sh:Info": "info"}
_SHAPE_TYPES = {"sh:NodeShape", "sh:PropertyShape"}
_IN_SPARQL = {
    "rdf:type",
    "rdfs:comment",
    "rdfs:label",
    "sh:deactivated",
    "sh:message",
    "sh:prefixes",
    "sh:select",
}
_ELSEWHERE = {"sh:declare", "sh:inversePath", "sh:namespace", "sh:prefix", "sh:sparql"}
_KNOWN = {*DESCRIBING, *OF_VALUE, *OF_VALUES, *_IN_SPARQL, *_ELSEWHERE}
_NOT_BOUND = re.compile(r"[$?](?:PATH|shapesGraph|currentShape)\b")
_SELECTS_THIS = re.compile(r"\bSELECT\b[^{]*(?:[$?]this\b|\*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of one shape, and the query for what violates it.

    The query yields `?this`, and `?value` where one value is to blame. `path` is short (`jx:value`,
    `^jx:describes`), None for a node shape; `name` is the SHACL property (`sh:minCount`), `parameter` what
    it was given; `message` is "" where the shapes say none.
    """

    shape: str
    path: str | None
    name: str
    parameter: str
    severity: Severity
    message: str
    query: str

    @property
    def component(self) -> str:
        """SHACL's name of the constraint component (`sh:MinCountConstraintComponent`)."""
        local = self.name.removeprefix("sh:")
        upper = "SPARQL" if local == "sparql" else local[0].upper() + local[1:]
        return f"sh:{upper}ConstraintComponent"


def compile_shapes(path: Path) -> list[Constraint]:
    """The constraints of the shapes in a Turtle file.

    Raises `ShapesError` where it says something that is not understood.
    """
    file = ShapesFile(path)
    _refuse_unknown(file)
    return [constraint for node in file for constraint in _targeted(file, node)]


def _refuse_unknown(file: ShapesFile) -> None:
    """Look at every node, also at those that no target reaches: a misspelt target reaches nothing."""
    for node in file:
        name = short(node) if isinstance(node, NamedNode) else None
        for term in file.properties(node):
            if term.startswith("sh:") and term not in _KNOWN:
                file.refuse(name, f"{term} is not supported")
        types = set(file.iris(node, "rdf:type"))
        if types & _SHAPE_TYPES and types - _SHAPE_TYPES:
            file.refuse(name, "a shape that is also a class or something else is not supported")


def _targeted(file: ShapesFile, shape: Term) -> Iterator[Constraint]:
    targets = [
        pattern.format(target) for name, pattern in _TARGETS.items() for target in file.values(shape, name)
    ]
    if targets:
        scope = Scope(file, shape, short(shape), "?this", None, "?this")
        if path := sparql_path(scope, shape):
            scope = replace(scope, path=path, value="?value")
        yield from _constraints(scope, " UNION ".join(f"{{ {target} }}" for target in targets))


def _constraints(scope: Scope, target: str) -> Iterator[Constraint]:
    """The constraints of a shape on the focus nodes that `target` binds to `?this`."""
    if not scope.active:
        return
    for name, parameter in scope.constraints():
        if name == "sh:property" and not scope.path:
            yield from _constraints(within(scope, parameter), target)
        elif name == "sh:sparql" and not scope.path:
            yield from _sparql(scope, parameter, target)
        elif name in OF_VALUES:
            failing = _failing_nodes(scope, name, parameter, target)
            yield _constraint(scope, name, parameter, f"SELECT DISTINCT ?this WHERE {{ {failing} }}")
        elif name in OF_VALUE and name != "sh:property":
            failing = _failing_values(scope, OF_VALUE[name](scope, parameter), target)
            blamed = "?value" if scope.path else "(?this AS ?value)"
            yield _constraint(scope, name, parameter, f"SELECT DISTINCT ?this {blamed} WHERE {{ {failing} }}")
        else:
            scope.refuse(f"{name} is not supported here")


def _failing_nodes(scope: Scope, name: str, parameter: Term, target: str) -> str:
    """A pattern for the focus nodes whose values together do not conform."""
    if name == "sh:maxCount":
        return f"{having(scope, count(scope, parameter) + 1)} {target}"
    if name == "sh:minCount" and (least := count(scope, parameter)):
        return f"{target} MINUS {having(scope, least)}"
    return f"{target} {_unless(OF_VALUES[name](scope, parameter))}"


def _failing_values(scope: Scope, expression: str, target: str) -> str:
    """A pattern for focus nodes and their values that do not conform.

    The few failing values come first and the targets after them: to scan all values of a property costs
    Oxigraph a fifth of looking them up node by node.
    """
    if scope.path is None:
        return f"{target} {_unless(expression)}"
    return f"{{ ?this {scope.path} ?value {_unless(expression)} }} {target}"


def _unless(expression: str) -> str:
    """What keeps the solutions for which an expression is not true.

    MINUS says the same as FILTER(!EXISTS …) of a pattern that binds what it shares with its surroundings,
    and Oxigraph answers it three times faster.
    """
    if expression.startswith("EXISTS "):
        return "MINUS " + expression.removeprefix("EXISTS ")
    return f"FILTER(!{expression})"


def _sparql(scope: Scope, node: Term, target: str) -> Iterator[Constraint]:
    """A SELECT of the shapes' author, joined with the focus nodes: it must bind `$this` by itself."""
    file = scope.file
    for term in set(file.properties(node)) - _IN_SPARQL:
        scope.refuse(f"{term} is not supported here")
    if not replace(scope, shape=node).active:
        return
    select = file.text(node, "sh:select")
    if not _SELECTS_THIS.search(select):
        scope.refuse("an sh:select that does not select $this is not supported")
    if unbound := _NOT_BOUND.search(select):
        scope.refuse(f"{unbound[0]} in an sh:select is not supported")
    focus = f"{{ SELECT DISTINCT ?this WHERE {{ {target} }} }}"
    query = f"{_prologue(file, node)}SELECT DISTINCT * WHERE {{ {focus} {{ {select}\n}} }}"
    yield _constraint(scope, "sh:sparql", node, query)


def _prologue(file: ShapesFile, node: Term) -> str:
    """The prefixes that an sh:select may use."""
    return "".join(
        f"PREFIX {file.text(prefix, 'sh:prefix')}: <{file.text(prefix, 'sh:namespace')}>\n"
        for declaring in file.values(node, "sh:prefixes")
        for prefix in file.values(declaring, "sh:declare")
    )


def _constraint(scope: Scope, name: str, parameter: Term, query: str) -> Constraint:
    try:
        Store().query(query)
    except SyntaxError as error:
        scope.refuse(f"{name} gives no valid query ({str(error).splitlines()[0]})")
    return Constraint(
        shape=scope.name,
        path=_short_path(scope.path),
        name=name,
        parameter=short(parameter),
        severity=_severity(scope),
        message=scope.file.text(parameter, "sh:message") or scope.file.text(scope.shape, "sh:message"),
        query=query,
    )


def _severity(scope: Scope) -> Severity:
    stated = scope.file.value(scope.shape, "sh:severity")
    name = "sh:Violation" if stated is None else short(stated)
    if name not in _SEVERITIES:
        scope.refuse(f"sh:severity {name} is unknown")
    return _SEVERITIES[name]


def _short_path(path: str | None) -> str | None:
    if path is None:
        return None
    inverse = path.startswith("^")
    return ("^" if inverse else "") + compact(path.lstrip("^").strip("<>"))
