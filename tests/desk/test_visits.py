"""Visits: planned, made ready, moved, recorded with all that follows, deleted with all that rests on it."""

from datetime import date, timedelta

import pytest

from salesdesk.desk.learning import Learned
from salesdesk.desk.promises import note_touch, promise, settle_promise
from salesdesk.desk.strategy import add_question, put_on_map
from salesdesk.desk.visit_record import record_visit
from salesdesk.desk.visit_result import Answer, NeedHeard, Newcomer, ObjectionHeard, Promise, VisitResult
from salesdesk.desk.visits import (
    add_row,
    ask_in_next_visit,
    ask_in_visit,
    cancel_visit,
    delete_visit,
    edit_visit,
    insert_tool,
    invite,
    mark_done,
    move_visit,
    plan_for_gap,
    plan_visit,
    remove_row,
    review_visit,
)
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.gaps import gaps
from salesdesk.domain.knowledge import Knowledge
from salesdesk.domain.problems import Known
from salesdesk.domain.reading import Reading
from salesdesk.domain.strategy import Competitor, Evidence, Influence, Question
from salesdesk.domain.toolbox import Tool
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
from salesdesk.store.sheets import load_sheet

from .conftest import NOW, Make

TODAY = date(2026, 11, 26)
TOMORROW = NOW + timedelta(days=1)


class Scene:
    """One deal with two people, as most tests need it."""

    def __init__(self, desk, make: Make) -> None:
        self.desk = desk
        self.account = make.account()
        self.deal = make.deal(account=self.account, stage="2")
        self.li = make.contact("李卫东", account=self.account, mobile="13800138000")
        self.sun = make.contact("孙磊", account=self.account)
        desk.write("map", lambda w: put_on_map(w, self.deal.id, self.li.id, ["user"]))

    def visit(self, **values) -> Visit:
        facts = {
            "starts_at": NOW - timedelta(hours=3),
            "deal_id": self.deal.id,
            "contact_ids": [self.li.id],
            **values,
        }
        return self.desk.write("plan", lambda w: plan_visit(w, self.account.id, **facts))

    def record(self, visit: Visit, **values):
        return self.desk.write("record_visit", lambda w: record_visit(w, visit.id, VisitResult(**values)))

    def reading(self) -> Reading:
        with self.desk.read() as connection:
            return Reading(load_sheet(connection, self.deal.id), TODAY)

    def part(self, contact: Contact) -> Influence:
        (found,) = self.desk.select(Influence, deal_id=self.deal.id, contact_id=contact.id)
        return found


@pytest.fixture
def scene(desk, make) -> Scene:
    return Scene(desk, make)


# --- the plan


def test_a_visit_is_ready_when_nothing_needed_is_missing(desk, scene, check_undo) -> None:
    check_undo(lambda: scene.visit(starts_at=None))
    (visit,) = desk.select(Visit)
    assert (visit.state, visit.owner_id) == ("draft", desk.user_id)
    desk.write(
        "edit", lambda w: edit_visit(w, visit.id, starts_at=TOMORROW, objective_minimum="说出谁写评分表")
    )
    assert desk.need(Visit, visit.id).state == "draft"
    question = VisitQuestion(visit_id=visit.id, type="confirm", question="停线损失还是八万？")
    check_undo(lambda: desk.write("ask", lambda w: add_row(w, question)))
    assert desk.need(Visit, visit.id).state == "ready"
    check_undo(lambda: desk.write("drop", lambda w: remove_row(w, desk.select(VisitQuestion)[0])))
    assert desk.need(Visit, visit.id).state == "draft"


def test_somebody_is_invited_once(desk, scene, check_undo) -> None:
    visit = scene.visit(contact_ids=[])
    check_undo(lambda: desk.write("invite", lambda w: invite(w, visit.id, contact_id=scene.li.id)))
    desk.write("invite", lambda w: invite(w, visit.id, contact_id=scene.li.id))
    desk.write("invite", lambda w: invite(w, visit.id, member_id=desk.user_id))
    desk.write("invite", lambda w: invite(w, visit.id, name="顾女士", title="质量"))
    rows = sorted(desk.select(Attendee, visit_id=visit.id), key=lambda row: row.order)
    assert [row.contact_id or row.member_id or row.name for row in rows] == [
        scene.li.id,
        desk.user_id,
        "顾女士",
    ]


