"""Pages one after the other: a table that page breaks cut is one, whatever is printed at the foot and head of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.read.pdf.aligned import parts_of
from extractors.read.pdf.lines import Line
from extractors.read.pdf.pages import write_lines
from extractors.read.pdf.pieces import Lines, Piece, Ruled
from extractors.read.pdf.rulings import NEAR
from extractors.read.pdf.tables import Growing
from extractors.read.sheet import Sheet

_COUNTED = re.compile(r"(?<![\d.])\d{1,3}(?![\d.年月日])")
_PAGE_NUMBER = re.compile(r"[第共页頁/,，·|—–－\d-]{1,14}|page\d{1,4}(?:of\d{1,4})?", re.IGNORECASE)
_CONTINUED = re.compile(
    r"(?:续上?[表页]|接[上下][表页]|[转接]下[表页])$|[(（](?:续|[转接][上下][表页])[)）]$"
)

Places = dict[str, float]
"""The words of lines, and how far down the page they stand."""


@dataclass(slots=True)
class Flow:
    """Pages on their way into a sheet.

    The last table waits until the next page shows whether it goes on there, and the lines at the foot of its page
    with it. `_places`: the words of all lines of the last page, and how far down they stand; `_repeated`: words that
    stand at one place on the last two pages, if a table goes on from one to the other.
    """

    sheet: Sheet
    _table: Growing | None = None
    _furniture: list[Line] = field(default_factory=list)
    _foot: list[Lines] = field(default_factory=list)
    _places: Places = field(default_factory=dict)
    _repeated: frozenset[str] = frozenset()

    def add(self, page: Sequence[Piece]) -> None:
        """Add what stands on a page; a blank one is none."""
        if not page:
            return
        lines = (part for piece in page if isinstance(piece, Lines) for part in _parts(piece))
        places = {_words(line): line.top for line in lines}
        rest = self._continued(page, places)
        for piece in rest:
            if isinstance(piece, Ruled):
                self.end()
                self._table = Growing(piece)
            elif self._table is None:
                write_lines(piece, self.sheet)
            else:
                self._foot.append(piece)
        self._places = places

    def end(self) -> None:
        """Write what waits."""
        if self._table is not None:
            self.sheet.table(self._table.cells(), self._table.page)
        for line in self._furniture:
            self.sheet.furniture(line.text)
        for piece in self._foot:
            kept = [line for line in piece.lines if not self._is_repeated(line)]
            write_lines(replace(piece, lines=kept), self.sheet)
            for line in piece.lines:
                if self._is_repeated(line):
                    self.sheet.furniture(line.text)
        self._table, self._furniture, self._foot, self._repeated = None, [], [], frozenset()

    def _is_repeated(self, line: Line) -> bool:
        return all(_words(part) in self._repeated for part in parts_of(line))

    def _continued(self, page: Sequence[Piece], places: Places) -> Sequence[Piece]:
        """Give the waiting table what goes on with it; what is left of the page."""
        first = next((number for number, piece in enumerate(page) if isinstance(piece, Ruled)), len(page))
        head = [piece for piece in page[:first] if isinstance(piece, Lines)]
        table = page[first] if first < len(page) else None
        following = self._table.next(table) if self._table and isinstance(table, Ruled) else None
        if self._table is None or following is None:
            self.end()
            return page
        between: list[Line] = []
        for pieces, known in ((self._foot, places), (head, self._places)):
            left = [
                part for piece in pieces for part in _parts(piece) if not following.claims(part, piece.page)
            ]
            if not all(_is_furniture(part, known) for part in left):
                self.end()
                return page
            between += left
        self._table.take(following)
        self._furniture += between
        self._foot = []
        self._repeated = frozenset(
            words
            for words in self._places.keys() & places.keys()
            if abs(self._places[words] - places[words]) <= NEAR
        )
        return page[first + 1 :]


def _is_furniture(line: Line, known: Places) -> bool:
    """Whether a line belongs to the page and to no text; `known`: lines of the other page."""
    words = _words(line)
    return words in known or bool(_PAGE_NUMBER.fullmatch(words) or _CONTINUED.search(words))


def _parts(piece: Lines) -> Iterator[Line]:
    return (part for line in piece.lines for part in parts_of(line))


def _words(line: Line) -> str:
    """The text of a line without white space; numbers that may count pages are all the same."""
    return "".join(_COUNTED.sub("0", line.text).split())
