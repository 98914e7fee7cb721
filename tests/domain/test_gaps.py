"""Every gap opens on one sheet and is closed on another; a gap becomes a question of a visit."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from salesdesk.domain.deal import BuyingStep
from salesdesk.domain.gaps import Gap, ask, gaps
from salesdesk.domain.reading import Reading
from salesdesk.domain.strategy import Criterion, Question
from salesdesk.domain.visit import Commitment, Need, VisitQuestion
from tests.domain.sheets import (
    GOOD,
    NAMES,
    TODAY,
    changed,
    contact_id,
    deal,
    part_id,
    reading,
    stamp,
    with_part,
)

LAST_YEAR = TODAY - timedelta(days=365)


def promised(days: int, **values: Any) -> dict[str, Any]:
    row = Commitment(
        what="Drawings", contact_id=contact_id("user"), due_on=TODAY + timedelta(days=days), **values
    )
    return {"commitments": (row,)}


def without(line: str) -> dict[str, Any]:
    return {"influences": tuple(part for part in GOOD.influences if part.contact_id != contact_id(line))}


OPEN: dict[str, dict[str, Any]] = {
    "decision_line_unknown": without("decision"),
    "user_line_unknown": without("user"),
    "technical_line_unknown": without("technical"),
    "purchasing_line_unknown": without("purchasing"),
    "management_line_unknown": without("management"),
    "line_not_met": {"attendees": GOOD.attendees[1:]},
    "attitude_unknown": {"influences": with_part("user", attitude="")},
    "attitude_stale": {
        "evidence": tuple(dataclasses.replace(piece, said_on=LAST_YEAR) for piece in GOOD.evidence)
    },
    "attitude_guessed": {"evidence": ()},
    "influence_unknown": {"influences": with_part("user", influence="")},
    "line_of_person_unknown": {"influences": with_part("user", on_user_line=False)},
    "personal_win_unknown": {"influences": with_part("decision", personal_win=" ")},
    "need_unknown": {"influences": with_part("decision", need="")},
    "response_mode_unknown": {"influences": with_part("decision", response_mode="")},
    "need_behind_unknown": {"deal": deal(need_behind="")},
    "management_unknown": {"deal": deal(management_agreed="")},
    "why_now_unknown": {"deal": deal(why_now="")},
    "budget_unknown": {"deal": deal(budget_state="")},
    "timing_unknown": {"deal": deal(purchase_on=None)},
    "approval_unknown": {"deal": deal(project_approved="")},
    "specification_unknown": {"deal": deal(specification="")},
    "trial_unknown": {"deal": deal(trial="")},
    "short_list_unknown": {"deal": deal(short_listed="")},
    "agreement_unknown": {"deal": deal(stage="5")},
    "incumbent_unknown": {"deal": deal(incumbent="")},
    "amount_unknown": {"deal": deal(amount=None)},
    "close_date_unknown": {"deal": deal(close_date=None)},
    "criteria_unknown": {"criteria": ()},
    "weight_unknown": {"criteria": (Criterion(name="Price"),)},
    "rivals_unknown": {"competitors": ()},
    "rival_move_unknown": {"competitors": changed(GOOD.competitors, "rival", likely_move="")},
    "steps_unknown": {"buying_steps": ()},
    "approver_unknown": {"buying_steps": changed(GOOD.buying_steps, "step", approver_contact_id="")},
    "step_date_unknown": {"buying_steps": changed(GOOD.buying_steps, "step", planned_on=None)},
    "promise_overdue": promised(-1),
    "promise_due": promised(7),
    "question_open": {"questions": (Question(question="Who owns the roof?"),)},
}
CLOSED: dict[str, dict[str, Any]] = {
    "attitude_guessed": {
        "evidence": tuple(piece for piece in GOOD.evidence if piece.about_id == part_id("decision"))
    },
    "need_unknown": {
        "influences": with_part("decision", need=""),
        "needs": (Need(contact_id=contact_id("decision"), need="Quiet"),),
    },
    "specification_unknown": {"deal": deal(specification="", stage="2")},
    "criteria_unknown": {"criteria": (), "deal": deal(stage="1")},
    "rival_move_unknown": {"competitors": changed(GOOD.competitors, "rival", likely_move="", standing="out")},
    "approver_unknown": {"buying_steps": (BuyingStep(name="Review", state="done"),)},
    "promise_overdue": promised(-1, state="kept"),
    "promise_due": promised(8),
    "question_open": {"questions": (Question(question="Who owns the roof?", state="answered"),)},
}


def found(**changes: Any) -> dict[str, Gap]:
    return {gap.code: gap for gap in gaps(reading(**changes))}


def test_the_good_sheet_has_no_gap():
    assert gaps(reading()) == ()


@pytest.mark.parametrize("code", OPEN)
def test_the_gap_opens(code: str):
    gap = found(**OPEN[code])[code]
    assert gap.key == f"gap.{code}"
    assert gap.weight > 0


@pytest.mark.parametrize("code", CLOSED)
def test_the_gap_is_closed(code: str):
    assert code not in found(**CLOSED[code])


def test_the_most_worth_asking_comes_first_and_the_present_stage_comes_up():
    poor = gaps(reading(**without("decision"), deal=deal(short_listed="", need_behind="")))
    assert [gap.weight for gap in poor] == sorted((gap.weight for gap in poor), reverse=True)
    assert poor[0].code == "decision_line_unknown"
    order = [gap.code for gap in poor]
    assert order.index("short_list_unknown") < order.index("need_behind_unknown")


def test_the_decision_line_matters_most_and_stage_two_asks_for_criteria():
    nobody = {gap.line: gap.weight for gap in gaps(reading(influences=())) if gap.line}
    assert max(nobody, key=lambda line: nobody[line]) == "decision"
    second = found(deal=deal(stage="2"), criteria=(), buying_steps=())
    assert {"criteria_unknown", "steps_unknown"} <= set(second)
    first = found(deal=deal(stage="1"), criteria=(), buying_steps=())
    assert not {"criteria_unknown", "steps_unknown"} & set(first)


def test_friends_who_were_met_are_asked_first_and_never_the_person_in_question():
    sheet = dataclasses.replace(GOOD, influences=with_part("technical", attitude="opponent", influence=""))
    gap = {gap.code: gap for gap in gaps(Reading(sheet, TODAY))}["influence_unknown"]
    assert contact_id("technical") not in gap.ask
    assert len(gap.ask) == 3
    assert dict(gap.facts) == {"person": NAMES["technical"]}
    assert found(attendees=(), deal=deal(budget_state=""))["budget_unknown"].ask == ()


def test_gaps_look_the_same_whoever_the_coach_is():
    poor = {"deal": deal(need_behind="", budget_state=""), **without("decision")}
    assert gaps(reading(coaches=None, **poor)) == gaps(reading(**poor)) == gaps(reading(coaches=(), **poor))


def test_who_has_left_opens_the_line_again():
    left = changed(GOOD.contacts, contact_id("technical"), has_left=True)
    assert found(contacts=left)["technical_line_unknown"].line == "technical"


def test_a_place_for_somebody_unknown_does_not_fill_the_line():
    nameless = changed(GOOD.influences, part_id("technical"), contact_id="")
    assert found(influences=nameless)["technical_line_unknown"].line == "technical"


def test_a_gap_asked_in_a_visit_names_that_visit():
    visit = dataclasses.replace(GOOD.visits[0], id="next", state="ready", starts_at=stamp(2))
    gap = found(deal=deal(budget_state=""))["budget_unknown"]
    row = ask(gap, "next", "Is there a budget?", order="m")
    assert (row.visit_id, row.question, row.about_field) == ("next", "Is there a budget?", "budget_state")
    assert row.contact_id == gap.ask[0]
    assert row.type == "new_information"
    planned = {"visits": (*GOOD.visits, visit), "deal": deal(budget_state="")}
    assert found(visit_questions=(row,), **planned)["budget_unknown"].planned_visit_id == "next"
    answered = dataclasses.replace(row, is_answered=True)
    assert found(visit_questions=(answered,), **planned)["budget_unknown"].planned_visit_id == ""
    assert found(visit_questions=(VisitQuestion(visit_id="gone", gap="x"),), **planned)


def test_an_own_question_keeps_its_way_back_to_the_sheet():
    question = Question(id="q", question="Who owns the roof?", ask_contact_id=contact_id("user"))
    row = ask(found(questions=(question,))["question_open"], "next", question.question)
    assert (row.question_id, row.contact_id) == ("q", contact_id("user"))


def test_a_small_deal_asks_for_its_card_alone():
    small = deal(deal_kind="small_order", amount=None, close_date=None, need_behind="", budget_state="")
    assert set(found(deal=small, influences=())) == {"amount_unknown", "close_date_unknown"}


def test_a_deal_that_is_over_asks_nothing():
    assert gaps(reading(deal=deal(status="lost", amount=None))) == ()
