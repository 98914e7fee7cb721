"""A visit's readiness, its objective, its record in time, its brief; and the sieve before all visits."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from salesdesk.domain.account import Account, Site
from salesdesk.domain.brief import brief, next_visit
from salesdesk.domain.contact import Contact
from salesdesk.domain.gaps import gaps
from salesdesk.domain.objective import has_day, money_word, seller_verb
from salesdesk.domain.readiness import (
    is_ready,
    missing_in_plan,
    record_is_overdue,
    recorded_in_time,
    waits_for_record,
)
from salesdesk.domain.sieve import Lead, passes, sieve_tests, wakes_up
from salesdesk.domain.visit import Attendee, Commitment, Visit, VisitQuestion
from tests.domain.sheets import TODAY, deal, reading

NOW = datetime(2026, 9, 15, 12, tzinfo=UTC)
PLAN = Visit(
    id="visit",
    account_id="account",
    deal_id="deal",
    starts_at=NOW,
    objective_minimum="Mr Wang names the date of the trial by Friday",
    customer_reason="He must report to the board",
    confirmed="confirmed",
)
PEOPLE = (Attendee(visit_id="visit", contact_id="c", is_planned=True),)
QUESTIONS = (VisitQuestion(visit_id="visit", question="Who signs?"),)


def lacks(visit: Visit = PLAN, people: Any = PEOPLE, questions: Any = QUESTIONS) -> set[str]:
    return {row.code for row in missing_in_plan(visit, people, questions)}


def test_a_whole_plan_lacks_nothing():
    assert lacks() == set()
    assert is_ready(PLAN, PEOPLE, QUESTIONS)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("who", {"people": ()}),
        ("who", {"people": (Attendee(visit_id="visit", member_id="m", name="Me", is_planned=True),)}),
        ("who", {"people": (dataclasses.replace(PEOPLE[0], is_planned=False),)}),
        ("who", {"people": (dataclasses.replace(PEOPLE[0], visit_id="another"),)}),
        ("when", {"visit": dataclasses.replace(PLAN, starts_at=None)}),
        ("objective", {"visit": dataclasses.replace(PLAN, objective_minimum=" ")}),
        ("question", {"questions": ()}),
        ("question", {"questions": (VisitQuestion(visit_id="visit", question=" "),)}),
    ],
)
def test_a_plan_is_ready_when_appointment_objective_and_a_question_are_there(
    code: str, changes: dict[str, Any]
):
    assert code in lacks(**changes)
    plan: dict[str, Any] = {"visit": PLAN, "attendees": PEOPLE, "questions": QUESTIONS}
    plan |= {"attendees" if name == "people" else name: value for name, value in changes.items()}
    assert not is_ready(**plan)


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("seller_verb", {"objective_best": "Introduce our new boiler by Friday"}),
        ("no_day", {"objective_minimum": "Mr Wang agrees to a trial"}),
        ("customer_reason", {"customer_reason": ""}),
        ("not_confirmed", {"confirmed": ""}),
    ],
)
def test_advice_warns_and_does_not_block(code: str, values: dict[str, Any]):
    plan = dataclasses.replace(PLAN, **values)
    assert lacks(plan) == {code}
    assert is_ready(plan, PEOPLE, QUESTIONS)


def test_the_objectives_day_may_stand_in_its_own_field():
    plan = dataclasses.replace(PLAN, objective_minimum="Mr Wang agrees to a trial", objective_by=TODAY)
    assert lacks(plan) == set()


def test_a_name_not_among_the_contacts_is_somebody_to_meet():
    assert lacks(people=(Attendee(visit_id="visit", name="The new engineer", is_planned=True),)) == set()


@pytest.mark.parametrize(
    ("objective", "verb"),
    [
        ("Introduce our product", "Introduce"),
        ("to present the offer", "present"),
        ("We will explain the price", "explain"),
        ("Find out who decides", "Find out"),
        ("- visit Mr Li", "visit"),
        ("介绍公司和产品", "介绍"),
        ("向王总介绍方案", "介绍"),
        ("我们给设计院做一次技术交流", "交流"),
        ("与采购部沟通价格", "沟通"),
        ("进一步了解需求", "了解"),
        ("拜访李工", "拜访"),
    ],
)
def test_the_sellers_verb_is_pointed_out(objective: str, verb: str):
    assert seller_verb(objective) == verb


@pytest.mark.parametrize(
    "objective",
    [
        "",
        "Mr Wang introduces us to purchasing by Friday",
        "The customer presents the specification to us",
        "Agrees to a site tour",
        "王总同意9月20日参观样板点",
        "李工把技术参数写进规格书",
        "王总介绍我们认识采购部赵经理",
        "采购部书面确认价格",
    ],
)
def test_a_deed_of_the_customer_is_none_of_the_sellers(objective: str):
    assert seller_verb(objective) == ""


@pytest.mark.parametrize(
    "objective",
    [
        "by 2026-10-01",
        "before 20 March",
        "on March 20",
        "by Friday",
        "next week",
        "by the end of October",
        "within 3 days",
        "9月20日前同意",
        "下周三前",
        "月底前",
        "三天内答复",
        "两周之内",
    ],
)
def test_a_day_is_heard_in_both_languages(objective: str):
    assert has_day(objective)


@pytest.mark.parametrize("objective", ["", "agrees to a trial", "王总同意测试", "soon", "尽快"])
def test_no_day_is_no_day(objective: str):
    assert not has_day(objective)
    assert has_day(objective, TODAY)


@pytest.mark.parametrize(
    ("win", "word"), [("拿回扣", "回扣"), ("a kickback", "kickback"), ("安静的冬天", ""), ("promotion", "")]
)
def test_words_of_money_are_warned(win: str, word: str):
    assert money_word(win) == word


def test_a_record_waits_from_the_end_of_the_visit_and_is_overdue_after_a_day():
    visit = dataclasses.replace(PLAN, state="ready", ends_at=NOW)
    assert not waits_for_record(visit, now=NOW - timedelta(minutes=1))
    assert waits_for_record(visit, now=NOW)
    assert not record_is_overdue(visit, now=NOW + timedelta(hours=24))
    assert record_is_overdue(visit, now=NOW + timedelta(hours=24, minutes=1))
    for state in ("recorded", "reviewed", "cancelled", "moved"):
        assert not record_is_overdue(dataclasses.replace(visit, state=state), now=NOW + timedelta(days=9))
    assert not waits_for_record(Visit(state="draft"), now=NOW)


def test_a_record_within_a_day_is_in_time():
    visit = dataclasses.replace(PLAN, recorded_at=NOW + timedelta(hours=24))
    assert recorded_in_time(visit) is True
    assert recorded_in_time(dataclasses.replace(visit, recorded_at=NOW + timedelta(hours=25))) is False
    assert recorded_in_time(PLAN) is None
    long = dataclasses.replace(visit, ends_at=NOW + timedelta(hours=3), recorded_at=NOW + timedelta(hours=27))
    assert recorded_in_time(long) is True


def test_the_next_visit_is_the_one_that_begins_or_is_running():
    later = dataclasses.replace(PLAN, id="later", starts_at=NOW + timedelta(hours=4))
    running = dataclasses.replace(
        PLAN, id="running", starts_at=NOW - timedelta(hours=1), ends_at=NOW + timedelta(hours=1)
    )
    over = dataclasses.replace(PLAN, id="over", starts_at=NOW - timedelta(hours=1))
    cancelled = dataclasses.replace(PLAN, id="cancelled", state="cancelled")
    assert next_visit((later, over, cancelled), now=NOW) == later
    assert next_visit((later, over, running), now=NOW) == running
    assert next_visit((over, cancelled, Visit()), now=NOW) is None
    assert next_visit((PLAN,), now=NOW) == PLAN


def test_the_brief_holds_person_phone_address_promises_and_three_questions():
    account = Account(
        id="account", name="North Steel", city="唐山市", address="唐山市钢铁路 1 号", phone="0315-1"
    )
    promises = (
        Commitment(id="b", deal_id="deal", what="Drawings"),
        Commitment(id="a", deal_id="deal", what="Price", due_on=TODAY),
        Commitment(deal_id="deal", what="Kept", state="kept"),
        Commitment(deal_id="another", what="Elsewhere"),
    )
    found = brief(
        PLAN,
        account=account,
        contacts=(Contact(id="c", name="Li Na", phone="", mobile="138"), Contact(id="d", name="No")),
        attendees=(
            *PEOPLE,
            Attendee(visit_id="visit", contact_id="d"),
            Attendee(visit_id="another", contact_id="d", is_planned=True),
            Attendee(visit_id="visit", contact_id="nobody", is_planned=True),
        ),
        questions=QUESTIONS,
        commitments=promises,
        gaps=gaps(reading(deal=deal(need_behind="", budget_state="", why_now=""))),
    )
    assert [person.name for person in found.people] == ["Li Na"]
    assert found.phone == "138"
    assert found.address == "唐山市钢铁路 1 号"
    assert [row.what for row in found.promises] == ["Price", "Drawings"]
    assert len(found.questions) + len(found.gaps) == 3


def test_the_brief_asks_nothing_twice():
    open_gaps = gaps(reading(deal=deal(need_behind="", budget_state="")))
    planned = dataclasses.replace(open_gaps[0], planned_visit_id="another")
    asked = VisitQuestion(visit_id="visit", question="Is there a budget?", gap="budget_unknown")
    answered = dataclasses.replace(asked, gap="why_now_unknown", is_answered=True)
    elsewhere = dataclasses.replace(asked, visit_id="another")
    assert {gap.code for gap in open_gaps} == {"need_behind_unknown", "budget_unknown"}
    assert brief(PLAN, questions=(asked, answered, elsewhere)).questions == (asked,)
    left = [gap for gap in open_gaps if gap.code != "budget_unknown"]
    assert brief(PLAN, questions=(asked,), gaps=open_gaps).gaps == tuple(left)
    assert planned not in brief(PLAN, gaps=(planned, *open_gaps[1:])).gaps


def test_the_brief_takes_the_place_nearest_to_the_visit():
    site = Site(id="site", city="Tangshan", address="Gate 3")
    account = Account(id="account", address="Head office", phone="1")
    here = dataclasses.replace(PLAN, site_id="site")
    assert brief(here, sites=(site,), account=account).address == "Tangshan Gate 3"
    assert brief(dataclasses.replace(here, place="Room 5"), sites=(site,)).address == "Room 5"
    assert brief(PLAN, account=account).address == "Head office"
    assert brief(PLAN, account=account).phone == "1"
    bare = brief(PLAN)
    assert (bare.address, bare.phone, bare.people, bare.gaps) == ("", "", (), ())


LEAD = Lead(
    spoke="yes",
    spoke_on=TODAY,
    need_confirmed="yes",
    has_date="yes",
    purchase_on=TODAY + timedelta(days=300),
)


def states(**values: Any) -> list[str]:
    return [test.state for test in sieve_tests(dataclasses.replace(LEAD, **values), today=TODAY)]


def test_a_lead_passes_by_three_tests():
    assert states() == ["yes", "yes", "yes"]
    assert passes(LEAD, today=TODAY)
    assert [test.has_proof for test in sieve_tests(LEAD, today=TODAY)] == [True, False, False]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"spoke": ""}, ["unknown", "yes", "yes"]),
        ({"need_confirmed": "no"}, ["yes", "no", "yes"]),
        ({"purchase_on": None}, ["yes", "yes", "unknown"]),
        ({"purchase_on": TODAY + timedelta(days=367)}, ["yes", "yes", "no"]),
        ({"purchase_on": TODAY - timedelta(days=1)}, ["yes", "yes", "no"]),
        ({"has_date": "no"}, ["yes", "yes", "no"]),
    ],
)
def test_what_fails_a_test_stays_in_the_sieve(values: dict[str, Any], expected: list[str]):
    assert states(**values) == expected
    assert not passes(dataclasses.replace(LEAD, **values), today=TODAY)


def test_what_fell_through_wakes_up_on_its_day():
    asleep = dataclasses.replace(LEAD, state="fell_through", wake_up_on=TODAY)
    assert wakes_up(asleep, today=TODAY)
    assert not wakes_up(asleep, today=TODAY - timedelta(days=1))
    assert not wakes_up(dataclasses.replace(asleep, state="lead"), today=TODAY)
    assert not wakes_up(dataclasses.replace(asleep, wake_up_on=None), today=TODAY)