def test_rows_of_a_plan_know_their_deal(desk, scene) -> None:
    visit = scene.visit()
    for row in (Need(visit_id=visit.id, need="停线少"), Strength(visit_id=visit.id, strength="11 分钟复线")):
        desk.write("row", lambda w, row=row: add_row(w, row))
    desk.write("row", lambda w: add_row(w, Commitment(visit_id=visit.id, what="引见采购")))
    (commitment,) = desk.select(Commitment)
    assert (commitment.deal_id, commitment.account_id) == (scene.deal.id, scene.account.id)
    assert desk.select(Need)[0].deal_id == desk.select(Strength)[0].deal_id == scene.deal.id


@pytest.mark.parametrize(
    ("kind", "row_class"),
    [("objection", Objection), ("question", VisitQuestion), ("case", Strength), ("value", Strength)],
)
def test_a_tool_finds_its_place_in_the_plan(desk, make, scene, check_undo, kind, row_class) -> None:
    tool = make.record(
        Tool(name="济南厂 11 分钟复线", tool_kind=kind, text="样板", advantage="快", proof="现场")
    )
    visit = scene.visit()
    check_undo(lambda: desk.write("tool", lambda w: insert_tool(w, visit.id, tool.id)))
    assert len(desk.select(row_class, visit_id=visit.id)) == 1


def test_a_gap_is_asked_once_in_the_next_visit(desk, scene, check_undo) -> None:
    gap = next(gap for gap in gaps(scene.reading()) if gap.code == "need_behind_unknown")
    check_undo(
        lambda: desk.write("ask", lambda w: ask_in_next_visit(w, scene.deal.id, gap, "背后的需求是什么？"))
    )
    desk.write("ask", lambda w: ask_in_next_visit(w, scene.deal.id, gap, "背后的需求是什么？"))
    (question,) = desk.select(VisitQuestion)
    assert (question.gap, question.about_field) == ("need_behind_unknown", "need_behind")
    asked = next(gap for gap in gaps(scene.reading()) if gap.code == "need_behind_unknown")
    assert asked.planned_visit_id == question.visit_id


def test_a_question_of_the_sheet_is_planned_by_being_asked(desk, scene, check_undo) -> None:
    question = desk.write(
        "q", lambda w: add_question(w, scene.deal.id, "预算在哪一年？", ask_contact_id=scene.li.id)
    )
    gap = next(gap for gap in gaps(scene.reading()) if gap.about_id == question.id)
    check_undo(lambda: desk.write("ask", lambda w: plan_for_gap(w, scene.deal.id, gap, "预算在哪一年？")))
    (visit,) = desk.select(Visit)
    planned = desk.need(Question, question.id)
    assert (planned.state, planned.visit_id) == ("planned", visit.id)
    assert [row.contact_id for row in desk.select(Attendee, visit_id=visit.id)] == [scene.li.id]
    desk.write("ask", lambda w: ask_in_visit(w, visit.id, gap, "预算在哪一年？"))
    assert len(desk.select(VisitQuestion)) == 1
    check_undo(lambda: desk.write("cancel", lambda w: cancel_visit(w, visit.id, reason="客户出差")))
    assert desk.need(Question, question.id).state == "open"


def test_a_visit_moves_with_its_plan_and_leaves_its_reason(desk, scene, check_undo) -> None:
    old = scene.visit(
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
        objective_minimum="说出谁评分",
        questions=["谁评分？"],
    )
    check_undo(lambda: desk.write("move", lambda w: move_visit(w, old.id, TOMORROW, reason="客户开会")))
    moved = desk.need(Visit, old.id)
    new = desk.need(Visit, moved.moved_to_id)
    assert (moved.state, moved.change_reason) == ("moved", "客户开会")
    assert (new.state, new.starts_at, new.ends_at) == ("ready", TOMORROW, TOMORROW + timedelta(hours=1))
    assert [row.question for row in desk.select(VisitQuestion, visit_id=new.id)] == ["谁评分？"]
    for deed in (
        lambda w: move_visit(w, new.id, TOMORROW, reason=" "),
        lambda w: cancel_visit(w, new.id, reason=""),
    ):
        with pytest.raises(Known) as caught:
            desk.write("x", deed)
        assert caught.value.facts["reason"] == "required"


