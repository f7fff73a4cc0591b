"""What a page or a table cell holds, in reading order: lines, preformatted text, tables.

White space is as browsers show it: runs become one space, no-break spaces stay (as spaces), characters
of no width go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_SPACES = re.compile(r"[ \t\n\r\f]+")
_SHOWN = str.maketrans({"\xa0": " ", "\xad": None, "\u200b": None, "\ufeff": None})


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose white space means something; never blank."""

    text: str


@dataclass(slots=True)
class GridCell:
    """A cell as marked up: what it holds, and the spans it asks for (0 rows: to the end of its group)."""

    content: Flow
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Grid:
    """A table as marked up: its rows, and how many rows stand above each further group (thead, tbody …)."""

    rows: list[list[GridCell]] = field(default_factory=list)
    group_starts: list[int] = field(default_factory=list)
    _in_row: bool = False

    def start_group(self) -> None:
        """The rows below are a group of their own: no span reaches into it."""
        self.group_starts.append(len(self.rows))
        self._in_row = False

    def start_row(self) -> None:
        """Cells from here on stand in a new row."""
        self.rows.append([])
        self._in_row = True

    def end_row(self) -> None:
        """Cells outside of any row, should there be some, make a row of their own."""
        self._in_row = False

    def add(self, cell: GridCell) -> None:
        """Put a cell at the end of the row."""
        if not self._in_row:
            self.start_row()
        self.rows[-1].append(cell)

    @property
    def is_column(self) -> bool:
        """Whether no row has a second cell: such a table only stacks what it holds."""
        return all(len(row) <= 1 for row in self.rows)


Item = str | Preformatted | Grid


@dataclass(slots=True)
class Flow:
    """Lines and tables in reading order; the line that is being written is kept apart until it ends."""

    items: list[Item] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _kept: bool = False

    def write(self, text: str, *, kept: bool = False) -> None:
        """Write on, with white space as it is (`kept`) or to be collapsed."""
        if kept != self._kept:
            self.end()
            self._kept = kept
        self._line.append(text)

    def break_line(self) -> None:
        """What is written next stands on a new line."""
        if self._kept:
            self._line.append("\n")
        else:
            self.end()

    def add(self, grid: Grid) -> None:
        """Put a table below what has been written; one that only stacks leaves what it holds."""
        self.end()
        if grid.is_column:
            self.items.extend(item for row in grid.rows for cell in row for item in cell.content.items)
        else:
            self.items.append(grid)

    def end(self) -> None:
        """Nothing more comes on this line, nor in this run of preformatted text."""
        text = "".join(self._line)
        self._line.clear()
        if not self._kept:
            text = _SPACES.sub(" ", text)
        text = text.translate(_SHOWN)
        if text.strip():
            self.items.append(Preformatted(text) if self._kept else text.strip())

    @property
    def grids(self) -> list[Grid]:
        """The tables in it."""
        return [item for item in self.items if isinstance(item, Grid)]

    def lines(self) -> Iterator[str]:
        """Everything in it as lines of text, a table as one line (it must not hold further ones)."""
        for item in self.items:
            if isinstance(item, str):
                yield item
            elif isinstance(item, Preformatted):
                yield from (line.strip() for line in item.text.splitlines() if line.strip())
            else:
                yield " ".join(line for row in item.rows for cell in row for line in cell.content.lines())
