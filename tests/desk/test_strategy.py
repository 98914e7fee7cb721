"""The strategy sheet's verbs: the map, ratings with and without evidence, questions, risks, coaches."""

from datetime import date, timedelta

import pytest

from salesdesk.desk.coaches import check_coach, dismiss_coach, judge_advice, name_coach, note_advice
from salesdesk.desk.evidence import Proof
from salesdesk.desk.strategy import (
    accept_risk,
    add_action,
    add_competitor,
    add_criterion,
    add_obstacle,
    add_question,
    answer_question,
    finish_action,
    give_estimate,
    name_unknown,
    put_on_map,
    put_unknown,
    rate,
    reject_risk,
    score,
    set_lines,
    take_off_map,
)
from salesdesk.domain.coaches import coach_state
from salesdesk.domain.knowledge import Knowledge
from salesdesk.domain.problems import Known
from salesdesk.domain.reading import Reading
from salesdesk.domain.risk_points import risk_points
from salesdesk.domain.strategy import (
    AcceptedRisk,
    Action,
    Coach,
    Competitor,
    CriterionScore,
    Estimate,
    Evidence,
    Influence,
    Obstacle,
    Question,
)
from salesdesk.store.sheets import load_sheet
from salesdesk.store.tables import HEAD

TODAY = date(2026, 11, 26)


@pytest.fixture
def deal(make):
    return make.deal(account=make.account())


@pytest.fixture
def li(make, deal, desk):
    from salesdesk.domain.account import Account

    return make.contact("李卫东", account=desk.need(Account, deal.account_id))


def reading(desk, deal) -> Reading:
    with desk.read() as connection:
        return Reading(load_sheet(connection, deal.id), TODAY)


def test_a_person_plays_one_part_however_often_put_there(desk, deal, li, check_undo) -> None:
    check_undo(lambda: desk.write("map", lambda w: put_on_map(w, deal.id, li.id, ["user"])))
    desk.write("map", lambda w: put_on_map(w, deal.id, li.id, ["management"], attitude="supporter"))
    (part,) = desk.select(Influence)
    assert (part.on_user_line, part.on_management_line, part.attitude) == (True, True, "supporter")
    check_undo(lambda: desk.write("lines", lambda w: set_lines(w, part.id, ["decision"])))
    moved = desk.need(Influence, part.id)
    assert (moved.on_user_line, moved.on_decision_line) == (False, True)
    check_undo(lambda: desk.write("off", lambda w: take_off_map(w, part.id)))
    desk.write("map", lambda w: put_on_map(w, deal.id, li.id, ["user"]))
    assert [one.id for one in desk.select(Influence)] == [part.id]


def test_a_line_nobody_knows_is_refused(desk, deal, li) -> None:
    with pytest.raises(Known) as caught:
        desk.write("map", lambda w: put_on_map(w, deal.id, li.id, ["sideline"]))
    assert caught.value.code == "E_CHOICE"
    with pytest.raises(Known):
        desk.write("map", lambda w: put_on_map(w, deal.id, "0" * 32, ["user"]))


def test_a_place_for_nobody_becomes_a_person(desk, deal, li, check_undo) -> None:
    check_undo(
        lambda: desk.write(
            "place",
            lambda w: put_unknown(w, deal.id, "purchasing", who_might_know="李卫东", influence="high"),
        )
    )
    (place,) = desk.select(Influence)
    assert reading(desk, deal).sheet.people == ()
    check_undo(lambda: desk.write("name", lambda w: name_unknown(w, place.id, li.id)))
    (part,) = desk.select(Influence)
    assert (part.contact_id, part.on_purchasing_line, part.influence) == (li.id, True, "high")


def test_without_evidence_a_rating_is_a_guess(desk, deal, li, check_undo) -> None:
    part = desk.write("map", lambda w: put_on_map(w, deal.id, li.id, ["user"]))
    check_undo(lambda: desk.write("rate", lambda w: rate(w, part.id, attitude="supporter", influence="high")))
    rated = desk.need(Influence, part.id)
    assert reading(desk, deal).standing(rated, "attitude").knowledge is Knowledge.GUESS
    proof = Proof(contact_id=li.id, words="这事不能再拖", said_on=TODAY)
    check_undo(
        lambda: desk.write("rate", lambda w: rate(w, part.id, attitude="strong_supporter", evidence=proof))
    )
    rated = desk.need(Influence, part.id)
    assert reading(desk, deal).standing(rated, "attitude").knowledge is Knowledge.KNOWN
    desk.write("rate", lambda w: rate(w, part.id, attitude="neutral", evidence=Proof()))
    rated = desk.need(Influence, part.id)
    assert reading(desk, deal).standing(rated, "attitude").knowledge is Knowledge.GUESS
    old = Proof(words="很久以前", said_on=TODAY - timedelta(days=100))
    desk.write("rate", lambda w: rate(w, part.id, attitude="neutral", evidence=old))
    assert reading(desk, deal).standing(rated, "attitude").knowledge is Knowledge.STALE
    assert len(desk.select(Evidence)) == 2


