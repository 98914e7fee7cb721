"""The plain parts: labels cut, empty states, splitters that remember, notices, progress, dialogs, commands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from salesdesk.domain.contact import Contact
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Value
from salesdesk.ui.kit.actions import Command, Commands
from salesdesk.ui.kit.dialogs import DraftDialog, Question
from salesdesk.ui.kit.editors import LineEditor
from salesdesk.ui.kit.notice import Notice, ProgressStrip
from salesdesk.ui.kit.panels import (
    Card,
    ElidedLabel,
    EmptyState,
    KeyValue,
    SplitView,
    badge,
    clear,
    column,
    label,
    row,
)
from salesdesk.ui.kit.popover import Popover
from salesdesk.ui.kit.tasks import Job, Progress
from tests.ui.conftest import press, say

LONG = "华北电力设备集团有限责任公司智能装备制造分公司（北京）" * 3


@pytest.fixture
def shown(theme, qtbot):
    """Shows a widget for the length of a test."""
    kept = []

    def show(widget: QWidget) -> QWidget:
        kept.append(widget)
        qtbot.addWidget(widget)
        widget.show()
        return widget

    yield show


def test_markup_in_a_name_is_shown_as_it_is(shown) -> None:
    made = shown(label("<b>Acme</b> & Co"))
    assert made.textFormat() is Qt.TextFormat.PlainText


def test_a_long_name_is_cut_and_whole_in_the_tool_tip(shown) -> None:
    made = shown(ElidedLabel(LONG))
    made.resize(120, 20)
    assert made.toolTip() == LONG
    assert made.minimumSizeHint().width() == 0
    made.setText("short")
    assert made.toolTip() == ""
    made.grab()


def test_a_card_has_a_heading_with_room_at_the_right(shown) -> None:
    card = shown(Card())
    card.set_heading("Account", "3 of 7")
    card.heading_row().addWidget(badge("new", "good"))
    assert {one.text() for one in card.findChildren(QLabel)} >= {"Account", "3 of 7", "new"}


def test_an_empty_state_offers_the_first_deed(shown, qtbot) -> None:
    done = []
    state = shown(EmptyState("handshake"))
    state.say("No deals yet", "A deal is one purchase.", ("New deal", lambda: done.append("new")))
    state.say(
        "No deals yet",
        "A deal is one purchase.",
        ("New deal", lambda: done.append("new")),
        ("Import", done.clear),
    )

    def buttons():
        return {one.text(): one for one in state.findChildren(QPushButton) if one.isVisible()}

    qtbot.waitUntil(lambda: list(buttons()) == ["New deal", "Import"])
    buttons()["New deal"].click()
    assert done == ["new"]


def test_layouts_are_emptied(shown) -> None:
    place = QWidget()
    made = column(label("a"), row(label("b"), 1), 1)
    place.setLayout(made)
    shown(place)
    clear(made)
    assert made.count() == 0


def test_a_key_and_its_value(shown) -> None:
    made = shown(KeyValue("City", LONG))
    made.set_value("北京")
    assert made.value.text() == "北京"


def test_a_splitter_remembers(shown, qtbot) -> None:
    first = shown(SplitView("test", QWidget(), QWidget(), sizes=(300, 100)))
    first.resize(800, 200)
    first.setSizes([200, 588])
    first.splitterMoved.emit(200, 1)
    second = SplitView("test", QWidget(), QWidget(), sizes=(300, 100))
    second.resize(800, 200)
    shown(second)
    assert abs(second.sizes()[0] - first.sizes()[0]) <= 1


def test_a_notice_says_and_offers(shown) -> None:
    done = []
    notice = shown(Notice())
    notice.say("3 deleted.", ("Undo", lambda: done.append("undo")))
    assert notice.words == "3 deleted."
    button = next(one for one in notice.findChildren(QPushButton) if one.text() == "Undo")
    button.click()
    assert done == ["undo"]
    assert notice.words == ""


def test_a_fault_stays_until_it_is_closed(shown) -> None:
    notice = shown(Notice())
    notice.say("The disk is full.", tone="danger")
    assert not notice._timer.isActive()
    notice.say("Done.", tone="good")
    assert notice._timer.isActive()


def test_progress_says_what_and_how_many_and_can_be_cancelled(shown, qtbot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    job, strip = Job(owner), shown(ProgressStrip())
    strip.follow(job, "Importing")
    strip.show_progress(Progress(1200, 20_000, "rows"))
    assert strip._words.text() == "Importing · rows · 1,200 of 20,000"
    strip._cancel.click()
    assert job.is_cancelled
    assert not strip.isVisible()


def test_a_question_does_its_deed_once_and_only_when_wanted(shown, qtbot) -> None:
    done, over = [], shown(QWidget())
    for way in ("reject", "try_deed"):
        dialog = Question(over, "Delete?", "You can undo it.", "Delete", lambda: done.append("deleted"))
        dialog.open()
        getattr(dialog, way)()
    assert done == ["deleted"]


def name_line(dialog: DraftDialog) -> QLineEdit:
    made = dialog.form.editor("name")
    assert isinstance(made, LineEditor)
    return made.line


def test_a_draft_is_written_once_with_what_was_typed(frame, make, shown, desk) -> None:
    account, over = make.account(), shown(QWidget())
    written: list[dict[str, Value]] = []
    dialog = DraftDialog(
        frame, over, Contact(account_id=account.id), heading="New contact", deed_words="Make",
        lay_out=lambda form: form.rows("name", "title"), write=written.append,
    )  # fmt: skip
    dialog.open()
    say(name_line(dialog), "王芳")  # not committed yet: the focus is still there
    dialog.try_deed()
    assert written == [{"account_id": account.id, "name": "王芳"}]


def test_a_draft_that_is_refused_stays_and_names_the_field(frame, make, shown, desk) -> None:
    account, over = make.account(), shown(QWidget())

    def write(values):
        desk.write("add.contact", lambda w: w.add(Contact(**values)))

    dialog = DraftDialog(
        frame, over, Contact(account_id=account.id), heading="New contact", deed_words="Make",
        lay_out=lambda form: form.rows("name"), write=write,
    )  # fmt: skip
    dialog.open()
    dialog.try_deed()
    assert dialog.isVisible()
    assert dialog.form._bindings["name"].row.problem
    say(name_line(dialog), "王芳")
    dialog.try_deed()
    assert [one.name for one in desk.select(Contact)] == ["王芳"]


def test_a_fault_of_a_dialog_is_said_in_it(shown) -> None:
    def refuse() -> None:
        raise Known("E_DISK_FULL", path="x")

    dialog = Question(shown(QWidget()), "Go?", "…", "Go", refuse)
    dialog.open()
    dialog.try_deed()
    assert dialog._problem.text()
    assert dialog.isVisible()


def test_a_popover_stays_on_the_screen(shown) -> None:
    place = shown(QWidget())
    place.move(100_000, 100_000)
    popover = Popover(place, "History")
    popover.show()
    assert popover.screen().availableGeometry().contains(popover.geometry().topLeft())
    popover.close()


def test_commands_are_given_by_key_menu_and_button(shown, qtbot) -> None:
    done: list[str] = []
    allowed = {"is": False}
    place = shown(QWidget())
    commands = Commands(place, (
        Command("new", lambda: "New", lambda: done.append("new"), "Ctrl+N", "plus", group="a"),
        Command("drop", lambda: "Delete", lambda: done.append("drop"), is_enabled=lambda: allowed["is"], group="b"),
    ))  # fmt: skip
    menu = commands.menu()
    assert [action.text() for action in menu.actions()] == ["New", "", "Delete"]
    assert not commands.action("drop").isEnabled()
    commands.do("drop")
    button = commands.button("drop", is_primary=True)
    qtbot.addWidget(button)
    assert not button.isEnabled()
    allowed["is"] = True
    commands.refresh()
    assert button.isEnabled()
    button.click()
    commands.tool_button("new").click()
    assert done == ["drop", "new"]
    place.activateWindow()
    qtbot.waitUntil(place.isActiveWindow)
    place.setFocus()
    qtbot.keyClick(place, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert done == ["drop", "new", "new"]


def test_escape_leaves_a_dialog(shown) -> None:
    dialog = Question(shown(QWidget()), "Go?", "…", "Go", lambda: None)
    dialog.open()
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert QApplication.activeModalWidget() is not dialog
