"""Where an agency code (发文机关代字) begins: the hard half of reading a document number.

What stands before 〔2016〕168号 is a run of Chinese characters, and only its end is the code:
根据|沪府规, 依据财政部|财会, 上海市教育考试院 |沪教考院中招. The cut is made by what cannot be in a code
(`stop` words, printed names of bodies, white space before a code of its own) and confirmed by how
codes begin and end; a run that cannot be confirmed gives no code rather than a wrong one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extractors.policies.agencies import (
    body_names,
    is_known_start,
    is_places_code,
    is_sure_start,
    names_a_place,
    place_names,
)
from extractors.policies.words import CLOSING, OPENING, is_han, pattern, words

_REACH = 40
_WIDEST_GAPS = 400
_LONGEST_CODE = 14
_LONGEST_UNKNOWN_CODE = 8
_LONGEST_UNTYPICAL_CODE = 6
_LONGEST_CODE_OF_TITLE = 12
_LONGEST_INNER_GROUP = 4
_INNER_GROUP = re.compile("[（(].{1,4}?[）)]")
_LONGEST_LABEL = 12
_AFTER_LABEL = ' \u3000：:#“"（(【['
_LONG_CODE = 3
_LONGEST_SHORT_NAME = 12
_SHORTEST_BODY = 3  # 某市财政 names a place, 宝市财 begins a code
_ROUND_BRACKETS = {ord(sign): "（" for sign in OPENING if sign != "("} | {
    ord(sign): "）" for sign in CLOSING if sign != ")"
}


_MARKS_OF_START = ("", "\n", "\r", "、", "/", "“", '"', "'", "《", "》", *OPENING)


@dataclass(frozen=True, slots=True)
class Code:
    """An agency code: where it begins in the text, and its characters without white space."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class _Run:
    """The characters before a number, white space left out; `gaps` are the positions it stood before."""

    text: str
    offsets: tuple[int, ...]
    gaps: tuple[int, ...]


def code_before(text: str, end: int, *, sure: bool = False) -> Code | None:
    """The agency code that ends at `end` of `text`; None if no code stands there.

    `sure` says that what follows can only be a document's year.
    """
    run = _run_before(text, end)
    start = _after_sentence(text, run)
    start = _after_gap(run, start)
    start += _after_body(run.text[start:])
    start += _after_unknown_words(text, run, start)
    if start >= len(run.text):
        return None
    offset = run.offsets[start]
    code = printed_code(run.text[start:])
    longest = _longest_untypical(text, offset, sure=sure)
    is_it = is_code(code, longest_untypical=longest) and not is_labelled_otherwise(text, offset)
    return Code(offset, code) if is_it else None


def printed_code(characters: str) -> str:
    """A code as it is displayed: no white space, brackets inside it round, in the width they are printed."""
    return "".join(characters.split()).translate(_ROUND_BRACKETS)


def is_code(code: str, *, longest_untypical: int = 0) -> bool:
    """Whether `code` can be an agency code: one the tables know, or made like one.

    One that neither is known nor ends as codes do must not be longer than `longest_untypical`.
    """
    if (
        len(code) > _LONGEST_CODE
        or (len(code) < 2 and not is_known_start(code))
        or code in body_names()
        or is_other_number(code)
    ):
        return False
    if is_known_start(code):
        return True
    if code.endswith((*words("body-ending-strong"), *words("address-ending"))) or any(
        len(stop[0]) > 1 for stop in pattern("stop").finditer(code)
    ):
        return False
    typical = code.endswith(words("code-ending"))
    return len(code) <= max(_LONGEST_UNKNOWN_CODE if typical else 0, longest_untypical)


def is_other_number(code: str) -> bool:
    """Whether `code` belongs to numbers of another kind: contracts, licences, audits, penalties, cases, ordinals."""
    plain = _INNER_GROUP.sub("", code)
    if code.startswith("第"):
        return True
    stems = (code, plain, plain.removesuffix("字"))
    endings = (*words("not-a-code"), *words("licence-ending"), *words("court-ending"))
    return any(stem.endswith(endings) for stem in stems)


def is_labelled_otherwise(text: str, start: int) -> bool:
    """Whether the words before `start` say that another kind of number follows: 合同编号：, 学号."""
    label = text[max(0, start - _LONGEST_LABEL) : start].rstrip(_AFTER_LABEL)
    return label.endswith(words("other-number"))


def _run_before(text: str, end: int) -> _Run:
    offsets: list[int] = []
    gaps: list[int] = []
    i = end
    while i > 0 and len(offsets) < _REACH and end - i < _WIDEST_GAPS:
        character = text[i - 1]
        width = 1
        if is_han(character):
            offsets.append(i - 1)
        elif character.isspace() and (width := _gap(text, i)):
            gaps.append(len(offsets))
        elif _may_follow_group(text[i:end]) and (width := _inner_group(text, i)):
            offsets.extend(range(i - 1, i - 1 - width, -1))
        else:
            break
        i -= width
    length = len(offsets)
    offsets.reverse()
    inside = {length - gap for gap in gaps} - {0, length}
    return _Run("".join(map(text.__getitem__, offsets)), tuple(offsets), tuple(sorted(inside)))


