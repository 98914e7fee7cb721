"""The hand that writes: get, put and drop records in one transaction, and the log of it in the same transaction.

A writer exists only inside `Desk.write`. What it puts is noted (before, after), becomes one operation for each record,
and is applied to log, heads, tables and search words together when the work is flushed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection

from salesdesk.domain.checks import record_problems
from salesdesk.domain.kinds import KINDS, children_of
from salesdesk.domain.problems import Known
from salesdesk.domain.record import (
    Field,
    FieldType,
    Record,
    Scope,
    Value,
    field_map,
    fields_of,
    replaced,
    values_of,
)
from salesdesk.store import projection
from salesdesk.store.log import Chains, append_operations, load_states, save_states
from salesdesk.store.oplog import EXISTS, SCHEMA_VERSION, Body, Operation, RecordState, Write, chain, tick
from salesdesk.store.statements import rows_in
from salesdesk.store.values import Wire, to_wire

R = TypeVar("R", bound=Record)


class Note(NamedTuple):
    """One record before and after a write; None where it was not, or is no more."""

    kind: str
    record_id: str
    before: Record | None
    after: Record | None


@dataclass(slots=True)
class Author:
    """Who writes: the device's replica and clock, the team whose chains these are, and the person."""

    replica: bytes
    team: bytes
    user_id: str
    clock: int


@dataclass(slots=True)
class _Pending:
    before: Record | None
    after: Record | None
    touched: set[str] = field(default_factory=set)
    extras: dict[str, str | None] = field(default_factory=dict)

    def complete(self, record_id: str, state: RecordState) -> None:
        """Fill in how the record stands now, where whoever put it did not say."""
        if state.is_deleted or not state.heads:
            self.before = None
        elif self.before is None and self.after is not None:
            self.before = projection.record_of(type(self.after), record_id, state)


