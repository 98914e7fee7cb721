"""From merged states to records, their rows, and the words they are found by."""

from collections.abc import Iterable, Mapping
from functools import cache

from sqlalchemy import Connection, delete, insert, select

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Field, FieldType, Record, Value, fields_of, values_of
from salesdesk.store.keys import search_words, sort_key
from salesdesk.store.log import chunks, upsert
from salesdesk.store.oplog import RecordState
from salesdesk.store.tables import EXTRA_VALUE, NUMBERS, RECORD_TABLES, SEARCH_ENTRY, key_column
from salesdesk.store.values import any_from_wire, from_column, from_wire, to_column

EXTRA_PREFIX = "x."
LAST_DAY = "9999-12-31"
"""Sorting key of an empty date: behind all others."""


def record_of(record_class: type[Record], record_id: str, state: RecordState) -> Record:
    """The record that a merged state shows."""
    values = {field.name: from_wire(field, state.shown(field.name)) for field in fields_of(record_class)}
    return record_class(id=record_id, **values)


def record_from_row(record_class: type[Record], row: Mapping[str, object]) -> Record:
    """The record in a row of its table."""
    values = {field.name: from_column(field, row[field.name]) for field in fields_of(record_class)}  # type: ignore[arg-type]
    return record_class(id=str(row["id"]), **values)


def _sort_value(field: Field, record: Record, value: Value) -> str | int:
    if field.type in NUMBERS:
        return value if isinstance(value, int) else 0
    if field.type in (FieldType.DATE, FieldType.TIME):
        return str(to_column(value) or LAST_DAY)
    if field.type is FieldType.CHOICE:
        return f"{field.choices.index(value):03d}" if value in field.choices else "999"
    return sort_key(value, is_person=record.KIND in ("contact", "member"))


def row_of(record: Record) -> dict[str, object]:
    """The row of a record: its columns and its sorting keys."""
    row: dict[str, object] = {"id": record.id}
    for field, value in zip(fields_of(type(record)), values_of(record), strict=True):
        row[field.name] = value if value is None or value.__class__ is str else to_column(value)
        if field.sorted:
            row[key_column(field.name)] = _sort_value(field, record, value)
    return row


def save_records(connection: Connection, kind: str, records: Iterable[Record]) -> None:
    """Put the rows of living records of one kind."""
    upsert(connection, RECORD_TABLES[kind], [row_of(record) for record in records])


def remove_records(connection: Connection, kind: str, record_ids: Iterable[str]) -> None:
    """Take the rows of deleted records out."""
    table = RECORD_TABLES[kind]
    for part in chunks(list(record_ids)):
        connection.execute(delete(table).where(table.c.id.in_(part)))


def save_extras(connection: Connection, states: Mapping[str, RecordState]) -> None:
    """Put the values of the team's own fields of the records given."""
    rows: list[dict[str, object]] = [
        {
            "record_id": record_id,
            "definition_id": name.removeprefix(EXTRA_PREFIX),
            "value": any_from_wire(state.shown(name)),
        }
        for record_id, state in states.items()
        for name in state.heads
        if name.startswith(EXTRA_PREFIX)
    ]
    upsert(connection, EXTRA_VALUE, rows)


# --- search -------------------------------------------------------------------------------------------------------

_PHONES = frozenset({"phone", "mobile", "phone_2", "other_phone", "other_phones"})


@cache
def _searched(kind: str) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(KINDS[kind]) if field.searched)


def words_of(record: Record) -> str:
    """The tokens a record is found by; empty when nothing of it is searched."""
    names: list[str] = []
    texts: list[str] = []
    phones: list[str] = []
    for field in _searched(record.KIND):
        if value := record.value(field.name):
            if field.name in _PHONES:
                phones.append(str(value))
            (texts if field.type is FieldType.LONG_TEXT else names).append(str(value))
    return search_words(texts, names, phones)


def is_searched(kind: str) -> bool:
    """Whether records of this kind are found by the search."""
    return bool(_searched(kind))


def _entry_numbers(connection: Connection, record_ids: Iterable[str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for part in chunks(list(record_ids)):
        rows = connection.execute(
            select(SEARCH_ENTRY.c.record_id, SEARCH_ENTRY.c.number).where(SEARCH_ENTRY.c.record_id.in_(part))
        )
        numbers.update((record_id, number) for record_id, number in rows)
    return numbers


def forget_words(connection: Connection, record_ids: Iterable[str]) -> None:
    """Let deleted records no longer be found."""
    numbers = list(_entry_numbers(connection, record_ids).values())
    for part in chunks(numbers):
        connection.execute(delete(SEARCH_ENTRY).where(SEARCH_ENTRY.c.number.in_(part)))
        marks = ",".join("?" * len(part))
        connection.exec_driver_sql(f"DELETE FROM search_words WHERE rowid IN ({marks})", tuple(part))


def learn_words(connection: Connection, records: Iterable[Record], *, are_new: bool = False) -> None:
    """Let records be found by the words they hold now."""
    found = [record for record in records if is_searched(record.KIND)]
    if not found:
        return
    if not are_new:
        forget_words(connection, [record.id for record in found])
    start = (
        connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM search_entry").scalar() or 0
    ) + 1
    connection.execute(insert(SEARCH_ENTRY), [
        {"number": number, "record_id": record.id, "kind": record.KIND, "title": record.heading}
        for number, record in enumerate(found, start)
    ])  # fmt: skip
    connection.exec_driver_sql(
        "INSERT INTO search_words (rowid, words) VALUES (?, ?)",
        [(number, words_of(record)) for number, record in enumerate(found, start)],
    )
