"""Operations and how they merge: pure functions, the same on a laptop and in the team store.

An operation is one write on one record (sync.md, Operation). Its body is MessagePack and is kept and hashed as it
came. Identity: ``op_id = SHA-256("salesdesk-op-1" || prev || body)[:16]``, chained per (replica, scope); the first
prev is ``SHA-256(team || replica || scope)[:16]``. A field is a multi-value register: a write names the ids it
replaces, what nobody replaced is a head, and the head with the highest (clock, replica, id) is shown.
"""

import hashlib
import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, cast

import msgspec

from salesdesk.store.values import Wire

SCHEMA_VERSION = 1
ID_BYTES = 16
MAX_DEPTH = 8
MAX_INTEGER = 2**63
MAX_FIELD_BYTES = 1 << 20
MAX_BODY_BYTES = 8 << 20
VERBS = ("add", "set", "delete", "undelete")
DELETION = ""
"""Stands for the deletion where field names stand: no field has an empty name."""
EXISTS = "_"
"""Written by an `add` without any other field, so that every record has a head that a deletion can list."""

_DOMAIN = b"salesdesk-op-1"
_SCOPE = re.compile(r"team|(?:account|person|private|close):[0-9a-f]{32}", re.ASCII)


class Refused(ValueError):
    """A body that no store takes; `code` is the stable name of the refusal (R_RECORD, R_TOO_BIG)."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code


class Write(NamedTuple):
    """One field of an operation: the value written, and the ids of the operations it replaces there."""

    value: Wire
    replaces: tuple[bytes, ...]


class Body(NamedTuple):
    """The content of an operation; replica and prev stand outside it."""

    scope: str
    clock: int
    schema: int
    user: bytes
    kind: str
    record: bytes
    verb: str
    fields: dict[str, Write]
    hidden: tuple[bytes, ...]
    """delete: ids of the heads it hides; undelete: ids of the deletions it replaces."""
    edit: int
    """Number of the edit on the author's device; the operations of one deed share it."""
    undoes: int
    """Number of the edit this one takes back; 0 for none."""


class Operation(NamedTuple):
    """A body with its identity and its place in a chain."""

    op_id: bytes
    replica: bytes
    prev: bytes
    body: Body
    raw: bytes
    """The body's bytes as they came; what is hashed, stored and passed on."""


def first_prev(team: bytes, replica: bytes, scope: str) -> bytes:
    """What the first operation of a replica in a scope is chained to."""
    return hashlib.sha256(team + replica + scope.encode()).digest()[:ID_BYTES]


def op_id_of(prev: bytes, raw: bytes) -> bytes:
    """The identity of a body at its place in the chain."""
    return hashlib.sha256(_DOMAIN + prev + raw).digest()[:ID_BYTES]


_encoder = msgspec.msgpack.Encoder()


def encode(body: Body) -> bytes:
    """The bytes of a body; deterministic, and the only encoding that `decode` takes.

    What changes from edit to edit stands together at the end, which saves a tenth of an edit in a bundle.
    """
    fields = {name: [write.value, list(write.replaces)] for name, write in body.fields.items()}
    steady = [
        body.schema,
        body.user,
        body.scope,
        body.kind,
        body.record,
        body.verb,
        list(body.hidden),
        body.undoes,
    ]
    return _encoder.encode([*steady, body.edit, body.clock, fields])


def decode(raw: bytes) -> Body:
    """Read and check a body; the one validator of author, SQLite and PostgreSQL.

    Raises Refused (R_RECORD, R_TOO_BIG). Elements that a newer program added behind the known ones are let through.
    """
    if len(raw) > MAX_BODY_BYTES:
        raise Refused("R_TOO_BIG", "an operation is larger than 8 MiB")
    try:
        items = msgspec.msgpack.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, ValueError, RecursionError) as error:
        raise Refused("R_RECORD", f"not a body: {error}") from None
    if not isinstance(items, list) or len(items) < 11:
        raise Refused("R_RECORD", "not a body: too few elements")
    _check_value(items, 0)
    if _encoder.encode(items) != raw:
        raise Refused("R_RECORD", "not in the canonical encoding (duplicate keys or padded numbers)")
    body = _body_of(items)
    if any(len(_encoder.encode(write.value)) > MAX_FIELD_BYTES for write in body.fields.values()):
        raise Refused("R_TOO_BIG", "a field is larger than 1 MiB")
    return body


def read(raw: bytes) -> Body:
    """A body of our own log, which was checked when it came in."""
    schema, user, scope, kind, record, verb, hidden, undoes, edit, clock, fields = msgspec.msgpack.decode(
        raw
    )[:11]
    writes = {name: Write(value, tuple(replaces)) for name, (value, replaces) in fields.items()}
    return Body(scope, clock, schema, user, kind, record, verb, writes, tuple(hidden), edit, undoes)


