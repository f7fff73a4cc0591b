"""Where a title without 《》 begins: behind bullets, and with the bodies that issue it before its 关于."""

from __future__ import annotations

import re

from extractors.policies.agencies import body_names, place_names
from extractors.policies.pieces import Piece
from extractors.policies.words import CLOSE, OPEN, pattern, words

LONGEST_ISSUER = 25
_MOST_ISSUERS = 6
_BULLETS = re.compile(rf"(?:[\s\-·•*]|{OPEN}?[0-9一二三四五六七八九十]{{1,3}}(?:{CLOSE}|[.、．])|[①-⑳])*+")


def start_with_issuer(printed: str, about: int, piece: Piece) -> int:
    """Where the title begins whose 关于 stands at `about`: with its issuers, one that forwards included."""
    start = about - issuer_width(printed[:about])
    bullets = bullets_width(printed)
    lead = printed[bullets:start]
    if forwards := pattern("title-forwards").search(lead):
        issuer, other = lead[: forwards.start()], lead[forwards.end() :]
        if (width := issuer_width(issuer)) and (not other or other.endswith(words("body-ending"))):
            return bullets + len(issuer) - width
        return bullets if piece.edge and not issuer and not other else start
    is_body = lead.endswith(words("body-ending")) and len(lead) <= LONGEST_ISSUER
    free = pattern("stop").search(lead) is None and not lead.startswith(
        (*words("stop-first"), *words("title-lead"))
    )
    return bullets if piece.edge and start == about and is_body and free and " " not in lead else start


def issuer_width(before: str) -> int:
    """How many of the last characters before 关于 name the issuers: 国务院|关于…, 财政部、教育部|关于…."""
    total = 0
    for _ in range(_MOST_ISSUERS):
        rest = before[: len(before) - total]
        joint = len(rest) - len(rest.rstrip(" 、\u3000")) if total else 0
        rest = rest[: len(rest) - joint]
        widths = range(min(len(rest), LONGEST_ISSUER), 1, -1)
        width = next((width for width in widths if is_issuer(rest[-width:])), 0)
        if not width:
            break
        total += joint + width
    return total


def is_issuer(name: str) -> bool:
    """Whether `name` is a body the tables know, or made of a place and an office."""
    made = name.startswith(place_names()) and name.endswith(words("body-ending"))
    return name in body_names() or made


def bullets_width(printed: str) -> int:
    """How many characters at the beginning number an item of a list: 1. / （二） / ③ / -."""
    match = _BULLETS.match(printed)
    return match.end() if match else 0
