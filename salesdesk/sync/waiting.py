"""What a device did since its last bundle, in numbers that can be said in words, and when that bundle was written."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, func, or_, select

from salesdesk.desk.desk import Desk
from salesdesk.store.facts import load_fact
from salesdesk.store.identity import own_replicas
from salesdesk.store.tables import CHAIN, EDIT, HEAD, OPERATION
from salesdesk.sync.device_keys import membership

LEAVING = ("team", "person", "account", "close")
"""Scopes in the order they leave in; `private` is not among them."""
SENT = "export.sent"
"""Position of the last operation in the last bundle, and when it was written (milliseconds): 8 bytes each."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the next bundle brings that no bundle before it had."""

    changes: int
    records: tuple[tuple[str, int], ...]
    """Kind → how many records of it changed, the most first; deleted ones count."""
    since: datetime | None
    """When the first of these changes was made."""
    private: int
    """Operations on private notes: they never leave."""
    last_exchange: datetime | None


def sent_fact(position: int, at: datetime) -> dict[str, bytes]:
    """The fact that a bundle was written, to be kept in its transaction."""
    return {SENT: position.to_bytes(8, "big") + int(at.timestamp() * 1000).to_bytes(8, "big")}


def last_position(connection: Connection) -> int:
    """The position of the last operation in the log; 0 for none."""
    return int(connection.scalar(select(func.max(OPERATION.c.position))) or 0)


def _sent(connection: Connection) -> tuple[int, datetime | None]:
    kept = load_fact(connection, SENT)
    if kept is None or len(kept) != 16:
        return 0, None
    milliseconds = int.from_bytes(kept[8:], "big")
    return int.from_bytes(kept[:8], "big"), datetime.fromtimestamp(milliseconds / 1000, UTC)


def last_exchange(desk: Desk) -> datetime | None:
    """When the last bundle was written here; None for never."""
    with desk.read() as connection:
        return _sent(connection)[1]


def unsent(desk: Desk) -> int:
    """How many changes no bundle has yet; 0 for who works alone."""
    with desk.read() as connection:
        if membership(connection) is None:
            return 0
        return _count(connection, _sent(connection)[0])


def waiting(desk: Desk) -> Waiting:
    """What the next bundle brings, by kind of record. Long logs: off the interface's thread."""
    with desk.read() as connection:
        position, at = _sent(connection)
        own = _own(connection, position)
        records = func.count(OPERATION.c.record_id.distinct())
        kinds = (
            select(HEAD.c.kind, records)
            .select_from(OPERATION)
            .join(CHAIN, CHAIN.c.number == OPERATION.c.chain)
            .join(HEAD, HEAD.c.record_id == OPERATION.c.record_id)
            .where(*own, _leaving())
            .group_by(HEAD.c.kind)
        )
        found = sorted(connection.execute(kinds).all(), key=lambda pair: (-pair[1], pair[0]))
        private = (
            select(func.count())
            .select_from(OPERATION)
            .join(CHAIN, CHAIN.c.number == OPERATION.c.chain)
            .where(*_own(connection, 0), ~_leaving())
        )
        return Waiting(
            changes=_count(connection, position),
            records=tuple((str(kind), int(count)) for kind, count in found),
            since=_first_made(connection, own),
            private=int(connection.scalar(private) or 0),
            last_exchange=at,
        )


def _own(connection: Connection, after: int) -> tuple[ColumnElement[bool], ...]:
    """The conditions on operations of this device behind a position."""
    return CHAIN.c.replica.in_(own_replicas(connection)), OPERATION.c.position > after


def _leaving() -> ColumnElement[bool]:
    return or_(*(or_(CHAIN.c.scope == scope, CHAIN.c.scope.like(f"{scope}:%")) for scope in LEAVING))


def _count(connection: Connection, after: int) -> int:
    statement = (
        select(func.count())
        .select_from(OPERATION)
        .join(CHAIN, CHAIN.c.number == OPERATION.c.chain)
        .where(*_own(connection, after), _leaving())
    )
    return int(connection.scalar(statement) or 0)


def _first_made(connection: Connection, own: tuple[ColumnElement[bool], ...]) -> datetime | None:
    first = (
        select(func.min(OPERATION.c.edit))
        .select_from(OPERATION)
        .join(CHAIN, CHAIN.c.number == OPERATION.c.chain)
        .where(*own, _leaving())
    )
    at = connection.scalar(select(EDIT.c.at).where(EDIT.c.number == connection.scalar(first)))
    return None if at is None else datetime.fromtimestamp(at / 1000, UTC)
