"""The records inside a bundle: the context first, then runs of operations, roster entries, and what joining needs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple

import msgspec

from salesdesk.domain.problems import Known
from salesdesk.store.oplog import ID_BYTES, op_id_of
from salesdesk.sync.container import Header

MAX_OPERATIONS = 1_000_000
RUN = 1
ROSTER = 2
INVITATION = 3
REQUEST = 4
WELCOME = 5
FIRST_SKIPPED = 64
"""A reader skips records of a type it does not know from here on; below, it needs a newer program."""
MAX_BODIES = 20_000
"""Operations in one run."""
MAX_OTHER = 1 << 20
"""Bytes of a record that is neither a run nor the context."""
RUN_BYTES = 256 << 10
"""About how many bytes of bodies stand in one run."""

_encoder = msgspec.msgpack.Encoder()


class ChainPart(msgspec.Struct, frozen=True, array_like=True):
    """Which part of a chain a bundle holds: from after `base` up to `tip`."""

    replica: bytes
    scope: str
    base: bytes
    tip: bytes
    operations: int


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """The first record: who speaks to whom, about what, and what follows."""

    team: bytes
    sender: bytes
    """The signing key of whoever made the bundle."""
    user: bytes = b""
    kind: str
    recipients: list[str]
    number: int = 0
    """Number of the bundle on its stream; for people."""
    part: int = 1
    parts: int = 1
    """How many parts there are; 0 while more follow."""
    chains: list[ChainPart] = []
    operations: int = 0
    records: int = 0
    """Records that follow."""
    app: str = ""
    schema: int = 0
    made_at: int = 0
    """Milliseconds since 1970."""
    header: bytes = b""
    """Header.binding() of the file."""


class Run(NamedTuple):
    """Operations of one chain that follow each other: bodies as they came, and what the first is chained to."""

    replica: bytes
    scope: str
    prev: bytes
    bodies: list[bytes]

    def pack(self) -> bytes:
        """The run as a record of a bundle."""
        return _encoder.encode([RUN, *self])

    def tip(self) -> bytes:
        """The id of the last operation."""
        prev = self.prev
        for body in self.bodies:
            prev = op_id_of(prev, body)
        return prev


def pack_record(record_type: int, *items: object) -> bytes:
    """A record of a bundle of any other type."""
    return _encoder.encode([record_type, *items])


@dataclass(frozen=True, slots=True)
class Message:
    """What a bundle is to say: its context without the header's binding, and its packed records."""

    context: Context
    records: Sequence[bytes]

    def source(self, binding: bytes) -> Iterable[bytes]:
        """All records of the payload."""
        context = msgspec.structs.replace(self.context, header=binding, records=len(self.records))
        yield _encoder.encode(context)
        yield from self.records


class Reader:
    """Reads the records of a payload in turn and keeps the sender to what the context says."""

    def __init__(self, header: Header, records: Iterator[bytes]) -> None:
        """Read the context; raises Known E_BINDING, E_COUNT and what the payload raises."""
        self._records = records
        first = next(records, None)
        try:
            self.context = msgspec.msgpack.decode(first or b"", type=Context)
        except (msgspec.MsgspecError, UnicodeError, ValueError, RecursionError):
            raise Known("E_BINDING", reason="context") from None
        context = self.context
        is_bound = context.header == header.binding() and context.sender == header.key
        if not is_bound or context.kind != header.kind:
            raise Known("E_BINDING")
        if (
            context.operations > MAX_OPERATIONS
            or sum(part.operations for part in context.chains) != context.operations
        ):
            raise Known("E_COUNT", count=context.operations, limit=MAX_OPERATIONS)

    def need_recipient(self, recipient: str) -> None:
        """Raise Known E_BINDING where the sender did not mean us: a bundle sealed again for somebody else."""
        if recipient not in self.context.recipients:
            raise Known("E_BINDING", reason="recipient")

    def messages(self) -> Iterator[tuple[int, list[object]]]:
        """Type and items of each record after the context; counts are checked at the end (E_COUNT)."""
        count = 0
        for packed in self._records:
            count += 1
            if count > self.context.records:
                raise Known("E_COUNT", count=count, limit=self.context.records)
            items = _items(packed)
            record_type = items[0]
            assert isinstance(record_type, int), "every record is read with its type"
            if record_type < RUN:
                raise Known("E_BINDING", reason="record")
            if record_type < FIRST_SKIPPED:
                yield record_type, items[1:]
        if count != self.context.records:
            raise Known("E_COUNT", count=count, limit=self.context.records)


class _PackedRun(msgspec.Struct, frozen=True, array_like=True):
    type: int
    replica: bytes
    scope: str
    prev: bytes
    bodies: Annotated[list[bytes], msgspec.Meta(min_length=1, max_length=MAX_BODIES)]


def _items(packed: bytes) -> list[object]:
    """Type and items of a record; raises Known E_BINDING, and E_TOO_LARGE for what could take too much memory."""
    try:
        record_type = msgspec.msgpack.decode(
            msgspec.msgpack.decode(packed, type=list[msgspec.Raw])[0], type=int
        )
        if record_type == RUN:
            run = msgspec.msgpack.decode(packed, type=_PackedRun)
            return [RUN, run.replica, run.scope, run.prev, run.bodies]
        if record_type >= FIRST_SKIPPED:
            return [record_type]
        if len(packed) > MAX_OTHER:
            raise Known("E_TOO_LARGE", length=len(packed), limit=MAX_OTHER)
        items: list[object] = msgspec.msgpack.decode(packed)
    except (msgspec.MsgspecError, UnicodeError, ValueError, RecursionError, IndexError):
        raise Known("E_BINDING", reason="record") from None
    return items


def run_of(items: Sequence[object]) -> Run:
    """A run from the items of its record; raises Known E_BINDING."""
    run = Run(*items)  # type: ignore[arg-type]
    if len(run.replica) != ID_BYTES or len(run.prev) != ID_BYTES:
        raise Known("E_BINDING", reason="run")
    return run


class ChainLedger:
    """Counts what came of each chain, and finds at the end whether it is what the context said."""

    def __init__(self, context: Context) -> None:
        self._promised = {(part.replica, part.scope): part for part in context.chains}
        self._came: dict[tuple[bytes, str], tuple[bytes, bytes, int]] = {}
        if len(self._promised) != len(context.chains):
            raise Known("E_BINDING", reason="chains")

    def add(self, run: Run) -> None:
        """Note a run; raises Known E_COUNT or E_BINDING as soon as more came than was said."""
        key = (run.replica, run.scope)
        promised = self._promised.get(key)
        if promised is None:
            raise Known("E_BINDING", reason="chains")
        base, _, count = self._came.get(key, (run.prev, b"", 0))
        count += len(run.bodies)
        if count > promised.operations:
            raise Known("E_COUNT", count=count, limit=promised.operations)
        self._came[key] = (base, run.tip(), count)

    def close(self) -> None:
        """Raise Known E_COUNT or E_BINDING where less came, or something else."""
        for key, promised in self._promised.items():
            base, tip, count = self._came.get(key, (promised.base, promised.tip, 0))
            if count != promised.operations:
                raise Known("E_COUNT", count=count, limit=promised.operations)
            if (base, tip) != (promised.base, promised.tip):
                raise Known("E_BINDING", reason="chains")
