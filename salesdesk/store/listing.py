"""Lists by any condition and any field, living records or deleted ones; `queries.page` is for lists that have a key."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from salesdesk.domain.condition_meaning import holds
from salesdesk.domain.conditions import Condition
from salesdesk.domain.record import Record, field_map
from salesdesk.store.conditions import compiled
from salesdesk.store.log import chunks, load_states
from salesdesk.store.projection import record_from_row, record_of, row_of
from salesdesk.store.queries import deleted_ids
from salesdesk.store.tables import HEAD, NUMBERS, OPERATION, RECORD_TABLES, key_column


@dataclass(frozen=True, slots=True)
class Listing:
    """The records asked for, and how many there are without the limit."""

    records: tuple[Record, ...]
    total: int


def living(
    connection: Connection,
    record_class: type[Record],
    *,
    condition: Condition | None = None,
    currencies: Mapping[int, Collection[str]],
    sort: str = "",
    descending: bool = False,
    limit: int | None = None,
) -> Listing:
    """Living records that meet the tied condition, sorted by a field (empty ones last) or as they were made."""
    table = RECORD_TABLES[record_class.KIND]
    where = [compiled(condition, record_class, currencies)] if condition is not None else []
    statement = select(table).where(*where)
    *first, last = _order(record_class, sort)
    statement = statement.order_by(*first, last.desc() if descending else last)
    rows = connection.execute(statement.order_by(table.c.id).limit(limit)).mappings().all()
    total = len(rows)
    if limit is not None and len(rows) >= limit:
        total = connection.scalar(select(func.count()).select_from(table).where(*where)) or 0
    return Listing(tuple(record_from_row(record_class, row) for row in rows), total)  # type: ignore[arg-type]


def _order(record_class: type[Record], sort: str) -> list[ColumnElement[Any]]:
    table = RECORD_TABLES[record_class.KIND]
    field = field_map(record_class).get(sort)
    if field is None:
        return [table.c.id]
    if field.sorted:
        return [table.c[key_column(sort)]]
    column = table.c[sort]
    if field.type in NUMBERS:
        return [column.is_(None), column]
    return [func.coalesce(column, "") == "", func.lower(column)]


def deleted(
    connection: Connection,
    record_class: type[Record],
    *,
    condition: Condition | None = None,
    digits: Callable[[str], int],
    sort: str = "",
    descending: bool = False,
    limit: int | None = None,
) -> Listing:
    """As `living`, of the deleted records of the kind."""
    found: list[Record] = []
    for part in chunks(deleted_ids(connection, record_class.KIND)):
        states = load_states(connection, part)
        records = (record_of(record_class, record_id, states[record_id]) for record_id in part)
        found.extend(record for record in records if condition is None or holds(condition, record, digits))
    field = field_map(record_class).get(sort)
    if field is not None:
        name = key_column(sort) if field.sorted else sort
        found.sort(key=lambda record: _order_of(row_of(record)[name]), reverse=descending)
    return Listing(tuple(found[:limit]), len(found))


def _order_of(value: object) -> tuple[bool, int, str]:
    if isinstance(value, int):
        return False, value, ""
    return not value, 0, str(value or "")


def kind_of_id(connection: Connection, record_id: str) -> str:
    """The kind of the record of that id, living or deleted; empty where there is none."""
    return str(connection.scalar(select(HEAD.c.kind).where(HEAD.c.record_id == record_id)) or "")


def totals(connection: Connection) -> tuple[dict[str, int], int]:
    """Living records by kind, and the operations in the log."""
    rows = connection.execute(
        select(HEAD.c.kind, func.count()).where(HEAD.c.is_deleted == 0).group_by(HEAD.c.kind)
    )
    records = {kind: int(number) for kind, number in rows}
    return records, connection.scalar(select(func.count()).select_from(OPERATION)) or 0
