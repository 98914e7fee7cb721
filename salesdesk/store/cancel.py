"""Stopping a long read that nobody waits for any more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

_STEPS = 20_000
"""Steps of SQLite's machine between two looks: a few milliseconds."""


@contextmanager
def cancelled_by(connection: Connection, is_cancelled: Callable[[], bool]) -> Iterator[None]:
    """Inside, a statement ends with an error soon after `is_cancelled` answers True; for SQLite."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.set_progress_handler(lambda: int(is_cancelled()), _STEPS)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)


def free_pages(connection: Connection) -> None:
    """Give the memory back in which this connection keeps pages, after a read that nothing follows; for SQLite."""
    connection.exec_driver_sql("PRAGMA shrink_memory")
