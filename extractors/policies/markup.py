"""What markup leaves in text, blanked out at equal length so that offsets hold: tags and entities (&nbsp;)."""

from __future__ import annotations

import re
from html import unescape

from extractors.cleaning import visible

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});")


def readable(text: str) -> str:
    """`text` with tags as blanks and entities as their character, padded with blanks to the same length."""
    seen = visible(text)
    return _ENTITY.sub(_character, seen) if "&" in seen else seen


def _character(entity: re.Match[str]) -> str:
    character = unescape(entity[0])
    if len(character) != 1 or character in "\t\n\r":
        return entity[0]
    return character + " " * (len(entity[0]) - 1)
