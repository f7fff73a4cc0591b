"""Ordinary characters for the radicals (⽬⽀⽂) that programs copy out of PDF files in their place.

The fonts of many PDF files say of a glyph that it is a radical where a character of the same shape is meant.
Text taken from them, into whatever format, holds words that nobody can search for.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.vocabulary import table

_RADICAL = re.compile("[\u2e80-\u2fdf]")


def readable(text: str) -> str:
    """`text` with a character for each radical, so that all offsets hold."""
    return text.translate(_characters()) if _RADICAL.search(text) else text


@cache
def _characters() -> dict[int, str]:
    return {int(row["codepoint"], 16): row["character"] for row in table("radicals")}
