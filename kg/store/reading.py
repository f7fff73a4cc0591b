"""A finished build, open for reading: the one way in which outputs and checks see it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from kg.store import manifest as manifests
from kg.store import readers
from kg.store.errors import BuildError
from kg.store.layout import Layout

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph
    import rdflib

    from kg.store.manifest import Generation, Manifest


class Build:
    """The current generation of a build, as it was when opened; a context manager.

    Until it is closed (or collected, or the process ends) no builder deletes what it reads.
    `layout` tells where texts, records and shards lie.
    """

    def __init__(self, folder: Path) -> None:
        """Raises `BuildError` where there is no build in `folder`, or one of another schema."""
        self.folder = folder
        self.manifest, self._mark = _settle(folder)
        self.layout = Layout(folder / "generations" / self.manifest.generation)
        if not self.layout.store.is_dir():
            remedy = f"make it anew with: kg build INPUT... --out {folder}"
            raise BuildError(folder, f"lacks its generation {self.manifest.generation}", remedy)

    @property
    def generation(self) -> Generation:
        """What this generation was made of."""
        return self.manifest.current

    @cached_property
    def store(self) -> pyoxigraph.Store:
        """The store, read-only: facts and ontology stand in its default graph."""
        from pyoxigraph import Store

        return Store.read_only(str(self.layout.store))

    def graph(self) -> rdflib.Graph:
        """The default graph in rdflib's terms; every change is refused."""
        from kg.store.readonly import default_graph

        return default_graph(self.store)

    def close(self) -> None:
        """Let builders delete this generation once it is too old. The store is not to be used after."""
        self.__dict__.pop("store", None)
        if self._mark:
            self._mark.release()
            self._mark = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _settle(folder: Path) -> tuple[Manifest, readers.Mark | None]:
    """The manifest, and a mark on its current generation that came before any builder could delete it."""
    while True:
        manifest = manifests.read(folder)
        mark = readers.mark(folder, manifest.generation)
        if manifest.generation in manifests.read(folder).kept:
            return manifest, mark
        if mark:
            mark.release()
