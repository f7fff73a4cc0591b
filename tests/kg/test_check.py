"""`kg.check`: the compiled shapes find what pySHACL finds, and the report says it to people and programs."""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import SH
from rich.console import Console
from specimen import specimen

import ontology
from extractors.records import Finding, Milestone, Target
from kg.check import BrokenConstraint, Form, Place, Report, Result, ShapesError, check, render_table, to_json
from kg.check.checking import _sentences
from kg.check.compiler import compile_shapes
from kg.check.components import OF_VALUE, OF_VALUES
from kg.check.shapes import violations
from kg.graph import document_quads, form_quads, run_quads
from kg.store.loading import canonical_quads
from ontology.iris import PREFIXES, Namespace, compact, concept, expand, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rdflib.term import Node

    from extractors.records import Record
    from kg.check.shapes_file import Term

Key = tuple[str, str, str, str]
"""Focus node, path, constraint component, value: what two validators must agree on."""

replace = msgspec.structs.replace
NS = Namespace()
SHAPES = ontology.path("shapes.ttl")
ONTOLOGY = canonical_quads(*map(ontology.path, ontology.LOADED)).decode().splitlines(keepends=True)
PROLOGUE = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + "@prefix : <x:> .\n"
STRING = expand("xsd:string")


def store_of(turtle: str) -> ox.Store:
    store = ox.Store()
    store.load(turtle.encode(), ox.RdfFormat.TURTLE)
    return store


def compiled(store: ox.Store, shapes: Path) -> set[Key]:
    """What the compiled shapes find."""
    return {
        (ox_text(found.focus), found.path or "", found.constraint.component, ox_text(found.value))
        for found in violations(store, compile_shapes(shapes))
    }


def reference(store: ox.Store, shapes: Path) -> set[Key]:
    """What pySHACL finds in the same triples."""
    dump = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    data = rdflib.Graph().parse(data=dump, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph(shapes))
    assert isinstance(report, rdflib.Graph)
    return {
        (
            rdf_text(report.value(found, SH.focusNode)),
            path_text(report, report.value(found, SH.resultPath)),
            compact(str(report.value(found, SH.sourceConstraintComponent))),
            rdf_text(report.value(found, SH.value)),
        )
        for found in report.objects(None, SH.result)
    }


