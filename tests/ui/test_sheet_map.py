"""The relationship map and the person chosen on it: by mouse and by keys, saved, refreshed, undone."""

import time

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from salesdesk.desk.contacts import create_contact
from salesdesk.desk.strategy import put_on_map
from salesdesk.domain.strategy import Evidence, Influence
from salesdesk.ui.deals.add_person import AddPersonDialog
from salesdesk.ui.kit.editors import LineEditor
from tests.ui.conftest import press, say
from tests.ui.sheets import OneDeal, one_deal, open_sheet, press_card, settle, words_of


@pytest.fixture
def one(desk, make) -> OneDeal:
    return one_deal(desk, make)


@pytest.fixture
def room(qtbot, frame, theme, desk, one):
    with open_sheet(qtbot, frame, desk, one) as screen:
        yield screen


def drag(canvas, start, end) -> None:
    """Press, move with the button held, let go."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    keys = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(canvas, left, pos=start)
    for point in (start + (end - start) / 2, end):
        there = QPointF(point)
        event = QMouseEvent(QEvent.Type.MouseMove, there, canvas.mapToGlobal(there), none, left, keys)
        QApplication.sendEvent(canvas, event)
    QTest.mouseRelease(canvas, left, pos=end)


def test_a_click_chooses_a_person_and_shows_the_evidence(room, qtbot, one):
    canvas = room.sheet.map.canvas
    region = next(found for found in canvas.regions if found.name == f"{one.li.id}@user")
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=region.area.center().toPoint())
    assert room.sheet.chosen == one.li.id
    shown = words_of(room.sheet.person)
    assert "停线一小时损失八万" in shown
    assert "Known" in shown


@pytest.mark.parametrize(
    ("key", "attitude"),
    [(Qt.Key.Key_1, "strong_opponent"), (Qt.Key.Key_3, "neutral"), (Qt.Key.Key_5, "strong_supporter"),
     (Qt.Key.Key_0, "")],
)  # fmt: skip
def test_a_digit_rates_and_undo_takes_it_back(room, qtbot, frame, desk, one, key, attitude):
    before = desk.need(Influence, one.zhao.id).attitude
    press_card(room, one.zhao, key)
    assert desk.need(Influence, one.zhao.id).attitude == attitude
    assert desk.undo_label() == "rate_person"
    settle(qtbot, frame)
    person = next(found for found in room.sheet.state.paper.people if found.id == one.zhao.id)
    assert person.attitude == attitude
    desk.undo()
    settle(qtbot, frame)
    assert desk.need(Influence, one.zhao.id).attitude == before


def test_shift_and_an_arrow_take_a_card_to_another_line_and_level(room, qtbot, frame, desk, one):
    shift = Qt.KeyboardModifier.ShiftModifier
    press_card(room, one.li, Qt.Key.Key_Right, shift)
    moved = desk.need(Influence, one.li.id)
    assert (moved.on_user_line, moved.on_technical_line) == (False, True)
    assert desk.undo_label() == "place_person"
    settle(qtbot, frame)
    press_card(room, one.li, Qt.Key.Key_Down, shift)
    assert desk.need(Influence, one.li.id).influence == "medium"
    settle(qtbot, frame)
    assert room.sheet.map.canvas.current == f"{one.li.id}@technical"


def test_a_card_dropped_on_another_cell_goes_there(room, qtbot, frame, desk, one):
    canvas = room.sheet.map.canvas
    region = next(found for found in canvas.regions if found.name == f"{one.zhao.id}@technical")
    cells = room.sheet.map._map.cells
    target = next(cell for cell in cells if (cell.line, cell.level) == ("purchasing", "low"))
    start = region.area.center().toPoint()
    end = QPointF(target.x + target.width / 2, target.y + target.height / 2).toPoint()
    drag(canvas, start, end)
    moved = desk.need(Influence, one.zhao.id)
    assert (moved.on_technical_line, moved.on_purchasing_line, moved.influence) == (False, True, "low")
    desk.undo()
    back = desk.need(Influence, one.zhao.id)
    assert (back.on_technical_line, back.on_purchasing_line, back.influence) == (True, False, "high")


def test_enter_opens_the_contact_and_on_an_empty_line_asks_for_a_person(room, frame, one):
    press_card(room, one.li, Qt.Key.Key_Return)
    assert ("show", "contact", one.li.contact_id) in frame.asked
    wanted: list[str] = []
    room.sheet.map.person_wanted.connect(wanted.append)
    canvas = room.sheet.map.canvas
    canvas.set_current("nobody@purchasing")
    press(canvas, Qt.Key.Key_Return)
    assert wanted == ["purchasing"]


def test_a_person_of_the_account_is_put_on_the_map(room, qtbot, frame, desk, one):
    room.sheet.add_person("purchasing")
    dialog = frame.window.findChild(AddPersonDialog)
    found = dialog.form.editor("contact_id").search("")
    assert found[0].words in {"李卫东", "周敏", "赵明", "王芳"}, "this account first"
    dialog.form.editor("contact_id").set_value(one.spare.id)
    dialog.form.editor("contact_id").edited.emit()
    dialog.try_deed()
    settle(qtbot, frame)
    part = next(row for row in desk.select(Influence, deal_id=one.deal.id) if row.contact_id == one.spare.id)
    assert part.on_purchasing_line
    assert any(region.name == f"{part.id}@purchasing" for region in room.sheet.map.canvas.regions)


def test_a_place_for_somebody_unknown_needs_a_hint(room, qtbot, frame, desk, one):
    room.sheet.add_person("decision")
    dialog = frame.window.findChild(AddPersonDialog)
    dialog.try_deed()
    assert dialog.isVisible(), "neither a person nor who might know"
    say(dialog.form.editor("who_might_know").line, "李卫东")
    dialog.form.editor("who_might_know").edited.emit()
    dialog.try_deed()
    settle(qtbot, frame)
    assert room.sheet.state.hints["decision"] == "Who might know: 李卫东"


def test_attitude_with_evidence_is_known_and_without_is_a_guess(room, qtbot, frame, desk, one):
    room.sheet.choose(one.zhou.id)
    picker = room.sheet.person.attitude
    picker.segments.choose("supporter")
    picker._choose()
    settle(qtbot, frame)
    assert desk.need(Influence, one.zhou.id).attitude == "supporter"
    assert "Guess" in picker._worth.text()
    picker._begin_proof()
    words = picker.proof.form.editor("words")
    words.page.setPlainText("她在评审会上替我们说话")
    picker._give_proof()
    settle(qtbot, frame)
    assert "Known" in picker._worth.text()
    pieces = [row for row in desk.select(Evidence, about_id=one.zhou.id) if row.field == "attitude"]
    assert [piece.words for piece in pieces] == ["她在评审会上替我们说话"]
    assert desk.undo_label() == "prove"


def test_a_field_of_the_person_saves_itself_and_money_is_warned(room, qtbot, frame, desk, one):
    room.sheet.choose(one.li.id)
    editor = room.sheet.person.form.editor("personal_win")
    editor.line.setText("拿回扣")
    editor.edited.emit()
    editor.left.emit()
    settle(qtbot, frame)
    assert desk.need(Influence, one.li.id).personal_win == "拿回扣"
    assert "回扣" in words_of(room.sheet.person)


def test_lines_are_chosen_by_chips(room, qtbot, frame, desk, one):
    room.sheet.choose(one.li.id)
    chips = {chip.objectName(): chip for chip in room.sheet.person.lines}
    assert chips["user"].isChecked()
    chips["decision"].click()
    settle(qtbot, frame)
    assert desk.need(Influence, one.li.id).on_decision_line
    assert f"{one.li.id}@decision" in {region.name for region in room.sheet.map.canvas.regions}


def test_what_is_typed_is_written_when_another_person_is_chosen(room, qtbot, frame, desk, one):
    room.sheet.choose(one.li.id)
    editor = room.sheet.person.form.editor("business_result")
    assert isinstance(editor, LineEditor)
    editor.line.setText("停线每月不超过四小时")
    editor.edited.emit()
    room.sheet.choose(one.zhou.id)
    assert desk.need(Influence, one.li.id).business_result == "停线每月不超过四小时"
    assert desk.need(Influence, one.zhou.id).business_result == ""


def test_sixty_people_are_read_off_the_thread_and_drawn_in_a_frame(room, qtbot, frame, desk, one):
    def fill(w):
        for number in range(57):
            contact = create_contact(w, one.account.id, f"某某{number}", title="工程师")
            put_on_map(
                w, one.deal.id, contact.id, ["technical"], influence=("high", "medium", "low")[number % 3]
            )

    desk.write("fill", fill)
    settle(qtbot, frame)
    assert len(room.sheet.state.paper.people) == 60
    spent = []
    for _ in range(5):
        started = time.perf_counter()
        room.sheet.map.show_state(room.sheet.state, one.li.id)
        spent.append(time.perf_counter() - started)
    assert min(spent) < 0.1