def test_competition_and_criteria(desk, deal, check_undo) -> None:
    check_undo(lambda: desk.write("c", lambda w: add_competitor(w, deal.id, "恒创", standing="level")))
    (rival,) = desk.select(Competitor)
    criterion = desk.write("c", lambda w: add_criterion(w, deal.id, "恢复时间", weight=30))
    check_undo(lambda: desk.write("s", lambda w: score(w, criterion.id, rival.id, 7)))
    desk.write("s", lambda w: score(w, criterion.id, rival.id, 5, reason="样板只有一个"))
    assert [row.score for row in desk.select(CriterionScore)] == [5]
    with pytest.raises(Known):
        desk.write("s", lambda w: score(w, criterion.id, rival.id, 11))


def test_a_question_is_answered_by_somebody(desk, deal, li, check_undo) -> None:
    question = desk.write("q", lambda w: add_question(w, deal.id, "预算在哪一年？", why="财年"))
    check_undo(
        lambda: desk.write(
            "a", lambda w: answer_question(w, question.id, "明年", today=TODAY, contact_id=li.id)
        )
    )
    answered = desk.need(Question, question.id)
    assert (answered.state, answered.answered_on) == ("answered", TODAY)
    assert reading(desk, deal).standing(answered, "answer").knowledge is Knowledge.KNOWN


def test_actions_obstacles_and_estimates(desk, deal, li, check_undo) -> None:
    check_undo(
        lambda: desk.write(
            "a", lambda w: add_action(w, deal.id, "样板点参观", contact_id=li.id, due_on=TODAY)
        )
    )
    (action,) = desk.select(Action)
    assert action.owner_id == desk.user_id
    check_undo(lambda: desk.write("a", lambda w: finish_action(w, action.id, today=TODAY, result="看了")))
    check_undo(lambda: desk.write("o", lambda w: add_obstacle(w, deal.id, "接口不开放", solvable="partly")))
    check_undo(lambda: desk.write("e", lambda w: give_estimate(w, deal.id, "rep", 45, today=TODAY)))
    assert desk.select(Obstacle) and desk.select(Estimate)[0].member_id == desk.user_id


def test_an_accepted_risk_is_quiet_until_its_day(desk, deal, check_undo) -> None:
    raised = risk_points(reading(desk, deal))[0]
    check_undo(
        lambda: desk.write(
            "accept",
            lambda w: accept_risk(
                w, deal.id, raised.code, reason="客户要求", until=TODAY, subject_id=raised.about_id
            ),
        )
    )
    now = next(risk for risk in risk_points(reading(desk, deal)) if risk.code == raised.code)
    assert now.accepted is not None and now.accepted.reason == "客户要求"
    tomorrow = Reading(reading(desk, deal).sheet, TODAY + timedelta(days=1))
    assert all(risk.accepted is None for risk in risk_points(tomorrow))
    (accepted,) = desk.select(AcceptedRisk)
    check_undo(lambda: desk.write("reject", lambda w: reject_risk(w, accepted.id)))
    with pytest.raises(Known):
        desk.write("accept", lambda w: accept_risk(w, deal.id, "x", reason=" ", until=None))


def test_a_coach_lives_in_the_close_scope_with_its_evidence(desk, deal, li, check_undo) -> None:
    check_undo(lambda: desk.write("coach", lambda w: name_coach(w, deal.id, li.id)))
    (coach,) = desk.select(Coach)
    proof = Proof(contact_id=li.id, words="他把评分表草稿给我们看了")
    for test in ("they_trust_us", "trusted_inside", "wants_us_to_win"):
        desk.write("t", lambda w, test=test: check_coach(w, coach.id, test, True, evidence=proof))
    desk.write("t", lambda w: name_coach(w, deal.id, li.id, side="ours"))
    assert coach_state(reading(desk, deal).sheet) == "unconfirmed"
    desk.write("t", lambda w: note_advice(w, coach.id, "先算停线损失", today=TODAY))
    check_undo(lambda: desk.write("t", lambda w: judge_advice(w, coach.id, proved=True)))
    assert coach_state(reading(desk, deal).sheet) == "confirmed"
    with desk.read() as connection:
        scopes = {row.record_id: row.scope for row in connection.execute(HEAD.select())}
    assert scopes[coach.id] == f"close:{deal.id}"
    assert {scopes[piece.id] for piece in desk.select(Evidence)} == {f"close:{deal.id}"}
    check_undo(lambda: desk.write("t", lambda w: dismiss_coach(w, coach.id)))
    assert coach_state(reading(desk, deal).sheet) == "none"
