"""Edits of this device: the door, their numbers and labels, and how the undo stack is derived from them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.problems import Known
from salesdesk.domain.record import field_map, replaced
from salesdesk.store.history import Reversal, operations_of_edit, reversals
from salesdesk.store.identity import replica_of_edits
from salesdesk.store.log import load_states
from salesdesk.store.oplog import RecordState
from salesdesk.store.projection import EXTRA_PREFIX, record_of
from salesdesk.store.statements import insert_rows, rows, run, scalar, upsert
from salesdesk.store.tables import EDIT, META
from salesdesk.store.values import any_from_wire, from_wire
from salesdesk.store.writer import Author, Writer


@dataclass(frozen=True, slots=True)
class Edit:
    """One deed of this device."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was undone or redone, and the (kind, record, field) left alone because they changed since."""

    label: str
    left_alone: tuple[tuple[str, str, str], ...]


def open_door(connection: Connection) -> None:
    """Let the guard triggers pass writes until the door is shut; rolled back with the transaction."""
    run(connection, "INSERT INTO door VALUES (1)")


def shut_door(connection: Connection) -> None:
    """Let the guard triggers refuse writes again."""
    run(connection, "DELETE FROM door")


def next_number(connection: Connection) -> int:
    """The number of the next edit."""
    return int(scalar(connection, "SELECT coalesce(max(number), 0) FROM edit")) + 1


def last_clock(connection: Connection) -> int:
    """The clock of the last operation written or received here."""
    stored = scalar(connection, "SELECT value FROM meta WHERE name = 'clock'")
    written = scalar(connection, "SELECT clock FROM edit ORDER BY number DESC LIMIT 1")
    return max(int.from_bytes(stored or b"", "big"), written or 0)


def save_clock(connection: Connection, clock: int) -> None:
    """Write the clock down, in the transaction of the receipt that moved it; an edit carries its own."""
    upsert(connection, META, [{"name": "clock", "value": clock.to_bytes(8, "big")}])


def record_edit(
    connection: Connection, number: int, label: str, way: str, undoes: int, author: Author, now: datetime
) -> None:
    """Note an edit, and on the one it takes back that it is taken back."""
    insert_rows(connection, EDIT, [{
        "number": number, "label": label, "way": way, "undoes": undoes, "taken_back_by": 0,
        "user_id": author.user_id, "at": int(now.timestamp() * 1000), "clock": author.clock,
    }])  # fmt: skip
    if undoes:
        run(connection, "UPDATE edit SET taken_back_by = ? WHERE number = ?", number, undoes)


def _first(connection: Connection, where: str) -> Edit | None:
    sql = f"SELECT number, label FROM edit WHERE taken_back_by = 0 AND {where} ORDER BY number DESC LIMIT 1"
    found = rows(connection, sql)
    return Edit(*found[0]) if found else None


def to_undo(connection: Connection) -> Edit | None:
    """The last edit done (or redone) and not taken back."""
    return _first(connection, "way IN ('do', 'redo')")


def to_redo(connection: Connection) -> Edit | None:
    """The last undo not redone, unless something else was done after it."""
    last_do = "SELECT coalesce(max(number), 0) FROM edit WHERE way = 'do'"
    return _first(connection, f"way = 'undo' AND number > ({last_do})")


def size_of(connection: Connection, edit: Edit | None) -> int:
    """How many operations an edit of this device has; 0 for none."""
    if edit is None:
        return 0
    return int(scalar(connection, "SELECT count(*) FROM operation WHERE edit = ?", edit.number))


def take_back(writer: Writer, edit: Edit) -> TakenBack:
    """Write what was before an edit, as an ordinary change; fields changed since are left alone.

    Raises Known E_CHANGED_SINCE where nothing of it can be taken back.
    """
    replica_of = replica_of_edits(writer.connection)
    operations = operations_of_edit(writer.connection, replica_of(edit.number), edit.number)
    states = load_states(writer.connection, {operation.body.record.hex() for operation in operations})
    left: list[tuple[str, str, str]] = []
    done = 0
    for reversal in reversals(writer.connection, operations, states, replica_of):
        left.extend((reversal.kind, reversal.record_id, name) for name in reversal.changed_since)
        if reversal.verb and reversal.kind in KINDS:
            _apply(writer, reversal, states[reversal.record_id])
            done += 1
    if not done:
        kind, record_id, name = left[0] if left else ("", "", "")
        raise Known("E_CHANGED_SINCE", kind=kind, field=name, id=record_id, label=edit.label)
    return TakenBack(edit.label, tuple(left))


def _apply(writer: Writer, reversal: Reversal, state: RecordState) -> None:
    record_class = KINDS[reversal.kind]
    record = record_of(record_class, reversal.record_id, state)
    if reversal.verb == "delete":
        writer.drop_alone(record)
        return
    known = field_map(record_class)
    values = {name: from_wire(known[name], wire) for name, wire in reversal.values.items() if name in known}
    after = replaced(record, values)
    writer.put(after, before=record if reversal.verb == "set" else None, touched=values)
    for name, wire in reversal.values.items():
        if name.startswith(EXTRA_PREFIX):
            writer.set_extra(after, name.removeprefix(EXTRA_PREFIX), any_from_wire(wire))
