"""What a build says while it works: to whoever watches, and to its log."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import msgspec

if TYPE_CHECKING:
    from kg.build.documents import Outcome


class Watcher:
    """Told of each step of a build. This one says nothing; the command line shows progress."""

    def begin(self, stage: str, steps: int = 0) -> None:
        """A stage begins (documents, links, graph, store), of so many steps where that is known."""

    def step(self) -> None:
        """One step of the stage is done."""

    def document(self, outcome: Outcome) -> None:
        """A document is done with, well or badly: one step of the stage `documents`."""


class Log(Watcher):
    """Writes log.jsonl, one JSON object an event, and passes everything on."""

    def __init__(self, file: BinaryIO, watcher: Watcher) -> None:
        self._file, self._watcher = file, watcher

    def begin(self, stage: str, steps: int = 0) -> None:
        self._write(event="stage", stage=stage)
        self._watcher.begin(stage, steps)

    def step(self) -> None:
        self._watcher.step()

    def document(self, outcome: Outcome) -> None:
        self._write(
            event="document",
            name=outcome.source.name,
            sha256=outcome.source.sha256,
            forms=outcome.forms,
            from_cache=outcome.from_cache,
            seconds=round(outcome.seconds, 4),
            problem=str(outcome.failure.unused) if outcome.failure else None,
            defect=outcome.failure.defect if outcome.failure else None,
        )
        self._watcher.document(outcome)

    def _write(self, **event: str | float | None) -> None:
        self._file.write(msgspec.json.encode(event) + b"\n")