@cache
def shapes_graph(file: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(str(file))


def ox_text(node: Term | None) -> str:
    if isinstance(node, ox.Literal):
        return f"{node.value!r} {node.language or node.datatype.value}"
    return "" if node is None else node.value if isinstance(node, ox.NamedNode) else "_"


def rdf_text(node: Node | None) -> str:
    if isinstance(node, rdflib.Literal):
        return f"{str(node)!r} {node.language or node.datatype or STRING}"
    return "" if node is None else "_" if isinstance(node, rdflib.BNode) else str(node)


def path_text(report: rdflib.Graph, path: Node | None) -> str:
    if isinstance(path, rdflib.BNode):
        return "^" + compact(str(report.value(path, SH.inversePath)))
    return compact(str(path or ""))


# The compiler, component by component

DATA = """
:a a :Thing ; :p 1 ; :name "甲"@zh, "A"@en ; :start 3 ; :end 7 ; :kind :red ; :knows :b ; :day "2019-02-03"^^xsd:date .
:b a :Special ; :p 2, 3 ; :name "乙"@zh, "丙"@zh ; :start 7 ; :end 7 ; :kind :blue ; :knows :a, "b" ;
   :day "2019-02-30"^^xsd:date .
:c a :Thing ; :p "x", 4.5, -1 ; :name "丁" ; :start "3" ; :end 7 ; :knows _:d ; :day "2019-02-03" .
_:d a :Other ; :p "abc"^^xsd:integer .
:e a :Other ; :p 1, 2, 3, 4 ; :start 2.5 ; :end 3, 2 .
:Special rdfs:subClassOf :Thing .
:red a :Colour . :blue a :Hue . :Hue rdfs:subClassOf :Shade . :Shade rdfs:subClassOf :Colour .
"""

COMPONENTS = {
    "minCount 1": "sh:path :kind ; sh:minCount 1",
    "minCount 0": "sh:path :kind ; sh:minCount 0",
    "minCount 2": "sh:path :p ; sh:minCount 2",
    "minCount 3": "sh:path :p ; sh:minCount 3",
    "minCount 4": "sh:path :p ; sh:minCount 4",
    "maxCount 0": "sh:path :kind ; sh:maxCount 0",
    "maxCount 1": "sh:path :p ; sh:maxCount 1",
    "maxCount 2": "sh:path :p ; sh:maxCount 2",
    "maxCount 3": "sh:path :p ; sh:maxCount 3",
    "datatype integer": "sh:path :p ; sh:datatype xsd:integer",
    "datatype decimal": "sh:path :p ; sh:datatype xsd:decimal",
    "datatype string": "sh:path :p ; sh:datatype xsd:string",
    "datatype date": "sh:path :day ; sh:datatype xsd:date",
    "datatype langString": "sh:path :name ; sh:datatype rdf:langString",
    "class": "sh:path :kind ; sh:class :Colour",
    "class of literals": "sh:path :knows ; sh:class :Thing",
    "nodeKind IRI": "sh:path :knows ; sh:nodeKind sh:IRI",
    "nodeKind Literal": "sh:path :knows ; sh:nodeKind sh:Literal",
    "nodeKind BlankNodeOrIRI": "sh:path :knows ; sh:nodeKind sh:BlankNodeOrIRI",
    "nodeKind IRIOrLiteral": "sh:path :knows ; sh:nodeKind sh:IRIOrLiteral",
    "in": "sh:path :p ; sh:in (1 4.5 :red)",
    "in nothing": "sh:path :kind ; sh:in ()",
    "pattern": 'sh:path :kind ; sh:pattern "^x:r"',
    "pattern with flags": 'sh:path :kind ; sh:pattern "^X:R" ; sh:flags "i"',
    "pattern of blank nodes": 'sh:path :knows ; sh:pattern "."',
    "minInclusive": "sh:path :p ; sh:minInclusive 2",
    "maxInclusive": "sh:path :p ; sh:maxInclusive 2.5",
    "maxInclusive of dates": 'sh:path :day ; sh:maxInclusive "2019-02-01"^^xsd:date',
    "lessThan": "sh:path :start ; sh:lessThan :end",
    "lessThanOrEquals": "sh:path :start ; sh:lessThanOrEquals :end",
    "hasValue": "sh:path :p ; sh:hasValue 3",
    "uniqueLang": "sh:path :name ; sh:uniqueLang true",
    "uniqueLang false": "sh:path :name ; sh:uniqueLang false",
    "inverse path": "sh:path [ sh:inversePath :knows ] ; sh:minCount 1 ; sh:class :Thing",
    "not": "sh:path :kind ; sh:not [ sh:class :Hue ]",
    "and": "sh:path :p ; sh:and ([ sh:minInclusive 1 ] [ sh:maxInclusive 3 ])",
    "or": "sh:path :p ; sh:or ([ sh:datatype xsd:string ] [ sh:maxInclusive 2 ])",
    "node": "sh:path :knows ; sh:node [ sh:property [ sh:path :kind ; sh:minCount 1 ; sh:maxCount 1 ; sh:in (:red) ] ]",
    "node with a path inside": "sh:path :knows ; sh:node [ sh:property [ sh:path :p ; sh:datatype xsd:integer ] ]",
    "node two deep": "sh:path :knows ; sh:node [ sh:property [ sh:path :knows ; sh:not [ sh:node "
    "[ sh:property [ sh:path :p ; sh:maxCount 1 ] ] ] ] ]",
    "deactivated": "sh:path :p ; sh:maxCount 0 ; sh:deactivated true",
    "nested and deactivated": "sh:path :p ; sh:node [ sh:deactivated true ; sh:in () ]",
}


@pytest.fixture
def shapes_file(tmp_path: Path) -> Callable[[str], Path]:
    def write(turtle: str) -> Path:
        file = tmp_path / "shapes.ttl"
        file.write_text(PROLOGUE + turtle, encoding="utf-8")
        return file

    return write


@pytest.mark.parametrize("constraint", COMPONENTS.values(), ids=COMPONENTS.keys())
@pytest.mark.parametrize("target", ["sh:targetClass :Thing, :Other", "sh:targetObjectsOf :knows"])
def test_a_component_finds_what_pyshacl_finds(
    shapes_file: Callable[[str], Path], constraint: str, target: str
) -> None:
    shapes = shapes_file(f":S a sh:NodeShape ; {target} ; sh:property [ {constraint} ] .")
    store = store_of(PROLOGUE + DATA)
    assert compiled(store, shapes) == reference(store, shapes)


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ("sh:path :kind ; sh:minCount 1", {("x:c", "")}),
        ("sh:path :p ; sh:maxCount 2", {("x:c", "")}),
        ("sh:path :p ; sh:datatype xsd:integer", {("x:c", "'x'"), ("x:c", "'4.5'")}),
        ("sh:path :day ; sh:datatype xsd:date", {("x:b", "'2019-02-30'"), ("x:c", "'2019-02-03'")}),
        ("sh:path :kind ; sh:pattern 'red'", {("x:b", "x:blue")}),
        ("sh:path :start ; sh:lessThan :end", {("x:b", "'7'"), ("x:c", "'3'")}),
        ("sh:path :name ; sh:uniqueLang true", {("x:b", "")}),
        ("sh:path [ sh:inversePath :knows ] ; sh:minCount 1", {("x:c", "")}),
        ("sh:path :kind ; sh:not [ sh:class :Hue ]", {("x:b", "x:blue")}),
    ],
)
def test_a_component_finds_what_it_should(
    shapes_file: Callable[[str], Path], constraint: str, expected: set[tuple[str, str]]
) -> None:
    shapes = shapes_file(f":S a sh:NodeShape ; sh:targetClass :Thing ; sh:property [ {constraint} ] .")
    found = compiled(store_of(PROLOGUE + DATA), shapes)
    assert {(focus, value.partition(" ")[0]) for focus, _, _, value in found} == expected


