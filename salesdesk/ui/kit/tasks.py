"""Work in the background: a pool of threads, results brought to the main thread by one signal.

    tasks.run(lambda job: read_everything(job), owner=self, done=self.show_it, progress=self.strip.show_progress)

A result is dropped when the job was cancelled or its owner is gone. The work touches no widget.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
_log = logging.getLogger(__name__)
_PROGRESS_SECONDS = 0.05


def _pool(name: str) -> "ThreadPoolExecutor":
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(2, thread_name_prefix=name)


class Cancelled(Exception):
    """Raised by `job.check()` where a person cancelled the job."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `total` (0 where that is not known), and of what."""

    done: int
    total: int
    words: str = ""


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work on its way; handed to the work itself, and to whoever asked for it."""

    owner: QObject
    name: str = ""
    _flag: threading.Event = field(default_factory=threading.Event)
    _report: Callable[[Progress], None] | None = None
    _last: float = 0.0

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody wants the result any more: cancelled, or its owner is gone."""
        return self._flag.is_set() or not isValid(self.owner)

    def cancel(self) -> None:
        """Ask the work to stop; its result is dropped in any case."""
        self._flag.set()

    def check(self) -> None:
        """Raise Cancelled where the job was cancelled; call it between steps."""
        if self.is_cancelled:
            raise Cancelled(self.name)

    def report(self, done: int, total: int = 0, words: str = "") -> None:
        """Say how far the work is, as often as convenient; raises Cancelled like `check`."""
        self.check()
        now = time.monotonic()
        if self._report is not None and (now - self._last >= _PROGRESS_SECONDS or done == total):
            self._last = now
            self._report(Progress(done, total, words))


@dataclass(slots=True, eq=False)
class _Order:
    job: Job
    done: Callable[..., None] | None
    failed: Callable[[Exception], None] | None
    progress: Callable[[Progress], None] | None


class Tasks(QObject):
    """Runs work off the main thread; `failed_unseen` tells of faults that nobody asked to hear of."""

    _arrived = Signal(object)
    failed_unseen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders: set[_Order] = set()
        self._arrived.connect(self._deliver)

    @cached_property
    def _short(self) -> "ThreadPoolExecutor":
        return _pool("short")

    @cached_property
    def _long(self) -> "ThreadPoolExecutor":
        return _pool("long")

    def run(
        self,
        work: Callable[[Job], T],
        *,
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[Progress], None] | None = None,
        is_long: bool = False,
        name: str = "",
    ) -> Job:
        """Begin work; `done`, `failed` and `progress` are called on the main thread while the owner lives.

        `is_long` puts it where it cannot keep lists waiting: imports, exports, bundles, backups.
        """
        job = Job(owner, name)
        order = _Order(job, done, failed, progress)
        if progress is not None:
            job._report = lambda how_far: self._post(lambda: self._show_progress(order, how_far))
        self._orders.add(order)
        (self._long if is_long else self._short).submit(self._work, order, work)
        return job

    @property
    def is_busy(self) -> bool:
        """Whether anything is still on its way."""
        return bool(self._orders)

    def close(self) -> None:
        """Cancel everything and wait until the threads are idle; nothing is delivered afterwards."""
        for order in tuple(self._orders):
            order.job.cancel()
        self._short.shutdown(wait=True, cancel_futures=True)
        self._long.shutdown(wait=True, cancel_futures=True)
        self._orders.clear()

    # --- on the threads of the pool

    def _work(self, order: _Order, work: Callable[[Job], T]) -> None:
        try:
            order.job.check()
            result = work(order.job)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told on the main thread
            fault = error
            self._post(lambda: self._end(order, None, fault))
        else:
            self._post(lambda: self._end(order, result, None))

    def _post(self, delivery: Callable[[], None]) -> None:
        if isValid(self):
            self._arrived.emit(delivery)

    # --- on the main thread

    @Slot(object)
    def _deliver(self, delivery: Callable[[], None]) -> None:
        delivery()

    def _show_progress(self, order: _Order, how_far: Progress) -> None:
        if order.progress is not None and not order.job.is_cancelled:
            order.progress(how_far)

    def _end(self, order: _Order, result: object, error: Exception | None) -> None:
        self._orders.discard(order)
        if not isValid(order.job.owner):
            return
        if order.job.is_cancelled:
            if order.failed is not None and isinstance(error, Cancelled):
                order.failed(error)
        elif error is None:
            if order.done is not None:
                order.done(result)
        elif order.failed is not None:
            order.failed(error)
        else:
            self.failed_unseen.emit(error)
