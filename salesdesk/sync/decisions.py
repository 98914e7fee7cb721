"""What the hub decides, written as operations of its own replica in the team's scope, and read back from the heads.

Rebuilding the tables replays these; nothing is decided twice (sync.md, rule 11).
"""

import hashlib
from collections.abc import Mapping

from sqlalchemy import Connection, select

from salesdesk.store.log import Chains, load_states
from salesdesk.store.oplog import SCHEMA_VERSION, Body, RecordState, Write, chain, tick
from salesdesk.store.receive import receive
from salesdesk.store.tables import HEAD
from salesdesk.store.values import Wire
from salesdesk.store.writer import Author

INVITATION = "hub_invitation"
"""An invitation, by its id: role, expires, used_by (a device's key), cancelled."""
DEVICE = "hub_device"
"""A device, by `device_record`: its key, user, role, the invitation it came by, revoked_at."""
REPLICA = "hub_replica"
"""A replica, by its id: the key of the device that writes under it."""
REFUSAL = "hub_refusal"
"""Operations of one file refused for one reason: device, code, ids."""


def device_record(key: bytes) -> bytes:
    """Id of the record that holds the decisions about a device."""
    return hashlib.sha256(b"salesdesk-device-1\0" + key).digest()[:16]


def refusal_record(file: bytes, code: str, number: int) -> bytes:
    """Id of the record that lists refused operations of a file."""
    return hashlib.sha256(file + code.encode() + number.to_bytes(4, "big")).digest()[:16]


def decide(
    connection: Connection,
    author: Author,
    kind: str,
    record: bytes,
    values: Mapping[str, Wire],
    *,
    now_ms: int,
) -> None:
    """Write a decision down as an operation of the hub."""
    state = load_states(connection, [record.hex()]).get(record.hex()) or RecordState()
    writes = {name: Write(value, tuple(sorted(state.heads.get(name, ())))) for name, value in values.items()}
    author.clock = tick(author.clock, now_ms)
    body = Body(
        "team", author.clock, SCHEMA_VERSION, bytes.fromhex(author.user_id), kind, record,
        "set" if state.heads else "add", writes, (), 0, 0,
    )  # fmt: skip
    _, prev = Chains(connection, author.team).tip(author.replica, "team")
    receive(connection, author, [chain(body, author.replica, prev)], now_ms=now_ms)


def decided(connection: Connection, kind: str) -> dict[bytes, dict[str, Wire]]:
    """Everything decided of one kind, by record."""
    rows = connection.execute(select(HEAD.c.record_id, HEAD.c.state).where(HEAD.c.kind == kind))
    return {bytes.fromhex(record): RecordState.unpack(state).values() for record, state in rows}


def decided_on(connection: Connection, record: bytes) -> dict[str, Wire]:
    """What was decided about one record; empty where nothing was."""
    state = load_states(connection, [record.hex()]).get(record.hex())
    return state.values() if state else {}
