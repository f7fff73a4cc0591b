"""Signs of symbol fonts: boxes and comparators that Word, Excel and PDF print with Wingdings and its kin."""

from __future__ import annotations

import re
from functools import cache

from extractors.vocabulary import table

_PRIVATE = 0xF000
_CODED = re.compile("[\uf020-\uf0ff]")
_TYPED = re.compile("[\x20-\xff]")


def decoded(text: str, font: str | None = None) -> str:
    """`text`, printed in `font` where that is known, with the codes of symbol fonts as the signs they show.

    A code that `vocabulary/symbols.tsv` does not know stays as it is, so that nothing vanishes.
    """
    known = font if font in _fonts() else None
    text = _CODED.sub(lambda code: _sign(ord(code[0]), known) or code[0], text)
    if known is None:
        return text
    return _TYPED.sub(lambda typed: _sign(_PRIVATE + ord(typed[0]), known) or typed[0], text)


def _sign(code: int, font: str | None) -> str | None:
    return _signs().get((code, font))


@cache
def _signs() -> dict[tuple[int, str | None], str]:
    signs: dict[tuple[int, str | None], str] = {}
    for row in table("symbols"):
        for font in (None, *row["fonts"].split("|")):
            signs.setdefault((int(row["codepoint"], 16), font), row["character"])
    return signs


@cache
def _fonts() -> frozenset[str]:
    return frozenset(font for _, font in _signs() if font)
