"""Contacts to choose from, the nearest first."""

from sqlalchemy import Connection, select

from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.store.families import group_of, records_where, shown_as_one
from salesdesk.store.projection import record_from_row
from salesdesk.store.queries import records_by_id, search
from salesdesk.store.tables import RECORD_TABLES, key_column

_CONTACT = RECORD_TABLES[Contact.KIND]


def contacts_near(
    connection: Connection, account_id: str, query: str = "", *, limit: int = 50
) -> list[tuple[Contact, str, int]]:
    """(contact, name of the account, nearness) by nearness: 0 this account, 1 its group, 2 all others.

    Within one nearness people who are there come before people who left, then by name. `query` is looked for as
    the search of the workspace does; without one, others are the first of the alphabet.
    """
    own = set(shown_as_one(connection, [account_id]))
    group = set(group_of(connection, account_id))
    near = records_where(connection, Contact, "account_id", group)
    if query.strip():
        hits = [hit.id for hit in search(connection, query, kinds=(Contact.KIND,), limit=1000)]
        matching = set(hits)
        near = [contact for contact in near if contact.id in matching]
        known = {contact.id for contact in near}
        rest = [one for one in hits if one not in known][:limit]
        far = list(records_by_id(connection, Contact, rest).values())
    else:
        far = _first(connection, limit + len(near))
    found = {contact.id: contact for contact in (*near, *far)}

    def nearness(contact: Contact) -> int:
        return 0 if contact.account_id in own else 1 if contact.account_id in group else 2

    keys = _name_keys(connection, list(found))
    ordered = sorted(
        found.values(), key=lambda one: (nearness(one), one.has_left, keys.get(one.id, ""), one.id)
    )
    ordered = ordered[:limit]
    accounts = records_by_id(connection, Account, list({contact.account_id for contact in ordered}))
    names = {one.id: one.short_name or one.name for one in accounts.values()}
    return [(one, names.get(one.account_id, ""), nearness(one)) for one in ordered]


def _first(connection: Connection, limit: int) -> list[Contact]:
    key = _CONTACT.c[key_column("name")]
    rows = connection.execute(select(_CONTACT).order_by(key, _CONTACT.c.id).limit(limit)).mappings()
    return [contact for row in rows if isinstance(contact := record_from_row(Contact, row), Contact)]  # type: ignore[arg-type]


def _name_keys(connection: Connection, contact_ids: list[str]) -> dict[str, str]:
    from salesdesk.store.log import chunks

    found: dict[str, str] = {}
    for part in chunks(contact_ids):
        columns = select(_CONTACT.c.id, _CONTACT.c[key_column("name")])
        found.update((row[0], row[1]) for row in connection.execute(columns.where(_CONTACT.c.id.in_(part))))
    return found
