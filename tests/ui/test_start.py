"""The start: what is read in before the first paint, first-start choices, passphrase, faults of the workspace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from salesdesk.desk import care
from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.domain.team import Member
from salesdesk.text import language
from salesdesk.ui.app import App
from salesdesk.ui.start.fault_page import FaultPage
from salesdesk.ui.start.join_dialog import JoinDialog
from salesdesk.ui.start.passphrase_page import PassphrasePage
from salesdesk.ui.start.start_page import StartPage

HEAVY = (
    "sqlalchemy",
    "pypinyin",
    "reportlab",
    "icalendar",
    "phonenumbers",
    "keyring",
    "click",
    "alembic",
    "msgspec",
)

GUARD = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
from salesdesk.ui.app import App
app = App(Path(sys.argv[1]) / "none")
app.window.first_painted.disconnect()
app.window.first_painted.connect(app.qt.quit)
app.window.show()
app.qt.exec()
print(" ".join(name for name in sys.argv[2:] if name in sys.modules))
"""


@pytest.fixture
def start(qapp, theme, qtbot, tmp_path):
    """Starts the app on a folder; everything is closed at the end."""
    apps: list[App] = []

    def begin(folder: Path) -> App:
        app = App(folder)
        qtbot.addWidget(app.window)
        apps.append(app)
        app.window.show()
        with qtbot.waitSignal(app.window.first_painted):
            pass
        settle(app, qtbot)
        return app

    yield begin
    for app in apps:
        app.window.close()
        app.close()


def settle(app: App, qtbot) -> None:
    qtbot.waitUntil(lambda: not app.tasks.is_busy, timeout=20_000)


def page(app: App):
    return app.window.stack.currentWidget()


def test_nothing_heavy_is_read_in_before_the_first_paint(tmp_path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", GUARD, str(tmp_path), *HEAVY], capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.strip() == ""


def test_a_first_start_offers_the_ways_to_begin(start, tmp_path) -> None:
    app = start(tmp_path / "new")
    assert isinstance(page(app), StartPage)
    assert not app.window.rail.isVisible()
    assert {"empty", "restore", "join"} <= set(page(app).ways)
    assert not (tmp_path / "new").exists()


def test_an_empty_desk_is_made_for_its_owner(start, tmp_path, qtbot) -> None:
    app = start(tmp_path / "new")
    page(app).name.setText("张伟")
    page(app).make_empty()
    settle(app, qtbot)
    assert app.window.rail.isVisible()
    assert app.opening.desk.need(Member, app.opening.desk.user_id).name == "张伟"
    assert (tmp_path / "new" / "workspace.db").exists()


def test_a_desk_is_opened_again_and_backed_up(start, tmp_path, qtbot) -> None:
    desk = Desk.create(tmp_path / "old", name="Li Na")
    desk.write("add.account", lambda w: w.add(Account(name="华北电力")))
    desk.close()
    app = start(tmp_path / "old")
    assert [one.name for one in app.opening.desk.select(Account)] == ["华北电力"]
    settle(app, qtbot)
    assert list((tmp_path / "old" / "backups").iterdir())


def test_a_wrong_passphrase_is_said_and_the_right_one_opens(start, tmp_path, qtbot) -> None:
    Desk.create(tmp_path / "old", name="Li Na", passphrase="沉默是金 42").close()
    app = start(tmp_path / "old")
    assert isinstance(page(app), PassphrasePage)
    assert page(app).problem.isHidden()
    page(app).field.setText("wrong")
    page(app).open_button.click()
    settle(app, qtbot)
    assert not page(app).problem.isHidden()
    page(app).field.setText("沉默是金 42")
    page(app).field.returnPressed.emit()
    settle(app, qtbot)
    assert app.window.has_desk


def test_a_foreign_file_is_said_and_left_as_it_is(start, tmp_path, qtbot) -> None:
    (tmp_path / "odd").mkdir()
    path = tmp_path / "odd" / "workspace.db"
    path.write_bytes(b"this is no workspace" * 100)
    app = start(tmp_path / "odd")
    assert isinstance(page(app), FaultPage)
    assert path.read_bytes() == b"this is no workspace" * 100
    again = next(one for one in page(app).findChildren(QPushButton) if one.text() == "Try again")
    again.click()
    settle(app, qtbot)
    assert isinstance(page(app), FaultPage)


def test_a_backup_is_brought_back(start, tmp_path, qtbot) -> None:
    desk = Desk.create(tmp_path / "old", name="Li Na")
    desk.write("add.account", lambda w: w.add(Account(name="华北电力")))
    care.save_all(desk, tmp_path / "all.backup")
    desk.close()
    app = start(tmp_path / "new")
    page(app).restore(tmp_path / "all.backup")
    settle(app, qtbot)
    assert [one.name for one in app.opening.desk.select(Account)] == ["华北电力"]


def test_a_backup_that_is_none_is_said_and_one_can_begin_otherwise(start, tmp_path, qtbot) -> None:
    (tmp_path / "all.backup").write_bytes(b"no zip")
    app = start(tmp_path / "new")
    page(app).restore(tmp_path / "all.backup")
    settle(app, qtbot)
    assert isinstance(page(app), StartPage)
    assert not page(app).problem.isHidden()
    assert page(app).ways["empty"].isEnabled()
    page(app).make_empty()
    settle(app, qtbot)
    assert app.window.has_desk


def test_an_invitation_that_is_none_leaves_a_desk_that_works(start, tmp_path, qtbot) -> None:
    app = start(tmp_path / "new")
    page(app).ask_invitation()
    dialog = page(app).findChild(JoinDialog)
    dialog.try_deed()
    assert dialog._problem.text()
    (tmp_path / "invitation").write_bytes(b"no invitation")
    dialog.invitation.setText(str(tmp_path / "invitation"))
    dialog.words.setText("one two three")
    dialog.request.setText(str(tmp_path / "request"))
    dialog.try_deed()
    settle(app, qtbot)
    assert app.window.has_desk
    assert app.window.notice.words
    assert not (tmp_path / "request").exists()


def test_the_first_page_speaks_the_other_language_at_once_and_keeps_what_was_typed(
    start, tmp_path, qtbot
) -> None:
    app = start(tmp_path / "new")
    page(app).name.setText("张伟")
    app.look.set_language("zh_CN")
    qtbot.waitUntil(lambda: any("空白" in one.text() for one in page(app).findChildren(QLabel)))
    assert page(app).name.text() == "张伟"
    page(app).make_empty()
    settle(app, qtbot)
    assert language() == "zh_CN"
    from salesdesk.desk import settings

    assert settings.setting(app.opening.desk, settings.LANGUAGE) in ("zh_CN", "")


def test_the_language_of_one_run_is_not_remembered(qapp, theme, qtbot, tmp_path) -> None:
    from salesdesk.ui.kit.look import Look

    Look(qapp, "zh_CN")
    assert language() == "zh_CN"
    Look(qapp, "en")
    assert language() == "en"


def test_the_sample_is_offered_where_there_is_one(start, tmp_path, qtbot) -> None:
    pytest.importorskip("salesdesk.desk.sample")
    app = start(tmp_path / "new")
    if "sample" not in page(app).ways:
        pytest.skip("no sample")
    page(app).make_sample()
    settle(app, qtbot)
    assert app.opening.desk.select(Account)
