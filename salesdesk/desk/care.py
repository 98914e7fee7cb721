"""Looking after a workspace: backups, the passphrase, and whether everything agrees with the log."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from salesdesk.desk.desk import Desk
from salesdesk.domain.problems import Known
from salesdesk.store import backup, workspace_key
from salesdesk.store import restore as restoring
from salesdesk.store.rebuild import Fault, faults


@dataclass(frozen=True, slots=True)
class Health:
    """What a check of the workspace found; `faults` is empty when all is well."""

    operations: int
    records: int
    faults: tuple[Fault, ...]


def _folder(desk: Desk) -> Path:
    if desk.folder is None:
        raise Known("E_FILE", reason="memory")
    return desk.folder


def back_up_today(desk: Desk, today: date | None = None) -> Path | None:
    """Make today's backup unless there is one; its path, or None. Long: off the interface's thread."""
    return backup.back_up_today(_folder(desk), desk.key, today or desk.today())


def save_all(desk: Desk, target: Path) -> None:
    """Write one file that holds the whole workspace, attachments included; raises Known E_FILE, E_DISK_FULL."""
    backup.save_all(_folder(desk), desk.key, target)


def restore(source: Path, folder: Path, passphrase: str | None = None) -> None:
    """Put the workspace of a backup file into a folder; what is there is set aside. Raises Known E_FILE, …"""
    restoring.restore_all(source, folder, passphrase)


def restore_copy(copy: Path, folder: Path, key: bytes) -> None:
    """Put a daily copy in the place of the database of a closed workspace; what is there is set aside."""
    restoring.restore_copy(copy, folder, key)


def daily_copies(folder: Path) -> list[Path]:
    """The daily copies of a workspace, the newest first."""
    return sorted((folder / "backups").glob("????-??-??.db"), reverse=True)


def change_passphrase(desk: Desk, passphrase: str | None) -> None:
    """Protect the workspace by another passphrase, or by none: the key is wrapped again, the data stays."""
    workspace_key.store_key(_folder(desk), desk.key, passphrase)


def verify(desk: Desk) -> Health:
    """Check file, chains, heads and tables against the log. Long: off the interface's thread."""
    with desk.read() as connection:
        operations = connection.exec_driver_sql("SELECT count(*) FROM operation").scalar() or 0
        records = connection.exec_driver_sql("SELECT count(*) FROM head WHERE is_deleted = 0").scalar() or 0
        return Health(operations, records, tuple(faults(connection, bytes.fromhex(desk.team_id))))


def remember_key(desk: Desk) -> bool:
    """Let this user's keyring open the workspace on this computer without the passphrase; whether that worked."""
    from salesdesk.store.key_memory import remember

    return remember(_folder(desk), desk.key)


def forget_key(desk: Desk) -> None:
    """Let the passphrase be asked for again."""
    from salesdesk.store.key_memory import forget

    forget(_folder(desk))
