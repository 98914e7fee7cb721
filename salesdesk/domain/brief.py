"""The brief for the next visit (method 2): whom, where, when, what was promised, three questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from salesdesk.domain.account import Account, Site
from salesdesk.domain.contact import Contact
from salesdesk.domain.gap import Gap
from salesdesk.domain.sheet import PLANNED_STATES, by_id
from salesdesk.domain.visit import Attendee, Commitment, Visit, VisitQuestion

QUESTIONS = 3
PROMISES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a rep needs in the car park; nothing in it is a secret of the deal."""

    visit: Visit
    account: Account | None
    people: tuple[Contact, ...]
    phone: str
    address: str
    promises: tuple[Commitment, ...]
    """Open promises of both sides, the earliest due first."""
    questions: tuple[VisitQuestion, ...]
    gaps: tuple[Gap, ...]
    """Gaps to ask about where the plan has fewer than three questions."""


def next_visit(visits: Iterable[Visit], *, now: datetime) -> Visit | None:
    """The planned visit that comes next; one that has begun and not ended counts."""
    ahead = [
        (visit.starts_at, visit.id, visit)
        for visit in visits
        if visit.state in PLANNED_STATES
        and visit.starts_at is not None
        and (visit.ends_at or visit.starts_at) >= now
    ]
    return min(ahead)[2] if ahead else None


def brief(
    visit: Visit,
    *,
    account: Account | None = None,
    sites: Iterable[Site] = (),
    contacts: Iterable[Contact] = (),
    attendees: Iterable[Attendee] = (),
    questions: Iterable[VisitQuestion] = (),
    commitments: Iterable[Commitment] = (),
    gaps: Iterable[Gap] = (),
) -> Brief:
    """The brief of one visit from what is known around it."""
    known = by_id(contacts)
    rows = sorted(
        (row for row in attendees if row.visit_id == visit.id and row.is_planned and row.contact_id in known),
        key=lambda row: (row.order, row.id),
    )
    people = tuple(known[contact_id] for contact_id in dict.fromkeys(row.contact_id for row in rows))
    asked = sorted(
        (row for row in questions if row.visit_id == visit.id and not row.is_answered),
        key=lambda row: (row.order, row.id),
    )[:QUESTIONS]
    planned = {row.gap for row in asked}
    left = [gap for gap in gaps if gap.code not in planned and not gap.planned_visit_id]
    return Brief(
        visit=visit,
        account=account,
        people=people,
        phone=_phone(people, account),
        address=_address(visit, by_id(sites).get(visit.site_id), account),
        promises=_promises(visit, commitments),
        questions=tuple(asked),
        gaps=tuple(left[: QUESTIONS - len(asked)]),
    )


def _phone(people: tuple[Contact, ...], account: Account | None) -> str:
    numbers = [number for person in people for number in (person.mobile, person.phone)]
    return next((number for number in (*numbers, account.phone if account else "") if number), "")


def _address(visit: Visit, site: Site | None, account: Account | None) -> str:
    places = [visit.place, *(_place(owner) for owner in (site, account) if owner is not None)]
    return next((place.strip() for place in places if place.strip()), "")


def _place(owner: Account | Site) -> str:
    if not owner.address or owner.city in owner.address:
        return owner.address
    return f"{owner.city} {owner.address}"


def _promises(visit: Visit, commitments: Iterable[Commitment]) -> tuple[Commitment, ...]:
    """Open promises of the visit's deal, or of its account where it has no deal."""
    mine = [
        row
        for row in commitments
        if row.state == "promised"
        and (row.deal_id == visit.deal_id if visit.deal_id else row.account_id in ("", visit.account_id))
    ]
    mine.sort(key=lambda row: (row.due_on is None, str(row.due_on), row.id))
    return tuple(mine[:PROMISES])
