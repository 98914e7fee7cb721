"""The account plan and its parts (method 6)."""

from datetime import date

from salesdesk.domain.codes import LEVELS
from salesdesk.domain.record import (
    Record,
    Secrecy,
    choice,
    day,
    long_text,
    money,
    rank,
    record_kind,
    reference,
    text,
    whole,
)

RELATION_LEVELS = ("vendor", "credible_source", "problem_solver", "trusted_advisor")


@record_kind("account_plan", parents=("account_id",))
class AccountPlan(Record):
    """How we become impossible to leave for one strategic account, over years."""

    account_id: str = reference("account", required=True)
    name: str = text(required=True, searched=True, sorted=True, secrecy=Secrecy.OPEN)
    owner_id: str = reference("member")
    type: str = choice("win", "grow", "defend", "strategic_partner")
    state: str = choice(
        "draft", "submitted", "approved", "closed", default="draft", required=True, sorted=True
    )
    from_year: int | None = whole(unit="year", low=1900, high=2999, secrecy=Secrecy.OPEN)
    until_year: int | None = whole(unit="year", low=1900, high=2999, secrecy=Secrecy.OPEN)
    ambition: str = long_text(secrecy=Secrecy.OPEN)
    their_business: str = long_text(secrecy=Secrecy.OPEN)
    their_strategy: str = long_text(secrecy=Secrecy.OPEN)
    their_organisation: str = long_text()
    history: str = long_text(secrecy=Secrecy.OPEN)
    wallet: int | None = money()
    wallet_ours: int | None = money()
    currency: str = text(default="CNY", limit=3)
    strengths: str = long_text()
    weaknesses: str = long_text()
    opportunities: str = long_text()
    threats: str = long_text(secrecy=Secrecy.COVERED)
    remarks: str = long_text()


@record_kind("plan_driver", parents=("plan_id",), title=("statement",))
class PlanDriver(Record):
    """One of their strategies, goals, pressures or investments in the years ahead, with its source."""

    plan_id: str = reference("account_plan", required=True)
    kind: str = choice(
        "strategy", "goal", "pressure", "investment", "trend", required=True, secrecy=Secrecy.OPEN
    )
    statement: str = text(required=True, secrecy=Secrecy.OPEN)
    contact_id: str = reference("contact")
    from_year: int | None = whole(unit="year", low=1900, high=2999, secrecy=Secrecy.OPEN)
    until_year: int | None = whole(unit="year", low=1900, high=2999, secrecy=Secrecy.OPEN)
    amount: int | None = money(secrecy=Secrecy.OPEN)
    currency: str = text(default="CNY", limit=3, secrecy=Secrecy.OPEN)
    source: str = text()
    said_on: date | None = day()
    order: str = rank()


@record_kind("plan_person", parents=("plan_id",), title=("contact_id",))
class PlanPerson(Record):
    """A person who matters for the plan: relation now and wanted, and who of us answers for it."""

    plan_id: str = reference("account_plan", required=True)
    contact_id: str = reference("contact", required=True)
    part: str = choice("sponsor", "decision_maker", "partner", "user", "sceptic", secrecy=Secrecy.COVERED)
    relation_now: str = choice(*RELATION_LEVELS, secrecy=Secrecy.COVERED)
    relation_wanted: str = choice(*RELATION_LEVELS, secrecy=Secrecy.COVERED)
    owner_id: str = reference("member")
    next_step: str = text()
    order: str = rank()


@record_kind("fit_line", parents=("plan_id",), title=("area",))
class FitLine(Record):
    """How an offering of ours fits one strategic area of theirs (0–3), the gap, and what we must change."""

    plan_id: str = reference("account_plan", required=True)
    area: str = text(required=True, secrecy=Secrecy.OPEN)
    product_id: str = reference("product")
    offering: str = text(secrecy=Secrecy.OPEN)
    fit: int | None = whole(low=0, high=3)
    gap: str = text()
    change_kind: str = choice("product", "service", "equipment", "hiring", "price", "none")
    change: str = text()
    cost: int | None = money()
    currency: str = text(default="CNY", limit=3)
    owner_id: str = reference("member")
    due_on: date | None = day()
    order: str = rank()


@record_kind("white_space", parents=("plan_id",), title=("unit",))
class WhiteSpace(Record):
    """One unit of theirs and one offering of ours: what we sell there, what we could, who sells it now."""

    plan_id: str = reference("account_plan", required=True)
    unit: str = text(required=True, secrecy=Secrecy.OPEN)
    site_id: str = reference("site")
    product_id: str = reference("product")
    offering: str = text(secrecy=Secrecy.OPEN)
    state: str = choice("ours", "shared", "competitor", "in_house", "empty", secrecy=Secrecy.COVERED)
    competitor: str = text(secrecy=Secrecy.COVERED)
    present: int | None = money()
    potential: int | None = money()
    currency: str = text(default="CNY", limit=3)
    next_step: str = text()
    order: str = rank()


