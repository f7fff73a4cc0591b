"""search.db: every name in a generation, found by any part of it.

SQLite's own trigrams find no word of two characters, which most Chinese words are; so the index holds the pairs of
neighbouring characters of each name (FTS5, contentless), and what it finds is compared with the name itself.
Names are compared without case, spaces, brackets and other signs; a name is also found by the initials of its
characters in pinyin (`kjcyzx` for 科技创业中心).
"""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_TABLES = """
CREATE TABLE entity (id INTEGER PRIMARY KEY, iri TEXT, class TEXT, label TEXT);
CREATE TABLE name (id INTEGER PRIMARY KEY, entity INTEGER, text TEXT, folded TEXT, initials TEXT);
CREATE VIRTUAL TABLE pairs USING fts5(folded, initials, content='', tokenize='unicode61', detail='full');
CREATE INDEX by_class ON entity (class);
"""
_FIND = """
SELECT entity.iri, entity.class, entity.label, name.text,
       min((name.folded <> :folded) * 1000 + (instr(name.folded, :folded) <> 1) * 500 + length(name.folded)) AS rank
FROM name JOIN entity ON entity.id = name.entity
WHERE {chosen}
  AND (instr(name.folded, :folded) OR instr(name.initials, :folded))
GROUP BY entity.id ORDER BY rank, entity.iri
"""
_BY_PAIRS = "name.id IN (SELECT rowid FROM pairs WHERE pairs MATCH :pairs)"


@dataclass(frozen=True, slots=True)
class Named:
    """An entity to be found: its class without prefix, what it is called, and all its other names."""

    iri: str
    cls: str
    label: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that was found, and the name that it was found by."""

    iri: str
    cls: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and how many there are of each class."""

    hits: tuple[Hit, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def write(path: Path, entities: Iterable[Named]) -> None:
    """Make the index of a generation."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(_TABLES)
        for number, entity in enumerate(entities, start=1):
            database.execute(
                "INSERT INTO entity VALUES (?, ?, ?, ?)", (number, entity.iri, entity.cls, entity.label)
            )
            for name in dict.fromkeys((entity.label, *entity.others)):
                row = (number, name, folded(name), _initials(name))
                done = database.execute(
                    "INSERT INTO name (entity, text, folded, initials) VALUES (?, ?, ?, ?)", row
                )
                database.execute(
                    "INSERT INTO pairs (rowid, folded, initials) VALUES (?, ?, ?)",
                    (done.lastrowid, _pairs(row[2]), _pairs(row[3])),
                )


class Index:
    """The index of a generation, open for reading; to be used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Raises `sqlite3.OperationalError` where there is none."""
        self._database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)

    def find(self, text: str, cls: str | None = None, most: int = 50) -> Found:
        """What has `text` in one of its names, the closest first; of one class only, if that is given."""
        wanted = folded(text)
        if not wanted:
            return Found()
        chosen = _BY_PAIRS if len(wanted) > 1 else "1"
        found = self._database.execute(
            _FIND.format(chosen=chosen), {"folded": wanted, "pairs": f'"{_pairs(wanted)}"'}
        )
        counts: dict[str, int] = {}
        hits: list[Hit] = []
        for iri, kind, label, name, _ in found:
            counts[kind] = counts.get(kind, 0) + 1
            if len(hits) < most and cls in (None, kind):
                hits.append(Hit(iri, kind, label, name))
        return Found(tuple(hits), counts)

    def close(self) -> None:
        self._database.close()


def folded(text: str) -> str:
    """The letters, digits and characters of a text, half-width and in lower case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))


def _pairs(text: str) -> str:
    """Neighbouring characters, as words apart; a single one as itself."""
    return " ".join(text[place : place + 2] for place in range(max(1, len(text) - 1)))


def _initials(name: str) -> str:
    """The first letters of the pinyin of each Chinese character."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")).lower()
