"""The palette: records by name, pinyin and phone, commands, all with the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.palette import Palette
from tests.ui.conftest import press, say


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def palette(frame, theme, qtbot, done):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    commands = [
        Command("undo", lambda: "Undo", lambda: done.append("undo"), "Ctrl+Z"),
        Command("never", lambda: "Undo everything", lambda: done.append("never"), is_enabled=lambda: False),
        Command("new", lambda: "New account …", lambda: done.append("new")),
    ]
    made = Palette(frame, window, lambda: commands)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return made


def shown(palette: Palette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def found(palette: Palette, qtbot, text: str) -> list[str]:
    palette.open()
    say(palette.field, text)
    qtbot.waitUntil(lambda: not palette._frame.tasks.is_busy)
    return shown(palette)


def test_it_opens_with_the_commands_that_make_sense_now(palette) -> None:
    palette.open()
    assert palette.isVisible()
    assert shown(palette) == ["Undo", "New account"]


@pytest.mark.parametrize("text", ["李卫", "liweid", "lwd", "1380013", "卫东"])
def test_people_are_found_in_every_way(palette, make, qtbot, text: str) -> None:
    make.contact("李卫东", mobile="138 0013 8000")
    assert found(palette, qtbot, text) == ["李卫东"]


def test_records_stand_before_commands(palette, make, qtbot) -> None:
    make.account("New Horizon")
    assert found(palette, qtbot, "new") == ["New Horizon", "New account"]


def test_enter_goes_to_the_record(palette, make, frame, qtbot) -> None:
    account = make.account("华北电力")
    found(palette, qtbot, "huabei")
    press(palette.field, Qt.Key.Key_Return)
    assert frame.asked == [("show", "account", account.id)]
    assert not palette.isVisible()


def test_arrow_keys_choose_and_escape_closes(palette, done, qtbot) -> None:
    palette.open()
    press(palette.field, Qt.Key.Key_Down)
    press(palette.field, Qt.Key.Key_Down)
    press(palette.field, Qt.Key.Key_Return)
    assert done == ["new"]
    palette.open()
    press(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_nothing_found_is_said_and_enter_does_nothing(palette, frame, done, qtbot) -> None:
    assert found(palette, qtbot, "zzzz") == ["Nothing found."]
    press(palette.field, Qt.Key.Key_Return)
    assert frame.asked == []
    assert done == []


@pytest.mark.parametrize("text", ['"', "'; DROP", "%_*", "（）", "𠮷", "-", "a" * 500])
def test_no_text_breaks_the_search(palette, make, qtbot, text: str) -> None:
    make.account("华北电力")
    assert found(palette, qtbot, text)


def test_what_a_line_is_is_told_to_screen_readers(palette, make, qtbot) -> None:
    make.account("华北电力")
    found(palette, qtbot, "华北")
    assert palette.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "华北电力, Account"
