"""The room of visits: plan from a gap, record with the keyboard, see the sheet change, undo all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.desk.strategy import put_on_map
from salesdesk.desk.visits import add_row, plan_visit
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.strategy import Evidence, Influence
from salesdesk.domain.visit import (
    Attendee,
    Commitment,
    Need,
    Objection,
    Strength,
    Touch,
    Visit,
    VisitQuestion,
)
from salesdesk.text import set_language
from salesdesk.ui.kit.brief import brief_text, code_of, read_brief_of
from salesdesk.ui.kit.new_visit import NewVisit
from salesdesk.ui.kit.reference_editor import ReferenceEditor
from salesdesk.ui.visits.counts import waiting
from salesdesk.ui.visits.list_page import ALL, COMING, RECORDED, TO_RECORD
from salesdesk.ui.visits.screen import VisitsScreen
from tests.desk.conftest import NOW, everything

from .conftest import press, say

HOUR = timedelta(hours=1)


@dataclass
class Case:
    """An account with two people and a key project."""

    account: Account
    li: Contact
    sun: Contact
    deal: Deal


@pytest.fixture
def case(make) -> Case:
    account = make.account(short_name="华北电力", address="工业路 18 号")
    li = make.contact("李卫东", account=account, title="生产总监", mobile="13800138000")
    sun = make.contact("孙磊", account=account)
    deal = make.deal("MES 升级", account=account, deal_kind="key_project", stage="2")
    return Case(account, li, sun, deal)


@pytest.fixture
def room(qtbot: QtBot, frame, theme) -> Iterator[VisitsScreen]:
    screen = VisitsScreen(frame)
    stop = frame.desk.on_change(screen.hear)
    screen.resize(1180, 680)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitExposed(screen)
    screen.activateWindow()
    yield screen
    stop()
    qtbot.waitUntil(lambda: not frame.tasks.is_busy)


def plan(frame, case: Case, *, at: datetime = NOW + HOUR, people: bool = True, **values) -> Visit:
    ids = [case.li.id] if people else []
    facts = {"deal_id": case.deal.id, **values}
    return frame.desk.write(
        "plan_visit", lambda w: plan_visit(w, case.account.id, starts_at=at, contact_ids=ids, **facts)
    )


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def tab(times: int = 1) -> None:
    for _ in range(times):
        press(focus(), Qt.Key.Key_Tab)


def one(frame, kind, **equal):
    rows = frame.desk.select(kind, **equal)
    assert len(rows) == 1
    return rows[0]


# --- the deed ------------------------------------------------------------------------------------------------------


def test_a_gap_becomes_a_plan_and_its_record_changes_the_sheet_all_undone(qtbot, room, frame, case) -> None:
    desk = frame.desk
    visit = plan(frame, case)
    desk.write("put_on_map", lambda w: put_on_map(w, case.deal.id, case.li.id, ["user"], influence="high"))
    room.show_record("visit", visit.id)
    page = room.form_page
    qtbot.waitUntil(lambda: len(page.gaps.gaps) > 3)
    at = next(n for n, line in enumerate(page.gaps.gaps) if line.gap.code == "attitude_unknown")

    qtbot.keyClick(page.plan.who.finder.line, Qt.Key(Qt.Key.Key_1 + at), Qt.KeyboardModifier.AltModifier)
    asked = one(frame, VisitQuestion, visit_id=visit.id)
    assert (asked.gap, asked.about_field, asked.contact_id) == ("attitude_unknown", "attitude", case.li.id)
    say(page.plan.form.editor("objective_minimum").focusProxy(), "李卫东 12 月 4 日前引见采购")
    room.commit()
    assert desk.need(Visit, visit.id).state == "ready"

    before = everything(desk)
    record = page.record
    record.outcome.buttons()[0].setFocus()
    press(focus(), Qt.Key.Key_Space)
    row = record.promises.rows[0]
    say(row.what, "引见采购部赵女士")
    row.due.line.setFocus()
    qtbot.keyClicks(row.due.line, "12-04")
    say(record.answers.rows[0].answer, "他希望我们中标")
    record.answers.rows[0].value.set_value("supporter")
    say(record.heard.rows[case.li.id].need, "停线不超过 4 小时")
    say(record.form.editor("next_step").focusProxy(), "见赵女士")
    qtbot.keyClicks(record.next_at.line, "2026-12-08 14:00")
    assert record.is_dirty
    assert everything(desk) == before, "nothing is written before the record is"

    qtbot.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    done = desk.need(Visit, visit.id)
    assert (done.state, done.outcome, done.next_step_on) == ("recorded", "best", date(2026, 12, 8))
    promise = one(frame, Commitment, visit_id=visit.id)
    assert (promise.side, promise.contact_id, promise.due_on) == ("theirs", case.li.id, date(2026, 12, 4))
    part = one(frame, Influence, deal_id=case.deal.id)
    assert (part.attitude, part.need) == ("supporter", "停线不超过 4 小时")
    proofs = {piece.field: piece for piece in desk.select(Evidence, visit_id=visit.id)}
    assert proofs["attitude"].claimed == "supporter"
    assert proofs["attitude"].contact_id == case.li.id
    following = [row for row in desk.select(Visit) if row.id != visit.id]
    assert [(row.starts_at, row.objective_best) for row in following] == [
        (datetime(2026, 12, 8, 14).astimezone().astimezone(UTC), "见赵女士")
    ]
    assert not record.is_dirty
    assert frame.asked[-1][0] == "notify"

    assert desk.undo_label() == "record_visit"
    desk.undo()
    assert everything(desk) == before
    assert record.outcome.code is None
    desk.redo()
    assert desk.need(Visit, visit.id).outcome == "best"


def test_a_minute_on_the_keyboard(qtbot, room, frame, case) -> None:
    """The shortest honest record: outcome, one promise with its day, the next step; counted in keys."""
    visit = plan(frame, case, at=NOW - HOUR, objective_minimum="Names who scores")
    room.show_record("visit", visit.id)
    qtbot.waitUntil(lambda: QApplication.focusWidget() in room.form_page.record.outcome.buttons())
    room.form_page.order_tabs()
    keys = 1
    press(focus(), Qt.Key.Key_Space)
    while not (isinstance(focus(), QLineEdit) or focus() is room.form_page.record.promises.rows[0].what):
        tab()
        keys += 1
        assert keys < 8
    qtbot.keyClicks(focus(), "scoring table")
    room.form_page.order_tabs()
    tab(2)
    qtbot.keyClicks(focus(), "12-04")
    keys += len("scoring table") + 2 + len("12-04")
    qtbot.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert frame.desk.need(Visit, visit.id).state == "recorded"
    promise = one(frame, Commitment, visit_id=visit.id)
    assert (promise.what, promise.due_on) == ("scoring table", date(2026, 12, 4))
    assert one(frame, Attendee, visit_id=visit.id).was_met
    assert keys < 40


def test_somebody_new_in_the_meeting_is_a_contact_of_the_record_alone(room, frame, case) -> None:
    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    record = room.form_page.record
    finder = record.people.field.finder
    say(finder.line, "顾女士")
    finder.finish()
    assert [chip.text() for chip in record.people.field.chips()][-1].startswith("顾女士")
    assert frame.desk.select(Contact, name="顾女士") == []
    key = next(iter(record.people.newcomers))
    record.heard.rows[key].attitude.set_value("neutral")
    record.record()
    gu = one(frame, Contact, name="顾女士")
    assert gu.id == key
    assert one(frame, Influence, contact_id=gu.id).attitude == "neutral"
    frame.desk.undo()
    assert frame.desk.select(Contact, name="顾女士") == []
    assert frame.desk.select(Influence, deal_id=case.deal.id) == []


def test_other_facts_change_deal_and_sheet(qtbot, room, frame, case) -> None:
    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    record = room.form_page.record
    first = record.facts.rows[0]
    first.choose("deal", "budget_state")
    first.editor.set_value("approved")
    second = record.facts.rows[1]
    second.choose("competitor", "name")
    say(second.editor.focusProxy(), "恒创")
    third = record.facts.rows[2]
    third.choose("influence", "personal_win")
    say(third.editor.focusProxy(), "想要现金")
    assert "现金" in third._hint.text()
    third.removed.emit()
    say(record.questions.rows[0].typed, "谁批预算？")
    say(record.objections.others.rows[0].typed, "价格高")
    record.outcome.chosen.emit("minimum")
    record.record()
    desk = frame.desk
    assert desk.need(Deal, case.deal.id).budget_state == "approved"
    assert {piece.field for piece in desk.select(Evidence, visit_id=visit.id)} == {"budget_state", "name"}
    assert one(frame, Objection, visit_id=visit.id).was_raised
    shown = [label for label in record.changes.findChildren(type(record._heading)) if label.text()]
    assert any("Approved" in label.text() for label in shown)


def test_recording_again_adds_and_never_doubles(room, frame, case) -> None:
    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    record = room.form_page.record
    say(record.promises.rows[0].what, "引见采购部")
    record.record()
    say(record.promises.rows[0].what, "引见采购部")
    say(record.form.editor("learned").focusProxy(), "评审在十二月")
    record.record()
    assert one(frame, Commitment, visit_id=visit.id).what == "引见采购部"
    assert frame.desk.need(Visit, visit.id).learned == "评审在十二月"


def test_a_date_that_cannot_be_read_keeps_the_record_open(room, frame, case) -> None:
    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    record = room.form_page.record
    say(record.promises.rows[0].what, "给图纸")
    say(record.promises.rows[0].due.line, "when pigs fly")
    before = everything(frame.desk)
    assert record.record() is False
    assert everything(frame.desk) == before
    assert record.is_dirty
    assert record.promises.rows[0].what.text() == "给图纸"


def test_a_record_being_typed_waits_while_another_visit_is_shown(room, frame, case) -> None:
    first = plan(frame, case)
    second = plan(frame, case, at=NOW + 3 * HOUR)
    room.show_record("visit", first.id)
    say(room.form_page.record.form.editor("learned").focusProxy(), "半句话")
    room.show_record("visit", second.id)
    assert not room.form_page.record.is_dirty
    room.show_record("visit", first.id)
    assert room.form_page.record.is_dirty
    assert room.form_page.record.form.editor("learned").value() == "半句话"


# --- the plan ------------------------------------------------------------------------------------------------------


def test_rows_of_the_plan_are_added_edited_and_taken_out(room, frame, case) -> None:
    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    lists = room.form_page.plan.lists
    for rows, words in (
        (lists.questions, "谁定权重？"),
        (lists.objections, "太贵"),
        (lists.strengths, "11 分钟恢复"),
    ):
        say(rows.lines[0], words)
        press(rows.lines[0], Qt.Key.Key_Return)
        assert rows.lines[0].text() == ""
    assert one(frame, VisitQuestion, visit_id=visit.id).question == "谁定权重？"
    assert one(frame, Objection, visit_id=visit.id).objection == "太贵"
    strength = one(frame, Strength, visit_id=visit.id)
    assert strength.deal_id == case.deal.id
    editor = lists.strengths.rows[0].editor("proof")
    say(editor.focusProxy(), "济南现场记录")
    lists.commit()
    assert frame.desk.need(Strength, strength.id).proof == "济南现场记录"
    lists.strengths.rows[0].removed.emit()
    assert frame.desk.select(Strength, visit_id=visit.id) == []
    frame.desk.undo()
    assert one(frame, Strength, visit_id=visit.id).proof == "济南现场记录"


def test_a_need_line_waits_for_each_person(room, frame, case) -> None:
    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    needs = room.form_page.plan.lists.needs
    assert [line.accessibleName() for line in needs.lines] == ["李卫东 · Not known yet"]
    say(needs.lines[0], "停线不超过 4 小时")
    press(needs.lines[0], Qt.Key.Key_Return)
    need = one(frame, Need, visit_id=visit.id)
    assert (need.contact_id, need.need) == (case.li.id, "停线不超过 4 小时")


def test_hints_beside_the_objective_come_while_it_is_typed(room, frame, case) -> None:
    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    side = room.form_page.plan
    say(side.form.editor("objective_best").focusProxy(), "向李总介绍我们的方案")
    hint = side._hints["objective_best"].text()
    assert "介绍" in hint
    assert "by when" in hint
    assert frame.desk.need(Visit, visit.id).objective_best == ""
    say(side.form.editor("objective_minimum").focusProxy(), "李总 12 月 4 日前给出评分表")
    assert side._hints["objective_minimum"].isHidden()


def test_people_are_found_near_the_account_and_made_in_place(room, frame, case, make) -> None:
    make.contact("李娜")
    visit = plan(frame, case, people=False)
    room.show_record("visit", visit.id)
    side = room.form_page.plan
    assert next(found.id for found in side.who.finder.search("李")) == case.li.id
    say(side.who.finder.line, "孙磊")
    side.who.finder.finish()
    say(side.who.finder.line, "赵女士")
    side.who.finder.finish()
    zhao = one(frame, Contact, name="赵女士")
    assert zhao.account_id == case.account.id
    assert [chip.text() for chip in side.who.chips()] == ["孙磊", "赵女士"]
    side.who.chips()[0].click()
    assert [row.contact_id for row in frame.desk.select(Attendee, visit_id=visit.id)] == [zhao.id]


def test_chips_say_how_far_the_plan_is(room, frame, case) -> None:
    visit = plan(frame, case, people=False)
    room.show_record("visit", visit.id)
    bar = room.form_page.plan.bar
    assert not bar._chips["appointment"].isChecked()
    assert "Nobody of the customer" in bar._missing.text()
    bar._chips["objective"].click()
    assert not bar._chips["objective"].isChecked()
    assert focus() is room.form_page.plan.form.editor("objective_minimum").focusProxy()


# --- the course ----------------------------------------------------------------------------------------------------


def test_cancelling_and_moving_ask_for_the_reason_in_place(qtbot, room, frame, case) -> None:
    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    strip = room.form_page.strip
    room.cancel()
    press(strip.reason, Qt.Key.Key_Return)
    assert frame.desk.need(Visit, visit.id).state == "draft"
    assert "reason" in strip._problem.text().lower()
    press(strip, Qt.Key.Key_Escape)
    assert strip.isHidden()
    room.move_visit()
    strip.moment.line.clear()
    qtbot.keyClicks(strip.moment.line, "2026-12-01 09:30")
    say(strip.reason, "客户出差")
    press(strip.reason, Qt.Key.Key_Return)
    old = frame.desk.need(Visit, visit.id)
    assert (old.state, old.change_reason) == ("moved", "客户出差")
    assert frame.asked[-1] == ("show", "visit", old.moved_to_id)
    room.show_record("visit", old.moved_to_id)
    room.cancel()
    say(strip.reason, "项目停了")
    press(strip.reason, Qt.Key.Key_Return)
    assert frame.desk.need(Visit, old.moved_to_id).state == "cancelled"


def test_done_then_reviewed(room, frame, case) -> None:
    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    room.commands.do("visit.done")
    assert frame.desk.need(Visit, visit.id).state == "done"
    room.form_page.record.outcome.chosen.emit("best")
    room.commands.do("visit.record")
    room.commands.do("visit.review")
    assert frame.desk.need(Visit, visit.id).state == "reviewed"


def test_a_visit_deleted_elsewhere_leaves_the_form(room, frame, case) -> None:
    from salesdesk.desk.visits import delete_visit

    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    frame.desk.write("delete.visit", lambda w: delete_visit(w, visit.id))
    assert not room.is_form_shown
    assert room.title() == "Visits"


# --- list, new, touch ----------------------------------------------------------------------------------------------


def test_the_list_by_state(qtbot, room, frame, case) -> None:
    coming = plan(frame, case)
    waits = plan(frame, case, at=NOW - 30 * HOUR)
    done = plan(frame, case, at=NOW - 50 * HOUR, state="recorded")
    table = room.list_page.table
    for which, ids in (
        (COMING, [coming.id]),
        (TO_RECORD, [waits.id]),
        (RECORDED, [done.id]),
        (ALL, [coming.id, waits.id, done.id]),
    ):
        room.list_page.choose(which)
        qtbot.waitUntil(
            lambda ids=ids: [table.model.record(at).id for at in range(table.model.rowCount())] == ids
        )
    assert waiting(frame.desk) == 1
    table.select(waits.id)
    press(table.view, Qt.Key.Key_Return)
    assert room.is_form_shown
    assert room.form_page.visit.id == waits.id
    room.show_list()
    assert not room.is_form_shown


def test_an_empty_room_says_what_it_is_for(qtbot, room, frame) -> None:
    qtbot.waitUntil(lambda: room.list_page._stack.currentIndex() == 1)
    assert "record it in a minute" in room.list_page._empty._words.text()
    room.new()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()


def test_a_new_visit_is_one_step(qtbot, room, frame, case) -> None:
    made = NewVisit(frame, frame.window_widget(), account_id=case.account.id, deal_id=case.deal.id)
    made.open()
    form = made.dialog.form
    whom = form.editor("objective_contact_id")
    assert isinstance(whom, ReferenceEditor)
    whom.set_value(case.sun.id)
    whom.edited.emit()
    say(form.editor("starts_at").focusProxy(), "2026-11-30 14:00")
    say(form.editor("objective_minimum").focusProxy(), "孙磊 12 月 4 日前给出接口清单")
    made.dialog.try_deed()
    visit = one(frame, Visit)
    assert (visit.deal_id, visit.objective_contact_id) == (case.deal.id, case.sun.id)
    assert one(frame, Attendee, visit_id=visit.id).contact_id == case.sun.id
    assert frame.asked[-2] == ("show", "visit", visit.id)
    frame.desk.undo()
    assert frame.desk.select(Visit) == []


def test_a_touch_in_one_line(room, frame, case) -> None:
    room.touch()
    line = room.list_page.touch
    line.note()
    assert "with whom" in line._problem.text()
    say(line.whom.line, "孙磊")
    line.note()
    assert "about" in line._problem.text()
    say(line.words, "要接口清单")
    press(line.words, Qt.Key.Key_Return)
    touch = one(frame, Touch)
    assert (touch.contact_id, touch.deal_id, touch.words) == (case.sun.id, case.deal.id, "要接口清单")
    assert line.isHidden()
    room.show_record("touch", touch.id)
    assert not room.is_form_shown


# --- brief, minute, cover, languages -------------------------------------------------------------------------------


def test_the_brief_as_text_and_code(room, frame, case) -> None:
    visit = plan(frame, case, questions=["谁定权重？"], objective_minimum="给出评分表")
    words = brief_text(read_brief_of(frame.desk, visit), frame.desk)
    for part in ("华北电力", "李卫东", "13800138000", "工业路 18 号", "给出评分表", "1. 谁定权重？"):
        assert part in words
    code = code_of(words, 300)
    assert code is not None
    assert 200 < code.width() <= 330
    assert code_of("长" * 2000, 300) is None
    room.show_record("visit", visit.id)
    room.brief()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.try_deed()
    assert "谁定权重？" in QGuiApplication.clipboard().text()


def test_the_minute_is_for_the_customer(qtbot, room, frame, case, tmp_path) -> None:
    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    record = room.form_page.record
    say(record.form.editor("agreed").focusProxy(), "十二月试用")
    record.heard.rows[case.li.id].attitude.set_value("supporter")
    record.record()
    room.form_page.hand_outs.copy_minute()
    words = QGuiApplication.clipboard().text()
    assert "十二月试用" in words
    assert "upporter" not in words
    for what in ("minute", "form", "blank"):
        path = tmp_path / f"{what}.pdf"
        room.form_page.hand_outs.write(what, path)
        qtbot.waitUntil(path.exists, timeout=20_000)
        qtbot.waitUntil(lambda: not frame.tasks.is_busy, timeout=20_000)


def test_what_is_covered_does_not_show(qtbot, room, frame, case) -> None:
    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    page = room.form_page
    qtbot.waitUntil(lambda: bool(page.gaps.gaps))
    heard = page.record.heard.rows[case.li.id]
    assert not heard.attitude.isHidden()
    subjects = lambda: {one.words() for one in page.record.facts.rows[0]._subjects}  # noqa: E731
    assert "Competitor" in subjects()
    frame.cover(True)
    assert heard.attitude.isHidden()
    assert heard.mark.isHidden()
    assert "Competitor" not in subjects()
    texts = " ".join(label.text() for label in page.gaps.findChildren(type(heard.name)) if label.isVisible())
    assert "attitude" not in texts.lower()
    frame.cover(False)
    assert not heard.attitude.isHidden()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_both_languages_and_back(qtbot, room, frame, case, language) -> None:
    visit = plan(frame, case, questions=["谁定权重？"])
    room.show_record("visit", visit.id)
    set_language(language)
    for widget in (room, *room.findChildren(QWidget)):
        QApplication.sendEvent(widget, _language_change())
    words = {"en": ("Best", "Ready to go"), "zh_CN": ("最好", "")}[language]
    assert room.form_page.record.outcome.buttons()[0].text() == words[0]
    assert room.form_page.record.promises.rows[0].is_empty


def _language_change():
    from PySide6.QtCore import QEvent

    return QEvent(QEvent.Type.LanguageChange)


def test_the_form_hears_what_others_write(room, frame, case) -> None:
    visit = plan(frame, case)
    room.show_record("visit", visit.id)
    frame.desk.write("set.visit", lambda w: w.set(Visit, visit.id, place="二车间"))
    assert room.form_page.plan.form.editor("place").value() == "二车间"


def test_long_names_and_no_deal(room, frame, make) -> None:
    account = make.account("内蒙古自治区呼和浩特市" * 8)
    contact = make.contact("阿卜杜勒·热合曼·" * 12, account=account)
    visit = frame.desk.write(
        "plan_visit", lambda w: plan_visit(w, account.id, contact_ids=[contact.id], starts_at=NOW + HOUR)
    )
    room.show_record("visit", visit.id)
    assert room.form_page.gaps.gaps == []
    room.form_page.record.outcome.chosen.emit("best")
    room.form_page.record.record()
    assert frame.desk.need(Visit, visit.id).state == "recorded"
    assert room.width() == 1180


def test_nothing_is_cut_at_the_largest_text(qtbot, room, frame, theme, case, make) -> None:
    visit = plan(frame, case, questions=["谁定权重？"], objective_minimum="给出评分表")
    desk = frame.desk
    for row in (
        Need(visit_id=visit.id, contact_id=case.li.id, need="x"),
        Strength(visit_id=visit.id, strength="y"),
    ):
        desk.write("add_row", lambda w, row=row: add_row(w, row))
    theme.set_scale(150)
    room.resize(1366 - 252, 640)
    room.show_record("visit", visit.id)
    qtbot.waitUntil(lambda: bool(room.form_page.gaps.gaps))
    qtbot.wait(50)
    for page in (room.form_page.plan.page, room.form_page.record.page, room.form_page.gaps.page):
        assert page.widget().width() <= page.viewport().width()
