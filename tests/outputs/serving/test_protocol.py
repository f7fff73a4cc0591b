"""The cases of the W3C's SPARQL 1.1 Protocol tests, and others, asked of a running server."""

from __future__ import annotations

import gzip
import json

import pytest
from served_build import Server

from outputs.sparql.protocol import LARGEST_REQUEST, Asked, Refusal, asked

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
ASK = b"ASK {}"
GRAPH = "https://example.org/graph"


@pytest.mark.parametrize(
    ("method", "query_string", "content_type", "body", "expected"),
    [
        ("GET", b"query=ASK%20%7B%7D", None, b"", Asked("ASK {}", "truth")),
        ("GET", b"query=ASK+%7B%7D", None, b"", Asked("ASK {}", "truth")),
        ("HEAD", b"query=ASK+%7B%7D", None, b"", Asked("ASK {}", "truth")),
        ("GET", b"", None, b"", None),
        ("GET", b"format=json", None, b"", None),
        ("POST", b"", FORM, b"query=ASK+%7B%7D", Asked("ASK {}", "truth")),
        ("POST", b"", FORM + "; charset=UTF-8", b"query=ASK+%7B%7D", Asked("ASK {}", "truth")),
        ("POST", b"", DIRECT, ASK, Asked("ASK {}", "truth")),
        ("POST", b"", "Application/SPARQL-Query", ASK, Asked("ASK {}", "truth")),
        (
            "POST",
            b"default-graph-uri=https%3A%2F%2Fexample.org%2Fgraph&named-graph-uri=a%3A1&named-graph-uri=a%3A2",
            DIRECT,
            ASK,
            Asked("ASK {}", "truth", (GRAPH,), ("a:1", "a:2")),
        ),
        (
            "POST",
            b"",
            FORM,
            b"query=ASK+%7B%7D&default-graph-uri=a%3A1&default-graph-uri=a%3A2",
            Asked("ASK {}", "truth", ("a:1", "a:2")),
        ),
        (
            "GET",
            b"query=SELECT%20%3Fx%20%7B%20%3Fx%20%3Fy%20%22%E6%B2%AA%22%20%7D",
            None,
            b"",
            Asked('SELECT ?x { ?x ?y "沪" }', "rows"),
        ),
    ],
)
def test_requests_that_ask(
    method: str, query_string: bytes, content_type: str | None, body: bytes, expected: Asked | None
) -> None:
    assert asked(method, query_string, content_type, body) == expected


