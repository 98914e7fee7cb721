"""What a strategy sheet is made of: people, competition, criteria, evidence, questions, actions."""

from datetime import date

from salesdesk.domain.codes import ATTITUDES, LEVELS, LINES, YES_NO
from salesdesk.domain.record import (
    Record,
    Scope,
    Secrecy,
    choice,
    day,
    flag,
    long_text,
    money,
    rank,
    record_kind,
    reference,
    text,
    whole,
)

INFLUENCES = LEVELS
RESPONSE_MODES = ("growth", "trouble", "even_keel", "overconfident")


@record_kind("influence", parents=("deal_id",), title=("contact_id",))
class Influence(Record):
    """The part a person plays in one deal; with no contact it is the place of somebody nobody knows yet."""

    deal_id: str = reference("deal", required=True)
    contact_id: str = reference("contact")
    on_user_line: bool = flag()
    on_technical_line: bool = flag()
    on_purchasing_line: bool = flag()
    on_management_line: bool = flag()
    on_decision_line: bool = flag()
    influence: str = choice(*INFLUENCES, secrecy=Secrecy.COVERED)
    attitude: str = choice(*ATTITUDES, secrecy=Secrecy.COVERED)
    competitor_id: str = reference("competitor", secrecy=Secrecy.COVERED)
    attitude_to_competitor: str = choice(*ATTITUDES, secrecy=Secrecy.COVERED)
    response_mode: str = choice(*RESPONSE_MODES, secrecy=Secrecy.COVERED)
    is_approver: bool = flag()
    has_veto: bool = flag()
    business_result: str = text()
    personal_win: str = text(secrecy=Secrecy.COVERED)
    need: str = text()
    owner_id: str = reference("member")
    who_might_know: str = text()
    next_action: str = text()
    next_action_on: date | None = day()
    remarks: str = long_text()
    order: str = rank()


@record_kind("coach", scope=Scope.CLOSE, parents=("deal_id",), title=("contact_id",))
class Coach(Record):
    """Who is a coach in a deal, ours or a competitor's: a secret of its own scope."""

    deal_id: str = reference("deal", required=True, secrecy=Secrecy.COVERED)
    contact_id: str = reference("contact", required=True, secrecy=Secrecy.COVERED)
    side: str = choice(
        "ours", "possible", "theirs", default="possible", required=True, secrecy=Secrecy.COVERED
    )
    competitor_id: str = reference("competitor", secrecy=Secrecy.COVERED)
    they_trust_us: bool = flag(secrecy=Secrecy.COVERED)
    trusted_inside: bool = flag(secrecy=Secrecy.COVERED)
    wants_us_to_win: bool = flag(secrecy=Secrecy.COVERED)
    told_truth: bool = flag(secrecy=Secrecy.COVERED)
    advice: str = long_text(secrecy=Secrecy.COVERED)
    advice_on: date | None = day(secrecy=Secrecy.COVERED)
    advice_proved: str = choice(*YES_NO, secrecy=Secrecy.COVERED)
    heir_id: str = reference("member", secrecy=Secrecy.COVERED)
    remarks: str = long_text(secrecy=Secrecy.COVERED)


@record_kind("competitor", parents=("deal_id",))
class Competitor(Record):
    """A way for the customer not to buy from us: a rival by name, or doing nothing and in-house, which need none."""

    deal_id: str = reference("deal", required=True, secrecy=Secrecy.COVERED)
    name: str = text(searched=True, secrecy=Secrecy.COVERED)
    way: str = choice(
        "rival", "do_nothing", "in_house", "other_use", default="rival", secrecy=Secrecy.COVERED
    )
    offer: str = text(secrecy=Secrecy.COVERED)
    standing: str = choice("ahead", "level", "behind", "out", secrecy=Secrecy.COVERED)
    strengths: str = long_text(secrecy=Secrecy.COVERED)
    weaknesses: str = long_text(secrecy=Secrecy.COVERED)
    likely_move: str = text(secrecy=Secrecy.COVERED)
    our_answer: str = text(secrecy=Secrecy.COVERED)
    order: str = rank()


