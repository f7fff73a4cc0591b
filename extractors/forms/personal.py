"""Personal data: contact persons, their numbers and addresses, found so that they can be left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.forms.personal_cells import in_cells, sums_and_codes
from extractors.forms.personal_text import Find, begins_name, in_text
from extractors.forms.personal_words import NO_MONEY, flat, is_body, names, nobody
from extractors.records import Contact, Span
from extractors.rows import Row
from extractors.vocabulary import settings

_NUMBER = re.compile(r"\d{7,}")
_ALONE = re.compile(rf"(?<![\d.,])\d{{7,12}}{NO_MONEY}")
_CODE_BEFORE = 8


def contacts(rows: Sequence[Row], text: str) -> tuple[tuple[Contact, Span], ...]:
    """Contact persons, their numbers and addresses with their extents in `text`, in order, none within another.

    What stands in the cells of a contact label counts wholly; in running text names and numbers behind a label,
    and names beside a telephone number; mobiles, numbers with an area code, mail addresses and identity cards
    wherever they stand. A name found once is one wherever it stands by itself, beside a title, or in a phrase
    like 由张三负责; within other words it is not touched, for 高原 and 文明 are ordinary words as well.
    """
    scan = flat(text)
    barred = _barred(rows, scan)
    finds = [find for find in (*in_cells(rows, scan), *in_text(scan)) if find.span not in barred]
    finds += _again(finds, scan, barred)
    return tuple(_apart(finds, text))


def _barred(rows: Sequence[Row], scan: str) -> set[Span]:
    """Numbers that are none of a person's, by the label of their cell or the words before them (编号13…)."""
    codes = tuple(settings("names")["numbers"]["others"])
    spans = set(sums_and_codes(rows))
    for match in _ALONE.finditer(scan):
        if scan[max(0, match.start() - _CODE_BEFORE) : match.start()].rstrip(" :：为是").endswith(codes):
            spans.add(match.span())
    return spans


def _again(finds: Iterable[Find], scan: str, barred: set[Span]) -> list[Find]:
    """Numbers and people found once, where they stand again."""
    numbers = {
        n for find in finds if find.kind == "telephone" for n in _NUMBER.findall(scan[slice(*find.span)])
    }
    people = {name for find in finds if find.kind == "person" for name in _people(scan[slice(*find.span)])}
    found = [
        Find("电话", "telephone", m.span())
        for m in _ALONE.finditer(scan)
        if m[0] in numbers and m.span() not in barred
    ]
    return found + list(_named(people, scan))


def _people(words: str) -> Iterator[str]:
    """The names in a find by which a person may be known again."""
    for name in re.findall(r"[\u3400-\u9fff·]+", words):
        if names().whole.fullmatch(name) and not is_body(name) and not nobody(name):
            yield name


def _named(people: set[str], scan: str) -> Iterator[Find]:
    lengths = sorted({len(name) for name in people}, reverse=True)
    if not people:
        return
    for first in re.finditer(f"[{''.join(sorted({name[0] for name in people}))}]", scan):
        start = first.start()
        for length in lengths:
            end = start + length
            if scan[start:end] in people and begins_name(scan, start) and names().end.match(scan, end):
                yield Find("联系人", "person", (start, end))
                break


def _apart(finds: Iterable[Find], text: str) -> Iterator[tuple[Contact, Span]]:
    """The finds in order; of two that overlap the second keeps what the first leaves."""
    covered = 0
    for find in sorted(finds, key=lambda find: (find.span[0], -find.span[1])):
        start, end = max(find.span[0], covered), find.span[1]
        if start < end:
            yield Contact(label=find.label, text=text[start:end]), (start, end)
            covered = end
