"""What commands say: results on stdout, problems and progress on stderr, UTF-8 on every platform."""

from __future__ import annotations

import os
import sys
import tempfile
import time
import unicodedata
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console
    from rich.text import Text

VERBOSE = "kg.verbose"
_ACTED_UPON = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Categories of characters that a terminal acts upon instead of showing them: escapes, marks of direction."""


def use_utf8() -> None:
    """Write UTF-8 with plain line ends, whatever the platform's habit; on stderr never fail to write."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")


def complain(*problems: object) -> None:
    """One line on stderr for each problem; what a terminal would act upon is shown as an escape."""
    for problem in problems:
        text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in str(problem))
        click.echo(text, err=True)


def is_verbose() -> bool:
    """Whether `-v` was given to the command that runs."""
    context = click.get_current_context(silent=True)
    return bool(context and context.find_root().meta.get(VERBOSE))


def show_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stdout, aligned also where characters are two columns wide; never cut in a pipe."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(harmless(title)) if title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        show_header=any(columns),
    )
    for column in columns:
        table.add_column(Text(harmless(column)), overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    output().print(table)


def write_log(details: str) -> Path:
    """A new file with the details of an internal error."""
    descriptor, name = tempfile.mkstemp(prefix=f"kg-{time.strftime('%Y%m%d-%H%M%S')}-", suffix=".log")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"{sys.argv}\nPython {sys.version}\n\n{details}")
    return Path(name)


def silence_stdout() -> None:
    """Let nothing more be written after the reader of a pipe has gone, at exit neither."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())


def _cell(value: object) -> Text:
    from rich.text import Text

    if isinstance(value, int):
        return Text(f"{value:,}", justify="right")
    return Text("" if value is None else harmless(str(value)))


def harmless(text: str) -> str:
    """Words of a document as a terminal may show them: what it would act upon as escapes, lines and tabs kept."""
    if text.isprintable():
        return text
    return "".join(
        repr(c)[1:-1] if unicodedata.category(c) in _ACTED_UPON and c not in "\n\t" else c for c in text
    )


def output() -> Console:
    """rich's console on stdout; in a pipe, no line is broken or cut."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 10_000, highlight=False)
