"""Names of issuing bodies in running text: where the name begins that ends at a position."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.policies.agencies import body_names, is_known_start, place_names
from extractors.policies.words import OPENING, is_han, pattern, words

STATE = "中华人民共和国"
_STATE_WORDS = (STATE, "国家", "中国", "中华", "中共", "中央", "全国", "最高人民")
_LONGEST_NAME = 30
_LONGEST_UNKNOWN_NAME = 12
_LONGEST_CODE = 4
_MOST_JOINT_ISSUERS = 10
_JOINTS = " \n\r\u3000、"
# 财政部、教育部|关于印发《甲办法》的通知, 财政部、教育部|联合印发. Not 转发: the document is another body's.
_ISSUING = re.compile("(?:联合|共同)?(?:关于)?(?:印发|发布|公布|颁布|下发|制定)(?:了)?$")
_BETWEEN_BODY_AND_DOCUMENT = " \n\r\u3000《（(【〔:："


@dataclass(frozen=True, slots=True)
class Issuers:
    """The bodies named before 令 or 公告: where the first begins, and all as printed, without white space."""

    start: int
    printed: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names one by one, 中华人民共和国 left out."""
        return tuple(filter(None, (name.replace(STATE, "") for name in re.split(r"[\s、]+", self.printed))))


def issuers_before(text: str, end: int, kind: str) -> Issuers | None:
    """The bodies that end at `end` before `kind` (令, 公告), several where they issue jointly.

    Empty where nothing stands there; None where what stands there is no body.
    """
    while end > 0 and text[end - 1].isspace() and text[end - 1] != "\t":
        end -= 1
    first = _name_start(text, end, kind)
    if first is None:
        return None
    for _ in range(_MOST_JOINT_ISSUERS if first < end else 0):
        before = text[max(0, first - 3) : first]
        stop = first - len(before) + len(before.rstrip(_JOINTS))
        joint = _name_start(text, stop, "") if stop < first else None
        if joint is None or joint == stop:
            break
        first = joint
    return Issuers(first, text[first:end])


def bodies_at_end(context: str) -> str | None:
    """The known bodies named at the end of `context`, before a document; joined by 、 where they issue jointly."""
    names: list[str] = []
    rest = _ISSUING.sub("", context.rstrip(_BETWEEN_BODY_AND_DOCUMENT))
    while name := _known_body_at_end(rest):
        names.insert(0, name)
        before = rest.removesuffix(name)
        rest = before.rstrip(_JOINTS)
        if rest == before:
            break
    return "、".join(names) or None


def joint_bodies(printed: str) -> tuple[str, ...]:
    """The known bodies that `printed` names side by side (财政部 教育部); empty where it names anything else."""
    names = tuple(filter(None, re.split(r"[\s、，,和]+", printed)))
    return names if len(names) > 1 and all(name in body_names() for name in names) else ()


def _known_body_at_end(text: str) -> str | None:
    names = (text[-width:] for width in range(min(len(text), _LONGEST_NAME), 1, -1))
    return next((name for name in names if name in body_names()), None)


def _name_start(text: str, end: int, kind: str) -> int | None:
    """Where the name begins that ends at `end`: `end` if no character stands there, None if no name does.

    Without `kind` (a joint issuer further left) only names of known make are accepted.
    """
    start = _after_sentence(text, end)
    name = text[start:end]
    if not name or _is_body(name):
        return start
    if known := _known_body_at_end(name):
        return end - len(known)
    is_office = len(name) <= _LONGEST_UNKNOWN_NAME and name.endswith(words("order-issuer-ending"))
    if not kind:
        # The first of several in brackets: （国资委、证监会令第19号）.
        return start if is_office and text[start - 1 : start] in tuple(OPENING) else None
    is_code = len(name) <= _LONGEST_CODE and is_known_start(name + kind)
    return start if is_code or is_office else None


def _after_sentence(text: str, end: int) -> int:
    """Where the run of characters that ends at `end` begins, the words left out that lead up to a name."""
    start = end
    while start > max(0, end - _LONGEST_NAME) and is_han(text[start - 1]):
        start -= 1
    if start < end and text[start] in words("date") and text[start - 1 : start].isdigit():
        start += 1
    for stop in pattern("stop").finditer(text, start, end):
        start = stop.end()
    while (word := pattern("stop-first").match(text, start, end)) and not _is_body(text[start:end]):
        start = word.end()
    return start


def _is_body(name: str) -> bool:
    """Whether `name` is a body the tables know, or is made like one: a place or the state, then an office."""
    if name == STATE or name.removeprefix(STATE) in body_names():
        return True
    return name.endswith(words("order-issuer-ending")) and name.startswith((*_STATE_WORDS, *place_names()))