class Writer:
    """Reads and writes records inside one transaction; every write ends in the log."""

    def __init__(
        self, connection: Connection, author: Author, *, edit: int, undoes: int = 0, now: datetime
    ) -> None:
        self.connection = connection
        self.now = now
        self.user_id = author.user_id
        self.notes: list[Note] = []
        self._author = author
        self._edit = edit
        self._undoes = undoes
        self._now_ms = int(now.timestamp() * 1000)
        self._chains = Chains(connection, author.team)
        self._pending: dict[str, _Pending] = {}

    # --- read

    def get(self, record_class: type[R], record_id: str) -> R | None:
        """The living record of that id, as this writer sees it now."""
        waiting = self._pending.get(record_id)
        if waiting is not None:
            return waiting.after if isinstance(waiting.after, record_class) else None
        found = projection.load_record(self.connection, record_class, record_id)
        return found if isinstance(found, record_class) else None

    def need(self, record_class: type[R], record_id: str) -> R:
        """The living record of that id; raises Known E_NOT_FOUND."""
        found = self.get(record_class, record_id)
        if found is None:
            raise Known("E_NOT_FOUND", kind=record_class.KIND, id=record_id)
        return found

    def select(self, record_class: type[R], **equal: Value) -> list[R]:
        """The living records whose fields equal the values given, in the order of their ids."""
        self.flush()
        return projection.load_records(self.connection, record_class, equal)  # type: ignore[return-value]

    def scope_of(self, record_id: str) -> str:
        """The scope that a record lives in; empty where there is none."""
        self.flush()
        found = rows_in(self.connection, "SELECT scope FROM head WHERE record_id IN", [record_id])
        return next((str(scope) for (scope,) in found), "")

    # --- write

    def add(self, record: R) -> R:
        """Put a new record."""
        return self.put(record, before=None)

    def put(self, record: R, *, before: R | None = None, touched: Iterable[str] = ()) -> R:
        """Let the record be as given, new or not; `before` saves reading it again.

        Only fields that differ are written; `touched` names fields to be written even so, which settles a
        disagreement about them. Raises Known for a value that cannot stand where it is.
        """
        for problem in record_problems(record):
            raise Known.of(problem)
        waiting = self._pending.get(record.id)
        if waiting is None:
            waiting = self._pending[record.id] = _Pending(before, None)
        waiting.after = record
        waiting.touched.update(touched)
        return record

    def set(self, record_class: type[R], record_id: str, **values: Value) -> R:
        """Write the fields named of a living record; raises Known E_NOT_FOUND and for bad values."""
        before = self.need(record_class, record_id)
        known = field_map(record_class)
        for name in values:
            if name not in known:
                raise Known("E_FIELD", kind=record_class.KIND, field=name, reason="unknown")
        after = replaced(before, values)
        return self.put(after, before=before, touched=values)

    def set_extra(self, record: Record, definition_id: str, value: str | None) -> None:
        """Write one of the team's own fields of a record."""
        waiting = self._pending.setdefault(record.id, _Pending(record, record))
        waiting.extras[projection.EXTRA_PREFIX + definition_id] = value or None

    def drop(self, record_class: type[Record], record_id: str) -> list[Record]:
        """Delete a record with all that hangs on it; the records that went, the record itself first."""
        dropped: list[Record] = []
        queue: list[Record] = [self.need(record_class, record_id)]
        seen = {record_id}
        while queue:
            record = queue.pop()
            dropped.append(record)
            for child_kind, name in children_of(record.KIND):
                for child in self.select(KINDS[child_kind], **{name: record.id}):
                    if child.id not in seen and self._hangs_on(child, record.id):
                        seen.add(child.id)
                        queue.append(child)
        for record in dropped:
            self._pending.setdefault(record.id, _Pending(record, record)).after = None
        return dropped

    def drop_alone(self, record: Record) -> None:
        """Delete one living record and leave what hangs on it; for undo, which names every record itself."""
        self._pending.setdefault(record.id, _Pending(record, record)).after = None

    @staticmethod
    def _hangs_on(child: Record, parent_id: str) -> bool:
        filled = [str(child.value(name)) for name in child.PARENTS if child.value(name)]
        return bool(filled) and filled[0] == parent_id

    def undelete(self, record_class: type[R], record_id: str) -> R:
        """Bring a deleted record back as it was; raises Known E_NOT_FOUND where there is none."""
        if record_id in self._pending:
            self.flush()
        state = load_states(self.connection, [record_id]).get(record_id)
        if state is None or not state.is_deleted:
            raise Known("E_NOT_FOUND", kind=record_class.KIND, id=record_id, reason="not_deleted")
        record = projection.record_of(record_class, record_id, state)
        self._pending[record_id] = _Pending(None, record)
        assert isinstance(record, record_class)
        return record

    # --- flush

    def flush(self) -> None:
        """Turn what is pending into operations, and apply them to log, heads, tables and search."""
        if not self._pending:
            return
        pending, self._pending = self._pending, {}
        states = load_states(self.connection, pending)
        self._check_references(pending, states)
        scopes = _Scopes(self.connection, pending, self.user_id)
        self._chains.load(self._author.replica, scopes.all())
        kinds: dict[str, tuple[str, str]] = {}
        operations: list[Operation] = []
        changed: dict[str, RecordState] = {}
        new: set[str] = set()
        for record_id, waiting in pending.items():
            state = states.get(record_id) or RecordState()
            waiting.complete(record_id, state)
            record = waiting.after or waiting.before
            if record is None:
                continue
            written = self._writes(waiting, state)
            if written is None:
                continue
            verb, writes, hidden = written
            scope = scopes.of(record)
            scopes.check_home(waiting.before, waiting.after)
            operation = self._operation(scope, record, verb, writes, hidden)
            state.apply(operation)
            operations.append(operation)
            changed[record_id] = state
            kinds[record_id] = (record.KIND, scope)
            self.notes.append(Note(record.KIND, record_id, waiting.before, waiting.after))
            if verb == "add":
                new.add(record_id)
        append_operations(self.connection, self._chains, operations)
        save_states(self.connection, changed.items(), kinds, new)
        self._project({record_id: pending[record_id] for record_id in changed}, changed, new)

    def _writes(
        self, waiting: _Pending, state: RecordState
    ) -> tuple[str, dict[str, Write], tuple[bytes, ...]] | None:
        """Verb, fields and hidden heads of the operation that brings the record to where it shall be."""
        if waiting.after is None:
            if not state.heads or state.is_deleted:
                return None
            return "delete", {}, state.all_heads()
        if _changes_privacy(waiting):
            raise Known("E_FIELD", kind=waiting.after.KIND, field="is_private", reason="scope")
        values = self._new_values(waiting, state)
        writes = {
            name: Write(value, tuple(sorted(state.heads.get(name, ())))) for name, value in values.items()
        }
        if state.is_deleted:
            return "undelete", writes, tuple(sorted(state.deletions))
        if not state.heads:
            return "add", writes or {EXISTS: Write(True, ())}, ()
        return ("set", writes, ()) if writes else None

    def _new_values(self, waiting: _Pending, state: RecordState) -> dict[str, Wire]:
        record = waiting.after
        assert record is not None
        known = field_map(type(record))
        before = waiting.before
        if before is None and state.heads:  # deleted: only what differs from how it was is written again
            before = projection.record_of(type(record), record.id, state)
        specs, now = fields_of(type(record)), values_of(record)
        earlier = _empty_values(record.KIND) if before is None else values_of(before)
        values = {
            spec.name: to_wire(spec, value)
            for spec, value, old in zip(specs, now, earlier, strict=True)
            if value != old
        }
        for name, heads in state.heads.items():
            if len(heads) > 1 and name in known and (name in waiting.touched or _is_equal_pair(heads)):
                values[name] = to_wire(known[name], record.value(name))
        extras = {name: extra for name, extra in waiting.extras.items() if state.shown(name) != extra}
        return values | extras

    def _operation(
        self, scope: str, record: Record, verb: str, writes: dict[str, Write], hidden: tuple[bytes, ...]
    ) -> Operation:
        author = self._author
        author.clock = tick(author.clock, self._now_ms)
        body = Body(
            scope, author.clock, SCHEMA_VERSION, bytes.fromhex(author.user_id), record.KIND, bytes.fromhex(record.id),
            verb, writes, hidden, self._edit, self._undoes,
        )  # fmt: skip
        _, prev = self._chains.tip(author.replica, scope)
        operation = chain(body, author.replica, prev)
        self._chains.extend(operation)
        return operation

    def _project(
        self, pending: dict[str, _Pending], changed: dict[str, RecordState], new: Collection[str]
    ) -> None:
        added: dict[str, list[Record]] = {}
        reworded: list[Record] = []
        gone: dict[str, list[str]] = {}
        for record_id, waiting in pending.items():
            before, after = waiting.before, waiting.after
            if after is None:
                assert before is not None
                gone.setdefault(before.KIND, []).append(record_id)
            elif before is None:
                added.setdefault(after.KIND, []).append(after)
            else:
                projection.change_record(self.connection, before, after)
                if _is_reworded(before, after):
                    reworded.append(after)
        for kind, records in added.items():
            projection.save_records(self.connection, kind, records)
            fresh = [record for record in records if record.id in new]
            projection.learn_words(self.connection, fresh, are_new=True)
            reworded.extend(record for record in records if record.id not in new)
        for kind, record_ids in gone.items():
            projection.remove_records(self.connection, kind, record_ids)
            if projection.is_searched(kind):
                projection.forget_words(self.connection, record_ids)
        projection.learn_words(self.connection, reworded)
        extended = {record_id: changed[record_id] for record_id, waiting in pending.items() if waiting.extras}
        projection.save_extras(self.connection, extended)

    def _check_references(self, pending: dict[str, _Pending], states: Mapping[str, RecordState]) -> None:
        wanted: set[tuple[str, str, str, str]] = set()
        for record_id, waiting in pending.items():
            record = waiting.after
            if record is None:
                continue
            before, state = waiting.before, states.get(record_id)
            if before is None and state is not None and state.heads:  # brought back as it was
                before = projection.record_of(type(record), record_id, state)
            for spec in _references(record.KIND):
                value = str(record.value(spec.name))
                is_parent = waiting.before is None and spec.name in record.PARENTS
                if value and (before is None or is_parent or value != before.value(spec.name)):
                    wanted.add((value, spec.reference, record.KIND, spec.name))
        found = {
            record_id: waiting.after.KIND
            for record_id, waiting in pending.items()
            if waiting.after is not None
        }
        missing = {record_id for record_id, *_ in wanted if record_id not in found}
        found.update(living_kinds(self.connection, missing))
        for record_id, reference, kind, name in sorted(wanted):
            if reference not in ("*", found.get(record_id)) or record_id not in found:
                raise Known("E_NOT_FOUND", kind=kind, field=name, id=record_id, reference=reference)


