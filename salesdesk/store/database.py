"""Opening the encrypted database, one connection for each thread, and transactions.

SQLite is SQLCipher's (sqlcipher3); older than 3.51.3 has a fault in its write-ahead log and is refused. The key is
opened raw. WAL with `synchronous=FULL`: NORMAL lost acknowledged commits in simulated power cuts (sync.md, At rest).
"""

import contextlib
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesdesk.domain.problems import Known

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement as ColumnElement
    from sqlalchemy import Connection as Connection
    from sqlalchemy import Engine

OLDEST_SQLITE = (3, 51, 3)
APPLICATION_ID = 0x5344534B
"""`SDSK`: marks the file as a salesdesk workspace."""
BUSY_MS = 10_000

_PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
)


def raw_connection(path: Path | None, key: bytes | None, *, pragmas: tuple[str, ...] = _PRAGMAS) -> Any:
    """A bare DBAPI connection to an encrypted file, or to a database in memory where `path` is None.

    Raises Known E_OLD_SQLITE, E_NOT_WORKSPACE (not such a file, or another key), E_READ_ONLY, E_FILE.
    """
    from sqlcipher3 import dbapi2

    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise Known("E_OLD_SQLITE", version=dbapi2.sqlite_version)
    target = ":memory:" if path is None else str(path)
    try:
        connection = dbapi2.connect(target, isolation_level=None, check_same_thread=False)
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in pragmas:
            connection.execute(pragma)
    except dbapi2.Error as error:
        raise known_fault(error, path) from error
    return connection


def known_fault(error: BaseException, path: Path | None = None) -> Exception:
    """The database's complaint as a known fault of the world, or the error itself where it is a bug."""
    words = str(error).lower()
    where = str(path or "")
    if "file is not a database" in words or "file is encrypted" in words:
        return Known("E_NOT_WORKSPACE", path=where, reason="database")
    if "disk i/o error" in words and _is_full(path):
        return Known("E_DISK_FULL", path=where)
    if "malformed" in words or "disk i/o error" in words:
        return Known("E_DAMAGED", path=where)
    if "full" in words:
        return Known("E_DISK_FULL", path=where)
    if "readonly" in words or "read-only" in words:
        return Known("E_READ_ONLY", path=where)
    if "database is locked" in words or "database table is locked" in words:
        return Known("E_LOCKED", path=where)
    if "unable to open" in words:
        return Known("E_FILE", path=where)
    return error if isinstance(error, Exception) else RuntimeError(words)


def _is_full(path: Path | None) -> bool:
    """Whether the disk of a file has no room left, which SQLite may call a fault of input or output."""
    try:
        return path is not None and shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


_ROOM = 128 * 1024
"""Bytes that opening a database takes beside it."""


class Database:
    """An open database: `read()` and `write()` give SQLAlchemy connections, one for each thread.

    A database in memory (path None) has one connection that the threads take in turn.
    """

    def __init__(self, path: Path | None, key: bytes | None) -> None:
        self.path = path
        self._key = key
        self._lock = threading.RLock()
        self._local = threading.local()
        self._opened: list[Connection] = []
        self._engine = self._make_engine()
        self._shared = self._engine.connect() if path is None else None
        self.connection()

    def _make_engine(self) -> "Engine":
        from sqlalchemy import create_engine
        from sqlalchemy.pool import NullPool
        from sqlcipher3 import dbapi2

        return create_engine(
            "sqlite://", module=dbapi2, poolclass=NullPool, creator=lambda: raw_connection(self.path, self._key),
        )  # fmt: skip

    def connection(self) -> "Connection":
        """This thread's connection."""
        if self._shared is not None:
            return self._shared
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None or connection.closed:
            connection = self._local.connection = self._engine.connect()
            with self._lock:
                self._opened.append(connection)
        return connection

    @contextmanager
    def read(self) -> "Iterator[Connection]":
        """A connection to read with; what it reads is one committed state per statement."""
        with self._turn():
            connection = self.connection()
            try:
                yield connection
            except Exception as error:
                raise _translated(error, self.path) from error
            finally:
                raw = connection.connection.dbapi_connection
                if connection.in_transaction() and raw is not None and not raw.in_transaction:
                    connection.rollback()  # ends SQLAlchemy's notion only: nothing was begun in the database

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self._shared is None:
            yield
        else:
            with self._lock:
                yield

    @contextmanager
    def write(self) -> "Iterator[Connection]":
        """One immediate transaction: committed at the end, rolled back whole by any exception.

        Raises Known E_DISK_FULL, E_READ_ONLY, E_LOCKED for the world's faults.
        """
        with self._lock:
            connection = self.connection()
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
                connection.commit()
            except BaseException as error:
                connection.rollback()
                if isinstance(error, Exception):
                    raise _translated(error, self.path) from error
                raise

    def close(self) -> None:
        """Close every connection; the file is then one file (the write-ahead log is folded in)."""
        from sqlalchemy.exc import DBAPIError

        with self._lock:
            if self._shared is None and self.path is not None:
                with contextlib.suppress(
                    DBAPIError
                ):  # on a full disk it stays in the write-ahead log, and safe
                    self.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            for connection in [*self._opened, *([self._shared] if self._shared is not None else [])]:
                connection.close()
            self._opened.clear()
            self._engine.dispose()


def _translated(error: Exception, path: Path | None) -> Exception:
    from sqlalchemy.exc import DBAPIError
    from sqlcipher3 import dbapi2

    raw = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(raw, dbapi2.Error):
        translated = known_fault(raw, path)
        return translated if isinstance(translated, Known) else error
    return error
