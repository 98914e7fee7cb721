"""Taking the operations of one bundle in: chains, rights, forks, notices; inside the bundle's transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.problems import Known
from salesdesk.domain.record import field_map
from salesdesk.store.log import chunks, known_ids
from salesdesk.store.oplog import Body, Operation, Refused, clock_milliseconds, decode, first_prev, op_id_of
from salesdesk.store.receive import receive
from salesdesk.store.tables import CHAIN, OPERATION, RECORD_TABLES
from salesdesk.store.values import Wire
from salesdesk.store.writer import Author, Note
from salesdesk.sync import decisions
from salesdesk.sync.chain_ends import ChainEnds
from salesdesk.sync.contents import Run
from salesdesk.sync.refusals import Placed, Refusals, refused_ids
from salesdesk.sync.rights import Rights
from salesdesk.sync.roster import Certificate
from salesdesk.sync.team_tables import REFUSED

BATCH = 2000
BATCH_BYTES = 8 << 20
"""Operations are merged when so many wait, or so many bytes of them."""
WRONG_CLOCK_MS = 60 * 60 * 1000
"""An operation this far ahead of the hub's time is of a wrong clock."""
_IDS_PER_REFUSAL = 10_000


@dataclass(slots=True)
class Taken:
    """What came of a bundle's operations."""

    operations: int = 0
    new: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    notices: set[str] = field(default_factory=set)


