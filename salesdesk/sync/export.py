"""What a device hands over: everything it wrote, in files of parts, sealed for the team's hub.

No acknowledgement exists yet, so every export holds everything; the hub leaves what it has. Private notes stay: their
scope is never read here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from salesdesk.desk.desk import Desk
from salesdesk.store.chains import KnownChain, Link, known_chains, links
from salesdesk.store.facts import load_fact, save_facts
from salesdesk.store.identity import own_replicas
from salesdesk.store.oplog import SCHEMA_VERSION
from salesdesk.store.tables import CHAIN, OPERATION
from salesdesk.sync import container
from salesdesk.sync.contents import (
    MAX_OPERATIONS,
    RUN_BYTES,
    ChainPart,
    Context,
    Message,
    Run,
)  # fmt: skip
from salesdesk.sync.device_keys import EXPORT_NUMBER, Membership, device_keys, known_roster, need_membership
from salesdesk.sync.roster import roster_records
from salesdesk.sync.signing import KeyRing
from salesdesk.sync.waiting import LEAVING as _ORDER
from salesdesk.sync.waiting import last_position, sent_fact

PART_BYTES = 48 << 20
"""Inflated bytes of operations in one part: sealed it is far below the container's limit."""
MAX_CHAINS = 50_000
"""Chains in one part: the context names them all."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One file that was written."""

    path: Path
    number: int
    operations: int
    size: int


@dataclass(slots=True)
class _Part:
    """The runs of one file while they are gathered, and which part of each chain they are."""

    runs: list[bytes] = field(default_factory=list)
    chains: list[ChainPart] = field(default_factory=list)
    size: int = 0
    operations: int = 0

    def add(self, run: Run, tip: bytes) -> None:
        """Put a run at the end."""
        packed = run.pack()
        self.runs.append(packed)
        self.size += len(packed)
        self.operations += len(run.bodies)
        last = self.chains[-1] if self.chains else None
        if last is not None and (last.replica, last.scope, last.tip) == (run.replica, run.scope, run.prev):
            count = last.operations + len(run.bodies)
            self.chains[-1] = ChainPart(run.replica, run.scope, last.base, tip, count)
        else:
            self.chains.append(ChainPart(run.replica, run.scope, run.prev, tip, len(run.bodies)))


def export(desk: Desk, path: Path, *, part_bytes: int = PART_BYTES) -> list[Exported]:
    """Write everything of this device for the hub: to `path`, and to NAME-2, NAME-3 … where one file is too small.

    Without anything to say, an empty numbered file is written. Raises Known E_NO_TEAM, E_DISK_FULL, E_FILE.
    """
    member = need_membership(desk)
    with desk.database.write() as connection:
        ring = device_keys(connection)
        number = int.from_bytes(load_fact(connection, EXPORT_NUMBER) or b"", "big")
    files: list[Exported] = []
    with desk.read() as connection:
        last = last_position(connection)
        roster = roster_records(known_roster(connection, member))
        for part, is_last in _parts(connection, member, part_bytes):
            place = len(files) + 1
            context = _context(desk, member, ring, part)
            numbered = replace(context, number=number + place, part=place, parts=place if is_last else 0)
            target = path if place == 1 else path.with_name(f"{path.stem}-{place}{path.suffix}")
            pieces = container.seal(
                kind="up", signer=ring.signer, epoch=member.epoch, recipients=context.recipients,
                records=Message(numbered, [*roster, *part.runs]).source,
            )  # fmt: skip
            size = container.write_file(target, pieces).size
            files.append(Exported(target, number + place, part.operations, size))
    with desk.database.write() as connection:
        counted = {EXPORT_NUMBER: (number + len(files)).to_bytes(8, "big")}
        save_facts(connection, counted | sent_fact(last, desk.now()))
    return files


def _context(desk: Desk, member: Membership, ring: KeyRing, part: _Part) -> Context:
    return Context(
        team=member.team, sender=ring.signer.public_key, user=bytes.fromhex(desk.user_id), kind="up",
        recipients=[member.hub_recipient], chains=part.chains, operations=part.operations, app=_app(),
        schema=SCHEMA_VERSION, made_at=int(desk.now().timestamp() * 1000),
    )  # fmt: skip


def _app() -> str:
    from salesdesk import __version__

    return f"salesdesk {__version__}"


def own_chains(connection: Connection) -> list[KnownChain]:
    """The chains this device wrote and hands over, in the order they leave in."""
    own = set(own_replicas(connection))
    ranks = {kind: rank for rank, kind in enumerate(_ORDER)}
    chosen = [
        chain
        for chain in known_chains(connection)
        if chain.replica in own and chain.scope.partition(":")[0] in ranks
    ]
    return sorted(
        chosen, key=lambda chain: (ranks[chain.scope.partition(":")[0]], chain.scope, chain.replica)
    )


def _parts(connection: Connection, member: Membership, part_bytes: int) -> Iterator[tuple[_Part, bool]]:
    """The parts, one in memory at a time, and whether each is the last."""
    part = _Part()
    for run, tip in _runs(links(connection, member.team, own_chains(connection))):
        is_full = part.size + RUN_BYTES > part_bytes or len(part.chains) >= MAX_CHAINS
        if part.runs and (is_full or part.operations + len(run.bodies) > MAX_OPERATIONS):
            yield part, False
            part = _Part()
        part.add(run, tip)
    yield part, True


def _runs(ordered: Iterator[Link]) -> Iterator[tuple[Run, bytes]]:
    run: Run | None = None
    tip, size = b"", 0
    for link in ordered:
        key = (link.chain.replica, link.chain.scope, link.prev)
        if run is None or (run.replica, run.scope, tip) != key or size + len(link.raw) > RUN_BYTES:
            if run is not None:
                yield run, tip
            run, size = Run(*key, []), 0
        run.bodies.append(link.raw)
        tip, size = link.op_id, size + len(link.raw)
    if run is not None:
        yield run, tip


def outbox(connection: Connection) -> tuple[int, int]:
    """How many operations of this device an export holds, and how many private ones stay."""
    statement = (
        select(CHAIN.c.scope, func.count())
        .join_from(OPERATION, CHAIN, CHAIN.c.number == OPERATION.c.chain)
        .where(CHAIN.c.replica.in_(own_replicas(connection)))
        .group_by(CHAIN.c.scope)
    )
    leaving = staying = 0
    for scope, count in connection.execute(statement):
        if scope.partition(":")[0] in _ORDER:
            leaving += count
        else:
            staying += count
    return leaving, staying
