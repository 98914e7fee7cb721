"""Reading and appending the log inside one transaction: chains, known ids, merged states.

Used alike by the writer (own operations) and by `receive` (those of others).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from salesdesk.store.oplog import Operation, RecordState, decode, first_prev
from salesdesk.store.tables import CHAIN, HEAD, OPERATION

T = TypeVar("T")
CHUNK = 500
"""Ids per SELECT … IN."""


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The items in runs of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def upsert(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    """Insert rows, or replace those whose primary key is there."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), rows)


def known_ids(connection: Connection, op_ids: Collection[bytes]) -> set[bytes]:
    """Those of the ids whose operations are in the log."""
    found: set[bytes] = set()
    for part in chunks(list(op_ids)):
        found.update(connection.scalars(select(OPERATION.c.op_id).where(OPERATION.c.op_id.in_(part))))
    return found


def load_states(connection: Connection, record_ids: Collection[str]) -> dict[str, RecordState]:
    """The merged states of the records that have any."""
    states: dict[str, RecordState] = {}
    for part in chunks(list(record_ids)):
        rows = connection.execute(select(HEAD.c.record_id, HEAD.c.state).where(HEAD.c.record_id.in_(part)))
        states.update((record_id, RecordState.unpack(state)) for record_id, state in rows)
    return states


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
        for part in chunks(wanted):
            rows = self._connection.execute(
                select(CHAIN.c.scope, CHAIN.c.number, CHAIN.c.tip).where(
                    CHAIN.c.replica == replica, CHAIN.c.scope.in_(part)
                )
            )
            self._tips.update(((replica, scope), (number, tip)) for scope, number, tip in rows)
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
            self._last_number = (
                self._connection.scalar(select(func.coalesce(func.max(CHAIN.c.number), 0))) or 0
            )
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
        new = [key for key in self._moved if key in self._new]
        if new:
            self._connection.execute(insert(CHAIN), [
                {"number": self._tips[key][0], "replica": key[0], "scope": key[1], "tip": self._tips[key][1]}
                for key in new
            ])  # fmt: skip
        for key in self._moved - self._new:
            number, tip = self._tips[key]
            self._connection.execute(update(CHAIN).where(CHAIN.c.number == number).values(tip=tip))
        self._new -= self._moved
        self._moved.clear()


def append_operations(connection: Connection, chains: Chains, operations: Sequence[Operation]) -> None:
    """Add operations to the end of the log, in their order."""
    if not operations:
        return
    start = (connection.scalar(select(func.coalesce(func.max(OPERATION.c.position), 0))) or 0) + 1
    connection.execute(insert(OPERATION), [
        {
            "position": position, "op_id": operation.op_id, "chain": chains.number(operation),
            "edit": operation.body.edit, "record_id": operation.body.record.hex(), "raw": operation.raw,
        }
        for position, operation in enumerate(operations, start)
    ])  # fmt: skip
    chains.save()


def save_states(
    connection: Connection, states: Iterable[tuple[str, RecordState]], kinds: dict[str, tuple[str, str]]
) -> None:
    """Write merged states down; `kinds` gives kind and scope of each record id."""
    upsert(connection, HEAD, [
        {
            "record_id": record_id, "kind": kinds[record_id][0], "scope": kinds[record_id][1],
            "is_deleted": int(state.is_deleted),
            "is_contested": int(bool(state.conflicts) or state.is_contested_deletion),
            "state": state.pack(),
        }
        for record_id, state in states
    ])  # fmt: skip


def operations_of(connection: Connection, record_id: str) -> Iterator[tuple[int, Operation]]:
    """The operations of a record in the order of arrival, each with its position in the log."""
    rows = connection.execute(
        select(OPERATION.c.position, OPERATION.c.op_id, OPERATION.c.raw, CHAIN.c.replica)
        .join_from(OPERATION, CHAIN, CHAIN.c.number == OPERATION.c.chain)
        .where(OPERATION.c.record_id == record_id)
        .order_by(OPERATION.c.position)
    ).all()
    for position, op_id, raw, replica in rows:
        yield position, Operation(op_id, replica, b"", decode(raw), raw)