@pytest.mark.parametrize(
    "low", ['"2019-01-01"^^xsd:date', '"abc"^^xsd:integer', '"1"', ":y", "_:y", '"1"@zh']
)
def test_values_that_cannot_be_compared_do_not_conform(shapes_file: Callable[[str], Path], low: str) -> None:
    """As the standard says; pySHACL breaks off at some, and puts others in an order of its own."""
    shapes = shapes_file(
        ":S sh:targetClass :T ; sh:property [ sh:path :low ; sh:lessThanOrEquals :high ; sh:maxInclusive 9 ] ."
    )
    store = store_of(PROLOGUE + f":x a :T ; :low {low} ; :high 3 .")
    assert {component for _, _, component, _ in compiled(store, shapes)} == {
        "sh:LessThanOrEqualsConstraintComponent",
        "sh:MaxInclusiveConstraintComponent",
    }


@pytest.mark.parametrize(
    "shape",
    [
        "sh:targetNode :a, :nobody ; sh:class :Special",
        "sh:targetSubjectsOf :knows ; sh:nodeKind sh:BlankNode",
        "sh:targetClass :Thing, :Other ; sh:not [ sh:property [ sh:path :p ; sh:maxCount 1 ] ]",
        "sh:targetClass :Thing ; sh:targetNode :e ; sh:or ([ sh:class :Special ] [ sh:in (:e) ])",
        "sh:targetNode :a, :b ; sh:hasValue :a",
        "sh:targetClass :Thing ; sh:path :p ; sh:datatype xsd:integer ; sh:minCount 2",
        "sh:targetClass :Thing ; sh:property :P . :P a sh:PropertyShape ; sh:path :kind ; sh:minCount 1",
        "sh:targetClass :Thing ; sh:node :N . :N a sh:NodeShape ; sh:property [ sh:path :kind ; sh:minCount 1 ]",
        "sh:targetClass :Thing ; sh:node :N . :N sh:targetNode :e ; sh:property [ sh:path :kind ; sh:minCount 1 ]",
        "sh:targetClass :Thing ; sh:deactivated true ; sh:property [ sh:path :p ; sh:maxCount 0 ]",
    ],
)
def test_a_shape_finds_what_pyshacl_finds(shapes_file: Callable[[str], Path], shape: str) -> None:
    shapes, store = shapes_file(f":S {shape} ."), store_of(PROLOGUE + DATA)
    assert compiled(store, shapes) == reference(store, shapes)


PREFIXED = ':o sh:declare [ sh:prefix "x" ; sh:namespace "x:"^^xsd:anyURI ] .\n'


