"""The list of deals and the card of a small one, on the real desk."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from salesdesk.domain.account import Account
from salesdesk.domain.deal import Deal, StageMove
from salesdesk.text import set_language
from salesdesk.ui.deals.new_deal import NewDealDialog
from salesdesk.ui.deals.screen import DealsScreen
from tests.ui.conftest import press

NAME = "内蒙古自治区呼和浩特市高新技术产业开发区华北电力设备制造集团有限责任公司"


@pytest.fixture
def room(qtbot, frame, theme, desk):
    """The room, told of every change as the window tells it."""
    screen = DealsScreen(frame)
    qtbot.addWidget(screen)
    stop = desk.on_change(screen.hear)
    screen.resize(1366, 712)
    screen.show()
    yield screen
    stop()


def settle(qtbot, frame) -> None:
    qtbot.waitUntil(lambda: not frame.tasks.is_busy)
    QApplication.processEvents()


def names(room) -> list[str]:
    return [room.table.model.record(at).name for at in range(room.table.model.rowCount())]


def test_an_empty_room_says_what_it_is_for_and_offers_the_first_deed(room, qtbot, frame):
    settle(qtbot, frame)
    assert room.stack.currentWidget() is room._nothing
    assert room.primary() == "deal.new"
    assert room.deal_id == ""


def test_open_deals_are_shown_first_and_all_on_demand(room, qtbot, frame, make):
    account = make.account(NAME)
    make.deal("在谈", account=account)
    make.deal("已结束", account=account, status="lost", reason="价格")
    settle(qtbot, frame)
    assert names(room) == ["在谈"]
    room.scope.choose("all")
    room.scope.chosen.emit("all")
    settle(qtbot, frame)
    assert sorted(names(room)) == ["在谈", "已结束"]
    room.scope.choose("closed")
    room.scope.chosen.emit("closed")
    settle(qtbot, frame)
    assert names(room) == ["已结束"]


def test_a_filter_that_finds_nothing_is_no_empty_room(room, qtbot, frame, make):
    make.deal("已结束", status="lost", reason="价格")
    settle(qtbot, frame)
    assert names(room) == []
    assert room.stack.currentWidget() is not room._nothing


def test_a_new_deal_needs_an_account_and_a_name(room, qtbot, frame, desk, make):
    account = make.account(NAME)
    settle(qtbot, frame)
    room.new()
    dialog = frame.window.findChild(NewDealDialog)
    dialog.try_deed()
    assert desk.select(Deal) == []
    dialog.form.editor("account_id").set_value(account.id)
    dialog.form.editor("account_id").edited.emit()
    dialog.form.editor("name").line.setText("备件年度合同")
    dialog.form.editor("name").edited.emit()
    dialog.form.editor("deal_kind").set_value("repeat")
    dialog.form.editor("deal_kind").edited.emit()
    dialog.form.editor("amount").line.setText("12万")
    dialog.form.editor("amount").edited.emit()
    dialog.try_deed()
    settle(qtbot, frame)
    deal = desk.select(Deal)[0]
    assert (deal.account_id, deal.name, deal.deal_kind, deal.amount) == (
        account.id,
        "备件年度合同",
        "repeat",
        12_000_000,
    )
    assert deal.owner_id == desk.user_id
    assert room.card.deal == deal, "its card is shown"
    desk.undo()
    settle(qtbot, frame)
    assert desk.select(Deal) == []
    assert room.deal_id == ""


def test_a_new_account_can_be_made_from_the_dialog(room, frame, desk):
    room.new()
    dialog = frame.window.findChild(NewDealDialog)
    made = dialog.form.editor("account_id").make_new("北屹重工")
    assert desk.need(Account, made).name == "北屹重工"


def test_a_small_deal_opens_its_card_and_the_next_step_saves_itself(room, qtbot, frame, desk, make):
    deal = make.deal("注塑机联网", deal_kind="small_order")
    settle(qtbot, frame)
    room.open(deal.id)
    assert not room.is_sheet
    assert not room.card._open.isVisible()
    form = room.card.next_step.form
    form.editor("next_step").line.setText("送报价")
    form.editor("next_step").edited.emit()
    form.editor("next_step_on").line.setText("tomorrow")
    form.editor("next_step_on").edited.emit()
    form.commit()
    saved = desk.need(Deal, deal.id)
    assert (saved.next_step, str(saved.next_step_on)) == ("送报价", "2026-11-27")
    assert desk.undo_label() == "set_next_step"
    settle(qtbot, frame)
    assert room.table.model.record(0).next_step == "送报价", "the list follows"


def test_a_small_deal_goes_through_its_short_stages(room, qtbot, frame, desk, make):
    deal = make.deal("注塑机联网", deal_kind="small_order")
    settle(qtbot, frame)
    room.open(deal.id)
    room.move_deal()
    panel = room.card.stage
    assert panel.chosen == "5"
    panel.reason.setText("要报价")
    press(panel, Qt.Key.Key_Return)
    settle(qtbot, frame)
    assert desk.need(Deal, deal.id).stage == "5"
    assert "5 Bidding" in room.card._stage.text()
    room.move_deal()
    panel.target.setCurrentIndex(panel.target.findData("won"))
    panel.give()
    settle(qtbot, frame)
    assert desk.need(Deal, deal.id).status == "won"
    assert [move.to_status for move in desk.select(StageMove, deal_id=deal.id)] == ["open", "won"]
    desk.undo()
    assert desk.need(Deal, deal.id).status == "open"


def test_escape_leaves_the_stage_as_it_is(room, qtbot, frame, desk, make):
    deal = make.deal("注塑机联网", deal_kind="small_order")
    settle(qtbot, frame)
    room.open(deal.id)
    room.move_deal()
    press(room.card.stage, Qt.Key.Key_Escape)
    assert not room.card.stage.isVisible()
    assert desk.need(Deal, deal.id).stage == "1"


def test_a_key_project_has_a_card_in_the_list_and_a_way_to_its_sheet(room, qtbot, frame, make):
    deal = make.deal("产线 MES")
    settle(qtbot, frame)
    room.table.select(deal.id)
    assert room.card._open.isVisible()
    room.card._open.click()
    settle(qtbot, frame)
    assert room.is_sheet
    room.show_list()
    assert not room.is_sheet
    assert room.table.current_id == deal.id


def test_a_closed_deal_shown_by_another_room_is_found_in_the_list(room, qtbot, frame, make):
    deal = make.deal("灌装线网关", deal_kind="repeat", status="won")
    settle(qtbot, frame)
    room.show_record("deal", deal.id)
    settle(qtbot, frame)
    assert room.scope.code == "all"
    assert room.table.current_id == deal.id


def test_the_card_fits_a_long_chinese_name(room, qtbot, frame, make):
    account = make.account(NAME)
    deal = make.deal("关于" + "产线智能制造执行系统升级改造" * 6, account=account, deal_kind="repeat")
    settle(qtbot, frame)
    room.open(deal.id)
    QApplication.processEvents()
    assert room.card.widget().width() <= room.card.viewport().width()


def test_words_follow_the_language(room, qtbot, frame, make):
    make.deal("产线 MES")
    settle(qtbot, frame)
    set_language("zh_CN")
    for widget in (room, room.card):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    settle(qtbot, frame)
    assert room.title() == "项目"
    assert [made.text() for made in room.scope.buttons()] == ["在跟项目", "已结束项目", "全部项目"]
