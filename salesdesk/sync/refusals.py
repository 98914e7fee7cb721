"""Refused operations: their ids are known, and whoever names them names what they replaced (sync.md, rule 10)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from salesdesk.store.log import chunks
from salesdesk.store.oplog import Body, Operation, Refused, Write, decode
from salesdesk.sync.team_tables import REFUSED


class Placed(NamedTuple):
    """The bytes of an operation at their place in a chain, before anything of them is believed."""

    replica: bytes
    scope: str
    prev: bytes
    op_id: bytes
    raw: bytes


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


class Refusals:
    """The refused operations that one bundle names or adds; only those that are asked for are read."""

    def __init__(self, connection: Connection, team: bytes) -> None:
        self._connection = connection
        self._team = team
        self._seen: dict[bytes, Body | None] = {}
        found = connection.scalar(select(REFUSED.c.op_id).where(REFUSED.c.team_id == team).limit(1))
        self._are_any = found is not None

    def add(self, operation: Placed, code: str, body: Body | None) -> None:
        """Keep a refused operation; `body` is None where it cannot be read."""
        self._seen[operation.op_id] = body
        self._connection.execute(insert(REFUSED).values(
            team_id=self._team, op_id=operation.op_id, replica=operation.replica, scope=operation.scope, code=code,
            raw=operation.raw,
        ))  # fmt: skip

    def load(self, bodies: Iterable[Body]) -> None:
        """Read the refused operations that these bodies name, and those that they name in turn."""
        waiting = {op_id for body in bodies for op_id in _named(body)} if self._are_any else set()
        while waiting := waiting - self._seen.keys():
            found: dict[bytes, Body | None] = {}
            for part in chunks(list(waiting)):
                rows = self._connection.execute(
                    select(REFUSED.c.op_id, REFUSED.c.raw).where(
                        REFUSED.c.team_id == self._team, REFUSED.c.op_id.in_(part)
                    )
                )
                found.update((op_id, readable(raw)) for op_id, raw in rows)
            self._seen.update(found)
            waiting = {op_id for body in found.values() if body for op_id in _named(body)}

    def merged(self, operation: Operation) -> Operation:
        """The operation as it merges."""
        return seen_through(operation, self._seen)


def _named(body: Body) -> Iterator[bytes]:
    yield from body.hidden
    for write in body.fields.values():
        yield from write.replaces


def seen_through(operation: Operation, refused: Seen) -> Operation:
    """The operation as it merges: a refused operation it names stands for what that one replaced."""
    body = operation.body
    if not refused or not any(op_id in refused for op_id in _named(body)):
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