@pytest.mark.parametrize(
    ("select", "count"),
    [
        ("SELECT $this WHERE { $this x:p 1 } # all that is one", 1),
        ("SELECT ?this ?value WHERE { ?this x:p ?value FILTER(isNumeric(?value) && ?value > 2) }", 2),
        ("SELECT $this ?value WHERE { $this x:p ?value FILTER NOT EXISTS { $this x:kind ?kind } }", 3),
        (
            "SELECT $this (COUNT(?p) AS ?value) WHERE { $this x:p ?p } GROUP BY $this HAVING (COUNT(?p) > 1)",
            2,
        ),
        ("SELECT $this ?path ?value WHERE { $this ?path ?value FILTER(isBlank(?value)) }", 1),
    ],
)
def test_a_query_finds_what_pyshacl_finds(
    shapes_file: Callable[[str], Path], select: str, count: int
) -> None:
    shapes = shapes_file(
        f'{PREFIXED}:S sh:targetClass :Thing ; sh:sparql [ sh:prefixes :o ; sh:select """{select}""" ] .'
    )
    store = store_of(PROLOGUE + DATA)
    found = compiled(store, shapes)
    assert found == reference(store, shapes)
    assert len(found) == count


def test_messages_and_severities(shapes_file: Callable[[str], Path]) -> None:
    shapes = shapes_file(
        PREFIXED
        + """:S sh:targetNode :a ; sh:message "节点有误"@zh, "bad node"@en ; sh:class :Special ;
        sh:property [ sh:path :p ; sh:maxCount 0 ; sh:severity sh:Warning ; sh:message "太多"@zh ] ;
        sh:sparql [ sh:prefixes :o ; sh:message "{?value} 不对"@zh ;
                    sh:select "SELECT $this ?value WHERE { $this x:p ?value }" ] ."""
    )
    found = violations(store_of(PROLOGUE + DATA), compile_shapes(shapes))
    assert [(each.constraint.severity, each.message) for each in found] == [
        ("error", "节点有误"),
        ("warning", "太多"),
        ("error", "1 不对"),
    ]