# --- the record


def test_a_record_changes_the_sheet_with_the_visit_as_evidence(desk, scene, check_undo) -> None:
    visit = scene.visit(objective_minimum="说出谁写评分表")
    result = VisitResult(
        met=[scene.li.id, scene.sun.id],
        outcome="best",
        agreed="李总引见采购",
        learned="三号线又停了两次",
        promises=[
            Promise(what="引见采购部赵女士", due_on=date(2026, 12, 4), contact_id=scene.li.id),
            Promise(what="PLC 驱动清单", side="ours", due_on=date(2026, 11, 30)),
        ],
        facts=[
            Learned(kind="influence", contact_id=scene.li.id, field="attitude", value="strong_supporter",
                    said_by_id=scene.li.id, words="停线一小时损失八万，这事不能再拖。"),
            Learned(kind="influence", contact_id=scene.sun.id, field="attitude", value="neutral"),
            Learned(kind="deal", field="budget_state", value="approved", said_by_id=scene.li.id),
            Learned(kind="competitor", field="name", value="恒创"),
            Learned(kind="buying_step", field="name", value="技术评审"),
        ],
        needs=[NeedHeard(contact_id=scene.sun.id, need="接口开放", reason_behind="自己要维护")],
        objections=[ObjectionHeard(objection="一厂已经装了恒创", settled="no")],
        questions=["用哪些 PLC 型号？"],
        next_step="与赵女士见面",
        next_step_on=date(2026, 12, 8),
    )  # fmt: skip
    check_undo(lambda: desk.write("record_visit", lambda w: record_visit(w, visit.id, result)))
    recorded = desk.need(Visit, visit.id)
    assert (recorded.state, recorded.outcome, recorded.recorded_at) == ("recorded", "best", NOW)
    reading = scene.reading()
    li, sun = scene.part(scene.li), scene.part(scene.sun)
    standing = reading.standing(li, "attitude")
    assert (standing.knowledge, standing.said_on) == (Knowledge.KNOWN, visit.starts_at.astimezone().date())
    assert standing.evidence is not None and standing.evidence.words.startswith("停线一小时")
    assert reading.standing(sun, "need").knowledge is Knowledge.KNOWN and sun.need == "接口开放"
    deal = desk.need(Deal, scene.deal.id)
    assert (deal.budget_state, deal.next_step, deal.next_step_on) == (
        "approved",
        "与赵女士见面",
        date(2026, 12, 8),
    )
    assert "恒创" in {row.name for row in desk.select(Competitor)}
    promises = {row.side: row for row in desk.select(Commitment)}
    assert promises["theirs"].contact_id == scene.li.id and promises["ours"].member_id == desk.user_id
    assert reading.level(scene.sun.id).meetings == 1
    draft = next(one for one in desk.select(Visit) if one.id != visit.id)
    assert (draft.objective_best, draft.state) == ("与赵女士见面", "draft")
    assert draft.starts_at.astimezone().date() == date(2026, 12, 8)
    desk.write("again", lambda w: record_visit(w, visit.id, result))
    for kind, count in (
        (Commitment, 2),
        (Competitor, 1),
        (Need, 1),
        (Objection, 1),
        (Question, 1),
        (Visit, 2),
    ):
        assert len(desk.select(kind)) == count, kind.KIND
    assert len(desk.select(Attendee, visit_id=visit.id)) == 2


