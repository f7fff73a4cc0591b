"""Text as scraped, printed or exported: lines, and the tables that are set in them."""

from __future__ import annotations

import re

from extractors.document import Block, Paragraph, Table
from extractors.read.layouts.bars import flattened, markdown, ruled
from extractors.read.layouts.columns import aligned
from extractors.read.layouts.commas import separated
from extractors.read.layouts.lines import Line, layers, lines_of
from extractors.read.layouts.tabs import tabbed

_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_DRAWN = (tabbed, markdown, ruled, flattened, separated)


def blocks(text: str) -> tuple[Block, ...]:
    """The tables of a text, and a paragraph for each other line, in order.

    Blank lines and page breaks do not end a table.
    """
    # Whoever writes tabs between cells does not set columns with spaces.
    layouts = _DRAWN if "\t" in text else (*_DRAWN, aligned)
    return tuple(
        block
        for piece in layers(lines_of(text), layouts)
        for block in ([piece] if isinstance(piece, Table) else map(_paragraph, piece))
    )


def _paragraph(line: Line) -> Paragraph:
    """A line, without the signs that make it a heading in Markdown."""
    heading = _HEADING.match(line.text)
    return Paragraph(line.start + (heading.end() if heading else 0), line.end)
