"""Short names that documents go by, such as 人才30条: given by 以下简称 in some form, or known to the vocabulary.

Only names that count what the document says are taken beyond the text that gives them: 《资金管理办法》 may be
short for another document in each form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from extractors.policies.identity import normalise_title
from extractors.policies.references import aliases
from extractors.policies.words import pattern
from extractors.vocabulary import table
from kg.graph.citations import policy_of
from kg.graph.projects import place_of
from kg.link.merges import Address, Claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractors.records import Citation, Record

_CENTRAL = "中央"
_COUNTING = re.compile(r".{0,20}(?:\d{1,3}|[一二三四五六七八九十百]{1,4})条")


class ShortNames:
    """The short names that records give to documents, and where they do."""

    def __init__(self) -> None:
        self._given: defaultdict[str, dict[str, Address]] = defaultdict(dict)
        self._elsewhere: set[str] = set()

    def add(self, record: Record) -> None:
        for citation in record.citations:
            title = normalise_title(citation.title or "")
            if title in _curated() and not _is_of(_curated()[title], record):
                self._elsewhere.add(title)
        for heading, text in record.narratives.items():
            if pattern("alias").search(text):
                self._read(record, f"/narratives/{heading}", text)

    def claims(self, bare: Mapping[str, Address], numbers: set[str]) -> Iterator[Claim[str]]:
        """What `bare` titles mean that are short names: key of the title → where it stands first.

        `numbers` are the keys of all numbered documents of the build. What a city calls its document holds for
        its own bodies alone.
        """
        for title, place in sorted(bare.items()):
            given = self._given.get(title, {})
            if len(given) == 1:
                ((key, defined),) = given.items()
                yield Claim(title, key, ("given-short-name",), (defined,))
            elif not given and title not in self._elsewhere and (known := _curated().get(title)) in numbers:
                yield Claim(title, known or "", ("known-short-name",), (place,))

    def _read(self, record: Record, field: str, text: str) -> None:
        """Citations are looked up in the cleaned text: a name is given within some characters of one."""
        placed: list[Citation] = []
        indexes: list[int] = []
        reached = 0
        for index, citation in enumerate(record.citations):
            if citation.field == field and (start := text.find(citation.surface, reached)) >= 0:
                reached = start + len(citation.surface)
                indexes.append(index)
                placed.append(replace(citation, start=start, end=reached, title_start=None, title_end=None))
        for alias in aliases(text, placed):
            name, index = normalise_title(alias.name), indexes[alias.citation]
            key = policy_of(record.citations[index])
            if key and key != name and _COUNTING.fullmatch(name):
                address = Address(place_of(record), f"/citations/{index}")
                self._given[name][key] = min(address, self._given[name].get(key, address))


def _is_of(key: str, record: Record) -> bool:
    """Whether the body that files a form belongs to the place of a document, as far as its names tell."""
    place = key.partition("|")[0]
    names = (record.unit.name, record.department, record.form_title)
    return place == _CENTRAL or any(place[:-1] in name for name in names if name)


@cache
def _curated() -> dict[str, str]:
    """Short name → the key of its document."""
    return {normalise_title(row["short_name"]): row["key"] for row in table("policy_short_names")}
