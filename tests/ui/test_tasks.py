"""Work in the background: home on the main thread, cancelled, dropped, faults told."""

import threading
import time

from PySide6.QtCore import QObject

from salesdesk.domain.problems import Known
from salesdesk.ui.kit.tasks import Cancelled, Job, Progress


def test_a_result_comes_home_on_the_main_thread(frame, qtbot) -> None:
    came: list[tuple[int, bool, bool]] = []

    def work(job: Job) -> tuple[int, bool]:
        return 7, threading.current_thread() is threading.main_thread()

    def done(result: tuple[int, bool]) -> None:
        came.append((*result, threading.current_thread() is threading.main_thread()))

    frame.tasks.run(work, owner=frame, done=done)
    qtbot.waitUntil(lambda: bool(came))
    assert came == [(7, False, True)]
    assert not frame.tasks.is_busy


def test_a_cancelled_job_delivers_nothing(frame, qtbot) -> None:
    begun, go_on = threading.Event(), threading.Event()
    came: list[object] = []

    def work(job: Job) -> None:
        begun.set()
        go_on.wait(5)
        job.check()

    job = frame.tasks.run(work, owner=frame, done=lambda _: came.append("done"), failed=came.append)
    assert begun.wait(5)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not frame.tasks.is_busy)
    assert [type(one) for one in came] == [Cancelled]


def test_a_result_is_dropped_when_its_owner_is_gone(frame, qtbot) -> None:
    owner, go_on, came = QObject(), threading.Event(), []
    job = frame.tasks.run(lambda job: go_on.wait(5), owner=owner, done=lambda _: came.append("done"))
    owner.deleteLater()
    qtbot.waitUntil(lambda: job.is_cancelled)
    go_on.set()
    qtbot.waitUntil(lambda: not frame.tasks.is_busy)
    assert came == []


def test_progress_is_told_and_the_last_step_always(frame, qtbot) -> None:
    told: list[Progress] = []

    def work(job: Job) -> None:
        for number in range(1, 1001):
            job.report(number, 1000, "rows")

    frame.tasks.run(work, owner=frame, progress=told.append)
    qtbot.waitUntil(lambda: bool(told) and told[-1].done == 1000)
    assert told[-1] == Progress(1000, 1000, "rows")
    assert len(told) < 50


def test_a_fault_goes_to_who_asked(frame, qtbot) -> None:
    def work(job: Job) -> None:
        raise Known("E_FILE", path="x")

    came: list[Exception] = []
    frame.tasks.run(work, owner=frame, failed=came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert isinstance(came[0], Known)
    assert frame.told == []


def test_a_fault_that_nobody_asked_for_is_told(frame, qtbot) -> None:
    def work(job: Job) -> None:
        raise Known("E_DISK_FULL", path="x")

    frame.tasks.run(work, owner=frame)
    qtbot.waitUntil(lambda: bool(frame.told))
    assert "disk" in str(frame.told[0]).lower()


def test_long_work_does_not_keep_lists_waiting(frame, qtbot) -> None:
    go_on = threading.Event()
    came: list[object] = []
    for _ in range(4):
        frame.tasks.run(lambda job: go_on.wait(5), owner=frame, is_long=True)
    frame.tasks.run(lambda job: 1, owner=frame, done=came.append)
    qtbot.waitUntil(lambda: came == [1], timeout=2000)
    go_on.set()


def test_closing_ends_everything_and_delivers_nothing(frame, qtbot) -> None:
    came: list[object] = []

    def work(job: Job) -> None:
        while True:
            time.sleep(0.005)
            job.check()

    frame.tasks.run(work, owner=frame, done=came.append)
    frame.tasks.close()
    assert not frame.tasks.is_busy
    assert came == []
