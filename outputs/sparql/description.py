"""What an endpoint says of itself: SPARQL 1.1 Service Description, VoID, and the example queries.

Counts are those that the build made, so that nothing is asked for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontology import path
from ontology.iris import PREFIXES, expand
from outputs.sparql.negotiation import OFFERED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from kg.store import Build
    from outputs.sparql.negotiation import Format

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_OF_WRITER = {
    "JSON": "SPARQL_Results_JSON",
    "XML": "SPARQL_Results_XML",
    "CSV": "SPARQL_Results_CSV",
    "TSV": "SPARQL_Results_TSV",
    "TURTLE": "Turtle",
    "N_TRIPLES": "N-Triples",
    "JSON_LD": "JSON-LD",
    "RDF_XML": "RDF_XML",
}
COUNTED = {
    "documents": "jx:Document",
    "forms": "jx:PerformanceForm",
    "units": "jx:BudgetUnit",
    "projects": "jx:Project",
    "policies": "jx:PolicyDocument",
    "citations": "jx:PolicyCitation",
    "findings": "jx:Finding",
}
"""What a build counts, and the class of it."""


def serialised(build: Build, url: str, format_: Format) -> bytes:
    """The description of the endpoint at `url` over a build."""
    from pyoxigraph import RdfFormat, serialize

    prefixes = {**PREFIXES, "sd": _SD, "void": _VOID}
    endpoint = url.partition("?")[0]
    triples = [*_service(endpoint), *_data(build, endpoint)]
    written = serialize(triples, format=getattr(RdfFormat, format_.writer), prefixes=prefixes)
    assert written is not None
    return written


def examples(format_: Format) -> bytes:
    """The example queries as `sh:SPARQLExecutable`, with their prefixes."""
    from pyoxigraph import RdfFormat, parse, serialize

    triples = (
        quad.triple
        for file in sorted(path("queries/prefixes.ttl").parent.glob("*.ttl"))
        for quad in parse(path=str(file), format=RdfFormat.TURTLE)
    )
    written = serialize(triples, format=getattr(RdfFormat, format_.writer), prefixes=PREFIXES)
    assert written is not None
    return written


def _service(endpoint: str) -> Iterator[Triple]:
    from pyoxigraph import Literal, NamedNode, Triple

    from kg.build.recipe import versions

    service, graph = NamedNode(endpoint), NamedNode(f"{endpoint}#data")
    type_ = NamedNode(expand("rdf:type"))
    yield Triple(service, type_, NamedNode(_SD + "Service"))
    yield Triple(service, NamedNode(_SD + "endpoint"), service)
    yield Triple(service, NamedNode(_SD + "supportedLanguage"), NamedNode(_SD + "SPARQL11Query"))
    yield Triple(service, NamedNode(_SD + "feature"), NamedNode(_SD + "EmptyGraphs"))
    engine = f"Oxigraph (pyoxigraph {versions()['pyoxigraph']}), jixiao-kg {versions()['jixiao-kg']}"
    yield Triple(service, NamedNode(expand("rdfs:comment")), Literal(engine, language="en"))
    for writer in dict.fromkeys(each.writer for formats in OFFERED.values() for each in formats):
        yield Triple(service, NamedNode(_SD + "resultFormat"), NamedNode(_FORMATS + _OF_WRITER[writer]))
    yield Triple(service, NamedNode(_SD + "defaultDataset"), NamedNode(f"{endpoint}#dataset"))
    yield Triple(NamedNode(f"{endpoint}#dataset"), type_, NamedNode(_SD + "Dataset"))
    yield Triple(NamedNode(f"{endpoint}#dataset"), NamedNode(_SD + "defaultGraph"), graph)
    yield Triple(graph, type_, NamedNode(_SD + "Graph"))


def _data(build: Build, endpoint: str) -> Iterator[Triple]:
    from pyoxigraph import Literal, NamedNode, Triple

    data, type_ = NamedNode(f"{endpoint}#data"), NamedNode(expand("rdf:type"))
    generation = build.generation
    yield Triple(data, type_, NamedNode(_VOID + "Dataset"))
    yield Triple(data, NamedNode(expand("dcterms:identifier")), Literal(generation.graph))
    yield Triple(data, NamedNode(_VOID + "sparqlEndpoint"), NamedNode(endpoint))
    yield Triple(data, NamedNode(_VOID + "uriSpace"), Literal(generation.base))
    yield Triple(data, NamedNode(_VOID + "triples"), Literal(generation.triples))
    yield Triple(data, NamedNode(_VOID + "vocabulary"), NamedNode(PREFIXES["jx"]))
    for name, cls in COUNTED.items():
        part = NamedNode(f"{endpoint}#{name}")
        yield Triple(data, NamedNode(_VOID + "classPartition"), part)
        yield Triple(part, NamedNode(_VOID + "class"), NamedNode(expand(cls)))
        yield Triple(part, NamedNode(_VOID + "entities"), Literal(generation.counts[name]))
