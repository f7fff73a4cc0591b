"""A text that lost its grid taken to pieces: words, whole lines or cells, as far as the text tells them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from extractors.barred import Barred, barred
from extractors.cleaning import Value, clean, visible
from extractors.fragments import Fragment, Stream
from extractors.labels import label_of
from extractors.rows import Row

_RUN = re.compile(r"\S+")
_COLON = re.compile(r"[：:]")
_DECLARED = re.compile(r"[（(]?(?:金额)?单位[:：](?:人民币)?(?:亿元|百万元|万元|千元|元)[)）]?$")
_BLANK_LINE = re.compile(r"(?<=\n)[^\S\n]+(?=\n)")


def stream_of(rows: Sequence[Row], text: str) -> Stream:
    """The fragments of rows that have no columns of their own; `text` is that of their document."""
    begin, stop = rows[0].pieces[0].start, rows[-1].pieces[-1].end
    cells = barred(text, begin, stop)
    if cells:
        found = _without_title(_cells(rows, text, cells), text)
        return Stream(_parted(found), stop, text, exact=True, rowed=cells.rowed)
    lines = list(_lines(rows, text))
    gaps = Counter(line.gap for line in lines[1:])
    gap = min(gaps, key=lambda gap: (-gaps[gap], gap), default=1)
    return Stream(_parted(_runs(lines, text, by_line=gap > 1)), stop, text, gap=gap)


class _Line(NamedTuple):
    """What stands in a line, its number, and how many lines further down it is than the one before."""

    start: int
    end: int
    number: int
    gap: int
    page: int | None


def _lines(rows: Sequence[Row], text: str) -> Iterator[_Line]:
    number, previous = 0, None
    for row in rows:
        for piece in row.pieces:
            position = piece.start
            for raw in piece.raw(text).splitlines(keepends=True):
                if raw.strip():
                    start, end = position, position + len(raw.rstrip())
                    between = 1 if previous is None else text.count("\n", previous, start)
                    gap = max(between, int(position == piece.start))
                    number, previous = number + gap, end
                    yield _Line(start, end, number, gap, row.page)
                position += len(raw)


def _runs(lines: Sequence[_Line], text: str, *, by_line: bool) -> Iterator[Fragment]:
    """The fragments of lines: runs without white space or, where blank lines part the cells, whole lines.

    Then a line of nothing but white space is an empty cell.
    """
    for line, below in zip(lines, (*lines[1:], None), strict=True):
        whole = clean(text, line.start, line.end)
        if by_line and not _begins_with_label(whole.text):
            yield Fragment(whole, line.start, line.end, line.number, line.page)
        else:
            for run in _RUN.finditer(visible(text[line.start : line.end])):
                start, end = line.start + run.start(), line.start + run.end()
                yield Fragment(clean(text, start, end), start, end, line.number, line.page)
        if by_line and below is not None:
            for blank in _BLANK_LINE.finditer(text, line.end, below.start):
                number = line.number + text.count("\n", line.end, blank.end())
                yield Fragment(Value("", ()), blank.end(), blank.end(), number, line.page)


def _begins_with_label(words: str) -> bool:
    """Whether a line holds a label and more, set apart by a space."""
    first, _, rest = words.partition(" ")
    return bool(rest) and label_of(first) is not None and label_of(words) is None


def _cells(rows: Sequence[Row], text: str, found: Barred) -> Iterator[Fragment]:
    """The cells between bars. What no row holds (page numbers, heads of pages) belongs to no cell."""
    held = [(piece.start, piece.end, row.page) for row in rows for piece in row.pieces]
    at = 0
    for cell in found.cells:
        while at < len(held) - 1 and held[at][1] <= cell.start:
            at += 1
        if cell.start == cell.end or held[at][0] < cell.end:
            yield Fragment(clean(text, cell.start, cell.end), cell.start, cell.end, cell.row, held[at][2])


def _without_title(fragments: Iterator[Fragment], text: str) -> Iterator[Fragment]:
    """The fragments; by itself a line above the first label, which no bar ends and which is not of its cell."""
    for first in islice(fragments, 1):
        lines = text[first.start : first.end].splitlines()
        last = clean(lines[-1]).text if len(lines) > 1 else ""
        is_title = bool(last) and label_of(last) is not None and label_of(first.text) is None
        yield from first.cut(len(first.text) - len(last)) if is_title else [first]
    yield from fragments


def _parted(fragments: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """The fragments, those cut in two that hold a label with its value, or declare a unit of money behind a value."""
    return tuple(part for fragment in fragments for whole in _at_unit(fragment) for part in _at_colon(whole))


def _at_colon(fragment: Fragment) -> Iterator[Fragment]:
    """The fragment, or a label with its colon and what follows that (项目名称：某项目)."""
    text = fragment.text
    for colon in () if label_of(text) else _COLON.finditer(text):
        if label_of(text[: colon.end()]) and text[colon.end() :].strip():
            yield from fragment.cut(colon.end())
            return
    yield fragment


def _at_unit(fragment: Fragment) -> Iterator[Fragment]:
    """The fragment, or a value and the unit of all sums declared apart from it (某单位 单位：万元)."""
    text, offsets = fragment.text, fragment.value.offsets
    found = _DECLARED.search(text)
    place = found.start() if found else 0
    apart = place > 0 and (text[place - 1].isspace() or offsets[place] > offsets[place - 1] + 1)
    return fragment.cut(place) if apart else iter([fragment])
