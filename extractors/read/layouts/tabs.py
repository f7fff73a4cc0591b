"""Rows whose cells stand between tabs.

A cell that holds line breaks takes several lines. Spreadsheets put such a cell in quotation marks when it
is copied; programs that do not leave a row broken in pieces, whose tabs sum to those of the rows around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extractors.document import Table
from extractors.read.layouts.lines import Run, Span, table

_MOST_LINES = 60  # of one row
_QUOTE = '"'


def tabbed(lines: Run) -> Iterator[Run | Table]:
    """Each run of rows with tabs is a table; lines between them stay as they are."""
    rows: list[Run] = []
    other: Run = []
    for row in _rows(lines):
        if len(row) > 1 or "\t" in row[0].text:
            if other:
                yield other
                other = []
            rows.append(row)
        else:
            if rows:
                yield _table(rows)
                rows = []
            other.extend(row)
    if rows:
        yield _table(rows)
    if other:
        yield other


def _table(rows: list[Run]) -> Table:
    return table(map(_cells, rows), rows[0][0].start, rows[-1][-1].end)


def _rows(lines: Run) -> Iterator[Run]:
    """The lines of each row, and each line that is none by itself."""
    width: int | None = None  # tabs of the last whole row
    number = 0
    while number < len(lines):
        count = _quoted(lines, number, width) or _broken(lines, number, width)
        row = lines[number : number + count]
        if "\t" in row[0].text:
            width = _tabs(row)
        yield row
        number += count


def _quoted(lines: Run, number: int, width: int | None) -> int:
    """How many lines a row takes that opens a quotation mark at the beginning of a cell; 0 if it opens none.

    A mark that nothing closes within a row as wide as the others is a mark.
    """
    if "\t" not in lines[number].text or not _is_open(lines[number].text):
        return 0
    for count in range(2, min(_MOST_LINES, len(lines) - number) + 1):
        text = "\n".join(line.text for line in lines[number : number + count])
        if not _is_open(text):
            return count if width in (None, _tabs(lines[number : number + count])) else 0
    return 0


def _is_open(text: str) -> bool:
    """Whether the last cell that begins with a quotation mark has none at its end."""
    start = 0
    while True:
        at = 0 if start == 0 and text.startswith(_QUOTE) else text.find("\t" + _QUOTE, start)
        if at < 0:
            return False
        end = _closing(text, at + (text[at] == "\t") + 1)
        if end < 0:
            return True
        start = end


def _closing(text: str, start: int) -> int:
    """Where the quotation mark stands that ends a cell; two of them are one that is meant; -1 if none does."""
    at = text.find(_QUOTE, start)
    while at >= 0:
        if text[at + 1 : at + 2] == _QUOTE:
            at = text.find(_QUOTE, at + 2)
        elif text[at + 1 : at + 2] in ("", "\t"):
            return at
        else:
            at = text.find(_QUOTE, at + 1)
    return -1


def _broken(lines: Run, number: int, width: int | None) -> int:
    """How many lines a row takes that is broken inside one cell; 1 if it is not.

    The tabs of its first and last line, with none between, sum to those of the row above and of the one behind.
    """
    tabs = lines[number].text.count("\t")
    if not tabs or width is None or tabs >= width or lines[number].apart:
        return 1
    for count in range(2, min(_MOST_LINES, len(lines) - number) + 1):
        line = lines[number + count - 1]
        if line.apart:
            return 1
        if here := line.text.count("\t"):
            behind = lines[number + count] if number + count < len(lines) else None
            fits = tabs + here == width and (behind is None or behind.text.count("\t") == width)
            return count if fits else 1
    return 1


def _tabs(row: Run) -> int:
    return sum(1 for _ in _cells(row)) - 1


def _cells(row: Run) -> Iterator[Span]:
    """The cells of a row, without the quotation marks around them; in a broken row a line break parts nothing."""
    text = row[0].text
    for above, line in pairwise(row):
        text += "\n" * (line.start - above.end) + line.text
    start, at = row[0].start, 0
    while at <= len(text):
        closing = _closing(text, at + 1) if text.startswith(_QUOTE, at) else -1
        if closing >= 0:
            yield start + at + 1, start + closing
            at = closing + 2
            continue
        end = text.find("\t", at)
        end = len(text) if end < 0 else end
        yield start + at, start + end
        at = end + 1
