"""Numbers that copying or character recognition has damaged: told apart from words, never repaired."""

from __future__ import annotations

import re

from extractors.targets.units import read_unit
from extractors.targets.words import fold

_DAMAGED = re.compile(
    r"(?<![0-9A-Za-z.,])(?:"
    r"[0-9][0-9.,]*(?:\s+\.?[0-9][0-9.,]*)+"  # 1 00, 13459. 00
    r"|[0-9]{1,3}，[0-9]{3}(?![0-9])"  # 10，000
    r"|[0-9]+,[0-9]{1,2}(?![0-9,])"  # 1,00
    r"|(?=[OoIl]*[0-9])[0-9OoIl]*[OoIl][0-9OoIl]*"  # 1OO, l00
    r")\s?"
)


def damaged_number(text: str) -> str | None:
    """The first number with a unit that is not in one piece, as printed (1 00%, 1OO%, 1,00人), or None."""
    folded = fold(text)
    for match in _DAMAGED.finditer(folded):
        if unit := read_unit(folded, match.end()):
            return text[match.start() : unit.end]
    return None
