"""Statements of the hot path, made into text once: SQLAlchemy builds them, later calls only run them.

Building and compiling a statement costs more than SQLite takes to run it; one edit runs about fifteen.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import Dialect

T = TypeVar("T")
CHUNK = 500
"""Ids per SELECT … IN."""


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The items in runs of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


@cache
def _dialect(name: str) -> Dialect:
    if name == "postgresql":
        return postgresql.dialect(paramstyle="pyformat")  # type: ignore[no-untyped-call]
    return sqlite.dialect(paramstyle="named")


_inserts: dict[tuple[str, str, tuple[str, ...], bool], str] = {}


def _insert_text(dialect_name: str, table: Table, names: tuple[str, ...], *, or_replace: bool) -> str:
    key = (dialect_name, table.name, names, or_replace)
    if key not in _inserts:
        maker = postgresql if dialect_name == "postgresql" else sqlite
        statement = maker.insert(table).values(dict.fromkeys(names))
        if or_replace:
            keys = [column.name for column in table.primary_key]
            changed = {name: statement.excluded[name] for name in names if name not in keys}
            statement = statement.on_conflict_do_update(index_elements=keys, set_=changed)
        _inserts[key] = str(statement.compile(dialect=_dialect(dialect_name)))
    return _inserts[key]


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


def _insert(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, or_replace: bool
) -> None:
    sql = _insert_text(connection.dialect.name, table, tuple(rows[0]), or_replace=or_replace)
    if len(rows) == 1:
        _cursor(connection).execute(sql, rows[0])
    else:
        _cursor(connection).executemany(sql, rows)


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of the same columns."""
    if rows:
        _insert(connection, table, rows, or_replace=False)


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of the same columns, or replace those whose primary key is there."""
    if rows:
        _insert(connection, table, rows, or_replace=True)


def _marked(connection: Connection, sql: str) -> str:
    return sql if connection.dialect.name == "sqlite" else sql.replace("?", "%s")


def run(connection: Connection, sql: str, *values: object) -> None:
    """Run a statement without a result; parameters stand as `?` on either database."""
    _cursor(connection).execute(_marked(connection, sql), values)


def run_many(connection: Connection, sql: str, values: Sequence[Sequence[object]]) -> None:
    """Run a statement once for each run of parameters."""
    _cursor(connection).executemany(_marked(connection, sql), values)


def rows(connection: Connection, sql: str, *values: object) -> list[Any]:
    """The rows of a query as tuples; parameters stand as `?` on either database."""
    cursor = _cursor(connection)
    cursor.execute(_marked(connection, sql), values)
    found: list[Any] = cursor.fetchall()
    return found


def scalar(connection: Connection, sql: str, *values: object) -> Any:
    """The first column of the first row of a query; None where there is no row."""
    found = rows(connection, sql, *values)
    return found[0][0] if found else None


def rows_in(connection: Connection, sql: str, ids: Sequence[object], *values: object) -> Iterator[Any]:
    """Rows of a query that ends in `IN`, for ids in runs; `values` stand before the ids."""
    for part in chunks(ids):
        yield from rows(connection, f"{sql} ({','.join('?' * len(part))})", *values, *part)


@cache
def select_text(kind: str, columns: tuple[str, ...]) -> str:
    """`SELECT` of the columns named, of a kind's table."""
    listed = ", ".join(f'"{name}"' for name in columns)
    return f'SELECT {listed} FROM "{kind}"'
