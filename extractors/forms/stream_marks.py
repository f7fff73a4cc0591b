"""Labels and tables in a form whose text lost its grid: where each begins and where what it opens ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.fragments import Stream
from extractors.labels import Label, label_of, unit_declared
from extractors.tables.stream_headings import Headings, headings_at, is_category
from extractors.values import parse_date, parse_money
from extractors.wrapping import ONE_CHARACTER, width

_PROSE = frozenset({"narrative", "boxes"})
_FINISHED = re.compile(r"[。！？!?；;：:”\"』」）)]$")
_ITEM = re.compile(r"[（(][一二三四五六七八九十\d]{1,3}[)）]")
_SHORT, _SHORT_IN_LINE = 2, 3
_NEAR = 100
_GROUP = "heading/decomposed-goals"  # 绩效指标 before the rows of a table of indicators
_AND_CODE = re.compile(r"及其?(?:编码|代码|编号|联系电话|联系方式|电话)[:：]?$")
_CAPTION = re.compile(r"[^，。；]{0,12}(?:表|指标)(?:[（(].*[)）])?[:：]?")
_SIGN_OFF = re.compile(
    r"^(?:注|说明|备注)[:：]|^填表说明|(?:审核|评审|审查|初审|复核)意见[:：]?$|^[（(](?:盖章|签章|签字|公章)[)）]$"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A label at the fragments `start` to `end`, and what follows it up to `stop`."""

    label: Label
    start: int
    end: int
    stop: int


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a table from the fragment `start`, and its cells up to `stop`."""

    headings: Headings
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Stray:
    """Fragments that no label explains."""

    start: int
    stop: int


Part = Mark | Table | Stray


def marks(stream: Stream) -> Iterator[Part]:
    """What the labels and headings of a stream divide it into, in order and without gaps."""
    opened: Part = Stray(0, 0)
    position = 0
    while position < len(stream):
        found = _opens(stream, position, opened)
        if found is None:
            position += 1
            continue
        if opened.start < position:
            yield replace(opened, stop=position)
        opened, position = found, found.stop
    if len(stream):
        yield replace(opened, stop=len(stream))


def _opens(stream: Stream, position: int, opened: Part) -> Part | None:
    """What begins at a fragment, given what is open there; its `stop` is where the next thing may begin."""
    headings = headings_at(stream, position, first=1)
    if headings is not None:
        return Table(headings, position, headings.end)
    found = _label_at(stream, position)
    if isinstance(opened, Table):
        return found if found and _closes(stream, found, opened) else _sign_off(stream, position, opened)
    if unit_declared(stream[position].text) or (found is None and _is_caption(stream, position)):
        return Stray(position, position + 1)
    if found is None or stream.exact or isinstance(opened, Stray) or opened.label.kind not in _PROSE:
        return found
    if position == opened.end:
        if found.label == opened.label:
            return None  # 年度预算安排：2024年度预算安排…
        return found if found.label.kind in (*_PROSE, "heading") or stream.begins_line(position) else None
    return found if _interrupts(stream, found, opened) else None


def _label_at(stream: Stream, position: int) -> Mark | None:
    """The label that begins at a fragment, the longest of several; a year before it is a value (2024年 | 完成时间)."""
    for end, words in stream.words(position):
        numbered = end > position + 1 and _ITEM.fullmatch(stream[end - 1].text)
        label = label_of(words) or _with_code(words) if words and not numbered else None
        if label is not None and not _is_behind(stream, position, end, label):
            return Mark(label, position, end, end)
    return None


def _with_code(words: str) -> Label | None:
    """The label of a cell that asks for a code or a telephone number besides (主管部门及编码)."""
    found = _AND_CODE.search(words)
    return label_of(words[: found.start()]) if found else None


def _is_behind(stream: Stream, start: int, end: int, label: Label) -> bool:
    """Whether a label is complete without the first of its fragments."""
    rest = "".join(stream[i].text for i in range(start + 1, end))
    return label_of(rest) == label if rest else False


def _is_caption(stream: Stream, position: int) -> bool:
    """Whether a line is the title of the table below it (绩效指标表)."""
    if not _CAPTION.fullmatch(stream[position].text) or not stream.begins_line(position):
        return False
    below = next((i for i in range(position + 1, len(stream)) if stream[i].text), None)
    return below is not None and headings_at(stream, below, first=1) is not None


def _sign_off(stream: Stream, position: int, table: Table) -> Stray | None:
    """What ends a table without a label: the note below it, or who is to sign."""
    begins = position > table.headings.end and _begins_row(stream, position, table)
    return Stray(position, position + 1) if begins and _SIGN_OFF.search(stream[position].text) else None


def _closes(stream: Stream, found: Mark, table: Table) -> bool:
    """Whether a label ends a table: names of indicators and sums of money inside one may read like labels."""
    kind = table.headings.columns.kind
    if not _begins_row(stream, found.start, table):
        return False
    if kind == "money":
        return found.label.kind != "amount"
    if found.label.kind == "heading":
        return kind != "indicators" or found.label.field != _GROUP
    return found.label.kind != "amount" and not is_category(stream.value(found.start, found.end).text)


def _begins_row(stream: Stream, position: int, table: Table) -> bool:
    """Whether nothing stands before a fragment in its row, as far as the text has rows."""
    if stream.rowed:
        return not any(stream[i].text for i in range(stream.line_start(position), position))
    return (
        stream.begins_line(position)
        or not stream.begins_line(table.start)
        or (table.headings.columns.kind == "money")
    )


def _interrupts(stream: Stream, found: Mark, opened: Mark) -> bool:
    """Whether a label inside running text ends it: it begins a line, and the text before has come to an end."""
    if not stream.begins_line(found.start):
        return False
    after = stream[found.end].text if found.end < len(stream) else ""
    alone = stream.ends_line(found.end)
    if found.label.kind == "amount":
        return parse_money(after, "元") is not None
    if found.label.kind == "date":
        return alone or parse_date(after) is not None
    words = "".join(stream[i].text for i in range(found.start, found.end))
    if words.endswith(("：", ":")) or len(words) > (_SHORT if alone else _SHORT_IN_LINE):
        return True
    return _has_ended(stream, opened, found.start)


def _has_ended(stream: Stream, opened: Mark, position: int) -> bool:
    """Whether running text may end before a fragment: with a full stop, or in a line that is not full."""
    lines = stream.lines(max(opened.end, position - _NEAR), position)
    widths = [width(stream.value(*line).text) for line in lines]
    return bool(_FINISHED.search(stream[position - 1].text)) or widths[-1] + ONE_CHARACTER < max(widths)
