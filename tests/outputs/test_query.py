"""Asking a build: finding the query, refusing what is not one, and writing the answer."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store, parse
from rich.cells import cell_len
from small_corpus import NS, store_of

from outputs import results
from outputs.examples import examples
from outputs.guard import QueryError, require_readable, tokens
from outputs.properties import text
from outputs.query import find, run

if TYPE_CHECKING:
    from pathlib import Path

NAMES = "SELECT ?name { ?p a jx:Project ; skos:prefLabel ?name } ORDER BY ?name"
LIBRARY = NS.unit("甲市图书馆", "")


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of()


def written(store: Store, sparql: str, fmt: str, *, terminal: bool = False) -> str:
    output = io.BytesIO()
    results.write(run(store, sparql), fmt, output, terminal=terminal)
    return output.getvalue().decode()


# What a person means


def test_by_name() -> None:
    assert find("goals") == examples()["goals"].sparql


def test_by_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("﻿" + NAMES, encoding="utf-8")
    assert find(str(file)) == NAMES


@pytest.mark.parametrize(
    "sparql", [NAMES, "ASK{}", f"describe <{LIBRARY}>", "DESCRIBE unit:0123", "PREFIX a: b"]
)
def test_as_it_stands(sparql: str) -> None:
    assert find(sparql) == sparql


@pytest.mark.parametrize(
    ("wanted", "complaint"),
    [
        ("goal", "goal: no example query and no file of that name; did you mean goals?"),
        (
            "budget",
            "budget: no example query and no file of that name; did you mean budget-phases or budget-by-unit or budget-by-function?",
        ),
        ("no/such.rq", "no/such.rq: no example query and no file of that name; example queries: any-source"),
    ],
)
def test_nothing_of_that_name(wanted: str, complaint: str) -> None:
    with pytest.raises(QueryError) as raised:
        find(wanted)
    assert str(raised.value).startswith(complaint)
    assert "\n" not in str(raised.value)


def test_a_folder_and_a_file_that_is_not_text(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="cannot be read"):
        find(str(tmp_path))
    (tmp_path / "rubbish").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(QueryError, match="is not UTF-8 text"):
        find(str(tmp_path / "rubbish"))


# What is refused

REFUSED = [
    ("INSERT DATA { <a:a> <a:b> 1 }", "line 1, column 1: INSERT is an update; a build is read-only"),
    ("PREFIX a: <a:>\n delete where { ?s ?p ?o }", "line 2, column 2: delete is an update"),
    ("CLEAR ALL", "line 1, column 1: CLEAR is an update"),
    ("WITH <a:g> DELETE {} WHERE {}", "line 1, column 1: WITH is an update"),
    ("SELECT * { SERVICE <http://e> { ?s ?p ?o } }", "line 1, column 12: SERVICE asks another server"),
    ("SELECT * { ?s ?p ?o . { SERVICE SILENT ?s { ?a ?b ?c } } }", "SERVICE asks another server"),
    ("SELECT * { ?s ?p 'a' .service<http://e>{ ?a ?b ?c } }", "SERVICE asks another server"),
    ("ASK { ?s ?p 1SERVICE<http://e>{ ?a ?b ?c } }", "SERVICE asks another server"),
    ("ASK { ?s ?p trueSERVICESILENT<http://e>{ ?a ?b ?c } }", "SERVICE asks another server"),
    ("ASK { ?s ?p jx:a.b.SERVICE<http://e>{ ?a ?b ?c } }", "SERVICE asks another server"),
    ("PREFIX : <http://e> ASK { SERVICE:x{ ?a ?b ?c } }", "SERVICE asks another server"),
    ("ASK { # a comment\rSERVICE <http://e> {} }", "SERVICE asks another server"),
    ("ASK { FILTER(1<2)SERVICE<http://e>{} FILTER(2>1) }", "SERVICE asks another server"),
    ('ASK { ?s ?p \'\'\'it\'s\'\'\' ; ?q """"quoted\\"""" . SERVICE ?s {} }', "SERVICE asks another server"),
    ("ASK { ?s ?p <a:\\u0041#> . SERVICE ?s {} }", "SERVICE asks another server"),
    ("SELECT * FROM <a:g> { ?s ?p ?o }", "line 1, column 10: FROM names a graph; a build is one graph"),
    ("ASK FROM NAMED<a:g>{}", "line 1, column 5: FROM names a graph"),
    ("", "line 1, column 1: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"),
    ("# only a comment", "a query begins with"),
    ("SELEC ?x {}", "line 1, column 1: a query begins with"),
    ("哪些项目", "line 1, column 1: a query begins with"),
]


@pytest.mark.parametrize(("sparql", "complaint"), REFUSED)
def test_refused(store: Store, sparql: str, complaint: str) -> None:
    with pytest.raises(QueryError) as raised:
        run(store, sparql)
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service ?from { ?service ?p ?from }",
        "SELECT * { ?s ?p 'SERVICE', \"FROM\", '''INSERT ' SERVICE''', \"\"\"a \" SERVICE\"\"\" }",
        "SELECT * { ?s <http://e/SERVICE#FROM> ?o } # SERVICE <http://e> {}",
        "PREFIX e: <http://e/> SELECT * { ?s e:a-service 'x'@service }",
        "SELECT * { ?s ?p ?o FILTER(?s<?o||?p>?o) }",
        "select*where{?s?p?o}",
        "SELECT $from { $from a jx:Project }",
    ],
)
def test_not_refused(store: Store, sparql: str) -> None:
    assert run(store, sparql).kind == "rows"


@pytest.mark.parametrize(
    ("sparql", "complaint"),
    [
        (
            "SELECT * {\n  ?s ex:name ?o ;\n}",
            "line 2, column 6: the prefix ex: is not known (at “ex:name ?o ; }”); add PREFIX ex: <…> before",
        ),
        (
            "SELECT * {\n OPTIONL { ?s ?p ?o } }",
            "line 2, column 2: this cannot be read (at “OPTIONL { ?s ?p ?o } }”); did you mean OPTIONAL?",
        ),
        (
            "SELECT * { ?s ?p ?o FILTR(?o > 2018) }",
            "line 1, column 21: this cannot be read (at “FILTR(?o > 2018) }”); did you mean FILTER?",
        ),
        (
            "SELECT * { ?s a Project }",
            "line 1, column 17: this cannot be read (at “Project }”); a variable begins with ?, a name has",
        ),
        (
            "SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT n",
            "line 1, column 41: this cannot be read (at “n”); a variable begins with ?",
        ),
        (
            "SELECT * { ?s skos:prefLabel “科普” }",
            'line 1, column 30: this cannot be read (at ““科普” }”); write " for the full-width “',
        ),
        (
            "SELECT * { ?s ?p ?o ． }",
            "line 1, column 21: this cannot be read (at “． }”); write . for the full",
        ),
        (
            "SELECT * { ?s skos:prefLabel '科普 }\n",
            "line 1, column 30: this cannot be read (at “'科普 }”); the string that begins here does not end",
        ),
        (
            "SELECT * {\n ?s ?p ?o",
            "line 2, column 10: this cannot be read (at the end); the { of line 1, column 10 is still open",
        ),
        (
            "SELECT * { FILTER(?a > 1 }",
            "line 1, column 26: this cannot be read (at “}”); the ( of line 1, column 18 is still open",
        ),
        (
            "SELECT * { ?s ?p ?o }\n\t} x:",
            "line 2, column 2: this cannot be read (at “} x:”); no { is open",
        ),
        (
            "SELECT * {\n?s ?p }",
            "line 2, column 1: this cannot be read (at “?s ?p }”); compare an example, listed by `kg query DIR`",
        ),
        (
            "SELECT * { ?s ?p ?o } ORDER ?s",
            "line 1, column 23: this cannot be read (at “ORDER ?s”); compare an example",
        ),
        (
            "SELECT * { FILTER(" + "COALESCE(1, " * 17 + "1 1" + ")" * 17 + ") }",
            "this cannot be read",
        ),
        (
            "SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }",
            "the grammar is right, but the query cannot be run; is a variable given a value twice?",
        ),
        ("SELECT * { FILTER(" + "!(" * 900, "line 1, column 56: brackets stand in more than 20 others"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "The SELECT contains a variable that is unbound"),
        ("SELECT ?x { ?s ?p <http://a b> }", "IRI parsing failed"),
        ("SELECT (<http://e/f>(1) AS ?x) {}", "The custom function <http://e/f> is not supported"),
    ],
)
def test_what_cannot_be_read_says_where(store: Store, sparql: str, complaint: str) -> None:
    with pytest.raises(QueryError) as raised:
        run(store, sparql)
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


@given(st.text())
def test_tokens_hold_everything_but_white_space(sparql: str) -> None:
    found = list(tokens(sparql))
    assert all(sparql[token.start :].startswith(token.text) for token in found)
    assert "".join("".join(token.text.split()) for token in found) == "".join(sparql.split())


@given(st.text(alphabet="\"'\\#<>{}:. \nSERVICEaeioux?@1", max_size=80))
def test_service_is_never_hidden_from_the_engine(sparql: str) -> None:
    """Where the guard is silent, the engine may be asked: it would try to resolve a host, and fail."""
    query = f"ASK {{ {sparql} }}"
    try:
        require_readable(query)
        Store().query(query)
    except (QueryError, SyntaxError, ValueError, RuntimeError):
        return


@pytest.mark.parametrize("mark", ['"', "'''", '"""', "<", "#", "a:", "\\", "?"])
def test_a_long_query_of_one_sign_is_taken_apart(mark: str) -> None:
    assert sum(len(token.text) for token in tokens(mark * 50_000)) == len(mark) * 50_000


