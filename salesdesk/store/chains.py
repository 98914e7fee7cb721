"""Reading chains out of the log: the operations of each replica and scope together, with what each is chained to."""

from array import array
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from salesdesk.store.log import chunks
from salesdesk.store.oplog import first_prev, op_id_of
from salesdesk.store.tables import CHAIN, OPERATION

_BATCH = 10_000


class KnownChain(NamedTuple):
    """A chain of this log."""

    number: int
    replica: bytes
    scope: str
    tip: bytes


class Link(NamedTuple):
    """An operation at its place in its chain."""

    chain: KnownChain
    prev: bytes
    op_id: bytes
    raw: bytes


class ForeignLink(ValueError):
    """An operation in the log is chained to nothing that stands before it in its chain."""


def known_chains(connection: Connection) -> list[KnownChain]:
    """Every chain of this log, by scope and replica."""
    columns = (CHAIN.c.number, CHAIN.c.replica, CHAIN.c.scope, CHAIN.c.tip)
    rows = connection.execute(select(*columns).order_by(CHAIN.c.scope, CHAIN.c.replica))
    return [KnownChain(*row) for row in rows]


def links(
    connection: Connection, team: bytes, chains: Sequence[KnownChain], also: Collection[bytes] = ()
) -> Iterator[Link]:
    """The operations of the chains, chain by chain in the order given; raises ForeignLink.

    What an operation is chained to is mostly the one before it. Where a restored copy went another way it is an earlier
    one, which its hash finds; `also` holds ids that can be meant although they are not in the log (refused ones).
    """
    number, prev, earlier = 0, b"", list[bytes]()
    by_number = {chain.number: chain for chain in chains}
    for chain_number, op_id, raw in _bodies(connection, [chain.number for chain in chains]):
        chain = by_number[chain_number]
        if chain_number != number:
            number, prev = chain_number, first_prev(team, chain.replica, chain.scope)
            earlier = [prev]
        if op_id_of(prev, raw) != op_id:
            prev = _meant(op_id, raw, (*reversed(earlier), *also))
        yield Link(chain, prev, op_id, raw)
        prev = op_id
        earlier.append(op_id)


def _meant(op_id: bytes, raw: bytes, candidates: Sequence[bytes]) -> bytes:
    for candidate in candidates:
        if op_id_of(candidate, raw) == op_id:
            return candidate
    raise ForeignLink(op_id.hex())


def _bodies(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, bytes, bytes]]:
    for part in chunks(_positions(connection, numbers)):
        rows = connection.execute(
            select(OPERATION.c.position, OPERATION.c.chain, OPERATION.c.op_id, OPERATION.c.raw).where(
                OPERATION.c.position.in_(part)
            )
        )
        found = {row.position: (row.chain, row.op_id, row.raw) for row in rows}
        for position in part:
            yield found[position]


def _positions(connection: Connection, numbers: Sequence[int]) -> Sequence[int]:
    """Where the operations of the chains stand in the log, chain by chain: 8 bytes each, however large the log."""
    places: dict[int, array[int]] = {number: array("q") for number in numbers}
    last = 0
    while True:
        rows = connection.execute(
            select(OPERATION.c.position, OPERATION.c.chain)
            .where(OPERATION.c.position > last)
            .order_by(OPERATION.c.position)
            .limit(_BATCH)
        ).all()
        for position, number in rows:
            if number in places:
                places[number].append(position)
        if len(rows) < _BATCH:
            break
        last = rows[-1][0]
    in_order = array("q")
    for number in numbers:
        in_order.extend(places[number])
    return in_order
