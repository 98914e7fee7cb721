"""The strategy sheet on the real desk: opened, edited, seen saved and refreshed, undone, covered, in both languages."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from salesdesk.desk.coaches import name_coach
from salesdesk.domain.deal import Deal, StageMove
from salesdesk.domain.strategy import AcceptedRisk, Action, Evidence, Question
from salesdesk.domain.visit import Visit, VisitQuestion
from salesdesk.text import set_language
from salesdesk.ui.deals.risks import AcceptPopover, RiskLine
from salesdesk.ui.deals.sheet_state import read_state
from salesdesk.ui.kit.editors import LineEditor
from tests.ui.conftest import press
from tests.ui.sheets import OneDeal, one_deal, open_sheet, press_card, settle, words_of


@pytest.fixture
def one(desk, make) -> OneDeal:
    return one_deal(desk, make)


@pytest.fixture
def room(qtbot, frame, theme, desk, one):
    with open_sheet(qtbot, frame, desk, one) as screen:
        yield screen


def test_a_key_project_opens_its_sheet(room, frame, one):
    assert room.is_sheet
    assert room.title() == "产线 MES 升级一期 · Strategy sheet"
    assert room.crumb() == one.account.name
    assert {region.name.partition("@")[0] for region in room.sheet.map.canvas.regions} == {
        one.li.id, one.zhou.id, one.zhao.id, "nobody"
    }  # fmt: skip
    assert "两条产线 MES" in words_of(room.sheet.band)
    assert "Unproven" in words_of(room.sheet.band)
    assert room.sheet.risks.isVisible()


def test_moving_the_stage_says_before_what_will_be_unproven(room, qtbot, frame, desk, one):
    room.move_deal()
    panel = room.sheet.stage
    assert panel.isVisible()
    assert panel.chosen == "5"
    assert "unproven" in words_of(panel)
    panel.reason.setText("短名单已公布")
    panel.proof.form.editor("words").page.setPlainText("邮件通知入围")
    panel.give()
    settle(qtbot, frame)
    assert desk.need(Deal, one.deal.id).stage == "5"
    move = max(desk.select(StageMove, deal_id=one.deal.id), key=lambda row: row.id)
    assert (move.from_stage, move.to_stage, move.reason) == ("4", "5", "短名单已公布")
    assert [piece.words for piece in desk.select(Evidence, about_id=move.id)] == ["邮件通知入围"]
    assert not panel.isVisible()
    assert "5 Bidding" in words_of(room.sheet.band)
    desk.undo()
    settle(qtbot, frame)
    assert "4 Evaluation" in words_of(room.sheet.band)


def test_losing_wants_a_reason_and_reopening_goes_back(room, qtbot, frame, desk, one):
    room.sheet.move_stage("lost")
    panel = room.sheet.stage
    panel.give()
    assert panel.isVisible(), "no reason yet"
    panel.reason.setText("价格")
    panel.lost_to.setText("恒创")
    panel.give()
    settle(qtbot, frame)
    assert (desk.need(Deal, one.deal.id).status, desk.need(Deal, one.deal.id).lost_to) == ("lost", "恒创")
    room.sheet.move_stage()
    assert panel.chosen == "open"
    panel.give()
    settle(qtbot, frame)
    assert desk.need(Deal, one.deal.id).status == "open"


def test_one_key_puts_a_gap_into_the_next_visit(room, qtbot, frame, desk, one):
    tab = room.sheet.tabs.tab("to_find_out")
    room.sheet.tabs.show_tab("to_find_out")
    chosen = tab.chosen
    assert chosen is not None
    press(tab.view, Qt.Key.Key_V)
    settle(qtbot, frame)
    asked = [row for row in desk.select(VisitQuestion) if row.gap == chosen.gap.code]
    assert len(asked) == 1
    assert desk.need(Visit, asked[0].visit_id).deal_id == one.deal.id
    assert desk.undo_label() == "ask_in_next_visit"
    same = next(row for row in tab.model.rows if row.key == chosen.key)
    assert same.gap.planned_visit_id == asked[0].visit_id


def test_a_question_of_our_own_is_asked_and_answered(room, qtbot, frame, desk, one):
    tab = room.sheet.tabs.tab("to_find_out")
    tab.line.setText("谁写评分表？")
    tab.add_question()
    settle(qtbot, frame)
    question = desk.select(Question, deal_id=one.deal.id)[0]
    at = next(at for at, row in enumerate(tab.model.rows) if row.gap.about_id == question.id)
    tab.view.selectRow(at)
    editor = tab.panel._form.editor("answer")
    editor.page.setPlainText("采购部王工")
    tab.commit()
    settle(qtbot, frame)
    answered = desk.need(Question, question.id)
    assert (answered.state, answered.answer) == ("answered", "采购部王工")
    assert all(row.gap.about_id != question.id for row in tab.model.rows)


def test_a_gap_is_filled_where_it_stands(room, qtbot, frame, desk, one):
    tab = room.sheet.tabs.tab("to_find_out")
    at = next(at for at, row in enumerate(tab.model.rows) if row.gap.field == "budget_state")
    tab.view.selectRow(at)
    editor = tab.panel._form.editor("budget_state")
    editor.set_value("approved")
    editor.edited.emit()
    editor.left.emit()
    settle(qtbot, frame)
    assert desk.need(Deal, one.deal.id).budget_state == "approved"
    assert all(row.gap.field != "budget_state" for row in tab.model.rows)


def test_a_risk_becomes_an_action_or_is_accepted_until_a_day(room, qtbot, frame, desk, one):
    lines = room.sheet.risks.findChildren(RiskLine)
    assert 1 <= len(lines) <= 3
    point = lines[0]._point
    lines[0]._plan()
    settle(qtbot, frame)
    assert len(desk.select(Action, deal_id=one.deal.id)) == 1
    line = next(row for row in room.sheet.risks.findChildren(RiskLine) if row._point.code == point.code)
    popover = AcceptPopover(frame, line, room.sheet.deeds, point)
    popover.give()
    assert desk.select(AcceptedRisk) == [], "a reason is wanted"
    reason = popover.form.editor("reason")
    assert isinstance(reason, LineEditor)
    reason.line.setText("双方总经理已约好")
    reason.edited.emit()
    popover.give()
    settle(qtbot, frame)
    kept = desk.select(AcceptedRisk)[0]
    assert (kept.risk, kept.reason) == (point.code, "双方总经理已约好")
    assert point.code not in {
        found.code for found in room.sheet.state.open_points if found.about_id == point.about_id
    }
    desk.undo()
    settle(qtbot, frame)
    assert desk.select(AcceptedRisk) == []


def test_covering_hides_attitudes_odds_and_competitors_at_once(room, qtbot, frame, one):
    room.sheet.choose(one.zhao.id)
    frame.cover(True)
    settle(qtbot, frame)
    said = words_of(room) + " ".join(room.sheet.map.canvas.drawing.words())
    said += " ".join(region.words for region in room.sheet.map.canvas.regions)
    for secret in ("恒创", "opponent", "Opponent", "supporter", "%", "against", "High", "guess", "Unproven"):
        assert secret not in said, secret
    assert "赵明" in said
    press_card(room, one.zhao, Qt.Key.Key_5)
    frame.cover(False)
    settle(qtbot, frame)
    assert "against" in words_of(room)


def test_nothing_on_the_sheet_depends_on_a_coach(desk, one):
    before = read_state(desk, one.deal.id)
    desk.write(
        "name_coach", lambda w: name_coach(w, one.deal.id, one.li.contact_id, side="ours", they_trust_us=True)
    )
    after = read_state(desk, one.deal.id)
    assert after.paper == before.paper
    assert after.points == before.points
    assert after.gaps == before.gaps
    assert after.sheet.coaches is None


def test_the_words_change_with_the_language(room, qtbot, frame, one):
    set_language("zh_CN")
    QApplication.sendEvent(room, QEvent(QEvent.Type.LanguageChange))
    settle(qtbot, frame)
    assert room.title() == "产线 MES 升级一期 · 销售策略表"
    assert "用户线" in " ".join(room.sheet.map.canvas.drawing.words())


def test_a_change_of_somebody_else_is_seen(room, qtbot, frame, desk, one):
    desk.write("set.deal", lambda w: w.set(Deal, one.deal.id, how_we_win="用 11 分钟复线打动生产"))
    settle(qtbot, frame)
    assert "11 分钟复线" in words_of(room.sheet.band)


def test_many_changes_in_a_row_end_in_the_last_one(room, qtbot, frame, desk, one):
    for number in range(12):
        desk.write("set.deal", lambda w, words=f"思路 {number}": w.set(Deal, one.deal.id, how_we_win=words))
    settle(qtbot, frame)
    assert "思路 11" in words_of(room.sheet.band)
    assert frame.told == []


def test_a_deal_that_is_deleted_leads_back_to_the_list(room, qtbot, frame, desk, one):
    desk.write("delete.deal", lambda w: w.drop(Deal, one.deal.id))
    settle(qtbot, frame)
    qtbot.waitUntil(lambda: not room.is_sheet)