# Prefixes


def test_nodes_may_be_written_short(store: Store) -> None:
    short = "unit:" + LIBRARY.rpartition("/")[2]
    (row,) = run(store, f"SELECT ?name {{ {short} skos:prefLabel ?name }}").answer
    assert text(row["name"]) == "甲市图书馆"


def test_a_prefix_line_of_the_query_goes_before_ours(store: Store) -> None:
    assert list(run(store, "PREFIX jx: <http://e/> SELECT * { ?p a jx:Project }").answer) == []


# Writing the answer


def test_table_in_a_pipe(store: Store) -> None:
    assert written(store, NAMES, "table").splitlines() == [
        "name",
        "----------",
        "科普展览",
        "阅读推广",
        "馆藏数字化",
        "(3 rows)",
    ]


def test_columns_are_aligned_however_wide_the_characters(store: Store) -> None:
    query = "SELECT ?name ?type { ?p a jx:Project ; skos:prefLabel ?name ; jx:projectType ?type }"
    lines = written(store, query, "table").splitlines()[:-1]
    starts = {cell_len(line[: line.rindex("  ") + 2]) for line in lines}
    assert starts == {10}


def test_nodes_are_shown_by_label_and_short_iri(store: Store) -> None:
    query = (
        f"SELECT ?u ?phase ?class {{ BIND(<{LIBRARY}> AS ?u) BIND(phase:requested AS ?phase) ?u a ?class }}"
    )
    row = written(store, query, "table").splitlines()[2]
    assert row.split("  ") == [
        f"甲市图书馆 (unit:{LIBRARY.rpartition('/')[2]})",
        "申报 (phase:requested)",
        "预算单位 (jx:BudgetUnit)",
    ]


