"""Refused operations: their ids are known, and whoever names them names what they replaced (sync.md, rule 10)."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection, insert, select

from salesdesk.store.log import chunks
from salesdesk.store.oplog import Body, Operation, Refused, Write, decode
from salesdesk.sync.team_tables import REFUSED

Seen = Mapping[bytes, Body | None]
"""Refused operations by id; None where the body could not be read, and so names nothing."""


def refused_ids(connection: Connection, team: bytes, op_ids: Collection[bytes]) -> set[bytes]:
    """Those of the ids that were refused."""
    found: set[bytes] = set()
    for part in chunks(list(op_ids)):
        found.update(
            connection.scalars(
                select(REFUSED.c.op_id).where(REFUSED.c.team_id == team, REFUSED.c.op_id.in_(part))
            )
        )
    return found


def load_refused(connection: Connection, team: bytes) -> dict[bytes, Body | None]:
    """Every refused operation."""
    rows = connection.execute(select(REFUSED.c.op_id, REFUSED.c.raw).where(REFUSED.c.team_id == team))
    return {op_id: readable(raw) for op_id, raw in rows}


def readable(raw: bytes) -> Body | None:
    """A refused body, where it can be read at all."""
    try:
        return decode(raw)
    except Refused:
        return None


def remember(
    connection: Connection, team: bytes, refused: Iterable[tuple[bytes, bytes, str, str, bytes]]
) -> None:
    """Keep refused operations: id, replica, scope, code, body."""
    names = ("op_id", "replica", "scope", "code", "raw")
    rows = [{"team_id": team, **dict(zip(names, each, strict=True))} for each in refused]
    if rows:
        connection.execute(insert(REFUSED), rows)


def seen_through(operation: Operation, refused: Seen) -> Operation:
    """The operation as it merges: a refused operation it names stands for what that one replaced."""
    body = operation.body
    named = [op_id for write in body.fields.values() for op_id in write.replaces]
    if not refused or not any(op_id in refused for op_id in (*named, *body.hidden)):
        return operation
    fields = {
        name: Write(write.value, _distinct(_meant(write.replaces, name, refused)))
        for name, write in body.fields.items()
    }
    hidden = _distinct(_meant(body.hidden, None if body.verb == "delete" else "", refused))
    return operation._replace(body=body._replace(fields=fields, hidden=hidden))


def _meant(op_ids: Iterable[bytes], name: str | None, refused: Seen) -> Iterator[bytes]:
    """The ids meant in one field, or in every field where `name` is None."""
    waiting = list(reversed(tuple(op_ids)))
    seen: set[bytes] = set()
    while waiting:
        op_id = waiting.pop()
        if op_id in seen:
            continue
        seen.add(op_id)
        if op_id not in refused:
            yield op_id
            continue
        body = refused[op_id]
        for field, write in body.fields.items() if body else ():
            if name in (None, field):
                waiting.extend(write.replaces)


def _distinct(op_ids: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(op_ids))
