"""When two citations mean one document: numbers by standard, titles by full name, and the key of both."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from extractors.policies.laws import law_named
from extractors.policies.words import full_width
from extractors.records import Citation

_LEADING_ZEROS = re.compile(r"(?<=[〕第])0+(?=\d)")
_EDITION = re.compile(r"（(?:\d{4}年)?(?:修正|修订|修正本|修订版|最新版?)）$")
_BRACKETS = str.maketrans("()[]【】〔〕［］〈〉“”‘’\"'", "（）（）（）（）（）《》「」「」「」")


def standard_number(number: str) -> str:
    """A display number as GB/T 9704-2012 wants: no leading zeros (沪科党组合〔2007〕011号 is …11号), brackets
    inside its code full-width."""
    return _LEADING_ZEROS.sub("", full_width(number))


def normalise_title(title: str) -> str:
    """A title as it is compared: no 《》 around it, no white space, one kind of bracket, laws by their full name."""
    compact = "".join(title.split()).translate(_BRACKETS)
    if compact.startswith("《") and compact.endswith("》") and compact.count("《") == 1:
        compact = compact[1:-1]
    law = law_named(compact) or law_named(_EDITION.sub("", compact))
    return law.name if law else compact


def united_titles(claims: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Which titles mean which number, by the pairs printed side by side (both as keys).

    A title beside a number is a claim: it holds only where no other number claims the title and the number is
    not printed with another title as well.
    """
    numbers, titles = defaultdict(set), defaultdict(set)
    for title, number in claims:
        numbers[title].add(number)
        titles[number].add(title)
    return {
        title: number
        for title, claimed in numbers.items()
        if len(claimed) == 1 and len(titles[number := next(iter(claimed))]) == 1
    }


def policy_key(citation: Citation) -> str | None:
    """The identity of the cited document; None where the citation leaves it open.

    By number: jurisdiction, agency code, year, serial without leading zeros, joined by `|`, empty where
    there is none. Without number: the normalised title.
    """
    if citation.status == "unresolved":
        return None
    if citation.number is None:
        return normalise_title(citation.title) if citation.title else None
    code = full_width("".join((citation.agency_code or "").split()).replace("、", ""))
    serial = (citation.serial or "").lstrip("0") or "0"
    return f"{citation.jurisdiction or ''}|{code}|{citation.year or ''}|{serial}"
