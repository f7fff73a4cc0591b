"""The encoding of a page: by its mark, by being UTF-8, as declared, else by what reads as Chinese.

A declaration is the weakest sign of all (servers and editors recode pages without a look at it):
it decides only between encodings that fit.
"""

from __future__ import annotations

import codecs
import re

from extractors.read.encoding import decode

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARATION = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_-]{2,20})""")
_DECLARED_WITHIN = 1 << 17  # bytes; a declaration may come behind long scripts
# Encodings by the names pages give them, each as the superset that such pages are really in.
_BY_NAME = {
    **dict.fromkeys((b"gb2312", b"gb_2312-80", b"gbk", b"x-gbk", b"cp936", b"gb18030"), "gb18030"),
    **dict.fromkeys((b"big5", b"big5-hkscs", b"x-x-big5"), "big5hkscs"),
}
_CHINESE = ("gb18030", "big5hkscs")
# From a bracket (never half of a character in any of these encodings) to the next character of more bytes.
_MARKUP = re.compile(rb"[<>][\x00-\x7f]*")


def decode_page(data: bytes) -> str | None:
    """The page's text; None if its bytes are none in an encoding known here."""
    if data.startswith(_MARKS):
        return decode(data)
    text = _strict(data, "utf-8")
    if text is not None and data.count(0) * 10 <= len(data):  # every other byte of UTF-16 markup is one
        return text
    for encoding in _declared(data):
        if (text := _strict(data, encoding)) is not None:
            return text
    return decode(data) or _by_its_words(data)


def _declared(data: bytes) -> list[str]:
    names = _DECLARATION.findall(data, 0, _DECLARED_WITHIN)
    return list(dict.fromkeys(_BY_NAME[name.lower()] for name in names if name.lower() in _BY_NAME))


def _by_its_words(data: bytes) -> str | None:
    """Judged without the markup, which may outweigh the Chinese many times over."""
    words = _MARKUP.sub(b"\n", data)
    text = decode(words)
    encodings = (encoding for encoding in ("utf-8", *_CHINESE) if words.decode(encoding, "replace") == text)
    return next((data.decode(encoding, "replace") for encoding in encodings), None)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
