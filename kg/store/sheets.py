"""Text that people open in a spreadsheet: no text of a document is a formula there."""

from __future__ import annotations

_ESCAPE = "'"
_ESCAPED = (*"=+-@\t\r＝＋－＠", _ESCAPE)


def neutralised(text: str) -> str:
    """The text as no formula: with an apostrophe before it where a spreadsheet would calculate.

    Texts that begin with = + - @ (of half or full width), a tab or an apostrophe get one.
    """
    return _ESCAPE + text if text.startswith(_ESCAPED) else text


def as_written(cell: str) -> str:
    """What `neutralised` made the cell of."""
    return cell[1:] if cell.startswith(_ESCAPE) and cell[1:].startswith(_ESCAPED) else cell
