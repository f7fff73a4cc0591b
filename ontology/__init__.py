"""The vocabulary of the graph: Turtle files, and the module that mints IRIs."""

from __future__ import annotations

from pathlib import Path

TURTLE = (
    "jixiao.ttl",
    "schemes.ttl",
    "indicators.ttl",
    "units.ttl",
    "alignments.ttl",
    "shapes.ttl",
    "rules.ttl",
)
"""The Turtle files of this package."""

LOADED = TURTLE[:-2]
"""Those that are loaded beside the data."""

_FOLDER = Path(__file__).parent


def path(name: str) -> Path:
    """The file `name` of this package (one of `TURTLE`, or a file under `queries/`).

    Raises `FileNotFoundError` where there is none.
    """
    file = _FOLDER / name
    if not file.is_file():
        raise FileNotFoundError(f"the ontology has no file {name}")
    return file