@pytest.mark.parametrize(
    ("turtle", "what"),
    [
        (":S sh:targetClass :T ; sh:closed true .", "x:S: sh:closed is not supported"),
        (":S sh:targetClas :T ; sh:class :T .", "x:S: sh:targetClas is not supported"),
        (":S sh:targetClass :T ; :maxWeight 3 .", "x:S: x:maxWeight is not supported"),
        (
            ":S sh:targetClass :T ; sh:property [ sh:path :p ; :maxWeight 3 ] .",
            "x:maxWeight is not supported",
        ),
        (
            ":S sh:targetClass :T ; sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ] .",
            "sh:path that is neither",
        ),
        (":S sh:targetClass :T ; sh:property [ sh:path :p, :q ; sh:minCount 1 ] .", "several sh:path"),
        (":S sh:targetClass :T ; sh:minCount 1 .", "in a shape without sh:path"),
        (":S sh:targetClass :T ; sh:not [ sh:path :p ; sh:minCount 9 ] .", "count above 3 within"),
        (":S sh:targetClass :T ; sh:property [ sh:path :p ; sh:minCount 'one' ] .", "is no count"),
        (
            ":S sh:targetClass :T ; sh:property [ sh:path :p ; sh:datatype xsd:gMonth ] .",
            "sh:datatype xsd:gMonth",
        ),
        (":S sh:targetClass :T ; sh:nodeKind :Iri .", "sh:nodeKind x:Iri is unknown"),
        (":S sh:targetClass :T ; sh:severity :Bad ; sh:class :T .", "sh:severity x:Bad is unknown"),
        (
            ":S sh:targetClass :T ; sh:property [ sh:path :p ; sh:property [ sh:path :q ] ] .",
            "sh:property is not",
        ),
        (":S sh:targetClass :T ; sh:in :list .", "is no list"),
        (":S sh:targetClass :T ; sh:node :Missing .", "x:Missing is not in the file"),
        (":S sh:targetClass :T ; sh:node :S .", "a shape refers to itself"),
        (":S a sh:NodeShape, owl:Class ; sh:class :T .", "a shape that is also a class"),
        (":S sh:targetClass :T ; sh:sparql [ sh:ask 'ASK {}' ] .", "sh:ask is not supported"),
        (
            ":S sh:targetClass :T ; sh:sparql [ sh:select 'SELECT ?x WHERE { ?x ?p 1 }' ] .",
            "does not select $this",
        ),
        (":S sh:targetClass :T ; sh:sparql [ sh:select 'SELECT $this { $this $PATH 1 }' ] .", "$PATH in an"),
        (
            ":S sh:targetClass :T ; sh:sparql [ sh:select 'SELECT $this { $this x:p }' ] .",
            "gives no valid query",
        ),
        (":S sh:targetClass :T ; sh:not [ sh:sparql [ sh:select 'SELECT $this {}' ] ] .", "sh:sparql is not"),
        (":S sh:targetClass", "cannot be read"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(
    shapes_file: Callable[[str], Path], turtle: str, what: str
) -> None:
    with pytest.raises(ShapesError, match=re.escape(what)) as refusal:
        compile_shapes(shapes_file(turtle))
    assert "\n" not in str(refusal.value)
    assert "shapes.ttl" in str(refusal.value)


# Our own shapes, on the graph of a form: whole, and broken in every way

SPECIMEN, TEXT = specimen(rows=4)
ROWS: tuple[dict[str, Any], ...] = (
    {
        "target": Target(
            text="2-3项", comparator="range", low=Decimal(2), high=Decimal(3), unit="项", kind="quantity"
        )
    },
    {
        "target": Target(text="6月底前", comparator="<=", high="2019-06-30", kind="date"),
        "weight": Decimal(10),
    },
    {
        "actual": Target(
            text="95%", comparator="=", low=Decimal(95), high=Decimal(95), unit="%", kind="percent"
        )
    },
    {"target": None},
)


def rich_record() -> Record:
    """The specimen, and what it lacks: a milestone, a range, a date, an actual value, a row without value."""
    rows = zip(SPECIMEN.indicators, ROWS, strict=True)
    spans = {**SPECIMEN.spans, "/milestones/0": ((0, 4),), "/indicators/2/actual": ((4, 8),)}
    return replace(
        SPECIMEN,
        milestones=(Milestone(period="第一季度", text="布置展厅", amount=Decimal("12.5")),),
        indicators=tuple(replace(row, **changes) for row, changes in rows),
        spans=spans,
    )


def form_lines(record: Record) -> list[str]:
    source = record.source
    return [*document_quads(source.sha256, source.path, NS), *run_quads(NS), *form_quads(record, TEXT, NS)]


LINES = form_lines(rich_record())
SUBJECTS = sorted({line.split(" ", 1)[0] for line in LINES})


def graph_of(lines: Iterable[str], beside: Iterable[str] = ONTOLOGY) -> ox.Store:
    """The store of some lines, beside the ontology or what is needed of it."""
    store = ox.Store()
    store.load("".join((*lines, *beside)).encode(), ox.RdfFormat.N_TRIPLES)
    return store


def test_the_graph_of_a_form_conforms() -> None:
    store = graph_of(LINES)
    assert compiled(store, SHAPES) == reference(store, SHAPES) == set()


def one_of_each() -> list[int]:
    """The position of the first line of every property of every class, types left out."""
    types = {subject: kind for subject, predicate, kind in map(parts, LINES) if predicate == TYPE}
    first: dict[tuple[str, str], int] = {}
    for position, (subject, predicate, _) in enumerate(map(parts, LINES)):
        if predicate != TYPE:
            first.setdefault((types[subject], predicate), position)
    return list(first.values())


def parts(line: str) -> tuple[str, str, str]:
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest.removesuffix(" .\n")


TYPE = f"<{expand('rdf:type')}>"
OBJECTS = (
    '"x"',
    '"x"@zh',
    '""',
    '"-1"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"99999"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    '"abc"^^<http://www.w3.org/2001/XMLSchema#integer>',
    "<https://w3id.org/jixiao/scheme/scope/none>",
    f"<{concept('phase/requested')}>",
    f"<{term('Project')}>",
    "_:b",
)


ORDERED = {f"<{term(name)}>" for name in ("start", "end", "low", "high")}
INCOMPARABLE = {"_:b", '"abc"^^<http://www.w3.org/2001/XMLSchema#integer>'}
"""Where pySHACL breaks off, or differs from the standard, in sh:lessThan (tested by themselves above)."""


def needed(lines: list[str]) -> list[str]:
    """What the ontology says of classes, and of the concepts that lines lead to: pySHACL is slow on all of it."""
    reached = {obj for _, _, obj in map(parts, lines)} | set(OBJECTS)
    while more := {obj for subject, _, obj in map(parts, ONTOLOGY) if subject in reached} - reached:
        reached |= more
    return [line for line in ONTOLOGY if line.split(" ", 1)[0] in reached or SUBCLASS in line]


SUBCLASS = f"<{expand('rdfs:subClassOf')}>"
NEEDED = needed(LINES)


def broken(mutations: Iterable[tuple[int, str | None, bool]]) -> ox.Store:
    """The graph in which the objects of lines are replaced (by nothing: the line is gone) or joined by others."""
    lines = list(LINES)
    for position, obj, keep in mutations:
        subject, predicate, _ = parts(LINES[position])
        if predicate in ORDERED and obj in INCOMPARABLE:
            obj = '"x"'
        altered = f"{subject} {predicate} {obj} .\n" if obj else ""
        lines[position] = (LINES[position] if keep else "") + altered
    return graph_of(lines, NEEDED)


@pytest.mark.parametrize("obj", [None, *OBJECTS])
@pytest.mark.parametrize("keep", [False, True])
def test_a_graph_broken_in_every_property_is_seen_as_pyshacl_sees_it(obj: str | None, keep: bool) -> None:
    store = broken((position, obj, keep) for position in one_of_each())
    found = compiled(store, SHAPES)
    assert found == reference(store, SHAPES)
    assert bool(found) == (obj is not None or not keep)


@pytest.mark.parametrize(
    "kind", sorted({kind for _, predicate, kind in map(parts, LINES) if predicate == TYPE})
)
@pytest.mark.parametrize("instead", [None, f"<{term('Project')}>"])
def test_nodes_of_a_wrong_class_are_seen_as_pyshacl_sees_them(kind: str, instead: str | None) -> None:
    positions = [n for n, line in enumerate(LINES) if parts(line)[1:] == (TYPE, kind)]
    store = broken((position, instead, False) for position in positions)
    assert compiled(store, SHAPES) == reference(store, SHAPES)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1), st.none() | st.sampled_from([*OBJECTS, *SUBJECTS]), st.booleans()
        ),
        max_size=12,
    )
)
def test_whatever_is_broken_is_seen_as_pyshacl_sees_it(mutations: list[tuple[int, str | None, bool]]) -> None:
    store = broken(mutations)
    assert _comparable(compiled(store, SHAPES)) == _comparable(reference(store, SHAPES))


