"""What refers back to a document, led to the document it means: 该通知, 同上, 36号文, 《评选办法》 after 以下简称.

A reference is taken for a document only when exactly one candidate remains. Candidates stand before it; they
must fit what it says (its genre, alias, serial, year), and the nearest stretch of text that holds any decides: the
sentence, the one before, the paragraph, the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from extractors.policies.aggregate import Cited, identities
from extractors.policies.find import find_citations
from extractors.policies.identity import core_title, normalise_title
from extractors.policies.laws import law_named
from extractors.policies.markup import readable
from extractors.policies.references import Reference, aliases, references
from extractors.policies.titles import is_bare_genre
from extractors.policies.words import words
from extractors.records import Citation

_SENTENCE_END = re.compile("[。；;！？!?\n]")
# So far back a reference reaches, in citations: time stays linear however many a text holds.
_REACH = 100
_SHORTEST_SHORT_TITLE = 3
# A document cited by its number alone may be any 通知: only in this sentence and the one before.
_NEAR = 2


def resolve_citations(
    text: str, citations: Sequence[Citation] | None = None, *, role: str = "background"
) -> list[Citation]:
    """The citations of `text` and what refers back to them, in order of start.

    `citations` are those found in `text` (None: they are looked for, with `role`). A reference with one possible
    meaning has status `inherited` and carries number, title, issuer and the rest of the document meant, but no
    `title_start`, for its title stands elsewhere; otherwise it is `ambiguous` or `unresolved` and carries none.
    A bare 《title》 that is short for a document before it becomes `inherited` in the same way.
    """
    found = find_citations(text, role=role) if citations is None else list(citations)
    seen = readable(text)
    given = aliases(seen, found)
    documents = _Documents(seen, found)
    for alias in given:
        documents.name(alias.name, alias.span[0], alias.citation)
    items: list[Citation | Reference] = [*found, *references(seen, found, given)]
    resolved = []
    for item in sorted(items, key=lambda item: (item.start, item.end)):
        if isinstance(item, Reference):
            meant = _referring(text, item, documents, role)
            if meant is None:
                continue
        else:
            meant = documents.of_title(item) if item.number is None else item
        resolved.append(meant)
        documents.mention(meant)
    return resolved


def resolve_titles(text: str, citations: Sequence[Citation]) -> list[Citation]:
    """`citations` with their short titles led to the document meant; nothing is added to them."""
    places = {(citation.start, citation.end) for citation in citations}
    return [each for each in resolve_citations(text, citations) if (each.start, each.end) in places]


class _Documents:
    """The documents cited so far, by what tells one from another in this text (`identities`)."""

    def __init__(self, text: str, found: Sequence[Citation]) -> None:
        known = identities(Cited(text=0, citation=citation) for citation in found)
        self._ends = [match.end() for match in _SENTENCE_END.finditer(text)]
        self._lines = [match.end() for match in re.finditer("\n", text)]
        self._found = found
        self._identity_at = {citation.start: key for citation, key in zip(found, known, strict=True)}
        self._best: dict[str, Citation] = {}
        self._genres: defaultdict[str, set[str]] = defaultdict(set)
        for citation, key in zip(found, known, strict=True):
            if key is not None:
                self._describe(key, citation)
        self._aliases: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        self._starts: list[int] = []
        self._mentioned: list[str] = []

    def name(self, alias: str, start: int, citation: int) -> None:
        """Let `alias`, given at `start`, mean the document of a citation (an index)."""
        if key := self._identity_at[self._found[citation].start]:
            self._aliases[alias].append((start, key))

    def mention(self, citation: Citation) -> None:
        """Count a citation, in order of place, as one more mention of its document."""
        key = self._identity_at.get(citation.start)
        if key is not None:
            self._starts.append(citation.start)
            self._mentioned.append(key)

    def of_title(self, citation: Citation) -> Citation:
        """A citation by title alone, led to the document before it for which the title is short."""
        title = citation.title or ""
        meant = self._named(title, citation.start) or self._titled(title, citation.start)
        own = self._identity_at.get(citation.start)
        if not meant:
            meant = {own} & set(self._mentioned[-_REACH:]) if own else set()
        if len(meant) > 1:
            return replace(citation, status="ambiguous") if is_bare_genre(title) else citation
        key = next(iter(meant), None)
        if key is None or (self._best[key].number is None and key == own):
            return citation
        self._identity_at[citation.start] = key
        return _inherited(citation, self._best[key])

    def of_reference(self, reference: Reference) -> set[str]:
        """The documents that a reference may mean."""
        if reference.kind == "alias":
            return self._named(reference.word, reference.start)
        if reference.kind == "same":
            return self._nearest(reference.start)
        if reference.kind == "number":
            return {key for key in self._mentioned[-_REACH:] if self._is_numbered(key, reference)}
        if reference.word in ("文件", "公文"):
            return self._nearest(reference.start)
        titled = self._nearest(reference.start, lambda key: reference.word in self._genres[key])
        if titled or reference.word not in words("reference-any"):
            return titled
        return self._nearest(reference.start, lambda key: not self._genres[key], stretches=_NEAR)

    def resolve(self, reference: Reference, key: str) -> Citation:
        """The citation of the document `key`, and from now on `reference` is one of its mentions."""
        self._identity_at[reference.start] = key
        return self._best[key]

    def _describe(self, key: str, citation: Citation) -> None:
        best = self._best.setdefault(key, citation)
        if best.number is None and citation.number:
            best = replace(citation, title=citation.title or best.title)
        self._best[key] = best if best.title else replace(best, title=citation.title)
        for title in filter(None, (citation.title, core_title(citation.title or ""))):
            plain = normalise_title(title)
            self._genres[key].update(
                genre for genre in (*words("title-ending"), "法") if plain.endswith(genre)
            )
        if citation.series == "order":
            self._genres[key].add("令")

    def _named(self, alias: str, start: int) -> set[str]:
        given = self._aliases.get(alias, [])
        before = bisect_left(given, (start, ""))
        return {key for _, key in given[max(0, before - _REACH) : before]}

    def _titled(self, title: str, start: int) -> set[str]:
        """The documents whose title ends with `title` or is issued under it; a law is short for nothing else."""
        if is_bare_genre(title):
            return self._nearest(start, lambda key: title in self._genres[key])
        if len(title) < _SHORTEST_SHORT_TITLE or law_named(normalise_title(title)):
            return set()
        short = core_title(title)
        return {
            key
            for key in self._mentioned[-_REACH:]
            if (best := self._best[key]).title and core_title(best.title).endswith(short)
        }

    def _is_numbered(self, key: str, reference: Reference) -> bool:
        best = self._best[key]
        same_kind = not reference.word or best.series == "order"
        same_year = reference.year is None or best.year == reference.year
        return same_kind and same_year and (best.serial or "").lstrip("0") == reference.serial.lstrip("0")

    def _nearest(
        self, start: int, fits: Callable[[str], bool] | None = None, stretches: int | None = None
    ) -> set[str]:
        """The documents that fit in the nearest stretch before `start` that holds any, of the first `stretches`."""
        for begin in islice(self._stretches(start), stretches):
            first = max(bisect_left(self._starts, begin), len(self._starts) - _REACH)
            if fitting := {key for key in self._mentioned[first:] if fits is None or fits(key)}:
                return fitting
        return set()

    def _stretches(self, start: int) -> Iterator[int]:
        """Where the sentence of `start`, the one before it, its paragraph and the text begin."""
        sentence = bisect_right(self._ends, start)
        yield self._ends[sentence - 1] if sentence else 0
        yield self._ends[sentence - 2] if sentence > 1 else 0
        line = bisect_right(self._lines, start)
        yield self._lines[line - 1] if line else 0
        yield 0


def _referring(text: str, reference: Reference, documents: _Documents, role: str) -> Citation | None:
    """The citation that a reference is; None where it need not mean a document at all."""
    meant = documents.of_reference(reference)
    here = Citation(
        surface=text[reference.start : reference.end], start=reference.start, end=reference.end, role=role
    )
    if len(meant) == 1:
        return _inherited(here, documents.resolve(reference, meant.pop()))
    if not meant and reference.kind == "genre" and reference.word not in words("reference-sure"):
        return None
    return replace(here, status="ambiguous" if meant else "unresolved")


def _inherited(here: Citation, meant: Citation) -> Citation:
    """`here` with all that is known of the document of `meant`; its place, surface and role stay."""
    title = meant.title or here.title
    is_own = title == here.title
    return replace(
        meant,
        surface=here.surface,
        start=here.start,
        end=here.end,
        role=here.role,
        field=here.field,
        title=title,
        title_start=here.title_start if is_own else None,
        title_end=here.title_end if is_own else None,
        status="inherited",
    )