@record_kind("plan_competitor", parents=("plan_id",))
class PlanCompetitor(Record):
    """A competitor inside the account: what they hold and what we answer."""

    plan_id: str = reference("account_plan", required=True, secrecy=Secrecy.COVERED)
    name: str = text(required=True, searched=True, secrecy=Secrecy.COVERED)
    holds: str = text(secrecy=Secrecy.COVERED)
    share: int | None = whole(unit="percent", low=0, high=100, secrecy=Secrecy.COVERED)
    strengths: str = text(secrecy=Secrecy.COVERED)
    weaknesses: str = text(secrecy=Secrecy.COVERED)
    our_answer: str = text(secrecy=Secrecy.COVERED)
    order: str = rank()


@record_kind("plan_target", parents=("plan_id",), title=("year",))
class PlanTarget(Record):
    """What is to be sold in a year or a quarter of it, of one product or of all."""

    plan_id: str = reference("account_plan", required=True)
    year: int | None = whole(unit="year", low=1900, high=2999, required=True)
    quarter: int | None = whole(low=1, high=4)
    product_id: str = reference("product")
    amount: int | None = money()
    currency: str = text(default="CNY", limit=3)
    order: str = rank()


@record_kind("plan_goal", parents=("plan_id",), title=("goal",))
class PlanGoal(Record):
    """A goal of the joint plan, owned on both sides, or one of our own."""

    plan_id: str = reference("account_plan", required=True)
    goal: str = text(required=True, secrecy=Secrecy.OPEN)
    side: str = choice("joint", "ours", "theirs", default="joint", required=True)
    measure: str = text(secrecy=Secrecy.OPEN)
    member_id: str = reference("member", secrecy=Secrecy.OPEN)
    contact_id: str = reference("contact", secrecy=Secrecy.OPEN)
    due_on: date | None = day(secrecy=Secrecy.OPEN)
    progress: int | None = whole(unit="percent", low=0, high=100, secrecy=Secrecy.OPEN)
    state: str = choice(
        "open", "on_track", "at_risk", "reached", "dropped", default="open", secrecy=Secrecy.OPEN
    )
    order: str = rank()


@record_kind("plan_action", parents=("plan_id",), title=("what",))
class PlanAction(Record):
    """What is done for a goal of the plan: who of us, who of them, by when."""

    plan_id: str = reference("account_plan", required=True)
    goal_id: str = reference("plan_goal")
    what: str = text(required=True, secrecy=Secrecy.OPEN)
    side: str = choice("joint", "ours", "theirs", default="joint", required=True)
    member_id: str = reference("member", secrecy=Secrecy.OPEN)
    contact_id: str = reference("contact", secrecy=Secrecy.OPEN)
    due_on: date | None = day(sorted=True, secrecy=Secrecy.OPEN)
    state: str = choice("open", "done", "dropped", default="open", required=True, secrecy=Secrecy.OPEN)
    result: str = text(secrecy=Secrecy.OPEN)
    order: str = rank()


@record_kind("plan_risk", parents=("plan_id",), title=("risk",))
class PlanRisk(Record):
    """What may go wrong with the plan, and what we do about it."""

    plan_id: str = reference("account_plan", required=True)
    risk: str = text(required=True)
    severity: str = choice(*LEVELS)
    answer: str = text()
    owner_id: str = reference("member")
    due_on: date | None = day()
    state: str = choice("open", "solved", "accepted", default="open", required=True)
    order: str = rank()


@record_kind("plan_resource", parents=("plan_id",), title=("resource",))
class PlanResource(Record):
    """What the plan needs from our own house: people, money, equipment; asked and granted."""

    plan_id: str = reference("account_plan", required=True)
    resource: str = text(required=True)
    cost: int | None = money()
    currency: str = text(default="CNY", limit=3)
    needed_by: date | None = day()
    state: str = choice("asked", "granted", "declined", default="asked", required=True)
    answer: str = text()
    order: str = rank()


@record_kind("plan_review", parents=("plan_id",), title=("held_on",))
class PlanReview(Record):
    """A review of the plan: who was there, what was found, what was decided."""

    plan_id: str = reference("account_plan", required=True)
    held_on: date | None = day(required=True)
    present: str = text()
    health: str = choice("good", "mixed", "bad")
    findings: str = long_text()
    decisions: str = long_text()
    next_on: date | None = day()
