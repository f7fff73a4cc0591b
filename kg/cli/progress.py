"""Progress of a build: a bar on a terminal, a line a document with -v, nothing in a pipe."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from kg.build.report import Watcher
from kg.cli.console import complain, is_verbose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress

    from kg.build.documents import Outcome

_STAGES = {
    "documents": "reading documents 读取文件",
    "links": "linking 关联",
    "graph": "writing the graph 生成图谱",
    "store": "loading the store 装入数据库",
}


@contextmanager
def watching() -> Iterator[Watcher]:
    """A watcher that suits where stderr goes."""
    if is_verbose():
        yield _Lines()
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as progress:
            yield _Bar(progress)
    else:
        yield Watcher()


class _Lines(Watcher):
    def begin(self, stage: str, steps: int = 0) -> None:
        complain(f"{_STAGES[stage]}: {steps}" if steps else _STAGES[stage])

    def document(self, outcome: Outcome) -> None:
        source = outcome.source
        where = "from the cache" if outcome.from_cache else f"{outcome.seconds:.2f} s"
        copies = "".join(f", same as {path}" for path in source.same_as)
        complain(f"  {source.name}: {outcome.forms} forms, {where}{copies}")
        if outcome.failure and outcome.failure.defect:
            click.echo(outcome.failure.defect, err=True)


class _Bar(Watcher):
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=None)

    def begin(self, stage: str, steps: int = 0) -> None:
        self._progress.reset(self._task, description=_STAGES[stage], total=steps or None)

    def step(self) -> None:
        self._progress.advance(self._task)

    def document(self, outcome: Outcome) -> None:  # noqa: ARG002
        self.step()
