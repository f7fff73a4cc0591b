"""What stands side by side in a line of text set in columns, and where.

Programs disagree about how wide a Chinese character is: a printer's terminal gives it two columns,
`pdftotext -layout` one. A piece of such a line has the columns of the page as its `column` and `column_span`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractors.cleaning import clean
from extractors.labels import label_of
from extractors.rows import Piece, Row
from extractors.wrapping import width

_RUN = re.compile(r"[^\s\u3000]+")
_CJK = r"\u3400-\u9fff"
_ENDS_CELL = re.compile(rf"[{_CJK}）》”。；]$")
_BEGINS_CELL = re.compile(rf"^[{_CJK}（《“≥≤＞＜＝]")
_NUMBERING = re.compile(
    r"[(（]?[\d一二三四五六七八九十]{1,3}[.、．)）](?:\d{1,3}[.、．)）]?)*|第[一二三四五六七八九十\d]{1,4}[条章节]|[-*•·●○◆■□☑]"
)
_SUM = re.compile(r"-?[\d,]+(?:\.\d*)?[%％]?|[—-]+")
_THOUSANDS = re.compile(r"-?\d{1,3},\d{3}")
_UNIT_OF_MONEY = re.compile(r"[（(]?[百千万亿]*元")
_LETTER_SPACING = 6
_MOST_RUNS = 200

Ruler = Callable[[str], int]
"""The number of columns of the page that a text takes."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its number in the text, empty lines counted, its row, its pieces.

    `runs`: its smallest pieces, those that no white space divides; `page` counts the breaks of pages before it.
    """

    number: int
    page: int
    row: Row
    runs: tuple[Piece, ...]
    pieces: tuple[Piece, ...]

    def with_pieces(self, pieces: Sequence[Piece]) -> Line:
        """The line with other pieces."""
        return replace(self, pieces=tuple(pieces))

    def in_runs(self) -> Line:
        """The line with its pieces divided wherever there is white space."""
        return self.with_pieces(
            [run for run in self.runs if any(p.start <= run.start < p.end for p in self.pieces)]
        )


def lines_of(rows: Sequence[Row], text: str) -> list[Line]:
    """The rows as lines, in pieces that belong together by themselves; `text` is that of their document."""
    ruler = max((len, width), key=lambda ruler: _agreement([_runs(row, text, ruler) for row in rows]))
    found: list[Line] = []
    number = page = at = 0
    for row in rows:
        start = row.start
        number, page, at = number + text.count("\n", at, start), page + text.count("\f", at, start), start
        runs = _runs(row, text, ruler)
        found.append(Line(number, page, row, tuple(runs), tuple(_phrases(runs, text))))
    return found


def _runs(row: Row, text: str, ruler: Ruler) -> list[Piece]:
    """The runs of a line that no white space divides; all of it if there are too many to be a table's."""
    begin = max(text.rfind("\n", 0, row.start), text.rfind("\f", 0, row.start)) + 1
    spans = [run.span() for run in _RUN.finditer(text, row.start, row.pieces[-1].end)]
    if len(spans) > _MOST_RUNS:
        spans = [(spans[0][0], spans[-1][1])]
    found: list[Piece] = []
    at, column = begin, 0
    for start, end in spans:
        column += ruler(text[at:start])
        span = ruler(text[start:end])
        value = clean(text, start, end)
        if value.text:
            found.append(Piece(column, start, end, value, span))
        at, column = end, column + span
    return found


def _agreement(lines: Sequence[Sequence[Piece]]) -> int:
    """How many pairs of pieces begin, end, or have their middle in one column of the page."""
    edges = Counter(edge for line in lines for piece in line for edge in _edges(piece))
    return sum(count * (count - 1) for count in edges.values())


def _edges(piece: Piece) -> tuple[tuple[str, int], ...]:
    right = piece.column + piece.column_span
    return ("left", piece.column), ("middle", (piece.column + right) // 2), ("right", right)


def gap(left: Piece, right: Piece) -> int:
    """The number of columns of the page between two pieces."""
    return right.column - left.column - left.column_span


def _phrases(runs: Sequence[Piece], text: str) -> list[Piece]:
    """Runs joined: whatever is one space apart, unless it is Chinese, which is set without spaces, or a label."""
    found: list[Piece] = []
    for piece in runs:
        if found and _is_one(found[-1], piece, text, first=len(found) == 1):
            left, span = found[-1], piece.column + piece.column_span - found[-1].column
            found[-1] = Piece(left.column, left.start, piece.end, clean(text, left.start, piece.end), span)
        else:
            found.append(piece)
    return found


def _is_one(left: Piece, right: Piece, text: str, *, first: bool) -> bool:
    if first and _NUMBERING.fullmatch(left.text):
        return True
    letters = max(map(len, text[left.start : left.end].split())) == 1 == len(right.text)
    letters = letters and left.text[-1] != right.text  # 标 标 标: ends of labels side by side
    if letters and _ENDS_CELL.search(left.text) and _BEGINS_CELL.search(right.text):
        return gap(left, right) <= _LETTER_SPACING
    if gap(left, right) > 1 or label_of(left.text) or label_of(right.text):
        return False
    if _SUM.fullmatch(left.text) and (_SUM.fullmatch(right.text) or _THOUSANDS.match(left.text)):
        return bool(_UNIT_OF_MONEY.match(right.text))
    return not (_ENDS_CELL.search(left.text) and _BEGINS_CELL.search(right.text))
