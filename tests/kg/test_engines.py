"""Where work runs makes no difference, and a process that is lost costs one task."""

from __future__ import annotations

import os
import signal

import pytest

from kg import engines


def double(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 17:
        raise ValueError(number)
    return 2 * number


def lost(number: int) -> int:
    return -number


@pytest.mark.parametrize("jobs", [1, 2, 99])
@pytest.mark.parametrize("tasks", [[], [1], list(range(12))])
def test_results_in_the_order_of_the_tasks(tasks: list[int], jobs: int) -> None:
    assert list(engines.run(double, tasks, jobs, lost)) == [2 * task for task in tasks]


def test_lost_process() -> None:
    assert list(engines.run(double, [1, 2, 13, 4, 5], 2, lost)) == [2, 4, -13, 8, 10]


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_come_through(jobs: int) -> None:
    with pytest.raises(ValueError, match="17"):
        list(engines.run(double, [1, 17, 2], jobs, lost))
