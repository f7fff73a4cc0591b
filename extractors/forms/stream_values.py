"""Which of the fragments behind a label are its value, in a form whose text lost its grid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.forms.stream_marks import Mark
from extractors.forms.two_texts import second_text
from extractors.fragments import Stream
from extractors.values import parse_date, parse_money
from extractors.vocabulary import settings
from extractors.wrapping import is_wrapped

_BLANK = re.compile(r"[/／—－-]+")
_MOST_OF_DATE = 6
_LONGEST_UNKNOWN = 8


def value_end(stream: Stream, mark: Mark) -> int:
    """Where the value of a label ends: at the next one at the latest; at its own end where it is blank."""
    if stream.exact:
        return min(mark.end + 1, mark.stop)
    return _ENDS[mark.label.kind](stream, mark)


def texts_of(stream: Stream, marks: Sequence[Mark]) -> list[tuple[int, int]] | None:
    """The values of labels printed side by side, which follow the last of them; None where that is not certain."""
    start, stop = marks[-1].end, marks[-1].stop
    if stream.exact:
        return [(i, i + 1) for i in range(start, start + len(marks))] if stop - start >= len(marks) else None
    lines = stream.lines(start, stop)
    if len(lines) == 1 and stop - start == len(marks):
        return [(i, i + 1) for i in range(start, stop)]
    if len(marks) != 2:
        return None
    apart = [i for i, line in enumerate(lines) if i and stream.is_apart(line[0])]
    place = apart[0] if len(apart) == 1 else second_text([stream.value(*line).text for line in lines])
    return None if place is None else [(start, lines[place][0]), (lines[place][0], stop)]


def _none(_: Stream, mark: Mark) -> int:
    return mark.end


def _everything(_: Stream, mark: Mark) -> int:
    return mark.stop


def _sum(stream: Stream, mark: Mark) -> int:
    if mark.end == mark.stop:
        return mark.end
    text = stream[mark.end].text
    readable = parse_money(text, "元") is not None or _BLANK.fullmatch(text)
    return mark.end + 1 if readable else mark.end


def _date(stream: Stream, mark: Mark) -> int:
    for end in range(min(mark.end + _MOST_OF_DATE, mark.stop), mark.end, -1):
        if parse_date(stream.value(mark.end, end).text):
            return end
    return _words(stream, mark)


def _words(stream: Stream, mark: Mark) -> int:
    """A name: its line, and further ones if all can be lines of one narrow cell."""
    lines = stream.lines(mark.end, mark.stop)
    if not lines:
        return mark.end
    known = next((i for i, line in enumerate(lines) if i and _begins_another(stream, line)), len(lines))
    lines = lines[:known]
    whole = is_wrapped([stream.value(*line).text for line in lines])
    return (lines[-1] if whole else lines[0])[1]


def _begins_another(stream: Stream, line: tuple[int, int]) -> bool:
    """Whether a blank line stands before a line, or it reads like a label that no vocabulary knows."""
    if stream.is_apart(line[0]):
        return True
    text = stream.value(*line).text
    return len(text) <= _LONGEST_UNKNOWN and text.endswith(tuple(settings("tables")["label_endings"]))


_ENDS = {
    "heading": _none,
    "amount": _sum,
    "date": _date,
    "name": _words,
    "period": _words,
    "contact": _words,
    "note": _words,
    "boxes": _everything,
    "narrative": _everything,
}
