"""A measured network as a file: for Gephi, for tables, or as statements about its nodes."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import TextIOWrapper
from typing import TYPE_CHECKING

from kg.store.sheets import neutralised
from ontology.iris import PREFIXES, Namespace, concept
from outputs.export import ExportError
from outputs.graphxml import write_gexf, write_graphml
from outputs.network.measures import NodeMeasures, annotate
from outputs.whole import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    import networkx
    from pyoxigraph import Literal, NamedNode, Triple

    from outputs.network.measures import Measures
    from outputs.network.projecting import Network

NODE_COLUMNS = ("iri", "label", "cls", "title", "category", "year", "projects")
"""What is known of a node before it is measured; each where there is any."""

_QB = "http://purl.org/linked-data/cube#"
_PROPERTIES = {
    "projects": "projectCount",
    "degree": "degree",
    "strength": "strength",
    "betweenness": "betweenness",
    "pagerank": "pageRank",
    "community": "community",
}


def write(network: Network, found: Measures, target: Path, base: str) -> list[Path]:
    """Write the network with its measures to `target`, in the format that its name ends in; the files written.

    `.graphml` and `.gexf` hold the graph; `.csv` the nodes, with the edges in a second file beside it; `.ttl`
    statements about the nodes, by IRIs under `base`. Raises `ExportError`.
    """
    require_format(target)
    try:
        return _WRITERS[target.suffix.lower()](network, found, target, base)
    except OSError as error:
        remedy = "name a file in a folder that you may write to"
        raise ExportError(f"{target}: cannot be written ({error.strerror}); {remedy}") from error


def require_format(target: Path) -> None:
    """Raises `ExportError` where `target` does not end like a format to write."""
    if target.suffix.lower() not in _WRITERS:
        raise ExportError(f"{target}: not a format to write; end the name in {', '.join(_WRITERS)}")


def write_nodes(
    network: Network, found: Measures, nodes: Iterable[str], output: BinaryIO, encoding: str = "utf-8"
) -> None:
    """Write a CSV row for each of `nodes`, with its measures. No text is a formula in it."""
    known = _known_columns(network)
    rows = (
        [*(_cell(network.graph.nodes[node].get(name)) for name in known), *map(_cell, found.nodes[node])]
        for node in nodes
    )
    _write_csv(output, encoding, [*known, *NodeMeasures._fields], rows)


def _known_columns(network: Network) -> list[str]:
    there = {name for _, attributes in network.graph.nodes(data=True) for name in attributes}
    return [column for column in NODE_COLUMNS if column in there]


def _csv(network: Network, found: Measures, target: Path, _: str) -> list[Path]:
    edges = target.with_name(f"{target.stem}-edges{target.suffix}")
    with whole(target) as output:
        write_nodes(network, found, network.graph, output, "utf-8")
    with whole(edges) as output:
        names = sorted({name for *_, data in network.graph.edges(data=True) for name in data})
        rows = (
            [source, target, *(_cell(data.get(name)) for name in names)]
            for source, target, data in network.graph.edges(data=True)
        )
        _write_csv(output, "utf-8", ["source", "target", *names], rows)
    return [target, edges]


def _write_csv(output: BinaryIO, encoding: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    text = TextIOWrapper(output, encoding=encoding, newline="")
    csv.writer(text).writerows([header, *rows])
    text.detach()


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    return neutralised(value) if isinstance(value, str) else _plain(value)


def _plain(value: float) -> str:
    """The number without an exponent."""
    return format(Decimal(repr(value)).normalize(), "f")


def _annotated(network: Network, found: Measures) -> networkx.Graph:
    graph = network.graph.copy()
    annotate(graph, found)
    return graph


def _graphml(network: Network, found: Measures, target: Path, _: str) -> list[Path]:
    with whole(target) as output:
        write_graphml(_annotated(network, found), output)
    return [target]


def _gexf(network: Network, found: Measures, target: Path, _: str) -> list[Path]:
    with whole(target) as output:
        write_gexf(_annotated(network, found), output)
    return [target]


def _turtle(network: Network, found: Measures, target: Path, base: str) -> list[Path]:
    from pyoxigraph import RdfFormat, serialize

    with whole(target) as output:
        serialize(
            _statements(network, found, base), output, RdfFormat.TURTLE, prefixes={**PREFIXES, "qb": _QB}
        )
    return [target]


def _statements(network: Network, found: Measures, base: str) -> Iterator[Triple]:
    """The network as a data set, and an observation of it for each node (RDF Data Cube)."""
    from pyoxigraph import Literal, NamedNode, Triple

    ns, options = Namespace(base), network.options
    about = ns.network(network.name, year=options.year, role=options.role)

    def stated(subject: str, predicate: str, value: Literal | NamedNode) -> Triple:
        prefix, _, name = predicate.partition(":")
        return Triple(NamedNode(subject), NamedNode({**PREFIXES, "qb": _QB}[prefix] + name), value)

    yield stated(about, "rdf:type", NamedNode(f"{_QB}DataSet"))
    yield stated(about, "dcterms:identifier", Literal(network.name))
    yield stated(about, "dcterms:title", Literal(network.zh, language="zh"))
    yield stated(about, "dcterms:title", Literal(network.en, language="en"))
    for sentence in (network.basis, f"weight: {network.weight}", *network.left_out):
        yield stated(about, "dcterms:description", Literal(sentence))
    if options.year:
        yield stated(about, "jx:fiscalYear", _number(options.year))
    if options.role:
        yield stated(about, "jx:citationRole", NamedNode(concept(f"citation-role/{options.role}")))
    for node, attributes in _annotated(network, found).nodes(data=True):
        measured = ns.measure(about, node)
        yield stated(measured, "rdf:type", NamedNode(f"{_QB}Observation"))
        yield stated(measured, "qb:dataSet", NamedNode(about))
        yield stated(measured, "jx:measureOf", NamedNode(node))
        for name, property_ in _PROPERTIES.items():
            if name in attributes:
                yield stated(measured, f"jx:{property_}", _number(attributes[name]))


def _number(value: float) -> Literal:
    from pyoxigraph import Literal, NamedNode

    kind = "integer" if isinstance(value, int) else "decimal"
    return Literal(_plain(value), datatype=NamedNode(f"{PREFIXES['xsd']}{kind}"))


_WRITERS: dict[str, Callable[[Network, Measures, Path, str], list[Path]]] = {
    ".csv": _csv,
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".ttl": _turtle,
}
