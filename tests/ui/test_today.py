"""The room of today: what it shows on the real desk, and the deeds that begin there."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.desk.promises import promise
from salesdesk.desk.sample import fill
from salesdesk.desk.strategy import put_on_map
from salesdesk.desk.visits import plan_visit
from salesdesk.domain.visit import Commitment, Visit, VisitQuestion
from salesdesk.text import forget_misses, misses, set_language
from salesdesk.ui.today.counts import waiting
from salesdesk.ui.today.screen import TodayScreen
from tests.desk.conftest import NOW, everything

HOUR = timedelta(hours=1)
TODAY = date(2026, 11, 26)


@pytest.fixture
def room(qtbot: QtBot, frame, theme) -> Iterator[TodayScreen]:
    screen = TodayScreen(frame)
    stop = frame.desk.on_change(screen.hear)
    screen.resize(1180, 680)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitExposed(screen)
    rest(qtbot, frame)
    yield screen
    stop()
    rest(qtbot, frame)


def rest(qtbot, frame) -> None:
    """Until everything is read, and laid out."""
    qtbot.waitUntil(lambda: not frame.tasks.is_busy)
    qtbot.wait(20)


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def deed(widget: QWidget, words: str) -> QPushButton:
    found = [
        one for one in widget.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(widget)
    ]
    assert found, said(widget)
    return found[0]


@pytest.fixture
def account(make):
    return make.account(short_name="华北电力", address="工业路 18 号", city="济南")


def test_an_empty_day_offers_the_first_deed(qtbot, room, frame) -> None:
    assert room._stack.currentWidget() is room._empty
    assert "fills itself" in said(room._empty)
    deed(room._empty, "Plan a visit").click()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()
    deed(room._empty, "Add a customer").click()
    assert frame.asked[-1] == ("room", "accounts")
    assert waiting(frame.desk) == 0


def test_the_next_visit_stands_first_and_the_room_hears_changes(qtbot, room, frame, make, account) -> None:
    deal = make.deal(account=account)
    li = make.contact("李卫东", account=account, mobile="13800138000")
    visit = frame.desk.write(
        "plan_visit",
        lambda w: plan_visit(
            w,
            account.id,
            starts_at=NOW + HOUR,
            deal_id=deal.id,
            contact_ids=[li.id],
            questions=["谁定权重？"],
        ),
    )
    frame.desk.write(
        "promise",
        lambda w: promise(
            w, account.id, "停线记录", side="theirs", due_on=TODAY - timedelta(days=1), deal_id=deal.id
        ),
    )
    rest(qtbot, frame)
    words = said(room.next_card)
    for part in (
        "in 1 h",
        "华北电力 · 李卫东",
        "13800138000",
        "济南 工业路 18 号",
        "not confirmed",
        "停线记录",
    ):
        assert part in words
    assert "1  谁定权重？" in words
    assert "minimum objective is missing" in words
    assert waiting(frame.desk) == 2
    frame.desk.write("set.visit", lambda w: w.set(Visit, visit.id, confirmed="confirmed"))
    rest(qtbot, frame)
    assert "Confirmed" in said(room.next_card)
    deed(room.next_card, "Open the plan").click()
    assert frame.asked[-1] == ("show", "visit", visit.id)
    room.commands.do("today.brief")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert "谁定权重？" in dialog.page.toPlainText()
    dialog.close()


def test_what_waits_to_be_recorded_says_how_long_it_may(qtbot, room, frame, account) -> None:
    past = frame.desk.write("plan_visit", lambda w: plan_visit(w, account.id, starts_at=NOW - 21 * HOUR))
    frame.desk.write("plan_visit", lambda w: plan_visit(w, account.id, starts_at=NOW - 50 * HOUR))
    rest(qtbot, frame)
    words = said(room.visits)
    assert "3 hours left of 24" in words
    assert "26 hours late" in words
    deeds = [
        one for one in room.visits.findChildren(QPushButton) if one.text() == "Record" and not one.isHidden()
    ]
    deeds[-1].click()
    assert frame.asked[-1] == ("show", "visit", past.id)


def test_a_gap_becomes_a_visit_with_one_key_and_back(qtbot, room, frame, make, account) -> None:
    deal = make.deal(account=account, deal_kind="key_project", stage="2")
    li = make.contact("李卫东", account=account)
    frame.desk.write("put_on_map", lambda w: put_on_map(w, deal.id, li.id, ["user"]))
    rest(qtbot, frame)
    before = everything(frame.desk)
    assert len(room.gaps.gaps) == 2
    deed(room.gaps, "Plan visit").click()
    visit = frame.desk.select(Visit, deal_id=deal.id)[0]
    question = frame.desk.select(VisitQuestion, visit_id=visit.id)[0]
    assert question.gap == room.gaps.gaps[0].gap.code or question.gap
    assert ("show", "visit", visit.id) in frame.asked
    frame.desk.undo()
    assert everything(frame.desk) == before


def test_a_promise_is_marked_as_kept(qtbot, room, frame, account) -> None:
    made = frame.desk.write(
        "promise", lambda w: promise(w, account.id, "PLC 清单", side="ours", due_on=TODAY + timedelta(days=2))
    )
    rest(qtbot, frame)
    assert "▼ We: PLC 清单" in said(room.promises)
    deed(room.promises, "Kept").click()
    kept = frame.desk.need(Commitment, made.id)
    assert (kept.state, kept.kept_on) == ("kept", TODAY)
    rest(qtbot, frame)
    assert "PLC 清单" not in said(room.promises)


def test_gaps_are_covered(qtbot, room, frame, make, account) -> None:
    make.deal(account=account, deal_kind="key_project", stage="2")
    rest(qtbot, frame)
    assert "decision line" in said(room.gaps)
    frame.cover(True)
    rest(qtbot, frame)
    assert "decision line" not in said(room.gaps)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_sample_in_both_languages(qtbot, room, frame, language) -> None:
    set_language(language)
    forget_misses()
    fill(frame.desk, language)
    for widget in (room, *room.findChildren(QWidget)):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    rest(qtbot, frame)
    assert room.today is not None
    assert room.today.next_visit is not None
    assert ("等你记录" if language == "zh_CN" else "Waiting to be recorded") in said(room.visits)
    assert misses() == frozenset()
    assert room.width() == 1180
