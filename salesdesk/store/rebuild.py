"""Rebuilding what is derived: heads from the log, tables and search words from the heads; and comparing them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Record
from salesdesk.store import projection
from salesdesk.store.log import chunks
from salesdesk.store.oplog import Operation, RecordState, decode, first_prev, op_id_of
from salesdesk.store.tables import CHAIN, EXTRA_VALUE, HEAD, OPERATION, RECORD_TABLES, SEARCH_ENTRY

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a workspace that is not as the log says: which check failed, and on what."""

    check: str
    about: str


def _states(connection: Connection) -> Iterator[tuple[str, str, RecordState]]:
    last = ""
    while True:
        rows = connection.execute(
            select(HEAD.c.record_id, HEAD.c.kind, HEAD.c.state)
            .where(HEAD.c.record_id > last).order_by(HEAD.c.record_id).limit(_BATCH)
        ).all()  # fmt: skip
        for record_id, kind, state in rows:
            yield record_id, kind, RecordState.unpack(state)
        if len(rows) < _BATCH:
            return
        last = rows[-1][0]


def rebuild_tables(connection: Connection) -> int:
    """Make the records' tables, extra fields and search words again from the heads; how many records live."""
    for table in (*RECORD_TABLES.values(), EXTRA_VALUE, SEARCH_ENTRY):
        connection.execute(delete(table))
    connection.exec_driver_sql("DELETE FROM search_words")
    total = 0
    records: list[Record] = []
    states: dict[str, RecordState] = {}
    for record_id, kind, state in _states(connection):
        if kind not in KINDS or state.is_deleted or not state.heads:
            continue
        records.append(projection.record_of(KINDS[kind], record_id, state))
        states[record_id] = state
        total += 1
        if len(records) >= _BATCH:
            _save(connection, records, states)
            records, states = [], {}
    _save(connection, records, states)
    return total


def _save(connection: Connection, records: list[Record], states: dict[str, RecordState]) -> None:
    for kind in {record.KIND for record in records}:
        projection.save_records(connection, kind, [record for record in records if kind == record.KIND])
    projection.learn_words(connection, records, are_new=True)
    projection.save_extras(connection, states)


def replayed_states(connection: Connection) -> dict[str, RecordState]:
    """The state of every record, merged again from the whole log."""
    states: dict[str, RecordState] = {}
    known: set[bytes] = set()
    for operation in log_operations(connection):
        states.setdefault(operation.body.record.hex(), RecordState()).apply(operation, known)
        known.add(operation.op_id)
    return states


def log_operations(connection: Connection) -> Iterator[Operation]:
    """The whole log in the order of arrival; `prev` is left empty."""
    last = 0
    while True:
        rows = connection.execute(
            select(OPERATION.c.position, OPERATION.c.op_id, OPERATION.c.raw, CHAIN.c.replica)
            .join_from(OPERATION, CHAIN, CHAIN.c.number == OPERATION.c.chain)
            .where(OPERATION.c.position > last).order_by(OPERATION.c.position).limit(_BATCH)
        ).all()  # fmt: skip
        for _, op_id, raw, replica in rows:
            yield Operation(op_id, replica, b"", decode(raw), raw)
        if len(rows) < _BATCH:
            return
        last = rows[-1][0]


def faults(connection: Connection, team: bytes) -> Iterator[Fault]:
    """Everything in the workspace that does not agree with the log; nothing when all is well."""
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check").fetchall():
        if message != "ok":
            yield Fault("database", str(message))
    yield from _chain_faults(connection, team)
    replayed = replayed_states(connection)
    living: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for record_id, kind, state in _states(connection):
        again = replayed.pop(record_id, None)
        if again is None or (again.heads, again.deletions) != (state.heads, state.deletions):
            yield Fault("heads", f"{kind} {record_id}")
        if kind in KINDS and not state.is_deleted and state.heads:
            living[kind].add(record_id)
    for record_id in replayed:
        yield Fault("heads", record_id)
    for kind in KINDS:
        yield from _table_faults(connection, kind, living[kind])


def _chain_faults(connection: Connection, team: bytes) -> Iterator[Fault]:
    tips: dict[tuple[bytes, str], bytes] = {}
    forked: set[tuple[bytes, str]] = set()
    for operation in log_operations(connection):
        key = (operation.replica, operation.body.scope)
        prev = tips.get(key) or first_prev(team, *key)
        if key not in forked and op_id_of(prev, operation.raw) != operation.op_id:
            forked.add(key)
            yield Fault("chain", f"{operation.replica.hex()} {operation.body.scope}")
        tips[key] = operation.op_id


def _table_faults(connection: Connection, kind: str, living: set[str]) -> Iterator[Fault]:
    table = RECORD_TABLES[kind]
    found: set[str] = set()
    for part in chunks(sorted(living)):
        rows = connection.execute(
            select(table, HEAD.c.state.label("head_state"))  # visits have a field `state`
            .join_from(table, HEAD, HEAD.c.record_id == table.c.id)
            .where(table.c.id.in_(part))
        ).mappings()
        for row in rows:
            found.add(row["id"])
            shown = projection.record_of(KINDS[kind], row["id"], RecordState.unpack(row["head_state"]))
            if projection.record_from_row(KINDS[kind], row) != shown:  # type: ignore[arg-type]
                yield Fault("table", f"{kind} {row['id']}")
    total = connection.exec_driver_sql(f'SELECT count(*) FROM "{kind}"').scalar() or 0
    if found != living or total != len(living):
        yield Fault("table", kind)
