"""SHACL's constraint components as SPARQL: each function gives an expression that is true where a value conforms.

No expression ends in an error: what cannot be compared or read does not conform, as SHACL wants it.
Those in `OF_VALUE` speak of one value of a path, those in `OF_VALUES` of all its values together.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NoReturn

from pyoxigraph import Literal, NamedNode

from kg.check.shapes_file import short
from ontology.iris import expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.check.shapes_file import ShapesFile, Term

MOST_COUNTED = 3
"""The highest count within another shape, where it is checked by as many values that differ in pairs."""

DESCRIBING = {
    "rdf:type",
    "rdfs:label",
    "rdfs:comment",
    "sh:path",
    "sh:name",
    "sh:description",
    "sh:order",
    "sh:severity",
    "sh:message",
    "sh:deactivated",
    "sh:flags",
    "sh:targetClass",
    "sh:targetNode",
    "sh:targetObjectsOf",
    "sh:targetSubjectsOf",
}
"""What a shape may say that is no constraint; sh:flags is read with sh:pattern, targets by the compiler."""

_INSTANCE_OF = f"<{expand('rdf:type')}>/<{expand('rdfs:subClassOf')}>*"
_CHECKED_DATATYPES = {"xsd:boolean", "xsd:integer", "xsd:decimal", "xsd:double", "xsd:date", "xsd:dateTime"}
_FREE_DATATYPES = {"xsd:string", "xsd:anyURI", "rdf:langString"}
_NODE_KINDS = {
    "sh:IRI": "isIRI({0})",
    "sh:BlankNode": "isBlank({0})",
    "sh:Literal": "isLiteral({0})",
    "sh:BlankNodeOrIRI": "!isLiteral({0})",
    "sh:BlankNodeOrLiteral": "!isIRI({0})",
    "sh:IRIOrLiteral": "!isBlank({0})",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a constraint stands: its shape, the variables of the focus node and of a value, the path between.

    `name` is that of the nearest shape with an IRI. For a node shape `path` is None, and its value is the
    focus node itself. `ancestors` are the shapes around this one.
    """

    file: ShapesFile
    shape: Term
    name: str
    focus: str
    path: str | None
    value: str
    ancestors: tuple[Term, ...] = ()

    def constraints(self) -> Iterator[tuple[str, Term]]:
        """What the shape demands, as (`sh:minCount`, 1)."""
        for name, values in self.file.properties(self.shape).items():
            if name not in DESCRIBING:
                yield from ((name, value) for value in values)

    @property
    def active(self) -> bool:
        """Whether the shape is not deactivated."""
        return self.file.text(self.shape, "sh:deactivated") not in ("true", "1")

    def refuse(self, what: str) -> NoReturn:
        """Raise the `ShapesError` for something in this shape."""
        self.file.refuse(self.name, what)


def within(outer: Scope, shape: Term) -> Scope:
    """The scope of a shape that stands in another one: its focus nodes are the values of the outer."""
    if shape in (outer.shape, *outer.ancestors):
        outer.refuse("a shape refers to itself")
    if not outer.file.properties(shape):
        outer.refuse(f"the shape {short(shape)} is not in the file")
    name = short(shape) if isinstance(shape, NamedNode) else outer.name
    path = sparql_path(outer, shape)
    value = _deeper(outer.value) if path else outer.value
    return Scope(outer.file, shape, name, outer.value, path, value, (outer.shape, *outer.ancestors))


def _deeper(variable: str) -> str:
    return "?value" if variable == "?this" else f"{variable}_of"


def sparql_path(scope: Scope, shape: Term) -> str | None:
    """The path of a shape as `<p>` or `^<p>`; None where it has none."""
    paths = scope.file.values(shape, "sh:path")
    if not paths:
        return None
    if len(paths) > 1:
        scope.refuse("a shape has several sh:path")
    (path,) = paths
    if isinstance(path, NamedNode):
        return str(path)
    inverse = scope.file.value(path, "sh:inversePath")
    if not isinstance(inverse, NamedNode) or len(scope.file.properties(path)) > 1:
        scope.refuse("an sh:path that is neither a property nor the sh:inversePath of one is not supported")
    return f"^{inverse}"


def conforms(outer: Scope, shape: Term) -> str:
    """The expression for: the value of `outer` conforms to `shape`."""
    scope = within(outer, shape)
    if not scope.active:
        return "true"
    alone, together = [], []
    for name, parameter in scope.constraints():
        if name in OF_VALUES:
            together.append(OF_VALUES[name](scope, parameter))
        elif name in OF_VALUE:
            alone.append(OF_VALUE[name](scope, parameter))
        else:
            scope.refuse(f"{name} is not supported here")
    if scope.path and alone:
        failing = f"{scope.focus} {scope.path} {scope.value} FILTER(!{_all(alone)})"
        return _all([*together, f"NOT EXISTS {{ {failing} }}"])
    return _all([*together, *alone])


def count(scope: Scope, parameter: Term) -> int:
    """The number that sh:minCount or sh:maxCount gives."""
    if not isinstance(parameter, Literal) or not parameter.value.isdecimal():
        scope.refuse(f"{short(parameter)} is no count")
    return int(parameter.value)