def _comparable(found: set[Any]) -> set[Any]:
    """Without sh:lessThan: pySHACL lets values pass that cannot be compared (docs/checks.md)."""
    return {violation for violation in found if not str(violation[2]).startswith("sh:LessThan")}


# The report

HOSTILE = "<script>\u001b[31m[bold]=cmd()\u202e\n第二行"


def report_of(*findings: Finding, name: str = "form.txt") -> Report:
    source = replace(SPECIMEN.source, path=f"somewhere/{name}", page=3)
    return check(graph_of(form_lines(replace(SPECIMEN, source=source, findings=findings))))


def test_a_place_is_on_the_page_of_its_characters_or_else_of_its_form() -> None:
    source = replace(SPECIMEN.source, page=3)
    start, _ = SPECIMEN.spans["/project/start"][0]
    somewhere, nowhere = finding("a-rule"), replace(finding("b-rule"), start=None, end=None)
    record = replace(SPECIMEN, source=source, findings=(somewhere, nowhere))
    lines = [
        *document_quads(source.sha256, source.path, NS),
        *form_quads(record, TEXT, NS, pages=((0, 3), (start, 4))),
    ]
    results = check(graph_of([*lines, *run_quads(NS)])).results
    assert [(each.code, each.place.page) for each in results if each.place] == [("a-rule", 4), ("b-rule", 3)]


def finding(code: str, severity: str = "info", **changes: Any) -> Finding:
    start, end = SPECIMEN.spans["/project/start"][0]
    plain = Finding(
        code=code,
        severity="info",
        cause="filing",
        field="/project/start",
        printed="印出一事",
        expected="预期另一事",
        benign="或有正常原因",
        check="请核对原表",
        start=start,
        end=end,
    )
    return replace(plain, severity=severity, **changes)


