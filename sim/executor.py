"""Runs independent tasks, in this process or over several, with the same results in the same order."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from notice.errors import InputError

Task = TypeVar("Task")
Answer = TypeVar("Answer")

Progress = Callable[[int, int], object]
"""Told (tasks done, tasks in all) after each."""


class TaskError(Exception):
    """A task failed: the message says which one and why, the cause holds its traceback."""


def execute(
    function: Callable[[Task], Answer], tasks: Sequence[Task], workers: int = 1, progress: Progress | None = None
) -> list[Answer]:
    """`[function(task) for task in tasks]`, for any number of workers.

    With more than one, `function` and tasks must be picklable. Raises `TaskError` for a task that failed (an
    `InputError` as it is) and `InputError` for less than one worker. Once one has failed, or the user interrupts,
    tasks that were not begun are dropped.
    """
    done = dict(finished(function, tasks, workers, progress))
    return [done[number] for number in range(len(tasks))]


def finished(
    function: Callable[[Task], Answer], tasks: Sequence[Task], workers: int = 1, progress: Progress | None = None
) -> Iterator[tuple[int, Answer]]:
    """The number of each task with its answer, in the order in which they finish; no answer is held. Else as `execute`."""
    if workers < 1:
        raise InputError(f"{workers} workers cannot work", instead="write 1 or more")
    workers = min(workers, len(tasks))
    answers = _over_processes(function, tasks, workers) if workers > 1 else _here(function, tasks)
    for done, answer in enumerate(answers, start=1):
        if progress:
            progress(done, len(tasks))
        yield answer


def _here(function: Callable[[Task], Answer], tasks: Sequence[Task]) -> Iterator[tuple[int, Answer]]:
    for number, task in enumerate(tasks):
        with _named(task):
            answer = function(task)
        yield number, answer


def _over_processes(
    function: Callable[[Task], Answer], tasks: Sequence[Task], workers: int
) -> Iterator[tuple[int, Answer]]:
    # spawn: a forked child would inherit locks and whatever the parent had computed so far
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _ends_quietly)
    try:
        futures = {pool.submit(function, task): number for number, task in enumerate(tasks)}
        for future in as_completed(futures):
            number = futures.pop(future)
            with _named(tasks[number]):
                answer = future.result()
            del future  # it holds the answer
            yield number, answer
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _named(task: object) -> Iterator[None]:
    """Says in which task an error arose."""
    try:
        yield
    except InputError:
        raise
    except BrokenProcessPool as error:
        raise TaskError("a worker process ended, perhaps for want of memory; use fewer workers") from error
    except Exception as error:
        raise TaskError(f"{task}: {type(error).__name__}: {error}") from error


def _ends_quietly() -> None:
    """Ctrl-C reaches every process of a terminal: a worker ends at once, the parent alone speaks of it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
