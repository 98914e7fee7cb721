"""The visit of a tour: the deal it is about, its plan, its record, and what the sheet says before and after."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from salesdesk.desk.contacts import create_contact
from salesdesk.desk.deals import create_deal, move_stage
from salesdesk.desk.learning import Learned
from salesdesk.desk.strategy import put_on_map
from salesdesk.desk.visit_record import record_visit
from salesdesk.desk.visit_result import NeedHeard, Promise, VisitResult
from salesdesk.desk.visits import plan_visit
from salesdesk.domain.account import Account
from salesdesk.domain.codes import LINES
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.strategy import Influence
from salesdesk.store.writer import Writer
from salesdesk.text import tr

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

MOST_PEOPLE = 4
MOST_FACTS = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the tour visits, and about what."""

    account: Account
    deal: Deal
    people: Sequence[Contact]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a strategy sheet says: how many gaps and risk points, and the values that evidence proves."""

    gaps: int
    risks: int
    proofs: int


def choose(desk: "Desk") -> Subject:
    """The largest open deal of an account whose people are known; what is missing is made."""
    from salesdesk.desk.looking import listed

    deals = [
        deal
        for deal in listed(desk, "deal", where="status = open", sort="-amount").records
        if isinstance(deal, Deal)
    ]
    known = {contact.account_id for contact in desk.select(Contact)}
    deal = next((deal for deal in deals if deal.account_id in known), deals[0] if deals else None)
    if deal is not None:
        account = desk.need(Account, deal.account_id)
    else:
        account = desk.need(Account, listed(desk, "account", sort="name", limit=1).records[0].id)
    return desk.write("add.deal", lambda w: _complete(w, desk, account, deal))


def _complete(w: Writer, desk: "Desk", account: Account, deal: Deal | None) -> Subject:
    chosen = deal or create_deal(
        w, account.id, tr("Pilot line"), today=desk.today(), stage="2", amount=3_200_000_00
    )
    parts = sorted(w.select(Influence, deal_id=chosen.id), key=lambda part: (bool(part.attitude), part.order))
    placed = [w.get(Contact, part.contact_id) for part in parts if part.contact_id]
    known = [contact for contact in placed if contact is not None][:MOST_PEOPLE]
    if known:
        return Subject(account, chosen, known)
    people = w.select(Contact, account_id=account.id)[:MOST_PEOPLE] or [
        create_contact(w, account.id, tr("Li Weidong"), title=tr("Head of production")),
        create_contact(w, account.id, tr("Zhao Min"), title=tr("Purchasing manager")),
    ]
    for contact, line in zip(people, LINES, strict=False):
        put_on_map(w, chosen.id, contact.id, [line], influence="medium")
    return Subject(account, chosen, people)


def standing(desk: "Desk", deal_id: str) -> Standing:
    """What the sheet of a deal says today."""
    from salesdesk.desk.settings import limits
    from salesdesk.domain.gaps import gaps
    from salesdesk.domain.reading import Reading
    from salesdesk.domain.risk_points import risk_points
    from salesdesk.store.sheets import load_sheet

    with desk.read() as connection:
        sheet = load_sheet(connection, deal_id)
    reading = Reading(dataclasses.replace(sheet, coaches=None), desk.today(), limits(desk))
    return Standing(len(gaps(reading)), len(risk_points(reading)), len(sheet.evidence))


def visit(desk: "Desk", subject: Subject) -> str:
    """Plan a visit of yesterday morning, then record it; its id."""
    morning = datetime.combine(desk.today() - timedelta(days=1), time(10)).astimezone()
    planned = desk.write("plan_visit", lambda w: plan_visit(
        w, subject.account.id, deal_id=subject.deal.id, starts_at=morning, ends_at=morning + timedelta(hours=1),
        contact_ids=[contact.id for contact in subject.people],
        questions=[tr("What happens if nothing is done this year?"), tr("Who else must agree?")],
        objective_best=tr("They name the budget and open the way to management"),
        objective_minimum=tr("A trial on one line is agreed with a date"),
        customer_reason=tr("To see what the present supplier leaves undone, and what that costs"),
    ))  # fmt: skip
    desk.write("record_visit", lambda w: record_visit(w, planned.id, _result(desk, subject)))
    desk.write("move_stage", lambda w: _move_on(w, desk, subject.deal.id))
    return planned.id


def _result(desk: "Desk", subject: Subject) -> VisitResult:
    first = subject.people[0].id
    return VisitResult(
        met=[contact.id for contact in subject.people],
        outcome="minimum",
        agreed=tr("A trial on one line, four weeks from now"),
        learned=tr("The budget is planned; management looks at down-time first"),
        promises=[
            Promise(what=tr("Send the trial plan"), side="ours", due_on=desk.today() + timedelta(days=3)),
            Promise(what=tr("Name the line for the trial"), due_on=desk.today() + timedelta(days=7), contact_id=first),
        ],
        facts=[_attitude(desk, subject, first), *_facts(subject.deal, first)],
        needs=[NeedHeard(
            contact_id=first, need=tr("Fewer stops of the line"), reason_behind=tr("Each stop costs a night shift"),
        )],
        next_step=tr("Go through the trial plan together"),
        next_step_on=desk.today() + timedelta(days=5),
    )  # fmt: skip


def _attitude(desk: "Desk", subject: Subject, contact_id: str) -> Learned:
    """How the first person stands: as was thought before, or for us where nobody knew."""
    known = desk.select(Influence, deal_id=subject.deal.id, contact_id=contact_id)
    return Learned(
        kind="influence", field="attitude", value=(known and known[0].attitude) or "supporter",
        contact_id=contact_id, said_by_id=contact_id,
        words=tr("“If the trial holds what you say, I will speak for it.”"),
    )  # fmt: skip


def _facts(deal: Deal, contact_id: str) -> list[Learned]:
    """What the visit taught about the deal: up to three things that nobody knew."""
    answers = (
        ("budget_state", "planned"), ("management_agreed", "yes"), ("project_approved", "yes"),
        ("specification", "open"), ("short_listed", "yes"), ("trial", "running"),
        ("why_now", tr("Each stop costs a night shift")),
    )  # fmt: skip
    unknown = [(name, value) for name, value in answers if not deal.value(name)]
    return [
        Learned(kind="deal", field=name, value=value, said_by_id=contact_id)
        for name, value in unknown[:MOST_FACTS]
    ]


def _move_on(w: Writer, desk: "Desk", deal_id: str) -> None:
    deal = w.need(Deal, deal_id)
    if deal.stage < "3":
        move_stage(w, deal_id, "3", today=desk.today(), reason=tr("A trial is agreed"))
