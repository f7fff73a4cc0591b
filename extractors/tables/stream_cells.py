"""Whether fragments of a text make one cell, and of which column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from extractors.fragments import Stream
from extractors.indicators import categories, framework_of
from extractors.labels import label_of, variants, without_money_unit
from extractors.tables.columns import OTHER, Columns
from extractors.tables.placement import LEVELS, looks_like
from extractors.tables.stream_headings import is_category
from extractors.vocabulary import settings
from extractors.wrapping import ONE_CHARACTER, width

_MOST_FRAGMENTS = 14
_OPEN, _CLOSE = "（(【[《“", "）)】]》”"
_GOES_ON = re.compile(r"[，、：:；;（(《“\-—/的和与及或对将把]$")
_CLINGS = re.compile(r"^[，。、；：;:）)》”%％的率]")
_NUMBER = re.compile(r"^\d")
_FIRST_ITEM, _ITEM = re.compile(r"1[、.．)）]\D"), re.compile(r"^[2-9][、.．)）]\D")
_PLAIN = re.compile(r"[\d.,%％/／—-]*")
_LEVEL_WORDS = re.compile(r"(?:指标|目标)$")
_LONGEST_UNIT = 6
_STUMP = 2
_SHORTEST_GROUP = 4

_BREAK, _SPACE, _APART = -1.0, -1.75, -2.0
_HELD_TOGETHER = 2.5
_TORN, _FULL = -3.0, 1.0
_UNBALANCED = -3.0
_WITH_NUMBER = 1.25
_REGULAR = 0.4
_NAMES = -1.5
_LEVEL_NAME, _ELSEWHERE = 1.0, 1.0
_FOREIGN = -4.0
_FREE = frozenset({"deviation", "remark", "unit", OTHER})
_WORDY = frozenset({*LEVELS, "name"})
_EMPTY = {"level1": -1.0, "level2": -1.0, "name": -8.0, "target": -2.0}
_GROUP, _TOTAL, _LEFT_OUT = -0.3, -0.3, -5.0
_HOPELESS = -9.0
_IMPOSSIBLE = float("-inf")


@dataclass(frozen=True)
class Evidence:
    """The fragments `start` to `end` of a stream, which hold a table of these columns."""

    stream: Stream
    start: int
    end: int
    columns: Columns

    @cached_property
    def framework(self) -> str | None:
        """The framework whose categories the fragments print."""
        words = (words for i in range(self.start, self.end) for _, words in self.stream.words(i))
        return framework_of(_plain(text) for text in words if categories(_plain(text)))

    def ends(self, position: int) -> Iterator[int]:
        """Where a cell that begins at a fragment may end."""
        yield position + 1
        if self.stream.exact and not self._is_total(position, position + 1):
            return
        for end in range(position + 2, min(position + _MOST_FRAGMENTS, self.end) + 1):
            if self._bonds(position, end) < _HOPELESS:
                return
            yield end

    def width(self, start: int, end: int) -> int:
        """The width of fragments in one line."""
        return width(self.stream.value(start, end).text)

    def fits(self, start: int, end: int, widest: Mapping[int, int]) -> list[float]:
        """How well the fragments `start` to `end` make one cell of each column.

        `widest` is the width of the widest line of each column, as far as known: lines break where they are full.
        """
        if self.stream.exact and end > start + 1:
            return [_IMPOSSIBLE] * len(self.columns.columns)
        breaks = self._breaks(start, end)
        return [
            fit + sum(_set(wide, widest[place], held=held) for wide, held in breaks if place in widest)
            for place, fit in enumerate(self._cell(start, end))
        ]

    def alone(self, start: int, end: int) -> float:
        """How well the fragments stand outside all rows: words that group rows, sums of all rows, strays."""
        if self._is_group(start, end):
            return _GROUP
        if self._is_total(start, end):
            return _TOTAL
        return _LEFT_OUT if end == start + 1 else _IMPOSSIBLE

    def _cell(self, start: int, end: int) -> tuple[float, ...]:
        """How well the fragments make one cell of each column, the widths of columns aside."""
        found = self._cells.get((start, end))
        if found is None:
            text = self.stream.value(start, end).text
            whole = self._bonds(start, end) + self._regular(start, end) + self._flaws(start, end, text)
            names = _NAMES if self._names_before(start, end) else 0.0
            found = self._cells[start, end] = tuple(
                self._as_role(text, role) + whole + (names if role == "name" else 0.0)
                for role in self.columns.roles
            )
        return found

    @cached_property
    def _cells(self) -> dict[tuple[int, int], tuple[float, ...]]:
        return {}

    def _bonds(self, start: int, end: int) -> float:
        """How well the fragments of a cell hold together."""
        if end <= start + 1:
            return 0.0
        if (start, end) not in self._held:
            self._held[start, end] = self._bonds(start, end - 1) + self._bond(start, end - 1)
        return self._held[start, end]

    @cached_property
    def _held(self) -> dict[tuple[int, int], float]:
        return {}

    def _flaws(self, start: int, end: int, text: str) -> float:
        """What speaks against a cell: brackets without their fellows, a category among its fragments."""
        several = end > start + 1 and not is_category(text)
        category = several and any(self._is_category(i, last=i == end - 1) for i in range(start, end))
        return _UNBALANCED * abs(_depth(text)) + (_FOREIGN if category else 0.0)

    def _names_before(self, start: int, end: int) -> bool:
        """Whether the lines of a cell but the last read like a whole name already (完成率)."""
        lines = self.stream.lines(start, end)[:-1]
        text = self.stream.value(start, lines[-1][1]).text if lines else ""
        return bool(text) and looks_like(text, self.framework, frozenset()).name > 0

    def _is_category(self, index: int, *, last: bool) -> bool:
        """Whether a fragment of a cell is a category by itself; the last one may be what is left of another word."""
        text = _plain(self.stream[index].text)
        if not last and len(text) >= _SHORTEST_GROUP and _LEVEL_WORDS.search(text):
            return True
        return any(category.proper for category in categories(text, self.framework))

    def _as_role(self, text: str, role: str) -> float:
        if not text:
            return _EMPTY.get(role, 0.0)
        text = _plain(text)
        if len(text) <= _STUMP and role in _WORDY and not categories(text):
            return _FOREIGN
        fit = looks_like(text, self.framework, frozenset()).as_role(role)
        if role in LEVELS and fit < 0:
            elsewhere = role == "level2" and categories(text)
            return _ELSEWHERE if elsewhere else fit + _LEVEL_NAME * bool(_LEVEL_WORDS.search(text))
        if role == "unit" and (len(text) > _LONGEST_UNIT or _NUMBER.match(text)):
            return _FOREIGN
        return _FOREIGN if role in _FREE and categories(text, self.framework) else fit

    def _regular(self, start: int, end: int) -> float:
        """A fragment in a line of as many fragments as a row has cells is a cell."""
        if end > start + 1 or self.stream.exact:
            return 0.0
        count, most = self._in_line[self.stream[start].line], len(self.columns.columns)
        levels = sum(role in LEVELS for role in self.columns.roles)
        return _REGULAR if count > 1 and most - levels <= count <= most else 0.0

    @cached_property
    def _in_line(self) -> Counter[int]:
        return Counter(self.stream[i].line for i in range(self.start, self.end))

    def _bond(self, start: int, index: int) -> float:
        """How well the fragment at `index` goes on with a cell that begins at `start`."""
        before, here = self.stream[index - 1].text, self.stream[index].text
        weight = _BREAK if self.stream.begins_line(index) else _SPACE
        weight += _APART * self.stream.is_apart(index)
        if self._is_held(start, index):
            return weight + _HELD_TOGETHER
        if not self.stream.begins_line(index):
            return weight + (_WITH_NUMBER if _NUMBER.match(here) and not _NUMBER.match(before) else 0.0)
        above = self.stream.lines(start, index)[-1]
        return weight + (_TORN if self.width(*above) + ONE_CHARACTER < width(here) else 0.0)

    def _is_held(self, start: int, index: int) -> bool:
        """Whether punctuation, a bracket or a list that goes on holds the fragment at `index` to those before."""
        before, here = self.stream[index - 1].text, self.stream[index].text
        if _GOES_ON.search(before) or _CLINGS.match(here):
            return True
        above = self.stream.value(start, index).text
        return _depth(above) > 0 or bool(_ITEM.match(here) and _FIRST_ITEM.search(above))

    def _breaks(self, start: int, end: int) -> tuple[tuple[int, bool], ...]:
        """The width of each line of a cell that goes on in the next, and whether something else holds the two."""
        found = self._broken.get((start, end))
        if found is None:
            found = () if end <= start + 1 else self._breaks(start, end - 1)
            if end > start + 1 and self.stream.begins_line(end - 1):
                above = self.stream.lines(start, end - 1)[-1]
                found = (*found, (self.width(*above), self._is_held(start, end - 1)))
            self._broken[start, end] = found
        return found

    @cached_property
    def _broken(self) -> dict[tuple[int, int], tuple[tuple[int, bool], ...]]:
        return {}

    def _is_group(self, start: int, end: int) -> bool:
        words = "".join(self.stream[i].text for i in range(start, end))
        label = label_of(words) if len(words) >= _SHORTEST_GROUP else None
        return label is not None and label.kind == "heading"

    def _is_total(self, start: int, end: int) -> bool:
        words = without_money_unit(self.stream[start].text)
        return words in settings("tables")["totals"] and all(
            _PLAIN.fullmatch(self.stream[i].text) for i in range(start + 1, end)
        )


def _set(wide: int, widest: int, *, held: bool) -> float:
    """What the width of a broken line says: full lines break, others do not."""
    if wide + ONE_CHARACTER >= widest:
        return _FULL
    return 0.0 if held else _TORN


def _plain(text: str) -> str:
    """A category without its share of the points behind it (产出指标（50分）), other text as it is."""
    return next((words for words in variants(text) if categories(words)), text)


def _depth(text: str) -> int:
    """How many brackets are left open at the end; fewer than none where some were never opened."""
    return sum(map(text.count, _OPEN)) - sum(map(text.count, _CLOSE))
