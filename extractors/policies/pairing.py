"""Which title belongs to which number: 《title》（number）, number《title》, 《title（number）》.

A title beside a number is a claim, so only one that stands directly at it is taken, and only once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from extractors.policies.numbers import Number
from extractors.policies.plain_titles import plain_title
from extractors.policies.titles import Title
from extractors.policies.words import CLOSE, HAN, OPEN, words

_REACH = 40
_ONLY_CLOSERS = re.compile(rf"[\s{re.escape('）)〕】］]')}]*")
_ISSUED = re.compile(rf"》\s*(?:{OPEN}[{HAN}]{{1,8}}{CLOSE}\s*)?的\s*(?:通知|公告|通告|决定|函)")
_TITLE_AND_OPENING = re.compile(rf"(?P<title>[^\t]+?)\s*{OPEN}\s*")


def titles_of_numbers(text: str, numbers: Sequence[Number], found: Sequence[Title]) -> dict[Number, Title]:
    """For each number the title that stands at it, where there is one; both come in order of start."""
    pairs: dict[Number, Title] = {}
    taken: set[int] = set()
    starts = [title.start for title in found]
    previous_end = 0
    for number in numbers:
        position = bisect_right(starts, number.start)
        before = found[position - 1] if position else None
        after = found[position] if position < len(found) else None
        title = _title_before(text, before, number, previous_end) if before else None
        if (title is None or title.start in taken) and after and _joins_after(text, number, after):
            title = after
        if title is None:
            title = plain_title(text, number)
        if title and title.start not in taken:
            pairs[number] = title
            taken.add(title.start)
        previous_end = number.end
    return pairs


def _title_before(text: str, title: Title, number: Number, previous_end: int) -> Title | None:
    """`title`, which begins before `number`, if it is the number's; cut where it holds the number itself."""
    if previous_end > title.start:
        return None
    if title.end < number.start:
        return title if _joins_before(text, title, number) else None
    if _ONLY_CLOSERS.fullmatch(text, number.end, title.end) is None:
        return None
    opened = _TITLE_AND_OPENING.fullmatch(text, title.start, number.start)
    return Title(title.start, opened.end("title")) if opened else None


def _joins_before(text: str, title: Title, number: Number) -> bool:
    if number.start - title.end > _REACH:
        return False
    gap = _between_title_and_number().fullmatch(text, title.end + 1, number.start)
    return gap is not None and not (gap["inside"] or "").startswith(words("title-lead"))


def _joins_after(text: str, number: Number, title: Title) -> bool:
    opening = title.start - 1
    if opening - number.end > _REACH:
        return False
    if _between_number_and_title().fullmatch(text, number.end, opening):
        return True
    # 国发〔2015〕3号 关于印发《甲办法》的通知
    issues = _between_number_and_issued_title().fullmatch(text, number.end, opening)
    return issues is not None and _ISSUED.match(text, title.end) is not None


@cache
def _between_number_and_issued_title() -> re.Pattern[str]:
    verbs = "|".join(words("issuing"))
    return re.compile(rf"(?:{CLOSE}|\s|\*){{0,12}}[{HAN}、 ]{{0,25}}(?:{verbs})\s*")


@cache
def _between_title_and_number() -> re.Pattern[str]:
    """》的通知（, 》（试行）（, 》（财政部 …: what names the document further, never another one."""
    genre = "|".join(words("after-title"))
    return re.compile(
        rf"\s*(?:的?(?:{genre}))?\s*(?:{OPEN}[{HAN}0-9，,：“”《》]{{1,24}}{CLOSE}\s*)?"
        rf"(?:{OPEN}\s*(?P<inside>[{HAN}0-9、，,：:\s]{{0,24}})|[—–-]{{1,3}}|[:：])?\s*(?:文号\s*[:：]?\s*)?"
    )


@cache
def _between_number_and_title() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(words('after-number'))})?\s*(?:[:：]|{OPEN})?\s*")
