"""The directory of a build: immutable generations, one commit point, one builder, many readers."""

from kg.store.directory import BuildDirectory, claim
from kg.store.errors import BuildError
from kg.store.layout import CoverageReport, Covered, Layout
from kg.store.manifest import Generation, Input, Manifest, Unused
from kg.store.reading import Build

__all__ = [
    "Build",
    "BuildDirectory",
    "BuildError",
    "CoverageReport",
    "Covered",
    "Generation",
    "Input",
    "Layout",
    "Manifest",
    "Unused",
    "claim",
]