@cache
def _references(kind: str) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(KINDS[kind]) if field.type is FieldType.REFERENCE)


@cache
def _empty_values(kind: str) -> tuple[Value, ...]:
    return tuple(field.empty for field in fields_of(KINDS[kind]))


def _changes_privacy(waiting: _Pending) -> bool:
    """Whether a note is to become private or open: it lives in one scope for life, so it is written anew instead."""
    before, after = waiting.before, waiting.after
    return before is not None and getattr(before, "is_private", None) != getattr(after, "is_private", None)


def _is_equal_pair(heads: dict[bytes, Wire]) -> bool:
    if len(heads) < 2:
        return False
    first, *others = heads.values()
    return all(value == first for value in others)


def _is_reworded(before: Record, after: Record) -> bool:
    return any(
        spec.searched and before.value(spec.name) != after.value(spec.name) for spec in fields_of(type(after))
    )


def living_kinds(connection: Connection, record_ids: Collection[str]) -> dict[str, str]:
    """The kind of each of the records that live."""
    sql = "SELECT record_id, kind FROM head WHERE is_deleted = 0 AND record_id IN"
    return {row[0]: row[1] for row in rows_in(connection, sql, list(record_ids))}


class _Scopes:
    """Finds the scope a record lives in: its own for life, or that of what it hangs on when it is made."""

    def __init__(self, connection: Connection, pending: dict[str, _Pending], user_id: str) -> None:
        self._connection = connection
        self._pending = pending
        self._user_id = user_id
        self._known: dict[str, str] = {}
        self._load(list(pending))
        self._load([parent for waiting in pending.values() for parent in _parents(waiting.after)])

    def _load(self, record_ids: list[str]) -> None:
        wanted = [record_id for record_id in dict.fromkeys(record_ids) if record_id not in self._known]
        found = rows_in(self._connection, "SELECT record_id, scope FROM head WHERE record_id IN", wanted)
        self._known.update((record_id, scope) for record_id, scope in found)

    def all(self) -> list[str]:
        """The scopes of everything that is written."""
        records = (waiting.after or waiting.before for waiting in self._pending.values())
        return [self.of(record) for record in records if record is not None]

    def of(self, record: Record) -> str:
        """The scope of a record; raises Known E_FIELD where nothing says it."""
        known = self._known.get(record.id)
        if known is None:
            known = self._known[record.id] = self._make(record)
        return known

    def check_home(self, before: Record | None, after: Record | None) -> None:
        """Refuse to hang a living record where another scope begins: it lives in its own for life (sync.md).

        Raises Known E_FIELD (reason home).
        """
        if before is None or after is None or not after.PARENTS:
            return
        name = next((name for name in after.PARENTS if after.value(name)), "")
        if name and after.value(name) != before.value(name) and self._make(after) != self.of(after):
            raise Known("E_FIELD", kind=after.KIND, field=name, reason="home")

    def _make(self, record: Record) -> str:
        if record.SCOPE is Scope.TEAM:
            return "team"
        if getattr(
            record, "is_private", False
        ):  # a scope of its own: a scope is delivered whole or not at all
            return f"private:{self._user_id}"
        if record.SCOPE is Scope.PERSON:
            return f"person:{self._user_id}"
        parents = list(_parents(record))
        if record.SCOPE is Scope.CLOSE and parents:
            return f"close:{parents[0]}"
        if not record.PARENTS:
            return f"account:{record.id}"
        for parent_id in parents[:1]:
            waiting = self._pending.get(parent_id)
            if parent_id in self._known:
                return self._known[parent_id]
            if waiting is not None and waiting.after is not None:
                return self.of(waiting.after)
        raise Known("E_FIELD", kind=record.KIND, field=record.PARENTS[0], reason="required")


def _parents(record: Record | None) -> Iterator[str]:
    if record is not None:
        for name in record.PARENTS:
            if value := record.value(name):
                yield str(value)


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)
