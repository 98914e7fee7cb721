"""Deals: made with the ways not to buy, moved, closed, reopened; a stage history that tells it all."""

from datetime import UTC, date, datetime, timedelta

import pytest

from salesdesk.desk.deals import (
    add_buying_step,
    add_line,
    add_party,
    change_fact,
    close_deal,
    create_deal,
    finish_buying_step,
    hold_deal,
    join_deal,
    leave_deal,
    move_stage,
    reopen_deal,
    set_deal_kind,
    set_next_step,
    take_amount_from_lines,
)
from salesdesk.desk.evidence import Proof
from salesdesk.domain.deal import BuyingStep, Deal, DealLine, DealMember, Party, StageMove
from salesdesk.domain.problems import Known
from salesdesk.domain.reading import Reading
from salesdesk.domain.stages import is_proven
from salesdesk.domain.strategy import Competitor, Evidence
from salesdesk.store.sheets import load_sheet

TODAY = date(2026, 11, 26)


def reading(desk, deal_id: str) -> Reading:
    with desk.read() as connection:
        return Reading(load_sheet(connection, deal_id), TODAY)


def test_a_key_project_has_doing_nothing_and_in_house_from_the_start(desk, make, check_undo) -> None:
    account = make.account()
    check_undo(
        lambda: desk.write("add.deal", lambda w: create_deal(w, account.id, "MES", today=TODAY, stage="4"))
    )
    (deal,) = desk.select(Deal)
    assert (deal.stage_on_entry, deal.known_since, deal.owner_id) == ("4", TODAY, desk.user_id)
    assert {row.way for row in desk.select(Competitor, deal_id=deal.id)} == {"do_nothing", "in_house"}


def test_a_small_order_has_no_competitors_until_it_grows(desk, make, check_undo) -> None:
    account = make.account()
    deal = desk.write(
        "add.deal", lambda w: create_deal(w, account.id, "备件", today=TODAY, deal_kind="small_order")
    )
    assert desk.select(Competitor) == []
    check_undo(lambda: desk.write("kind", lambda w: set_deal_kind(w, deal.id, "key_project")))
    ids = {row.id for row in desk.select(Competitor)}
    desk.write("kind", lambda w: set_deal_kind(w, deal.id, "repeat"))
    desk.write("kind", lambda w: set_deal_kind(w, deal.id, "key_project"))
    assert {row.id for row in desk.select(Competitor)} == ids


def test_a_move_without_evidence_is_kept_and_unproven(desk, make, check_undo) -> None:
    deal = make.deal(amount=320_000_000)
    check_undo(
        lambda: desk.write("move_stage", lambda w: move_stage(w, deal.id, "3", today=TODAY, reason="急"))
    )
    (move,) = desk.select(StageMove)
    assert (move.from_stage, move.to_stage, move.amount, move.member_id) == (
        "1",
        "3",
        320_000_000,
        desk.user_id,
    )
    assert move.moved_at == desk.now()
    assert not is_proven(reading(desk, deal.id), move)


def test_a_move_can_be_proven_by_facts_and_carry_words(desk, make) -> None:
    deal = make.deal()
    facts = {"management_agreed": "yes", "need_behind": "停线损失"}
    desk.write("fact", lambda w: change_fact(w, deal.id, facts, evidence=Proof(words="周敏同意立项")))
    proof = Proof(words="周敏电话确认")
    move = desk.write("move", lambda w: move_stage(w, deal.id, "2", today=TODAY, evidence=proof))
    assert is_proven(reading(desk, deal.id), move)
    assert {piece.field for piece in desk.select(Evidence)} == {
        "management_agreed",
        "need_behind",
        "to_stage",
    }


def test_moves_go_both_ways_and_are_all_kept(desk, make) -> None:
    deal = make.deal()
    for stage in ("2", "4", "2", "3"):
        desk.write("move", lambda w, stage=stage: move_stage(w, deal.id, stage, today=TODAY))
    path = [(move.from_stage, move.to_stage) for move in desk.select(StageMove, deal_id=deal.id)]
    assert path == [("1", "2"), ("2", "4"), ("4", "2"), ("2", "3")]
    assert is_proven(reading(desk, deal.id), desk.select(StageMove)[2])


