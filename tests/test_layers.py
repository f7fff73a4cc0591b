"""Imports go one way, and nothing heavy is loaded before it is needed."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("kg", "outputs", "extractors", "ontology")

# From the outermost layer to the innermost; each may import only what stands behind it (and itself).
ORDER = (
    "kg.cli",
    "outputs",
    "kg.build",
    "kg.check",
    "kg.link",
    "kg.graph",
    "kg.store",
    "extractors",
    "ontology",
)
STREAM = (
    "extractors.extract",
    "extractors.rules",
    "extractors.forms",
    "extractors.tables",
    "extractors.rows",
)


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(module: str, order: tuple[str, ...]) -> int | None:
    found = [i for i, name in enumerate(order) if module == name or module.startswith(name + ".")]
    return found[0] if found else None


@pytest.mark.parametrize("path", modules(), ids=name_of)
@pytest.mark.parametrize("order", [ORDER, STREAM], ids=["layers", "stream"])
def test_imports_go_with_the_stream(path: Path, order: tuple[str, ...]) -> None:
    here = layer(name_of(path), order)
    if here is None:
        return
    against = [m for m in imported(path) if (there := layer(m, order)) is not None and there < here]
    assert against == []


def test_no_relative_imports() -> None:
    nodes = (
        (path, node) for path in modules() for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )
    relative = [name_of(path) for path, node in nodes if isinstance(node, ast.ImportFrom) and node.level]
    assert relative == []


HEAVY = (
    "lxml",
    "xlrd",
    "pypdfium2",
    "spacy",
    "networkx",
    "rdflib",
    "pyoxigraph",
    "pyvis",
    "pyshacl",
    "scipy",
    "matplotlib",
    "rustworkx",
    "graspologic_native",
    "numpy",
    "pandas",
    "rich",
    "msgspec",
    "pyarrow",
    "xlsxwriter",
)


def test_help_starts_light() -> None:
    script = f"import sys, kg.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    shown = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_packages_load_nothing_by_themselves() -> None:
    script = (
        f"import sys, kg, extractors, ontology, outputs; print([n for n in {HEAVY!r} if n in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"
