"""A report for people: rule by rule, each result with its place and its four sentences.

On a terminal long texts wrap beside their labels and severities have colours; in a pipe every text is
one whole line. Text from documents never becomes markup or a control sequence.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from kg.check.report import Report, Result

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_MOST_SHOWN = 160
"""Characters of a text that are shown; the JSON report has them all."""


def render_table(report: Report, console: Console) -> None:
    """Print a report on a terminal or into a pipe."""
    for (severity, code), group in groupby(report.results, key=lambda result: (result.severity, result.code)):
        results = list(group)
        _print(console, f"{severity}: {code} ({len(results)})", _STYLES[severity])
        for result in results:
            _print(console, f"  {_headline(result)}", "bold")
            _print_rows(console, _rows(result))
        console.print()
    _print(console, _summary(report))


def _headline(result: Result) -> str:
    """Where a result stands and whose it is: `form.txt:412-422 · 2019 · project · unit`."""
    parts = []
    if place := result.place:
        span = "" if place.start is None else f":{place.start}-{place.end}"
        page = "" if place.page is None else f", page {place.page}"
        parts.append(f"{place.file}{span}{page}")
    if form := result.form:
        parts += [str(form.year) if form.year else "", form.project or "", form.unit or ""]
    return " · ".join(_shown(part) for part in parts if part) or result.subject or "?"


def _rows(result: Result) -> Iterator[tuple[str, str]]:
    """The labelled texts of a result."""
    if result.place and result.place.exact:
        yield "source", result.place.exact
    yield "printed", result.printed
    yield "expected", result.expected
    yield "benign", result.benign
    yield "check", result.check
    yield "cause", " · ".join(filter(None, (result.cause, result.field)))
    if result.constraint:
        yield "shape", f"{result.constraint.shape} {result.constraint.component}"
        yield "node", result.subject or "?"


def _summary(report: Report) -> str:
    if not report.results:
        return "nothing to look at"
    counts = ", ".join(f"{severity}: {count}" for severity, count in report.by_severity.items())
    forms = len({result.form.iri for result in report.results if result.form})
    return f"{counts} ({len(report.by_code)} codes; forms concerned: {forms})"


def _print(console: Console, text: str, style: str = "") -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=not console.is_terminal)


def _print_rows(console: Console, rows: Iterable[tuple[str, str]]) -> None:
    if not console.is_terminal:
        for label, text in rows:
            _print(console, f"    {label:<10}{_shown(text)}")
        return
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(min_width=12, no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for label, text in rows:
        grid.add_row(f"    {label}", Text(_shown(text)))
    console.print(grid)


def _shown(text: str) -> str:
    """A text as one line of limited length in which nothing can steer a terminal."""
    line = " ".join(text.split())
    if len(line) > _MOST_SHOWN:
        line = line[: _MOST_SHOWN - 1] + "…"
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf") else c for c in line)
