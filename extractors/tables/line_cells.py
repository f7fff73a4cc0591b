"""Cells of a table that take several lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from extractors.cleaning import Value, glued, joined
from extractors.rows import Piece, Row
from extractors.tables.line_pieces import Line
from extractors.wrapping import ONE_CHARACTER, is_one_number, width

_NEVER_FIRST = tuple("，。、；：！？）》”%")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece and the number of its line."""

    number: int
    piece: Piece


@dataclass(frozen=True)  # no slots: what is worked out once is kept
class Block:
    """The pieces of one cell, in the order of the text."""

    parts: tuple[Part, ...]

    @property
    def top(self) -> int:
        """The number of the first line."""
        return self.parts[0].number

    @property
    def bottom(self) -> int:
        """The number of the last line."""
        return self.parts[-1].number

    @property
    def middle(self) -> float:
        """Halfway between the first line and the last."""
        return (self.top + self.bottom) / 2

    @cached_property
    def left(self) -> int:
        """The column where it begins."""
        return min(part.piece.column for part in self.parts)

    @cached_property
    def right(self) -> int:
        """The column behind its last."""
        return max(part.piece.column + part.piece.column_span for part in self.parts)

    @cached_property
    def texts(self) -> list[str]:
        """The text of each line."""
        lines: dict[int, str] = {}
        for part in self.parts:
            lines[part.number] = lines.get(part.number, "") + part.piece.text
        return list(lines.values())

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return self._value.text

    def piece(self) -> Piece:
        """The cell as one piece."""
        pieces = [part.piece for part in self.parts]
        return Piece(self.left, pieces[0].start, pieces[-1].end, self._value, self.right - self.left)

    @cached_property
    def _value(self) -> Value:
        """All that it holds; a number broken over two lines is whole again."""
        values = [self.parts[0].piece.value]
        for above, below in pairwise(self.parts):
            broken = above.number != below.number and is_one_number(values[-1].text, below.piece.text)
            values[-1:] = (
                [glued([values[-1], below.piece.value])] if broken else [values[-1], below.piece.value]
            )
        return joined(values)


@dataclass(frozen=True, slots=True)
class Band:
    """A row, and the numbers of the first and last line that it takes."""

    row: Row
    top: int
    bottom: int


def band(lines: Sequence[Line], pieces: Iterable[Piece]) -> Band:
    """The row that lines make, with its pieces."""
    ordered = tuple(sorted(pieces, key=lambda piece: piece.column))
    tabular = len(ordered) > 1 or any(line.row.tabular for line in lines)
    row = replace(lines[0].row, pieces=ordered, grid="aligned" if tabular else None)
    return Band(row, lines[0].number, lines[-1].number)


def blocks(lines: Sequence[Line]) -> list[Block]:
    """The cells that lines make together, from left to right: pieces that stand below one another are one."""
    *_, cells = upwards(lines)
    return cells


def upwards(lines: Sequence[Line]) -> Iterator[list[Block]]:
    """The cells of the last line, of the last two lines, and so on to all of them.

    A cell that the line above adds nothing to stays the same object, with all that is known of it.
    """
    cells: list[Block] = []
    for line in reversed(lines):
        own: list[Block] = []
        for piece in line.pieces:
            cell = Block((Part(line.number, piece),))
            own = _with(cell, own)
        for cell in own:
            cells = _with(cell, cells)
        yield cells


def _with(cell: Block, cells: Sequence[Block]) -> list[Block]:
    """Cells from left to right with one more, which takes in those it stands above."""
    met = [other for other in cells if _meet(cell, other)]
    if met:
        parts = [part for each in (cell, *met) for part in each.parts]
        cell = Block(tuple(sorted(parts, key=lambda part: part.piece.start)))
    return sorted((cell, *(other for other in cells if other not in met)), key=lambda each: each.left)


def _meet(one: Block, other: Block) -> bool:
    """Whether cells stand below one another by more than the column that programs are out."""
    common = min(one.right, other.right) - max(one.left, other.left)
    return common > 1 or 2 * common >= min(one.right - one.left, other.right - other.left)


@lru_cache(maxsize=10_000)
def width_of(line: str) -> int:
    """The width of a line in half characters; the sliver that programs set between Chinese and digits is no space."""
    return width(line.replace(" ", ""))


def is_full(line: str, below: str, widest: int) -> bool:
    """Whether a line had no room for what stands `below` it in a column whose widest line is given.

    A character is moved to the next line with one behind it that may not begin a line (，).
    """
    moved = 2 if below[1:2] in _NEVER_FIRST else 1
    return width_of(line) + moved * ONE_CHARACTER > widest


def slants(cells: Sequence[Block]) -> float:
    """By how many lines cells side by side miss one another: set on one top line, or on one middle line."""
    if not cells:
        return 0.0
    top, bottom = min(cell.top for cell in cells), max(cell.bottom for cell in cells)
    from_middle = sum(max(0.0, abs(cell.middle - (top + bottom) / 2) - 0.5) for cell in cells)
    return min(float(sum(cell.top - top for cell in cells)), from_middle)
