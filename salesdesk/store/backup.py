"""Backups: copies of the database beside it, thinned with age, and one file that holds a whole workspace.

Copies are made by the backup API to `.part`, verified, and renamed; a damaged database never overwrites a backup.
Kept: 7 daily, 4 weekly, 6 monthly. The one file (`.sdbackup`) is a plain archive of the encrypted database, its key
as it is kept, the attachments, and a list of their SHA-256; who has no passphrase must keep it like the key itself.
"""

import hashlib
import json
import os
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

from salesdesk.domain.problems import Known
from salesdesk.store.database import known_fault, raw_connection
from salesdesk.store.workspace_key import sync_folder

DAILY, WEEKLY, MONTHLY = 7, 4, 6
FORMAT = 1
DATABASE = "workspace.db"


def file_fault(error: OSError, path: Path) -> Known:
    """The operating system's complaint as Known E_DISK_FULL or E_FILE."""
    return Known(
        "E_DISK_FULL" if error.errno == 28 else "E_FILE", path=str(path), reason=error.strerror or ""
    )


def copy_database(source: Path, target: Path, key: bytes) -> None:
    """Copy an encrypted database, open or not, to a file of the same key; verified before it gets its name.

    Raises Known E_DAMAGED, E_DISK_FULL, E_FILE; the target is then as it was.
    """
    from sqlcipher3 import dbapi2

    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    quiet = ("PRAGMA busy_timeout = 10000",)
    try:
        origin = raw_connection(source, key, pragmas=quiet)
        try:
            copy = raw_connection(part, key, pragmas=quiet)
            try:
                origin.backup(copy)
                if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    raise Known("E_DAMAGED", path=str(source))
            finally:
                copy.close()
        finally:
            origin.close()
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise file_fault(error, target) from error
    except dbapi2.Error as error:
        raise known_fault(error, target) from error
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)


def back_up_today(folder: Path, key: bytes, today: date) -> Path | None:
    """Make today's copy in `backups/` unless it is there, and thin the older ones; its path, or None."""
    target = folder / "backups" / f"{today.isoformat()}.db"
    if target.exists():
        return None
    target.parent.mkdir(exist_ok=True)
    copy_database(folder / DATABASE, target, key)
    thin(target.parent)
    return target


def to_keep(days: list[date]) -> set[date]:
    """Of the days with a backup, those to keep: the last 7, the last of 4 weeks, the last of 6 months."""
    newest = sorted(set(days), reverse=True)
    kept = set(newest[:DAILY])
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in newest:
        weeks.setdefault(day.isocalendar()[:2], day)
        months.setdefault((day.year, day.month), day)
    kept.update(list(weeks.values())[:WEEKLY])
    kept.update(list(months.values())[:MONTHLY])
    return kept


def thin(folder: Path) -> None:
    """Remove the daily copies that are no longer to be kept."""
    days: dict[date, Path] = {}
    for path in folder.glob("????-??-??.db"):
        try:
            days[date.fromisoformat(path.stem)] = path
        except ValueError:
            continue
    kept = to_keep(list(days))
    for day, path in days.items():
        if day not in kept:
            path.unlink(missing_ok=True)


def save_all(folder: Path, key: bytes, target: Path) -> None:
    """Write one file that holds the whole workspace; raises Known E_FILE, E_DISK_FULL, E_DAMAGED."""
    part = target.with_name(target.name + ".part")
    copy = folder / "backups" / "all.db"
    if target.exists() and not target.is_file():  # a device or a folder is not to be replaced by a file
        raise Known("E_FILE", path=str(target))
    try:
        (folder / "backups").mkdir(exist_ok=True)
        copy_database(folder / DATABASE, copy, key)
        files = {DATABASE: copy}
        files.update({name: folder / name for name in ("key", "key.sealed") if (folder / name).exists()})
        for path in sorted((folder / "attachments").glob("*")):
            if path.is_file():
                files[f"attachments/{path.name}"] = path
        sums = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
        manifest = {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "sha256": sums,
        }
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("manifest.json", json.dumps(manifest))
            for name, path in files.items():
                archive.write(path, name)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise file_fault(error, target) from error
    finally:
        part.unlink(missing_ok=True)
        copy.unlink(missing_ok=True)
