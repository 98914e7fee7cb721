"""What Today shows: the next visit with its brief, visits to record, promises due, gaps worth closing, figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from salesdesk.domain.account import Account, Site
from salesdesk.domain.brief import Brief, brief
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.gap import Gap
from salesdesk.domain.gaps import gaps
from salesdesk.domain.limits import LIMITS
from salesdesk.domain.readiness import Missing, missing_in_plan, recorded_in_time
from salesdesk.domain.reading import Reading
from salesdesk.domain.sheet import MET_STATES
from salesdesk.domain.visit import Attendee, Commitment, Visit, VisitQuestion

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk
    from salesdesk.store.database import Connection

_LONGEST_VISIT = timedelta(hours=12)
"""So long after its beginning a visit is looked at as perhaps still going on."""
_DEALS_READ = 60
"""So many open key projects, the next to be signed, are searched for gaps."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A visit as one line of Today: with whom, and what its plan lacks."""

    visit: Visit
    account_name: str
    deal_name: str
    people: tuple[str, ...]
    missing: tuple[Missing, ...] = ()
    hours_left: int | None = None
    """Of a visit to be recorded: hours until its record is late, negative when it is."""


@dataclass(frozen=True, slots=True)
class Due:
    """A promise that is due, with the names that go with it."""

    promise: Commitment
    account_name: str
    person: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """The week's figures as (reached, of how many)."""

    ready: tuple[int, int] = (0, 0)
    in_time: tuple[int, int] = (0, 0)
    minimum: tuple[int, int] = (0, 0)
    kept_by_them: tuple[int, int] = (0, 0)
    kept_by_us: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What the room shows at once; gaps are read apart, because they cost more."""

    next_visit: Appointment | None
    brief: Brief | None
    later: tuple[Appointment, ...]
    """Further visits of today and tomorrow."""
    to_record: tuple[Appointment, ...]
    promises: tuple[Due, ...]
    week: WeekFigures


@dataclass(frozen=True, slots=True)
class DealGap:
    """A gap with the deal it is in."""

    deal: Deal
    account_name: str
    gap: Gap


def read_today(desk: "Desk") -> Today:
    """Everything of Today but the gaps."""
    from salesdesk.store import agenda

    now, day = desk.now(), desk.today()
    with desk.read() as connection:
        recent = agenda.planned_visits(connection, now - _LONGEST_VISIT, desk.user_id)
        ahead = [visit for visit in recent if _end(visit) >= now]
        waiting = [
            visit for visit in agenda.unrecorded_visits(connection, now, desk.user_id) if _end(visit) <= now
        ]
        end_of_tomorrow = _midnight(day + timedelta(days=2))
        later = [visit for visit in ahead[1:] if visit.starts_at and visit.starts_at < end_of_tomorrow]
        lines = _appointments(connection, [*ahead[:1], *later, *waiting], now)
        return Today(
            next_visit=lines[ahead[0].id] if ahead else None,
            brief=read_brief(connection, ahead[0], today=day) if ahead else None,
            later=tuple(lines[visit.id] for visit in later),
            to_record=tuple(lines[visit.id] for visit in waiting),
            promises=_promises(connection, day),
            week=_week(connection, desk.user_id, now, day),
        )


def _end(visit: Visit) -> datetime:
    end = visit.ends_at or visit.starts_at
    assert end is not None  # visits without a time are not read here
    return end


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()


def _appointments(connection: "Connection", visits: Sequence[Visit], now: datetime) -> dict[str, Appointment]:
    from salesdesk.store.families import records_where
    from salesdesk.store.queries import records_by_id

    ids = [visit.id for visit in visits]
    attendees = records_where(connection, Attendee, "visit_id", ids)
    questions = records_where(connection, VisitQuestion, "visit_id", ids)
    contacts = records_by_id(connection, Contact, [row.contact_id for row in attendees if row.contact_id])
    accounts = records_by_id(connection, Account, list({visit.account_id for visit in visits}))
    deals = records_by_id(connection, Deal, list({visit.deal_id for visit in visits if visit.deal_id}))
    allowed = timedelta(hours=LIMITS.record_within_hours)
    found: dict[str, Appointment] = {}
    for visit in visits:
        own = [row for row in attendees if row.visit_id == visit.id]
        deal = deals.get(visit.deal_id)
        left = (_end(visit) + allowed - now).total_seconds() / 3600
        found[visit.id] = Appointment(
            visit=visit,
            account_name=_name(accounts.get(visit.account_id)),
            deal_name=deal.name if deal else "",
            people=tuple(contacts[row.contact_id].name for row in own if row.contact_id in contacts),
            missing=missing_in_plan(visit, own, questions),
            hours_left=int(left // 1) if _end(visit) <= now else None,
        )
    return found


def _name(account: Account | None) -> str:
    return (account.short_name or account.name) if account else ""


def read_brief(connection: "Connection", visit: Visit, *, today: date) -> Brief:
    """The brief of one visit: person, phone, address, promises, three questions."""
    from salesdesk.store.families import records_where
    from salesdesk.store.queries import records_by_id
    from salesdesk.store.sheets import load_sheets

    attendees = records_where(connection, Attendee, "visit_id", [visit.id])
    sheet = load_sheets(connection, [visit.deal_id]).get(visit.deal_id) if visit.deal_id else None
    known_gaps: Iterable[Gap] = gaps(Reading(sheet, today)) if sheet else ()
    people = [row.contact_id for row in attendees if row.contact_id]
    owner = ("deal_id", visit.deal_id) if visit.deal_id else ("account_id", visit.account_id)
    return brief(
        visit,
        account=records_by_id(connection, Account, [visit.account_id]).get(visit.account_id),
        sites=records_by_id(connection, Site, [visit.site_id]).values() if visit.site_id else (),
        contacts=records_by_id(connection, Contact, people).values(),
        attendees=attendees,
        questions=records_where(connection, VisitQuestion, "visit_id", [visit.id]),
        commitments=records_where(connection, Commitment, owner[0], [owner[1]]),
        gaps=known_gaps,
    )


def _promises(connection: "Connection", day: date) -> tuple[Due, ...]:
    from salesdesk.store.agenda import open_promises
    from salesdesk.store.queries import records_by_id

    rows = open_promises(connection, day + timedelta(days=LIMITS.promise_soon_days))
    accounts = records_by_id(connection, Account, list({row.account_id for row in rows if row.account_id}))
    contacts = records_by_id(connection, Contact, list({row.contact_id for row in rows if row.contact_id}))
    return tuple(
        Due(
            promise=row,
            account_name=_name(accounts.get(row.account_id)),
            person=contacts[row.contact_id].name if row.contact_id in contacts else "",
            is_overdue=row.due_on is not None and row.due_on < day,
        )
        for row in rows
    )


def _week(connection: "Connection", user_id: str, now: datetime, day: date) -> WeekFigures:
    from salesdesk.store.agenda import promises_due_between, visits_between
    from salesdesk.store.families import records_where

    monday = day - timedelta(days=day.weekday())
    visits = visits_between(connection, _midnight(monday), _midnight(monday + timedelta(days=7)), user_id)
    asked = {
        row.visit_id
        for row in records_where(connection, VisitQuestion, "visit_id", [one.id for one in visits])
    }
    prepared = [one for one in visits if one.objective_minimum.strip() and one.id in asked]
    late = timedelta(hours=LIMITS.record_within_hours)
    judged = [one for one in visits if one.recorded_at or _end(one) + late < now]
    recorded = [one for one in visits if one.state in MET_STATES and one.outcome]
    due = promises_due_between(connection, monday, day)
    theirs = [row for row in due if row.side == "theirs" and row.state != "withdrawn"]
    ours = [row for row in due if row.side == "ours" and row.state != "withdrawn"]
    return WeekFigures(
        ready=(len(prepared), len(visits)),
        in_time=(sum(1 for one in judged if recorded_in_time(one)), len(judged)),
        minimum=(sum(1 for one in recorded if one.outcome in ("best", "minimum")), len(recorded)),
        kept_by_them=(sum(1 for row in theirs if row.state == "kept"), len(theirs)),
        kept_by_us=(sum(1 for row in ours if row.state == "kept"), len(ours)),
    )


def gaps_worth_closing(
    desk: "Desk", *, limit: int = 6, each: int = 2, deals: int = _DEALS_READ
) -> list[DealGap]:
    """The gaps most worth closing over all open key projects of the user, at most `each` of one deal.

    Gaps that a planned visit asks about already are left out.
    """
    from salesdesk.store.agenda import open_key_deals
    from salesdesk.store.sheets import load_sheets

    with desk.read() as connection:
        sheets = load_sheets(connection, open_key_deals(connection, desk.user_id, limit=deals))
    day = desk.today()
    found = [
        DealGap(sheet.deal, _name(sheet.account), gap)
        for sheet in sheets.values()
        for gap in [gap for gap in gaps(Reading(sheet, day)) if not gap.planned_visit_id][:each]
    ]
    return sorted(found, key=lambda one: -one.gap.weight)[:limit]