@record_kind("criterion", parents=("deal_id",))
class Criterion(Record):
    """A criterion the customer decides by, its weight, and how we stand on it (0 bad to 10 best)."""

    deal_id: str = reference("deal", required=True)
    name: str = text(required=True)
    area: str = choice("commercial", "technical", "price", "service", "relationship")
    line: str = choice(*LINES)
    weight: int | None = whole(unit="percent", low=0, high=100)
    our_score: int | None = whole(low=0, high=10, secrecy=Secrecy.COVERED)
    remarks: str = text()
    order: str = rank()


@record_kind("criterion_score", parents=("criterion_id",), title=("score",))
class CriterionScore(Record):
    """How one competitor stands on one criterion (0 bad to 10 best)."""

    criterion_id: str = reference("criterion", required=True, secrecy=Secrecy.COVERED)
    competitor_id: str = reference("competitor", required=True, secrecy=Secrecy.COVERED)
    score: int | None = whole(low=0, high=10, secrecy=Secrecy.COVERED)
    reason: str = text(secrecy=Secrecy.COVERED)


@record_kind("evidence", parents=("about_id",), title=("words",))
class Evidence(Record):
    """What a value of any record rests on: who said it, in which visit, in which words, when (second law)."""

    about_kind: str = text(required=True)
    about_id: str = reference("*", required=True)
    field: str = text(required=True)
    claimed: str = long_text()
    visit_id: str = reference("visit")
    contact_id: str = reference("contact")
    said_on: date | None = day()
    words: str = long_text(searched=True)


@record_kind("question", parents=("deal_id",), title=("question",))
class Question(Record):
    """Something to find out: why it matters, whom to ask, in which visit, and the answer."""

    deal_id: str = reference("deal", required=True)
    question: str = text(required=True, searched=True)
    why: str = text()
    line: str = choice(*LINES)
    gap: str = text()
    ask_contact_id: str = reference("contact")
    due_on: date | None = day()
    state: str = choice("open", "planned", "answered", "dropped", default="open", required=True)
    visit_id: str = reference("visit")
    answer: str = long_text()
    answered_by_id: str = reference("contact")
    answered_on: date | None = day()
    order: str = rank()


@record_kind("action", parents=("deal_id",), title=("what",))
class Action(Record):
    """What we do to win a person or a point: whom, wanted change, how, who, when, with what."""

    deal_id: str = reference("deal", required=True)
    what: str = text(required=True, searched=True)
    contact_id: str = reference("contact")
    wanted_change: str = text(secrecy=Secrecy.COVERED)
    how: str = choice(
        "visit",
        "technical_exchange",
        "demo",
        "reference_tour",
        "high_level_meeting",
        "trial",
        "proposal",
        "other",
    )
    owner_id: str = reference("member")
    due_on: date | None = day(sorted=True)
    resource: str = text()
    cost: int | None = money()
    currency: str = text(default="CNY", limit=3)
    request_state: str = choice("asked", "granted", "declined")
    request_answer: str = text()
    state: str = choice("open", "done", "dropped", default="open", required=True)
    done_on: date | None = day()
    visit_id: str = reference("visit")
    result: str = text()
    order: str = rank()


@record_kind("obstacle", parents=("deal_id",), title=("obstacle",))
class Obstacle(Record):
    """A difficulty in the way: whether it can be solved, how, who, by when."""

    deal_id: str = reference("deal", required=True)
    obstacle: str = text(required=True)
    solvable: str = choice("yes", "partly", "no")
    how: str = text()
    owner_id: str = reference("member")
    due_on: date | None = day()
    state: str = choice("open", "solved", "accepted", default="open", required=True)
    order: str = rank()


@record_kind("accepted_risk", parents=("deal_id",), title=("risk",))
class AcceptedRisk(Record):
    """A risk point that somebody lives with, for a reason and until a date."""

    deal_id: str = reference("deal", required=True)
    risk: str = text(required=True)
    subject_id: str = reference("*")
    reason: str = text(required=True)
    until_on: date | None = day()
    member_id: str = reference("member")


@record_kind("estimate", parents=("deal_id",), title=("percent",))
class Estimate(Record):
    """A person's own estimate of the odds; the rep's and the manager's are hidden until both are in."""

    deal_id: str = reference("deal", required=True)
    member_id: str = reference("member")
    role: str = choice("rep", "manager", required=True)
    percent: int | None = whole(unit="percent", low=0, high=100, secrecy=Secrecy.COVERED)
    given_on: date | None = day()
    reason: str = text(secrecy=Secrecy.COVERED)
