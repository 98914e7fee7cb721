"""From merged states to records, their rows, and the words they are found by."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Field, FieldType, Record, Value, field_map, fields_of, values_of
from salesdesk.store.keys import search_words, sort_key
from salesdesk.store.oplog import RecordState
from salesdesk.store.statements import (
    chunks,
    insert_rows,
    rows,
    rows_in,
    run,
    run_many,
    scalar,
    select_text,
    upsert,
)
from salesdesk.store.tables import (
    EXTRA_VALUE,
    NUMBERS,
    RECORD_TABLES,
    SEARCH_ENTRY,
    is_sparse,
    key_column,
    record_columns,
)
from salesdesk.store.values import any_from_wire, from_column, from_wire, to_column

EXTRA_PREFIX = "x."
LAST_DAY = "9999-12-31"
"""Sorting key of an empty date: behind all others."""


def record_of(record_class: type[Record], record_id: str, state: RecordState) -> Record:
    """The record that a merged state shows."""
    values: dict[str, Any] = dict(_empties(record_class.KIND))
    known = field_map(record_class)
    for name in state.heads:
        field = known.get(name)
        if field is not None:
            values[name] = from_wire(field, state.shown(name))
    return record_class(id=record_id, **values)


@cache
def _empties(kind: str) -> dict[str, Value]:
    return {field.name: field.empty for field in fields_of(KINDS[kind])}


def record_from_row(record_class: type[Record], row: Mapping[str, object]) -> Record:
    """The record in a row of its table, by the names of the columns."""
    return record_from_values(record_class, [row[name] for name in record_columns(record_class.KIND)])


@cache
def _readers(kind: str) -> tuple[tuple[str, ...], tuple[tuple[int, Field], ...]]:
    """Names of the columns, and those whose value is another than what the column holds, with their places."""
    fields = fields_of(KINDS[kind])
    others = tuple(
        (place, field)
        for place, field in enumerate(fields, 1)
        if field.type in _CONVERTED or is_sparse(field)
    )
    return record_columns(kind), others


_CONVERTED = frozenset((FieldType.BOOL, FieldType.DATE, FieldType.TIME))


def record_from_values(record_class: type[Record], row: Sequence[object]) -> Record:
    """The record in a row that holds `record_columns` of its kind, in their order."""
    names, converted = _readers(record_class.KIND)
    values: dict[str, Any] = dict(zip(names, row, strict=True))
    for place, field in converted:
        values[field.name] = from_column(field, row[place])  # type: ignore[arg-type]
    return record_class(**values)


def load_record(connection: Connection, record_class: type[Record], record_id: str) -> Record | None:
    """The living record of that id."""
    found = rows(connection, _record_select(record_class.KIND) + " WHERE id = ?", record_id)
    return record_from_values(record_class, found[0]) if found else None


def _record_select(kind: str) -> str:
    return select_text(kind, record_columns(kind))


def load_records(
    connection: Connection, record_class: type[Record], equal: Mapping[str, Value]
) -> list[Record]:
    """The living records whose fields equal the values given, in the order of their making."""
    conditions: list[str] = []
    values: list[object] = []
    for name, value in equal.items():
        column = to_column(value)
        if column is None or column == "":
            conditions.append(f'("{name}" IS NULL OR "{name}" = \'\')')
        else:
            conditions.append(f'"{name}" = ?')
            values.append(column)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    found = rows(connection, f"{_record_select(record_class.KIND)}{where} ORDER BY id", *values)
    return [record_from_values(record_class, row) for row in found]


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
        if value == "" and is_sparse(field):
            row[field.name] = None
        else:
            row[field.name] = value if value is None or value.__class__ is str else to_column(value)
        if field.sorted:
            row[key_column(field.name)] = _sort_value(field, record, value)
    return row


def save_records(connection: Connection, kind: str, records: Iterable[Record]) -> None:
    """Put the rows of living records of one kind."""
    upsert(connection, RECORD_TABLES[kind], [row_of(record) for record in records])


def change_record(connection: Connection, before: Record, after: Record) -> None:
    """Write the columns of a living record that differ: an index is touched only where its field changed."""
    new, old = row_of(after), row_of(before)
    changed = {name: value for name, value in new.items() if value != old[name]}
    if changed:
        assignments = ", ".join(f'"{name}" = ?' for name in changed)
        run(connection, f'UPDATE "{after.KIND}" SET {assignments} WHERE id = ?', *changed.values(), after.id)


def remove_records(connection: Connection, kind: str, record_ids: Iterable[str]) -> None:
    """Take the rows of deleted records out."""
    for part in chunks(list(record_ids)):
        run(connection, f'DELETE FROM "{kind}" WHERE id IN ({",".join("?" * len(part))})', *part)


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
_NAMES = frozenset({"name", "short_name", "other_names"})


@cache
def _searched(kind: str) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(KINDS[kind]) if field.searched)


def words_of(record: Record) -> str:
    """The tokens a record is found by: all searched words, names and titles by pinyin too, phones by digits."""
    texts: list[str] = []
    names: list[str] = []
    phones: list[str] = []
    for field in _searched(record.KIND):
        if value := record.value(field.name):
            is_name = field.name in record.TITLE or field.name in _NAMES
            (names if is_name else phones if field.name in _PHONES else texts).append(str(value))
    return search_words(texts, names, phones)


def is_searched(kind: str) -> bool:
    """Whether records of this kind are found by the search."""
    return bool(_searched(kind))


def forget_words(connection: Connection, record_ids: Iterable[str]) -> None:
    """Let deleted records no longer be found."""
    sql = "SELECT number FROM search_entry WHERE record_id IN"
    numbers = [row[0] for row in rows_in(connection, sql, list(record_ids))]
    for part in chunks(numbers):
        marks = ",".join("?" * len(part))
        run(connection, f"DELETE FROM search_entry WHERE number IN ({marks})", *part)
        run(connection, f"DELETE FROM search_words WHERE rowid IN ({marks})", *part)


def learn_words(connection: Connection, records: Iterable[Record], *, are_new: bool = False) -> None:
    """Let records be found by the words they hold now."""
    searched = [record for record in records if is_searched(record.KIND)]
    if not are_new:
        forget_words(connection, [record.id for record in searched])
    found = [(record, words) for record in searched if (words := words_of(record))]
    if not found:
        return
    start = scalar(connection, "SELECT coalesce(max(number), 0) FROM search_entry") + 1
    insert_rows(connection, SEARCH_ENTRY, [
        {"number": number, "record_id": record.id, "kind": record.KIND, "title": record.heading}
        for number, (record, _) in enumerate(found, start)
    ])  # fmt: skip
    numbered = [(number, words) for number, (_, words) in enumerate(found, start)]
    run_many(connection, "INSERT INTO search_words (rowid, words) VALUES (?, ?)", numbered)
