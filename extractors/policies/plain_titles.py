"""Titles printed without 《》 beside a number: 关于…的请示（〔1996〕武司字第82号）, 沪府发〔2019〕5号 关于…的通知.

Running text has no mark where such a title begins, so it is taken only where 关于 opens it (after the
name of its issuer) or where title and number fill a line by themselves.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.policies.issuers import body_names, place_names
from extractors.policies.numbers import Number
from extractors.policies.titles import Title
from extractors.policies.words import CLOSE, HAN, OPEN, pattern, words

_REACH = 120
_SHORTEST = 6
_LONGEST_ISSUER = 25
_MOST_ISSUERS = 6
_OPENING = re.compile(rf"\s*(?:{OPEN}|\s[—–-]{{1,3}}|(?P<loose>[:：]|[ \u3000]))\s*$")
_NEVER_INSIDE = "。；;，,！!？?：:*|>》《"
_SENTENCE_MARK = re.compile(f"[{_NEVER_INSIDE}]")
_LINE_ENDING = " \u3000*）)〕】］]"
_BULLET = r"[\s\-·•*0-9.、（(]{0,12}"
# The line a number stands in, with nothing but bullets and closing brackets around title and number.
_TITLE_FIRST = re.compile(rf"{_BULLET}(?P<title>[^\s*].*)")
_NUMBER_FIRST = re.compile(rf"(?:{CLOSE}|\*)*[ \u3000*]{{1,8}}(?P<title>[^\s*].*?)\s*")


def plain_title(text: str, number: Number) -> Title | None:
    """The title without 《》 directly before or after `number`, if there is one."""
    line_start, line_end = _line_around(text, number)
    before = text[line_start : number.start]
    after = text[number.end : line_end]
    if opening := _OPENING.search(before):
        fills_line = not after.strip(_LINE_ENDING) and not opening["loose"]
        title = _title_before(before[: opening.start()], line_start, fills_line=fills_line)
        if title or not opening["loose"]:
            return title
    following = _NUMBER_FIRST.fullmatch(after)
    if following and re.fullmatch(_BULLET, before):
        title = _title(following["title"], number.end + following.start("title"))
        if title:
            return title
    return _title_about(after, number.end)


def _line_around(text: str, number: Number) -> tuple[int, int]:
    """The extent of the number's line (or table cell), no further than titles reach."""
    left, right = max(0, number.start - _REACH), min(len(text), number.end + _REACH)
    start = max(text.rfind(mark, left, number.start) for mark in "\n\r\t") + 1
    ends = [end for mark in "\n\r\t" if (end := text.find(mark, number.end, right)) >= 0]
    return start or left, min(ends, default=right)


def _title_before(before: str, offset: int, *, fills_line: bool) -> Title | None:
    marks = [mark.end() for mark in _SENTENCE_MARK.finditer(before)]
    start = marks[-1] if marks else 0
    about = before.find("关于", start)
    if about >= 0:
        start = about - _issuer_width(before[start:about])
    elif not fills_line or marks or pattern("title-never").search(before):
        return None
    elif line := _TITLE_FIRST.fullmatch(before):
        start = line.start("title")
    return _title(before[start:], offset + start)


def _title_about(after: str, offset: int) -> Title | None:
    """The title that begins with 关于 (or its issuer, then 关于) right after a number, up to its genre."""
    match = _about().match(after)
    if match is None or (match["issuer"] and not _is_issuer(match["issuer"].strip())):
        return None
    if not match["gap"] and not match["genre"].endswith(words("title-ending-joined")):
        return None  # 国发〔2015〕3号关于补贴标准的规定 tells what is ruled
    return Title(offset + match.start("title"), offset + match.end("title"))


def _title(printed: str, offset: int) -> Title | None:
    """`printed` as a title that begins at `offset`, if it ends like one (remarks such as （试行） left out)."""
    if len(printed) < _SHORTEST or not _genre_at_end().search(printed) or _SENTENCE_MARK.search(printed):
        return None
    return Title(offset, offset + len(printed))


def _issuer_width(before: str) -> int:
    """How many of the last characters before 关于 name the issuers: 国务院|关于…, 财政部、教育部|关于…."""
    total = 0
    for _ in range(_MOST_ISSUERS):
        rest = before[: len(before) - total]
        joint = len(rest) - len(rest.rstrip(" 、\u3000")) if total else 0
        rest = rest[: len(rest) - joint]
        widths = range(min(len(rest), _LONGEST_ISSUER), 1, -1)
        width = next((width for width in widths if _is_issuer(rest[-width:])), 0)
        if not width:
            break
        total += joint + width
    return total


def _is_issuer(name: str) -> bool:
    made = name.startswith(place_names()) and name.endswith(words("body-ending"))
    return name in body_names() or made


@cache
def _genre_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words('title-ending'))})(?:{OPEN}[{HAN}0-9]{{1,12}}{CLOSE}){{0,2}}\s*$")


@cache
def _about() -> re.Pattern[str]:
    genre = "|".join(words("title-ending"))
    return re.compile(
        rf"(?P<gap>(?:{CLOSE}|\*){{0,4}}[ \u3000*]{{0,8}})"
        rf"(?P<title>(?P<issuer>[{HAN} ]{{0,{_LONGEST_ISSUER}}}?)关于[^{_NEVER_INSIDE}]{{2,100}}?"
        rf"(?P<genre>{genre})(?:{OPEN}[0-9]{{0,8}}[{HAN}]{{1,12}}{CLOSE}){{0,2}})(?=$|[\s.\[<'\"”’）)】{_NEVER_INSIDE}])"
    )
