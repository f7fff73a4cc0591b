"""What a build was made of, as every exported table repeats it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store import Generation


def about(generation: Generation) -> dict[str, str]:
    """The hash of the graph, and what decides it: the same for the same graph, wherever and whenever it was built."""
    return {
        "graph": generation.graph,
        "inputs": inputs_hash(generation),
        "jixiao-kg": generation.versions.get("jixiao-kg", "unknown"),
        "vocabulary": generation.versions.get("vocabulary", "unknown"),
        "base": generation.base,
        "model": generation.model or "rules",
        "personal data": "kept" if generation.personal_data else "masked",
        "rules": " ".join(f"{code}={choice}" for code, choice in generation.rules.items())
        or "all as described",
    }


def inputs_hash(generation: Generation) -> str:
    """A hash of the documents that hold forms, whatever their names and their order: of their sorted SHA-256 in
    hexadecimal digits, one a line."""
    hashes = sorted(each.sha256 for each in generation.inputs)
    return hashlib.sha256("".join(f"{each}\n" for each in hashes).encode()).hexdigest()
