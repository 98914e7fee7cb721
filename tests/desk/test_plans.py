"""Account plans start with what is known already."""

from datetime import date

import pytest

from salesdesk.desk.deals import add_line, close_deal, create_deal
from salesdesk.desk.plans import add_to_plan, create_account_plan, hold_review, move_plan
from salesdesk.desk.strategy import add_competitor, put_on_map
from salesdesk.domain.plan import (
    AccountPlan,
    PlanCompetitor,
    PlanDriver,
    PlanGoal,
    PlanPerson,
    PlanReview,
    PlanTarget,
    WhiteSpace,
)
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Value

TODAY = date(2026, 11, 26)


def test_a_plan_is_filled_from_the_deals(desk, make, check_undo) -> None:
    account = make.account("华北电力设备", short_name="华北电力")
    li, liu = make.contact("李卫东", account=account), make.contact("刘洋", account=account)
    won = desk.write("d", lambda w: create_deal(w, account.id, "SCADA 改造", today=TODAY, amount=860_000_00))
    desk.write("l", lambda w: add_line(w, won.id, "SCADA", amount=860_000_00))
    desk.write("c", lambda w: close_deal(w, won.id, "won", today=TODAY))
    facts: dict[str, Value] = {
        "amount": 3_200_000_00,
        "close_date": date(2027, 3, 20),
        "need_behind": "停线一小时损失八万",
    }
    deal = desk.write("d", lambda w: create_deal(w, account.id, "MES 升级", today=TODAY, **facts))
    desk.write("l", lambda w: add_line(w, deal.id, "MES", amount=3_200_000_00))
    desk.write("m", lambda w: put_on_map(w, deal.id, li.id, ["user"], influence="high"))
    desk.write("m", lambda w: put_on_map(w, deal.id, liu.id, ["user"], influence="low"))
    desk.write("r", lambda w: add_competitor(w, deal.id, "恒创", strengths="一厂在用"))
    check_undo(
        lambda: desk.write("plan", lambda w: create_account_plan(w, account.id, "三年经营", today=TODAY))
    )
    (plan,) = desk.select(AccountPlan)
    assert (plan.from_year, plan.until_year, plan.owner_id) == (2026, 2028, desk.user_id)
    assert plan.history == "2026-11-26 · SCADA 改造 · CNY 860,000"
    assert [row.contact_id for row in desk.select(PlanPerson)] == [li.id]
    assert [(row.name, row.strengths) for row in desk.select(PlanCompetitor)] == [("恒创", "一厂在用")]
    targets = sorted((row.year, row.amount) for row in desk.select(PlanTarget))
    assert [year for year, _ in targets] == [2026, 2027, 2028] and targets[1] == (2027, 3_200_000_00)
    space = {row.offering: (row.state, row.present, row.potential) for row in desk.select(WhiteSpace)}
    assert space == {"SCADA": ("ours", 860_000_00, None), "MES": ("empty", None, 3_200_000_00)}
    assert [row.statement for row in desk.select(PlanDriver)] == ["停线一小时损失八万"]


def test_a_plan_of_an_account_without_deals_is_empty_but_there(desk, make) -> None:
    account = make.account()
    plan = desk.write(
        "plan", lambda w: create_account_plan(w, account.id, "新客户", today=TODAY, years=1, type="win")
    )
    assert (plan.type, plan.history) == ("win", "")
    assert desk.select(PlanPerson) == [] and len(desk.select(PlanTarget)) == 1


def test_a_plan_goes_its_way_and_is_reviewed(desk, make, check_undo) -> None:
    account = make.account()
    plan = desk.write("plan", lambda w: create_account_plan(w, account.id, "三年", today=TODAY))
    with pytest.raises(Known) as caught:
        desk.write("p", lambda w: move_plan(w, plan.id, "approved"))
    assert caught.value.code == "E_CHOICE"
    for state in ("submitted", "approved", "closed", "draft"):
        check_undo(lambda state=state: desk.write("p", lambda w: move_plan(w, plan.id, state)))
    goal = PlanGoal(plan_id=plan.id, goal="停线 ≤ 4 小时")
    check_undo(lambda: desk.write("g", lambda w: add_to_plan(w, goal)))
    desk.write("g", lambda w: add_to_plan(w, PlanGoal(plan_id=plan.id, goal="第二")))
    assert [row.goal for row in sorted(desk.select(PlanGoal), key=lambda row: row.order)] == [
        goal.goal,
        "第二",
    ]
    check_undo(lambda: desk.write("r", lambda w: hold_review(w, plan.id, today=TODAY, health="good")))
    assert desk.select(PlanReview)[0].held_on == TODAY
