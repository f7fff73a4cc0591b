"""networkx graphs as GraphML and GEXF: in characters and types that these hold, the same bytes each time."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

    import networkx

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRITTEN_TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def xml_text(text: str) -> str:
    """The text without the characters that XML does not hold."""
    return _NOT_XML.sub("", text)


def write_graphml(graph: networkx.Graph, output: BinaryIO) -> None:
    """Write `graph` as GraphML; the attributes of its nodes become such as XML holds."""
    import networkx

    _make_writable(graph)
    networkx.write_graphml_xml(graph, output)


def write_gexf(graph: networkx.Graph, output: BinaryIO) -> None:
    """Write `graph` as GEXF without the date of today; as `write_graphml`."""
    import networkx

    _make_writable(graph)
    lines = networkx.generate_gexf(graph)
    output.writelines(_WRITTEN_TODAY.sub("", line, count=1).encode() + b"\n" for line in lines)


def _make_writable(graph: networkx.Graph) -> None:
    for _, attributes in graph.nodes(data=True):
        attributes.update({name: _xml(value) for name, value in attributes.items()})


def _xml(value: str | int | float | Decimal) -> str | int | float:
    if isinstance(value, str):
        return xml_text(value)
    return float(value) if isinstance(value, Decimal) else value
