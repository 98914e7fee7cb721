"""Whether a team store holds together: chains, archive, and every table made again from the log and compared."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from salesdesk.store import edits
from salesdesk.store.chains import ForeignLink, known_chains, links
from salesdesk.store.database import Database
from salesdesk.store.log import chunks
from salesdesk.store.oplog import Operation, RecordState
from salesdesk.store.rebuild import log_operations
from salesdesk.store.receive import receive
from salesdesk.store.tables import EXTRA_VALUE, HEAD, RECORD_TABLES, SEARCH_ENTRY
from salesdesk.store.workspace import make_schema
from salesdesk.store.writer import Author
from salesdesk.sync import decisions
from salesdesk.sync.archive import ArchivedFile
from salesdesk.sync.refusals import Seen, load_refused, seen_through
from salesdesk.sync.rights import HUB_KIND, is_granted_by_creation
from salesdesk.sync.team_store import TeamStore
from salesdesk.sync.team_tables import ARCHIVE, SCOPE_GRANT

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class StoreFault:
    """Something that does not agree with the log: which check failed, and on what."""

    check: str
    about: str


def verify(store: TeamStore, *, is_rebuilding: bool = False) -> list[StoreFault]:
    """Everything that is wrong with a store; with `is_rebuilding`, all tables are made again beside it and compared."""
    with store.database.read() as connection:
        found = [*_chain_faults(store, connection), *_archive_faults(store, connection)]
        found += _refusal_faults(store, connection)
        if is_rebuilding:
            found += _rebuilt_faults(store, connection)
    return found


def _chain_faults(store: TeamStore, connection: Connection) -> Iterator[StoreFault]:
    ordered = links(connection, store.team, known_chains(connection), load_refused(connection, store.team))
    try:
        for _ in ordered:
            pass
    except ForeignLink as fault:
        yield StoreFault("chain", str(fault))


def _archive_faults(store: TeamStore, connection: Connection) -> Iterator[StoreFault]:
    kept = connection.scalars(
        select(ARCHIVE.c.sha256).where(ARCHIVE.c.team_id == store.team).distinct()
    ).all()
    for sha256 in kept:
        digest = hashlib.sha256()
        source = ArchivedFile(connection, store.team, sha256)
        while piece := source.read(1 << 20):
            digest.update(piece)
        if digest.digest() != sha256:
            yield StoreFault("archive", sha256.hex())


def _refusal_faults(store: TeamStore, connection: Connection) -> Iterator[StoreFault]:
    """The operations kept as refused are those the hub decided to refuse."""
    listed: set[object] = set()
    for values in decisions.decided(connection, decisions.REFUSAL).values():
        operations = values["operations"]
        listed.update(operations if isinstance(operations, list) else ())
    for op_id in listed ^ load_refused(connection, store.team).keys():
        yield StoreFault("refusal", op_id.hex() if isinstance(op_id, bytes) else str(op_id))


def _rebuilt_faults(store: TeamStore, connection: Connection) -> Iterator[StoreFault]:
    beside = Database(None, None)
    try:
        with beside.write() as target:
            make_schema(target)
            edits.open_door(target)
            _replay(store, connection, target)
            edits.shut_door(target)
        with beside.read() as target:
            yield from _differences(connection, target)
    finally:
        beside.close()
    stored = connection.execute(
        select(SCOPE_GRANT.c.scope, SCOPE_GRANT.c.user_id).where(SCOPE_GRANT.c.team_id == store.team)
    )
    for scope, _ in {tuple(row) for row in stored} ^ _grants(connection):
        yield StoreFault("grant", scope)


def _replay(store: TeamStore, connection: Connection, target: Connection) -> None:
    replica, team = store.identity.author_ids()
    author = Author(replica, team, store.identity.user_id, 0)
    refused: Seen = load_refused(connection, store.team)
    waiting: list[Operation] = []
    for operation in log_operations(connection):
        waiting.append(seen_through(operation, refused))
        if len(waiting) >= _BATCH:
            receive(target, author, waiting, now_ms=store.now_ms())
            waiting = []
    receive(target, author, waiting, now_ms=store.now_ms())


def _grants(connection: Connection) -> set[tuple[str, bytes]]:
    granted: dict[str, bytes] = {}
    for operation in log_operations(connection):
        body = operation.body
        if is_granted_by_creation(body.scope) and not body.kind.startswith(HUB_KIND):
            granted.setdefault(body.scope, body.user)
    return set(granted.items())


def _differences(one: Connection, other: Connection) -> Iterator[StoreFault]:
    yield from _head_differences(one, other)
    for kind, table in RECORD_TABLES.items():
        for row in _rows(one, table) ^ _rows(other, table):
            yield StoreFault("table", f"{kind} {row[0]}")
    for row in _rows(one, EXTRA_VALUE) ^ _rows(other, EXTRA_VALUE):
        yield StoreFault("extra", str(row[0]))
    for row in _entries(one) ^ _entries(other):
        yield StoreFault("search", str(row[0]))


def _rows(connection: Connection, table: Table) -> set[tuple[object, ...]]:
    return {tuple(row) for row in connection.execute(select(table))}


def _entries(connection: Connection) -> set[tuple[object, ...]]:
    columns = (SEARCH_ENTRY.c.record_id, SEARCH_ENTRY.c.kind, SEARCH_ENTRY.c.title)
    return {tuple(row) for row in connection.execute(select(*columns))}


def _head_differences(one: Connection, other: Connection) -> Iterator[StoreFault]:
    ids = {record for each in (one, other) for record in each.scalars(select(HEAD.c.record_id))}
    for part in chunks(sorted(ids)):
        states = [_heads(each, part) for each in (one, other)]
        for record_id in part:
            if states[0].get(record_id) != states[1].get(record_id):
                yield StoreFault("heads", record_id)


def _heads(connection: Connection, record_ids: Sequence[str]) -> dict[str, tuple[object, ...]]:
    rows = connection.execute(select(HEAD).where(HEAD.c.record_id.in_(record_ids)))
    return {
        row.record_id: (row.kind, row.scope, row.is_deleted, row.is_contested, RecordState.unpack(row.state))
        for row in rows
    }