class Intake:
    """Takes the runs of one bundle of one device in."""

    def __init__(
        self,
        connection: Connection,
        author: Author,
        certificate: Certificate,
        *,
        file: bytes,
        number: int,
        now_ms: int,
    ) -> None:
        self.taken = Taken()
        self._connection = connection
        self._author = author
        self._certificate = certificate
        self._file = file
        self._number = number
        self._now_ms = now_ms
        self._rights = Rights(connection, author.team, certificate)
        self._ends = ChainEnds(connection, author.team)
        self._owners = {
            record: values["device"]
            for record, values in decisions.decided(connection, decisions.REPLICA).items()
        }
        self._refusals = Refusals(connection, author.team)
        self._size = 0
        self._tips: dict[tuple[bytes, str], bytes] = {}
        self._waiting: list[Placed] = []
        self._refused_ids: dict[str, list[bytes]] = {}

    def add(self, run: Run) -> None:
        """Take a run; raises Known E_GAP where what it follows is missing, E_BINDING where that is of another chain."""
        self.taken.operations += len(run.bodies)
        if not self._is_own_replica(run.replica):
            self.taken.refused["R_AUTHOR"] += len(
                run.bodies
            )  # not remembered by id: the ids are somebody else's
            return
        self._check_place(run)
        prev = run.prev
        for raw in run.bodies:
            op_id = op_id_of(prev, raw)
            self._waiting.append(Placed(run.replica, run.scope, prev, op_id, raw))
            prev = op_id
            self._size += len(raw)
        self._tips[run.replica, run.scope] = prev
        if len(self._waiting) >= BATCH or self._size >= BATCH_BYTES:
            self.flush()

    def _is_own_replica(self, replica: bytes) -> bool:
        owner = self._owners.setdefault(replica, None)
        if owner is None:  # first used by this device: the hub binds it
            self._owners[replica] = owner = self._certificate.device
            values = {"device": owner, "user": self._certificate.user}
            decisions.decide(
                self._connection, self._author, decisions.REPLICA, replica, values, now_ms=self._now_ms
            )
        return owner == self._certificate.device

    def _check_place(self, run: Run) -> None:
        key = (run.replica, run.scope)
        if run.prev == first_prev(self._author.team, *key) or self._tips.get(key) == run.prev:
            return
        self.flush()
        places = [
            *self._connection.execute(
                select(CHAIN.c.replica, CHAIN.c.scope)
                .join_from(OPERATION, CHAIN, CHAIN.c.number == OPERATION.c.chain)
                .where(OPERATION.c.op_id == run.prev)
            ),
            *self._connection.execute(
                select(REFUSED.c.replica, REFUSED.c.scope).where(
                    REFUSED.c.team_id == self._author.team, REFUSED.c.op_id == run.prev
                )
            ),
        ]
        if not places:
            raise Known("E_GAP", number=self._number - 1, sender=self._certificate.name)
        if key not in {tuple(place) for place in places}:
            raise Known("E_BINDING", reason="chain")

    def flush(self) -> None:
        """Check and merge what is waiting."""
        waiting, self._waiting, self._size = self._waiting, [], 0
        op_ids = [placed.op_id for placed in waiting]
        known = known_ids(self._connection, op_ids) | refused_ids(self._connection, self._author.team, op_ids)
        fresh = {placed.op_id: placed for placed in waiting if placed.op_id not in known}
        if not fresh:
            return
        self._ends.load((placed.replica, placed.scope) for placed in fresh.values())
        accepted = self._accepted(fresh.values())
        received = receive(self._connection, self._author, accepted, now_ms=self._now_ms)
        self.taken.new += received.new
        self._notice_twins(received.notes)

    def _accepted(self, fresh: Iterable[Placed]) -> list[Operation]:
        read = [(placed, _read(placed)) for placed in fresh]
        bodies = [body for _, body in read if isinstance(body, Body)]
        self._rights.prepare(bodies)
        self._refusals.load(bodies)
        accepted: list[Operation] = []
        for placed, body in read:
            if self._ends.extend((placed.replica, placed.scope), placed.prev, placed.op_id):
                self.taken.notices.add("N_FORK")
            code = body if isinstance(body, str) else self._rights.refusal(body)
            if isinstance(body, str) or code:
                self._refusals.add(placed, code, None if isinstance(body, str) else body)
                self._refused_ids.setdefault(code, []).append(placed.op_id)
                continue
            if clock_milliseconds(body.clock) > self._now_ms + WRONG_CLOCK_MS:
                self.taken.notices.add("N_CLOCK")
            self._rights.learn(body)
            operation = Operation(placed.op_id, placed.replica, placed.prev, body, placed.raw)
            accepted.append(self._refusals.merged(operation))
        return accepted

    def _notice_twins(self, notes: Sequence[Note]) -> None:
        keys: dict[str, set[str]] = {}
        for note in notes:
            if note.after is not None and "external_id" in field_map(KINDS[note.kind]):
                keys.setdefault(note.kind, set()).add(str(note.after.value("external_id")))
        for kind, values in keys.items():
            table = RECORD_TABLES[kind]
            for part in chunks(sorted(values - {""})):
                rows = self._connection.execute(
                    select(table.c.external_source, table.c.external_id).where(table.c.external_id.in_(part))
                )
                if any(count > 1 for count in Counter(tuple(row) for row in rows).values()):
                    self.taken.notices.add("N_DUP_KEY")

    def close(self) -> Taken:
        """Merge the rest, and write down what was decided on the way."""
        self.flush()
        self._rights.save()
        self._ends.save()
        for code, op_ids in self._refused_ids.items():
            self.taken.refused[code] += len(op_ids)
            for number, part in enumerate(chunks(op_ids, _IDS_PER_REFUSAL)):
                record = decisions.refusal_record(self._file, code, number)
                values: dict[str, Wire] = {"device": self._certificate.device, "code": code}
                values["operations"] = list(part)
                decisions.decide(
                    self._connection, self._author, decisions.REFUSAL, record, values, now_ms=self._now_ms
                )
        return self.taken


def _read(placed: Placed) -> Body | str:
    """The body, or the code it is refused with; raises Known E_BINDING where it is of another scope than its run."""
    try:
        body = decode(placed.raw)
    except Refused as refused:
        return refused.code
    if body.scope != placed.scope:
        raise Known("E_BINDING", reason="scope")
    return body
