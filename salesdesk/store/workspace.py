"""The life of a workspace folder: made, opened by one process at a time, checked, and closed.

DIR holds `workspace.db`, `attachments/`, `backups/`, and `key` or `key.sealed` (workspace_key).
"""

import os
import pkgutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from sqlalchemy import Connection

from salesdesk.domain.problems import Known
from salesdesk.store import workspace_key
from salesdesk.store.database import APPLICATION_ID, Database
from salesdesk.store.identity import Identity, load_identity, new_identity, save_identity, settled
from salesdesk.store.migrations import versions
from salesdesk.store.restore import RESTORED_MARK, finish_restore, is_restoring
from salesdesk.store.tables import DOOR_DDL, METADATA, SEARCH_WORDS_DDL, VERSION_DDL, guard_ddl

DATABASE_NAME = "workspace.db"
LOCK_WAIT_SECONDS = 10.0


@dataclass(slots=True)
class OpenWorkspace:
    """An open workspace: the database, who it is, and the lock that keeps other processes out."""

    folder: Path | None
    database: Database
    identity: Identity
    lock: "InstanceLock | None"
    key: bytes = b""

    def close(self) -> None:
        """Close the database and let others in."""
        self.database.close()
        if self.lock is not None:
            self.lock.release()


class InstanceLock:
    """One process for each workspace: an operating-system lock on `DIR/lock`, freed even by a crash."""

    def __init__(self, folder: Path, wait_seconds: float = LOCK_WAIT_SECONDS) -> None:
        self._file: IO[bytes] | None = None
        path = folder / "lock"
        try:
            self._file = path.open("a+b")
        except OSError as error:
            raise Known("E_READ_ONLY", path=str(folder), reason=error.strerror or "") from error
        deadline = time.monotonic() + wait_seconds
        while not self._try():
            if time.monotonic() >= deadline:
                self._file.close()
                raise Known("E_LOCKED", path=str(folder))
            time.sleep(0.05)

    def _try(self) -> bool:
        assert self._file is not None
        try:
            if sys.platform == "win32":
                import msvcrt

                self._file.seek(0)
                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self._file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def release(self) -> None:
        """Let the next process in."""
        if self._file is not None:
            self._file.close()
            self._file = None


@cache
def schema_head() -> str:
    """The newest migration, which a new workspace is made with; read from the names of the files alone."""
    return max(name for _, name, _ in pkgutil.iter_modules(versions.__path__)).removeprefix("m")


def make_schema(connection: Connection) -> None:
    """Create every table, the full-text table, the door and the guards in an empty database."""
    METADATA.create_all(connection)
    connection.exec_driver_sql(SEARCH_WORDS_DDL)
    connection.exec_driver_sql(DOOR_DDL)
    for statement in VERSION_DDL:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (schema_head(),))
    make_guards(connection)


def make_guards(connection: Connection) -> None:
    """Create the guard triggers."""
    for statement in guard_ddl():
        connection.exec_driver_sql(statement)


def _set_up(database: Database, path: Path | None) -> Identity:
    identity = new_identity(path)
    with database.write() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        make_schema(connection)
        save_identity(connection, identity)
    return identity


def memory_workspace() -> OpenWorkspace:
    """A workspace in memory: whole, but gone when closed; for tests and for taking pictures."""
    database = Database(None, None)
    return OpenWorkspace(None, database, _set_up(database, None), None)


def create_workspace(
    folder: Path, passphrase: str | None = None, begin: Callable[[OpenWorkspace], object] | None = None
) -> OpenWorkspace:
    """Make a workspace in a folder that holds none; `begin` writes what it starts with before it gets its name.

    Raises Known E_FILE where one is or the folder cannot be made, and what `begin` raises; there is none then.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Known("E_FILE", path=str(folder), reason=error.strerror or "") from error
    if is_workspace(folder):
        raise Known("E_FILE", path=str(folder), reason="exists")
    lock = InstanceLock(folder)
    part = folder / (DATABASE_NAME + ".part")
    try:
        _clear(part)
        for name in ("attachments", "backups"):
            (folder / name).mkdir(exist_ok=True)
        key = workspace_key.new_key()
        workspace_key.store_key(folder, key, passphrase)
        database = Database(part, key)
        identity = _begun(OpenWorkspace(folder, database, _set_up(database, folder), None, key), begin)
        part.replace(folder / DATABASE_NAME)
        _clear(part)
        workspace_key.sync_folder(folder)
        return OpenWorkspace(folder, Database(folder / DATABASE_NAME, key), identity, lock, key)
    except OSError as error:
        lock.release()
        code = "E_DISK_FULL" if error.errno == 28 else "E_FILE"
        raise Known(code, path=str(folder), reason=error.strerror or "") from error
    except BaseException:
        _clear(part)
        lock.release()
        raise


def _begun(made: OpenWorkspace, begin: Callable[[OpenWorkspace], object] | None) -> Identity:
    try:
        if begin is not None:
            begin(made)
    finally:
        made.database.close()
    return made.identity


def _clear(database_file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        database_file.with_name(database_file.name + suffix).unlink(missing_ok=True)


def is_workspace(folder: Path) -> bool:
    """Whether a folder holds a workspace."""
    return (folder / DATABASE_NAME).is_file() or is_restoring(folder)


def open_workspace(folder: Path, passphrase: str | None = None, *, may_recall: bool = False) -> OpenWorkspace:
    """Open a workspace; an older one is brought up to date on a copy first.

    Raises Known E_NOT_WORKSPACE, E_PASSPHRASE, E_LOCKED, E_NEWER_WORKSPACE, E_READ_ONLY, E_DAMAGED; the file is then
    as it was.
    """
    if not is_workspace(folder):
        raise Known("E_NOT_WORKSPACE", path=str(folder), reason="missing")
    lock = InstanceLock(folder)
    try:
        finish_restore(folder)
        if (folder / DATABASE_NAME).stat().st_size == 0:  # SQLite would take it for a new database
            raise Known("E_NOT_WORKSPACE", path=str(folder), reason="database")
        key = workspace_key.load_key(folder, passphrase, may_recall=may_recall)
        if not os.access(folder / DATABASE_NAME, os.W_OK) or not os.access(folder, os.W_OK):
            raise Known("E_READ_ONLY", path=str(folder))
        return _open(folder, key, lock)
    except BaseException:
        lock.release()
        raise


def _open(folder: Path, key: bytes, lock: InstanceLock) -> OpenWorkspace:
    path = folder / DATABASE_NAME
    database = Database(path, key)
    try:
        version = schema_version(database)
        if version != schema_head():
            database.close()
            from salesdesk.store.migrate import migrate_copy

            migrate_copy(path, key, version)
            database = Database(path, key)
        identity = load_identity(database.connection())
        is_restored = (folder / RESTORED_MARK).exists()
        settled_identity = settled(identity, folder, is_restored=is_restored)
        if settled_identity != identity:
            with database.write() as connection:
                save_identity(connection, settled_identity)
        (folder / RESTORED_MARK).unlink(missing_ok=True)
        return OpenWorkspace(folder, database, settled_identity, lock, key)
    except BaseException:
        database.close()
        raise


def schema_version(database: Database) -> str:
    """The migration a workspace stands at; raises Known E_NOT_WORKSPACE where it is another kind of file."""
    with database.read() as connection:
        if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
            raise Known("E_NOT_WORKSPACE", path=str(database.path), reason="foreign")
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
