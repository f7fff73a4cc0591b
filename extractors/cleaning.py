"""Values as a person reads them, each character still traceable to its place in the source.

The rule (a public contract): tags out; white space between two CJK characters removed, any other
run of white space becomes one space; nothing else changes. What markup writes as an entity (&nbsp;, &lt;) is
the character it stands for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Names of HTML elements only: `<B` or `<5` in running text is not a tag.
_TAG = re.compile(
    r"<(?:!--.*?--|/?(?:a|b|big|br|center|div|em|font|form|h[1-6]|hr|i|img|input|label|li|o:p|ol|option|p"
    r"|pre|s|select|small|span|strike|strong|sub|sup|table|tbody|td|textarea|tfoot|th|thead|tr|tt|u|ul)"
    r"""(?:\s+[A-Za-z:_-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+))?)*\s*/?)>""",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_CJK = (
    r"[\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_IS_CJK = re.compile(_CJK)
_SPACE = re.compile(r"\s+")
_SPACE_IN_CJK = re.compile(rf"(?<={_CJK})\s+(?={_CJK})")


@dataclass(frozen=True, slots=True)
class Value:
    """A cleaned value: its text, and for each of its characters the offset in the source."""

    text: str
    offsets: Sequence[int]

    @property
    def span(self) -> tuple[int, int]:
        """The extent in the source of the whole value (which is not empty)."""
        return self.span_of(0, len(self.text))

    def span_of(self, start: int, end: int) -> tuple[int, int]:
        """The extent in the source of `text[start:end]` (which is not empty)."""
        return self.offsets[start], self.offsets[end - 1] + 1


def places(value: Value, text: str) -> Iterator[tuple[int, int]]:
    """The stretches of `text` that a value was read from, in the value's order: white space and tags part nothing."""
    if isinstance(value.offsets, range):
        yield value.span
        return
    start = value.offsets[0]
    for here, behind in pairwise(value.offsets):
        if behind != here + 1 and (behind < here or visible(text[here:behind])[1:].strip()):
            yield start, here + 1
            start = behind
    yield start, value.offsets[-1] + 1


def clean(text: str, start: int = 0, end: int | None = None) -> Value:
    """The cleaned value of `text[start:end]`; its text is "" where only white space and tags stand."""
    stop = len(text) if end is None else end
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    raw = text[start:stop]
    offsets: Sequence[int] = range(start, stop)
    if "<" in raw:
        offsets = _without(_TAG, raw, offsets)
        raw = "".join(map(text.__getitem__, offsets))
    if "&" in raw:
        raw, offsets = _decoded(raw, offsets)
    if _SPACE.search(raw):
        offsets = _without(_SPACE_IN_CJK, raw, offsets)
        raw = _SPACE_IN_CJK.sub("", raw)
        offsets = [
            offsets[i] for i in range(len(raw)) if not (raw[i].isspace() and (i == 0 or raw[i - 1].isspace()))
        ]
        raw = _SPACE.sub(" ", raw).lstrip()
        if raw.endswith(" "):
            raw, offsets = raw[:-1], offsets[:-1]
    return Value(raw, offsets)


def verbatim(text: str, start: int, end: int) -> Value:
    """`text[start:end]` as it stands, tags and all (tick boxes are tags)."""
    return Value(text[start:end], range(start, end))


def joined(values: Sequence[Value]) -> Value:
    """Several cleaned pieces as one value, in their order, under the same rule of white space."""
    text = ""
    offsets: list[int] = []
    for value in values:
        if text and value.text and not (_IS_CJK.match(text[-1]) and _IS_CJK.match(value.text[0])):
            text += " "
            offsets.append(offsets[-1])
        text += value.text
        offsets.extend(value.offsets)
    return Value(text, offsets)


def part_of(value: Value, start: int, end: int) -> Value:
    """`value.text[start:end]` as a value of its own."""
    return Value(value.text[start:end], value.offsets[start:end])


def glued(values: Sequence[Value]) -> Value:
    """Several cleaned pieces as one value with nothing between them (= | 100 | %)."""
    return Value("".join(value.text for value in values), [at for value in values for at in value.offsets])


def visible(text: str) -> str:
    """`text` with its tags blanked out at equal length, and its entities read, for scanning where offsets must hold."""
    shown = _TAG.sub(lambda tag: " " * len(tag[0]), text) if "<" in text else text
    return (
        _ENTITY.sub(lambda entity: _character(entity[0]).ljust(len(entity[0])), shown)
        if "&" in shown
        else shown
    )


def _character(entity: str) -> str:
    """What an entity stands for; itself where that is not one character."""
    character = html.unescape(entity)
    return character if len(character) == 1 and character != "\ufffd" else entity


def _decoded(raw: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """The text with its entities read, each at the place where it begins."""
    parts: list[str] = []
    kept: list[int] = []
    position = 0
    for match in _ENTITY.finditer(raw):
        character = _character(match[0])
        if character != match[0]:
            parts += [raw[position : match.start()], character]
            kept.extend((*offsets[position : match.start()], offsets[match.start()]))
            position = match.end()
    if not parts:
        return raw, offsets
    return "".join([*parts, raw[position:]]), [*kept, *offsets[position:]]


def _without(pattern: re.Pattern[str], raw: str, offsets: Sequence[int]) -> Sequence[int]:
    kept: list[int] = []
    position = 0
    for match in pattern.finditer(raw):
        kept.extend(offsets[position : match.start()])
        position = match.end()
    kept.extend(offsets[position:])
    return kept
