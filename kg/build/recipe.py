"""What decides, beside the document, what is extracted from it."""

from __future__ import annotations

import hashlib
import platform
import re
from functools import cache
from importlib import metadata
from pathlib import Path

import extractors
from extractors import vocabulary

DISTRIBUTION = "jixiao-kg"


@cache
def versions() -> dict[str, str]:
    """The versions of all that takes part: this package, its data, Python, the libraries it requires."""
    return {
        DISTRIBUTION: _version(DISTRIBUTION),
        "extractors": _code(),
        "vocabulary": vocabulary.fingerprint(),
        "python": platform.python_version(),
        **{name: _version(name) for name in sorted(_requirements())},
    }


def recipe(personal_data: bool, model: str = "") -> str:
    """A hash of versions and options: extractions made after one recipe are alike. `model` is a model's identity."""
    parts = [
        *versions().items(),
        ("personal_data", str(personal_data)),
        *([("model", model)] if model else []),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _code() -> str:
    """A hash of the extractors' source: between releases the version alone says too little."""
    folder = Path(extractors.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _requirements() -> list[str]:
    try:
        lines = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:  # run from a checkout
        return []
    return [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in lines if "extra ==" not in line]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"
