"""Accept headers as clients send them → what is sent."""

from __future__ import annotations

import pytest

from outputs.sparql.negotiation import OFFERED, accepts_gzip, choose

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SPARQLWRAPPER = "application/sparql-results+xml,application/json;q=0.5"
VIRTUOSO = "text/turtle; q=0.2, application/rdf+xml;q=1.0, */*;q=0.1"


@pytest.mark.parametrize(
    ("kind", "accept", "expected"),
    [
        ("rows", None, JSON),
        ("rows", "", JSON),
        ("rows", "*/*", JSON),
        ("rows", "text/*", "text/csv"),
        ("rows", "TEXT/CSV", "text/csv"),
        ("rows", "text/tab-separated-values", "text/tab-separated-values"),
        ("rows", "application/json", "application/json"),
        ("rows", SPARQLWRAPPER, XML),
        ("rows", f"{XML};q=0.3, {JSON};q=0.7", JSON),
        ("rows", f"{JSON};q=0, */*", "application/json"),
        ("rows", f"{JSON};q=0, application/json;q=0, */*;q=0.1", XML),
        ("rows", "text/csv;q=0.5, text/*;q=0.9", "text/tab-separated-values"),
        ("rows", FIREFOX, "application/xml"),
        ("rows", f"{XML};charset=utf-8;q=0.9", XML),
        ("rows", "text/html", None),
        ("rows", "*/*;q=0", None),
        ("rows", f"{JSON};q=nonsense", None),
        ("truth", "text/csv", None),
        ("truth", "text/csv, */*;q=0.1", JSON),
        ("graph", None, "text/turtle"),
        ("graph", "application/n-triples", "application/n-triples"),
        ("graph", VIRTUOSO, "application/rdf+xml"),
        ("graph", "application/ld+json", "application/ld+json"),
        ("graph", JSON, None),
    ],
)
def test_the_format_that_is_liked_best_is_chosen(kind: str, accept: str | None, expected: str | None) -> None:
    chosen = choose(accept, OFFERED[kind])  # type: ignore[index]
    assert (chosen.media_type.partition(";")[0] if chosen else None) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, False),
        ("", False),
        ("identity", False),
        ("gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("gzip;q=0", False),
        ("*", True),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
    ],
)
def test_gzip_is_sent_to_who_takes_it(header: str | None, expected: bool) -> None:
    assert accepts_gzip(header) is expected
