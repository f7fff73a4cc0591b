"""Text as scraped from the web: a tab between two columns, tick boxes left as tags."""

from __future__ import annotations

from collections.abc import Iterator

from .model import TICKED, UNTICKED, Line, PageBreak, Part, Parts, Table

BOXES = {TICKED: '<input checked="" type="checkbox"/>', UNTICKED: '<input type="checkbox"/>'}


def written(parts: Parts, encoding: str = "utf-8") -> bytes:
    """The file. A merged cell's text stands in its first row and column."""
    return "\n".join(line for part in parts for line in _lines(part)).encode(encoding)


def with_tags(text: str) -> str:
    """The text with its tick boxes as HTML elements."""
    for box, tag in BOXES.items():
        text = text.replace(box, tag)
    return text


def _lines(part: Part) -> Iterator[str]:
    match part:
        case Table():
            for _, cells in part.rows():
                texts = {cell.column: with_tags(cell.text.replace("\n", " ")) for cell in cells}
                yield "\t".join(texts.get(column, "") for column in range(part.width))
        case Line(text):
            yield with_tags(text)
        case PageBreak():
            yield "\f"
