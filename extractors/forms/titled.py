"""Running text beside words that are no label: they title it 未知栏目."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.forms.parts import Field, Layout
from extractors.labels import Label, label_of
from extractors.rows import Piece, Row
from extractors.tables.money import facet_of
from extractors.vocabulary import settings

RUNNING_KINDS = frozenset({"narrative", "boxes"})
"""Kinds of fields whose value may go on in further rows."""

_TITLE = re.compile(r"[一-鿿][^，。；！？,;!?~/]{1,23}")
_PROSE = re.compile(r"^(?=.*[一-鿿])(?:.{8,}。|.{16,}$)")


def titled_text(row: Row, layout: Layout) -> Field | None:
    """The field of a row that holds words nobody knows as a label, and running text beside them: they title it.

    Text alone is titled by words that reach down beside it, but goes on with running text above it. Beside a label of
    running text that reaches down into the row, it goes on there.
    """
    beside = [piece for piece in row.hanging if piece.column < row.pieces[0].column]
    title, *texts = row.pieces if len(row.pieces) > 1 or not beside else (beside[-1], *row.pieces)
    if len(row.pieces) == 1 and layout.fields and layout.fields[-1].label.kind in RUNNING_KINDS:
        return None
    if row.grid not in ("ruled", "tabs") or not texts or not _is_title(title, beside, row):
        return None
    if not is_prose(max((piece.text for piece in texts), key=len)):
        return None
    known = any(label_of(piece.text) or facet_of(piece.text) for piece in texts)
    label = label_of(title.text)
    if known or facet_of(title.text) or (label is not None and label.kind != "heading"):
        return None
    words = title.text.rstrip("：:")
    opened = Label(f"/narratives/{words}", "narrative", words)
    return Field(opened, title.value, [piece.value for piece in texts], title.column, beside=True)


def titles_text(row: Row) -> bool:
    """Whether a row of text copied with tabs holds words that title a text (偏差情况及改进措施), and that text."""
    endings = tuple(settings("tables")["text_titles"])
    return row.grid == "tabs" and len(row.pieces) == 2 and row.pieces[0].text.endswith(endings)


def is_prose(text: str) -> bool:
    """Whether a text reads like a sentence, not like a name or a word."""
    return _PROSE.search(text) is not None


def _is_title(title: Piece, beside: Sequence[Piece], row: Row) -> bool:
    """Whether a cell may be a label: a few words, in the first column or behind a cell that groups rows."""
    if title.column and not (row.grid == "ruled" and beside):
        return False
    if any((label := label_of(piece.text)) and label.kind not in ("heading", "amount") for piece in beside):
        return False
    return _TITLE.fullmatch(title.text) is not None
