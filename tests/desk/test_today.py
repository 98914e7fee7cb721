"""Today: what comes next, what waits, what is due; the cards and forms that are read whole."""

from datetime import date, timedelta

import pytest

from salesdesk.desk.learning import Learned
from salesdesk.desk.merging import merge_accounts
from salesdesk.desk.notes import add_tag, write_note
from salesdesk.desk.promises import note_touch, promise, settle_promise
from salesdesk.desk.strategy import put_on_map
from salesdesk.desk.today import gaps_worth_closing, read_today
from salesdesk.desk.visit_record import record_visit
from salesdesk.desk.visit_result import Promise, VisitResult
from salesdesk.desk.visits import ask_in_next_visit, cancel_visit, move_visit, plan_visit
from salesdesk.domain.problems import Known
from salesdesk.domain.visit import Visit
from salesdesk.store.cards import account_card, visit_form

from .conftest import NOW

TODAY = date(2026, 11, 26)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def planned(desk, account, at, **values) -> Visit:
    return desk.write("plan", lambda w: plan_visit(w, account.id, starts_at=at, **values))


def test_an_empty_desk_has_an_empty_day(desk) -> None:
    day = read_today(desk)
    assert (day.next_visit, day.brief, day.later, day.to_record, day.promises) == (None, None, (), (), ())
    assert day.week.ready == (0, 0)
    assert gaps_worth_closing(desk) == []


def test_the_next_visit_comes_with_its_brief(desk, make) -> None:
    account = make.account(short_name="华北电力", address="工业路 18 号", city="济南")
    deal = make.deal(account=account)
    li = make.contact("李卫东", account=account, mobile="13800138000")
    planned(desk, account, NOW + hours(5))
    visit = planned(
        desk, account, NOW + hours(1), deal_id=deal.id, contact_ids=[li.id], questions=["谁定权重？"]
    )
    due = TODAY + timedelta(days=3)
    desk.write("p", lambda w: promise(w, account.id, "停线记录", side="theirs", due_on=due, deal_id=deal.id))
    day = read_today(desk)
    assert day.next_visit is not None and day.brief is not None
    assert (day.next_visit.visit.id, day.next_visit.account_name) == (visit.id, "华北电力")
    assert day.next_visit.people == ("李卫东",)
    assert [missing.code for missing in day.next_visit.missing if missing.is_needed] == ["objective"]
    assert (day.brief.phone, day.brief.address) == ("13800138000", "济南 工业路 18 号")
    assert [row.what for row in day.brief.promises] == ["停线记录"]
    assert len(day.brief.questions) + len(day.brief.gaps) == 3
    assert [line.visit.starts_at for line in day.later] == [NOW + hours(5)]


def test_a_visit_going_on_is_next_and_a_past_one_waits(desk, make) -> None:
    account = make.account()
    going_on = planned(desk, account, NOW - hours(1), ends_at=NOW + hours(1))
    past = planned(desk, account, NOW - hours(21))
    late = planned(desk, account, NOW - hours(50))
    day = read_today(desk)
    assert day.next_visit is not None and day.next_visit.visit.id == going_on.id
    assert [(line.visit.id, line.hours_left) for line in day.to_record] == [(late.id, -26), (past.id, 3)]
    desk.write("record", lambda w: record_visit(w, late.id, VisitResult(outcome="minimum")))
    desk.write("cancel", lambda w: cancel_visit(w, past.id, reason="改期"))
    assert read_today(desk).to_record == ()


def test_a_visit_that_was_moved_or_belongs_to_another_is_not_mine(desk, make) -> None:
    from salesdesk.domain.team import Member

    account = make.account()
    other = make.record(Member(name="李娜"))
    planned(desk, account, NOW + hours(1), owner_id=other.id)
    old = planned(desk, account, NOW + hours(2))
    desk.write("move", lambda w: move_visit(w, old.id, NOW + timedelta(days=9), reason="客户出差"))
    day = read_today(desk)
    assert day.next_visit is not None and day.next_visit.visit.starts_at == NOW + timedelta(days=9)
    assert day.later == ()


def test_promises_due_are_told_with_names(desk, make) -> None:
    account = make.account(short_name="华北")
    li = make.contact("李卫东", account=account)
    for what, days, side in (("早", -2, "theirs"), ("近", 5, "ours"), ("远", 30, "ours")):
        due = TODAY + timedelta(days=days)
        desk.write(
            "p",
            lambda w, what=what, side=side, due=due: promise(
                w, account.id, what, side=side, due_on=due, contact_id=li.id
            ),
        )
    told = [
        (due.promise.what, due.account_name, due.person, due.is_overdue) for due in read_today(desk).promises
    ]
    assert told == [("早", "华北", "李卫东", True), ("近", "华北", "李卫东", False)]


def test_the_week_counts_what_was_reached(desk, make) -> None:
    account = make.account()
    done = planned(desk, account, NOW - hours(2), objective_minimum="说出谁评分", questions=["谁？"])
    missed = planned(desk, account, NOW - hours(47))
    planned(desk, account, NOW + hours(2))
    planned(desk, account, NOW - timedelta(days=20))
    result = VisitResult(outcome="best", promises=[Promise(what="清单", side="ours", due_on=TODAY)])
    desk.write("record", lambda w: record_visit(w, done.id, result))
    desk.write("record", lambda w: record_visit(w, missed.id, VisitResult(outcome="not_reached")))
    from salesdesk.domain.visit import Commitment

    (row,) = desk.select(Commitment)
    desk.write("kept", lambda w: settle_promise(w, row.id, "kept", today=TODAY))
    week = read_today(desk).week
    assert week.ready == (1, 3)
    assert week.in_time == (1, 2)
    assert week.minimum == (1, 2)
    assert (week.kept_by_them, week.kept_by_us) == ((0, 0), (1, 1))


