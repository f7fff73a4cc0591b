"""Texts as cells that a spreadsheet may open: none is ever calculated, none runs a command."""

from __future__ import annotations

WITH_MARK = "utf-8-sig"
"""UTF-8 with a byte-order mark: without one, Excel does not read Chinese in CSV."""

_ESCAPE = "'"
_ESCAPED = (*"=+-@\t\r＝＋－＠", _ESCAPE)


def neutralised(text: str) -> str:
    """The text as no formula: with an apostrophe before it where a spreadsheet would calculate.

    Those are texts that begin with = + - @ (of half or full width), a tab or a return; those that begin with an
    apostrophe get one, too, so that taking one leading apostrophe away always gives the text back.
    """
    return _ESCAPE + text if text.startswith(_ESCAPED) else text
