"""The visit with its plan and its record, and everything in it that goes row by row (method 2)."""

from datetime import date, datetime

from salesdesk.domain.codes import LINES
from salesdesk.domain.record import (
    Record,
    Secrecy,
    choice,
    day,
    flag,
    long_text,
    moment,
    rank,
    record_kind,
    reference,
    text,
)

VISIT_KINDS = (
    "visit",
    "phone",
    "wechat",
    "technical_exchange",
    "demo",
    "negotiation",
    "survey",
    "reference_tour",
    "high_level_meeting",
    "bid_meeting",
    "sample_trial",
    "delivery",
    "collection",
    "fair",
    "service",
)
VISIT_STATES = ("draft", "ready", "done", "recorded", "reviewed", "cancelled", "moved")
OUTCOMES = ("best", "minimum", "not_reached")


@record_kind("visit", parents=("account_id",), title=("objective_minimum",), importable=True)
class Visit(Record):
    """One meeting: what was planned and what came of it; people, questions, promises are rows apart."""

    account_id: str = reference("account", required=True)
    deal_id: str = reference("deal")
    site_id: str = reference("site")
    owner_id: str = reference("member", sorted=True)
    kind: str = choice(*VISIT_KINDS, default="visit", required=True, sorted=True, secrecy=Secrecy.OPEN)
    state: str = choice(*VISIT_STATES, default="draft", required=True, sorted=True)
    starts_at: datetime | None = moment(sorted=True, secrecy=Secrecy.OPEN)
    ends_at: datetime | None = moment(secrecy=Secrecy.OPEN)
    place: str = text(secrecy=Secrecy.OPEN)
    customer_reason: str = text(secrecy=Secrecy.OPEN)
    asked_how: str = choice("phone", "wechat", "email", "in_person", "through_colleague", "through_customer")
    asked_on: date | None = day()
    confirmed: str = choice("confirmed", "refused", "no_answer")
    objective_best: str = text(searched=True)
    objective_minimum: str = text(searched=True)
    objective_contact_id: str = reference("contact")
    objective_by: date | None = day()
    beliefs: str = long_text()
    opening: str = long_text()
    materials: str = long_text()
    outcome: str = choice(*OUTCOMES, sorted=True)
    outcome_reason: str = text()
    agreed: str = long_text(searched=True, secrecy=Secrecy.OPEN)
    learned: str = long_text(searched=True)
    next_step: str = text(secrecy=Secrecy.OPEN)
    next_step_on: date | None = day(secrecy=Secrecy.OPEN)
    recorded_at: datetime | None = moment()
    reviewed_at: datetime | None = moment()
    reviewed_by_id: str = reference("member")
    change_reason: str = text()
    moved_to_id: str = reference("visit")
    is_model: bool = flag()
    external_id: str = text()
    external_source: str = text()


@record_kind("attendee", parents=("visit_id",))
class Attendee(Record):
    """Somebody planned for a visit or met in it: a contact, a colleague, or a name not yet a contact."""

    visit_id: str = reference("visit", required=True)
    contact_id: str = reference("contact")
    member_id: str = reference("member")
    name: str = text(secrecy=Secrecy.OPEN)
    title: str = text(secrecy=Secrecy.OPEN)
    is_planned: bool = flag()
    was_met: bool = flag()
    order: str = rank()


@record_kind("visit_question", parents=("visit_id",), title=("question",))
class VisitQuestion(Record):
    """A question to ask in a visit, and the answer; it may come from a gap or a question of the sheet."""

    visit_id: str = reference("visit", required=True)
    type: str = choice("confirm", "new_information", "attitude", "commitment")
    question: str = text(required=True)
    contact_id: str = reference("contact")
    question_id: str = reference("question")
    gap: str = text()
    about_kind: str = text()
    about_id: str = reference("*")
    about_field: str = text()
    answer: str = long_text()
    is_answered: bool = flag()
    order: str = rank()


@record_kind("objection", parents=("visit_id",), title=("objection",))
class Objection(Record):
    """An objection, expected or raised, with our answer and whether it satisfied them."""

    visit_id: str = reference("visit", required=True)
    contact_id: str = reference("contact")
    objection: str = text(required=True)
    answer: str = long_text()
    tool_id: str = reference("tool")
    was_raised: bool = flag()
    settled: str = choice("yes", "no")
    order: str = rank()


@record_kind("need", parents=("visit_id", "deal_id"), title=("need",))
class Need(Record):
    """What one person needs, with the reason behind it."""

    visit_id: str = reference("visit")
    deal_id: str = reference("deal")
    contact_id: str = reference("contact")
    need: str = text(required=True, searched=True, secrecy=Secrecy.OPEN)
    reason_behind: str = text()
    state: str = choice("assumed", "confirmed", "dropped", default="assumed")
    order: str = rank()


@record_kind("strength", parents=("visit_id", "deal_id"), title=("strength",))
class Strength(Record):
    """An advantage of ours that moves them, with its proof."""

    visit_id: str = reference("visit")
    deal_id: str = reference("deal")
    contact_id: str = reference("contact")
    need_id: str = reference("need")
    strength: str = text(required=True, secrecy=Secrecy.OPEN)
    proof_kind: str = choice("case", "letter", "figure", "site", "trial", "certificate")
    proof: str = text(secrecy=Secrecy.OPEN)
    tool_id: str = reference("tool")
    effect: str = choice("convinced", "interested", "unmoved")
    order: str = rank()


@record_kind("commitment", parents=("visit_id", "deal_id", "account_id"), title=("what",))
class Commitment(Record):
    """A promise, theirs or ours: who, what, by when; promised and kept are two states."""

    visit_id: str = reference("visit")
    deal_id: str = reference("deal")
    account_id: str = reference("account")
    side: str = choice("theirs", "ours", default="theirs", required=True, secrecy=Secrecy.OPEN)
    contact_id: str = reference("contact")
    member_id: str = reference("member")
    what: str = text(required=True, searched=True, secrecy=Secrecy.OPEN)
    due_on: date | None = day(sorted=True, secrecy=Secrecy.OPEN)
    state: str = choice(
        "promised", "kept", "broken", "withdrawn", default="promised", required=True, sorted=True
    )
    kept_on: date | None = day()
    remarks: str = text()
    order: str = rank()


@record_kind("touch", parents=("account_id",), title=("words",))
class Touch(Record):
    """One line about a WeChat or phone contact, without a plan: contact, but not face to face."""

    account_id: str = reference("account", required=True)
    deal_id: str = reference("deal")
    contact_id: str = reference("contact")
    owner_id: str = reference("member")
    kind: str = choice("wechat", "phone", "email", "message", "other", default="wechat", required=True)
    direction: str = choice("ours", "theirs", "both")
    touched_at: datetime | None = moment(sorted=True)
    line: str = choice(*LINES)
    words: str = text(required=True, searched=True)
