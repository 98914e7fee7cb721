"""What an import needs to know of the records there are: found in bulk by a value, and read column by column."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, select

from salesdesk.domain.record import Record, Value
from salesdesk.store.log import chunks
from salesdesk.store.tables import HEAD, RECORD_TABLES
from salesdesk.store.values import Column, to_column


def ids_where(
    connection: Connection, record_class: type[Record], field_name: str, values: Collection[Value]
) -> dict[Value, tuple[str, ...]]:
    """Value → ids of the living records that have it in the field; `id` counts as a field."""
    table = RECORD_TABLES[record_class.KIND]
    column = table.c[field_name]
    asked: dict[Column, Value] = {to_column(value): value for value in values}
    found: dict[Value, list[str]] = {}
    for part in chunks(list(asked)):
        for value, record_id in connection.execute(select(column, table.c.id).where(column.in_(part))):
            found.setdefault(asked[value], []).append(record_id)
    return {value: tuple(sorted(ids)) for value, ids in found.items()}


def deleted_among(connection: Connection, record_ids: Collection[str]) -> set[str]:
    """Those of the ids whose record was deleted."""
    found: set[str] = set()
    for part in chunks(list(record_ids)):
        statement = select(HEAD.c.record_id).where(HEAD.c.record_id.in_(part), HEAD.c.is_deleted == 1)
        found.update(connection.scalars(statement))
    return found


def columns_of(
    connection: Connection, record_class: type[Record], field_names: Sequence[str]
) -> Iterator[tuple[Column, ...]]:
    """(id, columns…) of every living record of a kind, in their stored form."""
    table = RECORD_TABLES[record_class.KIND]
    statement = select(table.c.id, *(table.c[name] for name in field_names))
    for row in connection.execute(statement.execution_options(yield_per=5_000)):
        yield tuple(row)
