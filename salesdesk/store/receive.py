"""The second and last entry of the store: what others did, merged in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Record
from salesdesk.store import projection
from salesdesk.store.log import Chains, append_operations, known_ids, load_homes, load_states, save_states
from salesdesk.store.oplog import Operation, RecordState, advance
from salesdesk.store.writer import Author, Note


@dataclass(frozen=True, slots=True)
class Received:
    """What a receipt did: operations new here, those known before, and the records changed."""

    new: int
    known: int
    notes: tuple[Note, ...]


def receive(
    connection: Connection, author: Author, operations: Sequence[Operation], *, now_ms: int
) -> Received:
    """Merge the operations of others; those already here are counted and left.

    The operations of one chain stand in its order and without a gap; whoever calls has checked that. Advances the
    local clock. A record keeps the kind and the scope it came with first. Records of kinds that this program does not
    know keep their log and heads, and show after an update.
    """
    known = known_ids(connection, [operation.op_id for operation in operations])
    fresh: dict[bytes, Operation] = {}
    for operation in operations:
        if operation.op_id not in known:
            fresh.setdefault(operation.op_id, operation)
    if not fresh:
        return Received(0, len(operations), ())
    record_ids = {operation.body.record.hex() for operation in fresh.values()}
    states = load_states(connection, record_ids)
    homes = load_homes(connection, record_ids)
    before = {record_id: _shown(record_id, state, homes) for record_id, state in states.items()}
    came = known | known_ids(connection, _named(fresh.values()))
    chains = Chains(connection, author.team)
    for replica in {operation.replica for operation in fresh.values()}:
        chains.load(replica, [each.body.scope for each in fresh.values() if each.replica == replica])
    for operation in fresh.values():
        record_id = operation.body.record.hex()
        states.setdefault(record_id, RecordState()).apply(operation, came)
        came.add(operation.op_id)
        chains.extend(operation)
        homes.setdefault(record_id, (operation.body.kind, operation.body.scope))
        author.clock = advance(author.clock, operation.body.clock, now_ms)
    append_operations(connection, chains, list(fresh.values()))
    save_states(connection, states.items(), homes)
    notes = tuple(
        Note(kind, record_id, before.get(record_id), _shown(record_id, states[record_id], homes))
        for record_id, (kind, _) in homes.items()
    )
    project(connection, notes, states)
    return Received(len(fresh), len(operations) - len(fresh), notes)


def _named(operations: Iterable[Operation]) -> set[bytes]:
    named: set[bytes] = set()
    for operation in operations:
        named.update(operation.body.hidden if operation.body.verb == "undelete" else ())
        for write in operation.body.fields.values():
            named.update(write.replaces)
    return named


def _shown(record_id: str, state: RecordState, homes: dict[str, tuple[str, str]]) -> Record | None:
    record_class = KINDS.get(homes[record_id][0])
    if record_class is None or state.is_deleted or not state.heads:
        return None
    return projection.record_of(record_class, record_id, state)


def project(connection: Connection, notes: Iterable[Note], states: dict[str, RecordState]) -> None:
    """Bring tables, extra fields and search words to what the states show."""
    for kind in {note.kind for note in notes if note.kind in KINDS}:
        living = [note.after for note in notes if note.kind == kind and note.after is not None]
        gone = [note.record_id for note in notes if note.kind == kind and note.after is None]
        projection.save_records(connection, kind, living)
        projection.remove_records(connection, kind, gone)
        if projection.is_searched(kind):
            projection.forget_words(connection, gone)
            projection.learn_words(connection, living)
    projection.save_extras(connection, states)
