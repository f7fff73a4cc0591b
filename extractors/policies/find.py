"""Citations of official documents in Chinese text: numbers, titles and laws, each with its exact characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from extractors.policies.citations import Setting, by_law_name, by_number, by_title
from extractors.policies.laws import Law, bare_laws
from extractors.policies.markup import readable
from extractors.policies.numbers import Number, bare_numbers, bracketed_numbers, without_overlaps
from extractors.policies.orders import orders
from extractors.policies.pairing import titles_of_numbers
from extractors.policies.titles import NATURES, Title, classify_titles, is_alias, titles
from extractors.records import Citation


def find_citations(text: str, *, role: str = "background", place: str = "") -> list[Citation]:
    """Every citation of an official document in `text`, in order of start.

    A citation is a number with the title beside it, a 《title》 that names an official document, or a law
    named without 《》. `surface == text[start:end]`; HTML tags in `text` are passed over. `role` says what
    citing means where the text stands (basis, compliance, background …) and is copied; `place`, words that
    name where the citing body is (its name), decides between places that use one code (宁政发, 普府).
    """
    seen = readable(text)
    found = [title for title in titles(seen) if not is_alias(seen, title)]
    numbers = without_overlaps((*bracketed_numbers(seen), *orders(seen), *bare_numbers(seen)))
    paired = titles_of_numbers(seen, numbers, found)
    covered = [*found, *paired.values(), *(Title(number.start, number.end) for number in numbers)]
    citations = list(by_number(text, seen, numbers, paired, Setting(role, place)))
    citations += (
        by_title(text, title, nature, role) for title, nature in _alone(seen, found, numbers, paired.values())
    )
    citations += (by_law_name(text, start, end, law, role) for start, end, law in _laws(seen, covered))
    return sorted(citations, key=lambda citation: (citation.start, citation.end))


def _alone(
    text: str, found: list[Title], numbers: list[Number], claimed: Iterable[Title]
) -> Iterator[tuple[Title, str]]:
    """Titles of official documents that no number has claimed, with their nature."""
    spans = sorted(claimed, key=lambda title: title.start)
    starts = [title.start for title in spans]
    # 《》 around numbers (《国科发火字（1994）304号》) hold no title.
    not_alone = {number.start for number in numbers}
    for title, nature in classify_titles(text, found):
        position = bisect_right(starts, title.start)
        is_claimed = position > 0 and title.start < spans[position - 1].end
        if nature in NATURES and not is_claimed and title.start not in not_alone:
            yield title, nature


def _laws(text: str, covered: Iterable[Title]) -> Iterator[tuple[int, int, Law]]:
    """Laws named without 《》 that stand in no title and no number."""
    spans = sorted(covered, key=lambda span: span.start)
    position = 0
    for mention in bare_laws(text):
        while position < len(spans) and spans[position].end < mention.end:
            position += 1
        if position == len(spans) or mention.start < spans[position].start:
            yield mention.start, mention.end, mention.law
