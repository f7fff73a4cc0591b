"""Labels and tables in a form whose text lost its grid: where each begins and where what it opens ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.fragments import Stream
from extractors.labels import Label, label_of
from extractors.tables.stream_headings import Headings, headings_at, is_category
from extractors.values import parse_date, parse_money
from extractors.wrapping import ONE_CHARACTER, width

_PROSE = frozenset({"narrative", "boxes"})
_FINISHED = re.compile(r"[。！？!?；;：:”\"』」）)]$")
_ITEM = re.compile(r"[（(][一二三四五六七八九十\d]{1,3}[)）]")
_SHORT, _SHORT_IN_LINE = 2, 3
_NEAR = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """A label at the fragments `start` to `end`, and what follows it up to `stop`."""

    label: Label
    start: int
    end: int
    stop: int


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a table from the fragment `start`, and its cells up to `stop`."""

    headings: Headings
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Stray:
    """Fragments that stand before the first label."""

    start: int
    stop: int


def marks(stream: Stream) -> Iterator[Mark | Table | Stray]:
    """What the labels and headings of a stream divide it into, in order and without gaps."""
    opened: Mark | Table | None = None
    position = last = 0
    while position < len(stream):
        found = _opens(stream, position, opened)
        if found is None:
            position += 1
            continue
        if position > last and opened is None:
            yield Stray(last, position)
        elif opened is not None:
            yield _until(opened, position)
        opened, last = found, position
        position = found.end if isinstance(found, Mark) else found.headings.end
    if opened is not None:
        yield _until(opened, len(stream))
    elif len(stream):
        yield Stray(0, len(stream))


def _until(opened: Mark | Table, stop: int) -> Mark | Table:
    if isinstance(opened, Mark):
        return Mark(opened.label, opened.start, opened.end, stop)
    return Table(opened.headings, opened.start, stop)


def _opens(stream: Stream, position: int, opened: Mark | Table | None) -> Mark | Table | None:
    """The label or table that begins at a fragment, given what is open there."""
    headings = headings_at(stream, position, first=1)
    if headings is not None:
        return Table(headings, position, headings.end)
    found = _label_at(stream, position)
    if found is None or (stream.exact and not isinstance(opened, Table)):
        return found
    if isinstance(opened, Table):
        return found if _closes(stream, found, opened) else None
    if opened is None or opened.label.kind not in _PROSE:
        return found
    if position == opened.end:
        return found if found.label.kind in (*_PROSE, "heading") or stream.begins_line(position) else None
    return found if _interrupts(stream, found, opened) else None


def _label_at(stream: Stream, position: int) -> Mark | None:
    for end, words in stream.words(position):
        numbered = end > position + 1 and _ITEM.fullmatch(stream[end - 1].text)
        label = label_of(words) if words and not numbered else None
        if label is not None:
            return Mark(label, position, end, end)
    return None


def _closes(stream: Stream, found: Mark, table: Table) -> bool:
    """Whether a label ends a table: names of indicators and sums of money inside one may read like labels."""
    if table.headings.columns.kind == "money":
        return found.label.kind != "amount"
    if stream.begins_line(table.start) and not stream.begins_line(found.start):
        return False
    known = is_category(stream.value(found.start, found.end).text)
    return not known and found.label.kind not in ("amount", "heading")


def _interrupts(stream: Stream, found: Mark, opened: Mark) -> bool:
    """Whether a label inside running text ends it: it begins a line, and the text before has come to an end."""
    if not stream.begins_line(found.start):
        return False
    after = stream[found.end].text if found.end < len(stream) else ""
    alone = stream.ends_line(found.end)
    if found.label.kind == "amount":
        return parse_money(after, "元") is not None
    if found.label.kind == "date":
        return alone or parse_date(after) is not None
    words = "".join(stream[i].text for i in range(found.start, found.end))
    if words.endswith(("：", ":")) or len(words) > (_SHORT if alone else _SHORT_IN_LINE):
        return True
    return _has_ended(stream, opened, found.start)


def _has_ended(stream: Stream, opened: Mark, position: int) -> bool:
    """Whether running text may end before a fragment: with a full stop, or in a line that is not full."""
    lines = stream.lines(max(opened.end, position - _NEAR), position)
    widths = [width(stream.value(*line).text) for line in lines]
    return bool(_FINISHED.search(stream[position - 1].text)) or widths[-1] + ONE_CHARACTER < max(widths)
