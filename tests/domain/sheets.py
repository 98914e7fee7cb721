"""One deal's sheet on which no rule has anything to say, to be changed in one point by each test."""

import dataclasses
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from salesdesk.domain.account import Account
from salesdesk.domain.codes import LINES
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import BuyingStep, Deal, StageMove
from salesdesk.domain.reading import Reading
from salesdesk.domain.record import Record
from salesdesk.domain.sheet import Sheet
from salesdesk.domain.strategy import (
    Coach,
    Competitor,
    Criterion,
    Evidence,
    Influence,
)
from salesdesk.domain.visit import Attendee, Objection, Visit

R = TypeVar("R", bound=Record)

TODAY = date(2026, 9, 15)
SOON = TODAY + timedelta(days=20)
NAMES = {
    "user": "Li Na",
    "technical": "Wang Wei",
    "purchasing": "Zhao Min",
    "management": "Sun Lei",
    "decision": "Chen Gang",
}


def stamp(days: int, hour: int = 10) -> datetime:
    return datetime.combine(TODAY + timedelta(days=days), time(hour), UTC)


def contact_id(line: str) -> str:
    return f"c-{line}"


def part_id(line: str) -> str:
    return f"i-{line}"


DEAL = Deal(
    id="deal",
    name="Boiler house",
    account_id="account",
    stage="4",
    amount=320_000_000,
    close_date=TODAY + timedelta(days=60),
    purchase_on=TODAY + timedelta(days=50),
    need_behind="Steam fails in winter",
    why_now="The permit ends in spring",
    management_agreed="yes",
    project_approved="yes",
    budget_state="approved",
    specification="ours",
    trial="passed",
    short_listed="yes",
    incumbent="Old Boiler Works",
    next_step="Site tour",
    next_step_on=SOON,
    stage_on_entry="2",
)

PARTS = tuple(
    Influence(
        id=part_id(line),
        deal_id="deal",
        contact_id=contact_id(line),
        influence="high" if line == "decision" else "medium",
        attitude="supporter",
        personal_win="A quiet winter",
        need="Steam at 16 bar",
        response_mode="growth",
        on_user_line=line == "user",
        on_technical_line=line == "technical",
        on_purchasing_line=line == "purchasing",
        on_management_line=line == "management",
        on_decision_line=line == "decision",
    )
    for line in LINES
)

VISIT = Visit(id="visit", account_id="account", deal_id="deal", state="recorded", starts_at=stamp(-10))

COACH = Coach(
    id="coach",
    deal_id="deal",
    contact_id=contact_id("user"),
    side="ours",
    they_trust_us=True,
    trusted_inside=True,
    wants_us_to_win=True,
    told_truth=True,
)


def _met(line: str) -> Attendee:
    return Attendee(id=f"a-{line}", visit_id="visit", contact_id=contact_id(line), was_met=True)


GOOD = Sheet(
    deal=DEAL,
    account=Account(id="account", name="North Steel"),
    contacts=tuple(Contact(id=contact_id(line), account_id="account", name=NAMES[line]) for line in LINES),
    influences=PARTS,
    coaches=(COACH,),
    competitors=(Competitor(id="rival", deal_id="deal", name="Steam AG", likely_move="cut the price"),),
    criteria=(Criterion(id="criterion", deal_id="deal", name="Efficiency", weight=40, our_score=7),),
    evidence=tuple(
        Evidence(
            about_kind="influence",
            about_id=part_id(line),
            field="attitude",
            claimed="supporter",
            visit_id="visit",
            contact_id=contact_id(line),
            said_on=TODAY - timedelta(days=10),
        )
        for line in LINES
    ),
    buying_steps=(
        BuyingStep(
            id="step",
            deal_id="deal",
            name="Review",
            approver_contact_id=contact_id("management"),
            planned_on=SOON,
            order="m",
        ),
    ),
    stage_moves=(StageMove(deal_id="deal", moved_at=stamp(-30), from_stage="3", to_stage="4"),),
    visits=(VISIT,),
    attendees=tuple(_met(line) for line in LINES),
    objections=(Objection(visit_id="visit", objection="Too dear", was_raised=True),),
)


def reading(**changes: Any) -> Reading:
    """The good sheet on the day of the tests, with other rows where given."""
    return Reading(dataclasses.replace(GOOD, **changes), TODAY)


def deal(**values: Any) -> Deal:
    return dataclasses.replace(DEAL, **values)


def with_part(line: str, **values: Any) -> tuple[Influence, ...]:
    """The people of the good sheet, the one of a line changed."""
    return changed(GOOD.influences, part_id(line), **values)


def changed(rows: tuple[R, ...], record_id: str, **values: Any) -> tuple[R, ...]:
    """The rows with one of them changed."""
    return tuple(dataclasses.replace(row, **values) if row.id == record_id else row for row in rows)
