"""Work spread over processes, answers in the order of the work; a process that dies costs only what killed it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")
# Items under way a process, done ones that wait for an earlier one among them: enough to keep all busy while one item
# takes twenty times as long as most (4 would leave a fifth of the time unused), few enough to keep memory flat.
WINDOW = 16
# Collecting garbage that is not there costs a twentieth of the reading: what a report leaves has no cycles.
_COLLECT_AFTER = 100_000


@dataclass(frozen=True, slots=True)
class Failed:
    """An item that could not be worked on, with the reason."""

    reason: str


@dataclass(slots=True)
class _Waiting(Generic[Item, Answer]):
    item: Item
    answer: Future[Answer]


def in_order(work: Callable[[Item], Answer], items: Iterable[Item], processes: int = 1) -> Iterator[Answer | Failed]:
    """`work` on every item, answers in order. With one process the work is done in this one.

    work must be a function at the top of a module, so that other processes find it. An exception in `work`, or the
    death of the process that does it, gives Failed for that item only.
    """
    if processes <= 1:
        for item in items:
            yield _guarded(work, item)
        return
    todo = iter(items)
    waiting: deque[_Waiting[Item, Answer]] = deque()
    executor = _executor(processes)
    try:
        waiting.extend(_Waiting(item, _submit(executor, work, item)) for item in islice(todo, WINDOW * processes))
        while waiting:
            try:
                answer: Answer | Failed = _result(waiting[0].answer)
            except BrokenProcessPool:
                executor.shutdown(wait=True, cancel_futures=True)
                answer = _alone(work, waiting[0].item)
                executor = _executor(processes)
                for other in islice(waiting, 1, None):
                    if _lost(other.answer):
                        other.answer = _submit(executor, work, other.item)
            waiting.popleft()
            yield answer
            waiting.extend(_Waiting(item, _submit(executor, work, item)) for item in islice(todo, 1))
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _executor(processes: int) -> ProcessPoolExecutor:
    # A forked process would inherit open stores and half-loaded models; a spawned one starts clean.
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"), initializer=_settle)


def _settle() -> None:
    """In a worker: an interrupt is for the parent to handle, and the parent's end, however it ends, is the worker's."""
    gc.set_threshold(_COLLECT_AFTER)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _submit(executor: ProcessPoolExecutor, work: Callable[[Item], Answer], item: Item) -> Future[Answer]:
    """A pool that broke since the last answer takes nothing more: the item is lost like those that it held."""
    try:
        return executor.submit(work, item)
    except BrokenProcessPool as error:
        lost: Future[Answer] = Future()
        lost.set_exception(error)
        return lost


def _lost(answer: Future[Answer]) -> bool:
    """Whether the answer will never come because the pool broke."""
    return answer.cancelled() or not answer.done() or isinstance(answer.exception(), BrokenProcessPool)


def _result(answer: Future[Answer]) -> Answer | Failed:
    try:
        return answer.result()
    except BrokenProcessPool:
        raise
    except Exception as error:  # noqa: BLE001 - whatever one item does, the others go on
        return _failed(error)


def _guarded(work: Callable[[Item], Answer], item: Item) -> Answer | Failed:
    try:
        return work(item)
    except Exception as error:  # noqa: BLE001 - as above
        return _failed(error)


def _failed(error: Exception) -> Failed:
    return Failed(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)


def _alone(work: Callable[[Item], Answer], item: Item) -> Answer | Failed:
    """Once more in a process of its own: it was perhaps not this item that killed the shared one."""
    executor = _executor(1)
    try:
        return _result(executor.submit(work, item))
    except BrokenProcessPool:
        return Failed("the process that read it died (out of memory, or a crash in a library)")
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