def having(scope: Scope, number: int) -> str:
    """A pattern for the nodes that have at least so many values of the path."""
    if scope.path is None:
        scope.refuse("a count of values stands in a shape without sh:path")
    values = f"{{ {scope.focus} {scope.path} {scope.value} }}"
    if number == 1:
        return values
    enough = f"HAVING (COUNT(DISTINCT {scope.value}) >= {number})"
    return f"{{ SELECT {scope.focus} WHERE {values} GROUP BY {scope.focus} {enough} }}"


def _datatype(scope: Scope, datatype: Term) -> str:
    name = short(datatype)
    if name not in _CHECKED_DATATYPES | _FREE_DATATYPES:
        scope.refuse(f"sh:datatype {name} is not supported")
    is_typed = f"DATATYPE({scope.value}) = {datatype}"
    if name in _FREE_DATATYPES:
        return f"COALESCE({is_typed}, false)"
    return f"COALESCE({is_typed} && STRLEN(STR({datatype}(STR({scope.value})))) > 0, false)"


def _class(scope: Scope, cls: Term) -> str:
    return f"EXISTS {{ {scope.value} {_INSTANCE_OF} {cls} }}"


def _node_kind(scope: Scope, kind: Term) -> str:
    name = short(kind)
    if name not in _NODE_KINDS:
        scope.refuse(f"sh:nodeKind {name} is unknown")
    return f"({_NODE_KINDS[name].format(scope.value)})"


def _in(scope: Scope, members: Term) -> str:
    return _any(f"sameTerm({scope.value}, {member})" for member in scope.file.members(members))


def _pattern(scope: Scope, pattern: Term) -> str:
    flags = Literal(scope.file.text(scope.shape, "sh:flags"))
    return f"COALESCE(REGEX(STR({scope.value}), {pattern}, {flags}), false)"


def _min_inclusive(scope: Scope, limit: Term) -> str:
    return f"COALESCE({scope.value} >= {limit}, false)"


def _max_inclusive(scope: Scope, limit: Term) -> str:
    return f"COALESCE({scope.value} <= {limit}, false)"


def _less_than(scope: Scope, other: Term) -> str:
    return _ordered(scope, "<", other)


def _less_than_or_equals(scope: Scope, other: Term) -> str:
    return _ordered(scope, "<=", other)


def _ordered(scope: Scope, operator: str, other: Term) -> str:
    rival = f"{scope.value}_other"
    fails = f"FILTER(!COALESCE({scope.value} {operator} {rival}, false))"
    return f"NOT EXISTS {{ {scope.focus} {other} {rival} {fails} }}"


def _min_count(scope: Scope, parameter: Term) -> str:
    least = count(scope, parameter)
    return f"EXISTS {{ {_different(scope, least)} }}" if least else "true"


def _max_count(scope: Scope, parameter: Term) -> str:
    return f"NOT EXISTS {{ {_different(scope, count(scope, parameter) + 1)} }}"


def _has_value(scope: Scope, value: Term) -> str:
    if scope.path is None:
        return f"sameTerm({scope.value}, {value})"
    return f"EXISTS {{ {scope.focus} {scope.path} {value} }}"


def _unique_lang(scope: Scope, wanted: Term) -> str:
    if not isinstance(wanted, Literal) or wanted.value not in ("true", "1"):
        return "true"
    one, other = f"{scope.value}_1", f"{scope.value}_2"
    same = f'COALESCE(LANG({one}) != "" && LANG({one}) = LANG({other}), false)'
    return f"NOT EXISTS {{ {_different(scope, 2)} FILTER({same}) }}"


def _different(scope: Scope, number: int) -> str:
    """A pattern for so many values of the path that are not the same term."""
    if scope.path is None:
        scope.refuse("a count of values stands in a shape without sh:path")
    if number > MOST_COUNTED + 1:
        scope.refuse(f"a count above {MOST_COUNTED} within another shape is not supported")
    names = [f"{scope.value}_{index}" for index in range(1, number + 1)]
    triples = "".join(f"{scope.focus} {scope.path} {name} . " for name in names)
    return triples + " ".join(f"FILTER(!sameTerm({one}, {other}))" for one, other in combinations(names, 2))


def _not(scope: Scope, shape: Term) -> str:
    return f"(!{conforms(scope, shape)})"


def _and(scope: Scope, shapes: Term) -> str:
    return _all(conforms(scope, shape) for shape in scope.file.members(shapes))


def _or(scope: Scope, shapes: Term) -> str:
    return _any(conforms(scope, shape) for shape in scope.file.members(shapes))


def _all(expressions: Iterable[str]) -> str:
    return f"({' && '.join(expressions) or 'true'})"


def _any(expressions: Iterable[str]) -> str:
    return f"({' || '.join(expressions) or 'false'})"


OF_VALUE: dict[str, Callable[[Scope, Term], str]] = {
    "sh:and": _and,
    "sh:class": _class,
    "sh:datatype": _datatype,
    "sh:in": _in,
    "sh:lessThan": _less_than,
    "sh:lessThanOrEquals": _less_than_or_equals,
    "sh:maxInclusive": _max_inclusive,
    "sh:minInclusive": _min_inclusive,
    "sh:node": conforms,
    "sh:nodeKind": _node_kind,
    "sh:not": _not,
    "sh:or": _or,
    "sh:pattern": _pattern,
    "sh:property": conforms,
}
OF_VALUES: dict[str, Callable[[Scope, Term], str]] = {
    "sh:hasValue": _has_value,
    "sh:maxCount": _max_count,
    "sh:minCount": _min_count,
    "sh:uniqueLang": _unique_lang,
}
