"""What stands on a page, in reading order: stretches of lines, and ruled tables with the lines in their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.read.pdf.lines import Line
from extractors.read.pdf.wraps import joined
from extractors.read.sheet import CellText


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines outside of ruled tables; `left` and `right` are the edges of all such lines of the page."""

    page: int
    lines: Sequence[Line]
    left: float
    right: float


@dataclass(slots=True)
class Held:
    """A cell of a ruled table and its lines, each with its page; it stands between two edges of columns.

    `top`, `bottom`: where it stands on its page, the last one if they are several.

    `open_above`, `open_below`: it ends with the table there, and no ruling closes it. `is_doubted`: it is uncertain
    whether its row begins with it or above a page break.
    """

    row: int
    row_span: int
    left: float
    right: float
    top: float
    bottom: float
    open_above: bool
    open_below: bool
    lines: list[tuple[int, Line]]
    is_doubted: bool = False

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return joined([line for _, line in self.lines], self.left, self.right)

    @property
    def words(self) -> str:
        """Its text without white space."""
        return "".join("".join(line.text.split()) for _, line in self.lines)

    @property
    def end(self) -> int:
        """The row below it."""
        return self.row + self.row_span

    @property
    def range(self) -> tuple[float, float]:
        """The edges between which it stands."""
        return self.left, self.right

    def cell(self, column: int, column_span: int) -> CellText:
        """The cell as it is written, in the columns that it turned out to cover."""
        text = self.text
        turns = tuple(self._turns(text))
        return CellText(self.row, column, text, self.row_span, column_span, turns, self.is_doubted)

    def _turns(self, text: str) -> Iterator[tuple[int, int]]:
        """Where in its text each page begins: the last lines end the whole as they would stand alone."""
        page = None
        for number, (of_line, _) in enumerate(self.lines):
            if of_line != page:
                rest = joined([line for _, line in self.lines[number:]], self.left, self.right)
                yield (max(0, len(text) - len(rest)) if number else 0), of_line
                page = of_line


@dataclass(slots=True)
class Ruled:
    """A ruled table of one page: the edges of its columns, how many rows it has, where on the page it ends, its cells.

    The cells come in reading order.
    """

    page: int
    xs: Sequence[float]
    height: int
    foot: float
    cells: list[Held] = field(default_factory=list)


Piece = Lines | Ruled
