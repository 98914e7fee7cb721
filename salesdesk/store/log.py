"""Reading and appending the log inside one transaction: chains, known ids, merged states.

Used alike by the writer (own operations) and by `receive` (those of others).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection

from salesdesk.store.oplog import Operation, RecordState, first_prev, read
from salesdesk.store.statements import chunks, insert_rows, rows, rows_in, run_many, scalar, upsert
from salesdesk.store.tables import CHAIN, HEAD, OPERATION

__all__ = [
    "Chains", "append_operations", "chunks", "known_ids", "load_states", "operations_of", "save_states", "upsert",
]  # fmt: skip


def known_ids(connection: Connection, op_ids: Collection[bytes]) -> set[bytes]:
    """Those of the ids whose operations are in the log."""
    return {row[0] for row in rows_in(connection, "SELECT op_id FROM operation WHERE op_id IN", list(op_ids))}


def load_states(connection: Connection, record_ids: Collection[str]) -> dict[str, RecordState]:
    """The merged states of the records that have any."""
    found = rows_in(connection, "SELECT record_id, state FROM head WHERE record_id IN", list(record_ids))
    return {record_id: RecordState.unpack(state) for record_id, state in found}


def load_homes(connection: Connection, record_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Kind and scope of the records that are known, living or not."""
    found = rows_in(
        connection, "SELECT record_id, kind, scope FROM head WHERE record_id IN", list(record_ids)
    )
    return {record_id: (kind, scope) for record_id, kind, scope in found}


class Chains:
    """The tips of the chains touched in this transaction, by replica and scope."""

    def __init__(self, connection: Connection, team: bytes) -> None:
        self._connection = connection
        self._team = team
        self._tips: dict[tuple[bytes, str], tuple[int, bytes]] = {}
        self._new: set[tuple[bytes, str]] = set()
        self._moved: set[tuple[bytes, str]] = set()
        self._last_number = 0

    def load(self, replica: bytes, scopes: Collection[str]) -> None:
        """Read the tips of many scopes of one replica at once."""
        wanted = [scope for scope in dict.fromkeys(scopes) if (replica, scope) not in self._tips]
        sql = "SELECT scope, number, tip FROM chain WHERE replica = ? AND scope IN"
        for scope, number, tip in rows_in(self._connection, sql, wanted, replica):
            self._tips[replica, scope] = (number, tip)
        for scope in wanted:
            key = (replica, scope)
            if key not in self._tips:
                self._new.add(key)
                self._tips[key] = (self._next_number(), first_prev(self._team, replica, scope))

    def tip(self, replica: bytes, scope: str) -> tuple[int, bytes]:
        """Number of the chain and the id that the next operation is chained to."""
        if (replica, scope) not in self._tips:
            self.load(replica, (scope,))
        return self._tips[replica, scope]

    def _next_number(self) -> int:
        if not self._last_number:
            self._last_number = scalar(self._connection, "SELECT coalesce(max(number), 0) FROM chain")
        self._last_number += 1
        return self._last_number

    def extend(self, operation: Operation) -> None:
        """Let the chain end with this operation."""
        key = (operation.replica, operation.body.scope)
        number, _ = self.tip(*key)
        self._tips[key] = (number, operation.op_id)
        self._moved.add(key)

    def number(self, operation: Operation) -> int:
        """Number of the chain that the operation belongs to."""
        return self.tip(operation.replica, operation.body.scope)[0]

    def save(self) -> None:
        """Write the new tips down."""
        insert_rows(self._connection, CHAIN, [
            {"number": self._tips[key][0], "replica": key[0], "scope": key[1], "tip": self._tips[key][1]}
            for key in self._moved if key in self._new
        ])  # fmt: skip
        moved = [self._tips[key][::-1] for key in self._moved - self._new]
        if moved:
            run_many(self._connection, "UPDATE chain SET tip = ? WHERE number = ?", moved)
        self._new -= self._moved
        self._moved.clear()


def append_operations(connection: Connection, chains: Chains, operations: Sequence[Operation]) -> None:
    """Add operations to the end of the log, in their order."""
    if not operations:
        return
    start = scalar(connection, "SELECT coalesce(max(position), 0) FROM operation") + 1
    insert_rows(connection, OPERATION, [
        {
            "position": position, "op_id": operation.op_id, "chain": chains.number(operation),
            "edit": operation.body.edit, "record_id": operation.body.record.hex(), "raw": operation.raw,
        }
        for position, operation in enumerate(operations, start)
    ])  # fmt: skip
    chains.save()


def save_states(
    connection: Connection,
    states: Iterable[tuple[str, RecordState]],
    kinds: dict[str, tuple[str, str]],
    new: Collection[str] | None = None,
) -> None:
    """Write merged states down; `kinds` gives kind and scope of each record id, `new` the ids not here before."""
    if new is None:
        upsert(
            connection, HEAD, [_head_row(record_id, state, kinds[record_id]) for record_id, state in states]
        )
        return
    added: list[dict[str, object]] = []
    changed: list[tuple[object, ...]] = []
    for record_id, state in states:
        row = _head_row(record_id, state, kinds[record_id])
        if record_id in new:
            added.append(row)
        else:
            changed.append((row["is_deleted"], row["is_contested"], row["state"], record_id))
    insert_rows(connection, HEAD, added)
    if changed:
        sql = "UPDATE head SET is_deleted = ?, is_contested = ?, state = ? WHERE record_id = ?"
        run_many(connection, sql, changed)


def _head_row(record_id: str, state: RecordState, home: tuple[str, str]) -> dict[str, object]:
    return {
        "record_id": record_id, "kind": home[0], "scope": home[1],
        "is_deleted": int(state.is_deleted),
        "is_contested": int(bool(state.conflicts) or state.is_contested_deletion),
        "state": state.pack(),
    }  # fmt: skip


_COLUMNS = (
    "SELECT o.record_id, o.position, o.op_id, o.raw, c.replica"
    " FROM operation o JOIN chain c ON c.number = o.chain"
)


def operations_of(connection: Connection, record_id: str) -> Iterator[tuple[int, Operation]]:
    """The operations of a record in the order of arrival, each with its position in the log."""
    found = rows(connection, f"{_COLUMNS} WHERE o.record_id = ? ORDER BY o.position", record_id)
    for _, position, op_id, raw, replica in found:
        yield position, Operation(op_id, replica, b"", read(raw), raw)


def operations_of_each(connection: Connection, record_ids: Sequence[str]) -> dict[str, list[Operation]]:
    """The operations of many records, those of each in the order of arrival."""
    placed: dict[str, list[tuple[int, Operation]]] = {record_id: [] for record_id in record_ids}
    for record_id, position, op_id, raw, replica in rows_in(
        connection, f"{_COLUMNS} WHERE o.record_id IN", record_ids
    ):
        placed[record_id].append((position, Operation(op_id, replica, b"", read(raw), raw)))
    return {
        record_id: [one for _, one in sorted(found, key=_position)] for record_id, found in placed.items()
    }


def _position(placed: tuple[int, Operation]) -> int:
    return placed[0]
