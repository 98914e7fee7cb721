"""The deal and its facts: lines, stage moves, buying steps, parties, our own people (method 3)."""

from datetime import date, datetime

from salesdesk.domain.codes import DEAL_STATUSES, LEVELS, STAGES, YES_NO
from salesdesk.domain.record import (
    Record,
    Scope,
    Secrecy,
    choice,
    day,
    flag,
    long_text,
    moment,
    money,
    rank,
    record_kind,
    reference,
    text,
    whole,
)

DEAL_KINDS = ("key_project", "small_order", "repeat", "framework", "renewal", "service")
POSITIONS = ("lead", "level", "behind", "alone")


@record_kind("deal", parents=("account_id",), importable=True)
class Deal(Record):
    """One purchase of one account; facts of the customer that may be unknown are yes, no or empty."""

    name: str = text(required=True, searched=True, sorted=True, secrecy=Secrecy.OPEN)
    account_id: str = reference("account", required=True, sorted=True)
    owner_id: str = reference("member", sorted=True)
    deal_kind: str = choice(*DEAL_KINDS, default="key_project", required=True, sorted=True)
    purchase_mode: str = choice(
        "open_tender",
        "invited_tender",
        "competitive_negotiation",
        "inquiry",
        "single_source",
        "direct",
        "framework_call_off",
    )
    stage: str = choice(*STAGES, default="1", required=True, sorted=True)
    status: str = choice(*DEAL_STATUSES, default="open", required=True, sorted=True)
    amount: int | None = money(sorted=True)
    currency: str = text(default="CNY", limit=3)
    close_date: date | None = day(sorted=True)
    # the single sales objective
    objective_what: str = text()
    objective_how_much: str = text()
    objective_whom: str = text()
    objective_by: date | None = day()
    how_we_win: str = text(secrecy=Secrecy.COVERED)
    position: str = choice(*POSITIONS, secrecy=Secrecy.COVERED)
    incumbent: str = text(secrecy=Secrecy.COVERED)
    incumbent_fails: str = long_text(secrecy=Secrecy.COVERED)
    incumbent_until: date | None = day(secrecy=Secrecy.COVERED)
    channel: str = text()
    referred_by: str = text()
    source: str = text()
    # what must be known of the customer, stage by stage
    need_behind: str = long_text()
    why_now: str = text()
    management_agreed: str = choice(*YES_NO)
    project_approved: str = choice(*YES_NO)
    budget_state: str = choice("none", "planned", "approved")
    budget: int | None = money()
    purchase_on: date | None = day()
    specification: str = choice("ours", "open", "theirs", secrecy=Secrecy.COVERED)
    trial: str = choice("not_needed", "running", "passed", "failed")
    short_listed: str = choice(*YES_NO)
    agreed_in_writing: str = choice("award_notice", "price_agreed", "no")
    fulfilment: str = choice("awarded", "signed", "delivered", "accepted", "paid", "warranty")
    # what we do
    next_step: str = text()
    next_step_on: date | None = day(sorted=True)
    stage_on_entry: str = choice(*STAGES)
    known_since: date | None = day()
    # worth it
    worth_budget: str = choice(*LEVELS)
    worth_ability: str = choice(*LEVELS)
    worth_effort: str = choice(*LEVELS)
    worth_strategic: str = choice(*LEVELS)
    worth: str = choice("defer", "part", "whole", "no_go")
    worth_reason: str = long_text()
    # the end
    reason: str = text()
    lost_to: str = text(secrecy=Secrecy.COVERED)
    closed_on: date | None = day(sorted=True)
    remarks: str = long_text(searched=True)
    external_id: str = text()
    external_source: str = text()


@record_kind("product", scope=Scope.TEAM, importable=True)
class Product(Record):
    """What we sell."""

    name: str = text(required=True, searched=True, sorted=True, secrecy=Secrecy.OPEN)
    code: str = text(searched=True, sorted=True, secrecy=Secrecy.OPEN)
    family: str = text(sorted=True, secrecy=Secrecy.OPEN)
    unit: str = text(secrecy=Secrecy.OPEN)
    list_price: int | None = money()
    currency: str = text(default="CNY", limit=3)
    is_retired: bool = flag()
    remarks: str = long_text()
    external_id: str = text()
    external_source: str = text()


@record_kind("deal_line", parents=("deal_id",), title=("description",), importable=True)
class DealLine(Record):
    """One product or scope of a deal; the quantity is in thousandths of the unit."""

    deal_id: str = reference("deal", required=True)
    product_id: str = reference("product")
    description: str = text(secrecy=Secrecy.OPEN)
    quantity: int | None = whole(unit="thousandth", low=0)
    unit_price: int | None = money()
    amount: int | None = money()
    currency: str = text(default="CNY", limit=3)
    order: str = rank()
    external_id: str = text()
    external_source: str = text()


@record_kind("stage_move", parents=("deal_id",), title=("to_stage",), importable=True)
class StageMove(Record):
    """A deal moved from one stage to another, forward or back, or was closed or reopened."""

    deal_id: str = reference("deal", required=True)
    moved_at: datetime | None = moment(required=True, sorted=True)
    from_stage: str = choice(*STAGES)
    to_stage: str = choice(*STAGES, required=True)
    from_status: str = choice(*DEAL_STATUSES)
    to_status: str = choice(*DEAL_STATUSES)
    reason: str = text()
    member_id: str = reference("member")
    amount: int | None = money()
    currency: str = text(default="CNY", limit=3)
    close_date: date | None = day()
    named_stage: str = text()
    external_id: str = text()
    external_source: str = text()


@record_kind("buying_step", parents=("deal_id",))
class BuyingStep(Record):
    """A step of the customer's own way to buy, with who approves it; odds and dates rest on these."""

    deal_id: str = reference("deal", required=True)
    name: str = text(required=True, secrecy=Secrecy.OPEN)
    kind: str = choice(
        "project_approval", "budget", "review", "tender", "negotiation", "award", "seal", "payment", "other"
    )
    approver_contact_id: str = reference("contact")
    planned_on: date | None = day(secrecy=Secrecy.OPEN)
    done_on: date | None = day(secrecy=Secrecy.OPEN)
    state: str = choice("ahead", "running", "done", "skipped", "refused", default="ahead")
    remarks: str = text()
    order: str = rank()


@record_kind("party", parents=("deal_id",), title=("role",))
class Party(Record):
    """Another account with a part in the deal; its people can stand on a line."""

    deal_id: str = reference("deal", required=True)
    account_id: str = reference("account", required=True)
    role: str = choice(
        "design_institute",
        "contractor",
        "integrator",
        "distributor",
        "owner",
        "supervisor",
        "tender_agency",
        "consultant",
        required=True,
    )
    remarks: str = text()
    order: str = rank()


@record_kind("deal_member", parents=("deal_id",), title=("role",))
class DealMember(Record):
    """One of our own people in the team of a deal, from and until when."""

    deal_id: str = reference("deal", required=True)
    member_id: str = reference("member", required=True)
    role: str = choice("owner", "sales", "presales", "engineer", "service", "manager", "executive", "partner")
    from_on: date | None = day()
    until_on: date | None = day()
    order: str = rank()