def test_a_move_of_another_day_is_dated_that_day(desk, make) -> None:
    deal = make.deal()
    past = TODAY - timedelta(days=31)
    move = desk.write("move", lambda w: move_stage(w, deal.id, "2", today=past))
    assert move.moved_at is not None and move.moved_at.astimezone().date() == past


@pytest.mark.parametrize(
    ("to", "code"), [("1", "E_FIELD"), ("7", "E_CHOICE"), ("", "E_FIELD"), ("x'; --", "E_CHOICE")]
)
def test_a_deal_moves_only_to_another_stage(desk, make, to: str, code: str) -> None:
    deal = make.deal()
    with pytest.raises(Known) as caught:
        desk.write("move", lambda w: move_stage(w, deal.id, to, today=TODAY))
    assert caught.value.code == code
    assert desk.select(StageMove) == [] and desk.need(Deal, deal.id).stage == "1"


def test_won_is_signed_and_can_be_reopened_where_it_was(desk, make, check_undo) -> None:
    deal = make.deal(stage="5")
    check_undo(lambda: desk.write("close", lambda w: close_deal(w, deal.id, "won", today=TODAY)))
    won = desk.need(Deal, deal.id)
    assert (won.status, won.stage, won.fulfilment, won.closed_on) == ("won", "6", "signed", TODAY)
    with pytest.raises(Known) as caught:
        desk.write("move", lambda w: move_stage(w, deal.id, "2", today=TODAY))
    assert caught.value.facts["reason"] == "closed"
    check_undo(
        lambda: desk.write("reopen", lambda w: reopen_deal(w, deal.id, today=TODAY, reason="合同作废"))
    )
    again = desk.need(Deal, deal.id)
    assert (again.status, again.stage, again.fulfilment, again.closed_on) == ("open", "5", "", None)
    assert [(move.from_status, move.to_status) for move in desk.select(StageMove)] == [
        ("open", "won"),
        ("won", "open"),
    ]


@pytest.mark.parametrize("status", ["lost", "no_decision"])
def test_lost_wants_a_reason(desk, make, check_undo, status: str) -> None:
    deal = make.deal(stage="4")
    with pytest.raises(Known) as caught:
        desk.write("close", lambda w: close_deal(w, deal.id, status, today=TODAY, reason="  "))
    assert (caught.value.field, caught.value.facts["reason"]) == ("reason", "required")
    check_undo(
        lambda: desk.write(
            "close", lambda w: close_deal(w, deal.id, status, today=TODAY, reason="价格", lost_to="恒创")
        )
    )
    closed = desk.need(Deal, deal.id)
    assert (closed.stage, closed.reason, closed.lost_to) == ("4", "价格", "恒创")


def test_what_is_open_is_not_reopened_and_what_is_closed_not_closed(desk, make) -> None:
    deal = make.deal()
    for deed in (
        lambda w: reopen_deal(w, deal.id, today=TODAY),
        lambda w: close_deal(w, deal.id, "open", today=TODAY),
        lambda w: close_deal(w, deal.id, "on_hold", today=TODAY),
    ):
        with pytest.raises(Known):
            desk.write("x", deed)
    desk.write("close", lambda w: close_deal(w, deal.id, "won", today=TODAY))
    with pytest.raises(Known):
        desk.write("x", lambda w: close_deal(w, deal.id, "lost", today=TODAY, reason="?"))


def test_a_deal_on_hold_goes_on(desk, make, check_undo) -> None:
    deal = make.deal(stage="3")
    check_undo(lambda: desk.write("hold", lambda w: hold_deal(w, deal.id, today=TODAY, reason="冻结预算")))
    with pytest.raises(Known):
        desk.write("hold", lambda w: hold_deal(w, deal.id, today=TODAY, reason="冻结预算"))
    desk.write("reopen", lambda w: reopen_deal(w, deal.id, today=TODAY))
    assert (desk.need(Deal, deal.id).status, desk.need(Deal, deal.id).stage) == ("open", "3")