def test_an_iri_without_label_or_short_form_is_shown_whole(store: Store) -> None:
    row = written(store, "SELECT ?x { BIND(<http://e/a#/b> AS ?x) }", "table").splitlines()[2]
    assert row == "http://e/a#/b"


def test_a_cell_is_one_line_without_control_characters(store: Store) -> None:
    query = 'SELECT ?x { BIND("a\\n\\tb\\u001b[31mc\\u202ed" AS ?x) }'
    assert written(store, query, "table").splitlines()[2] == "a b [31mc d"
    assert "\x1b[31m" not in written(store, query, "table", terminal=True)


def test_nothing_is_cut_in_a_pipe(store: Store) -> None:
    long = "长" * 500
    assert long in written(store, f'SELECT ?x ?y {{ BIND("{long}" AS ?x) BIND(1 AS ?y) }}', "table")


def test_table_on_a_terminal(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    shown = written(store, 'SELECT ?x { BIND("[bold]一二三四五六七八九十" AS ?x) }', "table", terminal=True)
    assert "[bold]" in shown
    assert max(cell_len(line) for line in shown.splitlines() if "\x1b" not in line) <= 20
    assert shown.endswith("1 row\n")


def test_no_rows(store: Store) -> None:
    assert written(store, "SELECT ?a ?b { ?a jx:none ?b }", "table") == "a  b\n-  -\n(0 rows)\n"


def test_csv_is_that_of_the_standard(store: Store) -> None:
    query = 'SELECT ?a ?b ?c { VALUES (?a ?b ?c) { ("=1,\\"x\\"" 2.50 UNDEF) } }'
    rows = list(csv.reader(io.StringIO(written(store, query, "csv"), newline="")))
    assert rows == [["a", "b", "c"], ['=1,"x"', "2.5", ""]]


def test_json_is_that_of_the_standard(store: Store) -> None:
    answer = json.loads(written(store, NAMES, "json"))
    assert answer["head"]["vars"] == ["name"]
    assert answer["results"]["bindings"][0] == {"name": {"type": "literal", "value": "科普展览"}}


def test_ask(store: Store) -> None:
    assert written(store, "ASK { ?p a jx:Project }", "table") == "answer\n------\ntrue\n(1 row)\n"
    assert json.loads(written(store, "ASK { ?p a jx:None }", "json")) == {"head": {}, "boolean": False}


def test_turtle(store: Store) -> None:
    turtle = written(store, f"DESCRIBE <{LIBRARY}>", "ttl")
    triples = {quad.triple for quad in parse(turtle, RdfFormat.TURTLE)}
    assert triples == set(run(store, f"DESCRIBE <{LIBRARY}>").answer)
    assert "a jx:BudgetUnit" in turtle


def test_a_graph_as_a_table(store: Store) -> None:
    lines = written(store, "CONSTRUCT { ?u a jx:BudgetUnit } { ?u a jx:BudgetUnit }", "table").splitlines()
    assert lines[0].split() == ["subject", "predicate", "object"]
    assert lines[-1] == "(3 rows)"


@pytest.mark.parametrize(
    ("sparql", "fmt", "complaint"),
    [
        (NAMES, "ttl", "the answer to SELECT has no format ttl; use table or csv or json"),
        ("ASK {}", "csv", "the answer to ASK has no format csv; use table or json"),
        ("ASK {}", "ttl", "the answer to ASK has no format ttl; use table or json"),
        (
            "DESCRIBE jx:Project",
            "csv",
            "the answer to CONSTRUCT or DESCRIBE has no format csv; use table or ttl",
        ),
        (NAMES, "xml", "the answer to SELECT has no format xml; use table or csv or json"),
    ],
)
def test_a_format_that_the_answer_does_not_have(store: Store, sparql: str, fmt: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        written(store, sparql, fmt)