def test_a_deleted_visit_turns_what_rested_on_it_into_guesses(desk, scene, check_undo) -> None:
    visit = scene.visit()
    attitude = Learned(kind="influence", contact_id=scene.li.id, field="attitude", value="supporter")
    budget = Learned(
        kind="deal", field="budget_state", value="approved", said_by_id=scene.li.id, words="批了"
    )
    scene.record(visit, met=[scene.li.id], facts=[attitude, budget])
    assert scene.reading().standing(scene.part(scene.li), "attitude").knowledge is Knowledge.KNOWN
    check_undo(lambda: desk.write("delete", lambda w: delete_visit(w, visit.id)))
    reading = scene.reading()
    assert reading.standing(scene.part(scene.li), "attitude").knowledge is Knowledge.GUESS
    assert reading.standing(reading.sheet.deal, "budget_state").knowledge is Knowledge.GUESS
    assert reading.level(scene.li.id).meetings == 0
    desk.undo()
    assert scene.reading().standing(scene.part(scene.li), "attitude").knowledge is Knowledge.KNOWN


def test_a_value_said_differently_later_stands_on_the_later_visit(desk, scene) -> None:
    first, second = scene.visit(starts_at=NOW - timedelta(days=9)), scene.visit()
    for visit, attitude in ((first, "neutral"), (second, "supporter")):
        fact = Learned(kind="influence", contact_id=scene.li.id, field="attitude", value=attitude)
        scene.record(visit, facts=[fact])
    assert scene.reading().standing(scene.part(scene.li), "attitude").evidence.visit_id == second.id
    desk.write("delete", lambda w: delete_visit(w, second.id))
    assert scene.reading().standing(scene.part(scene.li), "attitude").knowledge is Knowledge.GUESS


def test_an_answer_closes_the_gap_it_was_asked_for(desk, scene, check_undo) -> None:
    visit = scene.visit()
    found = {gap.code: gap for gap in gaps(scene.reading())}
    asked = desk.write("a", lambda w: ask_in_visit(w, visit.id, found["need_behind_unknown"], "为什么现在？"))
    budget = desk.write("a", lambda w: ask_in_visit(w, visit.id, found["budget_unknown"], "预算批了吗？"))
    question = desk.write("q", lambda w: add_question(w, scene.deal.id, "评分权重？"))
    own = next(gap for gap in gaps(scene.reading()) if gap.about_id == question.id)
    third = desk.write("a", lambda w: ask_in_visit(w, visit.id, own, "评分权重？"))
    answers = [
        Answer(visit_question_id=asked.id, answer="停线损失", contact_id=scene.li.id),
        Answer(visit_question_id=budget.id, answer="批了三百万", value="approved"),
        Answer(visit_question_id=third.id, answer="技术六成", contact_id=scene.li.id),
    ]
    check_undo(lambda: scene.record(visit, met=[scene.li.id], answers=answers))
    left = {gap.code for gap in gaps(scene.reading())}
    assert not {"need_behind_unknown", "budget_unknown", "question_open"} & left
    answered = desk.need(Question, question.id)
    assert (answered.state, answered.answer, answered.answered_by_id) == ("answered", "技术六成", scene.li.id)
    assert desk.need(Deal, scene.deal.id).need_behind == "停线损失"


def test_what_was_not_answered_goes_to_the_next_visit(desk, scene) -> None:
    visit = scene.visit(questions=["谁定权重？", "预算？"], objective_minimum="说出谁定")
    first, _ = sorted(desk.select(VisitQuestion), key=lambda row: row.order)
    answer = Answer(visit_question_id=first.id, answer="总工")
    at = NOW + timedelta(days=7)
    recorded = scene.record(visit, met=[scene.li.id], answers=[answer], next_step="再来", next_at=at)
    assert recorded.next_visit is not None and recorded.next_visit.starts_at == at
    assert [row.question for row in desk.select(VisitQuestion, visit_id=recorded.next_visit.id)] == ["预算？"]
    planned = desk.select(Attendee, visit_id=recorded.next_visit.id)
    assert [(row.contact_id, row.is_planned, row.was_met) for row in planned] == [(scene.li.id, True, False)]


