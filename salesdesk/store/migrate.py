"""Bringing a workspace up to date: on a copy, checked, and only then swapped in.

What fails leaves the old file as it was. The guards are made again after the last migration, and every table is
brought to what the heads show, so that fields which came before their column take effect.
"""

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection

from salesdesk.domain.problems import Known
from salesdesk.store import rebuild
from salesdesk.store.backup import copy_database
from salesdesk.store.database import Database
from salesdesk.store.migrations import versions
from salesdesk.store.tables import guard_ddl
from salesdesk.store.workspace_key import sync_folder


@cache
def _modules() -> dict[str, ModuleType]:
    names = sorted(name for _, name, _ in pkgutil.iter_modules(versions.__path__) if name.startswith("m"))
    modules = [importlib.import_module(f"{versions.__name__}.{name}") for name in names]
    return {module.revision: module for module in modules}


def known_revisions() -> list[str]:
    """The migrations this program knows, the oldest first."""
    return list(_modules())


def upgrade(connection: Connection, version: str | None) -> None:
    """Run the migrations after `version` on an open transaction."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    context = MigrationContext.configure(connection, opts={"transactional_ddl": False})
    revisions = known_revisions()
    start = revisions.index(version) + 1 if version is not None else 0
    with Operations.context(context):
        for revision in revisions[start:]:
            _modules()[revision].upgrade()


def migrate_copy(path: Path, key: bytes, version: str) -> None:
    """Migrate a closed workspace file.

    Raises Known E_NEWER_WORKSPACE for a version this program does not know, E_DISK_FULL, E_DAMAGED; the file is then
    untouched. The old file is kept beside the backups.
    """
    if version not in known_revisions():
        raise Known("E_NEWER_WORKSPACE", path=str(path.parent), version=version)
    copy = path.with_name(path.name + ".migrating")
    try:
        copy_database(path, copy, key)
        _migrate(copy, key, version)
        kept = path.parent / "backups" / f"before-{known_revisions()[-1]}.db"
        kept.parent.mkdir(exist_ok=True)
        copy_database(path, kept, key)
        copy.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise Known("E_DISK_FULL" if error.errno == 28 else "E_FILE", path=str(path)) from error
    finally:
        for suffix in ("", "-wal", "-shm"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)


def _migrate(copy: Path, key: bytes, version: str) -> None:
    database = Database(copy, key)
    try:
        with database.write() as connection:
            drop_guards(connection)
            upgrade(connection, version)
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (known_revisions()[-1],))
            rebuild.rebuild_tables(connection)
            for statement in guard_ddl():
                connection.exec_driver_sql(statement)
        with database.read() as connection:
            if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                raise Known("E_DAMAGED", path=str(copy))
    finally:
        database.close()


def drop_guards(connection: Connection) -> None:
    """Take the guard triggers off, inside a transaction that makes them again."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'"
    )
    for (name,) in names.fetchall():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
