"""Events of a calendar as visits with the people asked to them, who are matched by e-mail and telephone."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from salesdesk.desk.values import moment_text
from salesdesk.domain.record import Value, new_id
from salesdesk.exchange.columns import propose
from salesdesk.exchange.ical import Calendar, EventRow, Person
from salesdesk.exchange.likeness import email_key, phone_key
from salesdesk.exchange.outcome import NEW, SAME, UPDATE, ImportPlan
from salesdesk.exchange.plan import Lookups, PlanOptions, Progress, plan_import
from salesdesk.exchange.rows import Layout, Table
from salesdesk.exchange.vcard import OWN_UID

_STATES = {"CANCELLED": "cancelled"}


class People:
    """Who is meant by an address or a number: contacts with their accounts, and our own people."""

    def __init__(self, lookups: Lookups) -> None:
        self._contacts: dict[str, tuple[str, str]] = {}
        self._members: dict[str, str] = {}
        for row in lookups.columns("contact", ("account_id", "email", "phone", "mobile")):
            record_id, account_id, email, phone, mobile = (str(value or "") for value in row)
            for key in (email_key(email), phone_key(phone), phone_key(mobile)):
                if key:
                    self._contacts.setdefault(key, (record_id, account_id))
        for row in lookups.columns("member", ("email", "phone")):
            record_id, email, phone = (str(value or "") for value in row)
            for key in (email_key(email), phone_key(phone)):
                if key:
                    self._members.setdefault(key, record_id)

    def contact(self, person: Person) -> tuple[str, str]:
        """Contact and account of a person; empty when nobody is known by the address or number."""
        for key in (email_key(person.email), phone_key(person.phone)):
            if key in self._contacts:
                return self._contacts[key]
        return "", ""

    def member(self, person: Person) -> str:
        """Our own person; empty when it is none."""
        keys = (email_key(person.email), phone_key(person.phone))
        return next((self._members[key] for key in keys if key in self._members), "")


def events_table(calendar: Calendar, people: People) -> Table:
    """The events as a list of visits; the account is that of the first person asked who is a contact."""
    cells = [_cells(event, people) for event in calendar.events]
    header = tuple(cells[0]) if cells else ()
    rows = tuple((event.line, tuple(row.values())) for event, row in zip(calendar.events, cells, strict=True))
    layout = Layout("icalendar", encoding="utf-8")
    return Table(header, rows, layout, calendar.problems, calendar.notes)


def _cells(event: EventRow, people: People) -> dict[str, str]:
    own = OWN_UID.fullmatch(event.uid) if not event.recurrence_id else None
    accounts = (people.contact(person)[1] for person in (*event.attendees, event.organizer))
    return {
        "id": own[1] if own else "",
        "external_id": "" if own else _external_id(event),
        "account_id": next((account for account in accounts if account), ""),
        "starts_at": moment_text(event.starts_at) if event.starts_at else "",
        "ends_at": moment_text(event.ends_at) if event.ends_at else "",
        "place": event.place,
        "objective_minimum": event.summary,
        "opening": event.description,
        "state": _STATES.get(event.status, ""),
    }


def _external_id(event: EventRow) -> str:
    """The event's own id; one day of a series that was changed is an event of its own."""
    if not event.uid:
        return ""
    return f"{event.uid}#{event.recurrence_id}" if event.recurrence_id else event.uid


def plan_events(
    calendar: Calendar,
    lookups: Lookups,
    options: PlanOptions = PlanOptions(),
    progress: Progress | None = None,
) -> ImportPlan:
    """What importing the events as visits would do; people asked come along, each of them once."""
    people = People(lookups)
    table = events_table(calendar, people)
    columns = replace(propose(table, "visit"), blank_clears=False)
    plan = plan_import(table, columns, lookups, options, progress)
    by_line = {event.line: event for event in calendar.events}
    present = _present(lookups, {row.id for row in plan.rows if row.outcome in (UPDATE, SAME)})
    attendees: list[tuple[str, Mapping[str, Value], bool]] = []
    for row in plan.rows:
        if row.outcome in (NEW, UPDATE, SAME):
            attendees += _attendees(by_line[row.row], row.id, people, present)
    return replace(plan, children=(("attendee", tuple(attendees)),))


def _present(lookups: Lookups, visit_ids: set[str]) -> set[tuple[str, str]]:
    """(visit, person) of those who are attendees already."""
    found: set[tuple[str, str]] = set()
    if visit_ids:
        for row in lookups.columns("attendee", ("visit_id", "contact_id", "member_id", "name")):
            visit_id, *who = (str(value or "") for value in row[1:])
            if visit_id in visit_ids:
                found.update((visit_id, mark) for mark in who if mark)
    return found


def _attendees(
    event: EventRow, visit_id: str, people: People, present: set[tuple[str, str]]
) -> Iterable[tuple[str, Mapping[str, Value], bool]]:
    for person in event.attendees:
        contact_id, member_id = people.contact(person)[0], people.member(person)
        name = (person.name or person.email or person.phone)[:200]
        mark = contact_id or member_id or name
        if not mark or (visit_id, mark) in present:
            continue
        present.add((visit_id, mark))
        who = {"contact_id": contact_id, "member_id": "" if contact_id else member_id}
        who["name"] = "" if any(who.values()) else name
        told: dict[str, Value] = {field: value for field, value in who.items() if value}
        yield new_id(), {"visit_id": visit_id, "is_planned": True, **told}, True
