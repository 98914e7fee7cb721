"""History of a record, and what takes an edit back: both read from the log."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Record, Value, field_map
from salesdesk.store.log import chunks, operations_of, operations_of_each
from salesdesk.store.oplog import Operation, RecordState, clock_milliseconds, read
from salesdesk.store.tables import CHAIN, OPERATION
from salesdesk.store.values import Wire, any_from_wire, from_wire


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of one field; `field` is empty where the record was made, deleted or brought back."""

    at_ms: int
    user_id: str
    verb: str
    field: str
    before: Value
    after: Value
    edit: int
    op_id: str


def _value(kind: str, name: str, wire: Wire) -> Value:
    record_class = KINDS.get(kind)
    field = field_map(record_class).get(name) if record_class else None
    return from_wire(field, wire) if field else any_from_wire(wire)


def history(connection: Connection, record_id: str) -> list[HistoryEntry]:
    """Every change of a record, the oldest first; a field's `before` is what was shown when it was written."""
    entries: list[HistoryEntry] = []
    state = RecordState()
    known: set[bytes] = set()
    for _, operation in operations_of(connection, record_id):
        body = operation.body
        shown = {name: state.shown(name) for name in body.fields}
        state.apply(operation, known)
        known.add(operation.op_id)
        facts = (clock_milliseconds(body.clock), body.user.hex(), body.verb)
        tail = (body.edit, operation.op_id.hex())
        if body.verb in ("delete", "undelete"):
            entries.append(HistoryEntry(*facts, "", None, None, *tail))
        for name, write in body.fields.items():
            before, after = _value(body.kind, name, shown[name]), _value(body.kind, name, write.value)
            entries.append(HistoryEntry(*facts, name, before, after, *tail))
    return entries


def operations_of_edit(connection: Connection, replica: bytes, edit: int) -> list[Operation]:
    """The operations of one edit of one device, in the order they were written."""
    rows = connection.execute(
        select(OPERATION.c.op_id, OPERATION.c.raw)
        .join_from(OPERATION, CHAIN, CHAIN.c.number == OPERATION.c.chain)
        .where(OPERATION.c.edit == edit, CHAIN.c.replica == replica)
        .order_by(OPERATION.c.position)
    )
    return [Operation(op_id, replica, b"", read(raw), raw) for op_id, raw in rows]


@dataclass(frozen=True, slots=True)
class Reversal:
    """What takes one edit back on one record: delete it, bring it back, or write fields as they were."""

    kind: str
    record_id: str
    verb: str
    values: dict[str, Wire]
    changed_since: tuple[str, ...]
    """Fields (or "" for the whole record) that somebody changed after the edit: they stay as they are."""


def reversals(
    connection: Connection,
    operations: list[Operation],
    states: dict[str, RecordState],
    replica_of: Callable[[int], bytes],
) -> Iterator[Reversal]:
    """How to take the operations of one edit back, record by record, the last first.

    Edits are taken back in turn, so whatever this device wrote after the edit is taken back already: only a head of
    somebody else means that a field changed since. `replica_of` tells under which replica id an edit was written here.
    """
    by_record: dict[str, list[Operation]] = {}
    for operation in operations:
        by_record.setdefault(operation.body.record.hex(), []).append(operation)
    for part in chunks(list(reversed(by_record))):
        for record_id, whole in operations_of_each(connection, part).items():
            yield _Past(record_id, by_record[record_id], whole, replica_of).reversal(states[record_id])


class _Past:
    """One record around one edit: how it stood before, and which operations are this device's from then on."""

    def __init__(
        self, record_id: str, own: list[Operation], whole: list[Operation], replica_of: Callable[[int], bytes]
    ) -> None:
        self._own = own
        self._record_id = record_id
        self._mine: set[bytes] = set()
        self._earlier = RecordState()
        first, known = own[0], set[bytes]()
        is_before = True
        for operation in whole:
            is_before = is_before and operation.op_id != first.op_id
            if is_before:
                self._earlier.apply(operation, known)
                known.add(operation.op_id)
            elif (
                operation.replica == replica_of(operation.body.edit)
                and operation.body.edit >= first.body.edit
            ):
                self._mine.add(operation.op_id)

    def reversal(self, state: RecordState) -> Reversal:
        """What takes the edit back on this record as it stands now."""
        kind, verbs = self._own[0].body.kind, {operation.body.verb for operation in self._own}
        foreign = tuple(name for name in state.heads if self._is_foreign(state, name))
        was_there = bool(self._earlier.heads) and not self._earlier.is_deleted
        if "add" in verbs and foreign:
            return Reversal(kind, self._record_id, "", {}, foreign)
        if not was_there:  # one edit may delete a record and bring it back: then it was there before
            return Reversal(kind, self._record_id, "" if state.is_deleted else "delete", {}, ())
        names = dict.fromkeys(name for operation in self._own for name in operation.body.fields)
        kept = tuple(name for name in names if name in foreign)
        values = {name: self._earlier.shown(name) for name in names if name not in kept}
        if "delete" in verbs:
            return Reversal(kind, self._record_id, "undelete" if state.is_deleted else "set", values, kept)
        if state.is_deleted:
            return Reversal(kind, self._record_id, "", {}, tuple(names))
        return Reversal(kind, self._record_id, "set" if values else "", values, kept)

    def _is_foreign(self, state: RecordState, name: str) -> bool:
        return not state.heads.get(name, {}).keys() <= self._mine


def record_as_of(
    connection: Connection, record_class: type[Record], record_id: str, at_ms: int
) -> Record | None:
    """The record as it was known here at a time (milliseconds since 1970); None where it was not, or was deleted."""
    from salesdesk.store.projection import record_of

    state = RecordState()
    known: set[bytes] = set()
    for _, operation in operations_of(connection, record_id):
        if clock_milliseconds(operation.body.clock) <= at_ms:
            state.apply(operation, known)
            known.add(operation.op_id)
    return None if state.is_deleted or not state.heads else record_of(record_class, record_id, state)
