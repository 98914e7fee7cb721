"""The contacts room: the card of a person, relations, leaving and moving, two records made one."""

import pytest
from PySide6.QtWidgets import QApplication

from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact, Relation
from salesdesk.domain.strategy import Influence
from salesdesk.domain.visit import Attendee, Visit
from salesdesk.ui.contacts.leaving import LeavingDialog
from salesdesk.ui.contacts.screen import ContactsScreen
from salesdesk.ui.kit.dialogs import DraftDialog
from salesdesk.ui.kit.merge_dialog import MergeDialog
from salesdesk.ui.kit.record_model import COVER
from tests.ui.conftest import say
from tests.ui.room_frame import dialog, notices, settle, shown


@pytest.fixture
def room(qtbot, frame, theme):
    with shown(qtbot, frame, ContactsScreen) as screen:
        yield screen


def test_the_card_shows_deals_and_visits_with_the_person(room, make, qtbot, frame) -> None:
    person = make.contact("李卫东")
    deal = make.deal("MES", account=frame.desk.need(Account, person.account_id))
    make.record(Influence(deal_id=deal.id, contact_id=person.id, attitude="supporter", on_user_line=True))
    visit = make.record(Visit(account_id=person.account_id, objective_best="说定试用"))
    make.record(Attendee(visit_id=visit.id, contact_id=person.id))
    settle(qtbot, frame)
    room.show_record("contact", person.id)
    deals = room.card.deals.model
    assert deals.words(0, 0) == "MES" and deals.words(0, 3) != COVER
    assert room.card.visits.model.words(0, 0) == "说定试用"
    frame.cover(True)
    assert deals.words(0, 3) == COVER and deals.words(0, 2) == COVER
    assert "supporter" not in deals.words(0, 3).lower()


def test_a_superior_nobody_knows_yet_is_made_in_place(room, make, qtbot, frame, desk) -> None:
    person = make.contact("刘洋")
    settle(qtbot, frame)
    editor = room.card.form.editor("reports_to_id")
    chief = editor.make_new("周敏")
    made = desk.need(Contact, chief)
    assert (made.name, made.account_id) == ("周敏", person.account_id)


def test_pickers_show_this_account_first(room, make, qtbot, frame) -> None:
    home = make.account("甲")
    make.contact("王芳", account=make.account("乙"))
    person = make.contact("刘洋", account=home)
    make.contact("王敏", account=home)
    settle(qtbot, frame)
    room.show_record("contact", person.id)
    found = room.card.form.editor("reports_to_id").search("")
    assert next(one.words for one in found) in ("刘洋", "王敏")


def test_leaving_lifts_who_reported_and_can_be_undone(room, make, qtbot, frame, desk) -> None:
    home = make.account()
    boss = make.contact("陈国梁", account=home)
    chief = make.contact("周敏", account=home, reports_to_id=boss.id)
    junior = make.contact("刘洋", account=home, reports_to_id=chief.id)
    settle(qtbot, frame)
    room.show_record("contact", chief.id)
    room.leave()
    asking = dialog(LeavingDialog)
    say(asking.where_to, "去向不明")
    asking.try_deed()
    settle(qtbot, frame)
    gone = desk.need(Contact, chief.id)
    assert gone.has_left and gone.left_to == "去向不明" and gone.left_on == desk.today()
    assert desk.need(Contact, junior.id).reports_to_id == boss.id
    desk.undo()
    assert not desk.need(Contact, chief.id).has_left


def test_moving_makes_a_contact_at_the_other_account(room, make, qtbot, frame, desk) -> None:
    person = make.contact("李卫东", mobile="13800138000")
    there = make.account("苏州云台精密仪器有限公司")
    settle(qtbot, frame)
    room.show_record("contact", person.id)
    room.leave()
    asking = dialog(LeavingDialog)
    asking.is_moved.setChecked(True)
    asking.try_deed()
    assert asking.isVisible(), "without an account nothing is moved"
    asking.account.set_value(there.id)
    asking.title.setText("总监")
    asking.try_deed()
    (new,) = desk.select(Contact, account_id=there.id)
    assert (new.name, new.title, new.mobile) == ("李卫东", "总监", "13800138000")
    assert desk.need(Contact, person.id).has_left


def test_relations_are_said_from_both_sides(room, make, qtbot, frame, desk) -> None:
    home = make.account()
    one, two = make.contact("李卫东", account=home), make.contact("周敏", account=home)
    settle(qtbot, frame)
    room.show_record("contact", one.id)
    room.card.add_relation()
    asking = dialog(DraftDialog)
    asking.form.editor("to_contact_id").set_value(two.id)
    asking.form._bindings["to_contact_id"].is_dirty = True
    asking.try_deed()
    settle(qtbot, frame)
    (relation,) = desk.select(Relation)
    assert (relation.from_contact_id, relation.to_contact_id) == (one.id, two.id)
    assert room.card.relations.model.words(0, 0) == "→ 周敏"
    room.show_record("contact", two.id)
    assert room.card.relations.model.words(0, 0) == "← 李卫东"
    room.card.relations.view.selectRow(0)
    room.card._delete_relations()
    assert desk.select(Relation) == []


def test_two_records_of_one_person_become_one(room, make, qtbot, frame, desk) -> None:
    home = make.account()
    one, two = make.contact("李卫东", account=home), make.contact("李卫东", account=home, mobile="138")
    settle(qtbot, frame)
    room.table.view.selectAll()
    room.merge()
    dialog(MergeDialog).try_deed()
    settle(qtbot, frame)
    (left,) = desk.select(Contact)
    assert left.mobile == "138" and left.id in (one.id, two.id)
    assert notices(frame)
    desk.undo()
    assert len(desk.select(Contact)) == 2


def test_a_new_contact_needs_an_account(room, qtbot, frame, desk) -> None:
    room.new()
    asking = dialog(DraftDialog)
    say(asking.form.editor("name").line, "无主之人")
    asking.try_deed()
    assert asking.isVisible() and desk.select(Contact) == []
    asking.form.editor("account_id").make_new("新客户")
    asking.reject()


def test_a_contact_deleted_elsewhere_lets_the_card_go(room, make, qtbot, frame, desk) -> None:
    person = make.contact()
    settle(qtbot, frame)
    assert room.card.contact_id == person.id
    desk.write("delete.contact", lambda w: w.drop(Contact, person.id))
    settle(qtbot, frame)
    QApplication.processEvents()
    assert room.card.contact_id == ""