def shown(report: Report, *, terminal: bool = False) -> str:
    file = io.StringIO()
    render_table(report, Console(file=file, force_terminal=terminal, width=60))
    return file.getvalue()


def test_a_finding_is_told_with_its_form_and_its_characters() -> None:
    (result,) = report_of(finding("period-outside-year", "warning")).results
    start, end = SPECIMEN.spans["/project/start"][0]
    assert result.place is not None
    assert result.form is not None
    assert (result.code, result.severity, result.cause) == ("period-outside-year", "warning", "filing")
    assert (result.printed, result.expected) == ("印出一事", "预期另一事")
    assert (result.benign, result.check) == ("或有正常原因", "请核对原表")
    assert (result.field, result.constraint) == ("/project/start", None)
    assert (result.place.file, result.place.page) == ("form.txt", 3)
    assert (result.place.start, result.place.end, result.place.exact) == (start, end, "2019-01-01")
    assert TEXT[start:end] == result.place.exact
    assert (result.form.title, result.form.year) == (SPECIMEN.form_title, 2019)
    assert (result.form.unit, result.form.project) == ("上海市测试科普馆", "科普展览更新（一期）")


def test_a_finding_about_what_is_not_printed_has_a_document_and_no_characters() -> None:
    (result,) = report_of(finding("box-none", start=None, end=None)).results
    assert result.place is not None
    assert (result.place.file, result.place.start, result.place.exact) == ("form.txt", None, None)


def test_results_stand_in_order_of_severity_code_and_place() -> None:
    findings = [
        finding("b", "info"),
        finding("a", "info", start=9, end=12),
        finding("z", "error"),
        finding("a", "info", start=2, end=4),
        finding("y", "warning"),
    ]
    expected = ["z", "y", "a", "a", "b"]
    for arranged in (findings, findings[::-1]):
        report = report_of(*arranged)
        assert [result.code for result in report.results] == expected
        assert [result.place.start for result in report.results if result.place][2:4] == [2, 9]
        assert report.by_severity == {"error": 1, "warning": 1, "info": 3}
        assert list(report.by_code.items()) == [("z", 1), ("y", 1), ("a", 2), ("b", 1)]


@pytest.mark.parametrize(("severities", "code"), [((), 0), (("info", "warning"), 0), (("info", "error"), 1)])
def test_only_errors_decide_the_exit_code(severities: tuple[str, ...], code: int) -> None:
    assert report_of(*(finding(f"rule-{severity}", severity) for severity in severities)).exit_code == code


def test_a_broken_shape_is_told_as_a_finding_is() -> None:
    (amount,) = (line for line in LINES if f"<{term('value')}>" in line and '"300000"' in line)
    report = check(graph_of(line for line in LINES if line != amount))
    (result,) = (each for each in report.results if each.constraint)
    assert result.constraint is not None
    assert result.place is not None
    assert result.form is not None
    assert (result.code, result.severity, result.cause) == ("shape-min-count", "error", "extraction-doubt")
    assert (result.printed, result.expected) == ("图中 jx:value 的值", "jx:value 至少有 1 个值")
    assert result.constraint.shape == "https://w3id.org/jixiao/shape/BudgetAmount"
    assert result.constraint.component == "sh:MinCountConstraintComponent"
    assert (result.constraint.path, result.constraint.value) == ("jx:value", None)
    assert (result.place.exact, result.form.project) == ("300000", "科普展览更新（一期）")
    assert report.exit_code == 1


@pytest.mark.parametrize(
    "predicate", ["jx:severity", "jx:cause", "jx:code", "jx:printed", "dcterms:isPartOf"]
)
def test_an_incomplete_finding_is_still_told(predicate: str) -> None:
    lines = form_lines(replace(SPECIMEN, findings=(finding("a-rule"),)))
    subject = next(line for line in lines if '"a-rule"' in line).split()[0]
    report = check(graph_of(ln for ln in lines if not ln.startswith(f"{subject} <{expand(predicate)}>")))
    told = [result for result in report.results if result.constraint is None]
    assert [result.benign for result in told] == ["或有正常原因"]
    assert [result.code for result in report.results if result.constraint] == ["shape-min-count"]


