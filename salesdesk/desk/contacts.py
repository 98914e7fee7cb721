"""What is done with contacts: made, ordered into who reports to whom, left or moved, picked."""

import dataclasses
from datetime import date
from typing import TYPE_CHECKING

from salesdesk.desk.derived import derived_id
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact, Relation
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Value
from salesdesk.store.writer import Writer

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk


def create_contact(w: Writer, account_id: str, name: str, **values: Value) -> Contact:
    """Put a new contact of an account; raises Known E_FIELD (reason cycle) for who would report to nobody's end."""
    w.need(Account, account_id)
    contact = Contact(account_id=account_id, name=name.strip(), **values)  # type: ignore[arg-type]  # checked by the writer
    _check_line(w, contact.id, contact.reports_to_id)
    return w.add(contact)


def set_reports_to(w: Writer, contact_id: str, superior_id: str) -> Contact:
    """Say to whom a contact reports, to nobody when empty; raises Known E_FIELD (reason cycle)."""
    _check_line(w, contact_id, superior_id)
    return w.set(Contact, contact_id, reports_to_id=superior_id)


def _check_line(w: Writer, contact_id: str, superior_id: str) -> None:
    seen = {contact_id}
    above = superior_id
    while above:
        if above in seen:
            raise Known("E_FIELD", kind=Contact.KIND, field="reports_to_id", reason="cycle")
        seen.add(above)
        above = w.need(Contact, above).reports_to_id


def mark_left(w: Writer, contact_id: str, *, today: date, left_to: str = "") -> Contact:
    """Note that a person has left: the lines held are gaps again, who reported to them reports one level up."""
    contact = w.need(Contact, contact_id)
    for junior in w.select(Contact, reports_to_id=contact_id):
        w.set(Contact, junior.id, reports_to_id=contact.reports_to_id)
    return w.set(Contact, contact_id, has_left=True, left_on=today, left_to=left_to.strip())


def move_contact(
    w: Writer, contact_id: str, account_id: str, *, today: date, title: str = "", **values: Value
) -> Contact:
    """Note that a person went to another account: left here, and a new contact there; the new one is returned.

    What was known stays where it was learned; phone and WeChat of the person go along, those of the post do not.
    """
    account = w.need(Account, account_id)
    old = mark_left(w, contact_id, today=today, left_to=account.name)
    facts: dict[str, Value] = {"title": title, **values}
    copied = {
        name: old.value(name)
        for name in ("name", "other_names", "salutation", "mobile", "wechat", "interests", "language")
    }
    there = Contact(account_id=account_id, **{**copied, **facts})  # type: ignore[arg-type]  # checked by the writer
    w.add(there)
    relate(w, there.id, old.id, kind="same_person")
    return there


def relate(
    w: Writer,
    from_contact_id: str,
    to_contact_id: str,
    *,
    kind: str = "influences",
    deal_id: str = "",
    strength: str = "",
    remarks: str = "",
) -> Relation:
    """Say what one contact is to another, in general or in one deal; saying it again changes it.

    Raises Known E_FIELD (reason cycle) for a relation to oneself.
    """
    if from_contact_id == to_contact_id:
        raise Known("E_FIELD", kind=Relation.KIND, field="to_contact_id", reason="cycle")
    return w.put(
        Relation(
            id=derived_id(Relation.KIND, from_contact_id, to_contact_id, kind, deal_id),
            from_contact_id=from_contact_id,
            to_contact_id=to_contact_id,
            kind=kind,
            deal_id=deal_id,
            strength=strength,
            remarks=remarks,
        )
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """A contact to pick, with the name of the account, and how near: 0 this account, 1 the same group, 2 others."""

    contact: Contact
    account_name: str
    nearness: int


def pick_contacts(desk: "Desk", account_id: str, query: str = "", *, limit: int = 50) -> list[Choice]:
    """Contacts to choose from: those of this account first, then of its group, then all; who has left comes last."""
    from salesdesk.store.pickers import contacts_near

    with desk.read() as connection:
        found = contacts_near(connection, account_id, query, limit=limit)
    return [Choice(contact, name, nearness) for contact, name, nearness in found]
