"""The settings room: live language and theme, the person, passphrase, backups brought back, own fields, about."""

from contextlib import closing

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from salesdesk.desk.care import back_up_today, daily_copies
from salesdesk.desk.desk import Desk
from salesdesk.desk.settings import CURRENCY, LANGUAGE, setting
from salesdesk.domain.account import Account
from salesdesk.domain.problems import Known
from salesdesk.domain.team import FieldDefinition, Member
from salesdesk.text import language
from salesdesk.ui.accounts.profile import profile_form
from salesdesk.ui.app import App
from salesdesk.ui.kit.theme import Mode, colour
from salesdesk.ui.kit.waiting import settle as rest
from salesdesk.ui.settings.restoring import RestoreDialog, confirm_file
from salesdesk.ui.settings.screen import SettingsScreen
from salesdesk.ui.settings.workspace_page import PassphraseDialog
from tests.ui.conftest import say
from tests.ui.room_frame import dialog, notices, settle, shown


@pytest.fixture
def room(qtbot, frame, theme):
    with shown(qtbot, frame, SettingsScreen) as screen:
        yield screen


@pytest.fixture
def folder_frame(qtbot, frame, theme, tmp_path):
    """The frame on a workspace in a folder."""
    frame.desk.close()
    frame.desk = Desk.create(tmp_path / "w", name="张伟")
    yield frame
    frame.desk.close()


def test_the_currency_is_checked_and_kept(room, qtbot, frame, desk) -> None:
    page = room.look
    page.currency.setText("e1€")
    page._set_currency()
    assert not page._problem.isHidden() and setting(desk, CURRENCY) == "CNY"
    page.currency.setText("eur")
    page._set_currency()
    assert page._problem.isHidden() and setting(desk, CURRENCY) == "EUR"


def test_without_a_window_of_its_own_choices_are_still_kept(room, desk) -> None:
    room.look.language.chosen.emit("zh_CN")
    assert setting(desk, LANGUAGE) == "zh_CN"


def test_the_person_is_edited_in_place(room, qtbot, frame, desk) -> None:
    room.show_page("person")
    line = room.person.form.editor("name").line
    line.clear()
    say(line, "李娜")
    room.commit()
    assert desk.need(Member, desk.user_id).name == "李娜"


def test_own_fields_stand_in_forms(room, qtbot, frame, desk, make) -> None:
    room.show_page("fields")
    say(room.fields.list.line, "锅炉台数")
    room.fields.list._add_typed()
    settle(qtbot, frame)
    (field,) = desk.select(FieldDefinition, kind="account")
    assert (field.label_zh, field.label_en) == ("锅炉台数", "锅炉台数")
    assert room.fields.list.current_id == field.id
    form = profile_form(frame)
    qtbot.addWidget(form)
    account = make.account()
    form.show_record(account)
    editor = form.editor(f"x.{field.id}")
    say(editor.line, "12")
    assert form.commit()


def test_a_workspace_in_memory_says_so(room, qtbot, frame, tmp_path) -> None:
    room.show_page("workspace")
    room.workspace.ask_passphrase()
    room.workspace.back_up(tmp_path / "all.sdbackup")
    settle(qtbot, frame)
    assert frame.told and list(tmp_path.glob("*.sdbackup")) == []


def test_the_passphrase_is_asked_twice_and_set(folder_frame, qtbot, tmp_path) -> None:
    frame = folder_frame
    with shown(qtbot, frame, SettingsScreen) as room:
        room.show_page("workspace")
        room.workspace.ask_passphrase()
        asking = dialog(PassphraseDialog)
        for first, second in (("kurz", "kurz"), ("lang genug 1", "lang genug 2")):
            asking.first.setText(first)
            asking.second.setText(second)
            asking.try_deed()
            assert asking.isVisible()
        asking.second.setText("lang genug 1")
        asking.first.setText("lang genug 1")
        asking.try_deed()
        settle(qtbot, frame)
        assert notices(frame)
    frame.desk.close()
    with pytest.raises(Known, match="E_PASSPHRASE"):
        Desk.open(tmp_path / "w")
    frame.desk = Desk.open(tmp_path / "w", passphrase="lang genug 1")


def test_everything_is_backed_up_and_checked(folder_frame, qtbot, tmp_path) -> None:
    frame = folder_frame
    with shown(qtbot, frame, SettingsScreen) as room:
        room.show_page("workspace")
        room.workspace.back_up(tmp_path / "all.sdbackup")
        settle(qtbot, frame)
        assert (tmp_path / "all.sdbackup").stat().st_size > 10_000
        room.workspace.verify()
        settle(qtbot, frame)
        assert "well" in room.workspace._said


def test_the_report_holds_no_customer(room, qtbot, frame, make) -> None:
    make.account("绝密客户")
    room.show_page("about")
    settle(qtbot, frame)
    assert "account: 1" in room.about.report.toPlainText()
    assert "绝密客户" not in room.about.report.toPlainText()
    assert "PySide6" in room.about.licences.toPlainText()
    room.about.copy()
    assert "Qt" in QApplication.clipboard().text()


@pytest.fixture
def app(qapp, tmp_path):
    """The app on a workspace of its own, with a backup of yesterday's state."""
    folder = tmp_path / "workspace"
    with closing(Desk.create(folder, name="张伟")) as desk:
        desk.write("add.account", lambda w: w.add(Account(name="以前")))
        back_up_today(desk)
    made = App(folder, "en")
    made.window.show()
    rest(made.tasks)
    yield made
    made.window.close()
    made.close()
    delete(made.window)  # a window of the past would hear of every change of language


def _names(app) -> list[str]:
    return sorted(account.name for account in app.opening.desk.select(Account))


def test_a_daily_copy_takes_the_place_of_the_present(app) -> None:
    app.opening.desk.write("add.account", lambda w: w.add(Account(name="今天")))
    app.window.show_room("settings")
    screen = app.window.screen_of("settings")
    screen.show_page("workspace")
    (copy,) = daily_copies(app.opening.folder)
    screen.workspace.ask_copy(copy)
    dialog(RestoreDialog).try_deed()
    rest(app.tasks)
    rest(app.tasks)
    assert _names(app) == ["以前"]
    app.window.show_room("accounts")
    rest(app.tasks)
    assert app.window.screen_of("accounts").table.model.total == 1


def test_a_file_that_is_no_backup_leaves_all_as_it_was(app, tmp_path) -> None:
    bad = tmp_path / "bad.sdbackup"
    bad.write_bytes(b"PK\x03\x04 no")
    app.window.show_room("settings")
    told: list[object] = []
    app.faults.told.connect(told.append)
    confirm_file(app.window, app.window, bad)
    dialog(RestoreDialog).try_deed()
    rest(app.tasks)
    rest(app.tasks)
    assert told and _names(app) == ["以前"]


def test_language_and_theme_change_at_once(app) -> None:
    app.window.show_room("settings")
    rest(app.tasks)
    page = app.window.screen_of("settings").look
    before = colour("card").name()
    page.theme.chosen.emit("dark")
    assert colour("card").name() != before
    page.language.chosen.emit("zh_CN")
    rest(app.tasks)
    assert language() == "zh_CN" and app.window.screen_of("settings").title() == "设置"
    page.language.chosen.emit("en")
    app.look.set_mode(Mode.LIGHT)
