"""Processes that evaluate queries, each killed when its query takes too long.

pyoxigraph has no timeout, so a query runs where it can be ended: in a process of its own, one query at a time.
A long one gives way to the others on the processor, and never occupies the web process.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from outputs.sparql.messages import HEADER, READY, Answer, framed
from outputs.sparql.protocol import Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from outputs.sparql.messages import Task

_GIVES_WAY_AFTER = 1.0
"""Seconds after which a query is a long one: other processes go before it."""

_GRACE = 5.0
"""Seconds that a worker lives beyond its query's time, should nobody be left to kill it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: `seconds`, `most_bytes` of its answer; and how many run and wait at a time."""

    seconds: float = 30.0
    most_bytes: int = 64 << 20
    workers: int = max(4, 2 * (os.cpu_count() or 1))
    waiting: int = 256


class _Worker:
    """A process that answers one task at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.is_tired = False

    async def ready(self) -> None:
        """Wait until it can take tasks, so that its start takes no query's time."""
        assert self._process.stdout
        if await self._process.stdout.readline() != READY:
            raise Refusal(503, "no process for queries could be started; see what the server says")

    async def answer(self, task: Task) -> Answer:
        """Raises `asyncio.IncompleteReadError` or `ConnectionError` where the process ends before it has answered."""
        source, sink = self._process.stdin, self._process.stdout
        assert source
        assert sink
        source.write(framed(task))
        await source.drain()
        length = int.from_bytes(await sink.readexactly(HEADER), "big")
        return msgspec.msgpack.decode(await sink.readexactly(length), type=Answer)

    def give_way(self) -> None:
        """Let other processes go first; a process cannot take that back, so this one is to be replaced after."""
        self.is_tired = True
        if sys.platform != "win32":
            with suppress(ProcessLookupError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, 10)

    async def end(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


class Pool:
    """Workers over the store of one generation, started when they are first needed; to be closed."""

    def __init__(self, store: Path, base: str, limits: Limits) -> None:
        self._command = (sys.executable, "-P", "-m", "outputs.sparql.worker", str(store), base)
        self._limits = limits
        self._idle: list[_Worker] = []
        self._slots = asyncio.Semaphore(limits.workers)
        self._waiting = 0
        self._is_closed = False

    async def answer(self, task: Task) -> Answer:
        """The answer to a query. Raises `Refusal` (503) for one that takes too long, and where too many wait."""
        if self._waiting >= self._limits.waiting:
            raise Refusal(503, "too many queries are waiting; try again later", {"Retry-After": "5"})
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._slots.acquire()
        except TimeoutError:
            raise Refusal(
                503, "no query before this one has ended; try again later", {"Retry-After": "5"}
            ) from None
        finally:
            self._waiting -= 1
        try:
            return await self._answered(task)
        finally:
            self._slots.release()

    async def close(self) -> None:
        """End the workers that are idle, and wait for those at work, which end with their query."""
        self._is_closed, idle, self._idle = True, self._idle, []
        await asyncio.gather(*(worker.end() for worker in idle))
        for _ in range(self._limits.workers):
            await self._slots.acquire()

    async def _answered(self, task: Task) -> Answer:
        worker = self._idle.pop() if self._idle else await self._start()
        calling = asyncio.get_running_loop()
        slow = calling.call_later(_GIVES_WAY_AFTER, worker.give_way)
        answer = None
        try:
            async with asyncio.timeout(self._limits.seconds):
                answer = await worker.answer(task)
        except TimeoutError:
            reason = f"the query takes more than {self._limits.seconds:g} seconds; ask for less"
            raise Refusal(503, reason) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Refusal(
                503, "the query needed more than there is (its process ended); ask for less"
            ) from None
        finally:
            slow.cancel()
            if answer is None or worker.is_tired or self._is_closed:
                await worker.end()
            else:
                self._idle.append(worker)
        return answer

    async def _start(self) -> _Worker:
        seconds = str(self._limits.seconds + _GRACE)
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*self._command, seconds, stdin=pipe, stdout=pipe)
        worker = _Worker(process)
        await worker.ready()
        return worker
