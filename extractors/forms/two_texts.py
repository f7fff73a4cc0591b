"""Two texts printed one after the other below their two labels (项目总目标 | 年度目标): where one ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.wrapping import ONE_CHARACTER, is_wrapped, width

_FINISHED = re.compile(r"[。！？!?；;”\"』」]$")
_QUOTES = {"“": "”", '"': '"', "「": "」"}
_FIRST_OF_LIST = re.compile(r"^[“\"]?(?:[（(]?(?:1|一)[)）、.．,，]|①|目标1)(?!\d)")


def second_text(lines: Sequence[str]) -> int | None:
    """Where the second of two texts printed one after the other begins; None where that is not certain.

    Certain are: the same text twice, a second one in quotes, a second list that begins at 1, two lines of
    which the first is finished, and one single way to divide the lines into paragraphs of two widths.
    """
    if len(lines) < 2:
        return None
    for way in (_repeated, _quoted, _numbered, _two_lines, _two_widths):
        place = way(lines)
        if place is not None:
            return place
    return None


def _repeated(lines: Sequence[str]) -> int | None:
    whole = "".join("".join(line.split()) for line in lines)
    length = 0
    for place, line in enumerate(lines[:-1], 1):
        length += len("".join(line.split()))
        if 2 * length == len(whole) and whole[:length] == whole[length:]:
            return place
    return None


def _quoted(lines: Sequence[str]) -> int | None:
    """Both texts stand in quotes that open with the first line and close where the second ones open."""
    close = _QUOTES.get(lines[0][0])
    places = [
        i for i in range(1, len(lines)) if lines[i][0] == lines[0][0] and lines[i - 1].endswith(close or "\n")
    ]
    return places[0] if len(places) == 1 and lines[-1].endswith(close or "\n") else None


def _numbered(lines: Sequence[str]) -> int | None:
    places = [i for i, line in enumerate(lines) if _FIRST_OF_LIST.match(line)]
    return places[1] if len(places) == 2 and places[0] == 0 else None


def _two_lines(lines: Sequence[str]) -> int | None:
    first, *others = lines
    if len(others) != 1:
        return None
    return 1 if _FINISHED.search(first) or width(first) < width(others[0]) - ONE_CHARACTER else None


def _two_widths(lines: Sequence[str]) -> int | None:
    places = [
        i
        for i in range(1, len(lines))
        if _FINISHED.search(lines[i - 1]) and is_wrapped(lines[:i]) and is_wrapped(lines[i:])
    ]
    return places[0] if len(places) == 1 else None