def test_somebody_new_becomes_a_contact_on_a_line(desk, scene, check_undo) -> None:
    visit = scene.visit()
    newcomers = [
        Newcomer(name="赵女士", title="采购经理", line="purchasing"),
        Newcomer(name="司机", is_contact=False),
    ]
    check_undo(lambda: scene.record(visit, newcomers=newcomers))
    scene.record(visit, newcomers=newcomers)
    zhao = next(contact for contact in desk.select(Contact) if contact.name == "赵女士")
    assert (zhao.account_id, zhao.title) == (scene.account.id, "采购经理")
    assert scene.part(zhao).on_purchasing_line
    assert {row.contact_id or row.name: row.was_met for row in desk.select(Attendee, visit_id=visit.id)} == {
        scene.li.id: False,
        zhao.id: True,
        "司机": True,
    }
    covered = {line.line: line.state for line in scene.reading().coverage}
    assert covered["purchasing"] == "met"


def test_a_visit_without_a_deal_is_recorded_too(desk, scene, check_undo) -> None:
    visit = scene.visit(deal_id="", starts_at=None)
    need = NeedHeard(contact_id=scene.li.id, need="稳定")
    check_undo(
        lambda: scene.record(visit, met=[scene.li.id], needs=[need], questions=["?"], next_step="再约")
    )
    assert desk.need(Visit, visit.id).starts_at == NOW
    with pytest.raises(Known) as caught:
        scene.record(visit, facts=[Learned(kind="deal", field="budget_state", value="approved")])
    assert caught.value.field == "deal_id"


@pytest.mark.parametrize(
    "fact",
    [
        Learned(kind="influence", field="attitude", value="love", contact_id="x"),
        Learned(kind="nothing", field="attitude", value="supporter"),
        Learned(kind="deal", field="no_such_field", value="x"),
        Learned(kind="deal", field="stage", value="99"),
        Learned(kind="deal", field="amount", value="a lot"),
        Learned(kind="influence", field="attitude", value="supporter", record_id="0" * 32),
        Learned(kind="deal", field="how_we_win", value="\u202eevil"),
    ],
)
def test_a_record_with_a_fault_leaves_nothing(desk, scene, fact) -> None:
    visit = scene.visit()
    with pytest.raises(Known):
        scene.record(visit, met=[scene.li.id], outcome="best", facts=[fact])
    assert desk.need(Visit, visit.id).state == "draft"
    assert desk.select(Evidence) == []


def test_done_and_reviewed(desk, scene, check_undo) -> None:
    visit = scene.visit()
    check_undo(lambda: desk.write("done", lambda w: mark_done(w, visit.id)))
    scene.record(visit, outcome="minimum")
    check_undo(lambda: desk.write("review", lambda w: review_visit(w, visit.id, is_model=True)))
    scene.record(visit, outcome="best")
    assert desk.need(Visit, visit.id).state == "reviewed"


# --- promises and touches


def test_promises_are_kept_or_not(desk, scene, check_undo) -> None:
    due = date(2026, 12, 4)
    check_undo(
        lambda: desk.write("p", lambda w: promise(w, scene.account.id, "清单", side="ours", due_on=due))
    )
    (row,) = desk.select(Commitment)
    assert row.member_id == desk.user_id
    check_undo(lambda: desk.write("kept", lambda w: settle_promise(w, row.id, "kept", today=TODAY)))
    assert desk.need(Commitment, row.id).kept_on == TODAY
    desk.write("back", lambda w: settle_promise(w, row.id, "promised", today=TODAY))
    assert desk.need(Commitment, row.id).kept_on is None
    visit = scene.visit()
    scene.record(visit, kept=[row.id])
    assert desk.need(Commitment, row.id).state == "kept"


def test_a_touch_is_contact_and_not_face_to_face(desk, scene, check_undo) -> None:
    check_undo(
        lambda: desk.write(
            "touch", lambda w: note_touch(w, scene.account.id, "问了节后时间", contact_id=scene.li.id)
        )
    )
    assert desk.select(Touch)[0].touched_at == NOW
    level = scene.reading().level(scene.li.id)
    assert (level.meetings, level.contacts) == (0, 1)
