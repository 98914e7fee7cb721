"""Backups: copies of the database beside it, thinned with age, and one file that holds a whole workspace.

Copies are made by the backup API to `.part`, verified, and renamed; a damaged database never overwrites a backup.
Kept: 7 daily, 4 weekly, 6 monthly. The one file (`.sdbackup`) is a plain archive of the encrypted database, its key
as it is kept, the attachments, and a list of their SHA-256; who has no passphrase must keep it like the key itself.
"""

import hashlib
import json
import os
import shutil
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

from salesdesk.domain.problems import Known
from salesdesk.store import workspace_key
from salesdesk.store.database import known_fault, raw_connection
from salesdesk.store.workspace_key import sync_folder

DAILY, WEEKLY, MONTHLY = 7, 4, 6
RESTORED_MARK = "restored"
"""Beside a restored database: the next opening takes a replica id of its own."""
_FORMAT = 1
_DATABASE = "workspace.db"


def _known(error: OSError, path: Path) -> Known:
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
        raise _known(error, target) from error
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
    copy_database(folder / _DATABASE, target, key)
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
    try:
        (folder / "backups").mkdir(exist_ok=True)
        copy_database(folder / _DATABASE, copy, key)
        files = {_DATABASE: copy}
        files.update({name: folder / name for name in ("key", "key.sealed") if (folder / name).exists()})
        for path in sorted((folder / "attachments").glob("*")):
            if path.is_file():
                files[f"attachments/{path.name}"] = path
        sums = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
        manifest = {
            "format": _FORMAT,
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
        raise _known(error, target) from error
    finally:
        part.unlink(missing_ok=True)
        copy.unlink(missing_ok=True)


def restore_all(source: Path, folder: Path, passphrase: str | None) -> None:
    """Put the workspace of a backup file into a folder; a workspace that is there is set aside in its `backups/`.

    Raises Known E_FILE (not a backup, damaged), E_PASSPHRASE, E_DISK_FULL; the folder is then as it was.
    """
    staged = folder / "restoring.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        _unpack(source, staged)
        key = workspace_key.load_key(staged, passphrase)
        check = raw_connection(staged / _DATABASE, key, pragmas=())
        try:
            if check.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise Known("E_DAMAGED", path=str(source))
        finally:
            check.close()
        (staged / RESTORED_MARK).write_text("1", "ascii")
        _set_aside(folder)
        _move_in(staged, folder)
    except OSError as error:
        raise _known(error, source) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def restore_copy(copy: Path, folder: Path, key: bytes) -> None:
    """Put a daily copy in the place of the workspace's database, closed by now; the present one is set aside.

    Key and attachments stay. Raises Known E_FILE, E_DAMAGED, E_DISK_FULL; the folder is then as it was.
    """
    staged = folder / "restoring.db"
    try:
        copy_database(copy, staged, key)
        (folder / RESTORED_MARK).write_text("1", "ascii")
        aside = _set_aside(folder)
        for name in ("key", "key.sealed"):
            if (aside / name).exists():
                shutil.copy2(aside / name, folder / name)
        staged.replace(folder / _DATABASE)
        sync_folder(folder)
    except OSError as error:
        raise _known(error, copy) from error
    finally:
        staged.unlink(missing_ok=True)


def _unpack(source: Path, staged: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if manifest["format"] > _FORMAT:
                raise Known("E_NEWER_WORKSPACE", path=str(source), version=manifest["format"])
            (staged / "attachments").mkdir()
            (staged / "backups").mkdir()
            for name, digest in manifest["sha256"].items():
                folder, _, leaf = name.rpartition("/")
                if folder not in ("", "attachments") or leaf in ("", ".", "..") or "\\" in name:
                    raise Known("E_FILE", path=str(source), reason="not a backup")
                data = archive.read(name)
                if hashlib.sha256(data).hexdigest() != digest:
                    raise Known("E_FILE", path=str(source), reason="damaged")
                (staged / name).write_bytes(data)
                if leaf in ("key", "key.sealed"):
                    (staged / name).chmod(0o600)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, NotImplementedError) as error:
        raise Known("E_FILE", path=str(source), reason="not a backup") from error
    if not (staged / _DATABASE).is_file():
        raise Known("E_FILE", path=str(source), reason="not a backup")


_PARTS = (_DATABASE, _DATABASE + "-wal", _DATABASE + "-shm", "key", "key.sealed")


def _set_aside(folder: Path) -> Path:
    """Move what makes the workspace into a folder of its `backups/`; that folder, which is not there for nothing."""
    aside = folder / "backups" / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    if not (folder / _DATABASE).exists():
        return aside
    aside.mkdir(parents=True)
    for name in _PARTS:
        if (folder / name).exists():
            (folder / name).replace(aside / name)
    return aside


def _move_in(staged: Path, folder: Path) -> None:
    for name in ("attachments", "backups"):
        (folder / name).mkdir(exist_ok=True)
    for path in (staged / "attachments").iterdir():
        path.replace(folder / "attachments" / path.name)
    for name in (RESTORED_MARK, "key", "key.sealed", _DATABASE):
        if (staged / name).exists():
            (staged / name).replace(folder / name)
    sync_folder(folder)
