"""Personal data in running text: behind labels, beside numbers, and what is personal wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.forms.personal_words import (
    ACCOUNT,
    IDENTITY_CARD,
    LISTED_NUMBER,
    LOOSE_NUMBER,
    MAIL,
    NO_MONEY,
    PAPER,
    TELEPHONE,
    Kind,
    is_body,
    is_identity_card,
    kinds,
    label_pattern,
    names,
    nobody,
)
from extractors.records import Span
from extractors.vocabulary import settings

_SEPARATOR = re.compile(r" {0,8}(?:[、，,;；/()|:]|以及|及|和|或| ){0,6} {0,8}")
_OPENER = re.compile(r" {0,8}\(? {0,8}")
_HAN_RUN = re.compile(r"[\u3400-\u9fff·]{1,20}")
_LOOK_BACK = 20


@dataclass(frozen=True, slots=True)
class Find:
    """A piece of personal data: the words of its label, what it is, its extent."""

    label: str
    kind: Kind
    span: Span


def in_text(scan: str) -> Iterator[Find]:
    """Everything personal in a text as `flat` gives it; finds may overlap."""
    yield from _behind_labels(scan)
    yield from _anywhere(scan)
    for numbers, group in ((TELEPHONE, 0), (_called(), "number")):
        for match in numbers.finditer(scan):
            yield Find("电话", "telephone", match.span(group))
            yield from _whose(scan, match.start(), match.end())


def listing(scan: str, at: int, end: int, label: str, kind: Kind, *, behind: bool) -> tuple[list[Find], int]:
    """The names, numbers and addresses that stand one after another from `at` on, and where they end.

    `behind`: a colon or the edge of a cell stands before, so that any short word may be a name there.
    """
    found: list[Find] = []
    while at < end:
        step = _item(scan, at, end, label, kind, first=behind and not found)
        if step is None:
            break
        item, at = step
        if item:
            found.append(item)
        gap = _SEPARATOR.match(scan, at, end)
        after = gap.end() if gap else at
        if after < end and label_pattern().match(scan, after, end):
            return found, at
        at = after
    return found, at


def _item(
    scan: str, at: int, end: int, label: str, kind: Kind, *, first: bool
) -> tuple[Find | None, int] | None:
    """What stands at `at` and where it ends; a title (处长) is no find."""
    patterns = {
        "account": (("account", ACCOUNT),),
        "paper": (("paper", PAPER),),
        "telephone": (("telephone", LISTED_NUMBER), *((("telephone", LOOSE_NUMBER),) if first else ())),
    }.get(kind, (("telephone", LISTED_NUMBER),))
    for what, pattern in (("mail", MAIL), *patterns):
        if match := pattern.match(scan, at, end):
            words = {"telephone": "电话", "mail": "邮箱"}.get(what, label)
            return Find(words, what, match.span()), match.end()
    likely = first and kind == "person"
    name = (names().likely if likely else names().sure).match(scan, at, end)
    if name and not nobody(name[0]) and (likely or not is_body(name[0])):
        return Find(label, "person", name.span()), name.end()
    title = _title().match(scan, at, end)
    return (None, title.end()) if title else None


def _behind_labels(scan: str) -> Iterator[Find]:
    """负责人：张三、李四 and 电话：62345678; without a colon a surname must follow (联系人张三，…)."""
    at = 0
    while match := label_pattern().search(scan, at):
        at = match.end()
        label, colon = match["label"], bool(match["colon"])
        kind: Kind = kinds()[re.sub(r"\s", "", label).lower()] if label else "person"
        opener = (_SEPARATOR if colon else _OPENER).match(scan, at)
        start = opener.end() if opener else at
        words = re.sub(r"\s", "", label or match["signature"])
        if label_pattern().match(scan, start):
            continue
        found, end = listing(scan, start, len(scan), words, kind, behind=colon)
        if not found and colon and kind == "person" and (span := _run_in(scan, start)):
            found, end = [Find(words, "person", span)], span[1]
        yield from found
        at = max(at, end)


def _run_in(scan: str, at: int) -> Span | None:
    """A name behind a colon that words run into: 张三住校内, or that stands behind an office: 市科委主任张三."""
    run = _HAN_RUN.match(scan, at)
    if run and (span := _last_name(scan, at, run.end(), (*_people("titles"), *_people("no_name_endings")))):
        return span
    name = names().hurried.match(scan, at)
    return name.span() if name and not nobody(name[0]) else None


def _anywhere(scan: str) -> Iterator[Find]:
    for match in MAIL.finditer(scan):
        yield Find("邮箱", "mail", match.span())
    for match in IDENTITY_CARD.finditer(scan):
        if is_identity_card(match[0]):
            yield Find("身份证号", "paper", match.span())


def _whose(scan: str, start: int, end: int) -> Iterator[Find]:
    """The name beside a telephone number: 张三13800000000, 与张三联系（电话62345678）, 021-62345678（张三）."""
    opener = _OPENER.match(scan, end)
    name = names().sure.match(scan, opener.end()) if opener and opener.end() > end else None
    if name and not nobody(name[0]) and not is_body(name[0]):
        yield Find("联系人", "person", name.span())
    edge = max(0, start - _LOOK_BACK)
    stop = edge + len(_between().sub("", scan[edge:start]))
    if span := _last_name(scan, edge, stop, _introducers()):
        yield Find("联系人", "person", span)


def _last_name(scan: str, edge: int, stop: int, openers: tuple[str, ...]) -> Span | None:
    """The name that ends at `stop`, of the longest that stand behind no other word than one of `openers`."""
    for length in (4, 3, 2):
        at = stop - length
        name = scan[at:stop]
        if (
            at >= edge
            and names().whole.fullmatch(name)
            and not nobody(name)
            and begins_name(scan, at, openers)
        ):
            return at, stop
    return None


def begins_name(scan: str, at: int, openers: tuple[str, ...] = ()) -> bool:
    """Whether a name may begin at `at`: no character of a word before, or one of `openers` (由, 请)."""
    before = scan[max(0, at - _LOOK_BACK) : at]
    return not before or not _HAN_RUN.match(before[-1]) or before.endswith(openers or _introducers())


def _people(key: str) -> list[str]:
    words: list[str] = settings("names")["people"][key]
    return words


@cache
def _introducers() -> tuple[str, ...]:
    """Words behind which a name may stand: 由, 请, 主任, 经办, 联系人, 办公室."""
    people = [word for key in ("introducers", "titles", "no_name_endings") for word in _people(key)]
    return (*people, *settings("names")["signatures"], *kinds())


@cache
def _between() -> re.Pattern[str]:
    """What may stand between a name and the number behind it."""
    words = [*_people("titles"), *settings("names")["numbers"]["calls"], "联系"]
    return re.compile(rf"(?:[ :，,(]|{'|'.join(words)})+$")


@cache
def _title() -> re.Pattern[str]:
    return re.compile("|".join(sorted(settings("names")["people"]["titles"], key=len, reverse=True)))


@cache
def _called() -> re.Pattern[str]:
    """致电62345678: a number of eight digits where a sentence says that it is called."""
    words = "|".join(settings("names")["numbers"]["calls"])
    return re.compile(rf"(?:{words})[(:]{{0,2}}(?P<number>[2-9]\d{{7}}(?:转\d{{1,5}})?){NO_MONEY}")
