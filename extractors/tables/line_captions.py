"""Labels left of all others that span rows of any kind (项目资金（元）, 绩效指标), in text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.labels import label_of
from extractors.rows import Row
from extractors.tables.columns import columns_of
from extractors.tables.line_cells import Band, Block, Part
from extractors.tables.line_groups import Fit, is_category, starts
from extractors.tables.line_pieces import Line

_MOST_PARTS = 5
_MOST_APART = 3
_NEAR = 4
_KINDS = frozenset({"amount", "narrative"})
_MIXED = -3.0


def captions_in(lines: Sequence[Line]) -> tuple[list[Block], list[Line]]:
    """The labels that span rows, and the lines without them."""
    firsts = [Part(line.number, line.pieces[0]) for line in lines]
    found: list[Block] = []
    taken: set[int] = set()
    for start, first in enumerate(firsts):
        caption = None if first.piece.start in taken else _caption(_below(firsts, start), firsts, lines)
        if caption:
            found.append(caption)
            taken |= {part.piece.start for part in caption.parts}
    rest = [line.with_pieces([p for p in line.pieces if p.start not in taken]) for line in lines]
    return found, [line for line in rest if line.pieces]


def _below(firsts: Sequence[Part], start: int) -> list[Part]:
    """A first piece of a line, and those that stand below it with nothing between."""
    found = [firsts[start]]
    for part in firsts[start + 1 :]:
        if part.number - found[-1].number > _MOST_APART or len(found) == _MOST_PARTS:
            break
        if part.piece.column < found[0].piece.column + found[0].piece.column_span:
            found.append(part)
    return found


def _caption(parts: Sequence[Part], firsts: Sequence[Part], lines: Sequence[Line]) -> Block | None:
    """The caption that the first parts make, the most possible."""
    for count in range(len(parts), 0, -1):
        block = Block(tuple(parts[:count]))
        label = label_of(block.text)
        if label and (label.kind == "heading" or (label.kind == "narrative" and _heads_texts(block, lines))):
            return block if _is_leftmost(block, firsts) else None
    return None


def _is_leftmost(caption: Block, firsts: Sequence[Part]) -> bool:
    """Whether no line nearby begins left of a caption, nor goes on in it as a category (满意度 | 指标)."""
    above = [first for first in firsts if first.number == caption.top - 1]
    if above and is_category(Block((above[0], *caption.parts)).text):
        return False
    return not any(
        first.piece.column + first.piece.column_span <= caption.left
        for first in firsts
        if caption.top - _NEAR <= first.number <= caption.bottom + _NEAR
    )


def _heads_texts(caption: Block, lines: Sequence[Line]) -> bool:
    """Whether two labels of running text stand side by side to the right, not below the caption."""
    for line in lines:
        if caption.top - _NEAR <= line.number <= caption.bottom:
            labels = [label_of(piece.text) for piece in line.pieces if piece.column >= caption.right]
            if sum(label is not None and label.kind == "narrative" for label in labels) > 1:
                return True
    return False


def with_captions(bands: Sequence[Band], captions: Sequence[Block]) -> tuple[Row, ...]:
    """The rows, each caption at the first that it spans; one that spans none is a row of its own."""
    left = min((caption.right for caption in captions), default=0)
    rows: list[Row] = []
    waiting = list(captions)
    for owned, group in groupby(bands, key=lambda band: band.row.pieces[0].column < left):
        run = list(group)
        held = [] if owned else [c for c in waiting if run[0].top - 1 <= c.middle <= run[-1].bottom + 1]
        waiting = [caption for caption in waiting if caption not in held]
        heads = starts([(band.top, band.bottom) for band in run], [], held, _fit(run))
        for number, band in enumerate(run):
            while waiting and waiting[0].top < band.top:
                rows.append(replace(band.row, pieces=(waiting.pop(0).piece(),)))
            pieces = (*(caption.piece() for caption in heads.get(number, ())), *band.row.pieces)
            rows.append(replace(band.row, pieces=pieces))
    return (*rows, *_alone(waiting, bands))


def _fit(bands: Sequence[Band]) -> Fit:
    """Rows below one caption are of one kind: sums, running text, or a table."""
    kinds: list[str | None] = []
    for band in bands:
        kinds.append(_kind(band) or (kinds[-1] if kinds else None))

    def fit(_: Block, start: int, end: int) -> float:
        return _MIXED * max(0, len({kind for kind in kinds[start:end] if kind}) - 1)

    return fit


def _kind(band: Band) -> str | None:
    if columns := columns_of(band.row):
        return columns.kind
    labels = [label for piece in band.row.pieces if (label := label_of(piece.text))]
    return next((label.kind for label in labels if label.kind in _KINDS), None)


def _alone(captions: Sequence[Block], bands: Sequence[Band]) -> Iterator[Row]:
    for caption in captions:
        yield Row(
            (caption.piece(),), closed=False, page=bands[-1].row.page if bands else None, grid="aligned"
        )
