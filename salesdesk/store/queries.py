"""What screens and reports read: records by equality, pages of lists, hits of the search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from salesdesk.domain.record import Record, Value
from salesdesk.store.keys import match_query
from salesdesk.store.projection import load_records, record_from_row
from salesdesk.store.tables import HEAD, RECORD_TABLES, key_column

R = TypeVar("R", bound=Record)


def select_records(connection: Connection, record_class: type[R], equal: Mapping[str, Value]) -> list[R]:
    """The living records whose fields equal the values given, in the order of their making."""
    return load_records(connection, record_class, equal)  # type: ignore[return-value]


def records_by_id(connection: Connection, record_class: type[R], record_ids: Sequence[str]) -> dict[str, R]:
    """The living records of these ids, by id."""
    from salesdesk.store.log import chunks

    table = RECORD_TABLES[record_class.KIND]
    found: dict[str, R] = {}
    for part in chunks(record_ids):
        for row in connection.execute(select(table).where(table.c.id.in_(part))).mappings():
            found[row["id"]] = record_from_row(record_class, row)  # type: ignore[assignment,arg-type]
    return found


@dataclass(frozen=True, slots=True)
class Page:
    """A run of rows of a list, and where the next run begins; `cursor` is None at the end."""

    records: tuple[Record, ...]
    cursor: tuple[str | int, str] | None


def page(
    connection: Connection,
    record_class: type[Record],
    *,
    sort: str,
    descending: bool = False,
    after: tuple[str | int, str] | None = None,
    limit: int = 100,
    where: ColumnElement[bool] | None = None,
) -> Page:
    """One page of a list by a declared sort field, found by its key: the same cost at any size."""
    table = RECORD_TABLES[record_class.KIND]
    key = table.c[key_column(sort)]
    statement = select(table)
    if where is not None:
        statement = statement.where(where)
    if after is not None:
        here, there = tuple_(key, table.c.id), tuple_(*after)
        statement = statement.where(here < there if descending else here > there)
    order = (key.desc(), table.c.id.desc()) if descending else (key, table.c.id)
    rows = connection.execute(statement.order_by(*order).limit(limit)).mappings().all()
    records = tuple(record_from_row(record_class, row) for row in rows)  # type: ignore[arg-type]
    cursor = (rows[-1][key.name], rows[-1]["id"]) if len(rows) == limit else None
    return Page(records, cursor)


def count(
    connection: Connection, record_class: type[Record], where: ColumnElement[bool] | None = None
) -> int:
    """How many living records there are."""
    statement = select(func.count()).select_from(RECORD_TABLES[record_class.KIND])
    if where is not None:
        statement = statement.where(where)
    return int(connection.scalar(statement) or 0)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found by its words."""

    kind: str
    id: str
    title: str


def search(connection: Connection, query: str, *, kinds: Sequence[str] = (), limit: int = 50) -> list[Hit]:
    """Records that hold every part of the query, by name, pinyin, initials or phone; the newest first, no ranking."""
    match = match_query(query)
    if not match:
        return []
    chosen = f" AND e.kind IN ({','.join('?' * len(kinds))})" if kinds else ""
    rows = connection.exec_driver_sql(
        "SELECT e.kind, e.record_id, e.title FROM search_words w JOIN search_entry e ON e.number = w.rowid"
        f" WHERE w.words MATCH ?{chosen} ORDER BY w.rowid DESC LIMIT ?",
        (match, *kinds, limit),
    )
    return [Hit(*row) for row in rows]


def contested(connection: Connection) -> list[tuple[str, str]]:
    """(kind, id) of the records about which people disagree."""
    rows = connection.execute(
        select(HEAD.c.kind, HEAD.c.record_id).where(HEAD.c.is_contested == 1).order_by(HEAD.c.record_id)
    )
    return [(kind, record_id) for kind, record_id in rows]


def deleted_ids(connection: Connection, kind: str) -> list[str]:
    """The ids of the deleted records of a kind."""
    statement = select(HEAD.c.record_id).where(HEAD.c.kind == kind, HEAD.c.is_deleted == 1)
    return list(connection.scalars(statement.order_by(HEAD.c.record_id)))