def test_lines_make_the_amount(desk, make, check_undo) -> None:
    deal = make.deal()
    check_undo(
        lambda: desk.write(
            "line", lambda w: add_line(w, deal.id, "MES", quantity=2_000, unit_price=120_000_00)
        )
    )
    desk.write("line", lambda w: add_line(w, deal.id, "实施", amount=80_000_00))
    desk.write("line", lambda w: add_line(w, deal.id, "USD", amount=1, currency="USD"))
    check_undo(lambda: desk.write("sum", lambda w: take_amount_from_lines(w, deal.id)))
    assert desk.need(Deal, deal.id).amount == 320_000_00
    first, *_ = sorted(desk.select(DealLine), key=lambda line: line.order)
    assert first.description == "MES"


def test_parts_of_a_deal(desk, make, check_undo) -> None:
    deal = make.deal()
    institute = make.account("第三设计院")
    check_undo(lambda: desk.write("party", lambda w: add_party(w, deal.id, institute.id, "design_institute")))
    desk.write("party", lambda w: add_party(w, deal.id, institute.id, "design_institute"))
    assert len(desk.select(Party)) == 1
    check_undo(
        lambda: desk.write("step", lambda w: add_buying_step(w, deal.id, "立项", kind="project_approval"))
    )
    (step,) = desk.select(BuyingStep)
    proof = Proof(words="批文")
    check_undo(
        lambda: desk.write("step", lambda w: finish_buying_step(w, step.id, today=TODAY, evidence=proof))
    )
    check_undo(
        lambda: desk.write("join", lambda w: join_deal(w, deal.id, desk.user_id, "presales", today=TODAY))
    )
    (joined,) = desk.select(DealMember)
    check_undo(lambda: desk.write("leave", lambda w: leave_deal(w, joined.id, today=TODAY)))
    check_undo(lambda: desk.write("next", lambda w: set_next_step(w, deal.id, "请李卫东引见", on=TODAY)))


def test_a_stage_history_of_another_system_is_told_in_time_order(desk, make, check_undo) -> None:
    from salesdesk.desk.stage_history import PastMove, record_stage_history

    deal = make.deal(amount=100)
    start = datetime(2026, 2, 1, tzinfo=UTC)

    def at(day: int) -> datetime:
        return start + timedelta(days=day)

    moves = [
        PastMove(at=at(40), stage="6", status="won", named="Closed Won", amount=200, external_id="h4"),
        PastMove(at=at(0), stage="1", named="Prospecting", external_id="h1"),
        PastMove(at=at(60), stage="5", named="Negotiation", external_id="h5"),
        PastMove(at=at(10), stage="4", named="Proposal", external_id="h2"),
        PastMove(at=at(20), stage="4", named="Proposal", amount=150, external_id="h3"),
        PastMove(at=at(90), stage="6", status="won", named="Closed Won", external_id="h6"),
    ]
    check_undo(lambda: desk.write("import", lambda w: record_stage_history(w, deal.id, moves)))
    told = sorted(desk.select(StageMove), key=lambda move: str(move.moved_at))
    assert [(move.from_stage, move.to_stage) for move in told] == [
        ("", "1"),
        ("1", "4"),
        ("4", "4"),
        ("4", "6"),
        ("6", "5"),
        ("5", "6"),
    ]
    assert [(move.from_status, move.to_status) for move in told][3:] == [
        ("open", "won"),
        ("won", "open"),
        ("open", "won"),
    ]
    now = desk.need(Deal, deal.id)
    assert (now.status, now.stage, now.closed_on) == ("won", "6", at(90).astimezone().date())
    before = {move.id for move in desk.select(StageMove)}
    desk.write("import", lambda w: record_stage_history(w, deal.id, moves))
    assert {move.id for move in desk.select(StageMove)} == before
