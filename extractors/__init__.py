"""Extraction of records from budget-performance documents.

The public functions are imported on first use, so that `import extractors` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.extract import extract_forms
    from extractors.policies import find_citations
    from extractors.targets import parse_target

__all__ = ["extract_forms", "find_citations", "parse_target"]

_HOMES = {
    "extract_forms": "extractors.extract",
    "find_citations": "extractors.policies",
    "parse_target": "extractors.targets",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
