"""Clients that people use, and what happens to a server around them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from served_build import EXAMPLES, Server, served

from kg.build import build
from kg.store import Build

PROJECTS = "SELECT ?x { ?x a jx:Project } ORDER BY ?x"


def projects(folder: Path) -> list[str]:
    from outputs import query

    with Build(folder) as opened:
        answer = query.run(opened.store, PROJECTS).answer
        return [row["x"].value for row in answer]  # type: ignore[union-attr]


def test_sparqlwrapper_reads_rows_truths_and_graphs(server: Server) -> None:
    from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

    client = SPARQLWrapper(server.endpoint)
    client.setReturnFormat(JSON)
    client.setQuery(PROJECTS)
    found = client.queryAndConvert()
    assert [row["x"]["value"] for row in found["results"]["bindings"]] == projects(server.folder)
    client.setMethod(POST)
    client.setQuery("ASK { ?x a jx:Project }")
    assert client.queryAndConvert()["boolean"] is True
    client.setReturnFormat(TURTLE)
    client.setQuery("CONSTRUCT WHERE { ?x a jx:Project }")
    assert client.queryAndConvert().count(b"a jx:Project") == len(projects(server.folder))


def test_rdflib_reads_a_remote_graph(server: Server) -> None:
    from rdflib import Graph, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(SPARQLStore(server.endpoint))
    kind = URIRef("https://w3id.org/jixiao/ontology#Project")
    type_ = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert sorted(map(str, graph.subjects(type_, kind))) == projects(server.folder)


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl on this machine")
def test_curl_posts_a_query_and_reads_csv(server: Server) -> None:
    command = ["curl", "-sS", "--data-binary", PROJECTS, "-H", "Content-Type: application/sparql-query"]
    said = subprocess.run(
        [*command, "-H", "Accept: text/csv", server.endpoint], capture_output=True, check=True
    )
    assert said.stdout.decode().split() == ["x", *projects(server.folder)]


def test_a_new_build_takes_over(tmp_path: Path) -> None:
    form, out = next(iter(sorted(EXAMPLES.glob("*.txt")))), tmp_path / "out"
    build([form], out)
    count = "SELECT (COUNT(?x) AS ?n) { ?x a jx:PerformanceForm }"
    for server in served(out):
        before = json.loads(server.query(count).body)["results"]["bindings"][0]["n"]["value"]
        build([EXAMPLES], out)
        after, until = before, time.monotonic() + 30
        while after == before and time.monotonic() < until:
            time.sleep(0.2)
            after = json.loads(server.query(count).body)["results"]["bindings"][0]["n"]["value"]
        with Build(out) as opened:
            assert (before, after) == ("1", str(opened.generation.counts["forms"]))


def test_a_folder_without_a_build_is_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", str(tmp_path), "--port", "0"]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert said.returncode == 2
    assert "holds no build" in said.stderr
    assert said.stderr.count("\n") == 1
