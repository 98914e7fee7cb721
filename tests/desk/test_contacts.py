"""Contacts: who reports to whom without rings, left and moved, picked with this account first."""

from datetime import date

import pytest

from salesdesk.desk.contacts import (
    create_contact,
    mark_left,
    move_contact,
    pick_contacts,
    relate,
    set_reports_to,
)
from salesdesk.desk.merging import merge_contacts
from salesdesk.desk.notes import add_tag, write_note
from salesdesk.desk.strategy import put_on_map
from salesdesk.domain.account import Note, Tag
from salesdesk.domain.contact import Contact, Relation
from salesdesk.domain.problems import Known
from salesdesk.domain.strategy import Influence

TODAY = date(2026, 11, 26)


def test_a_contact_is_made_at_an_account(desk, make, check_undo) -> None:
    account = make.account()
    check_undo(
        lambda: desk.write("add.contact", lambda w: create_contact(w, account.id, " 孙磊 ", title="主管"))
    )
    (contact,) = desk.select(Contact)
    assert (contact.name, contact.title) == ("孙磊", "主管")
    with pytest.raises(Known) as caught:
        desk.write("add.contact", lambda w: create_contact(w, "0" * 32, "孙磊"))
    assert caught.value.code == "E_NOT_FOUND"


def test_nobody_reports_to_himself_by_any_way(desk, make, check_undo) -> None:
    account = make.account()
    one, two, three = (make.contact(name, account=account) for name in "甲乙丙")
    desk.write("report", lambda w: set_reports_to(w, two.id, one.id))
    check_undo(lambda: desk.write("report", lambda w: set_reports_to(w, three.id, two.id)))
    for below in (one, two, three):
        with pytest.raises(Known) as caught:
            desk.write("report", lambda w, below=below: set_reports_to(w, one.id, below.id))
        assert caught.value.facts["reason"] == "cycle"


def test_who_has_left_hands_the_reports_one_level_up(desk, make, check_undo) -> None:
    account = make.account()
    top = make.contact("周敏", account=account)
    boss = make.contact("李卫东", account=account, reports_to_id=top.id)
    junior = make.contact("王芳", account=account, reports_to_id=boss.id)
    check_undo(lambda: desk.write("left", lambda w: mark_left(w, boss.id, today=TODAY, left_to="别家")))
    gone = desk.need(Contact, boss.id)
    assert (gone.has_left, gone.left_on, gone.left_to) == (True, TODAY, "别家")
    assert desk.need(Contact, junior.id).reports_to_id == top.id


def test_who_moves_is_a_new_contact_that_leads_back_to_the_old(desk, make, check_undo) -> None:
    old = make.contact("李卫东", mobile="13800138000", phone="0531-1", title="生产总监")
    there = make.account("苏州精密仪器")
    check_undo(
        lambda: desk.write("move", lambda w: move_contact(w, old.id, there.id, today=TODAY, title="副总"))
    )
    new = next(contact for contact in desk.select(Contact, account_id=there.id))
    assert (new.name, new.mobile, new.phone, new.title) == ("李卫东", "13800138000", "", "副总")
    assert desk.need(Contact, old.id).left_to == "苏州精密仪器"
    (pointer,) = desk.select(Relation)
    assert (pointer.from_contact_id, pointer.to_contact_id, pointer.kind) == (new.id, old.id, "same_person")


def test_a_relation_said_twice_is_one(desk, make, check_undo) -> None:
    account = make.account()
    one, two = (make.contact(name, account=account) for name in ("李卫东", "陈国梁"))
    check_undo(lambda: desk.write("relate", lambda w: relate(w, one.id, two.id)))
    desk.write("relate", lambda w: relate(w, one.id, two.id, strength="high"))
    assert [row.strength for row in desk.select(Relation)] == ["high"]
    with pytest.raises(Known):
        desk.write("relate", lambda w: relate(w, one.id, one.id))


def test_the_picker_shows_this_account_then_the_group_then_all(desk, make) -> None:
    top = make.account("集团")
    here = make.account("本厂", parent_id=top.id)
    sister = make.account("姊妹厂", parent_id=top.id)
    far = make.account("别家")
    make.contact("王一", account=far)
    make.contact("李二", account=sister)
    make.contact("赵三", account=here)
    make.contact("安四", account=here, has_left=True)
    found = pick_contacts(desk, here.id)
    assert [(choice.contact.name, choice.nearness) for choice in found] == [
        ("赵三", 0),
        ("安四", 0),
        ("李二", 1),
        ("王一", 2),
    ]
    assert [choice.account_name for choice in found] == ["本厂", "本厂", "姊妹厂", "别家"]
    assert [choice.contact.name for choice in pick_contacts(desk, here.id, "wy")] == ["王一"]
    assert [choice.contact.name for choice in pick_contacts(desk, here.id, "三")] == ["赵三"]
    assert len(pick_contacts(desk, here.id, limit=2)) == 2


def test_two_records_of_one_person_become_one(desk, make, check_undo) -> None:
    account = make.account()
    deal = make.deal(account=account)
    keep = make.contact("李卫东", account=account)
    other = make.contact("李总", account=account, mobile="13800138000", reports_to_id=keep.id)
    junior = make.contact("王芳", account=account, reports_to_id=other.id)
    part = desk.write("map", lambda w: put_on_map(w, deal.id, keep.id, ["user"]))
    desk.write("map", lambda w: put_on_map(w, deal.id, other.id, ["technical"], attitude="supporter"))
    desk.write("note", lambda w: write_note(w, other, "喜欢钓鱼"))
    desk.write("tag", lambda w: add_tag(w, other, "VIP"))
    check_undo(lambda: desk.write("merge", lambda w: merge_contacts(w, keep.id, other.id)))
    assert desk.get(Contact, other.id) is None
    kept = desk.need(Contact, keep.id)
    assert (kept.mobile, kept.reports_to_id) == ("13800138000", "")
    assert desk.need(Contact, junior.id).reports_to_id == keep.id
    (one,) = desk.select(Influence)
    assert (one.id, one.on_user_line, one.on_technical_line, one.attitude) == (
        part.id,
        True,
        True,
        "supporter",
    )
    assert [note.about_id for note in desk.select(Note)] == [keep.id]
    assert [tag.about_id for tag in desk.select(Tag)] == [keep.id]
    with pytest.raises(Known):
        desk.write("merge", lambda w: merge_contacts(w, keep.id, keep.id))
