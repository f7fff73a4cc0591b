"""Tables drawn with bars: Markdown, and web pages flattened to text with a bar behind every cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.document import Table
from extractors.read.layouts.lines import Line, Run, Span, runs, table

_BAR = re.compile(r"(?<!\\)\|")
_RULE_CELL = re.compile(r":?-+:?")
_SURE_RULE = "---"  # fewer dashes are also what stands for "none" in a cell
_FEWEST_LINES = 3
_FEWEST_CELLS = 3


def markdown(lines: Run) -> Iterator[Run | Table]:
    """Rows that begin with a bar."""
    for inside, run in runs(lines, lambda line: _begins_with_bar(line) and len(_bars(line)) > 1):
        is_table = inside and any(map(_is_filled, run)) and (len(run) > 1 or len(_cells(run[0])) > 1)
        yield from _tables(run) if is_table else [run]


def ruled(lines: Run) -> Iterator[Run | Table]:
    """Rows with bars between cells only: below a heading with a rule, or as many bars in each of several."""
    for inside, run in runs(lines, lambda line: bool(_bars(line))):
        heading = next((n for n, line in enumerate(run[1:]) if _is_rule(line)), None)
        if inside and heading is not None:
            yield run[:heading]
            yield from _tables(run[heading:])
        elif inside and len(run) >= _FEWEST_LINES and _are_even(run):
            yield from _tables(run)
        else:
            yield run


def flattened(lines: Run) -> Iterator[Run | Table]:
    """Lines that each end a cell, or several, with a bar; where rows ended is lost.

    Every cell is a row of its own. Lines without a bar stay lines: one may begin the cell that ends
    below it, or be the title of a further table.
    """
    if sum(map(_ends_with_bar, lines)) < _FEWEST_LINES:
        yield lines
        return
    for inside, run in runs(lines, _ends_with_bar):
        cells = ([span] for line in run for span in _spans(line, _bars(line)))
        yield table(cells, run[0].start, run[-1].end) if inside else run


def _tables(run: Run) -> Iterator[Table]:
    """The rows as a table; as several where a rule makes a row in their midst the heading of a new one."""
    first = 0
    for number in range(3, len(run)):
        if number > first + 2 and _is_rule(run[number]) and not _is_rule(run[number - 1]):
            yield _table(run[first : number - 1])
            first = number - 1
    yield _table(run[first:])


def _table(run: Run) -> Table:
    kept = [line for number, line in enumerate(run) if not _is_rule(line, sure=number == 1)]
    return table(map(_cells, kept), run[0].start, run[-1].end)


def _bars(line: Line) -> list[int]:
    return [bar.start() for bar in _BAR.finditer(line.text)]


def _begins_with_bar(line: Line) -> bool:
    return line.text.lstrip().startswith("|")


def _ends_with_bar(line: Line) -> bool:
    bars = _bars(line)
    return bool(bars) and bars[-1] == len(line.text.rstrip()) - 1


def _is_filled(line: Line) -> bool:
    return not set(line.text) <= set("| \u3000")


def _are_even(run: Run) -> bool:
    count = len(_cells(run[0]))
    return count >= _FEWEST_CELLS and all(len(_cells(line)) == count for line in run)


def _is_rule(line: Line, *, sure: bool = False) -> bool:
    """Whether a line only parts a heading from the rows below; `sure` that one may stand here."""
    cells = [line.text[start - line.start : end - line.start] for start, end in _cells(line)]
    return bool(cells) and all(_RULE_CELL.fullmatch(cell) and (sure or _SURE_RULE in cell) for cell in cells)


def _cells(line: Line) -> list[Span]:
    """The cells of a row, without the emptiness outside of outer bars."""
    bars = _bars(line)
    inner = bars[1:] if _begins_with_bar(line) else bars
    first = bars[0] + 1 if _begins_with_bar(line) else 0
    last = [] if _ends_with_bar(line) else [len(line.text)]
    return _spans(line, [*inner, *last], first)


def _spans(line: Line, edges: Sequence[int], first: int = 0) -> list[Span]:
    """What stands in front of each edge, up to the edge before it."""
    starts = [first, *(edge + 1 for edge in edges)]
    return [line.strip(start, edge) for start, edge in zip(starts, edges, strict=False)]
