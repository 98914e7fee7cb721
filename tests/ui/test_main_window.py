"""The window: rooms, records, undo, covering, language and theme live, counts, faults."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from salesdesk.domain.account import Account, Note
from salesdesk.domain.deal import Deal
from salesdesk.domain.problems import Known
from salesdesk.text import language
from salesdesk.ui.kit.faults import Faults
from salesdesk.ui.kit.look import Look
from salesdesk.ui.kit.tasks import Tasks
from salesdesk.ui.kit.theme import Mode
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.rooms import ROOMS as REAL_ROOMS
from salesdesk.ui.rooms import Room, rooms_here
from tests.ui.conftest import say
from tests.ui.rooms_of_test import ROOMS


@pytest.fixture
def window(qapp, theme, desk, qtbot):
    """The real window on the desk, with two small rooms."""
    tasks = Tasks()
    made = MainWindow(Look(qapp), Faults(), tasks, ROOMS)
    qtbot.addWidget(made)
    made.attach(desk)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    quiet(made, qtbot)
    yield made
    made.close()
    tasks.close()


def quiet(window: MainWindow, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.tasks.is_busy and not window._count_timer.isActive())


def key(qtbot, window: MainWindow, code: Qt.Key, modifiers=Qt.KeyboardModifier.ControlModifier) -> None:
    qtbot.keyClick(window, code, modifiers)


def test_the_first_room_is_shown_and_others_are_built_when_visited(window, qtbot) -> None:
    assert window.windowTitle().startswith("Accounts")
    assert list(window._screens) == ["accounts"]
    key(qtbot, window, Qt.Key.Key_2)
    assert window.head.title.text() == "Contacts"
    assert window.rail.buttons["contacts"].isChecked()
    key(qtbot, window, Qt.Key.Key_1)
    assert window.head.title.text() == "Accounts"


def test_the_primary_action_is_a_button_and_a_key(window, qtbot) -> None:
    from PySide6.QtWidgets import QPushButton

    button = next(one for one in window.head.findChildren(QPushButton) if one.property("role") == "primary")
    button.click()
    window.screen_here.setFocus()
    key(qtbot, window, Qt.Key.Key_N)
    assert window.screen_here.deeds == ["new", "new"]


def test_a_record_is_shown_in_the_room_of_its_kind(window, make, qtbot) -> None:
    contact = make.contact("李卫东", account=make.account("华北电力"))
    window.show_record("contact", contact.id)
    assert window.screen_here.shown == contact.id
    assert window.head.crumb.text() == "华北电力 ›"
    window.go_back()
    assert window.head.title.text() == "Accounts"


def test_a_record_without_a_room_is_shown_with_what_it_hangs_on(window, make, qtbot) -> None:
    contact = make.contact()
    note = make.record(Note(about_kind="contact", about_id=contact.id, text="x"))
    window.show_record("note", note.id)
    assert window.screen_here.shown == contact.id


def test_a_record_that_is_gone_is_said(window, make, desk, qtbot) -> None:
    account = make.account()
    desk.write("x", lambda w: w.drop(Account, account.id))
    window.show_record("account", account.id)
    assert "no longer" in window.notice.words
    window.show_record("no_such_kind", "0" * 32)


def test_only_the_screen_that_is_seen_is_redrawn(window, make, qtbot) -> None:
    window.show_room("contacts")
    quiet(window, qtbot)
    accounts, contacts = window.screen_of("accounts"), window.screen_of("contacts")
    seen, unseen = len(contacts.refreshed), len(accounts.refreshed)
    make.account("one")
    make.account("two")
    assert len(contacts.refreshed) == seen + 2
    assert len(accounts.refreshed) == unseen
    window.show_room("accounts")
    assert accounts.refreshed[unseen:] == [None]


def test_a_change_on_another_thread_comes_home(window, desk, qtbot) -> None:
    before = len(window.screen_here.refreshed)
    thread = threading.Thread(target=lambda: desk.write("x", lambda w: w.add(Account(name="late"))))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(window.screen_here.refreshed) == before + 1)


def test_undo_has_a_name_and_takes_back_what_is_being_typed(window, make, desk, qtbot) -> None:
    account = make.account("华北电力")
    window.show_record("account", account.id)
    quiet(window, qtbot)
    line = window.screen_here.form.editor("city").line
    line.setFocus()
    say(line, "北京")
    window.undo()
    assert desk.need(Account, account.id).city == ""
    assert "Undone" in window.notice.words
    window.redo()
    assert desk.need(Account, account.id).city == "北京"
    assert "Change: Account" in window.foot.undo.text()


def test_ctrl_z_undoes_also_while_a_field_has_the_focus(window, make, desk, qtbot) -> None:
    account = make.account("华北电力")
    window.show_record("account", account.id)
    quiet(window, qtbot)
    form = window.screen_here.form
    form.editor("city").line.setFocus()
    say(form.editor("city").line, "北京")
    form.commit()
    qtbot.keyClick(form.editor("city").line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.need(Account, account.id).city == ""
    qtbot.keyClick(
        form.editor("city").line, Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )  # fmt: skip
    assert desk.need(Account, account.id).city == "北京"


def test_nothing_to_undo_is_said(window, desk, qtbot) -> None:
    window.undo()
    assert window.notice.words


def test_leaving_a_room_writes_what_is_being_typed(window, make, desk, qtbot) -> None:
    account = make.account("华北电力")
    window.show_record("account", account.id)
    quiet(window, qtbot)
    say(window.screen_here.form.editor("city").line, "上海")
    window.show_room("contacts")
    assert desk.need(Account, account.id).city == "上海"


def test_closing_writes_what_is_being_typed_and_remembers_the_window(window, make, desk, qtbot) -> None:
    from PySide6.QtCore import QSettings

    account = make.account("华北电力")
    window.show_record("account", account.id)
    quiet(window, qtbot)
    say(window.screen_here.form.editor("city").line, "上海")
    window.close()
    assert desk.need(Account, account.id).city == "上海"
    assert QSettings().value("window/geometry") is not None


def test_f9_covers_and_uncovers(window, qtbot) -> None:
    before = len(window.screen_here.refreshed)
    key(qtbot, window, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    assert window.is_covered
    assert window.head.covered.isVisible()
    assert len(window.screen_here.refreshed) == before + 1
    key(qtbot, window, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    assert not window.is_covered
    assert not window.head.covered.isVisible()


def test_everything_speaks_chinese_at_once_and_english_again(window, qtbot) -> None:
    window.commands.do("chinese")
    qtbot.waitUntil(lambda: window.head.title.text() == "客户")
    assert window.rail.buttons["contacts"].text().strip() == "联系人"
    assert window.screen_here.form._bindings["city"].row._label.text() == "城市"
    assert window.commands.action("undo").text() == "撤销"
    qtbot.waitUntil(lambda: "工作区" in window.foot.state.text())
    window.commands.do("english")
    qtbot.waitUntil(lambda: window.head.title.text() == "Accounts")
    assert language() == "en"


def test_the_theme_is_switched_and_remembered_in_the_workspace(window, desk, theme) -> None:
    from salesdesk.desk import settings

    window.commands.do("dark")
    assert window.look.theme.is_dark
    assert settings.setting(desk, settings.THEME) == "dark"
    window.commands.do("light")
    window.look.set_mode(Mode.SYSTEM)
    assert settings.setting(desk, settings.THEME) == ""
    window.look.set_mode(Mode.LIGHT)


def test_text_grows_step_by_step(window) -> None:
    for wanted in (110, 125, 150, 150):
        window.commands.do("larger")
        assert window.look.theme.scale == wanted
    window.look.set_scale(100)


def test_counts_are_read_again_after_a_change(window, make, qtbot) -> None:
    make.contact()
    quiet(window, qtbot)
    assert window.rail.buttons["contacts"]._badge.text() == "1"
    assert window.rail.buttons["contacts"].accessibleName() == "Contacts, 1 waiting"


def test_the_status_line_says_whose_workspace_it_is(window, qtbot) -> None:
    assert "Zhang Wei" in window.foot.state.text()


def test_the_palette_opens_by_key_and_by_the_search_field(window, make, qtbot) -> None:
    make.account("华北电力")
    key(qtbot, window, Qt.Key.Key_K)
    assert window.palette_view.isVisible()
    window.palette_view.close_palette()
    say(window.head.search, "华")
    assert window.palette_view.isVisible()
    assert window.palette_view.field.text() == "华"


def test_the_commands_of_the_room_are_in_the_palette(window) -> None:
    names = [command.name for command in window._all_commands()]
    assert {"account.new", "undo", "room.contacts", "cover"} <= set(names)


def test_a_fault_is_said_over_the_room(window) -> None:
    window.faults.tell(Known("E_DISK_FULL", path="x"))
    assert "disk" in window.notice.words.lower()
    assert window.notice.isVisible()


@pytest.mark.logs
def test_a_bug_is_shown_once_and_the_app_goes_on(window, qtbot) -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as error:
        window.faults.tell(error)
    dialog = window.findChild(QDialog)
    assert dialog is not None
    dialog.try_deed()
    assert "ZeroDivisionError" in QApplication.clipboard().text()
    window.show_room("contacts")
    assert window.head.title.text() == "Contacts"


def test_a_merge_of_what_others_did_is_shown(window, make, desk, qtbot) -> None:
    deal = make.deal()
    window.show_record("deal", deal.id)  # a deal has no room here: its account is shown
    assert window.head.title.text() == "Accounts"
    assert desk.need(Deal, deal.id)


def test_every_room_of_the_program_can_be_opened(qapp, theme, desk, qtbot) -> None:
    tasks = Tasks()
    made = MainWindow(Look(qapp, remembers=False), Faults(), tasks)
    qtbot.addWidget(made)
    made.attach(desk)
    made.show()
    for room in made.rooms:
        made.show_room(room.name)
        assert made.head.title.text()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    made.close()
    tasks.close()


def test_a_room_that_is_not_there_is_not_shown() -> None:
    absent = Room(name="x", words=lambda: "X", icon="house", factory="salesdesk.ui.nowhere.screen:Nowhere")
    assert not absent.exists
    assert all(room.exists for room in rooms_here())
    assert {room.name for room in rooms_here()} <= {room.name for room in REAL_ROOMS}


def test_every_control_of_the_frame_has_a_name(window) -> None:
    from PySide6.QtWidgets import QAbstractButton, QLineEdit

    for control in window.findChildren(QAbstractButton) + window.findChildren(QLineEdit):
        if control.isVisible() and not isinstance(control.parent(), QLineEdit):  # a picture inside a field
            assert control.accessibleName() or getattr(control, "text", str)(), control


def test_a_large_edit_is_taken_back_off_the_main_thread(window, desk, qtbot) -> None:
    from salesdesk.domain.account import Account

    desk.write("import.account", lambda w: [w.add(Account(name=f"{number:03d}")) for number in range(400)])
    assert desk.size_to_take_back("undo") == 400
    window.undo()
    qtbot.waitUntil(lambda: not desk.select(Account), timeout=20_000)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20_000)
    window.redo()
    qtbot.waitUntil(lambda: len(desk.select(Account)) == 400, timeout=20_000)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20_000)