def test_gaps_come_from_open_key_projects_and_not_twice(desk, make) -> None:
    account = make.account()
    deal = make.deal("MES", account=account, stage="4")
    make.deal("备件", account=account, deal_kind="small_order")
    make.deal("丢了", account=account, status="lost")
    found = gaps_worth_closing(desk)
    assert {one.deal.id for one in found} == {deal.id} and len(found) == 2
    asked = found[0].gap
    desk.write("ask", lambda w: ask_in_next_visit(w, deal.id, asked, "谁拍板？"))
    assert asked.code not in {one.gap.code for one in gaps_worth_closing(desk)}


def test_a_card_shows_an_account_with_its_duplicates(desk, make) -> None:
    keep, other = make.account("华北"), make.account("华北电力")
    contact = make.contact(account=other)
    deal = make.deal(account=other)
    visit = planned(desk, keep, NOW)
    later = planned(desk, other, NOW + hours(1))
    desk.write("t", lambda w: note_touch(w, other.id, "电话"))
    desk.write("n", lambda w: write_note(w, keep, "换人了"))
    desk.write("g", lambda w: add_tag(w, other, "VIP"))
    desk.write("m", lambda w: merge_accounts(w, keep.id, other.id))
    for asked in (keep.id, other.id):
        with desk.read() as connection:
            card = account_card(connection, asked)
        assert card.account.id == keep.id
        assert [one.id for one in card.duplicates] == [other.id]
        assert [one.id for one in card.contacts] == [contact.id]
        assert [one.id for one in card.deals] == [deal.id]
        assert [one.id for one in card.visits] == [later.id, visit.id] and card.visit_count == 2
        assert [len(rows) for rows in (card.touches, card.notes, card.tags)] == [1, 1, 1]
    with desk.read() as connection, pytest.raises(Known):
        account_card(connection, "0" * 32)


def test_a_form_shows_a_visit_with_its_rows(desk, make) -> None:
    account = make.account()
    deal = make.deal(account=account)
    li = make.contact(account=account)
    first = planned(desk, account, NOW - hours(90), deal_id=deal.id)
    result = VisitResult(promises=[Promise(what="清单", due_on=TODAY)])
    desk.write("record", lambda w: record_visit(w, first.id, result))
    visit = planned(
        desk,
        account,
        NOW,
        deal_id=deal.id,
        contact_ids=[li.id],
        member_ids=[desk.user_id],
        questions=["一", "二"],
    )
    with desk.read() as connection:
        form = visit_form(connection, visit.id)
    assert [row.question for row in form.questions] == ["一", "二"]
    assert set(form.contacts) == {li.id} and set(form.members) == {desk.user_id}
    assert [row.what for row in form.earlier] == ["清单"] and form.commitments == ()
    with desk.read() as connection, pytest.raises(Known):
        visit_form(connection, li.id)


def test_a_sheet_is_read_whole_and_many_at_once(desk, make) -> None:
    from salesdesk.desk.deals import add_party
    from salesdesk.store.sheets import load_sheet, load_sheets

    account, institute = make.account(), make.account("第三设计院")
    first, second = make.deal("一", account=account), make.deal("二", account=account)
    designer = make.contact("设计", account=institute)
    outsider = make.contact("外人", account=make.account("别家"))
    desk.write("p", lambda w: add_party(w, first.id, institute.id, "design_institute"))
    desk.write("m", lambda w: put_on_map(w, second.id, outsider.id, ["technical"]))
    visit = planned(desk, institute, NOW - hours(9), deal_id="", contact_ids=[designer.id])
    fact = Learned(
        kind="deal", record_id=first.id, field="budget_state", value="planned", said_by_id=designer.id
    )
    desk.write("r", lambda w: record_visit(w, visit.id, VisitResult(met=[designer.id], facts=[fact])))
    with desk.read() as connection:
        sheets = load_sheets(connection, [second.id, first.id, "0" * 32, first.id])
        assert sheets[first.id] == load_sheet(connection, first.id)
        with pytest.raises(Known):
            load_sheet(connection, account.id)
    assert list(sheets) == [second.id, first.id]
    assert {one.name for one in sheets[first.id].contacts} == {"设计"}
    assert {one.name for one in sheets[second.id].contacts} == {"外人"}
    assert [one.id for one in sheets[first.id].visits] == [visit.id] and sheets[second.id].visits == ()
    assert [piece.field for piece in sheets[first.id].evidence] == ["budget_state"]


def test_changes_of_a_deal_are_told_by_day_and_what_was_undone_is_not(make, desk) -> None:
    from salesdesk.domain.deal import Deal
    from salesdesk.store.sheets import load_sheet

    deal = make.deal(amount=400)
    moment = {"now": NOW}
    desk._clock = lambda: moment["now"]
    for day, amount in ((1, 300), (2, 350), (2, 320)):
        moment["now"] = NOW + timedelta(days=day)
        desk.write("set", lambda w, amount=amount: w.set(Deal, deal.id, amount=amount))
    moment["now"] = NOW + timedelta(days=3)
    desk.write("set", lambda w: w.set(Deal, deal.id, amount=1))
    desk.undo()
    with desk.read() as connection:
        changes = load_sheet(connection, deal.id).changes
    assert [(change.before, change.after) for change in changes] == [(400, 300), (300, 320)]
