"""Contacts as cards and visits as events."""

from collections.abc import Iterable

from salesdesk.domain.contact import Contact
from salesdesk.domain.visit import Visit
from salesdesk.exchange.ical import EventRow, Person
from salesdesk.exchange.vcard import CardRow

_STATUSES = {"cancelled": "CANCELLED", "moved": "CANCELLED", "draft": "TENTATIVE"}


def card_of(contact: Contact, organisation: str) -> CardRow:
    """The card of a contact at the organisation of that name."""
    return CardRow(
        uid=contact.id,
        name=contact.name,
        other_names=contact.other_names,
        salutation=contact.salutation,
        organisation=organisation,
        department=contact.department,
        title=contact.title,
        phone=contact.phone,
        mobile=contact.mobile,
        email=contact.email,
        wechat=contact.wechat,
        address=contact.address,
        remarks=contact.remarks,
    )


def event_of(visit: Visit, attendees: Iterable[Person], *, title: str = "", changes: int = 0) -> EventRow:
    """The event of a visit that has a beginning; `changes` counts its changes, so that calendars take the last.

    `title` stands where the visit has no objective yet. Neither beliefs nor opening leave the desk.
    """
    return EventRow(
        uid=visit.id,
        summary=visit.objective_minimum or title,
        description=visit.customer_reason,
        place=visit.place,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        status=_STATUSES.get(visit.state, "CONFIRMED"),
        sequence=changes,
        attendees=tuple(attendees),
    )
