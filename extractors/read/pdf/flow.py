"""Pages one after the other: a table that page breaks cut is one, whatever is printed at the foot and head of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.read.pdf.aligned import parts_of
from extractors.read.pdf.lines import Line
from extractors.read.pdf.pages import write_lines
from extractors.read.pdf.pieces import Lines, Piece, Ruled
from extractors.read.pdf.tables import Growing, Next
from extractors.read.sheet import Sheet

_COUNTED = re.compile(r"(?<![\d.])\d{1,3}(?![\d.年月日])")
_PAGE_NUMBER = re.compile(r"[第共页頁/,，·|—–－\d-]{1,14}|page\d{1,4}(?:of\d{1,4})?", re.IGNORECASE)
_CONTINUED = re.compile(
    r"(?:续上?[表页]|接[上下][表页]|[转接]下[表页])$|[(（](?:续|[转接][上下][表页])[)）]$"
)


@dataclass(slots=True)
class Flow:
    """Pages on their way into a sheet.

    The last table waits until the next page shows whether it goes on there, and the lines below it with it.
    """

    sheet: Sheet
    _table: Growing | None = None
    _between: list[Lines] = field(default_factory=list)
    _foot: list[Lines] = field(default_factory=list)
    _words: frozenset[str] = frozenset()

    def add(self, page: Sequence[Piece]) -> None:
        """Add what stands on a page; a blank one is none."""
        if not page:
            return
        words = frozenset(
            _words(part) for piece in page if isinstance(piece, Lines) for part in _parts(piece)
        )
        rest = self._continued(page, words)
        self._words = words
        for piece in rest:
            if isinstance(piece, Ruled):
                self.end()
                self._table = Growing(piece)
            elif self._table is None:
                write_lines(piece, self.sheet)
            else:
                self._foot.append(piece)

    def end(self) -> None:
        """Write what waits."""
        if self._table is not None:
            self.sheet.table(self._table.cells(), self._table.page)
        for piece in self._between + self._foot:
            write_lines(piece, self.sheet)
        self._table = None
        self._between, self._foot = [], []

    def _continued(self, page: Sequence[Piece], words: frozenset[str]) -> Sequence[Piece]:
        """Give the waiting table what goes on with it; what is left of the page."""
        first = next((number for number, piece in enumerate(page) if isinstance(piece, Ruled)), len(page))
        head = [piece for piece in page[:first] if isinstance(piece, Lines)]
        table = page[first] if first < len(page) else None
        if self._table is not None and isinstance(table, Ruled):
            following = self._table.next(table)
            if (
                following is not None
                and _is_furniture(self._foot, words, following)
                and _is_furniture(head, self._words, following)
            ):
                self._between += _without_repeated(self._foot + head, following)
                self._foot = []
                self._table.take(following)
                return page[first + 1 :]
        self.end()
        return page


def _is_furniture(lines: Iterable[Lines], words: frozenset[str], following: Next) -> bool:
    """Whether lines belong to the page and to no text; `words` are those of lines on the other page."""
    return all(
        (text := _words(part)) in words
        or _PAGE_NUMBER.fullmatch(text)
        or _CONTINUED.search(text)
        or following.shows(part)
        for piece in lines
        for part in _parts(piece)
    )


def _parts(piece: Lines) -> Iterator[Line]:
    return (part for line in piece.lines for part in parts_of(line))


def _words(line: Line) -> str:
    """The text of a line, numbers that may be counted from page to page left out."""
    return "".join(_COUNTED.sub("0", line.text).split())


def _without_repeated(pieces: Sequence[Lines], following: Next) -> Iterator[Lines]:
    for piece in pieces:
        repeated = [part for part in _parts(piece) if following.shows(part)]
        kept = [part for part in _parts(piece) if part not in repeated] if repeated else piece.lines
        if kept:
            yield replace(piece, lines=kept)
