"""Lines of one cell that was printed in a narrow column, and lines that cannot be."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

ONE_CHARACTER = 2
"""The width of a Chinese character in half characters."""


def width(line: str) -> int:
    """The width of a line in half characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines can be one paragraph set to a width: all are full, and the last is not longer."""
    widths = [width(line) for line in lines]
    full = widths[:-1]
    return not full or (
        max(full) - min(full) <= 2 * ONE_CHARACTER and widths[-1] <= max(full) + ONE_CHARACTER
    )
