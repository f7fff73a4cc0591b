"""Where per-document work runs: in this process, or in several.

The work is a function of one task, so where it runs never changes what comes out.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Task = TypeVar("Task")
Result = TypeVar("Result")

_MOST_PROCESSES = 61  # Windows cannot wait for more


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, died: Callable[[Task], Result]
) -> Iterator[Result]:
    """The results of `work` on every task, in the order of the tasks.

    With more than one job, `work`, tasks and results must be picklable. `died` gives the result of a
    task whose process was lost to it (out of memory, a crash in a library).
    """
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(work, tasks)
        return
    done = 0
    try:
        for result in _in_pool(work, tasks, jobs):
            done += 1
            yield result
    except BrokenProcessPool:
        for task in tasks[done:]:
            yield _alone(work, task, died)


def _in_pool(work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int) -> Iterator[Result]:
    pool = _pool(min(jobs, len(tasks), _MOST_PROCESSES))
    try:
        futures = deque(pool.submit(work, task) for task in tasks)
        while futures:
            yield futures.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(work: Callable[[Task], Result], task: Task, died: Callable[[Task], Result]) -> Result:
    """The result of one task in a process of its own: which of many killed theirs cannot be told."""
    try:
        with _pool(1) as pool:
            return pool.submit(work, task).result()
    except BrokenProcessPool:
        return died(task)


def _pool(size: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(size, mp_context=get_context("spawn"), initializer=_settle_in)


def _settle_in() -> None:
    """Leave a worker as silent as its parent wants it: gone on Ctrl-C, and gone when the parent is."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
