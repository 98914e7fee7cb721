"""Odds and stages: the band, its signed reasons, and what proves a stage."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from salesdesk.domain.codes import STAGES
from salesdesk.domain.deal import StageMove
from salesdesk.domain.odds import Odds, odds
from salesdesk.domain.stages import LAYERS, STAGE_ODDS, checks, is_proven, missing_before, stages_of
from tests.domain.sheets import COACH, GOOD, TODAY, deal, reading, with_part

YESTERDAY = TODAY - timedelta(days=1)

MOVES: dict[str, dict[str, Any]] = {
    "person_against_us": {"influences": with_part("decision", attitude="strong_opponent")},
    "lines_unmet": {"attendees": GOOD.attendees[1:]},
    "no_coach": {"coaches": ()},
    "specification_theirs": {"deal": deal(specification="theirs")},
    "alone": {"deal": deal(position="alone")},
    "lead": {"deal": deal(position="lead")},
    "behind": {"deal": deal(position="behind")},
    "no_budget": {"deal": deal(budget_state="none")},
    "not_approved": {"deal": deal(project_approved="no")},
    "trial_failed": {"deal": deal(trial="failed")},
    "not_short_listed": {"deal": deal(short_listed="no")},
    "awarded": {"deal": deal(agreed_in_writing="award_notice")},
    "price_agreed": {"deal": deal(agreed_in_writing="price_agreed")},
    "no_go": {"deal": deal(worth="no_go")},
    "known_late": {"deal": deal(stage_on_entry="5")},
    "stage_unproven": {"deal": deal(need_behind="")},
    "on_hold": {"deal": deal(status="on_hold")},
    "signing_overdue": {"deal": deal(close_date=YESTERDAY)},
    "no_next_step": {"deal": deal(next_step="")},
}
PRESENT = {
    "person_for_us",
    "lines_met",
    "coach_confirmed",
    "specification_ours",
    "budget_approved",
    "approved",
    "trial_passed",
    "short_listed",
}


def reasons(**changes: Any) -> dict[str, int]:
    return {reason.code: reason.points for reason in odds(reading(**changes)).contributions}


def test_the_good_sheet_has_its_reasons():
    assert set(reasons()) == PRESENT
    found = odds(reading())
    assert found.base == STAGE_ODDS["4"]
    assert found.low <= found.middle <= found.high
    assert found.reasons(in_review=True) == found.contributions[:3]
    assert "coach_confirmed" not in {reason.code for reason in found.reasons()}
    assert [abs(r.points) for r in found.contributions] == sorted(
        (abs(r.points) for r in found.contributions), reverse=True
    )


@pytest.mark.parametrize("code", MOVES)
def test_each_reason_moves_the_odds(code: str):
    assert code in reasons(**MOVES[code])
    assert code not in reasons()


def test_a_guess_moves_less_than_what_was_said():
    said = odds(reading(influences=with_part("decision", attitude="supporter")))
    guessed = odds(reading(evidence=()))
    assert guessed.high - guessed.low > said.high - said.low
    assert guessed.middle < said.middle


def test_low_influence_and_neutral_people_move_nothing():
    low = reasons(influences=with_part("decision", attitude="strong_opponent", influence="low"))
    assert "person_against_us" not in low
    neutral = tuple(dataclasses.replace(part, attitude="neutral") for part in GOOD.influences)
    assert not {"person_for_us", "person_against_us"} & set(reasons(influences=neutral))


def test_an_end_is_sure():
    assert odds(reading(deal=deal(status="won"))) == Odds(100, 100, 100, 100)
    assert odds(reading(deal=deal(status="lost"))) == Odds(0, 0, 0, 0)


def test_a_team_starts_from_its_own_history():
    assert odds(reading(), base={**STAGE_ODDS, "4": 10}).base == 10


def test_a_small_deal_rests_on_its_course_alone():
    small = odds(reading(deal=deal(deal_kind="repeat", next_step=""), influences=(), coaches=()))
    assert [reason.code for reason in small.contributions] == ["no_next_step"]


def test_who_may_not_know_of_the_coach_gets_neither_reason():
    assert not {"coach_confirmed", "no_coach"} & set(reasons(coaches=None))


def test_stages_have_layers_and_short_kinds_fewer_of_them():
    assert set(LAYERS) == set(STAGE_ODDS) == set(STAGES)
    assert stages_of("key_project") == STAGES
    for kind in ("small_order", "repeat", "framework", "renewal", "service"):
        assert 1 < len(stages_of(kind)) < len(STAGES)
        assert set(stages_of(kind)) < set(STAGES)


PROOFS: dict[str, tuple[str, dict[str, Any]]] = {
    "management_agreed": ("1", {"deal": deal(management_agreed="no")}),
    "need_behind_named": ("1", {"deal": deal(need_behind="  ")}),
    "five_lines_met": ("2", {"attendees": GOOD.attendees[1:]}),
    "coach_confirmed": ("2", {"coaches": (dataclasses.replace(COACH, they_trust_us=False),)}),
    "budget_known": ("2", {"deal": deal(budget_state="")}),
    "timing_known": ("2", {"deal": deal(purchase_on=None)}),
    "project_approved": ("2", {"deal": deal(project_approved="no")}),
    "specification_ours": ("3", {"deal": deal(specification="open")}),
    "criteria_known": ("4", {"criteria": ()}),
    "weights_known": ("4", {"criteria": (dataclasses.replace(GOOD.criteria[0], weight=None),)}),
    "trial_passed": ("4", {"deal": deal(trial="running")}),
    "short_listed": ("4", {"deal": deal(short_listed="")}),
    "agreed_in_writing": ("5", {"deal": deal(agreed_in_writing="no")}),
    "paid": ("6", {"deal": deal(fulfilment="signed")}),
}
PAID = deal(agreed_in_writing="award_notice", fulfilment="paid")


def test_every_check_of_every_stage_has_a_case():
    assert {check.code for stage in STAGES for check in checks(reading(), stage)} == set(PROOFS)
    for stage in STAGES:
        assert {check.state for check in checks(reading(deal=PAID), stage)} == {"yes"}


@pytest.mark.parametrize("code", PROOFS)
def test_a_stage_is_proven_by_its_evidence(code: str):
    stage, changes = PROOFS[code]
    poor = {check.code: check.state for check in checks(reading(**changes), stage)}
    assert poor[code] in ("no", "unknown")


def test_a_move_forward_without_evidence_is_unproven_and_a_move_back_needs_none():
    forward, back = StageMove(from_stage="1", to_stage="2"), StageMove(from_stage="4", to_stage="1")
    poor = reading(deal=deal(need_behind=""))
    assert is_proven(reading(), forward)
    assert not is_proven(poor, forward)
    assert is_proven(poor, StageMove(from_stage="2", to_stage="4"))
    assert is_proven(poor, back)
    assert [check.code for check in missing_before(poor, "4")] == ["need_behind_named"]


def test_a_hidden_coach_neither_proves_nor_disproves():
    hidden = reading(coaches=None)
    assert {check.code: check.state for check in checks(hidden, "2")}["coach_confirmed"] == "hidden"
    assert missing_before(hidden, "4") == ()
    assert [check.code for check in missing_before(reading(coaches=()), "4")] == ["coach_confirmed"]


def test_a_small_deal_is_asked_for_no_proof():
    assert checks(reading(deal=deal(deal_kind="small_order", need_behind="")), "1") == ()
