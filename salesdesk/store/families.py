"""Accounts shown as one: an account with what was merged into it, and a group with its subsidiaries."""

from collections.abc import Collection, Iterable
from typing import TypeVar

from sqlalchemy import Connection, select

from salesdesk.domain.account import Account
from salesdesk.domain.record import Record
from salesdesk.store.log import chunks
from salesdesk.store.projection import record_from_row
from salesdesk.store.tables import RECORD_TABLES

R = TypeVar("R", bound=Record)
_ACCOUNT = RECORD_TABLES[Account.KIND]


def records_where(
    connection: Connection, record_class: type[R], name: str, values: Collection[str]
) -> list[R]:
    """The living records whose field is one of the values, by row rank, then in the order of their making."""
    table = RECORD_TABLES[record_class.KIND]
    found: list[R] = []
    for part in chunks(list(values)):
        rows = connection.execute(select(table).where(table.c[name].in_(part))).mappings()
        found.extend(record_from_row(record_class, row) for row in rows)  # type: ignore[misc,arg-type]
    return sorted(found, key=lambda record: (getattr(record, "order", ""), record.id))


def _linked(connection: Connection, name: str, account_ids: Collection[str]) -> list[tuple[str, str]]:
    """(id, where its reference points) of the accounts whose reference points at one of those given."""
    column = _ACCOUNT.c[name]
    found: list[tuple[str, str]] = []
    for part in chunks(list(account_ids)):
        rows = connection.execute(select(_ACCOUNT.c.id, column).where(column.in_(part)))
        found.extend((record_id, target) for record_id, target in rows)
    return found


def _below(connection: Connection, name: str, account_ids: Iterable[str]) -> dict[str, str]:
    """All that leads to the accounts given by the reference, at any depth, by id; they lead to themselves."""
    found = {account_id: account_id for account_id in account_ids}
    front: Collection[str] = list(found)
    while front:
        new = {one: found[target] for one, target in _linked(connection, name, front) if one not in found}
        found.update(new)
        front = list(new)
    return found


def keepers(connection: Connection, account_ids: Iterable[str]) -> dict[str, str]:
    """The account under which each of those given is shown: itself, or what it was merged into at last."""
    kept = {account_id: account_id for account_id in account_ids}
    front = set(kept.values())
    for _ in range(20):  # a ring made by two devices at once must not hold us
        into: dict[str, str] = {}
        for part in chunks(list(front)):
            rows = connection.execute(
                select(_ACCOUNT.c.id, _ACCOUNT.c.merged_into_id).where(
                    _ACCOUNT.c.id.in_(part), _ACCOUNT.c.merged_into_id != ""
                )
            )
            into.update((record_id, target) for record_id, target in rows)
        if not into:
            break
        kept = {account_id: into.get(target, target) for account_id, target in kept.items()}
        front = set(into.values())
    return kept


def shown_as_one(connection: Connection, account_ids: Iterable[str]) -> dict[str, str]:
    """The accounts given with all that was merged into them: the id of each, and under which it is shown."""
    return _below(connection, "merged_into_id", account_ids)


def group_of(connection: Connection, account_id: str) -> list[str]:
    """The accounts of the same group: the topmost parent and all below it, the account's own family first."""
    top, seen = account_id, {account_id}
    while True:
        parent = connection.scalar(select(_ACCOUNT.c.parent_id).where(_ACCOUNT.c.id == top))
        if not parent or parent in seen:
            break
        seen.add(parent)
        top = parent
    own = shown_as_one(connection, [account_id])
    group = shown_as_one(connection, _below(connection, "parent_id", [top]))
    return [*own, *(one for one in group if one not in own)]
