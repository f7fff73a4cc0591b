"""Rows whose cells stand between tabs."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document import Table
from extractors.read.layouts.lines import Line, Run, Span, runs, table


def tabbed(lines: Run) -> Iterator[Run | Table]:
    """Each run of lines with tabs is a table."""
    for inside, run in runs(lines, lambda line: "\t" in line.text):
        yield table(map(_cells, run), run[0].start, run[-1].end) if inside else run


def _cells(line: Line) -> Iterator[Span]:
    start = line.start
    for content in line.text.split("\t"):
        yield start, start + len(content)
        start += len(content) + 1
