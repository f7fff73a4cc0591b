"""Knowledge graphs of Chinese budget-performance documents.

>>> import kg
>>> graph = kg.open("out")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from rdflib import Graph


def open(path: str | os.PathLike[str]) -> Graph:
    """The graph of the build in `path`: facts, ontology and schemes, read-only.

    It stays as it is now, also when a newer build is made. Raises `kg.store.BuildError` where there is
    no build; changing the graph raises `kg.store.readonly.ReadOnlyError`.
    """
    import weakref
    from pathlib import Path

    from kg.store import Build

    build = Build(Path(path))
    graph = build.graph()
    weakref.finalize(graph.store, build.close)
    return graph
