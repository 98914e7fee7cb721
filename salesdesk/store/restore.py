"""Restoring a workspace: got ready beside it, and moved in by steps that a crash may break off and the next run ends.

`restoring.part` is being made and counts for nothing; `restoring` is complete, and whoever opens the folder next
carries it to its end. What was there is set aside in `backups/`.
"""

import hashlib
import json
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from salesdesk.domain.problems import Known
from salesdesk.store import workspace_key
from salesdesk.store.backup import DATABASE, FORMAT, copy_database, file_fault
from salesdesk.store.database import raw_connection
from salesdesk.store.workspace_key import sync_folder, write_atomically

READY = "restoring"
RESTORED_MARK = "restored"
"""Beside a restored database: the next opening takes a replica id of its own."""
_PART = "restoring.part"
_ASIDE = "set-aside"
"""Holds the name of the folder for what was there."""
_CLEARED = "cleared"
"""What was there is set aside: from now on the folder's files are those restored."""
_KEYS = ("key", "key.sealed")
_OLD = (DATABASE, DATABASE + "-wal", DATABASE + "-shm", *_KEYS)


def restore_all(source: Path, folder: Path, passphrase: str | None) -> None:
    """Put the workspace of a backup file into a folder; a workspace that is there is set aside in its `backups/`.

    Raises Known E_FILE (not a backup, damaged), E_PASSPHRASE, E_DISK_FULL; the folder is then as it was.
    """
    staged = folder / _PART
    try:
        folder.mkdir(parents=True, exist_ok=True)
        finish_restore(folder)
        _begin(staged)
        _unpack(source, staged)
        key = workspace_key.load_key(staged, passphrase)
        check = raw_connection(staged / DATABASE, key, pragmas=())
        try:
            if check.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise Known("E_DAMAGED", path=str(source))
        finally:
            check.close()
        _commit(staged)
    except OSError as error:
        raise file_fault(error, source) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def restore_copy(copy: Path, folder: Path, key: bytes) -> None:
    """Put a daily copy in the place of the workspace's database, closed by now; the present one is set aside.

    Key and attachments stay. Raises Known E_FILE, E_DAMAGED, E_DISK_FULL; the folder is then as it was.
    """
    staged = folder / _PART
    try:
        finish_restore(folder)
        _begin(staged)
        copy_database(copy, staged / DATABASE, key)
        for name in _KEYS:
            if (folder / name).exists():
                write_atomically(staged / name, (folder / name).read_bytes())
        _commit(staged)
    except OSError as error:
        raise file_fault(error, copy) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def is_restoring(folder: Path) -> bool:
    """Whether a restored workspace waits in the folder to be moved in."""
    return (folder / READY / DATABASE).is_file()


def _begin(staged: Path) -> None:
    shutil.rmtree(staged, ignore_errors=True)
    for name in ("attachments", "backups"):
        (staged / name).mkdir(parents=True)


def _commit(staged: Path) -> None:
    folder = staged.parent
    write_atomically(staged / RESTORED_MARK, b"1")
    aside = f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    write_atomically(staged / _ASIDE, aside.encode())
    staged.replace(folder / READY)
    sync_folder(folder)
    finish_restore(folder)


def finish_restore(folder: Path) -> None:
    """Carry a restore to its end that was got ready; nothing where there is none. The workspace must be closed."""
    ready = folder / READY
    if not ready.is_dir():
        return
    if not (ready / _CLEARED).exists():
        _set_aside(folder, folder / "backups" / (ready / _ASIDE).read_text("ascii"))
        write_atomically(ready / _CLEARED, b"1")
    _move_in(ready, folder)
    ready.replace(folder / _PART)  # so that a half removed one is never taken for one that waits
    sync_folder(folder)
    shutil.rmtree(folder / _PART, ignore_errors=True)


def _set_aside(folder: Path, aside: Path) -> None:
    """Move what makes the workspace, if anything does, into a folder of its `backups/`."""
    for name in _OLD:
        if (folder / name).exists():
            aside.mkdir(parents=True, exist_ok=True)
            (folder / name).replace(aside / name)
    if aside.exists():
        sync_folder(aside)


def _move_in(ready: Path, folder: Path) -> None:
    for name in ("attachments", "backups"):
        (folder / name).mkdir(exist_ok=True)
    for path in (ready / "attachments").iterdir():
        path.replace(folder / "attachments" / path.name)
    for name in (RESTORED_MARK, *_KEYS, DATABASE):
        if (ready / name).exists():
            (ready / name).replace(folder / name)
    sync_folder(folder)


def _is_part(folder: str, leaf: str) -> bool:
    """Whether a name in a backup file is one that a backup has, and leads nowhere else."""
    if folder == "attachments":
        return leaf not in ("", ".", "..") and "\\" not in leaf
    return not folder and leaf in (DATABASE, *_KEYS)


def _unpack(source: Path, staged: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if manifest["format"] > FORMAT:
                raise Known("E_NEWER_WORKSPACE", path=str(source), version=manifest["format"])
            for name, digest in manifest["sha256"].items():
                folder, _, leaf = name.rpartition("/")
                if not _is_part(folder, leaf):
                    raise Known("E_FILE", path=str(source), reason="not a backup")
                data = archive.read(name)
                if hashlib.sha256(data).hexdigest() != digest:
                    raise Known("E_FILE", path=str(source), reason="damaged")
                write_atomically(staged / name, data)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, NotImplementedError) as error:
        raise Known("E_FILE", path=str(source), reason="not a backup") from error
    if not (staged / DATABASE).is_file():
        raise Known("E_FILE", path=str(source), reason="not a backup")
