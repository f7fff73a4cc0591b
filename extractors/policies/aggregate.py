"""The distinct documents that one text or several cite, each with all its citations and the forms it is printed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from extractors.policies.identity import policy_key
from extractors.policies.likeness import title_key, united_titles
from extractors.records import Citation


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """A citation, and which of the texts (from 0) it stands in."""

    text: int
    citation: Citation


class CitedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One cited document. `numbers` and `titles` are all forms in print, the most frequent first.

    `key` is its identity (`policy_key`); None where the citation leaves open which document it is.
    """

    key: str | None
    number: str | None = None
    title: str | None = None
    issuer: str | None = None
    jurisdiction: str | None = None
    series: str = "none"
    nature: str = "other"
    numbers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()


def aggregate_citations(*texts: Iterable[Citation]) -> list[CitedDocument]:
    """The documents that the citations of each text mean, in the order in which they are first cited.

    A bare title is united with the number it is printed beside elsewhere, where exactly one number claims it.
    References that were not resolved name no document and are left out.
    """
    cited = [Cited(text=n, citation=c) for n, found in enumerate(texts) for c in found]
    keys = identities(cited)
    documents: dict[str, list[Cited]] = {}
    for each, key in zip(cited, keys, strict=True):
        if key is not None:
            documents.setdefault(key, []).append(each)
    return [_document(members) for members in documents.values()]


def identities(cited: Iterable[Cited]) -> list[str | None]:
    """For each citation what tells its document from the others here; None where it names none."""
    listed = list(cited)
    united = united_titles(_claims(listed))
    return [_identity(each, united) for each in listed]


def _claims(cited: Iterable[Cited]) -> Iterator[tuple[str, str]]:
    for each in cited:
        key = policy_key(each.citation)
        if each.citation.number and each.citation.title and key:
            yield each.citation.title, key


def _identity(each: Cited, united: dict[str, str]) -> str | None:
    citation = each.citation
    if citation.number is None:
        if not citation.title or citation.status in ("unresolved", "ambiguous"):
            return None
        title = title_key(citation.title)
        return united.get(title, title)
    # 公告2020年第54号 of an unnamed body is the same document only within its text.
    return policy_key(citation) or f"{each.text}|{citation.number_standard}"


def _document(members: list[Cited]) -> CitedDocument:
    citations = [each.citation for each in members]
    numbered = [c for c in citations if c.number] or citations
    numbers, titles = _printed(c.number for c in citations), _printed(c.title for c in citations)
    issuers, places = _printed(c.issuer for c in citations), _printed(c.jurisdiction for c in citations)
    natures = _printed(c.nature for c in citations if c.nature != "other")
    return CitedDocument(
        key=policy_key(numbered[0]),
        number=numbered[0].number_standard,
        title=titles[0] if titles else None,
        issuer=issuers[0] if issuers else None,
        jurisdiction=places[0] if places else None,
        series=numbered[0].series,
        nature=natures[0] if natures else "other",
        numbers=numbers,
        titles=titles,
        citations=tuple(members),
    )


def _printed(values: Iterable[str | None]) -> tuple[str, ...]:
    """The distinct values, the most frequent first, then as they come."""
    counts: dict[str, int] = {}
    for value in values:
        if value:
            counts[value] = counts.get(value, 0) + 1
    return tuple(sorted(counts, key=lambda value: -counts[value]))