@pytest.mark.parametrize(
    ("method", "query_string", "content_type", "body", "status"),
    [
        ("GET", b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", None, b"", 400),
        ("POST", b"", FORM, b"query=ASK+%7B%7D&query=ASK+%7B%7D", 400),
        ("POST", b"", FORM, b"", 400),
        ("POST", b"", None, b"query=ASK+%7B%7D", 415),
        ("POST", b"", "text/plain", ASK, 415),
        ("POST", b"", "application/sparql-update", b"CLEAR ALL", 415),
        ("POST", b"", DIRECT, "ASK { ?x ?y 'é' }".encode("utf-16"), 400),
        ("GET", b"query=%FF%FE", None, b"", 400),
        ("GET", b"query=nonsense", None, b"", 400),
        ("GET", b"update=CLEAR%20ALL", None, b"", 400),
        ("POST", b"", FORM, b"update=CLEAR+ALL", 400),
        ("POST", b"", DIRECT, b"CLEAR ALL", 400),
        ("POST", b"", DIRECT, b"LOAD <http://example.org/>", 400),
        ("POST", b"", DIRECT, b"SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", 400),
    ],
)
def test_requests_that_are_refused(
    method: str, query_string: bytes, content_type: str | None, body: bytes, status: int
) -> None:
    with pytest.raises(Refusal) as refusal:
        asked(method, query_string, content_type, body)
    assert refusal.value.status == status
    assert "\n" not in refusal.value.reason


SELECT = "SELECT ?x { ?x a jx:Project }"
CONSTRUCT = "CONSTRUCT { ?x a jx:Project } WHERE { ?x a jx:Project }"


@pytest.mark.parametrize(
    ("sparql", "accept", "media_type", "begins"),
    [
        (
            SELECT,
            "application/sparql-results+json",
            "application/sparql-results+json",
            b'{"head":{"vars":["x"]}',
        ),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        (SELECT, "text/csv", "text/csv", b"x\r\n"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values", b"?x\n"),
        ("ASK {}", "*/*", "application/sparql-results+json", b'{"head":{},"boolean":true}'),
        (CONSTRUCT, "text/turtle", "text/turtle", b"@prefix"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml", b"<?xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json", b'[{"@id":'),
        (
            "DESCRIBE jx:Project",
            "application/n-triples",
            "application/n-triples",
            b"<https://w3id.org/jixiao/",
        ),
    ],
)
def test_answers_come_in_the_format_asked_for(
    server: Server, sparql: str, accept: str, media_type: str, begins: bytes
) -> None:
    answer = server.query(sparql, Accept=accept)
    assert (answer.status, answer.media_type) == (200, media_type)
    assert answer.body.startswith(begins)


@pytest.mark.parametrize(
    ("method", "headers", "body", "status"),
    [
        ("PUT", {"Content_Type": DIRECT}, ASK, 405),
        ("DELETE", {}, None, 405),
        ("PATCH", {}, None, 405),
        ("POST", {"Content_Type": "text/plain"}, ASK, 415),
        ("POST", {"Content_Type": DIRECT}, b"SELECT nonsense", 400),
        (
            "POST",
            {"Content_Type": DIRECT},
            b"SELECT * { SER\\u0056ICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
            400,
        ),
        ("POST", {"Content_Type": DIRECT, "Accept": "text/html"}, ASK, 406),
        ("POST", {"Content_Type": DIRECT}, ASK + b" " * LARGEST_REQUEST, 413),
        (
            "POST",
            {"Content_Type": DIRECT},
            b"SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a",
            503,
        ),
    ],
)
def test_what_cannot_be_answered_has_its_status_and_one_line(
    server: Server, method: str, headers: dict[str, str], body: bytes | None, status: int
) -> None:
    answer = server.ask(method, body=body, **headers)
    assert answer.status == status
    assert answer.media_type == "text/plain"
    assert answer.text.count("\n") == 1
    assert answer.headers["access-control-allow-origin"] == "*"
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_an_answer_known_already_is_not_given_to_another_method(server: Server) -> None:
    assert server.query("ASK { }").status == 200
    assert server.ask("PUT", parameters=[("query", "ASK { }")]).status == 405


def test_head_sends_the_headers_of_get(server: Server) -> None:
    parameters = [("query", SELECT)]
    head, get = server.ask("HEAD", parameters=parameters), server.ask(parameters=parameters)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.body))


def test_large_answers_are_packed_for_who_takes_it(server: Server) -> None:
    every = "SELECT * { ?s ?p ?o } LIMIT 100"
    packed, plain = server.query(every, Accept_Encoding="gzip"), server.query(every)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["vary"] == "Accept, Accept-Encoding"


def test_other_sites_pages_may_ask(server: Server) -> None:
    preflight = server.ask("OPTIONS", Origin="https://example.org", Access_Control_Request_Method="POST")
    assert preflight.status == 204
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "POST" in preflight.headers["access-control-allow-methods"]


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_build_holds_none_of_the_graphs_that_a_request_may_name(server: Server, name: str) -> None:
    answer = server.ask(parameters=[("query", "ASK { ?s ?p ?o }"), (name, GRAPH)])
    assert json.loads(answer.body)["boolean"] is False


def test_from_names_graphs_as_the_protocol_has_it(server: Server) -> None:
    assert json.loads(server.query(f"ASK FROM <{GRAPH}> {{ ?s ?p ?o }}").body)["boolean"] is False


def test_a_slow_query_keeps_no_other_waiting(server: Server) -> None:
    """The slow one is refused after its two seconds; what is asked meanwhile is answered before that."""
    from concurrent.futures import ThreadPoolExecutor

    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with ThreadPoolExecutor() as pool:
        refused = [pool.submit(server.query, f"{slow} # {number}") for number in range(2)]
        answered = [server.query(f"ASK {{}} # {number}").status for number in range(5)]
        was_waiting = not any(future.done() for future in refused)
        assert {future.result().status for future in refused} == {503}
    assert answered == [200] * 5
    assert was_waiting


def test_the_service_says_what_it_is(server: Server) -> None:
    from rdflib import Graph

    answer = server.ask(Accept="text/turtle")
    graph = Graph().parse(data=answer.body, format="turtle")
    rows = graph.query(
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#> "
        "SELECT ?endpoint ?triples ?engine { ?service a sd:Service ; sd:endpoint ?endpoint ; rdfs:comment ?engine ; "
        "sd:defaultDataset/sd:defaultGraph/void:triples ?triples }"
    )
    ((endpoint, triples, engine),) = rows
    counted = json.loads(server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body)
    assert str(endpoint) == server.endpoint
    assert str(triples) == counted["results"]["bindings"][0]["n"]["value"]
    assert "pyoxigraph" in str(engine)


def test_the_examples_can_be_read_and_run_from_the_server(server: Server) -> None:
    from rdflib import Graph

    from outputs.examples import examples

    answer = server.ask(path="/.well-known/sparql-examples", Accept="text/turtle")
    graph = Graph().parse(data=answer.body, format="turtle")
    found = {
        str(row[0]) for row in graph.query("SELECT ?q { ?q a <http://www.w3.org/ns/shacl#SPARQLExecutable> }")
    }
    assert {iri.rpartition("/")[2] for iri in found} == set(examples())
    assert server.query(examples()["most-cited-policies"].sparql).status == 200
