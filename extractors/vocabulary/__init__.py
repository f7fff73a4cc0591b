"""What the extractors know about words, as files a researcher can edit.

Every table is tab-separated UTF-8 text with a header line; lines that begin with `#` are comments.
`docs/vocabulary.md` describes the columns of each.
"""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LOCAL = "JIXIAO_VOCABULARY"
"""Environment variable that names a folder of local tables; processes started from this one inherit it."""
ADDABLE = ("agencies", "laws", "policy_contexts", "policy_departments", "policy_regions", "title_natures")
"""Tables to which a local folder may add rows."""

_FOLDER = files(__name__)
_CHOICE = re.compile(r"\[([^\[\]{}]*)\]|\{([^\[\]{}]*)\}")


class VocabularyError(Exception):
    """A vocabulary file that breaks its own form: which file, which line, what."""


def use_local(folder: Path) -> None:
    """Add the rows of the tables in `folder` (agencies.tsv …) to those that come with the program.

    Comes before anything is extracted. Raises `VocabularyError` where the folder cannot be used as it is.
    """
    chosen = str(folder.resolve())
    for path in _local_files(folder):
        if path.stem not in ADDABLE:
            raise VocabularyError(f"{path}: no table to add to; there are {', '.join(ADDABLE)}")
        _added_rows(path.stem, folder)
    if os.environ.get(LOCAL) != chosen and table.cache_info().currsize:
        raise VocabularyError(
            f"{folder}: local tables come before anything is extracted; start a new process"
        )
    os.environ[LOCAL] = chosen


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name.tsv`, each a mapping from column to text ("" where a cell is empty); local ones last."""
    rows = tuple(_rows(_FOLDER / f"{name}.tsv", f"{name}.tsv"))
    folder = os.environ.get(LOCAL)
    return (*rows, *_added_rows(name, Path(folder))) if folder and name in ADDABLE else rows


def _added_rows(name: str, folder: Path) -> list[dict[str, str]]:
    path = folder / f"{name}.tsv"
    if not path.is_file():
        return []
    columns = _rows(_FOLDER / f"{name}.tsv", f"{name}.tsv")[0]
    added = _rows(path, str(path))
    if unknown := [column for row in added[:1] for column in row if column not in columns]:
        raise VocabularyError(f"{path}: no column {unknown[0]}; there are {', '.join(columns)}")
    return [dict.fromkeys(columns, "") | row for row in added]


def _rows(file: Traversable | Path, shown: str) -> list[dict[str, str]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{shown}: cannot be read as UTF-8 text ({error})") from None
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        return []
    header = numbered[0][1].split("\t")
    rows = []
    for number, line in numbered[1:]:
        cells = line.split("\t")
        if len(cells) > len(header):
            raise VocabularyError(f"{shown}:{number}: {len(cells)} cells under {len(header)} columns")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return rows


def _local_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise VocabularyError(f"{folder}: no folder of vocabulary tables")
    return sorted(folder.glob("*.tsv"))


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
    """A hash of every vocabulary file, local ones included: part of the key under which extractions are cached."""
    digest = hashlib.sha256()
    for entry in sorted(_FOLDER.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith((".tsv", ".toml")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    if folder := os.environ.get(LOCAL):
        for path in _local_files(Path(folder)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