def _check_value(value: object, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Refused("R_RECORD", "nested too deep")
    match value:
        case None | bool() | bytes():
            return
        case int():
            if not -MAX_INTEGER <= value < MAX_INTEGER:
                raise Refused("R_RECORD", "an integer of more than 63 bits")
        case str():
            if "\0" in value:
                raise Refused("R_RECORD", "a NUL character")
        case list():
            for item in value:
                _check_value(item, depth + 1)
        case dict():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise Refused("R_RECORD", "a key that is not text")
                _check_value(key, depth + 1)
                _check_value(item, depth + 1)
        case _:
            raise Refused("R_RECORD", f"a value of the type {type(value).__name__}")


def _need(condition: bool, what: str) -> None:
    if not condition:
        raise Refused("R_RECORD", what)


def _is_id(value: object) -> bool:
    return isinstance(value, bytes) and len(value) == ID_BYTES


def _ids(value: object, what: str) -> tuple[bytes, ...]:
    _need(isinstance(value, list) and all(_is_id(item) for item in value), f"{what}: not a list of ids")
    return tuple(cast(list[bytes], value))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _body_of(items: list[object]) -> Body:
    schema, user, scope, kind, record, verb, hidden, undoes, edit, clock, fields = items[:11]
    _need(isinstance(scope, str) and _SCOPE.fullmatch(scope) is not None, "scope")
    _need(all(map(_is_count, (clock, schema, edit, undoes))), "clock, schema or edit number")
    _need(_is_id(user) and _is_id(record), "user or record is not an id")
    _need(isinstance(kind, str) and 0 < len(kind) <= 64, "kind")
    _need(verb in VERBS, "verb")
    _need(isinstance(fields, dict), "fields")
    writes: dict[str, Write] = {}
    for name, pair in cast(dict[str, object], fields).items():
        _need(0 < len(name) <= 64, "a field's name")
        _need(isinstance(pair, list) and len(pair) == 2, f"{name}: not a value with what it replaces")
        value, replaces = cast(list[object], pair)
        writes[name] = Write(cast(Wire, value), _ids(replaces, name))
    _need_sense(cast(str, verb), bool(writes), bool(hidden))
    return Body(
        cast(str, scope),
        cast(int, clock),
        cast(int, schema),
        cast(bytes, user),
        cast(str, kind),
        cast(bytes, record),
        cast(str, verb),
        writes,
        _ids(hidden, "hidden"),
        cast(int, edit),
        cast(int, undoes),
    )


def _need_sense(verb: str, has_fields: bool, has_hidden: bool) -> None:
    """A deletion writes no field, for its own head would show the record again; what adds or sets hides nothing."""
    if verb in ("add", "set"):
        _need(has_fields and not has_hidden, f"{verb}: without fields, or with hidden heads")
    else:
        _need(
            has_hidden and not (verb == "delete" and has_fields), f"{verb}: names nothing, or writes fields"
        )


def chain(body: Body, replica: bytes, prev: bytes) -> Operation:
    """Give a body its place and its identity."""
    raw = encode(body)
    return Operation(op_id_of(prev, raw), replica, prev, body, raw)


def received(raw: bytes, replica: bytes, prev: bytes) -> Operation:
    """An operation of somebody else from its bytes; raises Refused."""
    return Operation(op_id_of(prev, raw), replica, prev, decode(raw), raw)


# --- clock --------------------------------------------------------------------------------------------------------

COUNTER_BITS = 16
DRIFT_MS = 5 * 60 * 1000


def clock_at(milliseconds: int) -> int:
    """The clock's value at a time stamp (milliseconds since 1970, in the high 47 bits)."""
    return max(0, min(milliseconds, (1 << 47) - 1)) << COUNTER_BITS


def clock_milliseconds(clock: int) -> int:
    """The time stamp a clock value stands for, in milliseconds since 1970."""
    return clock >> COUNTER_BITS


def tick(last: int, now_ms: int) -> int:
    """The clock of the next local operation: now, or one more than the last where now is not later."""
    return min(max(last + 1, clock_at(now_ms)), MAX_INTEGER - 1)


def advance(last: int, theirs: int, now_ms: int) -> int:
    """The local clock after receiving: not behind theirs, but at most five minutes ahead of our own time."""
    return max(last, min(theirs, clock_at(now_ms + DRIFT_MS)))


# --- merge --------------------------------------------------------------------------------------------------------


class Stamp(NamedTuple):
    """What decides which head is shown."""

    clock: int
    replica: bytes


@dataclass(slots=True)
class RecordState:
    """Everything the log says about one record now: the heads of its fields and its deletions."""

    stamps: dict[bytes, Stamp] = field(default_factory=dict)
    heads: dict[str, dict[bytes, Wire]] = field(default_factory=dict)
    early: dict[str, set[bytes]] = field(default_factory=dict)
    """Per field, ids that were replaced before they came."""
    deletions: dict[bytes, frozenset[bytes]] = field(default_factory=dict)
    """Per living deletion, the ids of the heads it hides."""

    @property
    def is_deleted(self) -> bool:
        """Whether every head is hidden by a deletion: one head that nobody listed shows the record whole."""
        if not self.deletions or not self.heads:
            return False
        hidden = frozenset().union(*self.deletions.values())
        return all(op_id in hidden for heads in self.heads.values() for op_id in heads)

    @property
    def is_contested_deletion(self) -> bool:
        """Whether somebody deleted the record while somebody else wrote in it."""
        return bool(self.deletions) and not self.is_deleted and self._hides_something()

    def _hides_something(self) -> bool:
        hidden = frozenset().union(*self.deletions.values())
        return any(op_id in hidden for heads in self.heads.values() for op_id in heads)

    def shown(self, name: str) -> Wire:
        """The value shown of a field; nil when nobody wrote it."""
        heads = self.heads.get(name)
        if not heads:
            return None
        if len(heads) == 1:
            return next(iter(heads.values()))
        return heads[max(heads, key=lambda op_id: (*self.stamps[op_id], op_id))]

    def values(self) -> dict[str, Wire]:
        """The value shown of every field ever written."""
        return {name: self.shown(name) for name in self.heads}

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Fields with heads whose values differ."""
        return tuple(
            name
            for name, heads in self.heads.items()
            if len(heads) > 1 and any(value != next(iter(heads.values())) for value in heads.values())
        )

    def all_heads(self) -> tuple[bytes, ...]:
        """The ids of all heads, each once, in the order of their bytes."""
        return tuple(sorted({op_id for heads in self.heads.values() for op_id in heads}))

    def apply(self, operation: Operation, is_known: Container[bytes] = ()) -> None:
        """Merge one operation that was not applied before.

        `is_known` holds ids of operations that came already: only a replacement of one that did not is remembered.
        """
        body = operation.body
        for name, write in body.fields.items():
            heads = self.heads.setdefault(name, {})
            self._replace(name, heads, write.replaces, is_known)
            if not self._came_late(name, operation.op_id):
                heads[operation.op_id] = write.value
            if not heads:
                del self.heads[name]
        if body.verb == "delete" and not self._came_late(DELETION, operation.op_id):
            self.deletions[operation.op_id] = frozenset(body.hidden)
        elif body.verb == "undelete":
            self._replace(DELETION, self.deletions, body.hidden, is_known)
        self.stamps[operation.op_id] = Stamp(body.clock, operation.replica)
        self._forget_stamps()

    def _replace(
        self,
        name: str,
        living: dict[bytes, Wire] | dict[bytes, frozenset[bytes]],
        replaced: Iterable[bytes],
        is_known: Container[bytes],
    ) -> None:
        for op_id in replaced:
            if op_id in living:
                del living[op_id]
            elif op_id not in is_known:
                self.early.setdefault(name, set()).add(op_id)

    def _came_late(self, name: str, op_id: bytes) -> bool:
        waiting = self.early.get(name)
        if waiting is None or op_id not in waiting:
            return False
        waiting.discard(op_id)
        if not waiting:
            del self.early[name]
        return True

    def _forget_stamps(self) -> None:
        if len(self.stamps) > 1:
            needed = {op_id for heads in self.heads.values() for op_id in heads} | self.deletions.keys()
            self.stamps = {op_id: stamp for op_id, stamp in self.stamps.items() if op_id in needed}

    def pack(self) -> bytes:
        """The state as one packed row."""
        ids = list(self.stamps)
        index = {op_id: number for number, op_id in enumerate(ids)}
        return _encoder.encode(
            [
                [[op_id, *self.stamps[op_id]] for op_id in ids],
                {
                    name: [[index[op_id], value] for op_id, value in heads.items()]
                    for name, heads in self.heads.items()
                },
                {name: sorted(waiting) for name, waiting in self.early.items()},
                [[index[op_id], sorted(hidden)] for op_id, hidden in self.deletions.items()],
            ]
        )

    @classmethod
    def unpack(cls, packed: bytes) -> "RecordState":
        """Read a packed row."""
        stamps, heads, early, deletions = msgspec.msgpack.decode(packed)
        ids = [entry[0] for entry in stamps]
        return cls(
            stamps={op_id: Stamp(clock, replica) for op_id, clock, replica in stamps},
            heads={name: {ids[number]: value for number, value in pairs} for name, pairs in heads.items()},
            early={name: set(waiting) for name, waiting in early.items()},
            deletions={ids[number]: frozenset(hidden) for number, hidden in deletions},
        )


def merge(
    states: Callable[[bytes], RecordState], operations: Iterable[Operation], known: Container[bytes]
) -> None:
    """Apply operations to the states of their records, in the order given."""
    for operation in operations:
        states(operation.body.record).apply(operation, known)
