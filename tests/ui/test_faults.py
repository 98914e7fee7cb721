"""Faults: a sentence for the world's, one report for a bug."""

import logging

import pytest
from PySide6.QtCore import QtMsgType

from salesdesk.domain.problems import Known
from salesdesk.ui.kit.faults import Faults, report_of, words_of

CUSTOMER = "华北电力"


def broken() -> Exception:
    try:
        raise ZeroDivisionError(CUSTOMER)
    except ZeroDivisionError as error:
        return error


def test_a_known_fault_names_field_and_remedy() -> None:
    said = words_of(Known("E_FIELD", kind="deal", field="name", reason="required"))
    assert "Name" in said.message
    assert said.remedy


def test_a_known_fault_is_told_as_a_sentence(qtbot) -> None:
    faults = Faults()
    told: list[object] = []
    faults.told.connect(told.append)
    faults.tell(Known("E_LOCKED", path="x"))
    assert str(told[0])


@pytest.mark.logs
def test_a_bug_is_logged_each_time_and_shown_once(qtbot, caplog) -> None:
    faults = Faults()
    shown: list[str] = []
    faults.broke.connect(shown.append)
    with caplog.at_level(logging.ERROR):
        faults.tell(broken())
        faults.tell(broken())
    assert len(shown) == 1
    assert len(caplog.records) == 2


def test_a_report_names_the_place_and_no_content() -> None:
    report = report_of(broken())
    assert "ZeroDivisionError" in report
    assert "in broken" in report
    assert CUSTOMER not in report


@pytest.mark.logs
def test_hooks_take_what_nobody_caught(qtbot, monkeypatch) -> None:
    import sys
    import threading

    before = sys.excepthook, threading.excepthook
    faults = Faults()
    shown: list[str] = []
    faults.broke.connect(shown.append)
    faults.install()
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(shown) == 1)
        error = broken()
        sys.excepthook(type(error), error, error.__traceback__)
        assert len(shown) == 2
    finally:
        faults.uninstall()
        sys.excepthook, threading.excepthook = before


@pytest.mark.logs
def test_messages_of_qt_go_to_the_log(qtbot, caplog) -> None:
    from salesdesk.ui.kit.faults import _on_qt_message

    with caplog.at_level(logging.WARNING, logger="qt"):
        _on_qt_message(QtMsgType.QtWarningMsg, None, "odd")  # type: ignore[arg-type]
    assert caplog.records[0].message == "odd"
