"""Titles printed without 《》 beside a number: 关于…的请示（〔1996〕武司字第82号）, or a line, a cell, a quotation.

Running text has no mark where such a title begins, so it is taken only where 关于 opens it (after the name of its
issuer), where it fills its line, cell or quotation, or where it is the name of a known law.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.policies.agencies import place_names
from extractors.policies.laws import law_named
from extractors.policies.numbers import Number
from extractors.policies.pieces import Piece, closes_right, piece_after, piece_before, starts_line
from extractors.policies.title_starts import (
    LONGEST_ISSUER,
    bullets_width,
    is_issuer,
    issuer_width,
    start_with_issuer,
)
from extractors.policies.titles import Title
from extractors.policies.words import CLOSE, HAN, OPEN, pattern, words

_SHORTEST = 6
_LONGEST_LAW = 40
_LONGEST_FIRST_HALF = 60
_LINE_BELOW = re.compile(r"\s{1,40}(?P<line>[^\s][^\n\r\t]{1,80})")
_REMARKS = re.compile(rf"(?:{OPEN}[{HAN}0-9]{{1,12}}{CLOSE})+\s*$")
_CELL_EDGES = "|\t\"'“‘"
_NEVER_INSIDE = "。；;，,！!？?：:*|>》《"
_LISTED = re.compile(rf"(?:》|号|法|{CLOSE})\s*、\s*$")


def neighbour_before(text: str, number: Number) -> Piece | None:
    """The piece before `number`; in a table the one before the cell that names the issuer."""
    piece = piece_before(text, number.start)
    if piece and piece.gap.is_cell_border and is_issuer(text[piece.start : piece.end].strip()):
        farther = piece_before(text, piece.start)
        if farther and farther.gap.is_cell_border and not farther.gap.crosses_line:
            return farther
    return piece


def title_before(text: str, number: Number) -> Title | None:
    """The title without 《》 directly before `number`, if there is one."""
    piece = neighbour_before(text, number)
    if piece is None or not piece.gap.may_join:
        return None
    gap = piece.gap
    if gap.crosses_line and not (closes_right(text, number.end) or gap.is_bracket):
        return None
    printed = text[piece.start : piece.end]
    about = _about_at(printed)
    if about >= 0:
        start = start_with_issuer(printed, about, piece)
        whole_line = (
            not gap.crosses_line or gap.is_bracket or not printed[bullets_width(printed) : start].strip()
        )
        return _title(text, piece.start + start, piece.end) if whole_line else None
    if "》" in gap.signs:
        return None
    return (
        _law(text, piece, number)
        or _alone_before(text, piece, fills=closes_right(text, number.end))
        or _halves(text, piece)
    )


def title_after(text: str, number: Number) -> Title | None:
    """The title without 《》 directly after `number`, if there is one."""
    piece = piece_after(text, number.end)
    if piece is None or not piece.gap.may_join:
        return None
    printed = text[piece.start : piece.end]
    if piece.gap.crosses_line:
        return _heading_below(text, number, piece)
    match = _about().match(text, piece.start, min(len(text), piece.end + 1))
    if match and match["issuer"] and not is_issuer(match["issuer"].strip()):
        match = None
    if match and (piece.gap.signs or match["genre"].endswith(words("title-ending-joined"))):
        return Title(match.start("title"), match.end("title"))
    # 国发〔2015〕3号关于补贴标准的规定 tells what is ruled
    alone = piece.gap.is_cell_border or (piece.gap.signs and starts_line(text, number.start))
    if alone and piece.edge and piece.edge in "\n\r\t|\"'”’" and _is_alone(printed):
        return _title(text, piece.start, piece.end)
    return None


def _about_at(printed: str) -> int:
    """Where 关于 stands in a piece, not inside 《》; -1 without."""
    about = printed.find("关于")
    return about if about >= 0 and printed.count("《", 0, about) == printed.count("》", 0, about) else -1


def _alone_before(text: str, piece: Piece, *, fills: bool) -> Title | None:
    """The piece as a title without 关于: it must fill what it stands in, or the list of titles it belongs to."""
    printed = text[piece.start : piece.end]
    gap = piece.gap
    start = bullets_width(printed)
    listed = printed.rfind("、") + 1
    is_listed = listed > start and gap.is_bracket and _LISTED.search(printed, 0, listed) is not None
    if is_listed:
        start = listed
    elif not piece.edge:
        return None
    if not _is_alone(printed[start:]):
        return None
    if not _fits_gap(printed[start:], piece, fills=fills):
        return None
    if gap.crosses_line and not _begins_a_line(text, piece.start):
        return None
    if not (fills and piece.edge) and pattern("title-sentence").search(printed, start):
        return None
    return _title(text, piece.start + start, piece.end)


def _fits_gap(printed: str, piece: Piece, *, fills: bool) -> bool:
    """Whether what parts a title without 关于 from its number is enough for a title that ends so."""
    gap = piece.gap
    if gap.labelled:
        return fills or gap.is_bracket
    in_cells = piece.edge in _CELL_EDGES and (gap.is_cell_border or fills)
    if printed.endswith(words("title-ending-of-notice")) and not in_cells:
        return False
    is_weak = _REMARKS.sub("", printed).endswith(words("title-ending-weak"))
    if is_weak and (gap.crosses_line or not (in_cells or gap.is_bracket)):
        return False
    if gap.is_bracket or gap.is_cell_border:
        return True
    return fills and not re.search("[:：=]", gap.signs) and not re.search(r"\S\s+\S", printed)


def _is_alone(printed: str) -> bool:
    """Whether a piece without 关于 reads as a title."""
    return not pattern("title-never").search(printed) and _genre_at_end().search(printed) is not None


def _law(text: str, piece: Piece, number: Number) -> Title | None:
    """The known law with whose name the piece ends, where the name begins the piece or follows a cue (根据)."""
    for start in range(max(piece.start, piece.end - _LONGEST_LAW), piece.end - 2):
        if law_named(text[start : piece.end]):
            before = text[piece.start : start].rstrip()
            free = not before[bullets_width(before) :] or before.endswith((*words("law-cue"), "、"))
            return Title(start, piece.end) if free else None
    start = piece.start + bullets_width(text[piece.start : piece.end])
    printed = text[start : piece.end]
    # What the president promulgates is a law, known to the tables or not.
    is_law = number.code.endswith("主席令") and printed.endswith("法") and not re.search(r"\s", printed)
    return Title(start, piece.end) if is_law and piece.edge and len(printed) > 2 else None


def _begins_a_line(text: str, start: int) -> bool:
    """Whether the line at `start` begins something new, so that it is no second half of a broken title."""
    before = text[max(0, start - _LONGEST_FIRST_HALF) : start].rstrip(" \t\u3000")
    if not before.endswith(("\n", "\r")):
        return not before or text[start - 1] in _CELL_EDGES
    above = before[:-1].rstrip(" \t\u3000")
    return not above or re.search(rf"[^{HAN}]$", above) is not None or text.startswith(place_names(), start)


def _halves(text: str, piece: Piece) -> Title | None:
    """A title broken over two lines, the second being `piece`: the first begins with 关于 or an issuer before it."""
    if piece.edge not in "\n\r" or not _genre_at_end().search(text, piece.start, piece.end):
        return None
    above = text[max(0, piece.start - _LONGEST_FIRST_HALF * 2) : piece.start].rstrip()
    line = re.split(r"[\n\r\t]", above)[-1]
    marks = [mark.end() for mark in re.finditer(f"[{_NEVER_INSIDE}]", line)]
    first = line[marks[-1] if marks else 0 :]
    about = first.find("关于")
    if about < 0 or (about and not issuer_width(first[:about])) or len(line) > _LONGEST_FIRST_HALF:
        return None
    end_above = max(0, piece.start - _LONGEST_FIRST_HALF * 2) + len(above)
    return _title(text, end_above - len(first) + about - issuer_width(first[:about]), piece.end)


def _heading_below(text: str, number: Number, piece: Piece) -> Title | None:
    """The heading below a number that has its line for itself: [issuer]关于…的通知, broken once at most."""
    if not (starts_line(text, number.start) and closes_right(text, number.end)):
        return None
    printed = text[piece.start : piece.end]
    about = _about_at(printed)
    if piece.edge not in "\n\r":
        return None
    if about < 0:
        below = _LINE_BELOW.match(text, piece.end) if is_issuer(printed.strip()) else None
        return _title(text, piece.start, below.end()) if below and below["line"].startswith("关于") else None
    width = issuer_width(printed[:about])
    lead = printed[: about - width]
    if lead and not (lead.endswith(words("body-ending")) and pattern("stop").search(lead) is None):
        return None
    if title := _title(text, piece.start, piece.end):
        return title
    below = _LINE_BELOW.match(text, piece.end)
    return _title(text, piece.start, below.end()) if below else None


def _title(text: str, start: int, end: int) -> Title | None:
    """`text[start:end]` as a title, if it ends like one (remarks such as （试行） included)."""
    end = start + len(text[start:end].rstrip())
    printed = text[start:end]
    if len(printed) < _SHORTEST or not _genre_at_end().search(printed):
        return None
    outside = re.sub("《[^《》]*》", "", printed)
    return None if re.search(f"[{_NEVER_INSIDE}]", outside) else Title(start, end)


@cache
def _genre_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words('title-ending'))})(?:{OPEN}[{HAN}0-9]{{1,12}}{CLOSE}){{0,2}}\s*$")


@cache
def _about() -> re.Pattern[str]:
    genre = "|".join(words("title-ending"))
    return re.compile(
        rf"(?P<title>(?P<issuer>[{HAN} ]{{0,{LONGEST_ISSUER}}}?)关于"
        rf"(?:[^{_NEVER_INSIDE}]|《[^《》]{{1,60}}》){{2,100}}?"
        rf"(?P<genre>{genre})(?:{OPEN}[0-9]{{0,8}}[{HAN}]{{1,12}}{CLOSE}){{0,2}})(?=$|[\s.\[<'\"”’）)】{_NEVER_INSIDE}])"
    )