def _gap(text: str, end: int) -> int:
    """The width of the white space that ends at `end`; 0 if it parts table cells (a tab without a line break)."""
    before = text[max(0, end - _WIDEST_GAPS) : end]
    gap = before[len(before.rstrip()) :]
    return 0 if "\t" in gap and "\n" not in gap and "\r" not in gap else len(gap)


def _may_follow_group(rest: str) -> bool:
    """Whether `rest` may end a code behind its bracketed part: one character, or a word (湘财（农）指标)."""
    word = "".join(rest.split())
    return len(word) <= 1 or word in words("after-inner-group")


def _inner_group(text: str, end: int) -> int:
    """The width of a bracketed part of a code (宁发改价格（管理）) that ends at `end`; 0 if none does."""
    if text[end - 1] not in CLOSING:
        return 0
    for start in range(end - 3, max(0, end - _LONGEST_INNER_GROUP - 3), -1):
        if text[start] in OPENING:
            is_inside = is_han(text[start - 1]) and all(map(is_han, text[start + 1 : end - 1]))
            return end - start if is_inside else 0
    return 0


def _after_sentence(text: str, run: _Run) -> int:
    """Where the words end that lead up to a code (根据, 为贯彻…的, 2019年5月1日)."""
    start = 0
    if run.offsets and run.text[0] in words("date"):
        before = text[max(0, run.offsets[0] - 2) : run.offsets[0]].rstrip()
        start = int(before[-1:].isdigit())
    for stop in pattern("stop").finditer(run.text, start):
        if len(run.text) - stop.end() != 1:
            start = stop.end()
    while word := pattern("stop-first").match(run.text, start):
        rest = run.text[word.end() :]
        # 和政发 and 同政发 are codes of places: a government's code never begins with 政 or 府 itself.
        if is_known_start(run.text[start:]) or rest.startswith(("政", "府")):
            break
        start = word.end()
    return start


def _after_gap(run: _Run, start: int) -> int:
    """The start of the code where white space stands in the run: before the code, or inside it (沪府 发)."""
    gaps = [gap for gap in run.gaps if gap > start]
    for gap, previous in pairwise((*reversed(gaps), start)):
        if is_known_start(run.text[gap:]):
            return gap
        if is_known_start(run.text[previous:]) and len(run.text) - previous <= _LONGEST_UNKNOWN_CODE:
            return previous
        if len(run.text) - gap > 1:
            return gap
    return start


def _after_body(run: str) -> int:
    """Where a body's name ends that is printed before the code: 财政部|财会, 上海市人民政府|沪府发."""
    if is_known_start(run) and not run.startswith(place_names()):
        return _known_body_before_code(run)
    ends = [end for end in _body_ends(run) if is_known_start(run[end:])]
    if ends:
        return _with_place(run, ends)
    return max((match.end() for match in pattern("body-ending-strong").finditer(run)), default=0)


def _with_place(run: str, ends: list[int]) -> int:
    """The last of `ends`, or the one shortly before it where the code begins with a place: 赣府厅字, not 厅字."""
    last = ends[-1]
    return next((end for end in ends if last - end <= _LONG_CODE and is_places_code(run[end:])), last)


def _after_unknown_words(text: str, run: _Run, start: int) -> int:
    """Where a known code begins behind words no table knows, in running text: 享受|财税, 直辖后|渝府发.

    Not where the code's start is marked, nor behind the name of a place (义乌财税 is a code of its own).
    """
    rest = run.text[start:]
    if is_known_start(rest) or _is_marked(text, run, start):
        return 0
    for cut in range(1, len(rest) - 1):
        # One character before a short code makes another code: 温|财税.
        if is_sure_start(rest[cut:], _LONG_CODE if cut == 1 else 2):
            return 0 if names_a_place(rest[:cut]) else cut
    return 0


def _is_marked(text: str, run: _Run, start: int) -> bool:
    """Whether it is plain that a code begins at `start`: on a new line, behind a bracket, a cue (根据) or 、."""
    if start:
        return run.text.endswith(words("law-cue"), 0, start)
    before = text[max(0, run.offsets[0] - 1) : run.offsets[0]] if run.offsets else ""
    return before in _MARKS_OF_START


def _longest_untypical(text: str, offset: int, *, sure: bool) -> int:
    """How long a code at `offset` may be that looks like no code: one that stands at a title is a code."""
    before = text[max(0, offset - 4) : offset].rstrip()
    if before.rstrip(OPENING + " ")[-1:] == "》":
        return _LONGEST_CODE_OF_TITLE
    return _LONGEST_UNTYPICAL_CODE if sure or before[-1:] in tuple(OPENING) else 0


def _known_body_before_code(run: str) -> int:
    """Where a body's short name ends that reads like a code and stands before one: 国办|厅字."""
    widths = range(min(len(run) - 1, _LONGEST_SHORT_NAME), 1, -1)
    return next((n for n in widths if run[:n] in body_names() and is_sure_start(run[n:])), 0)


def _body_ends(run: str) -> list[int]:
    ends = {match.end() for match in pattern("body-ending").finditer(run)}
    ends.update(match.end() for match in pattern("body-ending-strong").finditer(run))
    ends.update(len(name) for name in place_names() if run.startswith(name))
    return sorted(end for end in ends if end >= _SHORTEST_BODY or run[:end] in body_names())
