"""The people: contact, and what two contacts are to each other."""

from datetime import date

from salesdesk.domain.codes import LANGUAGES, LEVELS
from salesdesk.domain.record import (
    Record,
    Secrecy,
    choice,
    day,
    flag,
    long_text,
    record_kind,
    reference,
    text,
)


@record_kind("contact", parents=("account_id",), importable=True)
class Contact(Record):
    """A person at an account (method 1); the part played in one deal is an influence of that deal."""

    account_id: str = reference("account", required=True)
    name: str = text(required=True, searched=True, sorted=True, secrecy=Secrecy.OPEN)
    other_names: str = text(searched=True)
    salutation: str = text(secrecy=Secrecy.OPEN)
    title: str = text(searched=True, sorted=True, secrecy=Secrecy.OPEN)
    department: str = text(searched=True, secrecy=Secrecy.OPEN)
    site_id: str = reference("site")
    reports_to_id: str = reference("contact")
    phone: str = text(searched=True, secrecy=Secrecy.OPEN)
    mobile: str = text(searched=True, secrecy=Secrecy.OPEN)
    email: str = text(searched=True, sorted=True, secrecy=Secrecy.OPEN)
    wechat: str = text(searched=True)
    address: str = text(secrecy=Secrecy.OPEN)
    how_to_reach: str = text()
    interests: str = text()
    language: str = choice(*LANGUAGES)
    has_left: bool = flag()
    left_on: date | None = day()
    left_to: str = text()
    remarks: str = long_text(searched=True)
    external_id: str = text()
    external_source: str = text()


@record_kind("relation", parents=("from_contact_id",), title=("kind",))
class Relation(Record):
    """What one contact is to another beside the reporting line; within one deal when that is named.

    `same_person` leads from a contact at the new account to the one left behind at the old.
    """

    from_contact_id: str = reference("contact", required=True)
    to_contact_id: str = reference("contact", required=True)
    deal_id: str = reference("deal")
    kind: str = choice(
        "influences",
        "conflicts_with",
        "friend_of",
        "assistant_of",
        "dotted_report",
        "former_colleague",
        "works_for_our_partner",
        "same_person",
        default="influences",
        required=True,
        secrecy=Secrecy.COVERED,
    )
    strength: str = choice(*LEVELS, secrecy=Secrecy.COVERED)
    remarks: str = long_text(secrecy=Secrecy.COVERED)
