"""Lines of one cell that was printed in a narrow column, and lines that cannot be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

_CUT_NUMBER = re.compile(
    r"[≥≤=><]\n\d|\d[.,]\n\d|\d\.\d\n\d(?!\d)|\d\n(?:[.,]\d|[%‰])|\d\n[(（][^\d()（）]{1,6}[)）]$|[≥≤=><]\d+\n[\d.]+[(（%]|\n[)\]]"
)
_NEAR = 20
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


def full_width(widths: Sequence[int]) -> int:
    """The width of the full lines of a column: the greatest that two come near; 0 where there are none.

    A single line that is wider is two cells run together.
    """
    falling = sorted(widths, reverse=True)
    near = (wide for wide, next_one in pairwise(falling) if wide - next_one <= ONE_CHARACTER)
    return next(near, falling[0] if falling else 0)


def is_one_number(above: str, below: str) -> bool:
    """Whether a line goes on with the number at the end of the one above (≥13459.0 | 0(平方米))."""
    return _CUT_NUMBER.search(f"{above[-_NEAR:]}\n{below[:_NEAR]}") is not None
