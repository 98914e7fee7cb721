"""Chaining a log anew under another team: how a workspace that worked alone becomes a device of a team.

Chains begin with the team's id, so every operation gets another id. What an operation names (what it replaces, what it
hides), the heads and the tips are brought to the new ids in one transaction; history, undo and views stay.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from salesdesk.domain.problems import Known
from salesdesk.store.identity import Identity, save_identity
from salesdesk.store.oplog import RecordState, first_prev, op_id_of
from salesdesk.store.tables import CHAIN, HEAD, OPERATION

_BATCH = 2000
_FIELDS, _HIDDEN = 10, 6
"""Where fields and hidden heads stand in a body."""
_encoder = msgspec.msgpack.Encoder()


def rechain(connection: Connection, identity: Identity, team_id: str) -> Identity:
    """Rewrite the log under a team's id; the identity to go on with.

    Only for a log that never left its device: whoever holds it under the old ids would take it for another log. Raises
    Known E_DAMAGED where the log does not hold together.
    """
    new_ids: dict[bytes, bytes] = {}
    _rewrite_operations(connection, bytes.fromhex(identity.team_id), bytes.fromhex(team_id), new_ids)
    _rewrite_heads(connection, new_ids)
    moved = replace(identity, team_id=team_id)
    save_identity(connection, moved)
    return moved


def _rewrite_operations(connection: Connection, old: bytes, new: bytes, new_ids: dict[bytes, bytes]) -> None:
    chains = {row.number: (row.replica, row.scope) for row in connection.execute(select(CHAIN))}
    old_tips = {number: first_prev(old, *chain) for number, chain in chains.items()}
    tips = {number: first_prev(new, *chain) for number, chain in chains.items()}
    changed = update(OPERATION).where(OPERATION.c.position == bindparam("at"))
    for batch in _operations(connection):
        rows: list[dict[str, object]] = []
        for position, op_id, number, raw in batch:
            if op_id_of(old_tips[number], raw) != op_id:
                raise Known("E_DAMAGED", reason="chain")
            renamed = _renamed(raw, new_ids)
            old_tips[number] = op_id
            new_ids[op_id] = tips[number] = op_id_of(tips[number], renamed)
            rows.append({"at": position, "op_id": tips[number], "raw": renamed})
        connection.execute(changed, rows)
    if tips:
        statement = update(CHAIN).where(CHAIN.c.number == bindparam("chain_number"))
        connection.execute(statement, [{"chain_number": number, "tip": tip} for number, tip in tips.items()])


def _operations(connection: Connection) -> Iterator[list[tuple[int, bytes, int, bytes]]]:
    columns = (OPERATION.c.position, OPERATION.c.op_id, OPERATION.c.chain, OPERATION.c.raw)
    last = 0
    while True:
        rows = connection.execute(
            select(*columns).where(OPERATION.c.position > last).order_by(OPERATION.c.position).limit(_BATCH)
        ).all()
        if not rows:
            return
        yield [tuple(row) for row in rows]
        last = rows[-1][0]


def _renamed(raw: bytes, new_ids: Mapping[bytes, bytes]) -> bytes:
    items = msgspec.msgpack.decode(raw)
    for pair in items[_FIELDS].values():
        pair[1] = sorted(new_ids[op_id] for op_id in pair[1])
    items[_HIDDEN] = sorted(new_ids[op_id] for op_id in items[_HIDDEN])
    return _encoder.encode(items)


def _rewrite_heads(connection: Connection, new_ids: Mapping[bytes, bytes]) -> None:
    last = ""
    changed = update(HEAD).where(HEAD.c.record_id == bindparam("at"))
    while True:
        rows = connection.execute(
            select(HEAD.c.record_id, HEAD.c.state)
            .where(HEAD.c.record_id > last)
            .order_by(HEAD.c.record_id)
            .limit(_BATCH)
        ).all()
        if not rows:
            return
        connection.execute(changed, [
            {"at": record_id, "state": _renamed_state(RecordState.unpack(state), new_ids).pack()}
            for record_id, state in rows
        ])  # fmt: skip
        last = rows[-1][0]


def _renamed_state(state: RecordState, new_ids: Mapping[bytes, bytes]) -> RecordState:
    return RecordState(
        stamps={new_ids[op_id]: stamp for op_id, stamp in state.stamps.items()},
        heads={
            name: {new_ids[op_id]: value for op_id, value in heads.items()}
            for name, heads in state.heads.items()
        },
        early={name: {new_ids[op_id] for op_id in waiting} for name, waiting in state.early.items()},
        deletions={
            new_ids[op_id]: frozenset(new_ids[each] for each in hidden)
            for op_id, hidden in state.deletions.items()
        },
    )
