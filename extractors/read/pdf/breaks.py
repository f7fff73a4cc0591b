"""What a page break cuts: which cells at the foot of a page go on at the head of the next, and whether a row does.

Programs print a break in two ways. Browsers and Excel leave the cells open that go on, so that the missing ruling
says it. Word, WPS and LibreOffice close every page with a ruling; there a row went on if nothing else explains what
stands below the break: texts that go on where a full line ended, and no cell of the row that is filled anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.read.pdf.pieces import Held
from extractors.read.pdf.wraps import is_full

_NUMBER = re.compile(r"[-+]?\d{1,3}(?:,\d{3})*(?:\.\d+)?[%％]?|[-+]?\d+(?:\.\d+)?[%％]?")
_BEFORE = frozenset("，、；：,（(《“‘〔[【≥≤＞＜><=±~～—")
"""Behind one of these a text goes on."""
_ENDS = frozenset("。；！？;!?")
_FEWEST_LINES = 3
_LEADING = 1.65  # of the height of a line, where no cell of several lines tells how far they stand apart
_ROOM = 1.35  # of that distance: a cell so high has room above and below its line
_BEHIND = frozenset("，、；：。）)》”’〕]】%％")
"""No text begins with one of these."""


@dataclass(frozen=True, slots=True)
class Joint:
    """How two parts of a table fit: whether the break cut a row, and which cells of both are one.

    `doubted` is a cell below the break of which it is uncertain whether its row begins there or goes on.
    """

    cuts_row: bool
    pairs: Sequence[tuple[Held, Held]]
    doubted: Held | None = None


@dataclass(frozen=True, slots=True)
class _Signs:
    """The cells above a break by what stands below them.

    `filled` have text on both sides; of them, the text of `going` goes on, and that of `others` does not. `ended` have
    text above only. `late`: the first cell that has text below only. `tallest`: the most lines of a cell above.
    """

    filled: Sequence[tuple[Held, Held]]
    going: Sequence[tuple[Held, Held]]
    others: Sequence[Held]
    ended: Sequence[Held]
    late: Held | None
    tallest: int


def joint(above: Sequence[Held], below: Sequence[Held], *, headed: bool, leading: float) -> Joint:
    """How the last cells above a break go on in the first ones below it.

    `headed`: headings stand between them. `leading`: how far lines of one cell stand apart, 0 where none shows it.
    """
    pairs = list(_pairs(above, below))
    open_above, open_below = [cell.open_below for cell in above], [cell.open_above for cell in below]
    if headed:
        open_below = [False] * len(below)
    one, other = _is_partial(open_above), _is_partial(open_below)
    if one or other:
        return Joint(
            cuts_row=False,
            pairs=[
                (a, b)
                for a, b in pairs
                if ((one and a.open_below) or (other and b.open_above)) and _may_be_one(a, b)
            ],
        )
    if not _fit(above, below):
        return Joint(cuts_row=False, pairs=list(_labels(above, below)))
    is_open = all(open_above) and all(open_below)
    signs = _signs(pairs, leading, is_open=is_open)
    cuts_row = _goes_on(signs, is_open=is_open)
    doubted = _first_below(signs) if not is_open and _is_doubtful(signs, cuts_row=cuts_row) else None
    return Joint(cuts_row, pairs if cuts_row else list(_labels(above, below)), doubted)


def _pairs(above: Sequence[Held], below: Sequence[Held]) -> Iterator[tuple[Held, Held]]:
    ranges = {cell.range: cell for cell in above}
    return ((ranges[cell.range], cell) for cell in below if cell.range in ranges)


def _is_partial(sides: Sequence[bool]) -> bool:
    return any(sides) and not all(sides)


def _may_be_one(above: Held, below: Held) -> bool:
    """Whether a ruling that is missing on one of the pages is enough to make one cell of two."""
    return (
        not below.lines or (above.open_below and below.open_above) or above.row_span > 1 or below.row_span > 1
    )


def _fit(above: Sequence[Held], below: Sequence[Held]) -> bool:
    """Whether no cell stands across two of the other side."""
    ranges = {cell.range for cell in above} | {cell.range for cell in below}
    edges = sorted(ranges)
    return all(right <= next_left for (_, right), (next_left, _) in pairwise(edges))


def _signs(pairs: Sequence[tuple[Held, Held]], leading: float, *, is_open: bool) -> _Signs:
    filled = [(a, b) for a, b in pairs if a.lines and b.lines and not repeats(a, b)]
    going = [(a, b) for a, b in filled if _text_goes_on(a, b) and (is_open or not _is_whole(a, leading))]
    return _Signs(
        filled=filled,
        going=going,
        others=[a for a, _ in filled if not any(a is one for one, _ in going)],
        ended=[a for a, b in pairs if a.lines and not b.lines and a.row_span == b.row_span == 1],
        late=next((b for a, b in pairs if b.lines and not a.lines), None),
        tallest=max((len(a.lines) for a, _ in pairs if a.row_span == 1), default=0),
    )


def _goes_on(signs: _Signs, *, is_open: bool) -> bool:
    """Whether the row above a break goes on below it."""
    going, others, ended = [a for a, _ in signs.going], signs.others, signs.ended
    if is_open:
        return len(ended) >= len(others)
    if any(_is_in_middle(a, whole) for a in ended for whole in (*going, *others)):
        return False
    if others:
        is_torn = all(len(a.lines) == signs.tallest > 1 for a in others)
        return is_torn and signs.late is None and len(ended) > len(signs.filled)
    if ended:
        return bool(going) or signs.late is not None
    return signs.late is None and any(_is_running(a, b) for a, b in signs.going) and _is_level(going)


def _is_doubtful(signs: _Signs, *, cuts_row: bool) -> bool:
    """Whether much speaks for the contrary.

    A row is cut, but only its texts say so: it has no cell that is empty below, or none that goes on. A row is
    whole, but most of its cells are empty below, or one goes on and several are empty.
    """
    if cuts_row:
        return not signs.ended or not signs.going
    is_emptier = 0 < len(signs.filled) < len(signs.ended)
    return is_emptier or (bool(signs.going) and len(signs.ended) > 1)


def _first_below(signs: _Signs) -> Held | None:
    return next((below for _, below in signs.filled), signs.late)


def repeats(above: Held, below: Held) -> bool:
    """Whether the label of a merged cell is printed on both pages."""
    return (above.row_span > 1 or below.row_span > 1) and above.words == below.words


def _text_goes_on(above: Held, below: Held) -> bool:
    """Whether a text goes on: by its punctuation, or because its last line is full."""
    before, after = above.lines[-1][1], below.lines[0][1]
    first, last = above.words, below.words
    if _NUMBER.fullmatch(last):
        return first[-1] in "0123456789.,≥≤=" and not _NUMBER.fullmatch(first) and _is_full(above, below)
    if before.text[-1] in _BEFORE or after.text[0] in _BEHIND:
        return True
    return _is_full(above, below) and not (_NUMBER.fullmatch(first) and last[0].isdigit())


def _is_full(above: Held, below: Held) -> bool:
    return is_full(above.lines[-1][1], below.lines[0][1], above.left, above.right)


def _is_in_middle(cell: Held, tall: Held) -> bool:
    """Whether a text stands in the middle of a taller one beside it, so that both are whole."""
    if len(cell.lines) >= len(tall.lines):
        return False
    one, other = _extent(cell), _extent(tall)
    return abs(sum(one) - sum(other)) / 2 < cell.lines[0][1].height / 4


def _is_whole(cell: Held, leading: float) -> bool:
    """Whether a line stands alone in a cell that has room for more than it, and less than two: no break cut that."""
    height = leading or _LEADING * cell.lines[0][1].height
    return len(cell.lines) == 1 and cell.bottom - cell.top > _ROOM * height


def _extent(cell: Held) -> tuple[float, float]:
    first, last = cell.lines[0][1], cell.lines[-1][1]
    return first.top, last.top + last.height


def _is_running(above: Held, below: Held) -> bool:
    """Whether a text is one of several lines, and no sentence ends at the break."""
    is_long = len(above.lines) + len(below.lines) >= _FEWEST_LINES
    return is_long and above.lines[-1][1].text[-1] not in _ENDS


def _is_level(cells: Sequence[Held]) -> bool:
    """Whether the texts of cells end on one line."""
    ends = [_extent(cell)[1] for cell in cells]
    return max(ends) - min(ends) < min(cell.lines[-1][1].height for cell in cells) / 2


def _labels(above: Sequence[Held], below: Sequence[Held]) -> Iterator[tuple[Held, Held]]:
    """The merged cells before the first that is filled on both sides: their label stands on one of them only."""
    by_left = {cell.left: cell for cell in above}
    for cell in sorted(below, key=lambda cell: cell.left):
        other = by_left.get(cell.left)
        if (
            other is None
            or other.right != cell.right
            or (other.lines and cell.lines and not repeats(other, cell))
        ):
            return
        if other.row_span > 1 or (cell.row_span > 1 and not cell.lines):
            yield other, cell
