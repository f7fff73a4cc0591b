"""Which title belongs to which number: 《title》（number）, number《title》, 《title（number）》.

A title beside a number is a claim, so only one that stands directly at it is taken, and only once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from extractors.policies.numbers import Number
from extractors.policies.pieces import piece_after
from extractors.policies.plain_titles import neighbour_before, title_after, title_before
from extractors.policies.title_fields import field_title_after, field_title_before
from extractors.policies.titles import Title
from extractors.policies.words import CLOSE, HAN, OPEN, words

_REACH = 40
_WIDEST = 400
_REMEMBERED = 4
# （试行） or a date may follow the number inside its title.
_ONLY_CLOSERS = re.compile(
    rf"[\s{re.escape('）)〔】］]')}]*(?:{OPEN}[{HAN}]{{2,8}}{CLOSE}\s*|[，,][^《》]{{0,20}}{CLOSE}\s*)?"
)
_ISSUED = re.compile(rf"》\s*(?:{OPEN}[{HAN}]{{1,8}}{CLOSE}\s*)?的\s*(?:通知|公告|通告|决定|函)")
_TITLE_AND_OPENING = re.compile(rf"(?P<title>[^\t]+?)(?:\s*{OPEN}\s*|\s+)")
_AFTER_OWN_NUMBER = re.compile(rf"(?:{CLOSE}|\s|[:：])*(?P<title>[{HAN}][^\t]{{3,}})")


def titles_of_numbers(text: str, numbers: Sequence[Number], found: Sequence[Title]) -> dict[Number, Title]:
    """For each number the title that stands at it, where there is one; both come in order of start."""
    pairs: dict[Number, Title] = {}
    taken: list[Title] = []
    starts = [title.start for title in found]
    previous_end = 0
    for number, following in zip_longest(numbers, numbers[1:]):
        position = bisect_right(starts, number.start)
        before = found[position - 1] if position else None
        after = found[position] if position < len(found) else None
        in_brackets = (
            _in_brackets_before(text, before, number, previous_end) if before else None,
            after if after and _joins_after(text, number, after) else None,
        )
        free = (title for title in in_brackets if title and _is_free(title, taken))
        title = next(free, None)
        plain = _plain(text, number, following, previous_end, taken)
        if title and plain and plain.start < title.start and title.end < plain.end:
            title = title if _is_issued(text, title, plain) else plain
        title = title or plain
        if title:
            pairs[number] = title
            taken.append(title)
        previous_end = number.end
    return pairs


def _plain(
    text: str, number: Number, following: Number | None, previous_end: int, taken: Sequence[Title]
) -> Title | None:
    """The title in a field of its own or without 《》, on the side where it stands; none where both sides claim it."""
    fields = (field_title_before(text, number), field_title_after(text, number))
    if field := next((title for title in fields if title and _is_free(title, taken)), None):
        return field
    before, after = title_before(text, number), title_after(text, number)
    if before and (before.start < previous_end or not _is_free(before, taken)):
        before = None
    if after and not _is_free(after, taken):
        after = None
    if before is None or after is None:
        return before or after
    across_lines = "\n" in text[before.end : number.start] and "\n" in text[number.end : after.start]
    same = text[before.start : before.end] == text[after.start : after.end]
    if across_lines and not same and not (following and title_before(text, following) == after):
        return None
    return before


def _is_free(title: Title, taken: Sequence[Title]) -> bool:
    """Whether none of the titles claimed last holds a part of `title`."""
    return all(other.end <= title.start or title.end <= other.start for other in taken[-_REMEMBERED:])


def _is_issued(text: str, title: Title, phrase: Title) -> bool:
    """Whether `phrase` does nothing but issue `title`: 关于印发《甲办法》的通知, but not 关于修改《甲办法》的决定."""
    lead = text[phrase.start : title.start - 1].rstrip()
    alone = text.count("《", phrase.start, phrase.end) == 1
    return alone and lead.endswith(words("issuing-own"))


def _in_brackets_before(text: str, title: Title, number: Number, previous_end: int) -> Title | None:
    """`title`, which begins before `number`, if it is the number's; cut where it holds the number itself."""
    if previous_end > title.start:
        return None
    if title.end < number.start:
        return title if _joins_before(text, title, number) else None
    if number.end > title.end:
        return None
    if number.start == title.start:
        name = _AFTER_OWN_NUMBER.fullmatch(text, number.end, title.end)
        ends = name is not None and name["title"].endswith((*words("title-ending"), "法"))
        return Title(name.start("title"), name.end("title")) if name and ends else None
    if _ONLY_CLOSERS.fullmatch(text, number.end, title.end) is None:
        return None
    opened = _TITLE_AND_OPENING.fullmatch(text, title.start, number.start)
    return Title(title.start, opened.end("title")) if opened else None


def _joins_before(text: str, title: Title, number: Number) -> bool:
    if number.start - title.end > _WIDEST:
        return False
    piece = neighbour_before(text, number)
    if piece and piece.end == title.end and (piece.gap.may_join or piece.gap.is_list_break):
        return not piece.gap.is_list_break
    if number.start - title.end > _REACH:
        return False
    gap = _between_title_and_number().fullmatch(text, title.end + 1, number.start)
    return gap is not None and not (gap["inside"] or "").startswith(words("title-lead"))


def _joins_after(text: str, number: Number, title: Title) -> bool:
    opening = title.start - 1
    if opening - number.end > _WIDEST:
        return False
    piece = piece_after(text, number.end)
    if piece and piece.start == opening and piece.gap.may_join:
        return True
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
        rf"(?:{OPEN}\s*(?P<inside>[{HAN}0-9、，,：:\s]{{0,24}})|[—–-]{{1,3}}|[:：])?\s*(?:[，,]?\s*文号\s*(?:[:：]|为|是)?\s*)?"
    )


@cache
def _between_number_and_title() -> re.Pattern[str]:
    # 令第279号公布的《甲条例》
    issued = "|".join(words("issuing-own"))
    after = "|".join(words("after-number"))
    return re.compile(rf"\s*(?:{after})?\s*(?:(?:{issued})了?的?\s*)?(?:[:：]|{OPEN})?\s*")
