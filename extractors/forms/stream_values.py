"""Which of the fragments behind a label are its value, in a form whose text lost its grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.forms.stream_marks import Mark
from extractors.forms.two_texts import second_text
from extractors.fragments import Stream
from extractors.values import parse_date
from extractors.vocabulary import settings
from extractors.wrapping import is_wrapped

_BLANK = re.compile(r"[/／—－-]+")
_FIGURE = re.compile(r"[¥￥]?-?\d[\d,]*(?:\.\d+)?[百千万亿]*元?(?:[（(].*)?")
_CUT_FIGURE = re.compile(r"\d(?:[.,]|\.\d|,\d{1,2})$")
_MOST_OF_DATE = 6
_LONGEST_UNKNOWN = 8
_MAY_HEAD = "总体目标"  # stands over other labels of goals, or beside them as one of its own
_RESULT = "/narratives/实际完成情况"


def value_end(stream: Stream, mark: Mark) -> int:
    """Where the value of a label ends: at the next one at the latest; at its own end where it is blank."""
    if stream.rowed:
        return _in_row(stream, mark)
    if stream.exact:
        return min(mark.end + 1, mark.stop)
    empty = next((i for i in range(mark.end, mark.stop) if not stream[i].text), mark.stop)
    whole = mark.label.kind in ("narrative", "boxes")
    return _ENDS[mark.label.kind](stream, mark if whole else replace(mark, stop=empty))


def side_by_side(stream: Stream, marks: Sequence[Mark]) -> Sequence[Mark]:
    """The last of labels in a row, if what follows holds values for all of them: goals, in rows of cells any."""
    last = marks[-1]
    cells = last.stop - last.end
    if stream.rowed:
        return _above_row(stream, marks) if cells else ()
    side: list[Mark] = []
    for mark in reversed(marks):
        if mark.label.kind != "narrative" or mark.label.field in {other.label.field for other in side}:
            break
        side.insert(0, mark)
    if stream.exact and len(side) < len(marks) == cells:
        side = list(marks)
    if side and side[0].label.words == _MAY_HEAD and (len(side) > 2 or _is_alone(stream, last)):
        side.pop(0)
    return side if len(side) > 1 and cells else ()


def texts_of(stream: Stream, marks: Sequence[Mark]) -> list[tuple[int, int]] | None:
    """The values of labels printed side by side, which follow the last of them; None where that is not certain."""
    start, stop = marks[-1].end, marks[-1].stop
    if stream.rowed:
        filled = [i for i in range(start, stream.line_end(start)) if stream[i].text]
        return [(i, i + 1) for i in filled]
    if stream.exact:
        return [(i, i + 1) for i in range(start, start + len(marks))] if stop - start >= len(marks) else None
    if _is_alone(stream, marks[-1]) and marks[-1].label.field == _RESULT:
        return [(start, stop), *((stop, stop) for _ in marks[1:])]
    lines = [line for line in stream.lines(start, stop) if stream.value(*line).text]
    if len(lines) == 1 and stop - start == len(marks):
        return [(i, i + 1) for i in range(start, stop)]
    if len(marks) != 2:
        return None
    apart = [i for i, line in enumerate(lines) if i and _is_apart(stream, line[0])]
    place = apart[0] if len(apart) == 1 else second_text([stream.value(*line).text for line in lines])
    return None if place is None else [(start, lines[place][0]), (lines[place][0], stop)]


def _in_row(stream: Stream, mark: Mark) -> int:
    """The next cell of the row; below a label of running text at the end of its row the only cell of the next."""
    if not stream.ends_line(mark.end):
        return min(mark.end + 1, mark.stop)
    below = mark.label.kind == "narrative" and mark.end < mark.stop
    end = stream.line_end(mark.end) if below else mark.end
    return end if sum(bool(stream[i].text) for i in range(mark.end, end)) == 1 else mark.end


def _above_row(stream: Stream, marks: Sequence[Mark]) -> Sequence[Mark]:
    """The last labels of a row of nothing but labels, as many as the row below has cells."""
    last = marks[-1]
    if not stream.ends_line(last.end):
        return ()
    row = [mark for mark in marks if stream[mark.start].line == stream[last.start].line]
    below = range(last.end, stream.line_end(last.end))
    count = sum(bool(stream[i].text) for i in below)
    return row[-count:] if 1 < count <= len(row) and below.stop <= last.stop else ()


def _is_alone(stream: Stream, mark: Mark) -> bool:
    """Whether one single fragment follows a label."""
    return sum(bool(stream[i].text) for i in range(mark.end, mark.stop)) == 1


def _is_apart(stream: Stream, index: int) -> bool:
    """Whether more than a line's end parts a fragment from the one before it: a distance, or an empty cell."""
    return stream.is_apart(index) or not stream[index - 1].text


def _none(_: Stream, mark: Mark) -> int:
    return mark.end


def _everything(_: Stream, mark: Mark) -> int:
    return mark.stop


def _sum(stream: Stream, mark: Mark) -> int:
    if mark.end == mark.stop:
        return mark.end
    text = stream[mark.end].text
    cut = mark.end + 1 < mark.stop and _CUT_FIGURE.search(text) and stream[mark.end + 1].text.isdecimal()
    readable = _FIGURE.fullmatch(text) or _BLANK.fullmatch(text)
    return mark.end + (2 if cut else 1 if readable else 0)


def _date(stream: Stream, mark: Mark) -> int:
    for end in range(min(mark.end + _MOST_OF_DATE, mark.stop), mark.end, -1):
        if parse_date(stream.value(mark.end, end).text):
            return end
    return _words(stream, mark)


def _words(stream: Stream, mark: Mark) -> int:
    """A name: its line, and further whole ones if all can be lines of one narrow cell."""
    lines = _lines(stream, mark)
    while len(lines) > 1 and not stream.ends_line(lines[-1][1]):
        lines.pop()
    if not lines:
        return mark.end
    whole = is_wrapped([stream.value(*line).text for line in lines])
    return (lines[-1] if whole else lines[0])[1]


def _boxes(stream: Stream, mark: Mark) -> int:
    lines = _lines(stream, mark)
    return lines[-1][1] if lines else mark.end


def _lines(stream: Stream, mark: Mark) -> list[tuple[int, int]]:
    """The lines behind a label up to one that begins something else."""
    lines = stream.lines(mark.end, mark.stop)
    known = next((i for i, line in enumerate(lines) if i and _begins_another(stream, line[0])), len(lines))
    return lines[:known]


def _begins_another(stream: Stream, start: int) -> bool:
    """Whether a blank line stands before a fragment, or it reads like a label that no vocabulary knows."""
    text = stream[start].text
    endings = tuple(settings("tables")["label_endings"])
    return stream.is_apart(start) or (len(text) <= _LONGEST_UNKNOWN and text.endswith(endings))


_ENDS = {
    "heading": _none,
    "amount": _sum,
    "date": _date,
    "name": _words,
    "period": _words,
    "contact": _words,
    "note": _words,
    "boxes": _boxes,
    "narrative": _everything,
}
