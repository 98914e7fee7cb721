"""Every risk point and every strength fires on one sheet and is silent on another."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from salesdesk.domain.coaches import coach_state, is_confirmed
from salesdesk.domain.deal import BuyingStep, StageMove
from salesdesk.domain.reading import Reading
from salesdesk.domain.risk_points import RULES, most_urgent, risk_points, strong_points
from salesdesk.domain.sheet import FieldChange
from salesdesk.domain.strategy import AcceptedRisk, Action, CriterionScore, Obstacle
from salesdesk.domain.visit import Commitment
from tests.domain.sheets import (
    COACH,
    DEAL,
    GOOD,
    NAMES,
    SOON,
    TODAY,
    changed,
    contact_id,
    deal,
    part_id,
    reading,
    stamp,
    with_part,
)

YESTERDAY = TODAY - timedelta(days=1)
LAST_YEAR = TODAY - timedelta(days=365)
NO_DECISION = tuple(row for row in GOOD.influences if not row.on_decision_line)
OLD = tuple(dataclasses.replace(row, said_on=LAST_YEAR) for row in GOOD.evidence)
ONE_VOICE = tuple(dataclasses.replace(row, contact_id=contact_id("user")) for row in GOOD.evidence)
SUPPORTED_BY_TECHNICAL = dataclasses.replace(COACH, contact_id=contact_id("technical"), side="theirs")
UNSURE = (dataclasses.replace(COACH, told_truth=False),)


def change(field, before, after):
    return FieldChange("deal", field, before, after, YESTERDAY)


def put_off(count):
    return tuple(change("close_date", TODAY, TODAY + timedelta(days=30)) for _ in range(count))


RISKS: dict[str, dict[str, Any]] = {
    "decision_line_unknown": {"influences": NO_DECISION},
    "high_influence_against": {"influences": with_part("decision", attitude="opponent")},
    "competitor_coach": {"coaches": (COACH, SUPPORTED_BY_TECHNICAL)},
    "high_influence_not_met": {"attendees": GOOD.attendees[:-1]},
    "no_coach": {"coaches": ()},
    "coach_unconfirmed": {"coaches": UNSURE},
    "line_nobody_met": {"attendees": GOOD.attendees[1:]},
    "single_threaded": {"attendees": GOOD.attendees[-1:]},
    "person_left": {"contacts": changed(GOOD.contacts, contact_id("user"), has_left=True)},
    "response_mode": {"influences": with_part("decision", response_mode="overconfident")},
    "stale_evidence": {"evidence": OLD},
    "one_source": {"evidence": ONE_VOICE},
    "no_bad_news": {"objections": ()},
    "signing_date_passed": {"deal": deal(close_date=YESTERDAY, purchase_on=YESTERDAY)},
    "no_next_step": {"deal": deal(next_step_on=YESTERDAY)},
    "trial_failed": {"deal": deal(trial="failed")},
    "promise_broken": {"commitments": (Commitment(side="ours", what="Drawings", due_on=YESTERDAY),)},
    "stage_unproven": {"deal": deal(need_behind="")},
    "not_approved": {"deal": deal(project_approved="no")},
    "no_budget": {"deal": deal(budget_state="none")},
    "specification_not_ours": {"deal": deal(specification="theirs")},
    "criteria_unknown": {"criteria": ()},
    "known_late": {"deal": deal(stage_on_entry="4")},
    "we_are_behind": {"deal": deal(position="behind")},
    "score_behind": {
        "scores": (CriterionScore(criterion_id="criterion", competitor_id="rival", score=9),),
    },
    "signing_date_moved": {"changes": put_off(2)},
    "amount_shrunk": {"changes": (change("amount", 500_000_000, DEAL.amount),)},
    "moved_back": {
        "stage_moves": (
            *GOOD.stage_moves,
            StageMove(deal_id="deal", moved_at=stamp(-1), from_stage="5", to_stage="4"),
        )
    },
    "gone_quiet": {"visits": changed(GOOD.visits, "visit", starts_at=stamp(-40))},
    "obstacle_stands": {"obstacles": (Obstacle(obstacle="No crane", solvable="no"),)},
    "incumbent_contract": {"deal": deal(incumbent_until=TODAY + timedelta(days=900))},
    "dates_contradict": {"deal": deal(purchase_on=TODAY + timedelta(days=61))},
    "approver_unknown": {"buying_steps": changed(GOOD.buying_steps, "step", approver_contact_id="")},
    "action_overdue": {"actions": (Action(what="Call", due_on=YESTERDAY),)},
    "steps_contradict": {
        "buying_steps": (
            *GOOD.buying_steps,
            BuyingStep(name="Seal", planned_on=TODAY, approver_contact_id="c-user", order="z"),
        )
    },
}
QUIET: dict[str, dict[str, Any]] = {
    "high_influence_not_met": {"visits": changed(GOOD.visits, "visit", starts_at=stamp(-45))},
    "competitor_coach": {
        "coaches": (
            COACH,
            dataclasses.replace(SUPPORTED_BY_TECHNICAL, contact_id=contact_id("user")),
        )
    },
    "single_threaded": {"attendees": GOOD.attendees[-2:]},
    "promise_broken": {"commitments": (Commitment(side="ours", what="Drawings", due_on=TODAY),)},
    "signing_date_moved": {"changes": put_off(1)},
    "amount_shrunk": {"changes": (change("amount", 330_000_000, DEAL.amount),)},
    "score_behind": {
        "scores": (CriterionScore(criterion_id="criterion", competitor_id="rival", score=7),),
    },
    "obstacle_stands": {"obstacles": (Obstacle(obstacle="No crane", solvable="no", state="solved"),)},
    "action_overdue": {"actions": (Action(what="Call", due_on=YESTERDAY, state="done"),)},
    "no_next_step": {"deal": deal(next_step_on=TODAY)},
    "one_source": {"evidence": ONE_VOICE[:2]},
    "no_bad_news": {"objections": (), "influences": with_part("user", attitude="opponent")},
    "specification_not_ours": {"deal": deal(specification="theirs", stage="3")},
    "gone_quiet": {"visits": changed(GOOD.visits, "visit", starts_at=stamp(-30))},
    "signing_date_passed": {"deal": deal(close_date=TODAY, purchase_on=TODAY)},
    "incumbent_contract": {"deal": deal(incumbent_until=DEAL.close_date)},
    "dates_contradict": {"deal": deal(purchase_on=DEAL.close_date)},
    "steps_contradict": {
        "buying_steps": (
            *GOOD.buying_steps,
            BuyingStep(name="Survey", planned_on=TODAY, state="done", order="z"),
            BuyingStep(name="Seal", approver_contact_id="c-user", order="zz"),
        )
    },
}
STRENGTHS: dict[str, dict[str, Any]] = {
    "coach_confirmed": {"coaches": UNSURE},
    "decision_for_us": {"influences": with_part("decision", attitude="neutral")},
    "five_lines_met": {"attendees": ()},
    "specification_ours": {"deal": deal(specification="theirs")},
    "trial_passed": {"deal": deal(trial="running")},
}
MORE_STRENGTHS: dict[str, dict[str, Any]] = {
    "we_lead": {"deal": deal(position="lead")},
    "in_first": {"deal": deal(stage_on_entry="1")},
    "incumbent_fails": {"deal": deal(incumbent_fails="Late every winter")},
}


def codes(points):
    return {point.code for point in points}


def test_every_rule_has_a_case_and_there_are_thirty():
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert set(RISKS) == {rule.code for rule in RULES if rule.severity}
    assert {*STRENGTHS, *MORE_STRENGTHS} == {rule.code for rule in RULES if not rule.severity}
    assert len(RULES) >= 30


def test_the_good_sheet_has_no_risk_and_its_strengths():
    assert risk_points(reading()) == ()
    assert codes(strong_points(reading())) == set(STRENGTHS)


@pytest.mark.parametrize("code", RISKS)
def test_the_risk_fires(code):
    found = [point for point in risk_points(reading(**RISKS[code])) if point.code == code]
    assert found
    assert all(point.about_id and point.severity in (1, 2, 3) for point in found)


@pytest.mark.parametrize("code", QUIET)
def test_the_risk_is_silent_just_before(code):
    assert code not in codes(risk_points(reading(**QUIET[code])))


@pytest.mark.parametrize("code", STRENGTHS)
def test_the_strength_is_gone(code):
    assert code not in codes(strong_points(reading(**STRENGTHS[code])))


@pytest.mark.parametrize("code", MORE_STRENGTHS)
def test_the_strength_is_seen(code):
    assert code in codes(strong_points(reading(**MORE_STRENGTHS[code])))


def facts_of(code, **changes):
    return [dict(point.facts) for point in risk_points(reading(**changes)) if point.code == code]


def test_unmet_lines_are_named_and_an_unknown_decision_line_has_its_own_rule():
    nobody = {"influences": NO_DECISION, "attendees": GOOD.attendees[2:]}
    assert facts_of("line_nobody_met", **nobody) == [{"lines": "user,technical", "count": 2}]
    assert facts_of("line_nobody_met", attendees=GOOD.attendees[:-1]) == [{"lines": "decision", "count": 1}]


def test_only_putting_off_counts_and_a_cut_counts_from_a_fifth():
    earlier = change("close_date", TODAY, YESTERDAY)
    first_time = change("close_date", None, TODAY)
    assert facts_of("signing_date_moved", changes=(*put_off(1), earlier, first_time)) == []
    cut = change("amount", 400_000_000, DEAL.amount)
    assert facts_of("amount_shrunk", changes=(cut,))[0]["percent"] == 20


def test_three_known_attitudes_are_enough_to_wonder_at_no_bad_news():
    three = {"objections": (), "influences": GOOD.influences[:3]}
    two = {"objections": (), "influences": GOOD.influences[:2]}
    assert facts_of("no_bad_news", **three) == [{"count": 3}]
    assert facts_of("no_bad_news", **two) == []


def test_what_is_due_today_is_not_overdue():
    assert facts_of("obstacle_stands", obstacles=(Obstacle(obstacle="No crane", due_on=TODAY),)) == []
    assert facts_of("obstacle_stands", obstacles=(Obstacle(obstacle="No crane", due_on=YESTERDAY),))
    assert facts_of("action_overdue", actions=(Action(what="Call", due_on=TODAY),)) == []


def test_three_pieces_from_one_mouth_are_one_source():
    assert facts_of("one_source", evidence=ONE_VOICE[:3]) == [{"person": NAMES["user"], "count": 3}]


def test_facts_name_the_person_and_the_days():
    late = reading(visits=changed(GOOD.visits, "visit", starts_at=stamp(-46)))
    point = next(point for point in risk_points(late) if point.code == "high_influence_not_met")
    assert dict(point.facts) == {"person": NAMES["decision"], "days": 46}
    assert (point.about_kind, point.about_id) == ("influence", part_id("decision"))
    assert point.deed_key == "risk.high_influence_not_met.deed"


def test_who_may_not_know_of_coaches_is_told_nothing_of_them():
    granted, not_granted = reading(coaches=()), reading(coaches=None)
    assert coach_state(not_granted.sheet) == "hidden"
    spoken = {"no_coach", "coach_unconfirmed", "competitor_coach", "coach_confirmed"}
    assert codes(risk_points(granted)) & spoken
    assert not codes(risk_points(not_granted)) & spoken
    assert not codes(strong_points(not_granted)) & spoken
    assert "stage_unproven" not in codes(risk_points(not_granted))


@pytest.mark.parametrize("test", ["they_trust_us", "trusted_inside", "wants_us_to_win", "told_truth"])
def test_a_coach_is_confirmed_by_all_four_tests(test: Any):
    failed: dict[str, Any] = {test: False}
    assert is_confirmed(COACH)
    assert not is_confirmed(dataclasses.replace(COACH, **failed))
    assert not is_confirmed(dataclasses.replace(COACH, side="possible"))


def test_an_accepted_risk_is_kept_and_not_shown_first():
    acceptance = AcceptedRisk(
        deal_id="deal", risk="not_approved", subject_id="deal", reason="soon", until_on=TODAY
    )
    sheet = dataclasses.replace(GOOD, deal=deal(project_approved="no"), accepted_risks=(acceptance,))
    points = risk_points(Reading(sheet, TODAY))
    assert [point.accepted for point in points if point.code == "not_approved"] == [acceptance]
    assert "not_approved" not in codes(most_urgent(points))
    later = risk_points(Reading(sheet, TODAY + timedelta(days=1)))
    assert [point.accepted for point in later if point.code == "not_approved"] == [None]


def test_the_three_most_urgent_come_first():
    many = reading(
        deal=deal(trial="failed", close_date=YESTERDAY, project_approved="no"), coaches=(), criteria=()
    )
    points = risk_points(many)
    assert [point.severity for point in points] == sorted((point.severity for point in points), reverse=True)
    assert most_urgent(points, in_review=True) == points[:3]


def test_what_tells_of_coaches_is_kept_for_the_review():
    """The laptop stands open at the customer's table: a coach, or the lack of one, is for four eyes."""
    points = risk_points(reading(coaches=(SUPPORTED_BY_TECHNICAL,)))
    assert {point.code for point in points if point.is_close} == {"competitor_coach", "no_coach"}
    assert not {"competitor_coach", "no_coach"} & codes(most_urgent(points))
    assert {"competitor_coach", "no_coach"} <= codes(most_urgent(points, in_review=True))
    about_coaches = {rule.code for rule in RULES if "coach" in rule.code}
    assert about_coaches == {rule.code for rule in RULES if rule.is_close}


@pytest.mark.parametrize("kept_out", [{"deal_kind": "small_order"}, {"status": "won"}, {"status": "lost"}])
def test_only_open_key_projects_have_risk_points(kept_out):
    poor = reading(deal=deal(trial="failed", next_step="", **kept_out), coaches=())
    assert risk_points(poor) == ()
    assert strong_points(poor) == ()


def test_a_planned_visit_or_an_open_action_is_a_next_step():
    bare = deal(next_step="", next_step_on=None)
    visit = dataclasses.replace(GOOD.visits[0], id="next", state="ready", starts_at=stamp(3))
    action = Action(what="Send the proof", due_on=SOON)
    cases: tuple[dict[str, Any], ...] = ({"visits": (*GOOD.visits, visit)}, {"actions": (action,)})
    for rows in cases:
        assert "no_next_step" not in codes(risk_points(reading(deal=bare, **rows)))
    elsewhere = dataclasses.replace(visit, deal_id="another")
    assert "no_next_step" in codes(risk_points(reading(deal=bare, visits=(*GOOD.visits, elsewhere))))