def test_what_several_forms_share_belongs_to_none() -> None:
    """The unit of two forms is broken: no form is named, and the node is."""
    other = replace(SPECIMEN, project=replace(SPECIMEN.project, name="另一项目"))
    other = replace(other, source=replace(other.source, sha256="0" * 64))
    unit = next(line.split()[0] for line in LINES if f"<{term('BudgetUnit')}>" in line)
    second = f'{unit} <{expand("skos:prefLabel")}> "另一名称" .\n'
    report = check(graph_of([*LINES, *form_lines(other), second]))
    (result,) = (each for each in report.results if each.constraint)
    assert (result.form, result.place, result.subject) == (None, None, unit.strip("<>"))


def test_the_json_report_has_the_keys_that_are_promised() -> None:
    told = json.loads(to_json(report_of(finding("one", "error"), finding("two"))))
    assert list(told) == ["schema", "severities", "codes", "results"]
    assert told["severities"] == {"error": 1, "warning": 0, "info": 1}
    assert told["codes"] == {"one": 1, "two": 1}
    (result, _) = told["results"]
    assert (
        ",".join(result)
        == "code,severity,cause,subject,field,printed,expected,benign,check,form,place,constraint"
    )
    assert ",".join(result["form"]) == "iri,start,title,year,unit,project"
    assert ",".join(result["place"]) == "file,sha256,page,start,end,exact,evidence"


def test_the_manual_documents_every_key() -> None:
    manual = (Path(ontology.__file__).parents[1] / "docs" / "checks.md").read_text(encoding="utf-8")
    for struct in (Result, Form, Place, BrokenConstraint):
        for field in struct.__struct_fields__:
            assert f"`{field}`" in manual, f"{struct.__name__}.{field}"
    for name in (*OF_VALUE, *OF_VALUES):
        assert f"`{name}`" in manual


def test_the_table_has_the_place_and_the_four_sentences() -> None:
    lines = shown(report_of(finding("period-outside-year", "warning"))).splitlines()
    start, end = SPECIMEN.spans["/project/start"][0]
    assert lines == [
        "warning: period-outside-year (1)",
        f"  form.txt:{start}-{end}, page 3 · 2019 · 科普展览更新（一期） · 上海市测试科普馆",
        "    source    2019-01-01",
        "    printed   印出一事",
        "    expected  预期另一事",
        "    benign    或有正常原因",
        "    check     请核对原表",
        "    cause     filing · /project/start",
        "",
        "error: 0, warning: 1, info: 0 (1 codes; forms concerned: 1)",
    ]


def test_a_pipe_gets_whole_lines_without_colours_and_a_terminal_gets_both() -> None:
    long = finding("a-rule", printed="很长的一句" * 25)
    assert "很长的一句" * 25 in shown(report_of(long))
    assert "\x1b" not in shown(report_of(long))
    wrapped = shown(report_of(long), terminal=True)
    assert "\x1b[" in wrapped
    assert "很长的一句" * 25 not in wrapped


@pytest.mark.parametrize("terminal", [False, True])
def test_text_from_documents_cannot_steer_a_terminal(terminal: bool) -> None:
    table = shown(report_of(finding("a-rule", printed=HOSTILE)), terminal=terminal)
    assert "\x1b[31m" not in table
    assert "\u202e" not in table
    assert "<script>\ufffd[31m[bold]=cmd()\ufffd 第二行" in table


def test_an_empty_report_says_so() -> None:
    assert shown(report_of()) == "nothing to look at\n"


def test_a_store_without_facts_has_nothing_to_look_at() -> None:
    assert check(graph_of([])) == Report(())


def test_other_shapes_can_be_checked(shapes_file: Callable[[str], Path]) -> None:
    shapes = shapes_file(":S sh:targetClass jx:Project ; sh:property [ sh:path jx:unit ; sh:maxCount 0 ] .")
    codes = [result.code for result in check(graph_of(form_lines(SPECIMEN)), shapes).results]
    assert codes.count("shape-max-count") == 1


def test_every_constraint_has_a_sentence() -> None:
    assert {name for name in _sentences() if name.startswith("sh:")} == {
        *OF_VALUE,
        *OF_VALUES,
        "sh:sparql",
    } - {"sh:property"}
