"""What the card of a contact shows, read at once."""

from dataclasses import dataclass

from sqlalchemy import Connection

from salesdesk.domain.account import Attachment, Note, Tag
from salesdesk.domain.contact import Contact, Relation
from salesdesk.domain.deal import Deal
from salesdesk.domain.problems import Known
from salesdesk.domain.strategy import Influence
from salesdesk.domain.visit import Attendee, Visit
from salesdesk.store.families import records_where
from salesdesk.store.queries import records_by_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """A contact with all that is shown with it."""

    contact: Contact
    juniors: tuple[Contact, ...]
    relations: tuple[Relation, ...]
    """From this contact and to it."""
    parts: tuple[tuple[Influence, Deal], ...]
    """The part played in each deal."""
    visits: tuple[Visit, ...]
    """Those planned with or held with this person, the latest first."""
    notes: tuple[Note, ...]
    tags: tuple[Tag, ...]
    attachments: tuple[Attachment, ...]


def contact_card(connection: Connection, contact_id: str, *, visits: int = 50) -> ContactCard:
    """What the card of a contact shows; raises Known E_NOT_FOUND."""
    contact = records_by_id(connection, Contact, [contact_id]).get(contact_id)
    if contact is None:
        raise Known("E_NOT_FOUND", kind=Contact.KIND, id=contact_id)
    own = [contact_id]
    there = records_where(connection, Relation, "from_contact_id", own)
    here = records_where(connection, Relation, "to_contact_id", own)
    parts = records_where(connection, Influence, "contact_id", own)
    deals = records_by_id(connection, Deal, [part.deal_id for part in parts])
    rows = records_where(connection, Attendee, "contact_id", own)
    met = records_by_id(connection, Visit, list({row.visit_id for row in rows})).values()
    latest = sorted(met, key=lambda visit: (visit.starts_at is not None, str(visit.starts_at)), reverse=True)
    return ContactCard(
        contact=contact,
        juniors=tuple(records_where(connection, Contact, "reports_to_id", own)),
        relations=tuple({relation.id: relation for relation in (*there, *here)}.values()),
        parts=tuple((part, deals[part.deal_id]) for part in parts if part.deal_id in deals),
        visits=tuple(latest[:visits]),
        notes=tuple(reversed(records_where(connection, Note, "about_id", own))),
        tags=tuple(records_where(connection, Tag, "about_id", own)),
        attachments=tuple(records_where(connection, Attachment, "about_id", own)),
    )
