"""The sieve before the funnel: intelligence becomes a lead when three tests are passed (method 3)."""

from dataclasses import dataclass
from datetime import date

from salesdesk.domain.codes import LEVELS, YES_NO
from salesdesk.domain.limits import LIMITS, Limits
from salesdesk.domain.record import (
    Record,
    Scope,
    Secrecy,
    choice,
    day,
    long_text,
    money,
    record_kind,
    reference,
    text,
)

LEAD_STATES = ("intelligence", "lead", "deal", "fell_through")


@record_kind("lead", scope=Scope.PERSON, importable=True)
class Lead(Record):
    """News of a possible purchase, with the three tests and what became of it."""

    name: str = text(required=True, searched=True, sorted=True, secrecy=Secrecy.OPEN)
    company: str = text(searched=True, sorted=True, secrecy=Secrecy.OPEN)
    contact_name: str = text(searched=True, secrecy=Secrecy.OPEN)
    contact_title: str = text(secrecy=Secrecy.OPEN)
    phone: str = text(searched=True, secrecy=Secrecy.OPEN)
    mobile: str = text(searched=True, secrecy=Secrecy.OPEN)
    email: str = text(searched=True, secrecy=Secrecy.OPEN)
    website: str = text(secrecy=Secrecy.OPEN)
    industry: str = text()
    province: str = text()
    city: str = text(searched=True)
    source: str = text()
    rating: str = choice(*LEVELS)
    owner_id: str = reference("member")
    amount: int | None = money(sorted=True)
    currency: str = text(default="CNY", limit=3)
    state: str = choice(*LEAD_STATES, default="intelligence", required=True, sorted=True)
    spoke: str = choice(*YES_NO)
    spoke_on: date | None = day()
    spoke_proof: str = text()
    need_confirmed: str = choice(*YES_NO)
    need: str = text(searched=True)
    need_proof: str = text()
    has_date: str = choice(*YES_NO)
    purchase_on: date | None = day(sorted=True)
    date_proof: str = text()
    reason: str = text()
    wake_up_on: date | None = day(sorted=True)
    account_id: str = reference("account")
    contact_id: str = reference("contact")
    deal_id: str = reference("deal")
    remarks: str = long_text(searched=True)
    external_id: str = text()
    external_source: str = text()


@dataclass(frozen=True, slots=True)
class SieveTest:
    """One of the three tests: `yes`, `no` or `unknown`, and whether proof is given; words: `sieve.CODE`."""

    code: str
    state: str
    has_proof: bool


def sieve_tests(lead: Lead, *, today: date, limits: Limits = LIMITS) -> tuple[SieveTest, ...]:
    """The three tests: we spoke to them; they confirmed the need; they plan to buy within twelve months."""
    return (
        SieveTest("spoke", lead.spoke or "unknown", bool(lead.spoke_proof.strip() or lead.spoke_on)),
        SieveTest("need_confirmed", lead.need_confirmed or "unknown", bool(lead.need_proof.strip())),
        SieveTest("dated_plan", _dated_plan(lead, today, limits), bool(lead.date_proof.strip())),
    )


def passes(lead: Lead, *, today: date, limits: Limits = LIMITS) -> bool:
    """All three tests are answered with yes; what does not pass is kept with reason and wake-up date."""
    return all(test.state == "yes" for test in sieve_tests(lead, today=today, limits=limits))


def wakes_up(lead: Lead, *, today: date) -> bool:
    """What fell through asks to be looked at again."""
    return lead.state == "fell_through" and lead.wake_up_on is not None and lead.wake_up_on <= today


def _dated_plan(lead: Lead, today: date, limits: Limits) -> str:
    if lead.has_date == "no":
        return "no"
    if lead.purchase_on is None:
        return "unknown"
    return "yes" if 0 <= (lead.purchase_on - today).days <= limits.purchase_within_days else "no"
