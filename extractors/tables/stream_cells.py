"""Whether fragments of a text make one cell, and of which column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractors.fragments import Stream
from extractors.indicators import categories, framework_of
from extractors.tables import stream_fit
from extractors.tables.columns import Columns
from extractors.tables.placement import LEVELS
from extractors.tables.stream_headings import is_category
from extractors.tables.stream_steps import IMPOSSIBLE
from extractors.wrapping import ONE_CHARACTER, full_width, width

_MOST_FRAGMENTS = 14
_OPEN, _CLOSE = "（(【[《“", "）)】]》”"
_GOES_ON = re.compile(r"[，、：:；;（(《“\-—/的和与及或对将把]$")
_CLINGS = re.compile(r"^(?:[，。、；：;:）)》”%％的率]|[（(][^\d()（）]{1,6}[)）]$)")
_NUMBER = re.compile(r"^\d")
_CUT_SUM = re.compile(r"\d[百千万亿]\n[万亿]?元")
_FIRST_ITEM, _ITEM = re.compile(r"1[、.．)）]\D"), re.compile(r"^[2-9][、.．)）]\D")
_PLAIN = re.compile(r"[\d.,%％/／—-]*")

_BREAK, _SPACE, _APART = -1.0, -1.75, -2.0
_UNBROKEN = -4.0  # where lines end with their paragraphs
_HELD_TOGETHER = 2.5
_TORN, _FULL = -3.0, 1.0
_UNBALANCED = -3.0
_WITH_NUMBER = 1.25
_REGULAR = 0.4
_NAMES = -1.5
_FOREIGN = -4.0
_USUAL, _UNUSUAL, _FEWEST = 1.5, -3.0, 3
_GROUP, _TOTAL, _NOTHING, _LEFT_OUT, _OUT_OF_ROW = -0.3, -0.3, -0.2, -5.0, -12.0
_FIGURE = 2.25  # more than it is worth as a weight or score of its own
_HOPELESS = -9.0


@dataclass(frozen=True)
class Evidence:
    """The fragments `start` to `end` of a stream, which hold a table of these columns."""

    stream: Stream
    start: int
    end: int
    columns: Columns
    _widest: dict[int, int] = field(default_factory=dict)
    _usual: dict[str, int] = field(default_factory=dict)

    def learn(self, cells: Iterable[tuple[int, int, int]]) -> None:
        """Take over what cells, each with its place, start and end, tell of their columns.

        Lines break where they are full, so the widest tells how wide a column is; and what stands in it again
        and again stands there elsewhere too.
        """
        self._widest.clear()
        self._usual.clear()
        seen: dict[str, Counter[int]] = {}
        widths: dict[int, list[int]] = {}
        for place, start, end in cells:
            widths.setdefault(place, []).extend(self._width(*line) for line in self.stream.lines(start, end))
            seen.setdefault(self.stream.value(start, end).text, Counter())[place] += 1
        self._widest.update((place, full_width(wide)) for place, wide in widths.items())
        for text, places in seen.items():
            place, count = places.most_common(1)[0]
            if text and count >= _FEWEST and count > places.total() / 2:
                self._usual[text] = place

    @cached_property
    def framework(self) -> str | None:
        """The framework whose categories the fragments print."""
        words = (words for i in range(self.start, self.end) for _, words in self.stream.words(i))
        return framework_of(plain for text in words if categories(plain := stream_fit.plain(text)))

    @cached_property
    def _short(self) -> frozenset[str]:
        return stream_fit.shortened(self.stream[i].text for i in range(self.start, self.end))

    def ends(self, position: int) -> Iterator[int]:
        """Where a cell that begins at a fragment may end."""
        yield position + 1
        if self.stream.exact and not self._is_total(position, position + 1):
            return
        for end in range(position + 2, min(position + _MOST_FRAGMENTS, self.end) + 1):
            if self._bonds(position, end) < _HOPELESS or not self.stream[end - 1].text:
                return
            if self.stream.rowed and self.stream.begins_line(end - 1):
                return
            yield end

    def fits(self, start: int, end: int) -> Sequence[float]:
        """How well the fragments `start` to `end` make one cell of each column."""
        if self.stream.exact and end > start + 1:
            return [IMPOSSIBLE] * len(self._roles)
        text, fits = self._cell(start, end)
        if end > start + 1 and any(self.stream[i].text in self._usual for i in range(start, end)):
            fits = tuple(fit + _UNUSUAL for fit in fits)
        usual = self._usual.get(text)
        breaks = () if end == start + 1 or is_category(text) else self._breaks(start, end)
        if usual is None and not breaks:
            return fits
        return [
            fit
            + sum(
                _set(wide, self._widest[place], held=held) for wide, held in breaks if place in self._widest
            )
            + (0.0 if usual is None else _USUAL if place == usual else _UNUSUAL)
            for place, fit in enumerate(fits)
        ]

    def alone(self, start: int, end: int) -> float:
        """How well the fragments stand outside all rows: words that group rows, sums of all rows, strays."""
        if not self.stream[start].text:
            return _NOTHING if end == start + 1 else IMPOSSIBLE
        if stream_fit.is_group("".join(self.stream[i].text for i in range(start, end))):
            return _GROUP
        if self._is_total(start, end):
            return _TOTAL + _FIGURE * sum(bool(self.stream[i].text) for i in range(start + 1, end))
        return (_OUT_OF_ROW if self.stream.rowed else _LEFT_OUT) if end == start + 1 else IMPOSSIBLE

    @cached_property
    def _roles(self) -> tuple[str, ...]:
        return stream_fit.roles_of(self.columns.columns)

    def _cell(self, start: int, end: int) -> tuple[str, tuple[float, ...]]:
        """The text of a cell and how well it fits each column, apart from what is learnt of them."""
        found = self._cells.get((start, end))
        if found is None:
            text = self.stream.value(start, end).text
            whole = self._bonds(start, end) + self._regular(start, end) + self._flaws(start, end, text)
            names = _NAMES if self._names_before(start, end) else 0.0
            fits = stream_fit.fit(text, self.framework, self._roles, is_short=text in self._short)
            found = self._cells[start, end] = (
                text,
                tuple(
                    fit + whole + (names if role == "name" else 0.0)
                    for fit, role in zip(fits, self._roles, strict=True)
                ),
            )
        return found

    @cached_property
    def _cells(self) -> dict[tuple[int, int], tuple[str, tuple[float, ...]]]:
        return {}

    def _width(self, start: int, end: int) -> int:
        """The width of fragments in one line."""
        return width(self.stream.value(start, end).text)

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
        lines = self.stream.lines(start, end)[:-1] if end > start + 1 else ()
        text = self.stream.value(start, lines[-1][1]).text if lines else ""
        return bool(text) and stream_fit.names_already(text, self.framework)

    def _is_category(self, index: int, *, last: bool) -> bool:
        """Whether a fragment of a cell is a category by itself; the last one may be what is left of another word."""
        text = self.stream[index].text
        if not last and stream_fit.is_level_name(text):
            return True
        return stream_fit.is_whole_category(text, self.framework)

    def _regular(self, start: int, end: int) -> float:
        """A fragment in a line of as many fragments as a row has cells is a cell."""
        if end > start + 1 or self.stream.exact:
            return 0.0
        count, most = self._in_line[self.stream[start].line], len(self._roles)
        levels = sum(role in LEVELS for role in self._roles)
        return _REGULAR if count > 1 and most - levels <= count <= most else 0.0

    @cached_property
    def _in_line(self) -> Counter[int]:
        return Counter(self.stream[i].line for i in range(self.start, self.end))

    def _bond(self, start: int, index: int) -> float:
        """How well the fragment at `index` goes on with a cell that begins at `start`."""
        before, here = self.stream[index - 1].text, self.stream[index].text
        weight = _BREAK if self.stream.begins_line(index) else _SPACE
        if self.stream.unbroken and self.stream.begins_line(index):
            weight += _UNBROKEN
        weight += _APART * self.stream.is_apart(index)
        if self._is_held(start, index):
            return weight + _HELD_TOGETHER
        if not self.stream.begins_line(index):
            return weight + (_WITH_NUMBER if _NUMBER.match(here) and not _NUMBER.match(before) else 0.0)
        above = self.stream.lines(start, index)[-1]
        return weight + (_TORN if self._width(*above) + ONE_CHARACTER < width(here) else 0.0)

    def _is_held(self, start: int, index: int) -> bool:
        """Whether punctuation, a bracket or a list that goes on holds the fragment at `index` to those before."""
        before, here = self.stream[index - 1].text, self.stream[index].text
        if _GOES_ON.search(before) or _CLINGS.match(here) or _CUT_SUM.search(f"{before}\n{here}"):
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
                found = (*found, (self._width(*above), self._is_held(start, end - 1)))
            self._broken[start, end] = found
        return found

    @cached_property
    def _broken(self) -> dict[tuple[int, int], tuple[tuple[int, bool], ...]]:
        return {}

    def _is_total(self, start: int, end: int) -> bool:
        return stream_fit.is_total(self.stream[start].text) and all(
            _PLAIN.fullmatch(self.stream[i].text) for i in range(start + 1, end)
        )


def _set(wide: int, widest: int, *, held: bool) -> float:
    """What the width of a broken line says: full lines break, others do not."""
    if wide + ONE_CHARACTER >= widest:
        return _FULL
    return 0.0 if held else _TORN


def _depth(text: str) -> int:
    """How many brackets are left open at the end; fewer than none where some were never opened."""
    return sum(map(text.count, _OPEN)) - sum(map(text.count, _CLOSE))
