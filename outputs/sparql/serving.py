"""The build that is served: always its current generation, with the processes and answers that belong to it."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.store import Build, BuildError
from outputs.sparql.pool import Limits, Pool

if TYPE_CHECKING:
    from pathlib import Path

    from outputs.sparql.negotiation import Format

_LOOKS_EVERY = 1.0
"""Seconds between two looks for a new generation."""

Key = tuple[bytes | str | None, ...]
"""All of a request that decides the answer."""

Answered = tuple["Format", bytes]


@dataclass(slots=True)
class Answers:
    """Answers given before, the latest last; the oldest go when there are more than `most_bytes`."""

    most_bytes: int = 64 << 20
    _kept: OrderedDict[Key, Answered] = field(default_factory=OrderedDict)
    _bytes: int = 0

    def get(self, key: Key) -> Answered | None:
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: Key, answered: Answered) -> None:
        """Keep an answer, unless it would take the place of many others."""
        size = len(answered[1])
        if size > self.most_bytes // 8 or key in self._kept:
            return
        self._kept[key] = answered
        self._bytes += size
        while self._bytes > self.most_bytes:
            _, (_, oldest) = self._kept.popitem(last=False)
            self._bytes -= len(oldest)


@dataclass(frozen=True, slots=True)
class Served:
    """One generation: opened, with workers over its store and the answers they gave."""

    build: Build
    pool: Pool
    answers: Answers

    async def close(self) -> None:
        await self.pool.close()
        self.build.close()


class Serving:
    """Gives the current generation of the build in `folder`; a new build takes over without a pause."""

    def __init__(self, folder: Path, limits: Limits | None = None) -> None:
        """Raises `BuildError` where there is no build in `folder`."""
        self._folder, self._limits = folder, limits or Limits()
        self._served = self._open()
        self._looked = time.monotonic()
        self._closing: set[asyncio.Task[None]] = set()

    def current(self) -> Served:
        """The generation to answer from. A build that cannot be read just now leaves the last one in place."""
        if time.monotonic() - self._looked >= _LOOKS_EVERY:
            self._looked = time.monotonic()
            with suppress(BuildError):
                self._renew()
        return self._served

    async def close(self) -> None:
        """End all that was started."""
        await asyncio.gather(self._served.close(), *self._closing)

    def _renew(self) -> None:
        from kg.store import manifest

        if manifest.read(self._folder).generation == self._served.build.manifest.generation:
            return
        last, self._served = self._served, self._open()
        closing = asyncio.get_running_loop().create_task(last.close())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)

    def _open(self) -> Served:
        build = Build(self._folder)
        return Served(build, Pool(build.layout.store, build.generation.base, self._limits), Answers())
