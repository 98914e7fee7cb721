"""Reading by kind name and text: lists by any condition, and what the log knows of a record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from salesdesk.desk.values import (
    Plain,
    currency_of,
    moment_text,
    plain_value,
    read_operand,
    record_id,
    unusual_currencies,
)
from salesdesk.domain.condition_meaning import condition_field, tied
from salesdesk.domain.conditions import Condition, parse
from salesdesk.domain.kinds import KINDS, kind_of
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record, Value, field_map
from salesdesk.store.listing import Listing, deleted, kind_of_id, living, totals
from salesdesk.store.log import load_states, operations_of
from salesdesk.store.oplog import EXISTS, Operation, RecordState, clock_milliseconds
from salesdesk.store.projection import record_of
from salesdesk.store.queries import contested
from salesdesk.store.values import Wire, any_from_wire, from_wire
from salesdesk.text.currency import minor_digits

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk


def condition_on(kind: str, text: str) -> Condition | None:
    """The condition that a text says on records of a kind; None for empty text.

    Raises Known E_USAGE, E_FIELD, E_TYPE, E_CHOICE, E_NOT_FOUND.
    """
    return tied(parse(text), kind_of(kind), read_operand) if text.strip() else None


def listed(
    desk: "Desk",
    kind: str,
    *,
    where: str = "",
    sort: str = "",
    limit: int | None = None,
    is_deleted: bool = False,
) -> Listing:
    """The records of a kind that meet a condition, sorted by a field; a `-` before its name turns the order.

    Raises as `condition_on`.
    """
    record_class, condition = kind_of(kind), condition_on(kind, where)
    name = sort.removeprefix("-")
    if name:
        condition_field(record_class, name)
    order = {"sort": name, "descending": sort.startswith("-"), "limit": limit}
    with desk.read() as connection:
        if is_deleted:
            return deleted(connection, record_class, condition=condition, digits=minor_digits, **order)  # type: ignore[arg-type]
        currencies = unusual_currencies()
        return living(connection, record_class, condition=condition, currencies=currencies, **order)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Head:
    """One of several values that stand in a field because nobody replaced them; the first is shown."""

    value: Plain
    user_id: str
    at: str
    op_id: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A record, living or deleted, with the heads of the fields whose values differ."""

    record: Record
    is_deleted: bool
    heads: Mapping[str, Sequence[Head]]
    """By field; "" stands for the record itself: deleted by one, written by another."""


def shown(desk: "Desk", kind: str, target: str) -> Shown:
    """A record as it stands, deleted or not; raises Known E_NOT_FOUND."""
    record_class = kind_of(kind)
    wanted = record_id(target)
    with desk.read() as connection:
        state = load_states(connection, [wanted]).get(wanted)
        if state is None or kind_of_id(connection, wanted) != kind:
            raise Known("E_NOT_FOUND", kind=kind, id=target)
        record = record_of(record_class, wanted, state)
        has_several = state.conflicts or state.is_contested_deletion
        by_id = {op.op_id: op for _, op in operations_of(connection, wanted)} if has_several else {}
    return Shown(record, state.is_deleted, dict(_heads(record, state, by_id)))


def _heads(
    record: Record, state: RecordState, by_id: Mapping[bytes, Operation]
) -> Iterator[tuple[str, tuple[Head, ...]]]:
    for name in state.conflicts:
        values = {op_id: _value_of(record, name, wire) for op_id, wire in state.heads[name].items()}
        yield name, _newest_first(values, state, by_id)
    if state.is_contested_deletion:
        yield "", _newest_first(dict.fromkeys(state.deletions, "deleted"), state, by_id)


def _newest_first(
    values: Mapping[bytes, Plain], state: RecordState, by_id: Mapping[bytes, Operation]
) -> tuple[Head, ...]:
    order = sorted(values, key=lambda op_id: (*state.stamps[op_id], op_id), reverse=True)
    return tuple(
        Head(values[op_id], by_id[op_id].body.user.hex(), clock_text(by_id[op_id].body.clock), op_id.hex())
        for op_id in order
    )


def _value_of(record: Record, name: str, wire: Wire) -> Plain:
    field = field_map(type(record)).get(name)
    if field is None:
        return any_from_wire(wire)
    return plain_value(field, from_wire(field, wire), currency=currency_of(record, field))


def clock_text(clock: int) -> str:
    """The time a clock value stands for, as RFC 3339 in UTC."""
    return milliseconds_text(clock_milliseconds(clock))


def milliseconds_text(milliseconds: int) -> str:
    """A time in milliseconds since 1970 as RFC 3339 in UTC."""
    try:
        return moment_text(_EPOCH + timedelta(milliseconds=milliseconds))
    except OverflowError:  # a clock far out of its mind
        return moment_text(datetime.max.replace(tzinfo=UTC))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def disagreements(desk: "Desk") -> list[Shown]:
    """The records about which people disagree."""
    with desk.read() as connection:
        found = [(kind, found_id) for kind, found_id in contested(connection) if kind in KINDS]
    return [record for record in (shown(desk, kind, found_id) for kind, found_id in found) if record.heads]


@dataclass(frozen=True, slots=True)
class PlainEntry:
    """One change of one field in the history; `field` is empty where the record itself came or went."""

    at: str
    user_id: str
    verb: str
    field: str
    before: Plain
    after: Plain
    edit: int
    op_id: str


def plain_history(desk: "Desk", kind: str, target: str) -> list[PlainEntry]:
    """Every change of a record, the oldest first, with values as they stand in JSON; raises Known E_NOT_FOUND.

    An amount is told in the currency that the record had at the time.
    """
    fields = field_map(kind_of(kind))
    record = shown(desk, kind, target).record
    currencies = {field.currency_field: "" for field in fields.values() if field.currency_field}
    told: list[PlainEntry] = []
    for op_id, group in groupby(desk.history(record.id), key=lambda entry: entry.op_id):
        entries = list(group)
        old = dict(currencies)
        currencies.update((entry.field, str(entry.after)) for entry in entries if entry.field in currencies)
        for entry in entries:
            field = fields.get(entry.field)
            before, after = entry.before, entry.after
            told.append(PlainEntry(
                milliseconds_text(entry.at_ms), entry.user_id, entry.verb, "" if entry.field == EXISTS else entry.field,
                plain_value(field, before, currency=old.get(field.currency_field, "")) if field else _word(before),
                plain_value(field, after, currency=currencies.get(field.currency_field, "")) if field else _word(after),
                entry.edit, op_id,
            ))  # fmt: skip
    return told


def _word(value: Value) -> Plain:
    return value if value is None or isinstance(value, str) else str(value)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in a workspace."""

    records: Mapping[str, int]
    """Living records by kind, of the kinds that have any."""
    operations: int
    conflicts: int


def counts(desk: "Desk") -> Counts:
    """How much is in the workspace."""
    with desk.read() as connection:
        records, operations = totals(connection)
        return Counts(
            {kind: records[kind] for kind in KINDS if kind in records}, operations, len(contested(connection))
        )
