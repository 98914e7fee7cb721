"""Records as the bytes of a file, in any of the formats of `export`."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.record import Record
from salesdesk.domain.visit import Attendee, Visit
from salesdesk.text import tr

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk
    from salesdesk.exchange.ical import EventRow, Person


def written(desk: "Desk", kind: str, records: Sequence[Record], form: str) -> tuple[bytes, int]:
    """The file, and how many of the records are in it; a visit without a beginning is in no calendar.

    Raises UsageError for a format that records of this kind cannot have.
    """
    if (form == "vcf" and kind != Contact.KIND) or (form == "ics" and kind != Visit.KIND):
        words = tr("records of the kind {kind} cannot be written as {form}; csv, xlsx and json take all")
        raise click.UsageError(words.format(kind=kind, form=form))
    if form == "vcf":
        return _cards(desk, [record for record in records if isinstance(record, Contact)]), len(records)
    if form == "ics":
        return _calendar(
            desk, [record for record in records if isinstance(record, Visit) and record.starts_at]
        )
    if form == "json":
        return _json(records), len(records)
    return _table(kind, records, form), len(records)


def _json(records: Sequence[Record]) -> bytes:
    from salesdesk.desk.values import plain_record

    rows = [{"id": record.id, **plain_record(record)} for record in records]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def _table(kind: str, records: Sequence[Record], form: str) -> bytes:
    from salesdesk.domain.kinds import kind_of
    from salesdesk.domain.record import fields_of
    from salesdesk.exchange.cells_out import header_of, rows_of

    fields = fields_of(kind_of(kind))
    header, rows = header_of(kind_of(kind), fields), rows_of(records, fields)
    if form == "csv":
        from salesdesk.exchange.csv_out import write_csv

        return write_csv(header, rows)
    from salesdesk.exchange.xlsx_out import write_xlsx

    return write_xlsx(header, rows, sheet=kind)


def _cards(desk: "Desk", contacts: Sequence[Contact]) -> bytes:
    from salesdesk.exchange.records_out import card_of
    from salesdesk.exchange.vcard import write_cards
    from salesdesk.store.queries import records_by_id

    with desk.read() as connection:
        homes = records_by_id(connection, Account, list({contact.account_id for contact in contacts}))
    names = {home.id: home.name for home in homes.values()}
    return write_cards(card_of(contact, names.get(contact.account_id, "")) for contact in contacts)


def _calendar(desk: "Desk", visits: Sequence[Visit]) -> tuple[bytes, int]:
    from salesdesk.exchange.ical import write_calendar

    return write_calendar(_events(desk, visits), stamp=desk.now()), len(visits)


def _events(desk: "Desk", visits: Sequence[Visit]) -> "Iterator[EventRow]":
    from salesdesk.exchange.records_out import event_of
    from salesdesk.text import choice

    for visit in visits:
        changes = len({entry.op_id for entry in desk.history(visit.id)}) - 1
        yield event_of(visit, _people(desk, visit), title=choice(f"visit.kind.{visit.kind}"), changes=changes)


def _people(desk: "Desk", visit: Visit) -> "Iterator[Person]":
    from salesdesk.domain.team import Member
    from salesdesk.exchange.ical import Person

    for row in desk.select(Attendee, visit_id=visit.id):
        who = desk.get(Contact, row.contact_id) or desk.get(Member, row.member_id)
        if who is not None:
            yield Person(name=who.name, email=who.email, phone=who.phone)
        elif row.name:
            yield Person(name=row.name)
