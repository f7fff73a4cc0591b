"""A graph as one HTML file: to browse without a server or a network, and to send by mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

    from outputs.page.evidence import Texts

CAP = 5000
"""More nodes than this no browser draws well, and no reader takes in."""

TITLE = "预算绩效知识图谱"


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What was written: the file and its size in bytes, nodes and edges on the page, nodes in the graph."""

    path: Path
    size: int
    nodes: int
    edges: int
    all_nodes: int


def write_page(
    store: Store, path: Path, *, texts: Texts | None = None, title: str = TITLE, cap: int = CAP
) -> PageSummary:
    """Write the graph of `store` to `path` as a page that shows at most `cap` nodes, the most connected.

    `texts` gives the text of the document with a sha256, so that evidence shows within its sentence. The
    same graph gives the same bytes. Raises `OSError` where the file cannot be written.
    """
    from outputs.page.collecting import content
    from outputs.page.rendering import html

    page = content(store, texts, cap)
    encoded = html(page, title).encode()
    path.write_bytes(encoded)
    return PageSummary(
        path=path,
        size=len(encoded),
        nodes=len(page.nodes),
        edges=len(page.edges),
        all_nodes=sum(entry.total for entry in page.legend),
    )
