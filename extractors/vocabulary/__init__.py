"""What the extractors know about words, as files a researcher can edit.

Every table is tab-separated UTF-8 text with a header line; lines that begin with `#` are comments.
`docs/vocabulary.md` describes the columns of each.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDER = files(__name__)
_CHOICE = re.compile(r"\[([^\[\]{}]*)\]|\{([^\[\]{}]*)\}")


class VocabularyError(Exception):
    """A vocabulary file that breaks its own form: which file, which line, what."""


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name.tsv`, each a mapping from column to text ("" where a cell is empty)."""
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    header = numbered[0][1].split("\t")
    rows = []
    for number, line in numbered[1:]:
        cells = line.split("\t")
        if len(cells) > len(header):
            raise VocabularyError(f"{name}.tsv:{number}: {len(cells)} cells under {len(header)} columns")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return tuple(rows)


def alternatives(pattern: str) -> list[str]:
    """The words that a cell with `[a|b]` (one of these) and `{a|b}` (one of these or nothing) stands for."""
    choice = _CHOICE.search(pattern)
    if choice is None:
        return [pattern]
    parts = choice[1].split("|") if choice[1] is not None else ["", *choice[2].split("|")]
    rests = alternatives(pattern[choice.end() :])
    return [pattern[: choice.start()] + part + rest for part in parts for rest in rests]


@cache
def settings(name: str) -> dict[str, Any]:
    """The content of `name.toml`."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def fingerprint() -> str:
    """A hash of every vocabulary file: part of the key under which extractions are cached."""
    digest = hashlib.sha256()
    for entry in sorted(_FOLDER.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith((".tsv", ".toml")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
